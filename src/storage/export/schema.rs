//! The schema of the export: what its tables and columns are called, in Chinese for people and in English for programs.

use crate::base::Value;
use crate::storage::geopackage::{ColumnSpec, GeometryType, Row, TableSpec};

use super::styles::Style;

/// Version of the schema in docs/export.md. Columns are added in a minor version, changed only in a major one.
pub const SCHEMA_VERSION: &str = "1.3";

/// One column: name, Chinese title, SQL type, English description.
pub(super) type Field = (&'static str, &'static str, &'static str, &'static str);

/// Stands first in every table of ours.
pub(super) const BSM: Field =
    ("BSM", "标识码", "TEXT(18)", "Stable identifier: the same in every export of the project");
/// Which scheme and which revision of the design a row belongs to: last in every table.
pub(super) const FABH: Field = ("FABH", "方案编号", "TEXT(20)", "Number of the scheme");
pub(super) const BBH: Field = ("BBH", "版本号", "INTEGER", "Revision of the design");

/// A table ready to be written.
pub(super) struct Table {
    pub spec: TableSpec,
    pub rows: Vec<Row>,
    /// Of a table with geometry.
    pub style: Option<Style>,
    /// Sum of the unrounded areas of its geometry, m².
    pub area_m2: f64,
}

/// What all tables of one export share.
#[derive(Clone, Copy)]
pub(super) struct Edition<'a> {
    pub scheme: u32,
    pub revision: u64,
    pub committed_at: &'a str,
}

impl Edition<'_> {
    /// Values of [`FABH`] and [`BBH`].
    pub fn stamp(&self) -> [Value; 2] {
        [Value::Text(self.scheme.to_string()), Value::Integer(self.revision as i64)]
    }

    /// Name, Chinese title and English description of a table, and its columns between [`BSM`] and the stamp.
    pub fn spec(
        &self,
        [name, title, description]: [&str; 3],
        geometry: Option<GeometryType>,
        fields: &[Field],
    ) -> TableSpec {
        let columns = [BSM].iter().chain(fields).chain(&[FABH, BBH]).copied().map(column_from_field).collect();
        self.spec_of_columns([name, title, description], geometry, columns)
    }

    pub fn spec_of_columns(
        &self,
        [name, title, description]: [&str; 3],
        geometry: Option<GeometryType>,
        columns: Vec<ColumnSpec>,
    ) -> TableSpec {
        TableSpec {
            name: name.to_owned(),
            identifier: title.to_owned(),
            description: description.to_owned(),
            geometry,
            columns,
            timestamp: self.committed_at.to_owned(),
        }
    }
}

pub(super) fn column_from_field((name, title, sql_type, description): Field) -> ColumnSpec {
    ColumnSpec::new(name, title, sql_type).described(description)
}

/// A text, or NULL where there is none.
pub(super) fn text(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::Text(text.to_owned()) }
}
