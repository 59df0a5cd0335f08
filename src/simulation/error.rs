//! Why a problem, a plan or a certificate is refused: one sentence that names the place in the text.

use std::fmt;

use crate::i18n::{Explain, Message, Text, texts};

/// A refusal.
#[derive(Clone, Debug, PartialEq)]
pub enum SimulationError {
    /// The text isn't JSON, or breaks off.
    NotJson { line: usize, column: usize, breaks_off: bool },
    /// Something at a place of the text can't be used, such as `rows[2].g[17]`; an empty place is the whole text.
    Refused { place: String, reason: Message },
}

texts! {
    SimulationText {
        NotJson: "不是 JSON：第 {0} 行第 {1} 列不符合语法", "not JSON: line {0}, column {1} breaks its grammar";
        BreaksOff: "不是完整的 JSON：内容到第 {0} 行第 {1} 列就断了", "not JSON: it breaks off at line {0}, column {1}";
        Refused: "{0} 处不能用：{1}", "{0}: {1}";
        TheFile: "整个文件", "the file";
    }
}

impl Explain for SimulationError {
    fn message(&self) -> Message {
        match self {
            Self::NotJson { line, column, breaks_off } => {
                let text = if *breaks_off { SimulationText::BreaksOff } else { SimulationText::NotJson };
                text.with([(*line).into(), (*column).into()])
            }
            Self::Refused { place, reason } if place.is_empty() => {
                SimulationText::Refused.with([SimulationText::TheFile.plain().into(), reason.clone().into()])
            }
            Self::Refused { place, reason } => {
                SimulationText::Refused.with([place.as_str().into(), reason.clone().into()])
            }
        }
    }
}

/// The English sentence: for logs.
impl fmt::Display for SimulationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(formatter)
    }
}

impl std::error::Error for SimulationError {}

impl SimulationError {
    pub(super) fn at(place: impl Into<String>, reason: Message) -> Self {
        Self::Refused { place: place.into(), reason }
    }
}
