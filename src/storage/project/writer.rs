//! The open project: records, layers, and how safe the last edits are.

use std::io;
use std::path::Path;
use std::sync::Arc;

use rusqlite::TransactionBehavior;

use super::database::open_to_write;
use super::lock::ProjectLock;
use super::paths::Paths;
use super::{Clock, ProjectProblem, layer_table};
use crate::base::{BaseLayer, LayerBuilder, LayerId};
use crate::crs::GaussKruger;
use crate::storage::WriteProblem;
use crate::storage::journal::{JournalFile, Record, SyncState};

/// An open project folder. Dropped, it writes and syncs the journal and lets the folder go.
pub struct Project {
    pub(super) paths: Paths,
    pub(super) plane: GaussKruger,
    pub(super) clock: Clock,
    /// `None` where the project is only looked at.
    pub(super) writer: Option<Writer>,
}

/// What only the one writer has. The journal comes first: it is complete before the lock is let go.
pub(super) struct Writer {
    pub journal: JournalFile,
    _lock: ProjectLock,
    /// Fingerprint of the design tables whose content the document includes.
    pub tables: u64,
    /// Fingerprints of the stored steps of the history.
    pub stored_steps: Vec<u64>,
    /// Why the disk refused the last record, while it waits.
    refused: Option<(io::ErrorKind, Option<i32>)>,
}

/// How safe the last edits are.
#[derive(Debug)]
pub enum JournalState {
    /// On the disk.
    Written,
    /// With the operating system, and on the disk within a second.
    Pending,
    /// Not on the disk, or not surely.
    Failed(ProjectProblem),
}

impl Writer {
    pub fn new(journal: JournalFile, lock: ProjectLock, tables: u64, stored_steps: Vec<u64>) -> Self {
        Self { journal, _lock: lock, tables, stored_steps, refused: None }
    }
}

impl Project {
    /// The project's folder.
    pub fn path(&self) -> &Path {
        &self.paths.folder
    }

    pub fn plane(&self) -> GaussKruger {
        self.plane
    }

    /// Whether edits cannot be recorded.
    pub fn is_read_only(&self) -> bool {
        self.writer.is_none()
    }

    /// Writes one line to the journal before it returns; within a second it is on the disk.
    ///
    /// # Errors
    /// Where the disk refuses, the record waits in memory: the edit may stand, the person must be told, and the next record, or
    /// a compaction, writes it.
    pub fn record(&mut self, record: &Record) -> Result<(), ProjectProblem> {
        let Some(writer) = &mut self.writer else { return Err(self.read_only()) };
        let outcome = writer.journal.append(record);
        writer.refused = outcome.as_ref().err().map(|error| (error.kind(), error.raw_os_error()));
        outcome.map_err(|error| ProjectProblem::Journal(WriteProblem::from_io(&self.paths.journal, error)))
    }

    /// How safe the last edits are.
    pub fn journal_state(&self) -> JournalState {
        let Some(writer) = &self.writer else { return JournalState::Written };
        let failed = |(kind, os_error): (io::ErrorKind, Option<i32>)| {
            let error = os_error.map_or_else(|| kind.into(), io::Error::from_raw_os_error);
            JournalState::Failed(ProjectProblem::Journal(WriteProblem::from_io(&self.paths.journal, error)))
        };
        match (writer.refused.filter(|_| writer.journal.is_behind()), writer.journal.state()) {
            (Some(refused), _) => failed(refused),
            (None, SyncState::Failed { kind, os_error }) => failed((kind, os_error)),
            (None, SyncState::Pending) => JournalState::Pending,
            (None, SyncState::Synced) => JournalState::Written,
        }
    }

    /// Stores a base layer in one transaction, under an identity that no layer of the project ever had. It becomes part of the
    /// design when the caller commits its `EditLayers::Add`.
    pub fn add_layer(&mut self, layer: LayerBuilder) -> Result<Arc<BaseLayer>, ProjectProblem> {
        let mut layer = layer.build(LayerId(0), self.plane);
        self.store_layers(std::slice::from_mut(&mut layer), &|_| ())?;
        Ok(Arc::new(layer))
    }

    /// As [`Self::add_layer`] for several, in one transaction: all or none. `progress` is called with the share of the features
    /// that are stored, 0 to 1.
    pub fn add_layers(
        &mut self,
        layers: Vec<LayerBuilder>,
        progress: &dyn Fn(f32),
    ) -> Result<Vec<Arc<BaseLayer>>, ProjectProblem> {
        let mut layers: Vec<BaseLayer> = layers.into_iter().map(|layer| layer.build(LayerId(0), self.plane)).collect();
        self.store_layers(&mut layers, progress)?;
        Ok(layers.into_iter().map(Arc::new).collect())
    }

    fn store_layers(&mut self, layers: &mut [BaseLayer], progress: &dyn Fn(f32)) -> Result<(), ProjectProblem> {
        if self.is_read_only() {
            return Err(self.read_only());
        }
        let total = layers.iter().map(BaseLayer::len).sum::<usize>().max(1);
        let mut connection = open_to_write(&self.paths.data)?;
        let timestamp = self.clock.timestamp();
        let store = || -> rusqlite::Result<()> {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut before = 0;
            for layer in layers {
                layer.id = layer_table::next_id(&transaction)?;
                let told = |done: usize| progress((before + done) as f32 / total as f32);
                layer_table::add(&transaction, layer, &timestamp, &told)?;
                before += layer.len();
            }
            transaction.commit()
        };
        store().map_err(|error| ProjectProblem::from_sqlite(&self.paths.data, error))
    }

    pub(super) fn read_only(&self) -> ProjectProblem {
        ProjectProblem::ReadOnly { path: self.paths.folder.clone() }
    }
}
