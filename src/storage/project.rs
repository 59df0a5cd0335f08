//! Shape of the project on disk (the store follows).

use std::path::Path;

use crate::crs::GaussKruger;
use crate::design::Document;
use crate::edit::{History, Step};
use crate::i18n::{Explain, Message};

#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    Commit(Step),
    Undo,
    Redo,
}

#[derive(Clone, Debug, PartialEq)]
pub enum JournalState {
    Written,
    Pending,
    Failed(ProjectProblem),
}

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("problem")]
pub struct ProjectProblem;

impl Explain for ProjectProblem {
    fn message(&self) -> Message {
        Message::verbatim("problem")
    }
}

pub struct Project {
    path: std::path::PathBuf,
    plane: GaussKruger,
}

impl Project {
    pub fn record(&mut self, _record: &Record) -> Result<(), ProjectProblem> {
        Ok(())
    }
    pub fn compact(&mut self, _document: &Document, _history: &History) -> Result<(), ProjectProblem> {
        Ok(())
    }
    pub fn journal_state(&self) -> JournalState {
        JournalState::Written
    }
    pub fn path(&self) -> &Path {
        &self.path
    }
    pub fn plane(&self) -> GaussKruger {
        self.plane
    }
}
