//! Paint measures by whole land-use parcels: a click takes a parcel in or lets it go, a drag takes all it passes over.

use egui::Pos2;

use super::{Scene, Tooltip};
use crate::base::{BaseLayer, LayerId, Role};
use crate::canvas::input::ToolEvent;
use crate::canvas::measure::area_line;
use crate::canvas::words::CanvasText;
use crate::command::{Command, EditCommand};
use crate::design::{FeatureId, MeasureId, MeasureKind};
use crate::i18n::{Message, Text};
use crate::session::class_name;

/// The paint tool and the parcels of the stroke in progress.
#[derive(Default)]
pub(in crate::canvas) struct PaintParcelsTool {
    /// Parcels that the drag has passed over, in that order.
    stroke: Vec<ParcelId>,
    hovered: Option<ParcelId>,
}

/// A parcel by its layer and its number there.
pub(super) type ParcelId = (LayerId, usize);

impl PaintParcelsTool {
    pub fn update(&mut self, scene: &Scene<'_>, kind: MeasureKind, commands: &mut Vec<Command>) {
        let parcel_at = |at| parcel_at(scene, at);
        self.hovered = scene.input.pointer.and_then(parcel_at);
        for event in &scene.input.events {
            match *event {
                ToolEvent::Click(at) | ToolEvent::DoubleClick(at) => {
                    self.stroke = parcel_at(at).into_iter().collect();
                    self.finish(scene, kind, commands);
                }
                ToolEvent::DragStarted(at) | ToolEvent::Dragged(at) => {
                    if let Some(parcel) = parcel_at(at).filter(|parcel| !self.stroke.contains(parcel)) {
                        self.stroke.push(parcel);
                    }
                }
                ToolEvent::DragEnded(_) => self.finish(scene, kind, commands),
                ToolEvent::Enter => commands.push(Command::Edit(EditCommand::Select(None))),
                ToolEvent::Backspace | ToolEvent::Cycle => {}
            }
        }
    }

    /// Parcels to show as taken: those of the stroke, and the one under the pointer.
    pub fn highlighted<'a>(&'a self, scene: &'a Scene<'_>) -> impl Iterator<Item = (&'a BaseLayer, usize)> {
        let hovered = self.hovered.filter(|hovered| !self.stroke.contains(hovered));
        self.stroke.iter().copied().chain(hovered).filter_map(|parcel| found(scene, parcel))
    }

    pub fn hint(&self, scene: &Scene<'_>, kind: MeasureKind) -> Message {
        if parcel_layers(scene).next().is_none() {
            return CanvasText::PaintNoParcels.plain();
        }
        let text = if onto(scene, kind).is_some() { CanvasText::PaintOnto } else { CanvasText::PaintHint };
        text.with([kind.message().into()])
    }

    /// Class and size of the parcel under the pointer; of all of them during a stroke.
    pub fn tooltip(&self, scene: &Scene<'_>) -> Option<Tooltip> {
        let (at, hovered) = (scene.input.pointer?, self.hovered?);
        let (layer, row) = found(scene, hovered)?;
        let class = class_of(layer, row);
        let taken: &[ParcelId] = if self.stroke.is_empty() { &[hovered] } else { &self.stroke };
        let taken = taken.iter().filter_map(|parcel| found(scene, *parcel));
        let area_m2 = taken.map(|(layer, row)| layer.areas_m2[row]).sum();
        Some(Tooltip { at, lines: vec![class, area_line(area_m2, scene.language)] })
    }

    fn finish(&mut self, scene: &Scene<'_>, kind: MeasureKind, commands: &mut Vec<Command>) {
        let parcels = std::mem::take(&mut self.stroke);
        if !parcels.is_empty() {
            commands.push(Command::Edit(EditCommand::PaintParcels { kind, onto: onto(scene, kind), parcels }));
        }
    }
}

/// The parcel at a position of the screen.
pub(super) fn parcel_at(scene: &Scene<'_>, at: Pos2) -> Option<ParcelId> {
    let at = scene.space.plane(at);
    parcel_layers(scene).find_map(|layer| Some((layer.id, *layer.features_at(at).first()?)))
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

/// The measure that takes the parcels on: the selected one, if it is of the kind in hand.
fn onto(scene: &Scene<'_>, kind: MeasureKind) -> Option<MeasureId> {
    match scene.selection {
        Some(FeatureId::Measure(id)) => {
            scene.document.measure(id).filter(|measure| measure.kind == kind).map(|measure| measure.id)
        }
        _ => None,
    }
}
