//! Land-use parcels under the pointer, along a stroke and inside an outline.

use egui::Pos2;

use super::Scene;
use crate::base::{BaseLayer, LayerId, Role};
use crate::geometry::{Point, Region};
use crate::i18n::Message;
use crate::session::class_name;

/// A stroke is looked at in steps of this many points of the screen, so that a quick hand skips nothing.
const STEP: f32 = 3.0;

/// A parcel by its layer and its number there.
pub(super) type ParcelId = (LayerId, usize);

/// The parcel at a position of the screen.
pub(super) fn parcel_at(scene: &Scene<'_>, at: Pos2) -> Option<ParcelId> {
    let at = scene.space.plane(at);
    parcel_layers(scene).find_map(|layer| Some((layer.id, *layer.features_at(at).first()?)))
}

/// The parcels that a stroke passes over, in its order; a parcel that it leaves and enters again stands twice.
pub(super) fn parcels_along(scene: &Scene<'_>, from: Pos2, to: Pos2) -> Vec<ParcelId> {
    let steps = (from.distance(to) / STEP).ceil().max(1.0);
    let places = (0..=steps as usize).map(|step| from + (to - from) * (step as f32 / steps));
    let mut along: Vec<ParcelId> = places.filter_map(|at| parcel_at(scene, at)).collect();
    along.dedup();
    along
}

/// Parcels whose interior point lies in an open ring, which may cross itself; `cut` takes all that the ring may touch.
pub(super) fn parcels_within(scene: &Scene<'_>, outline: &[Point], cut: bool) -> Vec<ParcelId> {
    let region = Region::new([outline]);
    let of_layer = |layer: &BaseLayer| {
        let within = if cut { layer.features_touching(&region) } else { layer.features_within(&region) };
        within.into_iter().map(|parcel| (layer.id, parcel)).collect::<Vec<_>>()
    };
    parcel_layers(scene).flat_map(of_layer).collect()
}

/// How many parcels the box of an outline meets: what it costs to ask which lie within.
pub(super) fn parcels_near(scene: &Scene<'_>, outline: &[Point]) -> usize {
    let bounds = Region::new([outline]).bounds();
    let mut count = 0;
    for layer in parcel_layers(scene) {
        layer.tree.query(&layer.shapes, &bounds, |_| count += 1);
    }
    count
}

/// The name of a parcel's class.
pub(super) fn class_of(layer: &BaseLayer, row: usize) -> Message {
    class_name(&layer.value(row, "DLBM").display())
}

/// The layers that are painted, top of the map first.
pub(super) fn parcel_layers<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a BaseLayer> {
    scene.layers.iter().filter(|layer| layer.role == Role::LandUse).map(|layer| layer.as_ref())
}

/// A parcel in its layer, if both are still there.
pub(super) fn found<'a>(scene: &'a Scene<'_>, (id, row): ParcelId) -> Option<(&'a BaseLayer, usize)> {
    parcel_layers(scene).find(|layer| layer.id == id && row < layer.len()).map(|layer| (layer, row))
}
