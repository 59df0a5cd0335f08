//! Relations in metres: how far a subject is from a place, how far it reaches from one that it lies beside, and how much of the
//! place's lines runs through it.

use std::collections::BTreeSet;

use super::Patch;
use super::place_index::PlaceIndex;
use crate::base::BaseLayer;
use crate::geometry::overlay::{Clipper, EdgeIndex};
use crate::geometry::{Bounds, GeometryKind, Point};

/// First reach of the search for the nearest feature, metres; doubled until something is found.
const FIRST_REACH_M: f64 = 50.0;

/// Up to this distance, metres, land lies beside something: what two surveys make of one boundary.
const BESIDE_M: f64 = 1.0;

/// Length, metres, of a place's lines (or outlines) inside the subject.
pub(super) fn length_within_m(indexes: &[EdgeIndex], place: &PlaceIndex) -> f64 {
    let mut length_m = 0.0;
    for index in indexes {
        for layer in &place.layers {
            layer.tree.query(&layer.shapes, &index.bounds(), |feature| {
                for (from, to) in segments(layer, feature) {
                    length_m += length_of_segment_within_m(from, to, index);
                }
            });
        }
    }
    length_m
}

/// Shortest distance, metres, from the subject to a place; `None` where the place has no features.
pub(super) fn distance_m(indexes: &[EdgeIndex], place: &PlaceIndex) -> Option<f64> {
    let mut clipper = Clipper::new();
    let overlaps = |index: &EdgeIndex, clipper: &mut Clipper| {
        place.set().is_some_and(|set| set.overlap_of(index, &set.tally(index, clipper)).features > 0)
    };
    if indexes.iter().any(|index| overlaps(index, &mut clipper)) {
        return Some(0.0);
    }
    let bounds = indexes.iter().fold(Bounds::EMPTY, |all, index| all.union(&index.bounds()));
    let everything = place.layers.iter().fold(bounds, |all, layer| all.union(&layer.bounds()));
    let mut reach_m = FIRST_REACH_M;
    loop {
        let window = bounds.grown(reach_m);
        let nearest = nearest_m(indexes, place, &window);
        // A feature outside the window is farther away than its reach.
        if nearest.is_some_and(|nearest| nearest <= reach_m) || window.contains(&everything) {
            return nearest;
        }
        reach_m *= 2.0;
    }
}

/// Features of a place whose lines, or outlines, run through the subject.
pub(super) fn features_through(indexes: &[EdgeIndex], place: &PlaceIndex) -> Vec<Patch> {
    features_where(indexes, place, 0.0, |from, to, index| length_of_segment_within_m(from, to, index) > 0.0)
}

/// Features of a place nearer to the subject than a distance.
pub(super) fn features_within_m(indexes: &[EdgeIndex], place: &PlaceIndex, distance_m: f64) -> Vec<Patch> {
    features_where(indexes, place, distance_m, |from, to, index| {
        index.contains(from) || edges_of(index).any(|(a, b)| segments_apart_m(from, to, a, b) < distance_m)
    })
}

/// Features within reach of the subject's box of which a segment is as wanted, by layer and row.
fn features_where(
    indexes: &[EdgeIndex],
    place: &PlaceIndex,
    reach_m: f64,
    is_wanted: impl Fn(Point, Point, &EdgeIndex) -> bool,
) -> Vec<Patch> {
    let mut found = BTreeSet::new();
    for index in indexes {
        for layer in &place.layers {
            layer.tree.query(&layer.shapes, &index.bounds().grown(reach_m), |feature| {
                if segments(layer, feature).any(|(from, to)| is_wanted(from, to, index)) {
                    found.insert(Patch::Feature(layer.id, place.row(layer.id, feature)));
                }
            });
        }
    }
    found.into_iter().collect()
}

/// How far, metres, the corners of land reach from the features that it lies beside; `None` where it lies beside none.
pub(super) fn reach_m(indexes: &[EdgeIndex], place: &PlaceIndex) -> Option<f64> {
    let bounds = indexes.iter().fold(Bounds::EMPTY, |all, index| all.union(&index.bounds()));
    let window = bounds.grown(BESIDE_M);
    let beside = |layer: &BaseLayer, feature: usize| {
        segments(layer, feature).any(|(from, to)| {
            let near = |(a, b)| segments_apart_m(from, to, a, b) <= BESIDE_M;
            indexes.iter().any(|index| edges_of(index).any(near))
        })
    };
    let mut outline: Vec<(Point, Point)> = Vec::new();
    for layer in &place.layers {
        layer.tree.query(&layer.shapes, &window, |feature| {
            if beside(layer, feature) {
                outline.extend(segments(layer, feature));
            }
        });
    }
    if outline.is_empty() {
        return None;
    }
    let distance_m = |point: Point| {
        outline.iter().map(|(from, to)| point_to_segment_m(point, *from, *to)).fold(f64::INFINITY, f64::min)
    };
    Some(indexes.iter().flat_map(EdgeIndex::points).map(|point| distance_m(*point)).fold(0.0, f64::max))
}

fn edges_of(index: &EdgeIndex) -> impl Iterator<Item = (Point, Point)> + '_ {
    (0..index.len()).map(|edge| index.edge(edge))
}

fn nearest_m(indexes: &[EdgeIndex], place: &PlaceIndex, window: &Bounds) -> Option<f64> {
    let mut nearest: Option<f64> = None;
    for layer in &place.layers {
        layer.tree.query(&layer.shapes, window, |feature| {
            for (from, to) in segments(layer, feature) {
                for index in indexes {
                    if index.contains(from) {
                        nearest = Some(0.0);
                    }
                    for (a, b) in edges_of(index) {
                        let distance = segments_apart_m(from, to, a, b);
                        nearest = Some(nearest.map_or(distance, |nearest| nearest.min(distance)));
                    }
                }
            }
        });
    }
    nearest
}

/// Segments of a feature: rings of polygons are closed.
fn segments(layer: &BaseLayer, feature: usize) -> impl Iterator<Item = (Point, Point)> + '_ {
    let closed = layer.shapes.kind() == GeometryKind::Polygons;
    layer.shapes.rings(feature).flat_map(move |ring| {
        let closing = ring.last().zip(ring.first()).filter(|_| closed).map(|(last, first)| (*last, *first));
        ring.windows(2).map(|pair| (pair[0], pair[1])).chain(closing)
    })
}

fn length_of_segment_within_m(from: Point, to: Point, subject: &EdgeIndex) -> f64 {
    let mut cuts = vec![0.0, 1.0];
    subject.query(&Bounds::of_points(&[from, to]), |edge| {
        let (a, b) = subject.edge(edge);
        cuts.extend(crossing(from, to, a, b));
        true
    });
    cuts.sort_by(f64::total_cmp);
    let length_m = (to[0] - from[0]).hypot(to[1] - from[1]);
    let at = |t: f64| [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
    let inside = cuts.windows(2).filter(|pair| pair[1] > pair[0] && subject.contains(at((pair[0] + pair[1]) / 2.0)));
    inside.map(|pair| (pair[1] - pair[0]) * length_m).sum()
}

/// Where a segment crosses another, as a share of its own length.
fn crossing(from: Point, to: Point, a: Point, b: Point) -> Option<f64> {
    let (d, e) = ([to[0] - from[0], to[1] - from[1]], [b[0] - a[0], b[1] - a[1]]);
    let cross = d[0] * e[1] - d[1] * e[0];
    let apart = [a[0] - from[0], a[1] - from[1]];
    let t = (apart[0] * e[1] - apart[1] * e[0]) / cross;
    let u = (apart[0] * d[1] - apart[1] * d[0]) / cross;
    // Parallel segments give no number and cut nothing.
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some(t)
}

fn segments_apart_m(from: Point, to: Point, a: Point, b: Point) -> f64 {
    if crossing(from, to, a, b).is_some() {
        return 0.0;
    }
    let distances = [
        point_to_segment_m(from, a, b),
        point_to_segment_m(to, a, b),
        point_to_segment_m(a, from, to),
        point_to_segment_m(b, from, to),
    ];
    distances.into_iter().fold(f64::INFINITY, f64::min)
}

pub(super) fn point_to_segment_m(point: Point, from: Point, to: Point) -> f64 {
    let d = [to[0] - from[0], to[1] - from[1]];
    let length_2 = d[0] * d[0] + d[1] * d[1];
    let along = (point[0] - from[0]) * d[0] + (point[1] - from[1]) * d[1];
    let t = if length_2 > 0.0 { (along / length_2).clamp(0.0, 1.0) } else { 0.0 };
    (point[0] - from[0] - t * d[0]).hypot(point[1] - from[1] - t * d[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_measured_where_it_runs_inside() {
        let square = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];
        let index = EdgeIndex::from_rings([&square[..]].into_iter());
        assert_eq!(length_of_segment_within_m([-5.0, 5.0], [15.0, 5.0], &index), 10.0);
        assert_eq!(length_of_segment_within_m([5.0, 5.0], [5.0, 25.0], &index), 5.0);
        assert_eq!(length_of_segment_within_m([-5.0, 15.0], [15.0, 15.0], &index), 0.0);
    }

    #[test]
    fn segments_are_as_far_apart_as_their_nearest_points() {
        assert_eq!(segments_apart_m([0.0, 0.0], [10.0, 0.0], [5.0, 3.0], [5.0, 9.0]), 3.0);
        assert_eq!(segments_apart_m([0.0, 0.0], [10.0, 0.0], [5.0, -3.0], [5.0, 9.0]), 0.0);
        assert_eq!(segments_apart_m([0.0, 0.0], [1.0, 0.0], [4.0, 4.0], [4.0, 9.0]), 5.0);
    }
}
