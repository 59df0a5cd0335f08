//! `tf_locks`: the locks of the project as a table beside `tf_zones`.

use std::collections::BTreeMap;

use rusqlite::{Connection, Result};

use super::design_tables::{blob, integer, text};
use super::shape_blob::blob_from_shape;
use crate::crs::GaussKruger;
use crate::design::Lock;
use crate::storage::geopackage::table::add_table;
use crate::storage::geopackage::{ColumnSpec, GeometryType, TableSpec};

pub(super) const TABLE: &str = "tf_locks";

/// A lock as a row. Another program may have left any of it empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LockRow {
    pub blob: Option<Vec<u8>>,
    pub position: Option<i64>,
    /// Key or Chinese title of the kind.
    pub kind: String,
    pub note: String,
}

pub(super) fn create(connection: &Connection, srs_id: i32, timestamp: &str) -> Result<()> {
    let spec = TableSpec {
        name: TABLE.into(),
        identifier: "模拟锁定".into(),
        description: "Tianfang: what every simulation obeys".into(),
        geometry: Some(GeometryType::MultiPolygon),
        columns: vec![
            ColumnSpec::new("position", "次序", "INTEGER"),
            ColumnSpec::new("kind", "锁定类型", "TEXT")
                .described("must 必须调整, must_not 不得调整, together 一并调整; key or Chinese title"),
            ColumnSpec::new("note", "锁定理由", "TEXT"),
        ],
        timestamp: timestamp.into(),
    };
    add_table(connection, &spec, srs_id, []).map(drop)
}

/// The rows; none where the file is of an earlier format, which had no such table.
pub(super) fn read(connection: &Connection) -> Result<BTreeMap<i64, LockRow>> {
    if !connection.table_exists(None, TABLE)? {
        return Ok(BTreeMap::new());
    }
    let mut select =
        connection.prepare(&format!("SELECT fid, geom, position, kind, note FROM {TABLE} ORDER BY fid"))?;
    let rows = select.query_map([], |row| {
        let lock =
            LockRow { blob: blob(row, 1)?, position: integer(row, 2)?, kind: text(row, 3)?, note: text(row, 4)? };
        Ok((row.get(0)?, lock))
    })?;
    rows.collect()
}

impl LockRow {
    pub fn of(lock: &Lock, position: i64, plane: GaussKruger) -> Self {
        Self {
            blob: Some(blob_from_shape(&lock.shape, plane.epsg() as i32)),
            position: Some(position),
            kind: lock.kind.key().to_owned(),
            note: lock.note.clone(),
        }
    }

    /// Everything in the row, for a fingerprint.
    pub fn parts(&self) -> [Vec<u8>; 4] {
        let position = self.position.map_or_else(String::new, |position| position.to_string());
        let [position, kind, note] = [position, self.kind.clone(), self.note.clone()].map(String::into_bytes);
        [position, kind, note, self.blob.clone().unwrap_or_default()]
    }
}

/// Writes one row, in the place of the one that stands or as a new one.
pub(super) fn put(connection: &Connection, fid: i64, row: &LockRow, stands: bool) -> Result<()> {
    let sql = if stands {
        format!("UPDATE {TABLE} SET geom = ?2, position = ?3, kind = ?4, note = ?5 WHERE fid = ?1")
    } else {
        format!("INSERT INTO {TABLE} (fid, geom, position, kind, note) VALUES (?1, ?2, ?3, ?4, ?5)")
    };
    connection.execute(&sql, (fid, &row.blob, row.position, &row.kind, &row.note)).map(drop)
}
