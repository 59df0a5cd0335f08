//! From crossings to rings: along the feature while it is inside the zone, then along the zone while it is inside the feature.

use std::collections::HashMap;
use std::ops::Range;

use super::sides::turn;
use super::{Clipper, EdgeIndex};
use crate::crs::planar_ring_m2;
use crate::geometry::Point;

/// Crossings of one edge nearer than this fraction of it may stand in either order; alternation decides.
const SAME_PLACE: f64 = 1e-9;

/// Rings below this area are dust.
const DUST_M2: f64 = 1e-9;

/// The rings of the shared land, from what `clipper` found for a feature of these coordinates (all rings, one after the
/// other); shells counter-clockwise, no repeated point. `None` when the crossings do not alternate.
pub(super) fn linked_rings(coordinates: &[Point], zone: &EdgeIndex, clipper: &mut Clipper) -> Option<Vec<Vec<Point>>> {
    let links = Links::new(coordinates, zone, clipper)?;
    let mut raw = links.crossed_rings()?;
    raw.extend(links.whole_feature_rings());
    raw.extend(links.whole_zone_rings());
    let mut rings = Vec::with_capacity(raw.len());
    for ring in raw {
        split_at_repeats(ring, &mut rings);
    }
    rings.retain_mut(|ring| {
        drop_spikes(ring);
        ring.len() >= 3 && planar_ring_m2(ring).abs() > DUST_M2
    });
    Some(rings)
}

struct Links<'a> {
    coordinates: &'a [Point],
    zone: &'a EdgeIndex,
    clipper: &'a Clipper,
    /// Crossings in their order along each ring of the feature; ring r owns `ring_crossings(r)`.
    along_feature: Vec<u32>,
    /// Place of each crossing in `along_feature`.
    place: Vec<u32>,
    /// Crossings in their order along each zone edge; slot s owns `slot_starts[s]..slot_starts[s + 1]`.
    along_zone: Vec<u32>,
    slot_starts: Vec<u32>,
    /// Place of each crossing in `along_zone`.
    zone_place: Vec<u32>,
}

impl<'a> Links<'a> {
    fn new(coordinates: &'a [Point], zone: &'a EdgeIndex, clipper: &'a Clipper) -> Option<Self> {
        let crossings = &clipper.crossings;
        let count = crossings.len() as u32;
        let mut along_feature: Vec<u32> = (0..count).collect();
        along_feature.sort_by(|&a, &b| {
            let (a, b) = (&crossings[a as usize], &crossings[b as usize]);
            (a.edge, a.along).partial_cmp(&(b.edge, b.along)).unwrap_or(std::cmp::Ordering::Equal)
        });
        let fraction: Vec<f64> = crossings
            .iter()
            .map(|crossing| {
                let (from, to) = zone.edge(clipper.slots[crossing.slot as usize].edge as usize);
                let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
                ((crossing.at[0] - from[0]) * dx + (crossing.at[1] - from[1]) * dy) / (dx * dx + dy * dy)
            })
            .collect();
        let mut along_zone: Vec<u32> = (0..count).collect();
        along_zone.sort_by(|&a, &b| {
            let key = |crossing: u32| (crossings[crossing as usize].slot, fraction[crossing as usize]);
            key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal)
        });
        let slot_starts: Vec<u32> = (0..=clipper.slots.len() as u32)
            .map(|slot| along_zone.partition_point(|&at| crossings[at as usize].slot < slot) as u32)
            .collect();
        for ring in 0..clipper.rings.len() {
            let range = ring_crossings(clipper, ring);
            let same_place = |a: u32, b: u32| {
                let (a, b) = (&crossings[a as usize], &crossings[b as usize]);
                a.edge == b.edge && (a.along - b.along).abs() <= SAME_PLACE
            };
            let enters = |crossing: u32| crossings[crossing as usize].enters;
            alternate(&mut along_feature[range], clipper.rings[ring].starts_inside, enters, same_place)?;
        }
        for (slot, bounds) in slot_starts.windows(2).enumerate() {
            // The zone enters the feature where the feature leaves the zone.
            let enters = |crossing: u32| !crossings[crossing as usize].enters;
            let same_place = |a: u32, b: u32| (fraction[a as usize] - fraction[b as usize]).abs() <= SAME_PLACE;
            let range = bounds[0] as usize..bounds[1] as usize;
            alternate(&mut along_zone[range], clipper.slots[slot].starts_inside, enters, same_place)?;
        }
        let place = places(&along_feature);
        let zone_place = places(&along_zone);
        Some(Self { coordinates, zone, clipper, along_feature, place, along_zone, slot_starts, zone_place })
    }

    fn crossed_rings(&self) -> Option<Vec<Vec<Point>>> {
        let crossings = &self.clipper.crossings;
        let mut used = vec![false; crossings.len()];
        let mut rings = Vec::new();
        for start in 0..crossings.len() {
            if used[start] || !crossings[start].enters {
                continue;
            }
            let mut ring = Vec::new();
            let mut entry = start;
            loop {
                if std::mem::replace(&mut used[entry], true) {
                    break;
                }
                ring.push(crossings[entry].at);
                let exit = self.follow_feature(entry, &mut ring);
                ring.push(crossings[exit].at);
                entry = self.follow_zone(exit, &mut ring)?;
            }
            if entry != start {
                return None;
            }
            rings.push(ring);
        }
        Some(rings)
    }

    /// From where the feature enters the zone along the feature to where it leaves.
    fn follow_feature(&self, entry: usize, ring: &mut Vec<Point>) -> usize {
        let clipped =
            self.clipper.rings.partition_point(|ring| ring.first_crossing as usize <= entry).saturating_sub(1);
        let range = ring_crossings(self.clipper, clipped);
        let place = self.place[entry] as usize;
        let wraps = place + 1 == range.end;
        let exit = self.along_feature[if wraps { range.start } else { place + 1 }] as usize;
        let (from, to) = (self.clipper.crossings[entry].edge as usize, self.clipper.crossings[exit].edge as usize);
        if wraps {
            let vertices = self.ring_vertices(clipped);
            ring.extend(&self.coordinates[from + 1..vertices.end]);
            ring.extend(&self.coordinates[vertices.start..=to]);
        } else {
            ring.extend(&self.coordinates[from + 1..=to]);
        }
        exit
    }

    /// From where the zone enters the feature along the zone to where it leaves.
    fn follow_zone(&self, exit: usize, ring: &mut Vec<Point>) -> Option<usize> {
        let slots = &self.clipper.slots;
        let mut slot = self.clipper.crossings[exit].slot as usize;
        let mut position = self.zone_place[exit] + 1;
        for _ in 0..=slots.len() {
            if position < self.slot_starts[slot + 1] {
                return Some(self.along_zone[position as usize] as usize);
            }
            let next = self.zone.next(slots[slot].edge as usize);
            ring.push(self.zone.points()[next]);
            slot = slots.binary_search_by_key(&(next as u32), |slot| slot.edge).ok()?;
            position = self.slot_starts[slot];
        }
        None
    }

    fn whole_feature_rings(&self) -> impl Iterator<Item = Vec<Point>> + '_ {
        (0..self.clipper.rings.len())
            .filter(|&ring| self.clipper.rings[ring].starts_inside && ring_crossings(self.clipper, ring).is_empty())
            .map(|ring| self.coordinates[self.ring_vertices(ring)].to_vec())
    }

    fn whole_zone_rings(&self) -> impl Iterator<Item = Vec<Point>> + '_ {
        self.zone.rings().iter().filter_map(|ring| {
            let slots = &self.clipper.slots;
            let first = slots.partition_point(|slot| slot.edge < ring.start);
            let end = slots.partition_point(|slot| slot.edge < ring.end);
            let crossed = self.slot_starts[first] != self.slot_starts[end];
            let inside = first < end && slots[first].starts_inside && !crossed;
            inside.then(|| self.zone.points()[ring.range()].to_vec())
        })
    }

    fn ring_vertices(&self, ring: usize) -> Range<usize> {
        let start = self.clipper.rings[ring].first_edge as usize;
        start..self.clipper.rings.get(ring + 1).map_or(self.coordinates.len(), |next| next.first_edge as usize)
    }
}

fn ring_crossings(clipper: &Clipper, ring: usize) -> Range<usize> {
    let start = clipper.rings[ring].first_crossing as usize;
    start..clipper.rings.get(ring + 1).map_or(clipper.crossings.len(), |next| next.first_crossing as usize)
}

fn places(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, &crossing) in order.iter().enumerate() {
        places[crossing as usize] = place as u32;
    }
    places
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

/// A ring that passes a point twice is several rings.
fn split_at_repeats(ring: Vec<Point>, rings: &mut Vec<Vec<Point>>) {
    // Adding 0.0 makes −0.0 and 0.0 one place.
    let key = |point: Point| [(point[0] + 0.0).to_bits(), (point[1] + 0.0).to_bits()];
    let mut open: Vec<Point> = Vec::with_capacity(ring.len());
    let mut seen: HashMap<[u64; 2], usize> = HashMap::with_capacity(ring.len());
    for point in ring {
        if let Some(&first) = seen.get(&key(point)) {
            let loop_points = open.split_off(first);
            for point in &loop_points {
                seen.remove(&key(*point));
            }
            if loop_points.len() >= 3 {
                rings.push(loop_points);
            }
        }
        seen.insert(key(point), open.len());
        open.push(point);
    }
    if open.len() >= 3 {
        rings.push(open);
    }
}

/// Takes off points where the ring turns back on itself.
fn drop_spikes(ring: &mut Vec<Point>) {
    let mut index = 0;
    let mut kept = 0;
    while ring.len() >= 3 && kept < ring.len() {
        let count = ring.len();
        let (before, at, after) = (ring[(index + count - 1) % count], ring[index % count], ring[(index + 1) % count]);
        let back = (at[0] - before[0]) * (after[0] - at[0]) + (at[1] - before[1]) * (after[1] - at[1]) <= 0.0;
        if at == after || (back && turn(before, at, after) == 0.0) {
            ring.remove(index % count);
            index = (index % count).saturating_sub(1);
            kept = 0;
        } else {
            index = (index + 1) % count;
            kept += 1;
        }
    }
}
