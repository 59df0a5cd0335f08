//! Makes another scheme the one that is shown and edited.

use super::words::StepText;
use crate::design::{Document, SchemeId};
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Copy, Debug)]
pub struct SwitchScheme {
    pub scheme: SchemeId,
}

impl Action for SwitchScheme {
    fn name(&self) -> Message {
        StepText::SwitchScheme.plain()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        document.scheme(self.scheme).ok_or(Refusal::NoSuchScheme(self.scheme))?;
        if document.current_scheme().id == self.scheme {
            return Ok(Patch::default());
        }
        Ok(Patch::one(Entry::CurrentScheme(self.scheme)))
    }
}
