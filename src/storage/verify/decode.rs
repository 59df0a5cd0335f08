//! A geometry blob taken apart: its header by hand, its body by geozero, so that no mistake of the writer is shared.

use geo::{LineString, MultiPolygon, Polygon};
use geozero::wkb::GpkgWkb;
use geozero::{GeomProcessor, GeozeroGeometry};

use crate::geometry::{Bounds, Point};

/// What a blob says and holds.
#[derive(Debug)]
pub(super) struct Decoded {
    pub srs_id: i32,
    /// Envelope of the header; `None` where the header has none.
    pub envelope: Option<Bounds>,
    /// Box of the coordinates themselves.
    pub bounds: Bounds,
    /// The body is one multipolygon with land in it and nothing else, and the header does not call it empty or extended.
    pub only_multi_polygon: bool,
    /// Every ring ends where it begins.
    pub closed: bool,
    pub shape: MultiPolygon<f64>,
}

/// Flags of a header that no shape of an export has: extended type, empty geometry.
const SPECIAL: u8 = 0b0011_0000;

/// Reads a blob; `None` where it is no GeoPackage geometry.
pub(super) fn decode(blob: &[u8]) -> Option<Decoded> {
    let little = blob.get(3)? & 1 == 1;
    let four: [u8; 4] = blob.get(4..8)?.try_into().ok()?;
    let srs_id = if little { i32::from_le_bytes(four) } else { i32::from_be_bytes(four) };
    let number = |index: usize| -> Option<f64> {
        let eight: [u8; 8] = blob.get(8 + 8 * index..16 + 8 * index)?.try_into().ok()?;
        Some(if little { f64::from_le_bytes(eight) } else { f64::from_be_bytes(eight) })
    };
    let envelope = match (blob[3] >> 1) & 0b111 {
        0 => None,
        _ => Some(Bounds { min: [number(0)?, number(2)?], max: [number(1)?, number(3)?] }),
    };
    let mut rings = Rings::default();
    GpkgWkb(blob).process_geom(&mut rings).ok()?;
    let closed = rings.parts.iter().flatten().all(|ring| ring.first() == ring.last());
    let bounds = Bounds::of_points(rings.parts.iter().flatten().flatten());
    let line = |ring: &Vec<Point>| -> LineString<f64> { ring.iter().map(|point| (point[0], point[1])).collect() };
    let shape = rings
        .parts
        .iter()
        .filter_map(|part| part.split_first())
        .map(|(shell, holes)| Polygon::new(line(shell), holes.iter().map(line).collect()))
        .collect();
    let only_multi_polygon =
        rings.multi_polygons == 1 && !rings.others && !rings.parts.is_empty() && blob[3] & SPECIAL == 0;
    Some(Decoded { srs_id, envelope, bounds, only_multi_polygon, closed, shape })
}

/// Collects the rings of polygons and notices everything else.
#[derive(Default)]
struct Rings {
    parts: Vec<Vec<Vec<Point>>>,
    multi_polygons: usize,
    others: bool,
}

impl GeomProcessor for Rings {
    fn xy(&mut self, x: f64, y: f64, _: usize) -> geozero::error::Result<()> {
        match self.parts.last_mut().and_then(|part| part.last_mut()) {
            Some(ring) => ring.push([x, y]),
            None => self.others = true,
        }
        Ok(())
    }

    fn polygon_begin(&mut self, tagged: bool, _: usize, _: usize) -> geozero::error::Result<()> {
        self.others |= tagged;
        self.parts.push(Vec::new());
        Ok(())
    }

    fn linestring_begin(&mut self, tagged: bool, _: usize, _: usize) -> geozero::error::Result<()> {
        self.others |= tagged;
        if let Some(part) = self.parts.last_mut() {
            part.push(Vec::new());
        }
        Ok(())
    }

    fn multipolygon_begin(&mut self, _: usize, _: usize) -> geozero::error::Result<()> {
        self.multi_polygons += 1;
        Ok(())
    }

    fn geometrycollection_begin(&mut self, _: usize, _: usize) -> geozero::error::Result<()> {
        self.others = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::geopackage::GeometryBlob;
    use geo::polygon;

    #[test]
    fn what_the_writer_wrote_is_read_by_another_hand() {
        let square = polygon![
            exterior: [(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0), (x: 0.0, y: 9.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 2.0), (x: 2.0, y: 2.0), (x: 2.0, y: 1.0)]],
        ];
        let shape = MultiPolygon(vec![square.clone(), square]);
        let blob = GeometryBlob::of_multi_polygon(&shape).unwrap().into_bytes(4549);
        let decoded = decode(&blob).unwrap();
        assert_eq!((decoded.srs_id, decoded.only_multi_polygon, decoded.closed), (4549, true, true));
        assert_eq!(decoded.envelope, Some(decoded.bounds));
        assert_eq!(decoded.shape, shape);
    }

    #[test]
    fn points_lines_and_rubbish_are_no_multipolygon() {
        let point = GeometryBlob::point([1.0, 2.0]).into_bytes(4549);
        assert!(decode(&point).is_none_or(|decoded| !decoded.only_multi_polygon));
        assert!(decode(b"GP").is_none());
        assert!(decode(&[0; 60]).is_none_or(|decoded| !decoded.only_multi_polygon));
    }
}
