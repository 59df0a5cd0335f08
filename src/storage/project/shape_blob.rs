//! Shapes of zones and measures as GeoPackage blobs, every bit and the order of every ring kept: the history names vertices by
//! their place.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::design::{Shape, shape_bounds};
use crate::geometry::{Point, ring_lines};
use crate::storage::geopackage::{Header, Simple, Visitor, walk};

/// The blob of a shape. Rings keep the direction in which they were drawn.
pub(super) fn blob_from_shape(shape: &Shape, srs_id: i32) -> Vec<u8> {
    let bounds = shape_bounds(&shape.0);
    // "GP", version 0, little-endian with an envelope of two dimensions.
    let mut blob = vec![b'G', b'P', 0, 0b0000_0011];
    blob.extend(srs_id.to_le_bytes());
    for side in [bounds.min[0], bounds.max[0], bounds.min[1], bounds.max[1]] {
        blob.extend(side.to_le_bytes());
    }
    let head = |blob: &mut Vec<u8>, kind: u32, count: usize| {
        blob.push(1);
        blob.extend(kind.to_le_bytes());
        blob.extend((count as u32).to_le_bytes());
    };
    head(&mut blob, 6, shape.0.0.len());
    for polygon in &shape.0 {
        head(&mut blob, 3, 1 + polygon.interiors().len());
        for ring in ring_lines(polygon) {
            blob.extend((ring.0.len() as u32).to_le_bytes());
            for coordinate in ring.coords() {
                blob.extend(coordinate.x.to_le_bytes());
                blob.extend(coordinate.y.to_le_bytes());
            }
        }
    }
    blob
}

/// The shape of a blob, ours or another program's; `None` where it holds no polygon that a zone or a measure can be.
pub(super) fn shape_from_blob(blob: &[u8]) -> Option<Shape> {
    let header = Header::read(blob)?;
    let mut polygons = Polygons::default();
    walk(blob.get(header.body..)?, &mut polygons).ok()?;
    let sound = |ring: &LineString<f64>| ring.0.len() >= 4 && ring.coords().all(|c| c.x.is_finite() && c.y.is_finite());
    let zone = !polygons.whole.is_empty()
        && polygons.whole.iter().all(|polygon| sound(polygon.exterior()) && polygon.interiors().iter().all(sound));
    zone.then_some(Shape(MultiPolygon(polygons.whole)))
}

#[derive(Default)]
struct Polygons {
    points: Vec<Coord<f64>>,
    rings: Vec<LineString<f64>>,
    whole: Vec<Polygon<f64>>,
}

impl Visitor for Polygons {
    fn point(&mut self, point: Point) {
        self.points.push(Coord { x: point[0], y: point[1] });
    }

    fn end_ring(&mut self) {
        self.rings.push(LineString(std::mem::take(&mut self.points)));
    }

    fn end_part(&mut self, kind: Simple) {
        let mut rings = std::mem::take(&mut self.rings).into_iter();
        if let (Simple::Polygon, Some(shell)) = (kind, rings.next()) {
            self.whole.push(Polygon::new(shell, rings.collect()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_comes_back_to_the_last_bit_in_the_order_drawn() {
        let clockwise = Shape::from_ring(&[[0.1 + 0.2, 0.0], [0.0, 9.0], [9.0, 9.0], [9.0, 1.0 / 3.0]]);
        let blob = blob_from_shape(&clockwise, 4549);
        assert_eq!(shape_from_blob(&blob), Some(clockwise));
        assert_eq!(Header::read(&blob).unwrap().srs_id, 4549);
        for end in 0..blob.len() {
            assert_eq!(shape_from_blob(&blob[..end]), None, "cut at {end}");
        }
        let line = crate::storage::geopackage::GeometryBlob::line_string(&[[0.0, 0.0], [1.0, 1.0]]).unwrap();
        assert_eq!(shape_from_blob(&line.into_bytes(4549)), None);
    }
}
