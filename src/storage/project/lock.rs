//! One writer a project: an operating-system lock on a file that is never renamed. Readers take none, and a killed writer
//! leaves none behind.

use std::fs::{File, TryLockError};
use std::io;

use super::ProjectProblem;
use super::paths::Paths;

/// Holds the project until it is dropped.
pub(super) struct ProjectLock {
    _file: File,
}

impl ProjectLock {
    pub fn take(paths: &Paths) -> Result<Self, ProjectProblem> {
        let opened = File::options().read(true).write(true).create(true).truncate(false).open(&paths.lock);
        let file = opened.map_err(|error| refused(paths, error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(ProjectProblem::InUse { path: paths.folder.clone() }),
            Err(TryLockError::Error(error)) => Err(refused(paths, error)),
        }
    }
}

fn refused(paths: &Paths, error: io::Error) -> ProjectProblem {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            ProjectProblem::ReadOnly { path: paths.folder.clone() }
        }
        _ => ProjectProblem::Write(crate::storage::WriteProblem::from_io(&paths.lock, error)),
    }
}
