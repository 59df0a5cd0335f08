//! Deletes a lock: simulations from then on are free there.

use super::words::StepText;
use crate::design::{Document, LockId};
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Copy, Debug)]
pub struct DeleteLock {
    pub lock: LockId,
}

impl Action for DeleteLock {
    fn name(&self) -> Message {
        StepText::DeleteLock.plain()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        document.lock(self.lock).ok_or(Refusal::NoSuchLock)?;
        Ok(Patch::one(Entry::Lock { id: self.lock, value: None }))
    }
}
