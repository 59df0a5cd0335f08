//! Many features in one arena: one array of coordinates, offsets for rings, parts and features, one box a feature.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use rayon::prelude::*;

use super::rings::runs_backwards;
use super::{Bounds, Point, ring_lines};

/// Features that one thread copies at a time.
const FEATURES_PER_THREAD: usize = 4_096;

/// What the features of a layer are. A layer has one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GeometryKind {
    /// Parts are polygons; the first ring of a part is its shell, the others its holes; rings are stored open (the closing
    /// point is implied).
    Polygons,
    /// Parts are polylines of one "ring" each.
    Lines,
    /// Parts are single points, each a "ring" of one coordinate.
    Points,
}

/// Immutable features, packed: feature → parts → rings → coordinates, each level a range of the next.
#[derive(Clone, Debug)]
pub struct PackedShapes {
    kind: GeometryKind,
    coordinates: Vec<Point>,
    /// `ring_starts[r]..ring_starts[r + 1]` are the coordinates of ring r, and so on for the levels above.
    ring_starts: Vec<u32>,
    part_starts: Vec<u32>,
    feature_starts: Vec<u32>,
    bounds: Vec<Bounds>,
    total: Bounds,
}

impl PackedShapes {
    pub fn kind(&self) -> GeometryKind {
        self.kind
    }

    /// Number of features.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty()
    }

    pub fn coordinate_count(&self) -> usize {
        self.coordinates.len()
    }

    /// Box of a feature; empty where the feature has no geometry.
    pub fn feature_bounds(&self, feature: usize) -> Bounds {
        self.bounds[feature]
    }

    pub fn all_bounds(&self) -> &[Bounds] {
        &self.bounds
    }

    /// Box of everything.
    pub fn total_bounds(&self) -> Bounds {
        self.total
    }

    /// The parts of a feature; each part is an iterator over its rings.
    pub fn parts(&self, feature: usize) -> impl Iterator<Item = impl Iterator<Item = &[Point]> + Clone> + '_ {
        self.part_range(feature).map(move |part| self.ring_range(part).map(move |ring| self.ring(ring)))
    }

    /// Every ring of a feature, whatever part it belongs to.
    pub fn rings(&self, feature: usize) -> impl Iterator<Item = &[Point]> + Clone + '_ {
        let parts = self.part_range(feature);
        let rings = self.part_starts[parts.start] as usize..self.part_starts[parts.end] as usize;
        rings.map(move |ring| self.ring(ring))
    }

    /// Every coordinate of a feature, in one slice.
    pub fn feature_coordinates(&self, feature: usize) -> &[Point] {
        let parts = self.part_range(feature);
        let (first, last) = (self.part_starts[parts.start] as usize, self.part_starts[parts.end] as usize);
        &self.coordinates[self.ring_starts[first] as usize..self.ring_starts[last] as usize]
    }

    /// Part numbers of a feature, for [`Self::ring_range`].
    pub fn part_range(&self, feature: usize) -> std::ops::Range<usize> {
        self.feature_starts[feature] as usize..self.feature_starts[feature + 1] as usize
    }

    /// Ring numbers of a part, for [`Self::ring`].
    pub fn ring_range(&self, part: usize) -> std::ops::Range<usize> {
        self.part_starts[part] as usize..self.part_starts[part + 1] as usize
    }

    /// Coordinates of a ring by its number over the whole layer.
    #[inline]
    pub fn ring(&self, ring: usize) -> &[Point] {
        &self.coordinates[self.ring_starts[ring] as usize..self.ring_starts[ring + 1] as usize]
    }

    /// A polygon feature as geometry of the `geo` crate, rings closed.
    pub fn multi_polygon(&self, feature: usize) -> MultiPolygon<f64> {
        let close = |ring: &[Point]| -> LineString<f64> {
            ring.iter().chain(ring.first()).map(|point| Coord { x: point[0], y: point[1] }).collect()
        };
        self.parts(feature)
            .map(|mut rings| {
                let shell = rings.next().map_or_else(|| LineString::new(Vec::new()), close);
                Polygon::new(shell, rings.map(close).collect())
            })
            .collect()
    }

    /// The features in another order: `order[new] = old`. With `oriented`, shells are turned counter-clockwise and holes
    /// clockwise (the ring stays the same ring).
    pub fn in_order(&self, order: &[u32], oriented: bool) -> PackedShapes {
        let mut new = PackedBuilder::with_capacity(self.kind, order.len(), 0);
        let mut coordinates = 0;
        for &feature in order {
            for part in self.part_range(feature as usize) {
                for ring in self.ring_range(part) {
                    coordinates += self.ring(ring).len();
                    new.shapes.ring_starts.push(coordinates as u32);
                }
                new.end_part();
            }
            // Turning a ring leaves its box: no need to look at every coordinate again.
            new.shapes.feature_starts.push(new.shapes.part_starts.len() as u32 - 1);
            new.shapes.bounds.push(self.bounds[feature as usize]);
        }
        new.shapes.coordinates = vec![[0.0; 2]; coordinates];
        let runs: Vec<&[u32]> = order.chunks(FEATURES_PER_THREAD).collect();
        let count = |run: &&[u32]| run.iter().map(|&feature| self.feature_coordinates(feature as usize).len()).sum();
        let places = stretches(&mut new.shapes.coordinates, runs.iter().map(count));
        let oriented = oriented && self.kind == GeometryKind::Polygons;
        places.into_par_iter().zip(runs).for_each(|(place, run)| self.copy_features(run, oriented, place));
        new.shapes.total = new.shapes.bounds.iter().fold(Bounds::EMPTY, |total, bounds| total.union(bounds));
        new.finish()
    }

    /// The coordinates of some features, one after the other, into a place of just their length; with `oriented`, shells turned
    /// counter-clockwise and holes clockwise.
    fn copy_features(&self, features: &[u32], oriented: bool, place: &mut [Point]) {
        let mut rest = place;
        for part in features.iter().flat_map(|&feature| self.part_range(feature as usize)) {
            for (position, ring) in self.ring_range(part).enumerate() {
                let points = self.ring(ring);
                let (here, behind) = rest.split_at_mut(points.len());
                here.copy_from_slice(points);
                if oriented && runs_backwards(points, position) {
                    here.reverse();
                }
                rest = behind;
            }
        }
    }

    /// Bytes of the coordinates alone: the yardstick of a layer's memory.
    pub fn coordinate_bytes(&self) -> usize {
        size_of_val(self.coordinates.as_slice())
    }
}

/// Collects features one after the other, then packs them in any order wanted.
#[derive(Clone, Debug)]
pub struct PackedBuilder {
    shapes: PackedShapes,
}

impl PackedBuilder {
    pub fn new(kind: GeometryKind) -> Self {
        Self {
            shapes: PackedShapes {
                kind,
                coordinates: Vec::new(),
                ring_starts: vec![0],
                part_starts: vec![0],
                feature_starts: vec![0],
                bounds: Vec::new(),
                total: Bounds::EMPTY,
            },
        }
    }

    pub fn with_capacity(kind: GeometryKind, features: usize, coordinates: usize) -> Self {
        let mut builder = Self::new(kind);
        builder.reserve(features, coordinates);
        builder
    }

    /// Makes room for so many more features and coordinates.
    pub fn reserve(&mut self, features: usize, coordinates: usize) {
        self.shapes.coordinates.reserve(coordinates);
        self.shapes.ring_starts.reserve(features);
        self.shapes.part_starts.reserve(features);
        self.shapes.feature_starts.reserve(features);
        self.shapes.bounds.reserve(features);
    }

    /// Appends one coordinate to the ring being collected.
    #[inline]
    pub fn coordinate(&mut self, point: Point) {
        self.shapes.coordinates.push(point);
    }

    /// Ends the ring: a repeated closing point of a polygon ring is taken off, nothing else is changed.
    pub fn end_ring(&mut self) {
        let start = self.shapes.ring_starts.last().map_or(0, |&start| start as usize);
        let shapes = &mut self.shapes;
        if shapes.kind == GeometryKind::Polygons
            && shapes.coordinates.len() > start + 1
            && shapes.coordinates.last() == shapes.coordinates.get(start)
        {
            shapes.coordinates.pop();
        }
        shapes.ring_starts.push(shapes.coordinates.len() as u32);
    }

    /// Appends a whole ring.
    pub fn ring(&mut self, points: &[Point]) {
        self.shapes.coordinates.extend_from_slice(points);
        self.end_ring();
    }

    pub fn end_part(&mut self) {
        self.shapes.part_starts.push(self.shapes.ring_starts.len() as u32 - 1);
    }

    /// Ends the feature; one without parts is an empty or null geometry and keeps its place.
    pub fn end_feature(&mut self) {
        let shapes = &mut self.shapes;
        shapes.feature_starts.push(shapes.part_starts.len() as u32 - 1);
        let bounds = Bounds::of_points(shapes.feature_coordinates(shapes.feature_starts.len() - 2));
        shapes.total = shapes.total.union(&bounds);
        shapes.bounds.push(bounds);
    }

    /// Appends a whole polygon feature.
    pub fn multi_polygon(&mut self, polygons: &MultiPolygon<f64>) {
        for polygon in polygons {
            for ring in ring_lines(polygon) {
                for coordinate in ring {
                    self.coordinate([coordinate.x, coordinate.y]);
                }
                self.end_ring();
            }
            self.end_part();
        }
        self.end_feature();
    }

    /// Takes the last feature off again.
    pub fn remove_last_feature(&mut self) {
        let shapes = &mut self.shapes;
        if shapes.bounds.pop().is_none() {
            return;
        }
        shapes.feature_starts.pop();
        let part = shapes.feature_starts.last().map_or(0, |&part| part as usize);
        shapes.part_starts.truncate(part + 1);
        let ring = shapes.part_starts.last().map_or(0, |&ring| ring as usize);
        shapes.ring_starts.truncate(ring + 1);
        shapes.coordinates.truncate(shapes.ring_starts.last().map_or(0, |&start| start as usize));
        shapes.total = shapes.bounds.iter().fold(Bounds::EMPTY, |total, bounds| total.union(bounds));
    }

    /// Several collections of one kind, one after the other.
    pub fn joined<Part: AsRef<PackedShapes> + Send>(kind: GeometryKind, parts: Vec<Part>) -> Self {
        let mut joined = Self::new(kind);
        let shapes = &mut joined.shapes;
        let shifted = |starts: &mut Vec<u32>, new: &[u32]| {
            let by = starts.last().copied().unwrap_or(0);
            starts.extend(new.iter().skip(1).map(|start| start + by));
        };
        for part in parts.iter().map(AsRef::as_ref) {
            shifted(&mut shapes.ring_starts, &part.ring_starts);
            shifted(&mut shapes.part_starts, &part.part_starts);
            shifted(&mut shapes.feature_starts, &part.feature_starts);
            shapes.bounds.extend_from_slice(&part.bounds);
            shapes.total = shapes.total.union(&part.total);
        }
        let counts: Vec<usize> = parts.iter().map(|part| part.as_ref().coordinates.len()).collect();
        shapes.coordinates = vec![[0.0; 2]; counts.iter().sum()];
        let places = stretches(&mut shapes.coordinates, counts.into_iter());
        // Each part is dropped by the thread that copied it.
        places.into_par_iter().zip(parts).for_each(|(place, part)| place.copy_from_slice(&part.as_ref().coordinates));
        joined
    }

    /// The features collected so far.
    pub fn shapes(&self) -> &PackedShapes {
        &self.shapes
    }

    /// The features in the order collected.
    pub fn finish(mut self) -> PackedShapes {
        let shapes = &mut self.shapes;
        shapes.coordinates.shrink_to_fit();
        shapes.ring_starts.shrink_to_fit();
        shapes.part_starts.shrink_to_fit();
        shapes.feature_starts.shrink_to_fit();
        shapes.bounds.shrink_to_fit();
        self.shapes
    }

    /// The features in another order ([`PackedShapes::in_order`]).
    pub fn finish_in_order(self, order: &[u32], oriented: bool) -> PackedShapes {
        self.shapes.in_order(order, oriented)
    }
}

impl AsRef<PackedShapes> for PackedBuilder {
    fn as_ref(&self) -> &PackedShapes {
        &self.shapes
    }
}

/// A slice cut into stretches of the lengths given, whose sum is its own.
fn stretches(mut whole: &mut [Point], lengths: impl Iterator<Item = usize>) -> Vec<&mut [Point]> {
    let cut = |length| {
        let (stretch, rest) = std::mem::take(&mut whole).split_at_mut(length);
        whole = rest;
        stretch
    };
    lengths.map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, polygon};

    #[test]
    fn what_was_packed_comes_back() {
        let square = polygon![
            exterior: [(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 2.0), (x: 2.0, y: 2.0), (x: 2.0, y: 1.0)]],
        ];
        let far = polygon![(x: 10.0, y: 0.0), (x: 10.0, y: 1.0), (x: 11.0, y: 0.0)];
        let mut builder = PackedBuilder::new(GeometryKind::Polygons);
        builder.multi_polygon(&MultiPolygon(vec![square.clone(), far]));
        builder.end_feature();
        builder.multi_polygon(&MultiPolygon(vec![square]));
        let shapes = builder.finish_in_order(&[2, 1, 0], true);
        assert_eq!(shapes.len(), 3);
        assert!(shapes.feature_bounds(1).is_empty());
        assert_eq!(shapes.multi_polygon(0).unsigned_area(), 15.0);
        assert_eq!(shapes.multi_polygon(2).unsigned_area(), 15.5);
        assert_eq!(shapes.rings(2).count(), 3);
        assert_eq!(shapes.feature_coordinates(2).len(), 11);
        assert!(shapes.multi_polygon(2).0[1].signed_area() > 0.0, "shells are turned counter-clockwise");
    }

    #[test]
    fn collections_are_joined_and_the_last_feature_taken_off_again() {
        let square = |x: f64| {
            MultiPolygon(vec![polygon![(x: x, y: 0.0), (x: x + 1.0, y: 0.0), (x: x + 1.0, y: 1.0), (x: x, y: 1.0)]])
        };
        let (mut first, mut second) =
            (PackedBuilder::new(GeometryKind::Polygons), PackedBuilder::new(GeometryKind::Polygons));
        first.multi_polygon(&square(0.0));
        second.end_feature();
        second.multi_polygon(&square(5.0));
        let mut joined = PackedBuilder::joined(GeometryKind::Polygons, vec![first, second]);
        joined.multi_polygon(&square(100.0));
        joined.remove_last_feature();
        let shapes = joined.finish();
        assert_eq!((shapes.len(), shapes.coordinate_count()), (3, 8));
        assert_eq!(shapes.multi_polygon(2), square(5.0));
        assert_eq!(shapes.total_bounds(), Bounds { min: [0.0, 0.0], max: [6.0, 1.0] });
    }
}
