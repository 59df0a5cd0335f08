//! The `.shp` file: record by record, by its index or without one (ESRI Shapefile Technical Description, July 1998).

use std::ops::Range;

use super::raw_shape::RawShape;
use crate::geometry::{GeometryKind, Point};
use crate::storage::geopackage::{Simple, Visitor, WkbProblem};

const HEADER_BYTES: usize = 100;
const FILE_CODE: u32 = 9994;

/// A `.shp` file in memory, its records found.
pub(super) struct ShpFile {
    bytes: Vec<u8>,
    pub shape_type: u32,
    /// Where the content of each record stands.
    pub records: Vec<Range<usize>>,
    /// The file ends before its last record does.
    pub truncated: bool,
}

impl ShpFile {
    /// Finds the records: where `shx` says, or one after the other. `None` where the bytes are no shapefile.
    pub fn new(bytes: Vec<u8>, shx: Option<&[u8]>) -> Option<Self> {
        if big_endian(&bytes, 0)? != FILE_CODE || bytes.len() < HEADER_BYTES {
            return None;
        }
        let shape_type = little_endian(&bytes, 32)?;
        let indexed = shx.and_then(|shx| records_by_index(&bytes, shx));
        let (records, truncated) = indexed.map_or_else(|| records_in_sequence(&bytes), |records| (records, false));
        Some(Self { bytes, shape_type, records, truncated })
    }

    pub fn kind(&self) -> GeometryKind {
        match self.shape_type % 10 {
            1 | 8 => GeometryKind::Points,
            3 => GeometryKind::Lines,
            _ => GeometryKind::Polygons,
        }
    }

    /// Name of the shape type, as GIS programs say it.
    pub fn type_name(&self) -> &'static str {
        match (self.shape_type / 10, self.shape_type % 10) {
            (_, 1) if self.shape_type == 31 => "MultiPatch",
            (0, 1) => "Point",
            (_, 1) => "PointZ",
            (0, 3) => "LineString",
            (_, 3) => "LineStringZ",
            (0, 5) => "Polygon",
            (_, 5) => "PolygonZ",
            (0, 8) => "MultiPoint",
            (_, 8) => "MultiPointZ",
            _ => "Unknown",
        }
    }

    /// Decodes a record; `Ok(false)` for a null shape. Polygons come as one part of all their rings: which of them are
    /// holes is not said in the file but by their direction.
    pub fn shape(&self, record: usize, raw: &mut RawShape) -> Result<bool, WkbProblem> {
        raw.clear();
        let content = self.bytes.get(self.records[record].clone()).ok_or(WkbProblem::Broken)?;
        let shape_type = little_endian(content, 0).ok_or(WkbProblem::Broken)?;
        if shape_type == 0 {
            return Ok(false);
        }
        if (10..30).contains(&shape_type) {
            raw.extra_dimensions();
        }
        match shape_type {
            1 | 11 | 21 => {
                raw.point(point_at(content, 4).ok_or(WkbProblem::Broken)?);
                raw.end_ring();
                raw.end_part(Simple::Point);
            }
            8 | 18 | 28 => {
                for point in points(content, 36, 40)? {
                    raw.point(point);
                    raw.end_ring();
                    raw.end_part(Simple::Point);
                }
            }
            3 | 13 | 23 => self.poly(content, raw, Some(Simple::Line))?,
            5 | 15 | 25 => {
                self.poly(content, raw, None)?;
                if !raw.ring_ends.is_empty() {
                    raw.end_part(Simple::Polygon);
                }
            }
            other => return Err(WkbProblem::Unknown(other)),
        }
        Ok(true)
    }

    /// Rings or lines of a poly-shape; each ends a part of its own where `part` says what it is.
    fn poly(&self, content: &[u8], raw: &mut RawShape, part: Option<Simple>) -> Result<(), WkbProblem> {
        let count = little_endian(content, 36).ok_or(WkbProblem::Broken)? as usize;
        let starts_end = count.checked_mul(4).and_then(|bytes| bytes.checked_add(44)).ok_or(WkbProblem::Broken)?;
        let starts = content.get(44..starts_end).ok_or(WkbProblem::Broken)?;
        let all: Vec<Point> = points(content, 40, starts_end)?.collect();
        let mut starts = starts.chunks_exact(4).filter_map(|bytes| little_endian(bytes, 0)).map(|start| start as usize);
        let mut next = starts.next();
        while let Some(start) = next {
            next = starts.next();
            let ring = all.get(start..next.unwrap_or(all.len())).ok_or(WkbProblem::Broken)?;
            if ring.is_empty() {
                continue;
            }
            raw.points.extend_from_slice(ring);
            raw.end_ring();
            if let Some(kind) = part {
                raw.end_part(kind);
            }
        }
        Ok(())
    }
}

/// The points whose count stands at `count_at` and which begin at `start`.
fn points(content: &[u8], count_at: usize, start: usize) -> Result<impl Iterator<Item = Point>, WkbProblem> {
    let count = little_endian(content, count_at).ok_or(WkbProblem::Broken)? as usize;
    let end = count.checked_mul(16).and_then(|bytes| bytes.checked_add(start)).ok_or(WkbProblem::Broken)?;
    let bytes = content.get(start..end).ok_or(WkbProblem::Broken)?;
    Ok(bytes.chunks_exact(16).filter_map(|bytes| point_at(bytes, 0)))
}

/// The records that an index names; `None` where it names one outside the file, and so is not this file's.
fn records_by_index(bytes: &[u8], shx: &[u8]) -> Option<Vec<Range<usize>>> {
    if big_endian(shx, 0)? != FILE_CODE {
        return None;
    }
    shx.get(HEADER_BYTES..)?
        .chunks_exact(8)
        .map(|entry| {
            let start = big_endian(entry, 0)? as usize * 2 + 8;
            let end = start + big_endian(entry, 4)? as usize * 2;
            (end <= bytes.len()).then_some(start..end)
        })
        .collect()
}

/// The records one after the other, and whether the last one is cut off.
fn records_in_sequence(bytes: &[u8]) -> (Vec<Range<usize>>, bool) {
    let mut records = Vec::new();
    let mut at = HEADER_BYTES;
    while let Some(words) = big_endian(bytes, at + 4) {
        let (start, end) = (at + 8, at + 8 + words as usize * 2);
        if end > bytes.len() {
            return (records, true);
        }
        records.push(start..end);
        at = end;
    }
    (records, at < bytes.len())
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

fn little_endian(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn point_at(bytes: &[u8], at: usize) -> Option<Point> {
    let number = |at: usize| Some(f64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    Some([number(at)?, number(at + 8)?])
}
