//! Tables of keys and values: `tf_meta` for what belongs to the file itself, `tf_settings` for what the designer set.

use rusqlite::{Connection, OptionalExtension, Result};

use crate::storage::geopackage::table::add_table;
use crate::storage::geopackage::{ColumnSpec, TableSpec};

/// One such table.
pub(super) struct KeyValues {
    table: &'static str,
    title: &'static str,
    description: &'static str,
}

/// About the file: version, numbers, fingerprints.
pub(super) const META: KeyValues =
    KeyValues { table: "tf_meta", title: "项目信息", description: "Tianfang: about this file" };
/// About the project, for people and other programs.
pub(super) const SETTINGS: KeyValues =
    KeyValues { table: "tf_settings", title: "项目设置", description: "Tianfang: settings of the project" };

/// Version of the tables.
pub(super) const FORMAT_VERSION: &str = "format_version";
/// Number of the last journal record that the tables hold.
pub(super) const LAST_RECORD: &str = "last_record";
/// Number of steps of the history that are done.
pub(super) const HISTORY_POSITION: &str = "history_position";
/// The design as it was stored: what the design tables are compared with.
pub(super) const DOCUMENT: &str = "document";
/// Fingerprint of the design tables as they were stored.
pub(super) const DESIGN_HASH: &str = "design_hash";

impl KeyValues {
    pub fn create(&self, connection: &Connection, timestamp: &str) -> Result<()> {
        let spec = TableSpec {
            name: self.table.into(),
            identifier: self.title.into(),
            description: self.description.into(),
            geometry: None,
            columns: vec![ColumnSpec::new("key", "键", "TEXT"), ColumnSpec::new("value", "值", "TEXT")],
            timestamp: timestamp.into(),
        };
        add_table(connection, &spec, 0, [])?;
        Ok(())
    }

    /// The value of a key that must be there.
    pub fn get(&self, connection: &Connection, key: &str) -> Result<String> {
        let sql = format!("SELECT value FROM {} WHERE key = ?1", self.table);
        let found = connection.prepare_cached(&sql)?.query_row([key], |row| row.get(0)).optional()?;
        found.ok_or_else(|| rusqlite::Error::InvalidColumnName(format!("{}.{key}", self.table)))
    }

    /// The value of a key that must be there and be a number.
    pub fn number(&self, connection: &Connection, key: &str) -> Result<u64> {
        let text = self.get(connection, key)?;
        text.parse().map_err(|_| rusqlite::Error::InvalidColumnName(format!("{}.{key} = {text}", self.table)))
    }

    pub fn set(&self, connection: &Connection, key: &str, value: &str) -> Result<()> {
        let update = format!("UPDATE {} SET value = ?2 WHERE key = ?1", self.table);
        if connection.execute(&update, [key, value])? == 0 {
            connection.execute(&format!("INSERT INTO {} (key, value) VALUES (?1, ?2)", self.table), [key, value])?;
        }
        Ok(())
    }
}
