//! One writer a project: an operating-system lock on a file that is never renamed. Readers take none, and a killed writer
//! leaves none behind.

use std::fs::{File, TryLockError};
use std::io;
use std::time::Duration;

use super::ProjectProblem;
use super::paths::Paths;

/// A window that is just closing holds the lock for a moment more, and so does a process that another one is just starting: it is
/// asked for again a few times before somebody else is said to have the project.
const TRIES: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// Holds the project until it is dropped.
pub(super) struct ProjectLock {
    _file: File,
}

impl ProjectLock {
    pub fn take(paths: &Paths) -> Result<Self, ProjectProblem> {
        let opened = File::options().read(true).write(true).create(true).truncate(false).open(&paths.lock);
        let file = opened.map_err(|error| refused(paths, error))?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_TRIES),
                Err(TryLockError::Error(error)) => return Err(refused(paths, error)),
            }
        }
        Err(ProjectProblem::InUse { path: paths.folder.clone() })
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
