//! Why a problem, a plan or a certificate is refused: one sentence that names the place in the text.

use crate::i18n::{Explain, Message, Text, texts};

/// A refusal.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SimulationError {
    /// The text isn't JSON, or breaks off.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// Something at a place of the text can't be used, such as `rows[2].g[17]`.
    #[error("{place}: {reason}")]
    Refused { place: String, reason: String },
}

texts! {
    SimulationText {
        NotJson: "不是 JSON，或内容不完整：{0}", "not JSON, or not whole: {0}";
        Refused: "{0} 处不能用：{1}", "{0}: {1}";
    }
}

impl Explain for SimulationError {
    fn message(&self) -> Message {
        match self {
            Self::NotJson(reason) => SimulationText::NotJson.with([reason.as_str().into()]),
            Self::Refused { place, reason } => {
                SimulationText::Refused.with([place.as_str().into(), reason.as_str().into()])
            }
        }
    }
}

impl SimulationError {
    pub(super) fn at(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Refused { place: place.into(), reason: reason.into() }
    }
}
