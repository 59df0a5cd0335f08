//! What a verb hands back.

use crate::i18n::Message;

/// What a verb found out.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// For people.
    pub text: String,
    /// For programs: one object.
    pub json: serde_json::Value,
    /// What is worth knowing beside the report; goes to standard error.
    pub notes: Vec<Message>,
    /// 0, or 1 where a gate is shut or a file is not valid.
    pub status: u8,
}
