//! What a simulation is prepared from: all of it read, none of it changed.

use std::sync::Arc;

use crate::checks::{LayersIndex, RulePack};
use crate::contiguity::{Faces, Setting};
use crate::design::{Date, Lock, Zone};
use crate::land::Land;

use super::CostTable;

/// The land of a project under a scheme, and what decides about it.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The land under the measures of the scheme; its base holds slopes, grades and the control lines.
    pub land: &'a Land,
    /// The parcels as they are, numbered as the land numbers them.
    pub faces: &'a Faces,
    /// What lies together.
    pub setting: &'a Setting,
    /// The layers as the rules see them.
    pub layers: &'a LayersIndex,
    pub pack: &'a RulePack,
    /// The day that rules are in force on.
    pub on: Date,
    /// Zones of the scheme, of which a request names some.
    pub zones: &'a [Arc<Zone>],
    pub locks: &'a [Arc<Lock>],
    pub costs: &'a CostTable,
}
