//! A reversible difference of the design: what the journal records and what undo turns round.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::design::{
    Answer, LayerEntry, Lock, LockId, Measure, MeasureId, ReviewNotes, SchemeId, Settings, SimulationRun, Zone, ZoneId,
};

/// A list of entries, applied in order; the reverse patch is applied in its own order too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Patch {
    pub entries: Vec<Entry>,
}

/// A value and its place in an ordered list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed<T> {
    pub position: usize,
    pub value: T,
}

/// One record of the design set to a new value; `None` takes it away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    Zone {
        scheme: SchemeId,
        id: ZoneId,
        value: Option<Placed<Arc<Zone>>>,
    },
    Measure {
        scheme: SchemeId,
        id: MeasureId,
        value: Option<Placed<Arc<Measure>>>,
    },
    /// All answers of a scheme: the list is short.
    Answers {
        scheme: SchemeId,
        answers: Vec<Answer>,
    },
    /// What people write in the review form of a scheme.
    Review {
        scheme: SchemeId,
        notes: ReviewNotes,
    },
    /// The simulation that a scheme was accepted from.
    Simulation {
        scheme: SchemeId,
        run: Option<Box<SimulationRun>>,
    },
    /// A scheme without its zones, measures, answers, notes and simulation, which have entries of their own.
    Scheme {
        id: SchemeId,
        value: Option<Placed<String>>,
    },
    CurrentScheme(SchemeId),
    /// A lock: the project's and no scheme's.
    Lock {
        id: LockId,
        value: Option<Placed<Arc<Lock>>>,
    },
    /// All layer entries: the list is short, and its order is what changes most.
    Layers(Vec<LayerEntry>),
    Settings(Settings),
}

impl Patch {
    pub fn one(entry: Entry) -> Self {
        Self { entries: vec![entry] }
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
