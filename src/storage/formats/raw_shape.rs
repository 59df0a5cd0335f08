//! One geometry as it stands in a file: every format is decoded into this, and everything after it is the same for all.

use crate::geometry::Point;
use crate::storage::geopackage::{Simple, Visitor};

/// One geometry, reused from feature to feature so that reading asks for no memory.
#[derive(Clone, Debug, Default)]
pub(super) struct RawShape {
    pub points: Vec<Point>,
    /// Where each ring ends in `points`.
    pub ring_ends: Vec<usize>,
    /// Where each part ends in `ring_ends`, and what it is.
    pub part_ends: Vec<(usize, Simple)>,
    pub extra_dimensions: bool,
    pub collection: bool,
}

impl RawShape {
    pub fn clear(&mut self) {
        self.points.clear();
        self.ring_ends.clear();
        self.part_ends.clear();
        self.extra_dimensions = false;
        self.collection = false;
    }

    /// The parts: what each is, and its ring numbers.
    pub fn parts(&self) -> impl Iterator<Item = (Simple, std::ops::Range<usize>)> + '_ {
        let starts = std::iter::once(0).chain(self.part_ends.iter().map(|&(end, _)| end));
        starts.zip(&self.part_ends).map(|(start, &(end, kind))| (kind, start..end))
    }

    /// A position to tell the system of coordinates by: one of the middle, which strays less often than the first.
    pub fn middle_point(&self) -> Option<Point> {
        self.points.get(self.points.len() / 2).copied()
    }

    pub fn ring(&self, ring: usize) -> &[Point] {
        let start = if ring == 0 { 0 } else { self.ring_ends[ring - 1] };
        &self.points[start..self.ring_ends[ring]]
    }
}

impl Visitor for RawShape {
    #[inline]
    fn point(&mut self, point: Point) {
        self.points.push(point);
    }

    fn end_ring(&mut self) {
        self.ring_ends.push(self.points.len());
    }

    fn end_part(&mut self, kind: Simple) {
        self.part_ends.push((self.ring_ends.len(), kind));
    }

    fn extra_dimensions(&mut self) {
        self.extra_dimensions = true;
    }

    fn collection(&mut self) {
        self.collection = true;
    }
}
