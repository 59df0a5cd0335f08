//! Shapes joined: land that several cover counts once, and what lies apart stays a part of its own.

use geo::MultiPolygon;

use super::{ShapingProblem, checked};
use crate::geometry::overlay::{EdgeIndex, FillRule, Operation, general_overlay};

/// The union of shapes, valid.
pub fn joined(shapes: &[&MultiPolygon<f64>]) -> Result<MultiPolygon<f64>, ShapingProblem> {
    let indexes: Vec<EdgeIndex> = shapes.iter().map(|shape| EdgeIndex::from_multi_polygon(shape)).collect();
    let rings = indexes.iter().flat_map(EdgeIndex::ring_points);
    let whole = general_overlay(rings, std::iter::empty(), Operation::Subject, FillRule::NonZero);
    checked(whole.ok_or(ShapingProblem::Failed)?)
}
