//! A shape split by a line, which may start and end anywhere outside.

use geo::{MultiPolygon, Polygon};

use super::outline::outlines;
use super::{ShapingProblem, checked};
use crate::geometry::overlay::{EdgeIndex, sliced};
use crate::geometry::segment::{apart_m, nearest_on};
use crate::geometry::{Point, open_ring};

/// An edge nearer than this to the line is part of it, metres.
const ON_LINE_M: f64 = 1e-6;

/// What a line makes of a shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// The largest part left of the line, with whatever the line does not reach.
    pub left: MultiPolygon<f64>,
    /// The other parts, in the order in which the line comes by them.
    pub others: Vec<MultiPolygon<f64>>,
}

/// A part that the line runs along: where, and on which side.
struct Part {
    polygon: Polygon<f64>,
    area_m2: f64,
    /// Position along the line of its first edge on it, metres.
    along: f64,
    is_left: bool,
}

/// Splits a shape by a line of two points or more. Refused where no part comes apart.
pub fn split(shape: &MultiPolygon<f64>, line: &[Point]) -> Result<Split, ShapingProblem> {
    let line = distinct(line);
    if line.len() < 2 {
        return Err(ShapingProblem::LineTooShort);
    }
    let index = EdgeIndex::from_multi_polygon(shape);
    let parts = sliced(index.ring_points(), &line).ok_or(ShapingProblem::Failed)?;
    if parts.0.len() <= shape.0.len() {
        return Err(ShapingProblem::NotDivided { at: loose_end(shape, &line) });
    }
    let mut beside: Vec<Part> = Vec::new();
    let mut left: Vec<Polygon<f64>> = Vec::new();
    for polygon in parts {
        match by_line(&polygon, &line) {
            Some((along, is_left)) => {
                beside.push(Part { along, is_left, area_m2: geo::Area::unsigned_area(&polygon), polygon })
            }
            None => left.push(polygon),
        }
    }
    // A line that runs back over its own side leaves no part to its left: then the largest keeps the name.
    let order = |part: &Part| (part.is_left, part.area_m2);
    let larger = |a: &usize, b: &usize| {
        let (a, b) = (order(&beside[*a]), order(&beside[*b]));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    };
    let Some(kept) = (0..beside.len()).max_by(larger) else {
        return Err(ShapingProblem::NotDivided { at: loose_end(shape, &line) });
    };
    left.push(beside.remove(kept).polygon);
    let mut others: Vec<(f64, Polygon<f64>)> = beside.into_iter().map(|part| (part.along, part.polygon)).collect();
    others.sort_by(|a, b| a.0.total_cmp(&b.0));
    let others = others.into_iter().map(|(_, polygon)| checked(MultiPolygon(vec![polygon])));
    Ok(Split { left: checked(MultiPolygon(left))?, others: others.collect::<Result<_, _>>()? })
}

/// Where the first edge of a part on the line lies along it, and whether the part is to the left: its shell turns against the clock.
fn by_line(polygon: &Polygon<f64>, line: &[Point]) -> Option<(f64, bool)> {
    let shell: Vec<Point> = open_ring(polygon.exterior()).collect();
    let turns_left = crate::crs::planar_ring_m2(&shell) > 0.0;
    let mut first: Option<(f64, bool)> = None;
    for index in 0..shell.len() {
        let (from, to) = (shell[index], shell[(index + 1) % shell.len()]);
        let middle = [f64::midpoint(from[0], to[0]), f64::midpoint(from[1], to[1])];
        let mut before_m = 0.0;
        for ends in line.windows(2) {
            let length_m = apart_m(ends[0], ends[1]);
            let (share, at) = nearest_on(middle, ends[0], ends[1]);
            if apart_m(middle, at) <= ON_LINE_M {
                let forward =
                    (to[0] - from[0]) * (ends[1][0] - ends[0][0]) + (to[1] - from[1]) * (ends[1][1] - ends[0][1]);
                let along = before_m + share * length_m;
                if first.is_none_or(|(known, _)| along < known) {
                    first = Some((along, (forward > 0.0) == turns_left));
                }
            }
            before_m += length_m;
        }
    }
    first
}

/// The end of the line that stops short, or where it comes nearest to the outline.
fn loose_end(shape: &MultiPolygon<f64>, line: &[Point]) -> Point {
    use geo::Contains;
    let inside = |at: &Point| shape.contains(&geo::Point::new(at[0], at[1]));
    let ends = [line[0], line[line.len() - 1]];
    ends.into_iter().find(|at| inside(at)).unwrap_or_else(|| {
        let nearest =
            |at: &Point| outlines(shape).iter().map(|outline| outline.nearest(*at).0).fold(f64::INFINITY, f64::min);
        line.iter().copied().min_by(|a, b| nearest(a).total_cmp(&nearest(b))).unwrap_or(ends[0])
    })
}

fn distinct(line: &[Point]) -> Vec<Point> {
    let mut points = line.to_vec();
    points.dedup();
    points
}
