//! The project's files, shared between the session and its jobs: one at a time.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use crate::crs::GaussKruger;
use crate::storage::project::{JournalState, Project};

/// The open project on disk. An import holds it while it writes; an edit made meanwhile waits for it.
#[derive(Clone)]
pub(super) struct Store {
    project: Arc<Mutex<Project>>,
    path: PathBuf,
    plane: GaussKruger,
}

impl Store {
    pub fn new(project: Project) -> Self {
        let (path, plane) = (project.path().to_owned(), project.plane());
        Self { project: Arc::new(Mutex::new(project)), path, plane }
    }

    /// The files, for as long as the guard lives. A job that panicked leaves whole transactions behind it, nothing half-done.
    pub fn lock(&self) -> MutexGuard<'_, Project> {
        self.project.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How safe the last edits are; `Pending` while a job holds the files.
    pub fn journal_state(&self) -> JournalState {
        match self.project.try_lock() {
            Ok(project) => project.journal_state(),
            Err(TryLockError::Poisoned(project)) => project.into_inner().journal_state(),
            Err(TryLockError::WouldBlock) => JournalState::Pending,
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn plane(&self) -> GaussKruger {
        self.plane
    }
}
