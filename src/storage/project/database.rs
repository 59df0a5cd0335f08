//! Connections to a project's `data.gpkg`.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::ProjectProblem;
use crate::storage::geopackage::register_functions;

/// How long another program's transaction is waited for before the project says that its data are held.
const PATIENCE: Duration = Duration::from_millis(500);
/// Bytes of the file that SQLite may read through the page cache of the system instead of copying them.
const MAPPED_BYTES: i64 = 1 << 30;

/// A connection that writes: every commit is on the disk before it returns.
pub(super) fn open_to_write(path: &Path) -> Result<Connection, ProjectProblem> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        register_functions(&connection)?;
        Ok(connection)
    };
    open().map_err(|error| ProjectProblem::from_sqlite(path, error))
}

/// A connection that only reads; several may read at once.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, ProjectProblem> {
    if !path.is_file() {
        return Err(ProjectProblem::DataMissing { path: path.to_owned() });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "mmap_size", MAPPED_BYTES)?;
        Ok(connection)
    };
    open().map_err(|error| ProjectProblem::from_sqlite(path, error))
}
