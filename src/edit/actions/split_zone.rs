//! A zone becomes several: the first part keeps its name and all else, the others are new zones after it.

use std::sync::Arc;

use super::words::StepText;
use crate::design::{Document, Shape, Zone, ZoneId};
use crate::edit::constraints::{checked_shape, numbered_name};
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Debug)]
pub struct SplitZone {
    pub zone: ZoneId,
    /// Two or more; the first keeps the name.
    pub parts: Vec<Shape>,
}

impl Action for SplitZone {
    fn name(&self) -> Message {
        StepText::SplitZone.with([self.parts.len().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let scheme = document.current_scheme();
        let position = scheme.zones.iter().position(|zone| zone.id == self.zone).ok_or(Refusal::NoSuchZone)?;
        let whole = &scheme.zones[position];
        let mut names: Vec<String> = scheme.zones.iter().map(|zone| zone.name.clone()).collect();
        let mut entries = Vec::with_capacity(self.parts.len());
        for (number, part) in self.parts.iter().enumerate() {
            let shape = checked_shape(part.clone())?;
            let (id, name) = match number {
                0 => (whole.id, whole.name.clone()),
                number => {
                    let id = ZoneId(document.next_zone_id().0 + number as u64 - 1);
                    (id, numbered_name(&whole.name, &names))
                }
            };
            names.push(name.clone());
            let zone = Zone { id, name, shape, ..Zone::clone(whole) };
            let value = Some(Placed { position: position + number, value: Arc::new(zone) });
            entries.push(Entry::Zone { scheme: scheme.id, id, value });
        }
        Ok(Patch { entries })
    }
}
