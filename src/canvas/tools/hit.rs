//! What of the design lies under a position of the screen.

use egui::Pos2;

use super::Scene;
use crate::canvas::space::{Space, distance_to_segment};
use crate::design::{Shape, VertexAddress, Zone};
use crate::geometry::Point;
use crate::theme::GRAB_REACH;

/// Edges shorter than this on the screen, points, have no midpoint to hold: it would cover their ends.
const SHORTEST_WITH_MIDPOINT: f32 = 24.0;

/// What of the selected zone can be taken hold of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::canvas) enum Handle {
    Vertex(VertexAddress),
    /// Between this vertex and the next.
    Midpoint(VertexAddress),
    Inside,
}

/// The handle under a position: vertices before midpoints before the inside.
pub(in crate::canvas) fn handle_at(space: &Space, shape: &Shape, at: Pos2) -> Option<Handle> {
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
    contains(shape, space.plane(at)).then_some(Handle::Inside)
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

/// Zones of the current scheme at a position, the one drawn last first: inside, or within reach of the boundary.
pub(in crate::canvas) fn zones_at<'a>(scene: &Scene<'a>, at: Pos2) -> Vec<&'a Zone> {
    let position = scene.space.plane(at);
    let reach = scene.space.metres(GRAB_REACH / 2.0);
    let zones = scene.document.current_scheme().zones.iter().rev().map(AsRef::as_ref);
    zones
        .filter(|zone: &&Zone| zone.bounds().grown(reach).contains_point(position))
        .filter(|zone| contains(&zone.shape, position) || near_boundary(&scene.space, &zone.shape, at))
        .collect()
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
