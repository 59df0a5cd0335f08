//! Runs of neighbouring features as triangles and segments, at the detail that a scale can show.

use std::ops::Range;

use earcut::Earcut;

use crate::base::{BaseLayer, LayerId};
use crate::geometry::{Bounds, GeometryKind, PackedShapes, Point};

/// Features of one chunk at most. Along the Hilbert curve they lie together, so a view meets few chunks; and they are small,
/// because a tile runs through every chunk it meets.
const FEATURES: usize = 512;
/// Coordinates of one chunk at most: keeps every buffer far below the 256 MiB that a device promises.
const COORDINATES: usize = 40_000;
/// Lower bounds of the bands of detail, metres a pixel; the first band shows everything.
const BAND_FROM: [f64; 5] = [0.0, 2.0, 8.0, 32.0, 128.0];
/// Positions are rounded to this share of a pixel, neighbours to the same place: shared boundaries stay shared.
const GRID_PX: f64 = 0.5;
/// A feature whose box is smaller than this is drawn as a rectangle of its area.
const SMALL_PX: f64 = 2.5;

/// How much detail a chunk holds: 0 is all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Band(pub u8);

impl Band {
    pub fn at(metres_per_pixel: f64) -> Self {
        let above = BAND_FROM.iter().rposition(|&from| metres_per_pixel >= from).unwrap_or(0);
        Self(above as u8)
    }

    pub fn metres_per_pixel(self) -> f64 {
        BAND_FROM[usize::from(self.0).min(BAND_FROM.len() - 1)]
    }
}

/// A chunk of a layer by its number, at a detail.
pub(super) type ChunkKey = (LayerId, Band, usize);

/// Which features make a chunk, and where they lie.
#[derive(Clone, Debug)]
pub(super) struct ChunkPlan {
    pub features: Range<usize>,
    pub bounds: Bounds,
}

/// Cuts the features of a layer into chunks, in order.
pub(super) fn chunk_plans(shapes: &PackedShapes) -> Vec<ChunkPlan> {
    let mut plans = Vec::new();
    let (mut start, mut coordinates, mut bounds) = (0, 0, Bounds::EMPTY);
    for feature in 0..shapes.len() {
        coordinates += shapes.feature_coordinates(feature).len();
        bounds = bounds.union(&shapes.feature_bounds(feature));
        if feature + 1 - start >= FEATURES || coordinates >= COORDINATES || feature + 1 == shapes.len() {
            plans.push(ChunkPlan { features: start..feature + 1, bounds });
            (start, coordinates, bounds) = (feature + 1, 0, Bounds::EMPTY);
        }
    }
    plans
}

/// What the graphics card needs of a chunk; positions are metres from the origin of the layer.
#[derive(Debug, Default)]
pub(super) struct ChunkMesh {
    /// Easting, northing, index of the class.
    pub vertices: Vec<[f32; 3]>,
    pub indices: Vec<u32>,
    /// From, to, metres along the ring where the segment begins.
    pub segments: Vec<[f32; 5]>,
}

/// What of a chunk is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub fill: bool,
    pub lines: bool,
}

impl ChunkMesh {
    /// Triangulates and simplifies the features of `plan`. `classes` holds one palette index a feature, or nothing.
    pub fn build(layer: &BaseLayer, plan: &ChunkPlan, classes: &[u8], band: Band, origin: Point, parts: Parts) -> Self {
        let mut mesh = Self::default();
        let mut work = Work::default();
        let pixel_m = band.metres_per_pixel();
        for feature in plan.features.clone() {
            let class = f32::from(classes.get(feature).copied().unwrap_or(0));
            let bounds = layer.shapes.feature_bounds(feature);
            if bounds.is_empty() {
                continue;
            }
            let closed = layer.shapes.kind() == GeometryKind::Polygons;
            if closed && bounds.width_m().max(bounds.height_m()) < SMALL_PX * pixel_m {
                if parts.fill {
                    mesh.rectangle_of_area(&bounds, layer.areas_m2[feature], class, origin);
                }
                continue;
            }
            for rings in layer.shapes.parts(feature) {
                work.clear();
                for ring in rings {
                    work.add_ring(ring, origin, GRID_PX * pixel_m, closed);
                }
                if parts.lines {
                    work.segments_into(&mut mesh.segments, closed);
                }
                if parts.fill && closed {
                    work.triangles_into(&mut mesh, class);
                }
            }
        }
        mesh
    }

    pub fn bytes(&self) -> usize {
        self.vertices.len() * 12 + self.indices.len() * 4 + self.segments.len() * 20
    }

    /// The box of a feature, shrunk to its area: keeps the mix of colours of land too small to be seen.
    fn rectangle_of_area(&mut self, bounds: &Bounds, area_m2: f64, class: f32, origin: Point) {
        let (width, height, center) = (bounds.width_m(), bounds.height_m(), bounds.center());
        let shrink = (area_m2 / (width * height).max(1e-9)).clamp(0.0, 1.0).sqrt();
        let (half_x, half_y) = (width * shrink / 2.0, height * shrink / 2.0);
        let first = self.vertices.len() as u32;
        for (x, y) in [(-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)] {
            let at = [center[0] + x - origin[0], center[1] + y - origin[1]];
            self.vertices.push([at[0] as f32, at[1] as f32, class]);
        }
        self.indices.extend([0, 1, 2, 0, 2, 3].map(|corner| first + corner));
    }
}

/// Scratch memory for one part.
#[derive(Default)]
struct Work {
    points: Vec<[f64; 2]>,
    ring_ends: Vec<usize>,
    holes: Vec<u32>,
    triangles: Vec<u32>,
    earcut: Earcut<f64>,
}

impl Work {
    fn clear(&mut self) {
        self.points.clear();
        self.ring_ends.clear();
    }

    /// Adds a ring on the grid, without the points that fall together. A ring that falls into a line is left out.
    fn add_ring(&mut self, ring: &[Point], origin: Point, grid_m: f64, closed: bool) {
        let start = self.points.len();
        for point in ring {
            let local = [point[0] - origin[0], point[1] - origin[1]];
            let at = if grid_m > 0.0 { local.map(|value| (value / grid_m).round() * grid_m) } else { local };
            if self.points.len() == start || self.points.last() != Some(&at) {
                self.points.push(at);
            }
        }
        while closed && self.points.len() > start + 1 && self.points.last() == self.points.get(start) {
            self.points.pop();
        }
        if closed && self.points.len() < start + 3 {
            self.points.truncate(start);
            return;
        }
        self.ring_ends.push(self.points.len());
    }

    fn segments_into(&self, segments: &mut Vec<[f32; 5]>, closed: bool) {
        let mut start = 0;
        for &end in &self.ring_ends {
            let ring = &self.points[start..end];
            start = end;
            let mut along_m = 0.0;
            let count = if closed || ring.len() == 1 { ring.len() } else { ring.len() - 1 };
            for index in 0..count {
                let (a, b) = (ring[index], ring[(index + 1) % ring.len()]);
                segments.push([a[0] as f32, a[1] as f32, b[0] as f32, b[1] as f32, along_m as f32]);
                along_m += (b[0] - a[0]).hypot(b[1] - a[1]);
            }
        }
    }

    fn triangles_into(&mut self, mesh: &mut ChunkMesh, class: f32) {
        let Some((_, before_last)) = self.ring_ends.split_last() else { return };
        self.holes.clear();
        self.holes.extend(before_last.iter().map(|&end| end as u32));
        self.earcut.earcut(self.points.iter().copied(), &self.holes, &mut self.triangles);
        let first = mesh.vertices.len() as u32;
        mesh.vertices.extend(self.points.iter().map(|at| [at[0] as f32, at[1] as f32, class]));
        mesh.indices.extend(self.triangles.iter().map(|index| first + index));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{LayerBuilder, Role};
    use crate::crs::GaussKruger;
    use geo::{MultiPolygon, polygon};

    fn layer() -> BaseLayer {
        let mut builder = LayerBuilder::new("DLTB", Role::LandUse, GeometryKind::Polygons);
        let ring = polygon![
            exterior: [(x: 500_000.0, y: 0.0), (x: 500_400.0, y: 0.0), (x: 500_400.0, y: 400.0), (x: 500_000.0, y: 400.0)],
            interiors: [[(x: 500_100.0, y: 100.0), (x: 500_100.0, y: 200.0), (x: 500_200.0, y: 200.0), (x: 500_200.0, y: 100.0)]],
        ];
        builder.shapes.multi_polygon(&MultiPolygon(vec![ring]));
        builder.build(LayerId(1), GaussKruger::from_epsg(4549).unwrap())
    }

    fn filled_m2(mesh: &ChunkMesh) -> f64 {
        let corner = |index: u32| mesh.vertices[index as usize].map(f64::from);
        let triangle = |t: &[u32]| {
            let (a, b, c) = (corner(t[0]), corner(t[1]), corner(t[2]));
            ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
        };
        mesh.indices.chunks(3).map(triangle).sum()
    }

    #[test]
    fn a_hole_is_not_filled() {
        let layer = layer();
        let plans = chunk_plans(&layer.shapes);
        assert_eq!(plans.len(), 1);
        let parts = Parts { fill: true, lines: true };
        let mesh = ChunkMesh::build(&layer, &plans[0], &[], Band(0), [500_000.0, 0.0], parts);
        assert_eq!(filled_m2(&mesh), 150_000.0);
        assert_eq!(mesh.segments.len(), 8);
    }

    #[test]
    fn land_too_small_to_see_keeps_its_area() {
        let layer = layer();
        let parts = Parts { fill: true, lines: true };
        let mesh =
            ChunkMesh::build(&layer, &chunk_plans(&layer.shapes)[0], &[], Band::at(1e6), [500_000.0, 0.0], parts);
        // A box of 400 m is 12 pixels at 32 m a pixel, but 3 at 128: the last band still draws the outline of it.
        assert!((filled_m2(&mesh) - 150_000.0).abs() < 30_000.0);
        assert_eq!(Band::at(1.9), Band(0));
        assert_eq!(Band::at(8.0), Band(2));
    }
}
