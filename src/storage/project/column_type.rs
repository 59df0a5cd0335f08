//! The SQL type of a stored column: the one its source declared, unless SQLite's affinity would change a value under it.

use crate::base::{Column, ColumnData, Value};

/// What SQLite does to values of a declared type (its documentation, "Datatypes in SQLite", 3.1).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Affinity {
    Text,
    Integer,
    Real,
    Numeric,
    None,
}

/// A type of the GeoPackage standard under which every value of the column comes back as it is.
pub(super) fn stored_type(column: &Column) -> String {
    let declared = column.declared.trim().to_ascii_uppercase();
    if is_standard(&declared) && keeps(affinity(&declared), &column.data) {
        return declared;
    }
    let plain = match column.data {
        ColumnData::Integer(_) => "INTEGER",
        ColumnData::Real(_) => "DOUBLE",
        ColumnData::Text(_) => "TEXT",
        ColumnData::Mixed(_) => "BLOB",
    };
    plain.to_owned()
}

/// Column types of OGC 12-128, table 1.
fn is_standard(declared: &str) -> bool {
    let (base, size) = declared.split_once('(').map_or((declared, None), |(base, size)| (base.trim_end(), Some(size)));
    let sized = size.is_none_or(|size| size.strip_suffix(')').is_some_and(|size| size.trim().parse::<u32>().is_ok()));
    let known = [
        "BOOLEAN",
        "TINYINT",
        "SMALLINT",
        "MEDIUMINT",
        "INT",
        "INTEGER",
        "FLOAT",
        "DOUBLE",
        "REAL",
        "DATE",
        "DATETIME",
    ];
    if ["TEXT", "BLOB"].contains(&base) { sized } else { size.is_none() && known.contains(&base) }
}

fn affinity(declared: &str) -> Affinity {
    let has = |part: &str| declared.contains(part);
    if has("INT") {
        Affinity::Integer
    } else if has("TEXT") {
        Affinity::Text
    } else if has("BLOB") {
        Affinity::None
    } else if has("REAL") || has("FLOA") || has("DOUB") {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}

fn keeps(affinity: Affinity, data: &ColumnData) -> bool {
    match (affinity, data) {
        (Affinity::None, _)
        | (Affinity::Text, ColumnData::Text(_))
        | (Affinity::Integer | Affinity::Numeric, ColumnData::Integer(_))
        | (Affinity::Real, ColumnData::Real(_)) => true,
        // A text that reads like a number would become one: the date 20241231, the code 0101.
        (_, ColumnData::Text(column)) => column.dictionary().iter().all(|text| !looks_numeric(text)),
        // Whole reals would become integers.
        (Affinity::Integer | Affinity::Numeric, ColumnData::Real(values)) => {
            values.iter().flatten().all(|value| value.fract() != 0.0)
        }
        (_, ColumnData::Integer(values)) => values.iter().all(Option::is_none),
        (_, ColumnData::Real(values)) => values.iter().all(Option::is_none),
        (_, ColumnData::Mixed(values)) => values.iter().all(|value| matches!(value, Value::Null | Value::Blob(_))),
    }
}

/// Whether SQLite could take the text for a number; rather too often than too seldom.
fn looks_numeric(text: &str) -> bool {
    let text = text.trim_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
    text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
        && text.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c))
        && text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(declared: &str, values: &[Value]) -> String {
        stored_type(&Column::packed("A".into(), None, declared.into(), values.to_vec()))
    }

    #[test]
    fn a_declared_type_is_kept_where_it_changes_nothing() {
        let text = |text: &str| Value::Text(text.into());
        assert_eq!(stored("TEXT(18)", &[text("0101"), Value::Null]), "TEXT(18)");
        assert_eq!(stored("DATE", &[text("2024-12-31")]), "DATE");
        assert_eq!(stored("DATE", &[text("20241231")]), "TEXT");
        assert_eq!(stored("double", &[Value::Real(1.0)]), "DOUBLE");
        assert_eq!(stored("INTEGER", &[Value::Real(1.0)]), "DOUBLE");
        assert_eq!(stored("DOUBLE", &[Value::Integer(1)]), "INTEGER");
        assert_eq!(stored("NUMBER(5)", &[Value::Integer(1)]), "INTEGER");
        assert_eq!(stored("TEXT", &[Value::Integer(1), text("a")]), "BLOB");
        assert_eq!(stored("TEXT); DROP TABLE a; --", &[text("a")]), "TEXT");
    }
}
