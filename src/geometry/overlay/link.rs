//! From crossings to rings: along the feature while it is inside the zone, then along the zone while it is inside the feature.

use std::ops::Range;

use super::crossing_order::{CrossingOrder, ring_crossings};
use super::ring_list::RingList;
use super::{Clipper, EdgeIndex};
use crate::geometry::Point;

/// Links one feature after the other; keeps its scratch memory.
#[derive(Debug, Default)]
pub(super) struct Linker {
    order: CrossingOrder,
    /// Crossings that a ring has passed.
    used: Vec<bool>,
    rings: RingList,
}

impl Linker {
    /// The rings of the shared land, from what `clipper` found for a feature of these coordinates (all rings, one after the
    /// other); shells counter-clockwise, no repeated point. `None` when the crossings do not alternate.
    pub fn rings(&mut self, coordinates: &[Point], zone: &EdgeIndex, clipper: &Clipper) -> Option<&RingList> {
        let Self { order, used, rings } = self;
        rings.clear();
        order.find(zone, clipper)?;
        let outlines = Outlines { coordinates, zone, clipper, order };
        outlines.link_crossed(used, rings)?;
        outlines.add_whole_feature_rings(rings);
        outlines.add_whole_zone_rings(rings);
        Some(rings)
    }
}

/// Both outlines with their crossings in order.
struct Outlines<'a> {
    coordinates: &'a [Point],
    zone: &'a EdgeIndex,
    clipper: &'a Clipper,
    order: &'a CrossingOrder,
}

impl Outlines<'_> {
    fn link_crossed(&self, used: &mut Vec<bool>, rings: &mut RingList) -> Option<()> {
        let crossings = &self.clipper.crossings;
        used.clear();
        used.resize(crossings.len(), false);
        for start in 0..crossings.len() {
            if used[start] || !crossings[start].enters {
                continue;
            }
            let ring = rings.open_ring();
            let mut entry = start;
            while !std::mem::replace(&mut used[entry], true) {
                ring.push(crossings[entry].at);
                let exit = self.follow_feature(entry, ring);
                ring.push(crossings[exit].at);
                entry = self.follow_zone(exit, ring)?;
            }
            if entry != start {
                return None;
            }
            rings.end_ring();
        }
        Some(())
    }

    /// From where the feature enters the zone along the feature to where it leaves.
    fn follow_feature(&self, entry: usize, ring: &mut Vec<Point>) -> usize {
        let clipped =
            self.clipper.rings.partition_point(|ring| ring.first_crossing as usize <= entry).saturating_sub(1);
        let range = ring_crossings(self.clipper, clipped);
        let place = self.order.feature_place[entry] as usize;
        let wraps = place + 1 == range.end;
        let exit = self.order.along_feature[if wraps { range.start } else { place + 1 }] as usize;
        let (from, to) = (self.clipper.crossings[entry].edge as usize, self.clipper.crossings[exit].edge as usize);
        if wraps {
            let vertices = self.ring_vertices(clipped);
            ring.extend_from_slice(&self.coordinates[from + 1..vertices.end]);
            ring.extend_from_slice(&self.coordinates[vertices.start..=to]);
        } else {
            ring.extend_from_slice(&self.coordinates[from + 1..=to]);
        }
        exit
    }

    /// From where the zone enters the feature along the zone to where it leaves.
    fn follow_zone(&self, exit: usize, ring: &mut Vec<Point>) -> Option<usize> {
        let slots = &self.clipper.slots;
        let mut slot = self.clipper.crossings[exit].slot as usize;
        let mut position = self.order.zone_place[exit] + 1;
        for _ in 0..=slots.len() {
            if position < self.order.slot_starts[slot + 1] {
                return Some(self.order.along_zone[position as usize] as usize);
            }
            let next = self.zone.next(slots[slot].edge as usize);
            ring.push(self.zone.points()[next]);
            slot = slots.binary_search_by_key(&(next as u32), |slot| slot.edge).ok()?;
            position = self.order.slot_starts[slot];
        }
        None
    }

    fn add_whole_feature_rings(&self, rings: &mut RingList) {
        for (number, clipped) in self.clipper.rings.iter().enumerate() {
            if clipped.starts_inside && ring_crossings(self.clipper, number).is_empty() {
                rings.open_ring().extend_from_slice(&self.coordinates[self.ring_vertices(number)]);
                rings.end_ring();
            }
        }
    }

    fn add_whole_zone_rings(&self, rings: &mut RingList) {
        let slots = &self.clipper.slots;
        for ring in self.zone.rings() {
            let first = slots.partition_point(|slot| slot.edge < ring.start);
            let end = slots.partition_point(|slot| slot.edge < ring.end);
            let crossed = self.order.slot_starts[first] != self.order.slot_starts[end];
            if first < end && slots[first].starts_inside && !crossed {
                rings.open_ring().extend_from_slice(&self.zone.points()[ring.range()]);
                rings.end_ring();
            }
        }
    }

    fn ring_vertices(&self, ring: usize) -> Range<usize> {
        let start = self.clipper.rings[ring].first_edge as usize;
        start..self.clipper.rings.get(ring + 1).map_or(self.coordinates.len(), |next| next.first_edge as usize)
    }
}
