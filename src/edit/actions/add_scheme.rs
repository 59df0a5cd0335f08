//! Makes a new scheme, empty or as a copy of the current one, and makes it current.

use std::sync::Arc;

use super::words::StepText;
use crate::design::{Document, Measure, MeasureId, Zone, ZoneId};
use crate::edit::constraints::checked_name;
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Debug)]
pub struct AddScheme {
    pub name: String,
    /// Whether the zones and measures of the current scheme come along, with identities of their own. Answers and
    /// what was written in the review form do not: they were given for the other scheme.
    pub copy: bool,
}

impl Action for AddScheme {
    fn name(&self) -> Message {
        StepText::AddScheme.with([self.name.trim().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let name = checked_name(&self.name)?;
        let id = document.next_scheme_id();
        let mut entries =
            vec![Entry::Scheme { id, value: Some(Placed { position: document.schemes().len(), value: name }) }];
        if self.copy {
            for (position, zone) in document.current_scheme().zones.iter().enumerate() {
                let copy = Zone { id: ZoneId(document.next_zone_id().0 + position as u64), ..Zone::clone(zone) };
                let (zone, value) = (copy.id, Some(Placed { position, value: Arc::new(copy) }));
                entries.push(Entry::Zone { scheme: id, id: zone, value });
            }
            for (position, measure) in document.current_scheme().measures.iter().enumerate() {
                let copy = MeasureId(document.next_measure_id().0 + position as u64);
                let copied = Measure { id: copy, ..Measure::clone(measure) };
                let value = Some(Placed { position, value: Arc::new(copied) });
                entries.push(Entry::Measure { scheme: id, id: copy, value });
            }
        }
        entries.push(Entry::CurrentScheme(id));
        Ok(Patch { entries })
    }
}
