//! One column collected value by value, packed from the start: a million rows never stand in memory as loose values.

use std::collections::HashMap;
use std::sync::Arc;

use super::columns::{ColumnData, TextColumn, Value, ValueRef};

/// Collects the values of one field, as narrowly as those seen so far allow without changing one of them.
#[derive(Clone, Debug, Default)]
pub struct ColumnBuilder {
    values: Values,
}

#[derive(Clone, Debug)]
enum Values {
    /// Only nulls so far, this many.
    Nulls(usize),
    Integers(Vec<Option<i64>>),
    Reals(Vec<Option<f64>>),
    Texts(Texts),
    Mixed(Vec<Value>),
}

impl Default for Values {
    fn default() -> Self {
        Self::Nulls(0)
    }
}

#[derive(Clone, Debug, Default)]
struct Texts {
    column: TextColumn,
    known: HashMap<Arc<str>, u32>,
    /// Code of the last text: neighbours in a layer mostly share villages and owners.
    last: u32,
}

impl Texts {
    fn push(&mut self, text: Option<&str>) {
        let Some(text) = text else { return self.column.push_code(None) };
        if self.column.text(self.last) != Some(text) {
            self.last = match self.known.get(text) {
                Some(&code) => code,
                None => {
                    let shared: Arc<str> = Arc::from(text);
                    let code = self.column.push_text(shared.clone());
                    self.known.insert(shared, code);
                    code
                }
            };
        }
        self.column.push_code(Some(self.last));
    }
}

impl FromIterator<Option<String>> for TextColumn {
    fn from_iter<I: IntoIterator<Item = Option<String>>>(values: I) -> Self {
        let mut texts = Texts::default();
        values.into_iter().for_each(|text| texts.push(text.as_deref()));
        texts.column
    }
}

impl ColumnBuilder {
    /// Appends one value.
    pub fn push(&mut self, value: ValueRef<'_>) {
        match (&mut self.values, value) {
            (Values::Nulls(count), ValueRef::Null) => *count += 1,
            (Values::Integers(values), ValueRef::Integer(value)) => values.push(Some(value)),
            (Values::Integers(values), ValueRef::Null) => values.push(None),
            (Values::Reals(values), ValueRef::Real(value)) => values.push(Some(value)),
            (Values::Reals(values), ValueRef::Null) => values.push(None),
            (Values::Texts(texts), ValueRef::Text(text)) => texts.push(Some(text)),
            (Values::Texts(texts), ValueRef::Null) => texts.push(None),
            (Values::Mixed(values), value) => values.push(owned(value)),
            (_, value) => {
                self.widen_for(value);
                self.push(value);
            }
        }
    }

    /// Appends the values of another part of the same field.
    pub fn append(&mut self, other: &Self) {
        let data = other.clone().finish();
        for row in 0..data.len() {
            self.push(data.get(row));
        }
    }

    /// The packed values. A field of nulls alone is a field of texts.
    pub fn finish(self) -> ColumnData {
        match self.values {
            Values::Nulls(count) => ColumnData::Text(std::iter::repeat_n(None, count).collect()),
            Values::Integers(values) => ColumnData::Integer(values),
            Values::Reals(values) => ColumnData::Real(values),
            Values::Texts(texts) => ColumnData::Text(texts.column),
            Values::Mixed(values) => ColumnData::Mixed(values),
        }
    }

    fn widen_for(&mut self, value: ValueRef<'_>) {
        self.values = match (&self.values, value) {
            (Values::Nulls(count), ValueRef::Integer(_)) => Values::Integers(vec![None; *count]),
            (Values::Nulls(count), ValueRef::Real(_)) => Values::Reals(vec![None; *count]),
            (Values::Nulls(count), ValueRef::Text(_)) => {
                let mut texts = Texts::default();
                (0..*count).for_each(|_| texts.push(None));
                Values::Texts(texts)
            }
            _ => {
                let data = std::mem::take(self).finish();
                Values::Mixed((0..data.len()).map(|row| owned(data.get(row))).collect())
            }
        };
    }
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(value) => Value::Text(value.to_owned()),
        ValueRef::Blob(value) => Value::Blob(value.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(values: &[ValueRef<'_>]) -> ColumnBuilder {
        let mut builder = ColumnBuilder::default();
        values.iter().for_each(|value| builder.push(*value));
        builder
    }

    #[test]
    fn every_value_comes_back_however_the_kinds_are_mixed() {
        let kinds = [
            ValueRef::Null,
            ValueRef::Integer(3),
            ValueRef::Real(0.5),
            ValueRef::Text("水田"),
            ValueRef::Text("旱地"),
            ValueRef::Blob(&[1, 2]),
        ];
        for first in kinds {
            for second in kinds {
                for third in kinds {
                    let values = [first, second, third, first];
                    let mut joined = packed(&values[..2]);
                    joined.append(&packed(&values[2..]));
                    let data = joined.finish();
                    assert_eq!(data.len(), 4);
                    assert!((0..4).all(|row| data.get(row) == values[row]), "{values:?} became {data:?}");
                }
            }
        }
    }

    #[test]
    fn a_text_is_stored_once() {
        let data = packed(&[ValueRef::Text("水田"), ValueRef::Null, ValueRef::Text("旱地"), ValueRef::Text("水田")]);
        let ColumnData::Text(column) = data.finish() else { panic!("texts are not packed") };
        assert_eq!(column.dictionary().len(), 2);
    }
}
