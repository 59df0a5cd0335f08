//! How much of the land lies where two designs differ: told from their outlines alone, before anything is assessed.

use std::sync::Arc;

use super::AssessmentBase;
use crate::design::Zone;
use crate::geometry::Bounds;
use crate::land::changed_window;

/// Parcels that a measure stands for: its cuts and what the rules ask about it take as long as linking so many.
pub(super) const MEASURE: usize = 10;

/// Parcels of a region that are only measured: it takes as long as linking one of them.
const STANDING: usize = 10;

/// Parcels in the boxes of zones, measured anew because the region that they make together is not remembered.
pub(super) fn parcels_standing(base: &AssessmentBase, zones: &[Arc<Zone>]) -> usize {
    let weights = zones.iter().map(|zone| parcels_in(base, &zone.bounds()) + zone.shape.vertex_count());
    weights.sum::<usize>() / STANDING
}

fn parcels_in(base: &AssessmentBase, window: &Bounds) -> usize {
    let mut count = 0;
    base.faces.query(window, |_| count += 1);
    count
}

/// Parcels in the boxes of what differs between two lists of zones.
pub(super) fn parcels_near(base: &AssessmentBase, before: &[Arc<Zone>], after: &[Arc<Zone>]) -> usize {
    let counterpart = |zone: &Zone, others: &[Arc<Zone>]| others.iter().find(|other| other.id == zone.id).cloned();
    let changed = after.iter().map(|zone| match counterpart(zone, before) {
        Some(known) if Arc::ptr_eq(&known, zone) => Bounds::EMPTY,
        Some(known) if known.kind == zone.kind => changed_window(&known.shape.0, &zone.shape.0),
        _ => zone.bounds(),
    });
    let gone = before.iter().filter(|zone| counterpart(zone, after).is_none()).map(|zone| zone.bounds());
    changed.chain(gone).filter(|window| !window.is_empty()).map(|window| parcels_in(base, &window)).sum()
}
