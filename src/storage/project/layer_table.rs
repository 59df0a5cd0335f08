//! `tf_layers` and one spatial table a base layer: what was imported, once and for all.

use rusqlite::{Connection, Result};
use serde::{Deserialize, Serialize};

use super::column_type::stored_type;
use crate::base::{BaseLayer, Column, LayerId, Provenance, Role, Value, ValueRef};
use crate::storage::geopackage::table::{GEOMETRY_COLUMN, ID_COLUMN, add_table};
use crate::storage::geopackage::{ColumnSpec, GeometryBlob, GeometryType, Row, TableSpec};

/// Column with the fid that a feature had in its source.
pub(super) const SOURCE_ID_COLUMN: &str = "tf_source_fid";

/// A base layer as `tf_layers` describes it.
#[derive(Clone, Debug)]
pub(super) struct LayerRecord {
    pub id: LayerId,
    pub table: String,
    pub name: String,
    pub title: String,
    pub role: Role,
    pub features: usize,
    pub columns: Vec<StoredColumn>,
    pub provenance: Provenance,
}

/// A field of the source and the column it is stored in, whose name a database may force to be another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredColumn {
    pub column: String,
    pub name: String,
    pub title: Option<String>,
    pub declared: String,
}

pub(super) fn create(connection: &Connection, timestamp: &str) -> Result<()> {
    let spec = TableSpec {
        name: "tf_layers".into(),
        identifier: "底图图层".into(),
        description: "Tianfang: base layers, their roles and where they came from".into(),
        geometry: None,
        columns: vec![
            ColumnSpec::new("table_name", "表名", "TEXT"),
            ColumnSpec::new("name", "来源图层名", "TEXT"),
            ColumnSpec::new("title", "名称", "TEXT"),
            ColumnSpec::new("role", "角色", "TEXT"),
            ColumnSpec::new("features", "要素数", "INTEGER"),
            ColumnSpec::new("columns", "字段", "TEXT").described("JSON: fields as the source declared them"),
            ColumnSpec::new("provenance", "数据来源", "TEXT")
                .described("JSON: file, layer, EPSG, encoding, dates, notes"),
        ],
        timestamp: timestamp.into(),
    };
    add_table(connection, &spec, 0, [])?;
    Ok(())
}

/// An identity that no layer of this project ever had.
pub(super) fn next_id(connection: &Connection) -> Result<LayerId> {
    let last: u32 = connection.query_row("SELECT coalesce(max(fid), 0) FROM tf_layers", [], |row| row.get(0))?;
    Ok(LayerId(last + 1))
}

pub(super) fn read(connection: &Connection) -> Result<Vec<LayerRecord>> {
    let mut select = connection.prepare(
        "SELECT fid, table_name, name, title, role, features, columns, provenance FROM tf_layers ORDER BY fid",
    )?;
    let records = select.query_map([], |row| {
        let json_error = |column: usize| {
            move |error: serde_json::Error| {
                rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
            }
        };
        Ok(LayerRecord {
            id: LayerId(row.get(0)?),
            table: row.get(1)?,
            name: row.get(2)?,
            title: row.get(3)?,
            // A role of a later version is shown, but takes part in no judgement.
            role: Role::from_key(&row.get::<_, String>(4)?).unwrap_or(Role::Reference),
            features: row.get::<_, u32>(5)? as usize,
            columns: serde_json::from_str(&row.get::<_, String>(6)?).map_err(json_error(6))?,
            provenance: serde_json::from_str(&row.get::<_, String>(7)?).map_err(json_error(7))?,
        })
    })?;
    records.collect()
}

/// Features between two words on how far the storing is.
const TOLD_EVERY: usize = 4096;

/// Stores a layer in a table of its own, features in the order they are packed in. `progress` is told how many are stored.
pub(super) fn add(connection: &Connection, layer: &BaseLayer, timestamp: &str, progress: &dyn Fn(usize)) -> Result<()> {
    let table = table_name(layer);
    let columns = stored_columns(layer);
    let source_id = ColumnSpec::new(SOURCE_ID_COLUMN, "来源要素号", "INTEGER").described("fid in the source");
    let spec = TableSpec {
        name: table.clone(),
        identifier: free_identifier(connection, &layer.title)?,
        description: layer.role.title_en().to_owned(),
        geometry: Some(GeometryType::of_kind(layer.shapes.kind())),
        columns: std::iter::once(source_id)
            .chain(columns.iter().zip(layer.columns.iter()).map(|(stored, column)| {
                ColumnSpec::new(&stored.column, column.title.as_deref().unwrap_or_default(), &stored_type(column))
            }))
            .collect(),
        timestamp: timestamp.to_owned(),
    };
    let rows = (0..layer.len()).map(|feature| {
        if feature.is_multiple_of(TOLD_EVERY) {
            progress(feature);
        }
        Row {
            fid: Some(feature as i64 + 1),
            geometry: GeometryBlob::of_feature(&layer.shapes, feature),
            values: std::iter::once(Value::Integer(layer.source_ids[feature]))
                .chain(layer.columns.iter().map(|column| owned(column.get(feature))))
                .collect(),
        }
    });
    add_table(connection, &spec, layer.plane.epsg() as i32, rows)?;
    let json = |value: serde_json::Result<String>| {
        value.map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
    };
    connection.execute(
        "INSERT INTO tf_layers (fid, table_name, name, title, role, features, columns, provenance) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            layer.id.0,
            table,
            &layer.name,
            &layer.title,
            layer.role.key(),
            layer.len() as i64,
            json(serde_json::to_string(&columns))?,
            json(serde_json::to_string(&layer.provenance))?,
        ),
    )?;
    Ok(())
}

/// `base_3_DLTB`: ASCII, and never two alike.
fn table_name(layer: &BaseLayer) -> String {
    let ascii: String = layer.name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect();
    let name = if ascii.is_empty() { layer.role.key() } else { &ascii };
    format!("base_{}_{name}", layer.id.0)
}

/// A name of its own for each field: SQLite tells no case apart, and some names are taken.
fn stored_columns(layer: &BaseLayer) -> Vec<StoredColumn> {
    let mut taken: Vec<String> = [ID_COLUMN, GEOMETRY_COLUMN, SOURCE_ID_COLUMN].map(str::to_owned).to_vec();
    let mut stored = |field: &Column| {
        let wanted = if field.name.is_empty() { "field" } else { field.name.as_str() };
        let numbered = (2..).map(|number: usize| format!("{wanted}_{number}"));
        let free = |name: &String| !taken.iter().any(|taken| taken.eq_ignore_ascii_case(name));
        let column = std::iter::once(wanted.to_owned()).chain(numbered).find(free).unwrap_or_default();
        taken.push(column.clone());
        StoredColumn { column, name: field.name.clone(), title: field.title.clone(), declared: field.declared.clone() }
    };
    layer.columns.iter().map(&mut stored).collect()
}

/// The title, numbered where another table has it: identifiers are unique in a GeoPackage.
fn free_identifier(connection: &Connection, title: &str) -> Result<String> {
    let mut taken = connection.prepare("SELECT count(*) FROM gpkg_contents WHERE identifier = ?1")?;
    let mut candidate = title.to_owned();
    for number in 2.. {
        if taken.query_row([&candidate], |row| row.get::<_, i64>(0))? == 0 {
            break;
        }
        candidate = format!("{title}（{number}）");
    }
    Ok(candidate)
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
