//! Gives a scheme another name.

use super::words::StepText;
use crate::design::{Document, SchemeId};
use crate::edit::constraints::checked_name;
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Debug)]
pub struct RenameScheme {
    pub scheme: SchemeId,
    pub name: String,
}

impl Action for RenameScheme {
    fn name(&self) -> Message {
        StepText::RenameScheme.with([self.name.trim().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let name = checked_name(&self.name)?;
        let position = document
            .schemes()
            .iter()
            .position(|scheme| scheme.id == self.scheme)
            .ok_or(Refusal::NoSuchScheme(self.scheme))?;
        if document.schemes()[position].name == name {
            return Ok(Patch::default());
        }
        Ok(Patch::one(Entry::Scheme { id: self.scheme, value: Some(Placed { position, value: name }) }))
    }
}
