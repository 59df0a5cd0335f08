//! The ground of a measure: its edges ready for clipping, those of everything else, and the parcels it covers.

use std::collections::HashSet;

use geo::MultiPolygon;

use super::Parcels;
use super::role_land::DUST_M2;
use crate::geometry::overlay::{Clipper, EdgeIndex, FillRule, Operation, general_overlay};
use crate::geometry::validity::shape_problem;
use crate::geometry::{Bounds, Point, open_rings};

/// How far the outline of "everything else" keeps off the land, metres.
const OUTER_MARGIN_M: f64 = 1000.0;

/// Boxes nearer than this to a changed edge are cut again: far above rounding, far below a parcel.
const EDGE_MARGIN_M: f64 = 1e-4;

/// A parcel that a measure covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Covered {
    pub parcel: usize,
    /// The parcel lies in the measure but for dust.
    pub is_whole: bool,
}

/// Where a measure lies.
#[derive(Debug)]
pub(super) struct Ground {
    pub inside: EdgeIndex,
    /// The complement inside a large box: clipping a parcel against it gives what the measure leaves.
    pub outside: EdgeIndex,
    /// By parcel, ascending.
    pub covered: Vec<Covered>,
    /// The outline crosses itself and was taken by the even-odd rule: where its rings begin is chance.
    is_repaired: bool,
}

impl Ground {
    /// The ground of a shape; what crosses itself is taken by the even-odd rule.
    pub fn new(shape: &MultiPolygon<f64>, parcels: &Parcels, clipper: &mut Clipper) -> Self {
        let is_repaired = shape_problem(shape).is_some();
        let inside = if is_repaired { even_odd(shape) } else { EdgeIndex::from_multi_polygon(shape) };
        let outside = complement(&inside, parcels.bounds());
        let mut covered = Vec::new();
        parcels.overlaps(&inside, clipper, |parcel, overlap_m2| {
            covered.push(Covered { parcel, is_whole: overlap_m2 >= parcels.area_m2(parcel) - DUST_M2 });
        });
        Self { inside, outside, covered, is_repaired }
    }

    /// How a parcel is covered; `None` where it is not.
    pub fn cover_of(&self, parcel: usize) -> Option<Covered> {
        self.covered.binary_search_by_key(&parcel, |covered| covered.parcel).ok().map(|at| self.covered[at])
    }

    /// Parcels that the step from `old` to `self` changes the cut of, ascending.
    pub fn changed_from(&self, old: &Self, parcels: &Parcels) -> Vec<usize> {
        let is_whole_outline_new = old.is_repaired || self.is_repaired;
        let edges = if is_whole_outline_new { Vec::new() } else { changed_edges(&old.inside, &self.inside) };
        let is_met = |parcel: usize| {
            if is_whole_outline_new {
                return true;
            }
            let bounds = parcels.bounds_of(parcel).grown(EDGE_MARGIN_M);
            edges.iter().any(|edge| edge.meets(&bounds))
        };
        let mut changed = Vec::new();
        let (mut before, mut after) = (old.covered.iter().peekable(), self.covered.iter().peekable());
        loop {
            match (before.peek(), after.peek()) {
                (None, None) => return changed,
                (Some(&&first), Some(&&second)) if first.parcel == second.parcel => {
                    // A parcel that lay in it as a whole and still does keeps its cut, whatever the edges did.
                    if first.is_whole != second.is_whole || !first.is_whole && is_met(first.parcel) {
                        changed.push(first.parcel);
                    }
                    before.next();
                    after.next();
                }
                (Some(&&first), second) if second.is_none_or(|second| first.parcel < second.parcel) => {
                    changed.push(first.parcel);
                    before.next();
                }
                (_, Some(&&second)) => {
                    changed.push(second.parcel);
                    after.next();
                }
                (Some(_), None) => return changed,
            }
        }
    }
}

/// Box of the edges that only one of two outlines has; empty where they are alike.
pub fn changed_window(old: &MultiPolygon<f64>, new: &MultiPolygon<f64>) -> Bounds {
    let [old, new] = [old, new].map(EdgeIndex::from_multi_polygon);
    changed_edges(&old, &new).iter().fold(Bounds::EMPTY, |window, edge| window.union(edge))
}

/// Boxes of the edges that only one of two outlines has.
pub(super) fn changed_edges(old: &EdgeIndex, new: &EdgeIndex) -> Vec<Bounds> {
    let key = |index: &EdgeIndex, edge: usize| {
        let (from, to) = index.edge(edge);
        [from[0], from[1], to[0], to[1]].map(f64::to_bits)
    };
    let keys = |index: &EdgeIndex| (0..index.len()).map(|edge| key(index, edge)).collect::<HashSet<_>>();
    let (known_old, known_new) = (keys(old), keys(new));
    let boxes = |index: &EdgeIndex, known: &HashSet<[u64; 4]>| {
        (0..index.len())
            .filter(|&edge| !known.contains(&key(index, edge)))
            .map(|edge| {
                let (from, to) = index.edge(edge);
                Bounds::of_points(&[from, to])
            })
            .collect::<Vec<_>>()
    };
    let mut changed = boxes(old, &known_new);
    changed.extend(boxes(new, &known_old));
    changed
}

/// A large box with the outline as holes.
fn complement(inside: &EdgeIndex, land: Bounds) -> EdgeIndex {
    if inside.is_empty() {
        return EdgeIndex::default();
    }
    let outer = land.union(&inside.bounds()).grown(OUTER_MARGIN_M);
    let frame: Vec<Point> = vec![outer.min, [outer.max[0], outer.min[1]], outer.max, [outer.min[0], outer.max[1]]];
    let turned = inside.ring_points().map(|ring| ring.iter().rev().copied().collect());
    let rings: Vec<Vec<Point>> = std::iter::once(frame).chain(turned).collect();
    EdgeIndex::from_rings(rings.iter().map(Vec::as_slice))
}

fn even_odd(shape: &MultiPolygon<f64>) -> EdgeIndex {
    let mut rings = open_rings(shape);
    rings.retain(|ring| ring.len() >= 3 && ring.iter().flatten().all(|coordinate| coordinate.is_finite()));
    let valid =
        general_overlay(rings.iter().map(Vec::as_slice), std::iter::empty(), Operation::Subject, FillRule::EvenOdd);
    valid.map_or_else(EdgeIndex::default, |valid| EdgeIndex::from_multi_polygon(&valid))
}
