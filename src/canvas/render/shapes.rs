//! Shapes of the design on the screen: filled by triangles (the painter itself fills only convex shapes), outlined with a
//! casing, dashed.

use earcut::Earcut;
use egui::{Color32, Mesh, Painter, Pos2, Shape as Painted, Stroke};
use geo::{Area, Coord, LineString, MultiPolygon, Polygon};

use crate::canvas::space::Space;
use crate::geometry::{Point, interior_point, open_ring, ring_lines};

/// A shape made ready once: its triangles, and where its label stands.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub points: Vec<Point>,
    pub triangles: Vec<u32>,
    pub rings: Vec<std::ops::Range<usize>>,
    /// For each ring whether it is the shell of a part; the holes of the part follow it.
    pub shells: Vec<bool>,
    pub label_at: Option<Point>,
}

impl Prepared {
    pub fn new(shape: &MultiPolygon<f64>) -> Self {
        let open = |ring: &LineString<f64>| open_ring(ring).collect::<Vec<Point>>();
        let parts: Vec<Vec<Vec<Point>>> = shape.iter().map(|polygon| ring_lines(polygon).map(open).collect()).collect();
        let rings = |part: usize| parts[part].iter().map(Vec::as_slice);
        // In the largest part: where an eye looks for it.
        let areas_m2 = shape.iter().map(Area::unsigned_area).enumerate();
        let largest = areas_m2.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(part, _)| part);
        let label_at = interior_point(largest.into_iter().map(rings));
        Self { label_at, ..Self::of_parts((0..parts.len()).map(rings)) }
    }

    /// A shape without a label, given as parts of open rings, shells first.
    pub fn of_parts<'a, Rings: Iterator<Item = &'a [Point]>>(parts: impl Iterator<Item = Rings>) -> Self {
        let mut prepared =
            Self { points: Vec::new(), triangles: Vec::new(), rings: Vec::new(), shells: Vec::new(), label_at: None };
        let mut earcut = Earcut::new();
        for rings in parts {
            let first = prepared.points.len();
            let mut holes: Vec<u32> = Vec::new();
            for (number, ring) in rings.enumerate() {
                let start = prepared.points.len();
                if number > 0 {
                    holes.push((start - first) as u32);
                }
                prepared.points.extend_from_slice(ring);
                prepared.rings.push(start..prepared.points.len());
                prepared.shells.push(number == 0);
            }
            // A local origin keeps the arithmetic of the triangles exact.
            let origin = prepared.points.get(first).copied().unwrap_or_default();
            let local = prepared.points[first..].iter().map(|at| [at[0] - origin[0], at[1] - origin[1]]);
            let mut triangles: Vec<u32> = Vec::new();
            earcut.earcut(local, &holes, &mut triangles);
            prepared.triangles.extend(triangles.iter().map(|index| first as u32 + index));
        }
        prepared
    }

    pub fn fill(&self, painter: &Painter, space: &Space, colour: Color32) {
        let mut mesh = Mesh::default();
        for point in &self.points {
            mesh.colored_vertex(space.screen(*point), colour);
        }
        mesh.indices.clone_from(&self.triangles);
        painter.add(Painted::mesh(mesh));
    }

    pub fn outline(&self, painter: &Painter, space: &Space, stroke: Stroke) {
        for ring in self.screen_rings(space) {
            painter.add(Painted::closed_line(ring, stroke));
        }
    }

    pub fn dashed(&self, painter: &Painter, space: &Space, stroke: Stroke, dash: f32, gap: f32) {
        for mut ring in self.screen_rings(space) {
            ring.extend(ring.first().copied());
            painter.extend(Painted::dashed_line(&ring, stroke, dash, gap));
        }
    }

    /// The rings on the screen, without the points that no eye tells from the one before.
    fn screen_rings(&self, space: &Space) -> impl Iterator<Item = Vec<Pos2>> + '_ {
        let space = *space;
        self.rings.iter().map(move |ring| {
            let mut seen: Vec<Pos2> = Vec::with_capacity(ring.len());
            for point in &self.points[ring.clone()] {
                let at = space.screen(*point);
                if seen.last().is_none_or(|last| last.distance(at) >= TOLD_APART) {
                    seen.push(at);
                }
            }
            seen
        })
    }
}

/// A shape as it is seen from here: points nearer to each other than an eye tells apart are one. For shapes that are on the move, whose
/// triangles are made in every frame.
pub(super) fn as_seen(shape: &MultiPolygon<f64>, space: &Space) -> MultiPolygon<f64> {
    let apart_m = space.metres(TOLD_APART);
    let thinned = |ring: &LineString<f64>| {
        let mut seen: Vec<Coord<f64>> = Vec::new();
        for at in &ring.0 {
            if seen.last().is_none_or(|last| (at.x - last.x).hypot(at.y - last.y) >= apart_m) {
                seen.push(*at);
            }
        }
        // A ring that shrinks to a point stays as it is.
        if seen.len() < 4 { ring.clone() } else { LineString(seen) }
    };
    shape
        .iter()
        .map(|part| Polygon::new(thinned(part.exterior()), part.interiors().iter().map(thinned).collect()))
        .collect()
}

/// Points of the screen that are nearer to each other look like one.
const TOLD_APART: f32 = 0.75;
