//! `tf_history`: the steps of the history, one a row, so that undo survives a save and another program can read what was done.

use rusqlite::{Connection, Result};

use super::key_values::{HISTORY_POSITION, META};
use crate::edit::{History, Step};
use crate::i18n::Language;
use crate::storage::geopackage::table::add_table;
use crate::storage::geopackage::{ColumnSpec, TableSpec};
use crate::storage::journal::fingerprint;

pub(super) fn create(connection: &Connection, timestamp: &str) -> Result<()> {
    let spec = TableSpec {
        name: "tf_history".into(),
        identifier: "操作历史".into(),
        description: "Tianfang: the steps of the design, oldest first (fid from 1)".into(),
        geometry: None,
        columns: vec![
            ColumnSpec::new("name", "步骤", "TEXT"),
            ColumnSpec::new("step", "内容", "TEXT").described("JSON: name, forward patch, reverse patch"),
        ],
        timestamp: timestamp.into(),
    };
    add_table(connection, &spec, 0, [])?;
    META.set(connection, HISTORY_POSITION, "0")
}

/// The history as stored, with the fingerprint of each of its steps.
pub(super) fn read(connection: &Connection) -> Result<std::result::Result<(History, Vec<u64>), serde_json::Error>> {
    let position = META.number(connection, HISTORY_POSITION)?;
    let mut select = connection.prepare("SELECT step FROM tf_history ORDER BY fid")?;
    let steps = select.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<String>>>()?;
    let prints = steps.iter().map(|step| fingerprint([step.as_bytes()])).collect();
    let json = format!(r#"{{"steps":[{}],"position":{}}}"#, steps.join(","), position.min(steps.len() as u64));
    Ok(serde_json::from_str(&json).map(|history| (history, prints)))
}

/// Stores the steps from the first that differs from what is stored; gives the fingerprints of all. A long history costs a
/// compaction only its new steps.
pub(super) fn write(connection: &Connection, history: &History, stored: &[u64]) -> Result<Vec<u64>> {
    let json_of = |step: &Step| {
        serde_json::to_string(step).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
    };
    let steps = history.steps().iter().map(json_of).collect::<Result<Vec<String>>>()?;
    let prints: Vec<u64> = steps.iter().map(|step| fingerprint([step.as_bytes()])).collect();
    let common = prints.iter().zip(stored).take_while(|(new, old)| new == old).count();
    connection.execute("DELETE FROM tf_history WHERE fid > ?1", [common as i64])?;
    let mut insert = connection.prepare("INSERT INTO tf_history (fid, name, step) VALUES (?1, ?2, ?3)")?;
    for (index, json) in steps.iter().enumerate().skip(common) {
        insert.execute((index as i64 + 1, history.steps()[index].name.say(Language::Chinese), json))?;
    }
    META.set(connection, HISTORY_POSITION, &history.position().to_string())?;
    Ok(prints)
}
