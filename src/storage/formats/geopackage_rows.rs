//! The rows of one table of a GeoPackage, read by several threads, each with its own connection and its own run of ids.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::data_file::Task;
use super::geopackage::connect;
use super::intake::Intake;
use super::raw_shape::RawShape;
use super::shapefile::{Read, field_builder};
use super::{ReadProblem, TextEncoding};
use crate::base::{FieldBuilder, Value};
use crate::i18n::{Message, Text, texts};
use crate::storage::geopackage::{Header, WkbProblem, quoted, walk};

/// Runs for each thread: small enough to share the work evenly, large enough to pay for a connection.
const RUNS_PER_THREAD: usize = 4;
/// Below this many features one run is faster than several.
const LEAST_RUN: usize = 2_000;

texts! {
    GeopackageNote {
        NotUtf8: "字段“{0}”有 {1} 个值不是 UTF-8，已按 {2} 读取。",
            "Field \"{0}\" has {1} values that are not UTF-8; they were read as {2}.";
        BrokenTexts: "字段“{0}”有 {1} 个值含有无法识别的字节，以“�”代替。",
            "Field \"{0}\" has {1} values with bytes that cannot be read, shown as \"�\".";
    }
}

/// A table and its columns.
pub(super) struct Table {
    pub name: String,
    pub geometry: String,
    /// The integer primary key; a view has none.
    pub id: Option<String>,
    pub columns: Vec<String>,
}

/// What one thread read.
struct Run {
    intake: Intake,
    values: Vec<Vec<Value>>,
    texts: Vec<TextFaults>,
}

/// Texts of one column that are not UTF-8.
#[derive(Clone, Copy, Default)]
struct TextFaults {
    decoded: usize,
    broken: usize,
}

/// Reads every row, in the order of the ids.
pub(super) fn read(table: &Table, task: &Task<'_>, intake: &mut Intake) -> Result<Read, ReadProblem> {
    let fallback = task.options.encoding.unwrap_or(TextEncoding::GBK);
    let done = AtomicUsize::new(0);
    let reader = Reader { table, task, fallback, done: &done };
    let runs = reader.runs()?;
    let read: Vec<Run> = runs.into_par_iter().map(|run| reader.run(run)).collect::<Result<_, _>>()?;
    let mut fields: Vec<FieldBuilder> = task.info.fields.iter().cloned().map(field_builder).collect();
    let mut faults = vec![TextFaults::default(); fields.len()];
    let features = read.iter().map(|run| run.intake.ids.len()).sum();
    fields.iter_mut().for_each(|field| field.values.reserve(features));
    let mut intakes = Vec::new();
    for run in read {
        intakes.push(run.intake);
        for (field, values) in fields.iter_mut().zip(run.values) {
            field.values.extend(values);
        }
        for (sum, fault) in faults.iter_mut().zip(run.texts) {
            sum.decoded += fault.decoded;
            sum.broken += fault.broken;
        }
    }
    intake.take_over(intakes);
    let notes = table.columns.iter().zip(&faults).flat_map(|(column, fault)| text_notes(column, *fault, fallback));
    Ok(Read { fields, notes: notes.collect(), encoding: TextEncoding::UTF_8 })
}

fn text_notes(column: &str, fault: TextFaults, fallback: TextEncoding) -> Vec<Message> {
    let mut notes = Vec::new();
    if fault.decoded > 0 {
        notes.push(GeopackageNote::NotUtf8.with([column.into(), fault.decoded.into(), fallback.name().into()]));
    }
    if fault.broken > 0 {
        notes.push(GeopackageNote::BrokenTexts.with([column.into(), fault.broken.into()]));
    }
    notes
}

struct Reader<'a> {
    table: &'a Table,
    task: &'a Task<'a>,
    /// Encoding of texts that are not UTF-8.
    fallback: TextEncoding,
    done: &'a AtomicUsize,
}

impl Reader<'_> {
    fn sqlite(&self, source: rusqlite::Error) -> ReadProblem {
        ReadProblem::from_sqlite(self.task.path, source)
    }

    /// The runs of ids to read; `None` stands for everything.
    fn runs(&self) -> Result<Vec<Option<(i64, i64)>>, ReadProblem> {
        let Some(id) = &self.table.id else { return Ok(vec![None]) };
        let connection = connect(self.task.path)?;
        // One query for both would walk the whole table; each by itself is a step along the index.
        let (id, table) = (quoted(id), quoted(&self.table.name));
        let sql = format!("SELECT (SELECT min({id}) FROM {table}), (SELECT max({id}) FROM {table})");
        let (first, last): (Option<i64>, Option<i64>) = connection
            .query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(|source| self.sqlite(source))?;
        let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
        let count = (rayon::current_num_threads() * RUNS_PER_THREAD).min(self.task.info.features / LEAST_RUN).max(1);
        let (low, span) = (i128::from(first), i128::from(last) - i128::from(first) + 1);
        let bound = |run: usize| low + span * run as i128 / count as i128;
        let id_from = |bound: i128| i64::try_from(bound).unwrap_or(i64::MAX);
        Ok((0..count).map(|run| Some((id_from(bound(run)), id_from(bound(run + 1) - 1)))).collect())
    }

    fn run(&self, ids: Option<(i64, i64)>) -> Result<Run, ReadProblem> {
        let connection = connect(self.task.path)?;
        let mut run = Run {
            intake: self.task.intake()?,
            values: vec![Vec::new(); self.table.columns.len()],
            texts: vec![TextFaults::default(); self.table.columns.len()],
        };
        self.rows(&connection, ids, &mut run)?;
        Ok(run)
    }

    fn rows(&self, connection: &Connection, ids: Option<(i64, i64)>, run: &mut Run) -> Result<(), ReadProblem> {
        let mut columns = vec![quoted(&self.table.geometry)];
        columns.extend(self.table.id.as_deref().map(quoted));
        let first_value = columns.len();
        columns.extend(self.table.columns.iter().map(|column| quoted(column)));
        let mut sql = format!("SELECT {} FROM {}", columns.join(", "), quoted(&self.table.name));
        if let (Some(id), Some((first, last))) = (&self.table.id, ids) {
            let id = quoted(id);
            sql += &format!(" WHERE {id} BETWEEN {first} AND {last} ORDER BY {id}");
        }
        let mut statement = connection.prepare(&sql).map_err(|source| self.sqlite(source))?;
        let mut rows = statement.query([]).map_err(|source| self.sqlite(source))?;
        let mut raw = RawShape::default();
        let mut row_number = 0;
        while let Some(row) = rows.next().map_err(|source| self.sqlite(source))? {
            row_number += 1;
            self.task.step(self.done.fetch_add(1, Ordering::Relaxed))?;
            self.row(row, row_number, first_value, &mut raw, run).map_err(|source| self.sqlite(source))?;
        }
        Ok(())
    }

    fn row(
        &self,
        row: &Row<'_>,
        number: i64,
        first_value: usize,
        raw: &mut RawShape,
        run: &mut Run,
    ) -> rusqlite::Result<()> {
        let id = if self.table.id.is_some() { row.get(1)? } else { number };
        match row.get_ref(0)? {
            ValueRef::Null => run.intake.null(id),
            ValueRef::Blob(blob) => match decode(blob, raw) {
                Ok(()) => run.intake.shape(id, raw),
                Err(problem) => run.intake.refused(id, problem),
            },
            _ => run.intake.refused(id, WkbProblem::Broken),
        }
        for (column, values) in run.values.iter_mut().enumerate() {
            values.push(match row.get_ref(first_value + column)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => Value::Integer(number),
                ValueRef::Real(number) => Value::Real(number),
                ValueRef::Text(bytes) => Value::Text(self.text(bytes, &mut run.texts[column])),
                ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
            });
        }
        Ok(())
    }

    /// A text that should be UTF-8, and often enough is GBK copied from a shapefile without a word.
    fn text(&self, bytes: &[u8], faults: &mut TextFaults) -> String {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return text.to_owned();
        }
        let (text, whole) = self.fallback.decode(bytes);
        if whole {
            faults.decoded += 1;
        } else {
            faults.broken += 1;
        }
        text
    }
}

fn decode(blob: &[u8], raw: &mut RawShape) -> Result<(), WkbProblem> {
    raw.clear();
    let header = Header::read(blob).ok_or(WkbProblem::Broken)?;
    walk(blob.get(header.body..).ok_or(WkbProblem::Broken)?, raw)
}
