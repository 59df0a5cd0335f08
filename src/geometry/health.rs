//! What is wrong with polygons, and where: each fault is one place that a person can be shown (OGC 06-103r4, clause 6.1.11).

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use robust::{Coord, orient2d};

use super::{Fault, GeometryKind, PackedShapes, Point};

/// One fault of one feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Problem {
    pub feature: usize,
    pub fault: Fault,
    pub at: Point,
}

/// Every fault of every polygon, in the order of the features. Lines and points have none.
pub fn problems(shapes: &PackedShapes) -> Vec<Problem> {
    if shapes.kind() != GeometryKind::Polygons {
        return Vec::new();
    }
    let mut found: Vec<Problem> = (0..shapes.len())
        .into_par_iter()
        .flat_map_iter(|feature| {
            all_faults(shapes, feature).into_iter().map(move |(fault, at)| Problem { feature, fault, at })
        })
        .collect();
    found.extend(duplicates(shapes));
    found.sort_by_key(|problem| (problem.feature, problem.fault));
    found
}

/// The faults that make one feature invalid.
pub fn feature_faults(shapes: &PackedShapes, feature: usize) -> Vec<(Fault, Point)> {
    let mut faults = all_faults(shapes, feature);
    faults.retain(|(fault, _)| fault.is_invalid());
    faults
}

fn all_faults(shapes: &PackedShapes, feature: usize) -> Vec<(Fault, Point)> {
    let mut faults = Vec::new();
    let mut edges = Vec::with_capacity(shapes.feature_coordinates(feature).len());
    for (ring_number, ring) in shapes.rings(feature).enumerate() {
        ring_faults(ring, &mut faults);
        edges.extend(edges_of(ring, ring_number));
    }
    edge_faults(&mut edges, &mut faults);
    // Where edges cross, inside and outside mean nothing.
    if faults.iter().all(|(fault, _)| !fault.is_invalid()) {
        for part in shapes.parts(feature) {
            hole_faults(part, &mut faults);
        }
    }
    faults
}

/// Faults that a ring has by itself, point by point.
fn ring_faults(ring: &[Point], faults: &mut Vec<(Fault, Point)>) {
    let mut distinct: Vec<Point> = Vec::with_capacity(ring.len());
    for &point in ring {
        if distinct.last() == Some(&point) {
            faults.push((Fault::RepeatedPoint, point));
        } else {
            distinct.push(point);
        }
    }
    if distinct.len() > 1 && distinct.first() == distinct.last() {
        faults.extend(distinct.pop().map(|point| (Fault::RepeatedPoint, point)));
    }
    if distinct.len() < 3 {
        faults.extend(ring.first().map(|&point| (Fault::TooFewPoints, point)));
        return;
    }
    for (index, &tip) in distinct.iter().enumerate() {
        let before = distinct[(index + distinct.len() - 1) % distinct.len()];
        let after = distinct[(index + 1) % distinct.len()];
        let back = (before[0] - tip[0]) * (after[0] - tip[0]) + (before[1] - tip[1]) * (after[1] - tip[1]);
        if back > 0.0 && side(before, tip, after) == 0.0 {
            faults.push((Fault::Spike, tip));
        }
    }
}

#[derive(Clone, Copy)]
struct Edge {
    from: Point,
    to: Point,
    ring: usize,
    /// Number among the edges of its ring, and how many those are: neighbours share a point and may.
    number: usize,
    count: usize,
}

impl Edge {
    fn west(&self) -> f64 {
        self.from[0].min(self.to[0])
    }

    fn east(&self) -> f64 {
        self.from[0].max(self.to[0])
    }

    fn is_neighbour(&self, other: &Self) -> bool {
        let apart = self.number.abs_diff(other.number);
        self.ring == other.ring && (apart == 1 || apart + 1 == self.count)
    }
}

fn edges_of(ring: &[Point], ring_number: usize) -> Vec<Edge> {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    let pairs: Vec<(Point, Point)> = ends.map(|(&from, &to)| (from, to)).filter(|(from, to)| from != to).collect();
    let count = pairs.len();
    pairs
        .into_iter()
        .enumerate()
        .map(|(number, (from, to))| Edge { from, to, ring: ring_number, number, count })
        .collect()
}

/// Faults between edges, by a sweep from west to east.
fn edge_faults(edges: &mut [Edge], faults: &mut Vec<(Fault, Point)>) {
    /// A hopeless shape need not be described to its last crossing.
    const ENOUGH: usize = 20;
    edges.sort_by(|a, b| a.west().total_cmp(&b.west()));
    for (index, edge) in edges.iter().enumerate() {
        let (south, north) = (edge.from[1].min(edge.to[1]), edge.from[1].max(edge.to[1]));
        for other in edges[index + 1..].iter().take_while(|other| other.west() <= edge.east()) {
            if other.from[1].max(other.to[1]) < south || other.from[1].min(other.to[1]) > north {
                continue;
            }
            if let Some(fault) = pair_fault(edge, other) {
                faults.push(fault);
                if faults.len() >= ENOUGH {
                    return;
                }
            }
        }
    }
}

fn pair_fault(a: &Edge, b: &Edge) -> Option<(Fault, Point)> {
    if a.is_neighbour(b) {
        // Doubling back is a spike, which the ring itself tells; a ring of two edges has too few points.
        return None;
    }
    let (b_from, b_to) = (side(a.from, a.to, b.from), side(a.from, a.to, b.to));
    let (a_from, a_to) = (side(b.from, b.to, a.from), side(b.from, b.to, a.to));
    if b_from == 0.0 && b_to == 0.0 {
        return overlap(a, b);
    }
    if b_from * b_to < 0.0 && a_from * a_to < 0.0 {
        let share = a_from / (a_from - a_to);
        let at = [a.from[0] + share * (a.to[0] - a.from[0]), a.from[1] + share * (a.to[1] - a.from[1])];
        return Some((Fault::SelfCrossing, at));
    }
    if a.ring != b.ring {
        // Rings may touch each other at points.
        return None;
    }
    let touch = [(b_from, b.from, a), (b_to, b.to, a), (a_from, a.from, b), (a_to, a.to, b)];
    let at = touch.into_iter().find(|(turn, point, edge)| *turn == 0.0 && within_box(*point, edge))?.1;
    Some((Fault::SelfTouching, at))
}

/// Two edges on one line: a fault where they share more than a point, or a point of one ring.
fn overlap(a: &Edge, b: &Edge) -> Option<(Fault, Point)> {
    let axis = usize::from((a.to[0] - a.from[0]).abs() < (a.to[1] - a.from[1]).abs());
    let mut ends = [(a.from, 0), (a.to, 0), (b.from, 1), (b.to, 1)];
    ends.sort_by(|p, q| p.0[axis].total_cmp(&q.0[axis]));
    let [first, second, third, _] = ends;
    if first.1 == second.1 {
        // Apart, or end to end.
        let touching = second.0 == third.0;
        return (touching && a.ring == b.ring).then_some((Fault::SelfTouching, second.0));
    }
    if second.0 == third.0 { None } else { Some((Fault::OverlappingEdges, second.0)) }
}

fn within_box(point: Point, edge: &Edge) -> bool {
    (0..2).all(|axis| {
        point[axis] >= edge.from[axis].min(edge.to[axis]) && point[axis] <= edge.from[axis].max(edge.to[axis])
    })
}

/// A hole outside its shell, or a whole hole around it.
fn hole_faults<'a>(mut rings: impl Iterator<Item = &'a [Point]>, faults: &mut Vec<(Fault, Point)>) {
    let Some(shell) = rings.next() else { return };
    for hole in rings {
        // Nothing crosses, so any point that is not on the shell decides.
        let outside = hole.iter().find_map(|&point| match position(shell, point) {
            Position::Boundary => None,
            Position::Inside => Some(None),
            Position::Outside => Some(Some(point)),
        });
        faults.extend(outside.flatten().map(|point| (Fault::HoleOutside, point)));
    }
}

/// Where a point lies with regard to a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Inside,
    Boundary,
    Outside,
}

/// Where a point lies with regard to an open ring, decided exactly.
pub fn position(ring: &[Point], point: Point) -> Position {
    let mut inside = false;
    let Some(mut previous) = ring.last() else { return Position::Outside };
    for next in ring {
        let turn = side(*previous, *next, point);
        let edge = Edge { from: *previous, to: *next, ring: 0, number: 0, count: 1 };
        if turn == 0.0 && within_box(point, &edge) {
            return Position::Boundary;
        }
        if (next[1] > point[1]) != (previous[1] > point[1]) && (turn > 0.0) == (next[1] > previous[1]) {
            inside = !inside;
        }
        previous = next;
    }
    if inside { Position::Inside } else { Position::Outside }
}

/// Features whose coordinates are those of an earlier feature, bit for bit, wherever their rings begin.
fn duplicates(shapes: &PackedShapes) -> Vec<Problem> {
    let mut seen: HashSet<Vec<[u64; 2]>> = HashSet::new();
    let mut by_box: HashMap<[u64; 4], Vec<usize>> = HashMap::new();
    for feature in 0..shapes.len() {
        let bounds = shapes.feature_bounds(feature);
        if !bounds.is_empty() {
            let key = [bounds.min[0], bounds.min[1], bounds.max[0], bounds.max[1]].map(f64::to_bits);
            by_box.entry(key).or_default().push(feature);
        }
    }
    let mut candidates: Vec<usize> = by_box.into_values().filter(|same| same.len() > 1).flatten().collect();
    candidates.sort_unstable();
    candidates
        .into_iter()
        .filter(|&feature| {
            let mut points: Vec<[u64; 2]> =
                shapes.feature_coordinates(feature).iter().map(|point| point.map(f64::to_bits)).collect();
            points.sort_unstable();
            !seen.insert(points)
        })
        .map(|feature| Problem { feature, fault: Fault::Duplicate, at: shapes.feature_bounds(feature).center() })
        .collect()
}

/// Positive where `c` lies left of the line from `a` to `b`, exactly.
fn side(a: Point, b: Point, c: Point) -> f64 {
    let [a, b, c] = [a, b, c].map(|point| Coord { x: point[0], y: point[1] });
    orient2d(a, b, c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::PackedBuilder;

    fn faults(parts: &[&[&[Point]]]) -> Vec<(Fault, Point)> {
        let mut builder = PackedBuilder::new(GeometryKind::Polygons);
        for part in parts {
            for ring in *part {
                ring.iter().for_each(|&point| builder.coordinate(point));
                builder.end_ring();
            }
            builder.end_part();
        }
        builder.end_feature();
        all_faults(&builder.finish(), 0)
    }

    const SQUARE: &[Point] = &[[0.0, 0.0], [8.0, 0.0], [8.0, 8.0], [0.0, 8.0]];

    #[test]
    fn a_sound_polygon_has_no_fault() {
        let hole: &[Point] = &[[2.0, 2.0], [2.0, 4.0], [4.0, 4.0], [4.0, 2.0]];
        let touching: &[Point] = &[[0.0, 6.0], [1.0, 5.0], [1.0, 7.0]];
        assert_eq!(faults(&[&[SQUARE, hole, touching]]), vec![]);
        let beside: &[Point] = &[[8.0, 8.0], [9.0, 8.0], [9.0, 9.0]];
        assert_eq!(faults(&[&[SQUARE], &[beside]]), vec![], "parts may touch at a point");
    }

    #[test]
    fn each_fault_is_found_where_it_is() {
        let bow_tie: &[Point] = &[[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [4.0, 4.0]];
        assert_eq!(faults(&[&[bow_tie]]), vec![(Fault::SelfCrossing, [2.0, 2.0])]);
        let repeated: &[Point] = &[[0.0, 0.0], [4.0, 0.0], [4.0, 0.0], [4.0, 4.0]];
        assert_eq!(faults(&[&[repeated]]), vec![(Fault::RepeatedPoint, [4.0, 0.0])]);
        let spike: &[Point] = &[[0.0, 0.0], [4.0, 0.0], [9.0, 0.0], [4.0, 0.0], [4.0, 4.0]];
        assert!(faults(&[&[spike]]).contains(&(Fault::Spike, [9.0, 0.0])));
        let line: &[Point] = &[[0.0, 0.0], [4.0, 0.0]];
        assert_eq!(faults(&[&[line]]), vec![(Fault::TooFewPoints, [0.0, 0.0])]);
        let outside: &[Point] = &[[20.0, 2.0], [20.0, 4.0], [22.0, 4.0]];
        assert_eq!(faults(&[&[SQUARE, outside]]), vec![(Fault::HoleOutside, [20.0, 2.0])]);
        let pinched: &[Point] = &[[0.0, 0.0], [4.0, 0.0], [2.0, 2.0], [4.0, 4.0], [0.0, 4.0], [2.0, 2.0]];
        assert!(faults(&[&[pinched]]).contains(&(Fault::SelfTouching, [2.0, 2.0])));
        let beside: &[Point] = &[[8.0, 2.0], [12.0, 2.0], [12.0, 4.0], [8.0, 4.0]];
        assert!(faults(&[&[SQUARE], &[beside]]).iter().any(|(fault, _)| *fault == Fault::OverlappingEdges));
    }

    #[test]
    fn the_same_ring_begun_elsewhere_is_a_duplicate() {
        let mut builder = PackedBuilder::new(GeometryKind::Polygons);
        for start in [0, 2] {
            (0..4).for_each(|step| builder.coordinate(SQUARE[(start + step) % 4]));
            builder.end_ring();
            builder.end_part();
            builder.end_feature();
        }
        let found = problems(&builder.finish());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].feature, found[0].fault), (1, Fault::Duplicate));
    }
}
