//! The crossings of a clipped feature in their order along both outlines, each entering where the one before it left.

use std::cmp::Ordering;
use std::ops::Range;

use super::{Clipper, EdgeIndex};

/// Crossings of one edge nearer than this fraction of it may stand in either order; alternation decides.
const SAME_PLACE: f64 = 1e-9;

/// The order of one feature's crossings; keeps its memory for the next.
#[derive(Debug, Default)]
pub(super) struct CrossingOrder {
    /// Crossings in their order along each ring of the feature; ring r owns `ring_crossings(r)`.
    pub along_feature: Vec<u32>,
    /// Place of each crossing in `along_feature`.
    pub feature_place: Vec<u32>,
    /// Crossings in their order along each zone edge; slot s owns `slot_starts[s]..slot_starts[s + 1]`.
    pub along_zone: Vec<u32>,
    pub slot_starts: Vec<u32>,
    /// Place of each crossing in `along_zone`.
    pub zone_place: Vec<u32>,
    /// Fraction of the zone's edge at each crossing.
    fractions: Vec<f64>,
}

impl CrossingOrder {
    /// Orders what `clipper` found; `None` when the crossings do not alternate.
    pub fn find(&mut self, zone: &EdgeIndex, clipper: &Clipper) -> Option<()> {
        self.sort_along_feature(clipper)?;
        self.sort_along_zone(zone, clipper)?;
        places(&self.along_feature, &mut self.feature_place);
        places(&self.along_zone, &mut self.zone_place);
        Some(())
    }

    fn sort_along_feature(&mut self, clipper: &Clipper) -> Option<()> {
        let crossings = &clipper.crossings;
        let order = &mut self.along_feature;
        order.clear();
        order.extend(0..crossings.len() as u32);
        order.sort_by(|&a, &b| {
            let (a, b) = (&crossings[a as usize], &crossings[b as usize]);
            (a.edge, a.along).partial_cmp(&(b.edge, b.along)).unwrap_or(Ordering::Equal)
        });
        let same_place = |a: u32, b: u32| {
            let (a, b) = (&crossings[a as usize], &crossings[b as usize]);
            a.edge == b.edge && (a.along - b.along).abs() <= SAME_PLACE
        };
        let enters = |crossing: u32| crossings[crossing as usize].enters;
        for (ring, clipped) in clipper.rings.iter().enumerate() {
            alternate(&mut order[ring_crossings(clipper, ring)], clipped.starts_inside, enters, same_place)?;
        }
        Some(())
    }

    fn sort_along_zone(&mut self, zone: &EdgeIndex, clipper: &Clipper) -> Option<()> {
        let crossings = &clipper.crossings;
        let Self { along_zone: order, slot_starts, fractions, .. } = self;
        fractions.clear();
        fractions.extend(crossings.iter().map(|crossing| {
            let (from, to) = zone.edge(clipper.slots[crossing.slot as usize].edge as usize);
            let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
            ((crossing.at[0] - from[0]) * dx + (crossing.at[1] - from[1]) * dy) / (dx * dx + dy * dy)
        }));
        order.clear();
        order.extend(0..crossings.len() as u32);
        let slot_of = |crossing: u32| crossings[crossing as usize].slot;
        order.sort_by(|&a, &b| {
            let key = |crossing: u32| (slot_of(crossing), fractions[crossing as usize]);
            key(a).partial_cmp(&key(b)).unwrap_or(Ordering::Equal)
        });
        let same_place = |a: u32, b: u32| (fractions[a as usize] - fractions[b as usize]).abs() <= SAME_PLACE;
        // The zone enters the feature where the feature leaves the zone.
        let enters = |crossing: u32| !crossings[crossing as usize].enters;
        slot_starts.clear();
        slot_starts.push(0);
        let mut start = 0;
        for (number, slot) in clipper.slots.iter().enumerate() {
            let count = order[start..].iter().take_while(|&&crossing| slot_of(crossing) == number as u32).count();
            alternate(&mut order[start..start + count], slot.starts_inside, enters, same_place)?;
            start += count;
            slot_starts.push(start as u32);
        }
        Some(())
    }
}

/// The crossings of one ring of the feature, by number.
pub(super) fn ring_crossings(clipper: &Clipper, ring: usize) -> Range<usize> {
    let start = clipper.rings[ring].first_crossing as usize;
    start..clipper.rings.get(ring + 1).map_or(clipper.crossings.len(), |next| next.first_crossing as usize)
}

fn places(order: &[u32], places: &mut Vec<u32>) {
    places.clear();
    places.resize(order.len(), 0);
    for (place, &crossing) in order.iter().enumerate() {
        places[crossing as usize] = place as u32;
    }
}

/// Puts crossings at one place into the order in which entering and leaving alternate; `None` where none does.
fn alternate(
    order: &mut [u32],
    mut inside: bool,
    enters: impl Fn(u32) -> bool,
    same_place: impl Fn(u32, u32) -> bool,
) -> Option<()> {
    for position in 0..order.len() {
        let fits = (position..order.len())
            .take_while(|&later| same_place(order[position], order[later]))
            .find(|&later| enters(order[later]) != inside)?;
        order[position..=fits].rotate_right(1);
        inside = !inside;
    }
    Some(())
}
