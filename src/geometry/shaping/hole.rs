//! Holes: cut out of a shape, and filled.

use geo::{MultiPolygon, Polygon};

use super::{ShapingProblem, checked};
use crate::crs::planar_ring_m2;
use crate::geometry::Point;
use crate::geometry::overlay::{EdgeIndex, FillRule, Operation, closed_line, general_overlay};

/// What a hole may miss of the shape and still lie within it: rounding, m².
const DUST_M2: f64 = 1e-6;

/// The shape without the land of a ring that lies within it, points open, turning either way.
pub fn with_hole(shape: &MultiPolygon<f64>, ring: &[Point]) -> Result<MultiPolygon<f64>, ShapingProblem> {
    let hole = checked(MultiPolygon(vec![Polygon::new(closed_line(ring), Vec::new())]))?;
    let (whole, hole) = (EdgeIndex::from_multi_polygon(shape), EdgeIndex::from_multi_polygon(&hole));
    let beyond = general_overlay(hole.ring_points(), whole.ring_points(), Operation::Difference, FillRule::NonZero);
    let beyond = beyond.ok_or(ShapingProblem::Failed)?;
    let outside = beyond.iter().find_map(|part| {
        let points: Vec<Point> = part.exterior().coords().map(|at| [at.x, at.y]).collect();
        (planar_ring_m2(&points[1..]).abs() > DUST_M2).then(|| points[0])
    });
    if let Some(at) = outside {
        return Err(ShapingProblem::HoleOutside { at });
    }
    let left = general_overlay(whole.ring_points(), hole.ring_points(), Operation::Difference, FillRule::NonZero);
    checked(left.ok_or(ShapingProblem::Failed)?)
}

/// The shape with all its holes filled; what stands in a hole becomes part of the land around it.
pub fn without_holes(shape: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, ShapingProblem> {
    if shape.iter().all(|part| part.interiors().is_empty()) {
        return Err(ShapingProblem::NoHole);
    }
    let filled = shape.iter().map(|part| Polygon::new(part.exterior().clone(), Vec::new()));
    super::joined(&[&filled.collect()])
}
