//! Deletes a zone of the current scheme.

use super::words::StepText;
use crate::design::{Document, ZoneId};
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Copy, Debug)]
pub struct DeleteZone {
    pub zone: ZoneId,
}

impl Action for DeleteZone {
    fn name(&self) -> Message {
        StepText::DeleteZone.plain()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        document.zone(self.zone).ok_or(Refusal::NoSuchZone)?;
        Ok(Patch::one(Entry::Zone { scheme: document.current_scheme().id, id: self.zone, value: None }))
    }
}
