//! The geometry blob: `GP`, version, flags, srs id, envelope, then WKB (OGC 12-128, clause 2.1.3).

use geo::MultiPolygon;

use crate::crs::planar_ring_m2;
use crate::geometry::{Bounds, GeometryKind, PackedShapes, Point, ring_lines};

/// Little-endian, envelope [min x, max x, min y, max y], not empty.
const FLAGS: u8 = 0b0000_0011;
/// Magic, version, flags, srs id and the envelope of four doubles.
const HEADER_BYTES: usize = 8 + 32;

const POINT: u32 = 1;
const LINE_STRING: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_POINT: u32 = 4;
const MULTI_LINE_STRING: u32 = 5;
const MULTI_POLYGON: u32 = 6;

/// A geometry ready to be stored: XY, envelope in the header, shells counter-clockwise and holes clockwise. There is no empty
/// one: an empty geometry is stored as NULL, which every reader understands.
#[derive(Clone, Debug, PartialEq)]
pub struct GeometryBlob {
    bytes: Vec<u8>,
    bounds: Bounds,
}

impl GeometryBlob {
    /// A packed feature as a multi-geometry of the layer's kind.
    pub fn of_feature(shapes: &PackedShapes, feature: usize) -> Option<Self> {
        let points = || shapes.rings(feature).flatten().copied();
        match shapes.kind() {
            GeometryKind::Polygons => Self::of_parts(shapes.parts(feature)),
            GeometryKind::Lines => Self::collected(MULTI_LINE_STRING, shapes.rings(feature), |bytes, line| {
                push_head(bytes, LINE_STRING);
                push_points(bytes, line.len(), line.iter().copied());
            }),
            GeometryKind::Points => Self::collected(MULTI_POINT, points(), |bytes, point| {
                push_head(bytes, POINT);
                push_point(bytes, point);
            }),
        }
    }

    /// Polygons (each a shell and its holes; rings open or closed) as a multi-polygon.
    pub fn of_parts<'a, Rings: Iterator<Item = &'a [Point]>>(parts: impl Iterator<Item = Rings>) -> Option<Self> {
        Self::collected(MULTI_POLYGON, parts, |bytes, rings| push_polygon(bytes, rings))
    }

    pub fn of_multi_polygon(polygons: &MultiPolygon<f64>) -> Option<Self> {
        let ring = |line: &geo::LineString<f64>| line.coords().map(|c| [c.x, c.y]).collect::<Vec<Point>>();
        let parts: Vec<Vec<Vec<Point>>> = polygons
            .iter()
            .filter(|polygon| !polygon.exterior().0.is_empty())
            .map(|polygon| ring_lines(polygon).map(ring).collect())
            .collect();
        Self::of_parts(parts.iter().map(|rings| rings.iter().map(Vec::as_slice)))
    }

    pub fn point(point: Point) -> Self {
        let mut bytes = with_header_space(21);
        push_head(&mut bytes, POINT);
        push_point(&mut bytes, point);
        Self::sealed(bytes)
    }

    pub fn line_string(line: &[Point]) -> Option<Self> {
        (!line.is_empty()).then(|| {
            let mut bytes = with_header_space(9 + 16 * line.len());
            push_head(&mut bytes, LINE_STRING);
            push_points(&mut bytes, line.len(), line.iter().copied());
            Self::sealed(bytes)
        })
    }

    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Calls `each` with every position, in the order of the bytes.
    pub fn each_point(&self, mut each: impl FnMut(Point)) {
        // A shape of our own making is always walked to its end.
        let _ = super::wkb::each_point(&self.bytes[HEADER_BYTES..], &mut each);
    }

    /// The bytes to store in a table of this spatial reference system.
    pub fn into_bytes(mut self, srs_id: i32) -> Vec<u8> {
        self.bytes[4..8].copy_from_slice(&srs_id.to_le_bytes());
        self.bytes
    }

    fn collected<Part>(
        kind: u32,
        parts: impl Iterator<Item = Part>,
        mut push: impl FnMut(&mut Vec<u8>, Part),
    ) -> Option<Self> {
        let mut bytes = with_header_space(512);
        push_head(&mut bytes, kind);
        let count_at = bytes.len();
        bytes.extend(0u32.to_le_bytes());
        let mut count = 0u32;
        for part in parts {
            push(&mut bytes, part);
            count += 1;
        }
        bytes[count_at..count_at + 4].copy_from_slice(&count.to_le_bytes());
        (count > 0).then(|| Self::sealed(bytes))
    }

    /// Fills in the header; the envelope is read back from the coordinates just written.
    fn sealed(mut bytes: Vec<u8>) -> Self {
        let mut bounds = Bounds::EMPTY;
        // A shape of our own making: its only possible fault is a coordinate that is not a number, which has no envelope.
        let _ = super::wkb::each_point(&bytes[HEADER_BYTES..], &mut |point| bounds.include(point));
        bytes[..2].copy_from_slice(b"GP");
        bytes[3] = FLAGS;
        let envelope = [bounds.min[0], bounds.max[0], bounds.min[1], bounds.max[1]];
        for (place, value) in bytes[8..HEADER_BYTES].chunks_exact_mut(8).zip(envelope) {
            place.copy_from_slice(&value.to_le_bytes());
        }
        Self { bytes, bounds }
    }
}

fn with_header_space(body: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES + body);
    bytes.resize(HEADER_BYTES, 0);
    bytes
}

fn push_head(bytes: &mut Vec<u8>, kind: u32) {
    bytes.push(1);
    bytes.extend(kind.to_le_bytes());
}

fn push_point(bytes: &mut Vec<u8>, point: Point) {
    bytes.extend(point[0].to_le_bytes());
    bytes.extend(point[1].to_le_bytes());
}

fn push_points(bytes: &mut Vec<u8>, count: usize, points: impl Iterator<Item = Point>) {
    bytes.extend((count as u32).to_le_bytes());
    for point in points {
        push_point(bytes, point);
    }
}

fn push_polygon<'a>(bytes: &mut Vec<u8>, rings: impl Iterator<Item = &'a [Point]>) {
    push_head(bytes, POLYGON);
    let count_at = bytes.len();
    bytes.extend(0u32.to_le_bytes());
    let mut count = 0u32;
    for ring in rings {
        let open = match ring {
            [first, .., last] if first == last => &ring[..ring.len() - 1],
            _ => ring,
        };
        let reversed = (planar_ring_m2(open) < 0.0) == (count == 0);
        // The same first point either way: a ring written and read again begins where it began.
        let (first, rest) = open.split_at(open.len().min(1));
        let closing = first.iter().copied();
        if reversed {
            push_points(bytes, open.len() + 1, first.iter().chain(rest.iter().rev()).copied().chain(closing));
        } else {
            push_points(bytes, open.len() + 1, open.iter().copied().chain(closing));
        }
        count += 1;
    }
    bytes[count_at..count_at + 4].copy_from_slice(&count.to_le_bytes());
}

/// What stands before the WKB of a blob.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Header {
    pub srs_id: i32,
    pub empty: bool,
    /// Envelope in x and y, where the blob has one.
    pub bounds: Option<Bounds>,
    /// Where the WKB begins.
    pub body: usize,
}

impl Header {
    /// Reads the header of a blob; `None` where the bytes are no GeoPackage geometry.
    pub fn read(blob: &[u8]) -> Option<Self> {
        let (&[b'G', b'P', _, flags], rest) = blob.split_first_chunk()? else { return None };
        let little = flags & 1 == 1;
        let doubles = match (flags >> 1) & 0b111 {
            0 => 0,
            1 => 4,
            2 | 3 => 6,
            4 => 8,
            _ => return None,
        };
        let (srs, rest) = rest.split_first_chunk::<4>()?;
        let srs_id = if little { i32::from_le_bytes(*srs) } else { i32::from_be_bytes(*srs) };
        let envelope = rest.get(..doubles * 8)?;
        let value = |index: usize| -> Option<f64> {
            let bytes = envelope.get(index * 8..index * 8 + 8)?.try_into().ok()?;
            Some(if little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
        };
        let bounds = (doubles > 0)
            .then(|| Some(Bounds { min: [value(0)?, value(2)?], max: [value(1)?, value(3)?] }))
            .flatten()
            .filter(|bounds| !bounds.is_empty());
        Some(Self { srs_id, empty: flags & 0b1_0000 != 0, bounds, body: 8 + doubles * 8 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    #[test]
    fn a_header_says_where_the_geometry_lies() {
        let square = polygon![(x: 1.0, y: 2.0), (x: 1.0, y: 5.0), (x: 4.0, y: 5.0), (x: 4.0, y: 2.0)];
        let blob = GeometryBlob::of_multi_polygon(&MultiPolygon(vec![square])).unwrap();
        assert_eq!(blob.bounds(), Bounds { min: [1.0, 2.0], max: [4.0, 5.0] });
        let bytes = blob.into_bytes(4549);
        let header = Header::read(&bytes).unwrap();
        assert_eq!((header.srs_id, header.empty, header.body), (4549, false, 40));
        assert_eq!(header.bounds, Some(Bounds { min: [1.0, 2.0], max: [4.0, 5.0] }));
        // Turned counter-clockwise, first point kept.
        let second_x = f64::from_le_bytes(bytes[40 + 9 + 13 + 16..][..8].try_into().unwrap());
        assert_eq!(second_x, 4.0);
    }

    #[test]
    fn an_empty_geometry_has_no_blob() {
        assert_eq!(GeometryBlob::of_multi_polygon(&MultiPolygon(Vec::new())), None);
        assert_eq!(GeometryBlob::line_string(&[]), None);
        assert_eq!(Header::read(b"GP"), None);
        assert_eq!(Header::read(b"not a blob at all"), None);
    }
}
