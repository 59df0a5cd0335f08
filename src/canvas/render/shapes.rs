//! Shapes of the design on the screen: filled by triangles (the painter itself fills only convex shapes), outlined with a
//! casing, dashed.

use earcut::Earcut;
use egui::{Color32, Mesh, Painter, Pos2, Shape as Painted, Stroke};
use geo::{Area, BoundingRect, Coord, Line, LineString, MultiPolygon, Polygon};

use crate::canvas::space::Space;
use crate::geometry::{Point, open_ring, ring_lines};

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
        // In the largest part: where an eye looks for it.
        let largest = shape.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()));
        let label_at = largest.and_then(label_place);
        let open = |ring: &LineString<f64>| open_ring(ring).collect::<Vec<Point>>();
        let parts: Vec<Vec<Vec<Point>>> = shape.iter().map(|polygon| ring_lines(polygon).map(open).collect()).collect();
        Self { label_at, ..Self::of_parts(parts.iter().map(|rings| rings.iter().map(Vec::as_slice))) }
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

/// Where a name stands within a polygon: in the middle of the widest stretch at half its height, or at a quarter where it is
/// pinched there. `None` for a polygon without area.
fn label_place(polygon: &Polygon<f64>) -> Option<Point> {
    let bounds = polygon.bounding_rect()?;
    [0.5, 0.25, 0.75].into_iter().find_map(|share| {
        let northing = bounds.min().y + bounds.height() * share;
        // An edge belongs to the heights from its lower end up to its upper end, that one left out: so crossings come in pairs.
        let crosses = |line: &Line<f64>| (line.start.y > northing) != (line.end.y > northing);
        let easting = |line: Line<f64>| line.start.x + (northing - line.start.y) / line.dy() * line.dx();
        let mut crossings: Vec<f64> =
            ring_lines(polygon).flat_map(LineString::lines).filter(crosses).map(easting).collect();
        crossings.sort_by(f64::total_cmp);
        let stretches = crossings.chunks_exact(2).map(|ends| (ends[1] - ends[0], ends[0]));
        let (width, west) = stretches.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (width > 0.0).then_some([west + width / 2.0, northing])
    })
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

#[cfg(test)]
mod tests {
    use geo::{Contains, polygon};

    use super::*;

    #[test]
    fn a_name_stands_within_its_polygon_and_not_in_a_hole() {
        let framed = polygon![
            exterior: [(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 0.0, y: 10.0)],
            interiors: [[(x: 2.0, y: 2.0), (x: 2.0, y: 8.0), (x: 7.0, y: 8.0), (x: 7.0, y: 2.0)]],
        ];
        assert_eq!(label_place(&framed), Some([8.5, 5.0]));
        // Its middle height runs through two vertices; the horns of the other are widest apart where there is no land.
        let diamond = polygon![(x: 0.0, y: 5.0), (x: 5.0, y: 0.0), (x: 10.0, y: 5.0), (x: 5.0, y: 10.0)];
        assert_eq!(label_place(&diamond), Some([5.0, 5.0]));
        let horns = polygon![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0), (x: 7.0, y: 1.0), (x: 1.0, y: 1.0), (x: 0.0, y: 9.0)];
        let at = label_place(&horns).unwrap();
        assert!(horns.contains(&Coord { x: at[0], y: at[1] }), "{at:?}");
        // Two triangles whose tips meet at half height.
        let pinched = polygon![
            (x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 2.0, y: 5.0), (x: 4.0, y: 10.0), (x: 0.0, y: 10.0), (x: 2.0, y: 5.0)
        ];
        assert_eq!(label_place(&pinched), Some([2.0, 2.5]));
        assert_eq!(label_place(&polygon![(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 9.0, y: 0.0)]), None);
    }
}
