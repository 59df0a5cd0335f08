//! One feature against the few zone edges that meet its box: the area of what they share, by a boundary integral.
//!
//! The boundary of the shared land is the feature's edges as far as they lie inside the zone and the zone's edges as far as
//! they lie inside the feature. An integral along an edge is a difference of two values of its primitive, so every crossing
//! adds or takes off one value, in any order; no rings are linked and nothing is sorted.

use super::sides::{feature_point, rings_contain_zone_point, segment_meets_box, zone_point_is_left};
use super::{Amount, EdgeIndex};
use crate::crs::AreaPlane;
use crate::geometry::{Bounds, Point};

/// Zone edges nearer than this to a box count as meeting it. Below what anyone can draw, far above rounding.
pub(super) const EDGE_MARGIN_M: f64 = 1e-6;

/// With more local edges than this, each edge of the feature asks the zone's boxes instead of looking at all of them.
const MANY_EDGES: usize = 24;

/// Where an edge of the feature crosses an edge of the zone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crossing {
    /// Edge of the feature, counted over its rings.
    pub edge: u32,
    /// Position among the local zone edges.
    pub slot: u32,
    /// Fraction of the feature's edge, from its start.
    pub along: f64,
    pub at: Point,
    /// The feature's edge enters the zone here (and the zone's edge leaves the feature).
    pub enters: bool,
}

/// A ring of the feature while it is clipped.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClippedRing {
    pub first_edge: u32,
    pub starts_inside: bool,
    pub first_crossing: u32,
}

/// A zone edge that meets the feature's box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub edge: u32,
    from: Point,
    to: Point,
    pub starts_inside: bool,
    /// Crossings into the feature less crossings out of it.
    net: i32,
    /// Where the primitive along this edge is zero, from the feature's origin.
    base: Option<Point>,
}

/// The winding number left {0, 1}: the zone or the feature crosses itself and signs mean nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tangled;

/// Clips one feature after the other; keeps its scratch memory.
#[derive(Clone, Debug, Default)]
pub struct Clipper {
    pub(super) crossings: Vec<Crossing>,
    pub(super) rings: Vec<ClippedRing>,
    pub(super) slots: Vec<Slot>,
    /// Local edges of the feature that comes next; see [`Self::gather`].
    pub(super) local: Vec<u32>,
}

impl Clipper {
    pub fn new() -> Self {
        Self::default()
    }

    /// Collects the zone edges that meet a feature's box, in ascending order.
    pub(super) fn gather(&mut self, zone: &EdgeIndex, bounds: &Bounds) {
        self.local.clear();
        let local = &mut self.local;
        zone.query(&bounds.grown(EDGE_MARGIN_M), |edge| {
            let (from, to) = zone.edge(edge);
            if from != to && segment_meets_box(from, to, bounds, EDGE_MARGIN_M) {
                local.push(edge as u32);
            }
            true
        });
    }

    /// Whether the feature clipped last lies in the zone as a whole, though edges of the zone meet its box.
    pub(super) fn found_whole(&self) -> bool {
        self.crossings.is_empty()
            && self.rings.iter().all(|ring| ring.starts_inside)
            && !self.slots.iter().any(|slot| slot.starts_inside)
    }

    /// Area that a feature shares with the zone, from the edges in `self.local`. `rings` are open, shells counter-clockwise;
    /// `contains` says whether a point of the feature lies in the zone.
    pub(super) fn shared<'a>(
        &mut self,
        rings: impl Iterator<Item = &'a [Point]> + Clone,
        bounds: &Bounds,
        zone: &EdgeIndex,
        contains: impl Fn(Point) -> bool,
        plane: &AreaPlane,
    ) -> Result<Amount, Tangled> {
        self.crossings.clear();
        self.rings.clear();
        self.slots.clear();
        self.slots.extend(self.local.iter().map(|&edge| {
            let (from, to) = zone.edge(edge as usize);
            Slot { edge, from, to, starts_inside: false, net: 0, base: None }
        }));
        let Some(&origin) = rings.clone().find_map(|ring| ring.first()) else { return Ok(Amount::ZERO) };
        let mut sum = [0.0; 2];
        let mut edge_number = 0;
        for ring in rings.clone() {
            if let Some(&first) = ring.first() {
                let first_crossing = self.crossings.len() as u32;
                self.rings.push(ClippedRing {
                    first_edge: edge_number,
                    starts_inside: contains(first),
                    first_crossing,
                });
                self.walk_feature_ring(ring, origin, zone, plane, &mut sum)?;
                edge_number += ring.len() as u32;
            }
        }
        self.walk_zone_edges(rings, bounds, origin, zone, plane, &mut sum)?;
        Ok(Amount::from_m2(sum))
    }

    fn walk_feature_ring(
        &mut self,
        ring: &[Point],
        origin: Point,
        zone: &EdgeIndex,
        plane: &AreaPlane,
        sum: &mut [f64; 2],
    ) -> Result<(), Tangled> {
        let (Some(&first), Some(&ClippedRing { first_edge, starts_inside, .. })) = (ring.first(), self.rings.last())
        else {
            return Ok(());
        };
        let mut winding = i32::from(starts_inside);
        for (index, &from) in ring.iter().enumerate() {
            let to = ring.get(index + 1).copied().unwrap_or(first);
            if from == to {
                continue;
            }
            let known = self.crossings.len();
            self.find_crossings(first_edge + index as u32, from, to, zone);
            let local_from = from_origin(from, origin);
            for position in known..self.crossings.len() {
                let crossing = self.crossings[position];
                let local = crossing_from_origin(&crossing, from, to, origin);
                let sign = if crossing.enters { 1 } else { -1 };
                winding += sign;
                add(sum, -f64::from(sign), plane.stretch_m2(origin, local_from, local));
                let slot = &mut self.slots[crossing.slot as usize];
                slot.net -= sign;
                let base = *slot.base.get_or_insert(local);
                add(sum, f64::from(sign), plane.stretch_m2(origin, base, local));
            }
            match winding {
                0 => {}
                1 => add(sum, 1.0, plane.stretch_m2(origin, local_from, from_origin(to, origin))),
                _ => return Err(Tangled),
            }
        }
        if winding == i32::from(starts_inside) { Ok(()) } else { Err(Tangled) }
    }

    /// Appends the crossings of one edge of the feature, in the order of the zone's edges.
    #[inline]
    fn find_crossings(&mut self, edge: u32, from: Point, to: Point, zone: &EdgeIndex) {
        let Self { crossings, slots, .. } = self;
        let low = [from[0].min(to[0]), from[1].min(to[1])];
        let high = [from[0].max(to[0]), from[1].max(to[1])];
        let mut test = |slot: usize, u: Point, v: Point| {
            if u[0].min(v[0]) > high[0]
                || u[0].max(v[0]) < low[0]
                || u[1].min(v[1]) > high[1]
                || u[1].max(v[1]) < low[1]
            {
                return;
            }
            let (from_determinant, from_left) = feature_point(u, v, from);
            let (to_determinant, to_left) = feature_point(u, v, to);
            if from_left == to_left || zone_point_is_left(from, to, u) == zone_point_is_left(from, to, v) {
                return;
            }
            let along = (from_determinant / (from_determinant - to_determinant)).clamp(0.0, 1.0);
            // From the lexicographically smaller end, so that neighbours that share the edge agree on the point.
            let at = if to < from {
                let back = (to_determinant / (to_determinant - from_determinant)).clamp(0.0, 1.0);
                [to[0] + (from[0] - to[0]) * back, to[1] + (from[1] - to[1]) * back]
            } else {
                [from[0] + (to[0] - from[0]) * along, from[1] + (to[1] - from[1]) * along]
            };
            crossings.push(Crossing { edge, slot: slot as u32, along, at, enters: to_left });
        };
        if slots.len() <= MANY_EDGES {
            for (position, slot) in slots.iter().enumerate() {
                test(position, slot.from, slot.to);
            }
        } else {
            zone.query(&Bounds { min: low, max: high }, |zone_edge| {
                if let Ok(position) = slots.binary_search_by_key(&(zone_edge as u32), |slot| slot.edge) {
                    test(position, slots[position].from, slots[position].to);
                }
                true
            });
        }
    }

    /// Adds the ends of the zone's edges that lie inside the feature.
    fn walk_zone_edges<'a>(
        &mut self,
        rings: impl Iterator<Item = &'a [Point]> + Clone,
        bounds: &Bounds,
        origin: Point,
        zone: &EdgeIndex,
        plane: &AreaPlane,
        sum: &mut [f64; 2],
    ) -> Result<(), Tangled> {
        let mut previous: Option<(usize, bool)> = None;
        for slot in &mut self.slots {
            let edge = slot.edge as usize;
            let (from, to) = (slot.from, slot.to);
            slot.starts_inside = match previous {
                Some((end, inside)) if end == edge => inside,
                _ => bounds.contains_point(from) && rings_contain_zone_point(rings.clone(), from),
            };
            let ends_inside = match i32::from(slot.starts_inside) + slot.net {
                0 => false,
                1 => true,
                _ => return Err(Tangled),
            };
            let local_from = from_origin(from, origin);
            let base = slot.base.unwrap_or(local_from);
            if slot.starts_inside {
                add(sum, -1.0, plane.stretch_m2(origin, base, local_from));
            }
            if ends_inside {
                add(sum, 1.0, plane.stretch_m2(origin, base, from_origin(to, origin)));
            }
            previous = Some((zone.next(edge), ends_inside));
        }
        Ok(())
    }
}

/// The crossing from the feature's origin: rounded as finely as a small polygon's coordinates can be.
#[inline]
fn crossing_from_origin(crossing: &Crossing, from: Point, to: Point, origin: Point) -> Point {
    let start = from_origin(from, origin);
    [start[0] + (to[0] - from[0]) * crossing.along, start[1] + (to[1] - from[1]) * crossing.along]
}

#[inline]
fn from_origin(point: Point, origin: Point) -> Point {
    [point[0] - origin[0], point[1] - origin[1]]
}

#[inline]
fn add(sum: &mut [f64; 2], sign: f64, amount: [f64; 2]) {
    sum[0] += sign * amount[0];
    sum[1] += sign * amount[1];
}

/// Ellipsoidal and planar area of oriented open rings, m², measured as [`Clipper`] measures shared land.
pub(super) fn rings_m2<'a>(rings: impl Iterator<Item = &'a [Point]> + Clone, plane: &AreaPlane) -> [f64; 2] {
    let mut sum = [0.0; 2];
    let Some(&origin) = rings.clone().find_map(|ring| ring.first()) else { return sum };
    for ring in rings {
        let Some(&last) = ring.last() else { continue };
        let mut from = from_origin(last, origin);
        for &point in ring {
            let to = from_origin(point, origin);
            add(&mut sum, 1.0, plane.stretch_m2(origin, from, to));
            from = to;
        }
    }
    sum
}
