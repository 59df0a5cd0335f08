//! Measures on the map: each kind a colour of its own and a mark, so that they are told apart without colour too.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Painter, Stroke};

use super::shapes::Prepared;
use crate::canvas::colours::colour;
use crate::canvas::tools::{PaintParcelsTool, Scene, parcels};
use crate::design::{FeatureId, Measure, MeasureId, Shape};
use crate::theme::{self, Palette};

/// Draws measures; keeps what is costly to find for those that did not change.
#[derive(Default)]
pub(super) struct MeasurePainter {
    measures: BTreeMap<MeasureId, (Arc<Measure>, Prepared)>,
}

impl MeasurePainter {
    /// Fill in the colour of the kind, outline with a casing; the one that is dragged where it is now, with its ghost.
    pub fn paint(&mut self, painter: &Painter, scene: &Scene<'_>, palette: &Palette) {
        let measures = &scene.document.current_scheme().measures;
        self.measures.retain(|id, (known, _)| measures.iter().any(|m| m.id == *id && Arc::ptr_eq(m, known)));
        let (space, visible) = (&scene.space, scene.space.visible());
        let moving = scene.gesture.and_then(|gesture| match gesture.feature() {
            FeatureId::Measure(id) => Some((id, Prepared::new(&gesture.shape().0))),
            FeatureId::Zone(_) => None,
        });
        for measure in measures {
            let moved = moving.as_ref().filter(|(id, _)| *id == measure.id).map(|(_, prepared)| prepared);
            if moved.is_none() && !measure.bounds().meets(&visible) {
                continue;
            }
            let known = self.measures.entry(measure.id);
            let standing = &known.or_insert_with(|| (Arc::clone(measure), Prepared::new(&measure.shape.0))).1;
            if moved.is_some() {
                standing.dashed(painter, space, Stroke::new(1.0, colour(palette.secondary)), 4.0, 3.0);
            }
            let prepared = moved.unwrap_or(standing);
            let selected = scene.selection == Some(FeatureId::Measure(measure.id));
            let kind = colour(theme::measure_colour(measure.kind.key()));
            let ink = if selected { colour(palette.selection) } else { kind };
            prepared.fill(painter, space, kind.gamma_multiply(theme::MEASURE_FILL_OPACITY));
            let casing = theme::MEASURE_OUTLINE + 2.0 * theme::ZONE_CASING;
            prepared.outline(painter, space, Stroke::new(casing, colour(palette.map.casing)));
            prepared.outline(painter, space, Stroke::new(theme::MEASURE_OUTLINE, ink));
        }
    }
}

/// The parcels that a click or the stroke in progress would take in.
pub(super) fn paint_parcels(painter: &Painter, scene: &Scene<'_>, palette: &Palette, tool: &PaintParcelsTool) {
    let Some(layer) = parcels(scene) else { return };
    for parcel in tool.highlighted().filter(|parcel| *parcel < layer.len()) {
        let prepared = Prepared::new(&Shape(layer.shapes.multi_polygon(parcel)).0);
        let ink = colour(palette.selection);
        prepared.fill(painter, &scene.space, ink.gamma_multiply(2.0 * theme::ZONE_FILL_OPACITY));
        prepared.outline(painter, &scene.space, Stroke::new(theme::ZONE_OUTLINE, ink));
    }
}
