//! Writes a zone's goal or note.

use super::words::StepText;
use crate::design::{Document, ZoneId};
use crate::edit::constraints::zone_patch;
use crate::edit::{Action, Patch, Refusal};
use crate::i18n::{Message, Text};

/// Which text of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneText {
    Goal,
    Note,
}

#[derive(Clone, Debug)]
pub struct SetZoneText {
    pub zone: ZoneId,
    pub which: ZoneText,
    pub text: String,
}

impl Action for SetZoneText {
    fn name(&self) -> Message {
        match self.which {
            ZoneText::Goal => StepText::SetGoal.plain(),
            ZoneText::Note => StepText::SetNote.plain(),
        }
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        zone_patch(document, self.zone, |zone| {
            let field = match self.which {
                ZoneText::Goal => &mut zone.goal,
                ZoneText::Note => &mut zone.note,
            };
            self.text.trim().clone_into(field);
            Ok(())
        })
    }
}
