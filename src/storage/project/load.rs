//! What a project folder holds, read at one moment: the design as last stored, the journal carried out on it, the base layers.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::Connection;

use super::design_tables::{self, DesignTables};
use super::key_values::{DESIGN_HASH, DOCUMENT, LAST_RECORD, META};
use super::layer_table::LayerRecord;
use super::marker::Marker;
use super::outside::{self, OutsideText};
use super::paths::Paths;
use super::{ProjectProblem, history_table, layer_read, layer_table, migrate};
use crate::base::{BaseLayer, LayerId};
use crate::crs::GaussKruger;
use crate::design::Document;
use crate::edit::{Entry, History, Step};
use crate::i18n::{Message, Text};
use crate::storage::journal::{Record, Scan, replay, scan};

/// A reader that meets a compaction reads again; more than this many times is no longer chance.
const ATTEMPTS: usize = 3;

/// A project in memory, before it is known whether it will be written.
pub(super) struct Content {
    pub plane: GaussKruger,
    pub document: Document,
    pub history: History,
    pub layers: Vec<Arc<BaseLayer>>,
    pub journal: JournalContent,
    /// Fingerprint of the design tables whose content the document includes.
    pub tables: u64,
    /// Fingerprints of the stored steps.
    pub stored_steps: Vec<u64>,
    /// The step that takes in what another program changed, where it did since the last opening.
    pub outside: Option<Step>,
    pub notes: Vec<Message>,
}

/// What was found in the journal.
pub(super) struct JournalContent {
    pub bytes: Vec<u8>,
    /// Bytes that hold records to be kept; what stood before them is stored, what follows is bad.
    pub kept_bytes: usize,
    /// Where the bad tail begins.
    pub bad_from: usize,
    /// Records carried out.
    pub replayed: usize,
    /// Number of the last record that counts.
    pub last_number: u64,
}

impl JournalContent {
    /// Bytes that are no records, or records that do not fit.
    pub fn bad_tail(&self) -> Option<&[u8]> {
        self.bytes.get(self.bad_from..).filter(|tail| !tail.is_empty())
    }
}

/// The design as the tables hold it.
struct Stored {
    document: Document,
    history: History,
    steps: Vec<u64>,
    last_record: u64,
    tables: DesignTables,
    design_hash: u64,
}

/// Reads everything. `connection` makes a connection of the kind the caller may have.
pub(super) fn load(
    paths: &Paths,
    connect: &dyn Fn() -> Result<Connection, ProjectProblem>,
    progress: &(dyn Fn(f32) + Sync),
) -> Result<Content, ProjectProblem> {
    let marker = Marker::read(paths)?;
    if !paths.data.is_file() {
        return Err(ProjectProblem::DataMissing { path: paths.data.clone() });
    }
    let connection = connect()?;
    let sqlite = |error| ProjectProblem::from_sqlite(&paths.data, error);
    let mut attempt = 1;
    let (bytes, scan, stored) = loop {
        // The journal first: a compaction in between then only stores what was read already.
        let bytes = journal_bytes(paths)?;
        let scan = scan(&bytes);
        connection.execute_batch("BEGIN").map_err(sqlite)?;
        let stored = read_stored(&connection, paths)?;
        let gap = scan.records.first().is_some_and(|first| first.number > stored.last_record + 1);
        if !gap || attempt == ATTEMPTS {
            break (bytes, scan, stored);
        }
        connection.execute_batch("COMMIT").map_err(sqlite)?;
        attempt += 1;
    };
    let Stored { document: stored_document, mut history, steps, last_record, tables, design_hash } = stored;
    let mut document = stored_document.clone();
    let (journal, taken_in) = replay_journal(bytes, &scan, last_record, &mut document, &mut history);

    let hash = tables.hash();
    let mut notes = Vec::new();
    let mut step = None;
    if hash != design_hash && taken_in != Some(hash) {
        let found = outside::changes(&stored_document, &tables, &document);
        notes.extend(found.notes);
        if !found.patch.is_empty() {
            history.commit_patch(&mut document, OutsideText::Step.plain(), found.patch);
            step = history.last_done().cloned();
        }
    }
    let records = layer_table::read(&connection).map_err(sqlite)?;
    let layers = read_layers(&connection, paths, marker.crs, &records, &document, &history, progress)?;
    connection.execute_batch("COMMIT").map_err(sqlite)?;
    Ok(Content {
        plane: marker.crs,
        document,
        history,
        layers,
        journal,
        tables: hash,
        stored_steps: steps,
        outside: step,
        notes,
    })
}

fn journal_bytes(paths: &Paths) -> Result<Vec<u8>, ProjectProblem> {
    match std::fs::read(&paths.journal) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(ProjectProblem::Unreadable { path: paths.journal.clone(), source }),
    }
}

fn read_stored(connection: &Connection, paths: &Paths) -> Result<Stored, ProjectProblem> {
    let sqlite = |error| ProjectProblem::from_sqlite(&paths.data, error);
    let json = |error: serde_json::Error| ProjectProblem::damaged(&paths.data, error);
    migrate::known_version(connection, &paths.data)?;
    let document = META.get(connection, DOCUMENT).map_err(sqlite)?;
    let (history, steps) = history_table::read(connection).map_err(sqlite)?.map_err(json)?;
    Ok(Stored {
        document: serde_json::from_str(&document).map_err(json)?,
        history,
        steps,
        last_record: META.number(connection, LAST_RECORD).map_err(sqlite)?,
        tables: design_tables::read(connection).map_err(sqlite)?,
        design_hash: META.number(connection, DESIGN_HASH).map_err(sqlite)?,
    })
}

/// Carries out what is newer than the stored number; gives also the fingerprint of the design tables that were taken in last.
fn replay_journal(
    bytes: Vec<u8>,
    scan: &Scan,
    last_record: u64,
    document: &mut Document,
    history: &mut History,
) -> (JournalContent, Option<u64>) {
    let first_new = scan.records.iter().position(|scanned| scanned.number > last_record);
    let new = first_new.map_or(&[][..], |first| &scan.records[first..]);
    let follows = new.first().is_none_or(|first| first.number == last_record + 1);
    let replayed = if follows { replay(new, document, history) } else { 0 };
    let bad_from = new.get(replayed).map_or(scan.whole_bytes, |bad| bad.start);
    let taken_in = new[..replayed].iter().rev().find_map(|scanned| match scanned.record {
        Record::Outside { tables, .. } => Some(tables),
        _ => None,
    });
    let journal = JournalContent {
        // Records that are stored already are no longer needed, and new ones need not follow them in number.
        kept_bytes: if replayed > 0 { bad_from } else { 0 },
        bytes,
        bad_from,
        replayed,
        last_number: last_record + replayed as u64,
    };
    (journal, taken_in)
}

/// Layers that the design, or a step of its history, speaks of. One that was imported by a program that was killed before it
/// could say so is left alone.
fn read_layers(
    connection: &Connection,
    paths: &Paths,
    plane: GaussKruger,
    records: &[LayerRecord],
    document: &Document,
    history: &History,
    progress: &(dyn Fn(f32) + Sync),
) -> Result<Vec<Arc<BaseLayer>>, ProjectProblem> {
    let steps = history.steps().iter().flat_map(|step| [&step.forward, &step.reverse]);
    let entries = steps.flat_map(|patch| &patch.entries);
    let mut wanted: BTreeSet<LayerId> = document.layers().iter().map(|entry| entry.layer).collect();
    for entry in entries {
        if let Entry::Layers(layers) = entry {
            wanted.extend(layers.iter().map(|entry| entry.layer));
        }
    }
    let records: Vec<&LayerRecord> = records.iter().filter(|record| wanted.contains(&record.id)).collect();
    let total: usize = records.iter().map(|record| record.features).sum();
    let done = AtomicUsize::new(0);
    let read = |rows: usize| {
        let done = done.fetch_add(rows, Ordering::Relaxed) + rows;
        progress(done as f32 / total.max(1) as f32);
    };
    records
        .into_iter()
        .map(|record| Ok(Arc::new(layer_read::read(connection, &paths.data, record, plane, &read)?)))
        .collect()
}
