//! How two faces lie together, from their rings alone: the same whichever comes first.

use super::Setting;
use super::faces::Faces;
use super::segment::{Segment, Stretch, square_m2, total_of};
use crate::geometry::{Bounds, PackedShapes, Point};

/// Boundaries at most this far apart are one boundary: survey data digitised twice, metres.
pub(super) const ONE_BOUNDARY_M: f64 = 0.001;
/// Lines at most this much longer than the shortest are as short: parallel edges have no single shortest line.
const AS_SHORT_M: f64 = 0.001;
/// A length this little short of what is asked for is short by rounding only, metres.
const ROUNDING_M: f64 = 1e-6;

/// How two faces lie together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    pub kind: ContactKind,
    /// Boundary shared, or length along which the faces face each other, metres.
    pub length_m: f64,
    /// Distance between the faces, metres; 0 for a shared boundary.
    pub gap_m: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContactKind {
    /// The faces have boundary in common.
    Shared,
    /// The faces face each other across a gap, or across a point where they touch.
    Facing,
}

/// Memory that is used again from pair to pair.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    edges: [Vec<Segment>; 2],
    stretches: Vec<Stretch>,
}

/// How two faces lie together; `None` where they don't. `is_blocked` tells whether a barrier lies on a straight line.
///
/// Facing is the smaller, over both orders, of |part of ∂P within X of the other| − 2(X − g), with the gap X of the setting
/// and the distance g: the sides of two fields that end at one ditch count nothing, and neither do corners that touch.
pub(super) fn contact(
    faces: &Faces,
    pair: [usize; 2],
    setting: &Setting,
    is_blocked: impl Fn(Point, Point) -> bool,
    scratch: &mut Scratch,
) -> Option<Contact> {
    let reach_m = setting.reach_m();
    let [first, second] = pair;
    let Scratch { edges: [own, other], stretches } = scratch;
    gather(faces.shape(first)?, &faces.bounds(second).grown(reach_m), own);
    let near = own.iter().fold(Bounds::EMPTY, |all, edge| all.union(&edge.bounds)).grown(reach_m);
    gather(faces.shape(second)?, &near, other);

    let along = |a: &Segment, b: &Segment| a.stretch_along(b, ONE_BOUNDARY_M);
    let shared_m = smaller_m(own, other, ONE_BOUNDARY_M, stretches, along);
    if shared_m > 0.0 && shared_m + ROUNDING_M >= setting.shared_m {
        return Some(Contact { kind: ContactKind::Shared, length_m: shared_m, gap_m: 0.0 });
    }
    // Without a gap allowed, only what is shared counts.
    if setting.gap_m <= 0.0 {
        return None;
    }
    let gap_m = distance_m(own, other, reach_m);
    if gap_m > setting.gap_m + ROUNDING_M {
        return None;
    }
    let within = |a: &Segment, b: &Segment| a.stretch_within(b, setting.gap_m);
    let facing_m = smaller_m(own, other, setting.gap_m, stretches, within) - 2.0 * (setting.gap_m - gap_m);
    if facing_m + ROUNDING_M < setting.facing_m || !is_way_clear(own, other, gap_m, is_blocked) {
        return None;
    }
    Some(Contact { kind: ContactKind::Facing, length_m: facing_m, gap_m })
}

/// The edges of a feature whose boxes meet a window.
fn gather((shapes, feature): (&PackedShapes, usize), window: &Bounds, edges: &mut Vec<Segment>) {
    edges.clear();
    for ring in shapes.rings(feature) {
        let Some(mut from) = ring.last().copied() else { continue };
        for &to in ring {
            let segment = Segment::new(from, to);
            if segment.bounds.meets(window) && from != to {
                edges.push(segment);
            }
            from = to;
        }
    }
}

/// The smaller, over both orders, of the length of the one's edges that the other's edges cover.
fn smaller_m(
    own: &[Segment],
    other: &[Segment],
    reach_m: f64,
    stretches: &mut Vec<Stretch>,
    stretch: impl Fn(&Segment, &Segment) -> Option<Stretch>,
) -> f64 {
    let mut covered_m = |own: &[Segment], other: &[Segment]| -> f64 {
        let mut sum_m = 0.0;
        for edge in own {
            let window = edge.bounds.grown(reach_m);
            stretches.clear();
            stretches.extend(
                other.iter().filter(|other| other.bounds.meets(&window)).filter_map(|other| stretch(edge, other)),
            );
            if !stretches.is_empty() {
                sum_m += edge.length_m() * total_of(stretches);
            }
        }
        sum_m
    };
    let covered = covered_m(own, other);
    if covered > 0.0 { covered.min(covered_m(other, own)) } else { 0.0 }
}

/// Distance between two sets of edges; infinite where it exceeds `reach_m` by much.
fn distance_m(own: &[Segment], other: &[Segment], reach_m: f64) -> f64 {
    let mut square = f64::INFINITY;
    for edge in own {
        let window = edge.bounds.grown(reach_m + ROUNDING_M);
        for other in other.iter().filter(|other| other.bounds.meets(&window)) {
            square = square.min(edge.distance_squared(other));
        }
    }
    square.sqrt()
}

/// Whether some shortest line between two sets of edges meets no barrier. Edges that face each other evenly have many: those at
/// the ends of what faces, which may run along a road that ends there, and one between.
fn is_way_clear(own: &[Segment], other: &[Segment], gap_m: f64, is_blocked: impl Fn(Point, Point) -> bool) -> bool {
    let short_m = gap_m + AS_SHORT_M;
    own.iter().any(|edge| {
        let window = edge.bounds.grown(short_m);
        other.iter().filter(|other| other.bounds.meets(&window)).any(|other| {
            let mut lines = edge.lines_between(other).into_iter().filter(|line| square_m2(line) <= short_m * short_m);
            edge.crosses(other) || {
                let (mut count, mut sum) = (0.0, [[0.0; 2]; 2]);
                let is_clear = lines.any(|[from, to]| {
                    count += 1.0;
                    sum = [[sum[0][0] + from[0], sum[0][1] + from[1]], [sum[1][0] + to[0], sum[1][1] + to[1]]];
                    !is_blocked(from, to)
                });
                // Between edges the mean of short lines is a short line.
                let mean = |sum: Point| [sum[0] / count, sum[1] / count];
                is_clear || (count > 1.0 && !is_blocked(mean(sum[0]), mean(sum[1])))
            }
        })
    })
}
