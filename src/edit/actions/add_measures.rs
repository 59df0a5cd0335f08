//! Adds measures to the current scheme: one drawn or painted, or many that were imported or simulated.

use std::sync::Arc;

use super::words::StepText;
use crate::design::{Document, Measure, MeasureId};
use crate::edit::constraints::{checked_measure, scheme_for_new};
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

/// A measure on its way into the design; its identity is given when it gets there.
pub type NewMeasure = Measure;

/// Scheme 0 forks first. All of them or none.
#[derive(Clone, Debug)]
pub struct AddMeasures {
    pub measures: Vec<NewMeasure>,
}

impl Action for AddMeasures {
    fn name(&self) -> Message {
        match self.measures.as_slice() {
            [measure] => StepText::AddMeasure.with([measure.kind.message().into()]),
            measures => StepText::AddMeasures.with([measures.len().into()]),
        }
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let (scheme, mut entries) = scheme_for_new(document);
        let existing = document.scheme(scheme).map_or(0, |scheme| scheme.measures.len());
        for (offset, new) in self.measures.iter().enumerate() {
            let id = MeasureId(document.next_measure_id().0 + offset as u64);
            let measure = checked_measure(Measure { id, ..new.clone() })?;
            let value = Some(Placed { position: existing + offset, value: Arc::new(measure) });
            entries.push(Entry::Measure { scheme, id, value });
        }
        Ok(Patch { entries })
    }
}
