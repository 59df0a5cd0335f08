//! Says for the whole project whether zones share their boundaries: no overlaps, and a common vertex moves in both.

use super::words::StepText;
use crate::design::{Document, Settings};
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Copy, Debug)]
pub struct SetSharedBoundaries {
    pub share: bool,
}

impl Action for SetSharedBoundaries {
    fn name(&self) -> Message {
        if self.share { StepText::ShareBoundaries } else { StepText::FreeBoundaries }.plain()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        if document.settings().zones_share_boundaries == self.share {
            return Ok(Patch::default());
        }
        let settings = Settings { zones_share_boundaries: self.share, ..document.settings().clone() };
        Ok(Patch::one(Entry::Settings(settings)))
    }
}
