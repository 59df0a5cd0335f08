//! A new project: every file of it is complete before the marker says that it is one.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::Connection;

use super::database::open_to_write;
use super::design_tables::{self, DesignTables};
use super::key_values::{DESIGN_HASH, DOCUMENT, FORMAT_VERSION, LAST_RECORD, META};
use super::lock::ProjectLock;
use super::marker::Marker;
use super::migrate::FORMAT;
use super::paths::Paths;
use super::writer::Writer;
use super::{Clock, Loaded, Project, ProjectProblem, history_table, layer_table};
use crate::crs::GaussKruger;
use crate::design::Document;
use crate::edit::History;
use crate::storage::geopackage::schema;
use crate::storage::journal::JournalFile;
use crate::storage::{WriteProblem, atomic};

impl Project {
    /// Makes a project in a folder that is empty or does not exist yet, and opens it.
    pub fn create(directory: &Path, plane: GaussKruger, name: &str) -> Result<Loaded, ProjectProblem> {
        Self::create_at(directory, plane, name, Clock::Now)
    }

    /// As [`Self::create`], with the clock that every timestamp of this session is read from. A folder that the disk has no room
    /// for is left as it was.
    pub fn create_at(directory: &Path, plane: GaussKruger, name: &str, clock: Clock) -> Result<Loaded, ProjectProblem> {
        // A folder called project.ron would be odd, but it is not a marker.
        let paths = Paths::of(directory);
        let is_new = !paths.folder.exists();
        make_folder(&paths.folder)?;
        let lock = ProjectLock::take(&paths)?;
        fs::File::create_new(&paths.data).map_err(|error| WriteProblem::from_io(&paths.data, error))?;
        Self::fill_folder(paths.clone(), lock, plane, name, clock).inspect_err(|_| {
            // From here on the files are ours. What can't be removed is on the disk that refused the rest, and that is said.
            atomic::discard(&paths.data);
            for file in [&paths.marker, &paths.journal, &paths.lock] {
                let _ = fs::remove_file(file);
            }
            if is_new {
                let _ = fs::remove_dir(&paths.folder);
            }
        })
    }

    fn fill_folder(
        paths: Paths,
        lock: ProjectLock,
        plane: GaussKruger,
        name: &str,
        clock: Clock,
    ) -> Result<Loaded, ProjectProblem> {
        let document = Document::new(name);
        let json = serde_json::to_string(&document).map_err(|error| ProjectProblem::damaged(&paths.data, error))?;
        let tables = DesignTables::of_document(&document, plane);
        let mut connection = open_to_write(&paths.data)?;
        let timestamp = clock.timestamp();
        let mut fill = || -> rusqlite::Result<()> {
            let transaction = connection.transaction()?;
            schema::create_empty(&transaction)?;
            let srs_id = schema::add_plane(&transaction, plane)?;
            create_tables(&transaction, srs_id, &timestamp)?;
            META.set(&transaction, FORMAT_VERSION, &FORMAT.to_string())?;
            META.set(&transaction, LAST_RECORD, "0")?;
            META.set(&transaction, DOCUMENT, &json)?;
            META.set(&transaction, DESIGN_HASH, &tables.hash().to_string())?;
            design_tables::write(&transaction, &document, &DesignTables::default(), &tables, &timestamp)?;
            transaction.commit()
        };
        fill().map_err(|error| ProjectProblem::from_sqlite(&paths.data, error))?;
        drop(connection);
        let journal = JournalFile::open(&paths.journal, 0, 1);
        let journal = journal.map_err(|error| WriteProblem::from_io(&paths.journal, error))?;
        Marker { format: FORMAT, crs: plane, name: name.to_owned() }.write(&paths)?;
        let writer = Writer::new(journal, lock, tables.hash(), Vec::new());
        Ok(Loaded {
            project: Self { paths, plane, clock, writer: Some(writer) },
            document,
            history: History::default(),
            layers: Vec::new(),
            recovery: None,
            edited_outside: false,
            notes: Vec::new(),
        })
    }
}

fn create_tables(connection: &Connection, srs_id: i32, timestamp: &str) -> rusqlite::Result<()> {
    META.create(connection, timestamp)?;
    layer_table::create(connection, timestamp)?;
    design_tables::create(connection, srs_id, timestamp)?;
    history_table::create(connection, timestamp)
}

/// Makes the folder, or takes an empty one.
fn make_folder(folder: &Path) -> Result<(), ProjectProblem> {
    let taken = |_| ProjectProblem::NotEmpty { path: folder.to_owned() };
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().map_or(Ok(()), |_| Err(taken(()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).map_err(|source| match source.kind() {
                // Where no folder can be made (a drive that does not exist, /proc), the system says "not found".
                io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    ProjectProblem::ReadOnly { path: folder.to_owned() }
                }
                _ => WriteProblem::from_io(folder, source).into(),
            })
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(taken(())),
        Err(source) => Err(ProjectProblem::Unreadable { path: folder.to_owned(), source }),
    }
}
