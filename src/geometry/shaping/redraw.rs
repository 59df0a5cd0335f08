//! Part of an outline drawn anew: by a line that meets it twice, or straight between two places.

use geo::{LineString, MultiPolygon, Polygon};

use super::outline::{Outline, Place, crossing, outlines};
use super::{ShapingProblem, checked};
use crate::crs::planar_ring_m2;
use crate::geometry::Point;
use crate::geometry::overlay::closed_line;
use crate::geometry::segment::apart_m;

/// A place nearer than this to the outline lies on it, metres.
const ON_OUTLINE_M: f64 = 1e-6;

/// Where a line meets a ring: which segment of the line, how far along it, and where on the ring.
struct Met {
    segment: usize,
    along: f64,
    place: Place,
}

/// The shape with the outline between the first and the last place where a line meets it replaced by the line. Of the two ways in
/// which that can be done, the one that leaves the larger ring. The ring that the line meets first is meant.
pub fn redrawn(shape: &MultiPolygon<f64>, line: &[Point]) -> Result<MultiPolygon<f64>, ShapingProblem> {
    let &[first_point, .., _] = line else { return Err(ShapingProblem::LineTooShort) };
    let mut best: Option<(usize, f64, Outline, Vec<Met>)> = None;
    for outline in outlines(shape) {
        let met = met_by(&outline, line);
        if let [first, .., _] = &met[..] {
            let order = (first.segment, first.along);
            if best.as_ref().is_none_or(|(segment, along, ..)| order < (*segment, *along)) {
                best = Some((order.0, order.1, outline, met));
            }
        }
    }
    let Some((.., outline, met)) = best else { return Err(ShapingProblem::NotMetTwice { at: first_point }) };
    let (first, last) = (&met[0], &met[met.len() - 1]);
    if apart_m(first.place.at, last.place.at) <= ON_OUTLINE_M {
        return Err(ShapingProblem::NotMetTwice { at: last.place.at });
    }
    let mut drawn = vec![first.place.at];
    drawn.extend(&line[first.segment + 1..=last.segment]);
    drawn.push(last.place.at);
    // Forward along the ring from the end of the line back to its beginning, or the other way with the line turned round.
    let onward: Vec<Point> = drawn.iter().copied().chain(outline.between(last.place, first.place)).collect();
    let back: Vec<Point> = drawn.iter().rev().copied().chain(outline.between(first.place, last.place)).collect();
    let area_m2 = |ring: &[Point]| planar_ring_m2(ring).abs();
    checked(with_ring(shape, &outline, if area_m2(&onward) >= area_m2(&back) { &onward } else { &back }))
}

/// The shape with its outline straight between the places nearest to two points; the vertices on the shorter way go.
pub fn broken_open(shape: &MultiPolygon<f64>, from: Point, to: Point) -> Result<MultiPolygon<f64>, ShapingProblem> {
    let nearest = |outline: &Outline| outline.nearest(from).0 + outline.nearest(to).0;
    let outline = outlines(shape).into_iter().min_by(|a, b| nearest(a).total_cmp(&nearest(b)));
    let outline = outline.ok_or(ShapingProblem::NothingLeft)?;
    let (start, end) = (outline.nearest(from).1, outline.nearest(to).1);
    if apart_m(start.at, end.at) <= ON_OUTLINE_M {
        return Err(ShapingProblem::NotMetTwice { at: end.at });
    }
    let length_m = |way: &[Point]| -> f64 { way.windows(2).map(|ends| apart_m(ends[0], ends[1])).sum() };
    let way = |from: Place, to: Place| -> Vec<Point> {
        std::iter::once(from.at).chain(outline.between(from, to)).chain([to.at]).collect()
    };
    let (onward, back) = (way(start, end), way(end, start));
    let kept = if length_m(&onward) <= length_m(&back) { back } else { onward };
    checked(with_ring(shape, &outline, &kept))
}

/// Where a line meets a ring, in the order of the line.
fn met_by(outline: &Outline, line: &[Point]) -> Vec<Met> {
    let mut met = Vec::new();
    for (segment, ends) in line.windows(2).enumerate() {
        let mut of_segment: Vec<Met> = (0..outline.points.len())
            .filter_map(|edge| {
                let (along, share, at) = crossing([ends[0], ends[1]], outline.edge(edge))?;
                Some(Met { segment, along, place: Place { edge, share, at } })
            })
            .collect();
        of_segment.sort_by(|a, b| a.along.total_cmp(&b.along));
        met.extend(of_segment);
    }
    met
}

/// The shape with one ring replaced, repeated points left out.
fn with_ring(shape: &MultiPolygon<f64>, outline: &Outline, points: &[Point]) -> MultiPolygon<f64> {
    let mut ring: Vec<Point> = Vec::with_capacity(points.len());
    for &point in points {
        if ring.last().is_none_or(|&last| apart_m(last, point) > ON_OUTLINE_M) {
            ring.push(point);
        }
    }
    while ring.len() > 1 && apart_m(ring[0], ring[ring.len() - 1]) <= ON_OUTLINE_M {
        ring.pop();
    }
    let mut parts = shape.0.clone();
    let part = &parts[outline.part];
    let (mut shell, mut holes): (LineString<f64>, Vec<_>) = (part.exterior().clone(), part.interiors().to_vec());
    match outline.ring {
        0 => shell = closed_line(&ring),
        hole => holes[hole - 1] = closed_line(&ring),
    }
    parts[outline.part] = Polygon::new(shell, holes);
    MultiPolygon(parts)
}
