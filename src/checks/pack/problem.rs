//! Why a pack cannot be used, and where.

use super::place::TextPlace;
use crate::i18n::{Explain, Message, Text, texts};

/// A mistake in a pack. The message reads `FILE:LINE:COLUMN: reason`.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{file}:{line}:{column}: {reason}")]
pub struct PackProblem {
    /// As it was named to the loader.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    pub reason: Message,
}

texts! {
    ProblemText {
        Where: "{0}:{1}:{2}: {3}", "{0}:{1}:{2}: {3}";
    }
}

impl PackProblem {
    pub(super) fn at(file: &str, place: TextPlace, reason: Message) -> Self {
        Self { file: file.to_owned(), line: place.line, column: place.column, reason }
    }
}

impl Explain for PackProblem {
    fn message(&self) -> Message {
        ProblemText::Where.with([
            self.file.as_str().into(),
            self.line.into(),
            self.column.into(),
            self.reason.clone().into(),
        ])
    }
}
