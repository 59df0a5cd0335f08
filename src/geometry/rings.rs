//! The rings of shapes of the `geo` crate, open: without the repeated closing point.

use geo::{LineString, MultiPolygon, Polygon};

use super::Point;
use crate::crs::planar_ring_m2;

/// The rings of a polygon as they are stored, its shell first.
pub fn ring_lines(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> + Clone {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// The points of a ring without the repeated closing point.
pub fn open_ring(line: &LineString<f64>) -> impl Iterator<Item = Point> + '_ {
    let closed = line.0.len() > 1 && line.0.first() == line.0.last();
    line.0.iter().take(line.0.len() - usize::from(closed)).map(|at| [at.x, at.y])
}

/// Whether a ring runs the other way than rings do here, shells counter-clockwise and holes clockwise: `number` 0 is the shell of a part.
pub(super) fn runs_backwards(ring: &[Point], number: usize) -> bool {
    (planar_ring_m2(ring) < 0.0) == (number == 0)
}

/// Every ring of a shape, open, whatever part it belongs to: shells counter-clockwise and holes clockwise, whichever way they were drawn,
/// so that the winding numbers of several shapes add up where they overlap.
pub fn open_rings(shape: &MultiPolygon<f64>) -> Vec<Vec<Point>> {
    let oriented = |(number, line): (usize, &LineString<f64>)| {
        let mut ring: Vec<Point> = open_ring(line).collect();
        if runs_backwards(&ring, number) {
            ring.reverse();
        }
        ring
    };
    shape.iter().flat_map(|polygon| ring_lines(polygon).enumerate()).map(oriented).collect()
}
