//! Attributes by column: texts through a dictionary, numbers as they came. Nothing is rounded, unknown columns are kept.

use std::sync::Arc;

/// One attribute value on its way in or out.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

/// One attribute value, borrowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueRef<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'a str),
    Blob(&'a [u8]),
}

impl ValueRef<'_> {
    /// The value as a person reads it; a null is empty.
    pub fn display(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Integer(value) => value.to_string(),
            Self::Real(value) => value.to_string(),
            Self::Text(value) => (*value).to_owned(),
            Self::Blob(bytes) => format!("[{} B]", bytes.len()),
        }
    }

    /// The value as a number: what is stored as text is parsed.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Null | Self::Blob(_) => None,
        }
    }
}

/// The values of one field, one a feature.
#[derive(Clone, Debug)]
pub enum ColumnData {
    Integer(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Text(TextColumn),
    /// Anything else, and fields whose values are of mixed types: kept as they came.
    Mixed(Vec<Value>),
}

impl ColumnData {
    /// Number of values.
    pub fn len(&self) -> usize {
        match self {
            Self::Integer(values) => values.len(),
            Self::Real(values) => values.len(),
            Self::Text(column) => column.codes.len(),
            Self::Mixed(values) => values.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a feature; null behind the last.
    pub fn get(&self, feature: usize) -> ValueRef<'_> {
        match self {
            Self::Integer(values) => values.get(feature).copied().flatten().map_or(ValueRef::Null, ValueRef::Integer),
            Self::Real(values) => values.get(feature).copied().flatten().map_or(ValueRef::Null, ValueRef::Real),
            Self::Text(column) => column.get(feature).map_or(ValueRef::Null, ValueRef::Text),
            Self::Mixed(values) => match values.get(feature) {
                None | Some(Value::Null) => ValueRef::Null,
                Some(Value::Integer(value)) => ValueRef::Integer(*value),
                Some(Value::Real(value)) => ValueRef::Real(*value),
                Some(Value::Text(text)) => ValueRef::Text(text),
                Some(Value::Blob(bytes)) => ValueRef::Blob(bytes),
            },
        }
    }
}

/// Texts through a dictionary: each distinct text is stored once.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    dictionary: Vec<Arc<str>>,
    /// Index into the dictionary; [`Self::NULL`] for null.
    codes: Vec<u32>,
}

impl TextColumn {
    const NULL: u32 = u32::MAX;

    pub fn get(&self, feature: usize) -> Option<&str> {
        self.text(*self.codes.get(feature)?)
    }

    /// The text of a dictionary index.
    pub(super) fn text(&self, code: u32) -> Option<&str> {
        self.dictionary.get(code as usize).map(AsRef::as_ref)
    }

    /// Adds a text that the dictionary does not have; gives its index.
    pub(super) fn push_text(&mut self, text: Arc<str>) -> u32 {
        self.dictionary.push(text);
        self.dictionary.len() as u32 - 1
    }

    /// Appends a feature with a text of the dictionary, or with none.
    pub(super) fn push_code(&mut self, code: Option<u32>) {
        self.codes.push(code.unwrap_or(Self::NULL));
    }

    /// Distinct texts, in the order of first appearance.
    pub fn dictionary(&self) -> &[Arc<str>] {
        &self.dictionary
    }

    /// Dictionary index of a feature's text, `None` for null.
    pub fn code(&self, feature: usize) -> Option<u32> {
        self.codes.get(feature).copied().filter(|&code| code != Self::NULL)
    }
}

/// One field: its name in the file, its title where the file gives one, its values.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    /// Title for people (`gpkg_data_columns.title`, 地类编码).
    pub title: Option<String>,
    /// Type as the file declared it (`TEXT(18)`, `REAL`, `DATE`), so that an export can declare the same.
    pub declared: String,
    pub data: ColumnData,
}

impl Column {
    /// Packs values as narrowly as they allow without changing one of them.
    pub fn packed(name: String, title: Option<String>, declared: String, values: Vec<Value>) -> Self {
        let all = |fits: fn(&Value) -> bool| values.iter().all(|value| matches!(value, Value::Null) || fits(value));
        let data = if all(|value| matches!(value, Value::Text(_))) {
            ColumnData::Text(
                values.into_iter().map(|value| if let Value::Text(text) = value { Some(text) } else { None }).collect(),
            )
        } else if all(|value| matches!(value, Value::Integer(_))) {
            ColumnData::Integer(
                values.into_iter().map(|value| if let Value::Integer(v) = value { Some(v) } else { None }).collect(),
            )
        } else if all(|value| matches!(value, Value::Real(_))) {
            ColumnData::Real(
                values.into_iter().map(|value| if let Value::Real(v) = value { Some(v) } else { None }).collect(),
            )
        } else {
            ColumnData::Mixed(values)
        };
        Self { name, title, declared, data }
    }

    pub fn get(&self, feature: usize) -> ValueRef<'_> {
        self.data.get(feature)
    }
}

/// All fields of a layer, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    columns: Vec<Column>,
}

impl Columns {
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter()
    }

    pub fn len(&self) -> usize {
        self.columns.len()
    }

    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The field of a name, whatever its case.
    pub fn find(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// The first field that exists among several names (dialects of one standard).
    pub fn find_any(&self, names: &[&str]) -> Option<&Column> {
        names.iter().find_map(|name| self.find(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_gives_back_exactly_what_it_was_given() {
        let mixed = vec![Value::Text("0101".into()), Value::Null, Value::Integer(3), Value::Blob(vec![1, 2])];
        let column = Column::packed("DLBM".into(), None, "TEXT".into(), mixed);
        assert!(matches!(column.data, ColumnData::Mixed(_)));
        assert_eq!(column.get(2), ValueRef::Integer(3));
        let texts = vec![Value::Text("水田".into()), Value::Null, Value::Text("水田".into())];
        let column = Column::packed("DLMC".into(), None, "TEXT".into(), texts);
        let ColumnData::Text(packed) = &column.data else { panic!("texts are not packed") };
        assert_eq!(packed.dictionary().len(), 1);
        assert_eq!(
            (column.get(0), column.get(1), column.get(9)),
            (ValueRef::Text("水田"), ValueRef::Null, ValueRef::Null)
        );
    }
}
