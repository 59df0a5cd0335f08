//! Deletes a measure of the current scheme. Its partners of the same pair stay, and say that they lost it.

use super::words::StepText;
use crate::design::{Document, MeasureId, MeasureKind};
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Copy, Debug)]
pub struct DeleteMeasure {
    pub measure: MeasureId,
    /// For the name of the step.
    pub kind: MeasureKind,
}

impl Action for DeleteMeasure {
    fn name(&self) -> Message {
        StepText::DeleteMeasure.with([self.kind.message().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        document.measure(self.measure).ok_or(Refusal::NoSuchMeasure)?;
        Ok(Patch::one(Entry::Measure { scheme: document.current_scheme().id, id: self.measure, value: None }))
    }
}
