//! How much of the land lies where two designs differ: told from their outlines alone, before anything is assessed.

use std::sync::Arc;

use super::AssessmentBase;
use crate::design::Zone;
use crate::geometry::Bounds;
use crate::land::changed_window;

/// Parcels that a measure stands for: its cuts and what the rules ask about it take as long as linking so many.
pub(super) const MEASURE: usize = 10;

/// Parcels in the boxes of what differs between two lists of zones.
pub(super) fn parcels_near(base: &AssessmentBase, before: &[Arc<Zone>], after: &[Arc<Zone>]) -> usize {
    let counterpart = |zone: &Zone, others: &[Arc<Zone>]| others.iter().find(|other| other.id == zone.id).cloned();
    let changed = after.iter().map(|zone| match counterpart(zone, before) {
        Some(known) if Arc::ptr_eq(&known, zone) => Bounds::EMPTY,
        Some(known) if known.kind == zone.kind => changed_window(&known.shape.0, &zone.shape.0),
        _ => zone.bounds(),
    });
    let gone = before.iter().filter(|zone| counterpart(zone, after).is_none()).map(|zone| zone.bounds());
    let mut near = 0;
    for window in changed.chain(gone).filter(|window| !window.is_empty()) {
        base.faces.query(&window, |_| near += 1);
    }
    near
}
