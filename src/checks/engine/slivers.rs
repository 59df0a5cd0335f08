//! Slivers among shared land, and whether two outlines that follow one boundary made them.

use super::Patch;
use super::lines::point_to_segment_m;
use super::place_index::PlaceIndex;
use crate::base::LayerId;
use crate::checks::sliver::Sliver;
use crate::geometry::overlay::EdgeIndex;
use crate::geometry::{Bounds, Point};

/// Where along its boundary a sliver is compared with the two outlines.
const SAMPLES: usize = 32;

/// Looks through the pieces that one subject shares with others.
pub(super) struct SliverFinder {
    subject: EdgeIndex,
    pub found: Vec<Sliver>,
}

impl SliverFinder {
    pub fn new(subject: EdgeIndex) -> Self {
        Self { subject, found: Vec::new() }
    }

    /// Takes note of a piece if it is a sliver. `area_m2` is ellipsoidal and planar; `outlines` are those of what the piece is
    /// shared with, asked for only where they could have made it.
    pub fn look_at(
        &mut self,
        rings: &[&[Point]],
        area_m2: [f64; 2],
        patch: Option<Patch>,
        outlines: impl FnOnce() -> EdgeIndex,
    ) {
        let follows = |reach_m: f64| {
            let other = outlines();
            boundary_share(rings, |point| is_near(point, &self.subject, reach_m) && is_near(point, &other, reach_m))
        };
        self.found.extend(Sliver::of_land(rings, area_m2, patch, follows));
    }
}

/// The outlines of features of a place.
pub(super) fn outlines_of(place: &PlaceIndex, features: impl IntoIterator<Item = (LayerId, usize)>) -> EdgeIndex {
    let mut rings: Vec<&[Point]> = Vec::new();
    for (id, feature) in features {
        if let Some(layer) = place.layers.iter().find(|layer| layer.id == id) {
            rings.extend(layer.shapes.rings(feature));
        }
    }
    EdgeIndex::from_rings(rings.into_iter())
}

/// Share of a boundary, by length, that a question is answered with yes for.
fn boundary_share(rings: &[&[Point]], is_so: impl Fn(Point) -> bool) -> f64 {
    let length = |ring: &[Point]| edges(ring).map(|(from, to)| length_m(from, to)).sum::<f64>();
    let step_m = rings.iter().map(|ring| length(ring)).sum::<f64>() / SAMPLES as f64;
    let (mut asked, mut yes) = (0usize, 0usize);
    // The first sample lies half a step in, every other a step on.
    let mut ahead_m = step_m / 2.0;
    for (from, to) in rings.iter().flat_map(|ring| edges(ring)) {
        let edge_m = length_m(from, to);
        while ahead_m < edge_m {
            let t = ahead_m / edge_m;
            asked += 1;
            yes += usize::from(is_so([from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]));
            ahead_m += step_m;
        }
        ahead_m -= edge_m;
    }
    if asked == 0 { 0.0 } else { yes as f64 / asked as f64 }
}

fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

fn length_m(from: Point, to: Point) -> f64 {
    (to[0] - from[0]).hypot(to[1] - from[1])
}

fn is_near(point: Point, outline: &EdgeIndex, reach_m: f64) -> bool {
    let mut near = false;
    outline.query(&Bounds::around(point, reach_m), |edge| {
        let (from, to) = outline.edge(edge);
        near = point_to_segment_m(point, from, to) <= reach_m;
        !near
    });
    near
}
