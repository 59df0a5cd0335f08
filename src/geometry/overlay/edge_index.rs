//! The edges of a few rings under a hierarchy of boxes: a zone while it is compared, and a large ring while it is checked.

use geo::MultiPolygon;

use super::Amount;
use super::clip::rings_m2;
use super::sides::feature_point;
use crate::crs::AreaPlane;
use crate::geometry::rings::runs_backwards;
use crate::geometry::{Bounds, Point, open_ring, ring_lines};

/// Consecutive edges below one box of the lowest level, and boxes below one of the next.
const FAN_OUT: usize = 8;

/// Open rings, shells counter-clockwise and holes clockwise, with boxes over runs of consecutive edges. Edge i leads from
/// point i to point `next(i)`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EdgeIndex {
    points: Vec<Point>,
    next: Vec<u32>,
    previous: Vec<u32>,
    rings: Vec<IndexedRing>,
    levels: Vec<Vec<Bounds>>,
}

/// One ring: its points, and how the caller numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexedRing {
    pub start: u32,
    pub end: u32,
    pub part: u32,
    /// 0 for the shell of the part.
    pub ring: u32,
    /// The caller's ring runs the other way; both begin at the same point.
    pub reversed: bool,
}

impl IndexedRing {
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl EdgeIndex {
    /// Indexes a zone; rings are turned to the orientation wanted, their first point stays first.
    pub fn from_multi_polygon(shape: &MultiPolygon<f64>) -> Self {
        let mut index = Self::default();
        let mut ring_points: Vec<Point> = Vec::new();
        for (part, polygon) in shape.iter().enumerate() {
            for (number, line) in ring_lines(polygon).enumerate() {
                ring_points.clear();
                ring_points.extend(open_ring(line));
                index.push_ring(&ring_points, part as u32, number as u32);
            }
        }
        index.build_levels();
        index
    }

    /// Indexes rings that are oriented already.
    pub fn from_rings<'a>(rings: impl Iterator<Item = &'a [Point]>) -> Self {
        let mut index = Self::default();
        index.refill(rings);
        index
    }

    /// [`Self::from_rings`] into memory that is there already.
    pub fn refill<'a>(&mut self, rings: impl Iterator<Item = &'a [Point]>) {
        self.points.clear();
        self.next.clear();
        self.previous.clear();
        self.rings.clear();
        self.levels.clear();
        for (number, ring) in rings.enumerate() {
            self.push_oriented(ring.iter().copied(), ring.len(), 0, number as u32, false);
        }
        self.build_levels();
    }

    fn push_ring(&mut self, points: &[Point], part: u32, ring: u32) {
        if runs_backwards(points, ring as usize) {
            let turned = points.iter().take(1).chain(points.iter().skip(1).rev()).copied();
            self.push_oriented(turned, points.len(), part, ring, true);
        } else {
            self.push_oriented(points.iter().copied(), points.len(), part, ring, false);
        }
    }

    fn push_oriented(
        &mut self,
        points: impl Iterator<Item = Point>,
        count: usize,
        part: u32,
        ring: u32,
        reversed: bool,
    ) {
        let start = self.points.len() as u32;
        let end = start + count as u32;
        self.points.extend(points);
        self.next.extend((start..end).map(|at| if at + 1 == end { start } else { at + 1 }));
        self.previous.extend((start..end).map(|at| if at == start { end - 1 } else { at - 1 }));
        self.rings.push(IndexedRing { start, end, part, ring, reversed });
    }

    fn build_levels(&mut self) {
        let mut level: Vec<Bounds> = (0..self.points.len().div_ceil(FAN_OUT)).map(|run| self.run_bounds(run)).collect();
        while level.len() > 1 {
            let above = level.chunks(FAN_OUT).map(union_of).collect();
            self.levels.push(std::mem::replace(&mut level, above));
        }
        self.levels.push(level);
    }

    fn run_bounds(&self, run: usize) -> Bounds {
        let last = ((run + 1) * FAN_OUT).min(self.points.len());
        let mut bounds = Bounds::EMPTY;
        for edge in run * FAN_OUT..last {
            bounds.include(self.points[edge]);
            bounds.include(self.points[self.next[edge] as usize]);
        }
        bounds
    }

    pub fn len(&self) -> usize {
        self.points.len()
    }

    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    pub fn points(&self) -> &[Point] {
        &self.points
    }

    pub fn rings(&self) -> &[IndexedRing] {
        &self.rings
    }

    /// The points of each ring.
    pub fn ring_points(&self) -> impl Iterator<Item = &[Point]> + Clone + '_ {
        self.rings.iter().map(|ring| &self.points[ring.range()])
    }

    /// Ellipsoidal and planar area of the rings.
    pub fn area(&self, plane: &AreaPlane) -> Amount {
        Amount::from_m2(rings_m2(self.ring_points(), plane))
    }

    pub fn bounds(&self) -> Bounds {
        self.levels.last().and_then(|level| level.first()).copied().unwrap_or(Bounds::EMPTY)
    }

    #[inline]
    pub fn next(&self, edge: usize) -> usize {
        self.next[edge] as usize
    }

    #[inline]
    pub fn previous(&self, edge: usize) -> usize {
        self.previous[edge] as usize
    }

    /// Both ends of an edge.
    #[inline]
    pub fn edge(&self, edge: usize) -> (Point, Point) {
        (self.points[edge], self.points[self.next[edge] as usize])
    }

    /// The number here of a caller's point: ring `ring` (0 the shell) of `part`, `index` in the open ring.
    pub fn point_number(&self, part: usize, ring: usize, index: usize) -> Option<usize> {
        let found = self.rings.iter().find(|r| r.part as usize == part && r.ring as usize == ring)?;
        let count = found.range().len();
        (index < count).then(|| found.start as usize + if found.reversed { (count - index) % count } else { index })
    }

    /// Moves a point; only the boxes above its two edges are computed again.
    pub fn move_point(&mut self, number: usize, to: Point) {
        self.points[number] = to;
        for edge in [self.previous(number), number] {
            let mut node = edge / FAN_OUT;
            self.levels[0][node] = self.run_bounds(node);
            for level in 1..self.levels.len() {
                node /= FAN_OUT;
                let below = &self.levels[level - 1];
                let children = node * FAN_OUT..((node + 1) * FAN_OUT).min(below.len());
                self.levels[level][node] = union_of(&below[children]);
            }
        }
    }

    /// Calls `visit` with every edge in a run whose box meets `window`, in ascending order, until it answers `false`.
    #[inline]
    pub fn query(&self, window: &Bounds, mut visit: impl FnMut(usize) -> bool) {
        if !self.points.is_empty() {
            self.query_node(self.levels.len() - 1, 0, window, &mut visit);
        }
    }

    fn query_node(&self, level: usize, node: usize, window: &Bounds, visit: &mut impl FnMut(usize) -> bool) -> bool {
        if !self.levels[level][node].meets(window) {
            return true;
        }
        let count = if level == 0 { self.points.len() } else { self.levels[level - 1].len() };
        for child in node * FAN_OUT..((node + 1) * FAN_OUT).min(count) {
            let going_on = if level == 0 { visit(child) } else { self.query_node(level - 1, child, window, visit) };
            if !going_on {
                return false;
            }
        }
        true
    }

    /// Whether a point of a feature lies inside, ties decided by the shift of the zone.
    pub fn contains(&self, point: Point) -> bool {
        if !self.bounds().contains_point(point) {
            return false;
        }
        let mut inside = false;
        // Only edges to the right of the point, at its northing.
        let ray = Bounds { min: point, max: [f64::INFINITY, point[1]] };
        self.query(&ray, |edge| {
            let (from, to) = self.edge(edge);
            let (from_above, to_above) = (from[1] >= point[1], to[1] >= point[1]);
            if from_above != to_above && feature_point(from, to, point).1 == to_above {
                inside = !inside;
            }
            true
        });
        inside
    }
}

fn union_of(boxes: &[Bounds]) -> Bounds {
    boxes.iter().fold(Bounds::EMPTY, |whole, bounds| whole.union(bounds))
}
