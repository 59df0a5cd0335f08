//! Shapes joined: land that several cover counts once, and what lies apart stays a part of its own.

use std::collections::BTreeMap;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::{ShapingProblem, checked};
use crate::geometry::overlay::{FillRule, Operation, general_overlay};
use crate::geometry::{Point, open_rings};

/// The union of shapes, valid.
pub fn joined(shapes: &[&MultiPolygon<f64>]) -> Result<MultiPolygon<f64>, ShapingProblem> {
    let rings: Vec<Vec<Point>> = shapes.iter().flat_map(|shape| open_rings(shape)).collect();
    joined_rings(&rings.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// The union of what open rings enclose, shells counter-clockwise and holes clockwise: as of [`joined`] shapes.
pub fn joined_rings(rings: &[&[Point]]) -> Result<MultiPolygon<f64>, ShapingProblem> {
    let rings = without_common_edges(rings);
    let whole =
        general_overlay(rings.iter().map(Vec::as_slice), std::iter::empty(), Operation::Subject, FillRule::NonZero);
    checked(whole.ok_or(ShapingProblem::Failed)?)
}

/// Rings with the same winding numbers everywhere, without the edges that two of them run along in opposite directions: parcels that
/// share their boundaries leave only the outer one. At every point as many edges begin as end, so what is left closes to rings again.
fn without_common_edges<'a>(rings: &[&'a [Point]]) -> Vec<Vec<Point>> {
    let bits = |at: Point| at.map(|value| (value + 0.0).to_bits());
    // Each edge with whether it is run along forwards: from its lesser end.
    let edges_of = |&ring: &&'a [Point]| {
        let ends = ring.iter().zip(ring.iter().cycle().skip(1)).map(move |(from, to)| (bits(*from), bits(*to)));
        let edges = ends.filter(|(a, b)| a != b);
        edges.map(|(a, b)| if a < b { ([a, b], 1) } else { ([b, a], -1) })
    };
    let mut edges: Vec<([[u64; 2]; 2], i64)> = rings.par_iter().flat_map_iter(edges_of).collect();
    edges.par_sort_unstable();
    let mut onward: BTreeMap<[u64; 2], Vec<[u64; 2]>> = BTreeMap::new();
    for alike in edges.chunk_by(|(edge, _), (next, _)| edge == next) {
        let [a, b] = alike[0].0;
        // How often it is run along forwards, less how often backwards.
        let count: i64 = alike.iter().map(|(_, step)| step).sum();
        let (from, to) = if count > 0 { (a, b) } else { (b, a) };
        for _ in 0..count.abs() {
            onward.entry(from).or_default().push(to);
        }
    }
    let mut left = Vec::new();
    while let Some((&start, _)) = onward.iter().next() {
        let (mut ring, mut at) = (Vec::new(), start);
        while let Some(next) = onward.get_mut(&at).and_then(Vec::pop) {
            if onward.get(&at).is_some_and(Vec::is_empty) {
                onward.remove(&at);
            }
            ring.push(at.map(f64::from_bits));
            at = next;
        }
        left.push(ring);
    }
    left
}

#[cfg(test)]
mod tests {
    use geo::{Area, BooleanOps, Rect, coord};

    use super::*;

    fn block(column: i32, row: i32, side: f64) -> MultiPolygon<f64> {
        let (x, y) = (f64::from(column) * 10.0, f64::from(row) * 10.0);
        MultiPolygon(vec![Rect::new(coord! { x: x, y: y }, coord! { x: x + side, y: y + side }).to_polygon()])
    }

    #[test]
    fn a_block_of_parcels_keeps_only_its_outer_edges_and_its_hole() {
        let parcels: Vec<MultiPolygon<f64>> =
            (0..16).filter(|cell| *cell != 5).map(|cell| block(cell % 4, cell / 4, 10.0)).collect();
        let rings: Vec<Vec<Point>> = parcels.iter().flat_map(open_rings).collect();
        let left = without_common_edges(&rings.iter().map(Vec::as_slice).collect::<Vec<_>>());
        assert_eq!(left.iter().map(Vec::len).sum::<usize>(), 16 + 4);
        let whole = joined(&parcels.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!((whole.0.len(), whole.0[0].interiors().len()), (1, 1));
        assert!((whole.unsigned_area() - 1_500.0).abs() < 1e-6);
    }

    #[test]
    fn it_does_not_matter_which_way_an_outline_was_drawn() {
        let turned = |shape: &MultiPolygon<f64>| {
            let mut shell = shape.0[0].exterior().clone();
            shell.0.reverse();
            MultiPolygon(vec![geo::Polygon::new(shell, Vec::new())])
        };
        let (one, other) = (block(0, 0, 15.0), block(1, 0, 15.0));
        for shapes in [[&one, &turned(&other)], [&turned(&one), &other], [&turned(&one), &turned(&other)]] {
            let whole = joined(&shapes).unwrap();
            assert!((whole.unsigned_area() - 375.0).abs() < 1e-4, "{}", whole.unsigned_area());
        }
    }

    #[test]
    fn parcels_that_overlap_or_are_given_twice_count_once() {
        let parcels = [block(0, 0, 10.0), block(0, 0, 10.0), block(0, 0, 15.0), block(1, 0, 10.0), block(1, 1, 15.0)];
        let whole = joined(&parcels.iter().collect::<Vec<_>>()).unwrap();
        let wanted = parcels.iter().skip(1).fold(parcels[0].clone(), |all, parcel| all.union(parcel));
        assert!((whole.unsigned_area() - wanted.unsigned_area()).abs() < 1e-4);
    }
}
