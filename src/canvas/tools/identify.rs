//! Identify: what every layer that is shown has at a position.

use egui::Pos2;

use super::Scene;
use crate::canvas::space::distance_to_segment;
use crate::geometry::{Bounds, GeometryKind, Point};
use crate::session::IdentifyHit;
use crate::theme::GRAB_REACH;

/// Features of all layers that are shown at a position; lines and points within reach. The smallest comes first: a click
/// means the parcel, not the township round it.
pub(in crate::canvas) fn identify(scene: &Scene<'_>, at: Pos2) -> (Point, Vec<IdentifyHit>) {
    let position = scene.space.plane(at);
    let mut hits = Vec::new();
    for layer in &scene.layers {
        let found = if layer.shapes.kind() == GeometryKind::Polygons {
            layer.features_at(position)
        } else {
            let mut near = Vec::new();
            let window = Bounds::around(position, scene.space.metres(GRAB_REACH));
            layer.tree.query(&layer.shapes, &window, |feature| {
                let within = layer.shapes.rings(feature).any(|line| {
                    line.windows(2).any(|ends| {
                        let (a, b) = (scene.space.screen(ends[0]), scene.space.screen(ends[1]));
                        distance_to_segment(at, a, b).0 <= GRAB_REACH
                    }) || line.iter().any(|point| scene.space.screen(*point).distance(at) <= GRAB_REACH)
                });
                if within {
                    near.push(feature);
                }
            });
            near
        };
        hits.extend(
            found.into_iter().map(|feature| (layer.areas_m2[feature], IdentifyHit { layer: layer.id, feature })),
        );
    }
    // Stable: of equal areas the layer higher on the map comes first.
    hits.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    (position, hits.into_iter().map(|(_, hit)| hit).collect())
}
