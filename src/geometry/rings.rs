//! The rings of shapes of the `geo` crate, open: without the repeated closing point.

use geo::{LineString, MultiPolygon, Polygon};

use super::Point;

/// The rings of a polygon as they are stored, its shell first.
pub fn ring_lines(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> + Clone {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// The points of a ring without the repeated closing point.
pub fn open_ring(line: &LineString<f64>) -> impl Iterator<Item = Point> + '_ {
    let closed = line.0.len() > 1 && line.0.first() == line.0.last();
    line.0.iter().take(line.0.len() - usize::from(closed)).map(|at| [at.x, at.y])
}

/// Every ring of a shape, open, whatever part it belongs to.
pub fn open_rings(shape: &MultiPolygon<f64>) -> Vec<Vec<Point>> {
    shape.iter().flat_map(ring_lines).map(|line| open_ring(line).collect()).collect()
}
