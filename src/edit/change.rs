//! What an applied patch touched: the only notification that index, render chunks, checks and journal listen to.

use crate::design::{LockId, MeasureId, SchemeId, ZoneId};
use crate::geometry::Bounds;

/// Ids and boxes of what changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    pub zones: Vec<ZoneChange>,
    pub measures: Vec<MeasureChange>,
    pub locks: Vec<LockChange>,
    /// Answers to verdicts were given or taken back.
    pub answers: bool,
    /// Something was written in a review form.
    pub review: bool,
    /// A scheme got another simulation that it was accepted from, or none.
    pub simulation: bool,
    /// Schemes were added, removed, renamed, or another one became current.
    pub schemes: bool,
    /// Order, visibility or opacity of base layers.
    pub layers: bool,
    pub settings: bool,
}

/// One zone, before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneChange {
    pub scheme: SchemeId,
    pub id: ZoneId,
    /// Empty where the zone did not exist.
    pub old_bounds: Bounds,
    /// Empty where the zone no longer exists.
    pub new_bounds: Bounds,
}

/// One measure, before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureChange {
    pub scheme: SchemeId,
    pub id: MeasureId,
    /// Empty where the measure did not exist.
    pub old_bounds: Bounds,
    /// Empty where the measure no longer exists.
    pub new_bounds: Bounds,
}

/// One lock, before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct LockChange {
    pub id: LockId,
    /// Empty where the lock did not exist.
    pub old_bounds: Bounds,
    /// Empty where the lock no longer exists.
    pub new_bounds: Bounds,
}

impl Change {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// This change and a later one as one.
    pub fn merge(&mut self, later: Self) {
        self.zones.extend(later.zones);
        self.measures.extend(later.measures);
        self.locks.extend(later.locks);
        self.answers |= later.answers;
        self.review |= later.review;
        self.simulation |= later.simulation;
        self.schemes |= later.schemes;
        self.layers |= later.layers;
        self.settings |= later.settings;
    }
}
