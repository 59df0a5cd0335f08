//! What of the design lies under a position of the screen.

use egui::Pos2;

use super::Scene;
use crate::canvas::space::{Space, distance_to_segment};
use crate::design::{FeatureId, Shape, VertexAddress, shape_bounds};
use crate::geometry::Point;
use crate::theme::GRAB_REACH;

/// Edges shorter than this on the screen, points, have no midpoint to hold: it would cover their ends.
const SHORTEST_WITH_MIDPOINT: f32 = 32.0;
/// Edges shorter than this on the screen, points, in the mean: the vertices would cover the zone, and are left out.
const SHORTEST_WITH_VERTICES: f32 = 14.0;

/// What of the selected zone can be taken hold of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::canvas) enum Handle {
    Vertex(VertexAddress),
    /// Between this vertex and the next.
    Midpoint(VertexAddress),
    Inside,
}

/// Whether there is room on the screen to tell the vertices from each other. Without it the zone moves only as a whole.
pub(in crate::canvas) fn shows_vertices(space: &Space, shape: &Shape) -> bool {
    let mut boundary_m = 0.0;
    let mut edges = 0;
    for (_, _, points) in shape.rings() {
        for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
            boundary_m += (b[0] - a[0]).hypot(b[1] - a[1]);
        }
        edges += points.len();
    }
    let visible = space.visible();
    // Seen from near, a finely drawn boundary is still edited vertex by vertex.
    boundary_m * space.points_per_m >= f64::from(SHORTEST_WITH_VERTICES) * edges as f64
        || !visible.contains(&shape_bounds(&shape.0))
}

/// The handle under a position: vertices before midpoints before the inside.
pub(in crate::canvas) fn handle_at(space: &Space, shape: &Shape, at: Pos2) -> Option<Handle> {
    let inside = || contains(shape, space.plane(at)).then_some(Handle::Inside);
    if !shows_vertices(space, shape) {
        return inside();
    }
    let vertices = shape.rings().flat_map(|(part, ring, points)| {
        points.into_iter().enumerate().map(move |(index, point)| (VertexAddress { part, ring, index }, point))
    });
    let nearest = |candidates: &mut dyn Iterator<Item = (VertexAddress, Point)>| {
        candidates
            .map(|(address, point)| (address, space.screen(point).distance(at)))
            .filter(|(_, distance)| *distance <= GRAB_REACH)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(address, _)| address)
    };
    if let Some(vertex) = nearest(&mut { vertices }) {
        return Some(Handle::Vertex(vertex));
    }
    if let Some(after) = nearest(&mut midpoints(space, shape)) {
        return Some(Handle::Midpoint(after));
    }
    inside()
}

/// Midpoints of the edges that are long enough on the screen, each with the vertex before it.
pub(in crate::canvas) fn midpoints<'a>(
    space: &'a Space,
    shape: &'a Shape,
) -> impl Iterator<Item = (VertexAddress, Point)> + 'a {
    shape.rings().flat_map(move |(part, ring, points)| {
        (0..points.len())
            .filter_map(|index| {
                let (a, b) = (points[index], points[(index + 1) % points.len()]);
                let long = space.screen(a).distance(space.screen(b)) >= SHORTEST_WITH_MIDPOINT;
                long.then(|| (VertexAddress { part, ring, index }, [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0]))
            })
            .collect::<Vec<_>>()
    })
}

/// Measures, then zones of the current scheme at a position, the one drawn last first: inside, or within reach of the boundary.
/// Each with its name for people.
pub(in crate::canvas) fn features_at(scene: &Scene<'_>, at: Pos2) -> Vec<(FeatureId, String)> {
    let position = scene.space.plane(at);
    let reach = scene.space.metres(GRAB_REACH / 2.0);
    let hit = |shape: &Shape| {
        shape_bounds(&shape.0).grown(reach).contains_point(position)
            && (contains(shape, position) || near_boundary(&scene.space, shape, at))
    };
    let scheme = scene.document.current_scheme();
    let measures = scheme.measures.iter().rev();
    let measures = measures.filter(|of| scene.shows(FeatureId::Measure(of.id)) && hit(&of.shape));
    let zones = scheme.zones.iter().rev().filter(|of| scene.shows(FeatureId::Zone(of.id)) && hit(&of.shape));
    let measures = measures.map(|measure| (FeatureId::Measure(measure.id), measure.title(scene.language)));
    measures.chain(zones.map(|zone| (FeatureId::Zone(zone.id), zone.name.clone()))).collect()
}

fn near_boundary(space: &Space, shape: &Shape, at: Pos2) -> bool {
    shape.rings().any(|(_, _, points)| {
        (0..points.len()).any(|index| {
            let (a, b) = (space.screen(points[index]), space.screen(points[(index + 1) % points.len()]));
            distance_to_segment(at, a, b).0 <= GRAB_REACH / 2.0
        })
    })
}

/// Even-odd over all rings.
fn contains(shape: &Shape, at: Point) -> bool {
    let mut inside = false;
    for (_, _, points) in shape.rings() {
        for index in 0..points.len() {
            let (a, b) = (points[index], points[(index + 1) % points.len()]);
            if (a[1] > at[1]) != (b[1] > at[1]) && at[0] < a[0] + (at[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) {
                inside = !inside;
            }
        }
    }
    inside
}
