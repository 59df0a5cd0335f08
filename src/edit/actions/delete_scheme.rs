//! Deletes a scheme with its zones, measures, answers, notes and simulation; the one before it becomes current.

use super::words::StepText;
use crate::design::{Document, ReviewNotes, SchemeId};
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Copy, Debug)]
pub struct DeleteScheme {
    pub scheme: SchemeId,
}

impl Action for DeleteScheme {
    fn name(&self) -> Message {
        StepText::DeleteScheme.plain()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        if self.scheme == SchemeId::BASE {
            return Err(Refusal::BaseScheme);
        }
        let scheme = document.scheme(self.scheme).ok_or(Refusal::NoSuchScheme(self.scheme))?;
        let mut entries = Vec::new();
        if document.current_scheme().id == self.scheme {
            let before = document.schemes().iter().take_while(|other| other.id != self.scheme).last();
            entries.push(Entry::CurrentScheme(before.map_or(SchemeId::BASE, |scheme| scheme.id)));
        }
        if !scheme.answers.is_empty() {
            entries.push(Entry::Answers { scheme: self.scheme, answers: Vec::new() });
        }
        if !scheme.review.is_empty() {
            entries.push(Entry::Review { scheme: self.scheme, notes: ReviewNotes::default() });
        }
        if scheme.simulation.is_some() {
            entries.push(Entry::Simulation { scheme: self.scheme, run: None });
        }
        // Last one first, so that taking it back puts every measure and zone in its old place.
        let measures = scheme.measures.iter().rev();
        entries.extend(measures.map(|measure| Entry::Measure { scheme: self.scheme, id: measure.id, value: None }));
        let zones = scheme.zones.iter().rev();
        entries.extend(zones.map(|zone| Entry::Zone { scheme: self.scheme, id: zone.id, value: None }));
        entries.push(Entry::Scheme { id: self.scheme, value: None });
        Ok(Patch { entries })
    }
}
