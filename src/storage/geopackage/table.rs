//! Tables of features and of attributes: their rows, their titles, their extent, their index.

use rusqlite::types::{ToSqlOutput, ValueRef as SqlValue};
use rusqlite::{Connection, Result, ToSql, params_from_iter};

use super::{GeometryBlob, quoted, rtree};
use crate::base::Value;
use crate::geometry::{Bounds, GeometryKind};

/// Name of the geometry column of every table that we write.
pub const GEOMETRY_COLUMN: &str = "geom";
/// Name of the primary key of every table that we write.
pub const ID_COLUMN: &str = "fid";

/// Declared type of a geometry column; every row is of exactly this type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeometryType {
    Point,
    LineString,
    MultiPoint,
    MultiLineString,
    MultiPolygon,
}

impl GeometryType {
    /// The type that holds every feature of a packed layer.
    pub fn of_kind(kind: GeometryKind) -> Self {
        match kind {
            GeometryKind::Polygons => Self::MultiPolygon,
            GeometryKind::Lines => Self::MultiLineString,
            GeometryKind::Points => Self::MultiPoint,
        }
    }

    /// Name in `gpkg_geometry_columns`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "POINT",
            Self::LineString => "LINESTRING",
            Self::MultiPoint => "MULTIPOINT",
            Self::MultiLineString => "MULTILINESTRING",
            Self::MultiPolygon => "MULTIPOLYGON",
        }
    }
}

/// What a table is called and holds. Names are ASCII; what people read stands in `identifier` and the titles.
#[derive(Clone, Debug)]
pub struct TableSpec {
    pub name: String,
    /// Chinese title; unique in the file.
    pub identifier: String,
    /// English description.
    pub description: String,
    /// `None` for a table of attributes alone.
    pub geometry: Option<GeometryType>,
    /// Columns beside `fid` and `geom`.
    pub columns: Vec<ColumnSpec>,
    /// `last_change`, `2026-11-23T08:00:00.000Z`: a parameter, so that the same data make the same file.
    pub timestamp: String,
}

/// One column of a table.
#[derive(Clone, Debug)]
pub struct ColumnSpec {
    pub name: String,
    /// Title for people 地类编码; empty for none.
    pub title: String,
    /// Type of the GeoPackage standard: `TEXT`, `TEXT(18)`, `INTEGER`, `DOUBLE`, `DATE`, `BLOB` …
    pub sql_type: String,
    /// Empty for none.
    pub description: String,
}

impl ColumnSpec {
    pub fn new(name: &str, title: &str, sql_type: &str) -> Self {
        Self { name: name.into(), title: title.into(), sql_type: sql_type.into(), description: String::new() }
    }

    #[must_use]
    pub fn described(mut self, description: &str) -> Self {
        description.clone_into(&mut self.description);
        self
    }
}

/// One row: values in the order of the columns; missing ones at the end are NULL.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// `None`: the next number.
    pub fid: Option<i64>,
    pub geometry: Option<GeometryBlob>,
    pub values: Vec<Value>,
}

/// Adds a table with its rows, titles, extent and (for features) index; gives the number of rows. `srs_id` must stand in
/// `gpkg_spatial_ref_sys` and is ignored for attributes. The connection must know the functions of
/// [`super::register_functions`].
pub fn add_table(
    connection: &Connection,
    spec: &TableSpec,
    srs_id: i32,
    rows: impl IntoIterator<Item = Row>,
) -> Result<usize> {
    connection.execute_batch(&create_sql(spec))?;
    let (count, extent) = insert_rows(connection, spec, srs_id, rows)?;
    let extent = Some(extent).filter(|extent| !extent.is_empty());
    connection.execute(
        "INSERT INTO gpkg_contents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        (
            &spec.name,
            if spec.geometry.is_some() { "features" } else { "attributes" },
            &spec.identifier,
            &spec.description,
            &spec.timestamp,
            extent.map(|extent| extent.min[0]),
            extent.map(|extent| extent.min[1]),
            extent.map(|extent| extent.max[0]),
            extent.map(|extent| extent.max[1]),
            spec.geometry.map(|_| srs_id),
        ),
    )?;
    if let Some(geometry) = spec.geometry {
        connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, ?4, 0, 0)",
            (&spec.name, GEOMETRY_COLUMN, geometry.name(), srs_id),
        )?;
        rtree::add_rtree(connection, &spec.name, GEOMETRY_COLUMN, ID_COLUMN)?;
    }
    let mut title = connection.prepare(
        "INSERT INTO gpkg_data_columns (table_name, column_name, title, description) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for column in &spec.columns {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        if !column.title.is_empty() || !column.description.is_empty() {
            title.execute((&spec.name, &column.name, some(&column.title), some(&column.description)))?;
        }
    }
    Ok(count)
}

fn create_sql(spec: &TableSpec) -> String {
    let mut sql = format!("CREATE TABLE {} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", quoted(&spec.name));
    if let Some(geometry) = spec.geometry {
        sql += &format!(", {GEOMETRY_COLUMN} {}", geometry.name());
    }
    for column in &spec.columns {
        sql += &format!(", {} {}", quoted(&column.name), column.sql_type);
    }
    sql + ")"
}

/// Inserts the rows; gives their number and the box of their geometries.
fn insert_rows(
    connection: &Connection,
    spec: &TableSpec,
    srs_id: i32,
    rows: impl IntoIterator<Item = Row>,
) -> Result<(usize, Bounds)> {
    let mut names = vec![ID_COLUMN.to_owned()];
    names.extend(spec.geometry.map(|_| GEOMETRY_COLUMN.to_owned()));
    names.extend(spec.columns.iter().map(|column| quoted(&column.name)));
    let marks = vec!["?"; names.len()].join(", ");
    let mut insert =
        connection.prepare(&format!("INSERT INTO {} ({}) VALUES ({marks})", quoted(&spec.name), names.join(", ")))?;
    let mut extent = Bounds::EMPTY;
    let mut count = 0;
    for row in rows {
        let mut parameters = Vec::with_capacity(names.len());
        parameters.push(row.fid.map_or(Parameter::Null, Parameter::Id));
        if spec.geometry.is_some() {
            parameters.push(row.geometry.map_or(Parameter::Null, |blob| {
                extent = extent.union(&blob.bounds());
                Parameter::Geometry(blob.into_bytes(srs_id))
            }));
        }
        parameters.extend(row.values.into_iter().map(Parameter::Value));
        parameters.resize_with(names.len(), || Parameter::Null);
        insert.execute(params_from_iter(&parameters))?;
        count += 1;
    }
    Ok((count, extent))
}

enum Parameter {
    Null,
    Id(i64),
    Geometry(Vec<u8>),
    Value(Value),
}

impl ToSql for Parameter {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null | Self::Value(Value::Null) => SqlValue::Null,
            Self::Id(number) | Self::Value(Value::Integer(number)) => SqlValue::Integer(*number),
            Self::Geometry(bytes) | Self::Value(Value::Blob(bytes)) => SqlValue::Blob(bytes),
            Self::Value(Value::Real(number)) => SqlValue::Real(*number),
            Self::Value(Value::Text(text)) => SqlValue::Text(text.as_bytes()),
        }))
    }
}
