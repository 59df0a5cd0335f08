//! Land that a subject encloses and that is no part of it (`domain.md` §7.4): the holes of all its shapes taken together, so that
//! a feature that lies in the hole of another fills it.

use std::borrow::Borrow;

use geo::{MultiPolygon, Polygon};

use crate::geometry::Point;
use crate::geometry::overlay::{EdgeIndex, FillRule, Operation, general_overlay};

/// The holes, each a polygon without what stands in it; `None` where the shapes can't be joined.
pub fn holes_of(shapes: &[impl Borrow<MultiPolygon<f64>>]) -> Option<MultiPolygon<f64>> {
    let indexes: Vec<EdgeIndex> = shapes.iter().map(|shape| EdgeIndex::from_multi_polygon(shape.borrow())).collect();
    let rings = || indexes.iter().flat_map(EdgeIndex::ring_points);
    let joined = general_overlay(rings(), std::iter::empty(), Operation::Subject, FillRule::NonZero)?;
    let holes: Vec<Polygon<f64>> =
        joined.iter().flat_map(Polygon::interiors).map(|ring| Polygon::new(ring.clone(), Vec::new())).collect();
    let filled = EdgeIndex::from_multi_polygon(&MultiPolygon(holes));
    let rings: Vec<&[Point]> = rings().collect();
    general_overlay(filled.ring_points(), rings.into_iter(), Operation::Difference, FillRule::NonZero)
}
