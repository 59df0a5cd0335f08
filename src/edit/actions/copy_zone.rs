//! A zone once more, under another name.

use std::sync::Arc;

use super::words::StepText;
use crate::design::{Document, Zone, ZoneId};
use crate::edit::constraints::free_name;
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Debug)]
pub struct CopyZone {
    pub zone: ZoneId,
    pub name: String,
}

impl Action for CopyZone {
    fn name(&self) -> Message {
        StepText::CopyZone.with([self.name.as_str().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let scheme = document.current_scheme();
        let zone = scheme.zone(self.zone).ok_or(Refusal::NoSuchZone)?;
        let (id, name) = (document.next_zone_id(), free_name(document, &self.name, None)?);
        let copy = Zone { id, name, ..Zone::clone(zone) };
        let value = Some(Placed { position: scheme.zones.len(), value: Arc::new(copy) });
        Ok(Patch::one(Entry::Zone { scheme: scheme.id, id, value }))
    }
}
