//! CZRZ: what was done to the design, step by step: the history of the project up to this export.

use super::schema::{Edition, Field, Table, text};
use crate::base::Value;
use crate::edit::History;
use crate::i18n::Language;
use crate::storage::geopackage::Row;

const FIELDS: [Field; 4] = [
    ("XH", "序号", "INTEGER", "Number of the step"),
    ("SJ", "时间", "TEXT(30)", "When it was committed, UTC"),
    ("NR", "操作", "TEXT(255)", "What was done"),
    ("SM", "说明（英文）", "TEXT(255)", "The same in English"),
];

/// `None` where nothing was done yet. Steps that were undone are not part of the proposal and are left out.
pub(super) fn log_table(history: &History, edition: Edition<'_>) -> Option<Table> {
    let done = &history.steps()[..history.position()];
    if done.is_empty() {
        return None;
    }
    let spec = edition.spec(["CZRZ", "操作记录", "What was done to the design"], None, &FIELDS);
    let rows = (1i64..).zip(done).map(|(number, step)| {
        let mut values = vec![
            Value::Text(format!("CZRZ{number:014}")),
            Value::Integer(number),
            text(&step.at),
            text(&step.name.say(Language::Chinese)),
            text(&step.name.say(Language::English)),
        ];
        values.extend(edition.stamp());
        Row { values, ..Row::default() }
    });
    Some(Table { spec, rows: rows.collect(), style: None, area_m2: 0.0 })
}
