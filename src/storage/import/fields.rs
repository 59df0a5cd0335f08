//! Values of the fields of a layer, as whatever they are needed as.

use crate::base::{FieldBuilder, Value};

/// A value that is not empty, as text.
pub(super) fn text_of(fields: &[FieldBuilder], name: &str, feature: usize) -> Option<String> {
    let text = match value_of(fields, name, feature)? {
        Value::Text(text) => text.trim().to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Null | Value::Blob(_) => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

/// A finite number, written as one or as text.
pub(super) fn number_of(fields: &[FieldBuilder], name: &str, feature: usize) -> Option<f64> {
    let number = match value_of(fields, name, feature)? {
        Value::Integer(number) => *number as f64,
        Value::Real(number) => *number,
        Value::Text(text) => text.trim().parse().ok()?,
        Value::Null | Value::Blob(_) => return None,
    };
    number.is_finite().then_some(number)
}

/// A whole number.
pub(super) fn integer_of(fields: &[FieldBuilder], name: &str, feature: usize) -> Option<i64> {
    number_of(fields, name, feature).filter(|number| number.fract() == 0.0).map(|number| number as i64)
}

fn value_of<'a>(fields: &'a [FieldBuilder], name: &str, feature: usize) -> Option<&'a Value> {
    fields.iter().find(|field| field.name.eq_ignore_ascii_case(name))?.values.get(feature)
}
