//! Changes what a lock asks for, why, or where.

use std::sync::Arc;

use super::words::StepText;
use crate::design::{Document, Lock, LockId, LockKind, Shape};
use crate::edit::constraints::checked_lock;
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

/// One field of a lock set to a new value.
#[derive(Clone, Debug, PartialEq)]
pub enum LockEdit {
    Kind(LockKind),
    Note(String),
    /// Whole parcels painted on or off, or a shape drawn anew.
    Shape(Shape),
}

#[derive(Clone, Debug)]
pub struct EditLock {
    pub lock: LockId,
    pub edit: LockEdit,
}

impl Action for EditLock {
    fn name(&self) -> Message {
        match &self.edit {
            LockEdit::Kind(kind) => StepText::SetLockKind.with([kind.message().into()]),
            LockEdit::Note(_) => StepText::SetLockNote.plain(),
            LockEdit::Shape(_) => StepText::ReshapeLock.plain(),
        }
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let position = document.locks().iter().position(|lock| lock.id == self.lock).ok_or(Refusal::NoSuchLock)?;
        let stood = &document.locks()[position];
        let mut lock = Lock::clone(stood);
        match self.edit.clone() {
            LockEdit::Kind(kind) => lock.kind = kind,
            LockEdit::Note(note) => lock.note = note,
            LockEdit::Shape(shape) => lock.shape = shape,
        }
        let lock = checked_lock(lock)?;
        if lock == **stood {
            return Ok(Patch::default());
        }
        Ok(Patch::one(Entry::Lock { id: self.lock, value: Some(Placed { position, value: Arc::new(lock) }) }))
    }
}
