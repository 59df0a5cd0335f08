//! Gives the project another name.

use super::words::StepText;
use crate::design::{Document, Settings};
use crate::edit::constraints::checked_name;
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Debug)]
pub struct RenameProject {
    pub name: String,
}

impl Action for RenameProject {
    fn name(&self) -> Message {
        StepText::RenameProject.with([self.name.trim().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let settings = Settings { name: checked_name(&self.name)?, ..document.settings().clone() };
        if settings == *document.settings() {
            return Ok(Patch::default());
        }
        Ok(Patch::one(Entry::Settings(settings)))
    }
}
