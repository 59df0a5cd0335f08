//! Opening a project, to write or only to look.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::TransactionBehavior;

use super::database::{open_to_read, open_to_write};
use super::load::{Content, JournalContent, load};
use super::lock::ProjectLock;
use super::marker::Marker;
use super::paths::Paths;
use super::writer::Writer;
use super::{Clock, Project, ProjectProblem, migrate};
use crate::base::BaseLayer;
use crate::design::Document;
use crate::edit::History;
use crate::i18n::{Message, Text, texts};
use crate::storage::WriteProblem;
use crate::storage::journal::{JournalFile, Record};

texts! {
    OpenText {
        BadTailUnread: "日志末尾有记录不完整，没有读入；之前的修改都在。",
            "Records at the end of the journal are not whole and were not read; every edit before them is kept.";
    }
}

/// An opened project.
pub struct Loaded {
    pub project: Project,
    pub document: Document,
    pub history: History,
    /// Base layers by identity, removed ones that undo could bring back included.
    pub layers: Vec<Arc<BaseLayer>>,
    /// What had to be recovered, where the program was not ended orderly the last time.
    pub recovery: Option<Recovery>,
    /// Another program changed the design since: the last step of the history takes that in.
    pub edited_outside: bool,
    /// What the person should know beside that.
    pub notes: Vec<Message>,
}

/// What a replay of the journal brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Records carried out again.
    pub steps: usize,
    /// Where records that could not be read were set aside.
    pub bad_tail: Option<PathBuf>,
}

impl Project {
    /// The folder of the project that a path names, its `project.ron` or the folder itself; nothing else of it is read.
    ///
    /// # Errors
    /// `NotFound`, `NotAProject`, or what is wrong with its marker.
    pub fn find(project: &Path) -> Result<PathBuf, ProjectProblem> {
        let paths = Paths::of(project);
        Marker::read(&paths)?;
        Ok(paths.folder)
    }

    /// Opens a project, named by its folder or its `project.ron`, as its one writer. `progress` is called with the share of the
    /// base data that is read, 0 to 1.
    ///
    /// # Errors
    /// `InUse` where another writer has it, `ReadOnly` where the folder cannot be written ([`Self::open_read_only`] still can),
    /// `DataBusy` where another program holds the data exclusively.
    pub fn open(project: &Path, progress: &(dyn Fn(f32) + Sync)) -> Result<Loaded, ProjectProblem> {
        let paths = Paths::of(project);
        Marker::read(&paths)?;
        let lock = ProjectLock::take(&paths)?;
        bring_up_to_date(&paths)?;
        let mut content = load(&paths, &|| open_to_write(&paths.data), progress)?;
        let bad_tail = set_bad_tail_aside(&paths, &content.journal)?;
        let (kept_bytes, next_number) = (content.journal.kept_bytes as u64, content.journal.last_number + 1);
        let journal = JournalFile::open(&paths.journal, kept_bytes, next_number);
        let journal = journal.map_err(|error| ProjectProblem::Journal(WriteProblem::from_io(&paths.journal, error)))?;
        let writer = Writer::new(journal, lock, content.tables, std::mem::take(&mut content.stored_steps));
        let project = Project { paths, plane: content.plane, clock: Clock::Now, writer: Some(writer) };
        let outside = content.outside.take().map(|step| Record::Outside { step, tables: content.tables });
        let mut loaded = Loaded::new(project, content, bad_tail);
        if let Some(record) = outside {
            loaded.edited_outside = true;
            loaded.project.record(&record)?;
        }
        Ok(loaded)
    }

    /// Opens a project to look at: takes no lock, writes nothing, replays the journal in memory.
    pub fn open_read_only(project: &Path, progress: &(dyn Fn(f32) + Sync)) -> Result<Loaded, ProjectProblem> {
        let paths = Paths::of(project);
        let content = load(&paths, &|| open_to_read(&paths.data), progress)?;
        let project = Project { paths, plane: content.plane, clock: Clock::Now, writer: None };
        let (edited_outside, bad_tail) = (content.outside.is_some(), content.journal.bad_tail().is_some());
        let mut loaded = Loaded::new(project, content, None);
        loaded.edited_outside = edited_outside;
        if bad_tail {
            loaded.notes.push(OpenText::BadTailUnread.plain());
        }
        Ok(loaded)
    }
}

impl Loaded {
    fn new(project: Project, content: Content, bad_tail: Option<PathBuf>) -> Self {
        let steps = content.journal.replayed;
        Self {
            project,
            document: content.document,
            history: content.history,
            layers: content.layers,
            recovery: (steps > 0 || bad_tail.is_some()).then_some(Recovery { steps, bad_tail }),
            edited_outside: false,
            notes: content.notes,
        }
    }
}

/// Takes back what a killed program left half-stored, and climbs to the present format.
fn bring_up_to_date(paths: &Paths) -> Result<(), ProjectProblem> {
    if !paths.data.is_file() {
        return Err(ProjectProblem::DataMissing { path: paths.data.clone() });
    }
    let mut connection = open_to_write(&paths.data)?;
    let sqlite = |error| ProjectProblem::from_sqlite(&paths.data, error);
    let found = migrate::known_version(&connection, &paths.data)?;
    if found < migrate::FORMAT {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
        migrate::climb(&transaction, found).map_err(sqlite)?;
        transaction.commit().map_err(sqlite)?;
    }
    Ok(())
}

/// Appends what cannot be replayed to `journal.bad`, before the journal is cut to what can.
fn set_bad_tail_aside(paths: &Paths, journal: &JournalContent) -> Result<Option<PathBuf>, ProjectProblem> {
    let Some(tail) = journal.bad_tail() else { return Ok(None) };
    let append = || -> io::Result<()> {
        let mut file = File::options().create(true).append(true).open(&paths.bad_journal)?;
        file.write_all(tail)?;
        if tail.last() != Some(&b'\n') {
            file.write_all(b"\n")?;
        }
        file.sync_all()
    };
    append().map_err(|error| WriteProblem::from_io(&paths.bad_journal, error))?;
    Ok(Some(paths.bad_journal.clone()))
}
