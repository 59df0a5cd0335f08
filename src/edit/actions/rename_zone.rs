//! Gives a zone another name.

use super::words::StepText;
use crate::design::{Document, ZoneId};
use crate::edit::constraints::{free_name, zone_patch};
use crate::edit::{Action, Patch, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Debug)]
pub struct RenameZone {
    pub zone: ZoneId,
    pub name: String,
}

impl Action for RenameZone {
    fn name(&self) -> Message {
        StepText::RenameZone.with([self.name.trim().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let name = free_name(document, &self.name, Some(self.zone))?;
        zone_patch(document, self.zone, |zone| {
            zone.name = name;
            Ok(())
        })
    }
}
