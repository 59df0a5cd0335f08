//! What a new scheme takes over from another: zones and measures with identities of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::design::{Document, Measure, MeasureId, Scheme, SchemeId, SimulationRun, Zone, ZoneId};
use crate::edit::{Entry, Placed};

/// The entries that put the zones and measures of `from` into the new scheme `to`.
pub(super) struct Copied {
    pub entries: Vec<Entry>,
    /// What each zone is called in the new scheme.
    zones: BTreeMap<ZoneId, ZoneId>,
}

impl Copied {
    pub fn of(document: &Document, from: &Scheme, to: SchemeId) -> Self {
        let mut copied = Self { entries: Vec::new(), zones: BTreeMap::new() };
        for (position, zone) in from.zones.iter().enumerate() {
            let id = ZoneId(document.next_zone_id().0 + position as u64);
            copied.zones.insert(zone.id, id);
            let value = Some(Placed { position, value: Arc::new(Zone { id, ..Zone::clone(zone) }) });
            copied.entries.push(Entry::Zone { scheme: to, id, value });
        }
        for (position, measure) in from.measures.iter().enumerate() {
            let id = MeasureId(document.next_measure_id().0 + position as u64);
            let value = Some(Placed { position, value: Arc::new(Measure { id, ..Measure::clone(measure) }) });
            copied.entries.push(Entry::Measure { scheme: to, id, value });
        }
        copied
    }

    /// The entry for a run over zones of the old scheme as one over their copies, so that it can be repeated there. A zone that
    /// is gone keeps its old identity: a run without zones would be one over the whole township.
    pub fn run(&self, scheme: SchemeId, run: &SimulationRun) -> Entry {
        let mut run = run.clone();
        for zone in &mut run.request.zones {
            *zone = self.zones.get(zone).copied().unwrap_or(*zone);
        }
        Entry::Simulation { scheme, run: Some(Box::new(run)) }
    }
}
