//! `tf_measures`: the measures of all schemes as a table beside `tf_zones`.

use std::collections::BTreeMap;

use rusqlite::{Connection, Result};

use super::design_tables::{blob, integer, text};
use super::shape_blob::blob_from_shape;
use crate::crs::GaussKruger;
use crate::design::Measure;
use crate::storage::geopackage::table::add_table;
use crate::storage::geopackage::{ColumnSpec, GeometryType, TableSpec};

pub(super) const TABLE: &str = "tf_measures";

/// Columns beside `fid`, in the order of [`MeasureRow`].
const COLUMNS: [&str; 15] = [
    "geom",
    "scheme",
    "position",
    "kind",
    "name",
    "to_class",
    "tool",
    "quota_use",
    "quantity",
    "cost_yuan",
    "year",
    "pair",
    "grade_after",
    "sub_project",
    "reason",
];

/// A measure as a row. Another program may have left any of it empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct MeasureRow {
    pub blob: Option<Vec<u8>>,
    pub scheme: Option<i64>,
    pub position: Option<i64>,
    /// Key or Chinese title of the kind, and so for tool and use of the quota.
    pub kind: String,
    pub name: String,
    pub to_class: String,
    pub tool: String,
    pub quota_use: String,
    pub quantity: Option<f64>,
    pub cost_yuan: Option<f64>,
    pub year: Option<i64>,
    pub pair: Option<i64>,
    pub grade_after: Option<f64>,
    pub sub_project: String,
    pub reason: String,
}

pub(super) fn create(connection: &Connection, srs_id: i32, timestamp: &str) -> Result<()> {
    let spec = TableSpec {
        name: TABLE.into(),
        identifier: "整治措施（各方案）".into(),
        description: "Tianfang: measures of all schemes".into(),
        geometry: Some(GeometryType::MultiPolygon),
        columns: vec![
            ColumnSpec::new("scheme", "方案号", "INTEGER"),
            ColumnSpec::new("position", "次序", "INTEGER").described("of two on the same land the later one decides"),
            ColumnSpec::new("kind", "措施类型", "TEXT").described("key or Chinese title"),
            ColumnSpec::new("name", "名称", "TEXT"),
            ColumnSpec::new("to_class", "整治后地类编码", "TEXT").described("empty where the class stays"),
            ColumnSpec::new("tool", "政策工具", "TEXT").described("key or Chinese title"),
            ColumnSpec::new("quota_use", "指标用途", "TEXT").described("key or Chinese title"),
            ColumnSpec::new("quantity", "数量", "DOUBLE").described("mu, or households for building and demolition"),
            ColumnSpec::new("cost_yuan", "投资（元）", "DOUBLE"),
            ColumnSpec::new("year", "实施年度", "INTEGER"),
            ColumnSpec::new("pair", "配对编号", "INTEGER"),
            ColumnSpec::new("grade_after", "整治后等别", "DOUBLE"),
            ColumnSpec::new("sub_project", "子项目", "TEXT"),
            ColumnSpec::new("reason", "理由", "TEXT"),
        ],
        timestamp: timestamp.into(),
    };
    add_table(connection, &spec, srs_id, []).map(drop)
}

/// The rows; none where the file is of an earlier format, which had no such table.
pub(super) fn read(connection: &Connection) -> Result<BTreeMap<i64, MeasureRow>> {
    if !connection.table_exists(None, TABLE)? {
        return Ok(BTreeMap::new());
    }
    let mut select = connection.prepare(&format!("SELECT {}, fid FROM {TABLE} ORDER BY fid", COLUMNS.join(", ")))?;
    let rows = select.query_map([], |row| {
        let number = |column: usize| -> Result<Option<f64>> {
            use rusqlite::types::ValueRef;
            Ok(match row.get_ref(column)? {
                ValueRef::Integer(number) => Some(number as f64),
                ValueRef::Real(number) => Some(number),
                _ => None,
            })
        };
        let measure = MeasureRow {
            blob: blob(row, 0)?,
            scheme: integer(row, 1)?,
            position: integer(row, 2)?,
            kind: text(row, 3)?,
            name: text(row, 4)?,
            to_class: text(row, 5)?,
            tool: text(row, 6)?,
            quota_use: text(row, 7)?,
            quantity: number(8)?,
            cost_yuan: number(9)?,
            year: integer(row, 10)?,
            pair: integer(row, 11)?,
            grade_after: number(12)?,
            sub_project: text(row, 13)?,
            reason: text(row, 14)?,
        };
        Ok((row.get(COLUMNS.len())?, measure))
    })?;
    rows.collect()
}

impl MeasureRow {
    pub fn of(measure: &Measure, scheme: i64, position: i64, plane: GaussKruger) -> Self {
        Self {
            blob: Some(blob_from_shape(&measure.shape, plane.epsg() as i32)),
            scheme: Some(scheme),
            position: Some(position),
            kind: measure.kind.key().to_owned(),
            name: measure.name.clone(),
            to_class: measure.to_class.clone().unwrap_or_default(),
            tool: measure.tool.key().to_owned(),
            quota_use: measure.quota_use.map(|quota| quota.key().to_owned()).unwrap_or_default(),
            quantity: measure.quantity,
            cost_yuan: measure.cost_fen.map(|fen| fen as f64 / 100.0),
            year: measure.year.map(i64::from),
            pair: measure.pair.map(i64::from),
            grade_after: measure.grade_after,
            sub_project: measure.sub_project.clone(),
            reason: measure.reason.clone(),
        }
    }

    /// Everything in the row, for a fingerprint.
    pub fn parts(&self) -> Vec<Vec<u8>> {
        let integer = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
        let real = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
        let numbers = [
            integer(self.scheme),
            integer(self.position),
            real(self.quantity),
            real(self.cost_yuan),
            integer(self.year),
            integer(self.pair),
            real(self.grade_after),
        ];
        let texts =
            [&self.kind, &self.name, &self.to_class, &self.tool, &self.quota_use, &self.sub_project, &self.reason];
        let mut parts: Vec<Vec<u8>> =
            numbers.into_iter().chain(texts.map(Clone::clone)).map(String::into_bytes).collect();
        parts.push(self.blob.clone().unwrap_or_default());
        parts
    }
}

/// Writes one row, in the place of the one that stands or as a new one.
pub(super) fn put(connection: &Connection, fid: i64, row: &MeasureRow, stands: bool) -> Result<()> {
    let sql = if stands {
        let settings: Vec<String> = COLUMNS.iter().zip(2..).map(|(name, at)| format!("{name} = ?{at}")).collect();
        format!("UPDATE {TABLE} SET {} WHERE fid = ?1", settings.join(", "))
    } else {
        let marks: Vec<String> = (1..=COLUMNS.len() + 1).map(|at| format!("?{at}")).collect();
        format!("INSERT INTO {TABLE} (fid, {}) VALUES ({})", COLUMNS.join(", "), marks.join(", "))
    };
    connection.execute(
        &sql,
        rusqlite::params![
            fid,
            row.blob,
            row.scheme,
            row.position,
            row.kind,
            row.name,
            row.to_class,
            row.tool,
            row.quota_use,
            row.quantity,
            row.cost_yuan,
            row.year,
            row.pair,
            row.grade_after,
            row.sub_project,
            row.reason,
        ],
    )?;
    Ok(())
}
