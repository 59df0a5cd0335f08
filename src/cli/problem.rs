//! Why a verb could not be carried out, and the exit status that says so.

use crate::i18n::{Explain, Message, Text};

use super::words::CliText;
use crate::i18n::common::CommonText;

/// A refusal of the command line: one sentence and an exit status.
#[derive(Clone, Debug, PartialEq)]
pub struct CliProblem {
    pub message: Message,
    /// 2 words or input, 3 disk, permission or lock.
    pub status: u8,
}

impl CliProblem {
    /// The words or the input are wrong.
    pub fn input(message: Message) -> Self {
        Self { message, status: 2 }
    }

    /// Disk, permission or lock.
    pub fn disk(message: Message) -> Self {
        Self { message, status: 3 }
    }

    /// A verb or a form that a later version brings.
    pub fn not_yet(what: &str) -> Self {
        Self::input(CommonText::NotYet.with([what.into()]))
    }

    /// A number that can't be read.
    pub fn bad_number(option: &str, value: &str) -> Self {
        Self::input(CliText::BadNumber.with([option.into(), value.into()]))
    }
}

impl Explain for CliProblem {
    fn message(&self) -> Message {
        self.message.clone()
    }
}
