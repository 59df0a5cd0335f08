//! How a document takes a patch: every entry is set, and the entry that would set it back is kept.

use std::sync::Arc;

use super::{Change, Entry, LockChange, MeasureChange, Patch, Placed, ZoneChange};
use crate::design::{Document, Lock, LockId, Measure, MeasureId, Scheme, SchemeId, Zone, ZoneId};
use crate::geometry::Bounds;

/// The way back, and what changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    pub reverse: Patch,
    pub change: Change,
}

impl Document {
    /// Applies a patch. An entry for a record that is not there (a scheme that was never made) does nothing.
    pub fn apply(&mut self, patch: Patch) -> Applied {
        let mut applied = Applied { reverse: Patch::default(), change: Change::default() };
        for entry in patch.entries {
            if let Some(reverse) = self.apply_entry(entry, &mut applied.change) {
                applied.reverse.entries.push(reverse);
            }
        }
        applied.reverse.entries.reverse();
        self.revision += 1;
        applied
    }

    fn apply_entry(&mut self, entry: Entry, change: &mut Change) -> Option<Entry> {
        Some(match entry {
            Entry::Zone { scheme, id, value } => {
                let old = self.put_zone(scheme, id, value, change)?;
                Entry::Zone { scheme, id, value: old }
            }
            Entry::Measure { scheme, id, value } => {
                let old = self.put_measure(scheme, id, value, change)?;
                Entry::Measure { scheme, id, value: old }
            }
            Entry::Answers { scheme, answers } => {
                let old = &mut self.schemes.iter_mut().find(|candidate| candidate.id == scheme)?.answers;
                change.answers = true;
                Entry::Answers { scheme, answers: std::mem::replace(old, answers) }
            }
            Entry::Review { scheme, notes } => {
                let old = &mut self.schemes.iter_mut().find(|candidate| candidate.id == scheme)?.review;
                change.review = true;
                Entry::Review { scheme, notes: std::mem::replace(old, notes) }
            }
            Entry::Simulation { scheme, run } => {
                let old = &mut self.schemes.iter_mut().find(|candidate| candidate.id == scheme)?.simulation;
                change.simulation = true;
                Entry::Simulation { scheme, run: std::mem::replace(old, run.map(|run| *run)).map(Box::new) }
            }
            Entry::Scheme { id, value } => {
                change.schemes = true;
                Entry::Scheme { id, value: self.put_scheme(id, value) }
            }
            Entry::CurrentScheme(id) => {
                change.schemes = true;
                Entry::CurrentScheme(std::mem::replace(&mut self.current, id))
            }
            Entry::Lock { id, value } => Entry::Lock { id, value: self.put_lock(id, value, change) },
            Entry::Layers(layers) => {
                change.layers = true;
                Entry::Layers(std::mem::replace(&mut self.layers, layers))
            }
            Entry::Settings(settings) => {
                change.settings = true;
                Entry::Settings(std::mem::replace(&mut self.settings, settings))
            }
        })
    }

    /// Sets a zone; `None` outside when its scheme does not exist, else what stood there.
    #[expect(clippy::option_option, reason = "no such scheme, no such zone, and a zone are three answers")]
    fn put_zone(
        &mut self,
        scheme: SchemeId,
        id: ZoneId,
        value: Option<Placed<Arc<Zone>>>,
        change: &mut Change,
    ) -> Option<Option<Placed<Arc<Zone>>>> {
        self.last_zone = self.last_zone.max(id.0);
        let zones = &mut self.schemes.iter_mut().find(|candidate| candidate.id == scheme)?.zones;
        let old = replaced(zones, value.clone(), |zone| zone.id == id);
        change.zones.push(ZoneChange {
            scheme,
            id,
            old_bounds: old.as_ref().map_or(Bounds::EMPTY, |old| old.value.bounds()),
            new_bounds: value.as_ref().map_or(Bounds::EMPTY, |new| new.value.bounds()),
        });
        Some(old)
    }

    /// Sets a measure, as [`Self::put_zone`] a zone.
    #[expect(clippy::option_option, reason = "no such scheme, no such measure, and a measure are three answers")]
    fn put_measure(
        &mut self,
        scheme: SchemeId,
        id: MeasureId,
        value: Option<Placed<Arc<Measure>>>,
        change: &mut Change,
    ) -> Option<Option<Placed<Arc<Measure>>>> {
        self.last_measure = self.last_measure.max(id.0);
        let measures = &mut self.schemes.iter_mut().find(|candidate| candidate.id == scheme)?.measures;
        let old = replaced(measures, value.clone(), |measure| measure.id == id);
        change.measures.push(MeasureChange {
            scheme,
            id,
            old_bounds: old.as_ref().map_or(Bounds::EMPTY, |old| old.value.bounds()),
            new_bounds: value.as_ref().map_or(Bounds::EMPTY, |new| new.value.bounds()),
        });
        Some(old)
    }

    /// Sets a lock and hands back what stood there.
    fn put_lock(
        &mut self,
        id: LockId,
        value: Option<Placed<Arc<Lock>>>,
        change: &mut Change,
    ) -> Option<Placed<Arc<Lock>>> {
        self.last_lock = self.last_lock.max(id.0);
        let new_bounds = value.as_ref().map_or(Bounds::EMPTY, |new| new.value.bounds());
        let old = replaced(&mut self.locks, value, |lock| lock.id == id);
        let old_bounds = old.as_ref().map_or(Bounds::EMPTY, |old| old.value.bounds());
        change.locks.push(LockChange { id, old_bounds, new_bounds });
        old
    }

    fn put_scheme(&mut self, id: SchemeId, value: Option<Placed<String>>) -> Option<Placed<String>> {
        self.last_scheme = self.last_scheme.max(id.0);
        let old = self.schemes.iter().position(|scheme| scheme.id == id);
        match (old, value) {
            (Some(position), Some(new)) => {
                let mut scheme = self.schemes.remove(position);
                let name = std::mem::replace(&mut scheme.name, new.value);
                self.schemes.insert(new.position.min(self.schemes.len()), scheme);
                Some(Placed { position, value: name })
            }
            (Some(position), None) => {
                let scheme = self.schemes.remove(position);
                Some(Placed { position, value: scheme.name })
            }
            (None, Some(new)) => {
                let scheme = Scheme::empty(id, new.value);
                self.schemes.insert(new.position.min(self.schemes.len()), scheme);
                None
            }
            (None, None) => None,
        }
    }
}

/// Takes the record that matches out of an ordered list, puts the new one in its place, and hands back what stood there.
fn replaced<T>(list: &mut Vec<T>, new: Option<Placed<T>>, is_it: impl Fn(&T) -> bool) -> Option<Placed<T>> {
    let old = list.iter().position(is_it).map(|position| Placed { position, value: list.remove(position) });
    if let Some(new) = new {
        list.insert(new.position.min(list.len()), new.value);
    }
    old
}
