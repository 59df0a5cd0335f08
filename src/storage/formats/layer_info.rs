//! What a layer of a data file is, before it is read.

use super::{DeclaredCrs, TextEncoding};
use crate::geometry::GeometryKind;

/// One layer of a data file.
#[derive(Clone, Debug)]
pub struct LayerInfo {
    pub name: String,
    /// Title for people, where the file has one.
    pub title: Option<String>,
    /// Type as the file declares it: `MultiPolygon`, `Polygon`, `GeometryCollection` …
    pub geometry_type: String,
    /// What its features are taken as: of mixed ones the polygons, else the lines, else the points.
    pub kind: GeometryKind,
    pub features: usize,
    pub crs: DeclaredCrs,
    pub fields: Vec<FieldInfo>,
    pub encoding: TextEncoding,
    /// A few positions as they stand in the file, to tell the system by.
    pub sample: Vec<[f64; 2]>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldInfo {
    pub name: String,
    pub title: Option<String>,
    /// Type as a GeoPackage would declare it: `TEXT(18)`, `INTEGER`, `DOUBLE`, `DATE` …
    pub declared: String,
}

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    Text,
    Integer,
    Real,
    Date,
    Boolean,
    Blob,
}

impl FieldInfo {
    pub fn field_type(&self) -> FieldType {
        let declared = self.declared.to_ascii_uppercase();
        match declared.split('(').next().unwrap_or_default().trim() {
            "INTEGER" | "INT" | "MEDIUMINT" | "SMALLINT" | "TINYINT" | "BIGINT" => FieldType::Integer,
            "DOUBLE" | "REAL" | "FLOAT" | "NUMERIC" | "DOUBLE PRECISION" => FieldType::Real,
            "DATE" | "DATETIME" => FieldType::Date,
            "BOOLEAN" => FieldType::Boolean,
            "BLOB" => FieldType::Blob,
            _ => FieldType::Text,
        }
    }
}

impl FieldType {
    /// Name in reports: `text`, `integer` …
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Real => "real",
            Self::Date => "date",
            Self::Boolean => "boolean",
            Self::Blob => "blob",
        }
    }
}
