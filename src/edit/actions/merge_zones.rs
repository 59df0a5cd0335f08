//! Several zones become one: the first keeps its name and all else, the others go.

use std::sync::Arc;

use super::words::StepText;
use crate::design::{Document, Shape, Zone, ZoneId};
use crate::edit::constraints::checked_shape;
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Debug)]
pub struct MergeZones {
    /// Two or more, each once.
    pub zones: Vec<ZoneId>,
    /// Their land as one.
    pub shape: Shape,
}

impl Action for MergeZones {
    fn name(&self) -> Message {
        StepText::MergeZones.with([self.zones.len().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let scheme = document.current_scheme();
        let [kept, others @ ..] = &self.zones[..] else { return Err(Refusal::NoSuchZone) };
        let first = scheme.zone(*kept).ok_or(Refusal::NoSuchZone)?;
        let mut entries = Vec::with_capacity(self.zones.len());
        for &id in others {
            scheme.zone(id).filter(|other| other.id != first.id).ok_or(Refusal::NoSuchZone)?;
            entries.push(Entry::Zone { scheme: scheme.id, id, value: None });
        }
        let before = scheme.zones.iter().take_while(|zone| zone.id != first.id);
        let position = before.filter(|zone| !others.contains(&zone.id)).count();
        let zone = Zone { shape: checked_shape(self.shape.clone())?, ..Zone::clone(first) };
        let value = Some(Placed { position, value: Arc::new(zone) });
        entries.push(Entry::Zone { scheme: scheme.id, id: first.id, value });
        Ok(Patch { entries })
    }
}
