//! Paint zones and measures by land-use parcels: a brush that takes what it passes over, or a rectangle, a lasso or a polygon that takes
//! the parcels whose interior point it holds. The first stroke makes a zone or a measure; further ones change what is selected.

use egui::Pos2;

use super::draft::{Draft, Heard};
use super::parcels::{
    ParcelId, class_of, found, parcel_at, parcel_layers, parcels_along, parcels_near, parcels_within,
};
use super::{Scene, Tooltip};
use crate::base::BaseLayer;
use crate::canvas::input::ToolEvent;
use crate::canvas::measure::area_line;
use crate::canvas::words::CanvasText;
use crate::command::{Command, EditCommand, PaintBy, PaintEffect, PaintOnto};
use crate::design::{MeasureKind, Shape};
use crate::geometry::Point;
use crate::i18n::{Message, Text};

/// Parcels near an outline up to which it is said while it is drawn what it holds; above it is said when it ends.
const LIVE_PARCELS: usize = 500;

/// Parcels that are outlined at most while they are being picked.
const OUTLINED: usize = 250;

/// A lasso keeps a point for every so many points of the screen.
const LASSO_STEP: f32 = 3.0;

/// How the tool is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::canvas) struct PaintSetting {
    /// Measures of this kind, or zones.
    pub measure: Option<MeasureKind>,
    pub by: PaintBy,
    /// Parcels on the edge of an outline are cut there.
    pub clips: bool,
    pub lets_go: bool,
}

/// The paint tool and what is being picked.
#[derive(Default)]
pub(in crate::canvas) struct PaintTool {
    hovered: Option<ParcelId>,
    picking: Picking,
}

#[derive(Default)]
enum Picking {
    #[default]
    Nothing,
    /// Parcels that the drag has passed over, in that order.
    Brush {
        parcels: Vec<ParcelId>,
        last: Pos2,
    },
    Rectangle {
        from: Point,
        to: Point,
        within: Option<Vec<ParcelId>>,
    },
    Lasso {
        points: Vec<Point>,
        last: Pos2,
        within: Option<Vec<ParcelId>>,
    },
    Polygon {
        draft: Box<Draft>,
        within: Option<Vec<ParcelId>>,
    },
}

impl PaintTool {
    pub fn update(&mut self, scene: &Scene<'_>, setting: PaintSetting, commands: &mut Vec<Command>) {
        self.hovered = scene.input.pointer.and_then(|at| parcel_at(scene, at));
        if setting.by == PaintBy::Polygon && !matches!(self.picking, Picking::Polygon { .. }) {
            self.picking = Picking::Polygon { draft: Box::default(), within: None };
        } else if setting.by != PaintBy::Polygon && matches!(self.picking, Picking::Polygon { .. }) {
            self.picking = Picking::Nothing;
        }
        if let Picking::Polygon { draft, .. } = &mut self.picking {
            draft.follow(scene, true);
        }
        for event in &scene.input.events {
            self.hear(event, scene, setting, commands);
        }
        self.look_within(scene, setting);
    }

    fn hear(&mut self, event: &ToolEvent, scene: &Scene<'_>, setting: PaintSetting, commands: &mut Vec<Command>) {
        if let Picking::Polygon { draft, within } = &mut self.picking {
            let starts = draft.points.is_empty();
            match draft.hear(event, scene, true) {
                Heard::Finish if starts && matches!(event, ToolEvent::Enter) => {
                    commands.push(Command::Edit(EditCommand::Select(None)));
                }
                Heard::Finish if draft.points.len() >= 3 => {
                    let outline = std::mem::take(&mut draft.points);
                    *within = None;
                    commands.extend(painted_within(scene, setting, &outline));
                }
                _ => {}
            }
            return;
        }
        match *event {
            ToolEvent::Click(at) | ToolEvent::DoubleClick(at) => {
                let parcels = parcel_at(scene, at).into_iter().collect();
                commands.extend(painted(scene, setting, parcels, PaintEffect::AsFirst, None));
            }
            ToolEvent::DragStarted(at) => self.begin(at, scene, setting.by),
            ToolEvent::Dragged(at) => self.go_on(at, scene),
            ToolEvent::DragEnded(at) => {
                self.go_on(at, scene);
                match std::mem::take(&mut self.picking) {
                    Picking::Brush { parcels, .. } => {
                        commands.extend(painted(scene, setting, parcels, PaintEffect::AsFirst, None));
                    }
                    Picking::Rectangle { from, to, .. } => {
                        commands.extend(painted_within(scene, setting, &corners(from, to)));
                    }
                    Picking::Lasso { points, .. } => commands.extend(painted_within(scene, setting, &points)),
                    Picking::Nothing | Picking::Polygon { .. } => {}
                }
            }
            ToolEvent::Enter => commands.push(Command::Edit(EditCommand::Select(None))),
            ToolEvent::Backspace | ToolEvent::Cycle => {}
        }
    }

    fn begin(&mut self, at: Pos2, scene: &Scene<'_>, by: PaintBy) {
        let from = scene.space.plane(at);
        self.picking = match by {
            PaintBy::Brush => Picking::Brush { parcels: parcel_at(scene, at).into_iter().collect(), last: at },
            PaintBy::Rectangle => Picking::Rectangle { from, to: from, within: None },
            PaintBy::Lasso => Picking::Lasso { points: vec![from], last: at, within: None },
            PaintBy::Polygon => Picking::Nothing,
        };
    }

    fn go_on(&mut self, at: Pos2, scene: &Scene<'_>) {
        match &mut self.picking {
            Picking::Brush { parcels, last } => {
                for parcel in parcels_along(scene, *last, at) {
                    if !parcels.contains(&parcel) {
                        parcels.push(parcel);
                    }
                }
                *last = at;
            }
            Picking::Rectangle { to, .. } => *to = scene.space.plane(at),
            Picking::Lasso { points, last, .. } => {
                if last.distance(at) >= LASSO_STEP {
                    points.push(scene.space.plane(at));
                    *last = at;
                }
            }
            Picking::Nothing | Picking::Polygon { .. } => {}
        }
    }

    /// Finds out what the outline holds now, where that is quickly found.
    fn look_within(&mut self, scene: &Scene<'_>, setting: PaintSetting) {
        let outline = self.outline();
        if let Picking::Rectangle { within, .. } | Picking::Lasso { within, .. } | Picking::Polygon { within, .. } =
            &mut self.picking
        {
            let is_quick = outline.len() >= 3 && parcels_near(scene, &outline) <= LIVE_PARCELS;
            *within = is_quick.then(|| parcels_within(scene, &outline, setting.clips));
        }
    }

    /// The outline that is being drawn, open; empty for the brush.
    pub fn outline(&self) -> Vec<Point> {
        match &self.picking {
            Picking::Nothing | Picking::Brush { .. } => Vec::new(),
            Picking::Rectangle { from, to, .. } => corners(*from, *to),
            Picking::Lasso { points, .. } => points.clone(),
            Picking::Polygon { draft, .. } => draft.line(),
        }
    }

    fn taken(&self) -> &[ParcelId] {
        match &self.picking {
            Picking::Nothing => self.hovered.as_slice(),
            Picking::Brush { parcels, .. } => parcels,
            Picking::Rectangle { within, .. } | Picking::Lasso { within, .. } => within.as_deref().unwrap_or_default(),
            Picking::Polygon { draft, .. } if draft.points.is_empty() => self.hovered.as_slice(),
            Picking::Polygon { within, .. } => within.as_deref().unwrap_or_default(),
        }
    }

    /// Whether what the outline holds is found out only when it ends.
    fn is_put_off(&self) -> bool {
        match &self.picking {
            Picking::Rectangle { within, .. } | Picking::Lasso { within, .. } | Picking::Polygon { within, .. } => {
                within.is_none()
            }
            Picking::Nothing | Picking::Brush { .. } => false,
        }
    }

    /// Parcels to show as taken.
    pub fn highlighted<'a>(&'a self, scene: &'a Scene<'_>) -> impl Iterator<Item = (&'a BaseLayer, usize)> {
        self.taken().iter().take(OUTLINED).filter_map(|parcel| found(scene, *parcel))
    }

    pub fn in_progress(&self) -> bool {
        matches!(&self.picking, Picking::Polygon { draft, .. } if !draft.points.is_empty())
    }

    /// Takes the last vertex of a polygon back; whether there was one.
    pub fn take_back(&mut self) -> bool {
        match &mut self.picking {
            Picking::Polygon { draft, .. } => draft.take_back(),
            _ => false,
        }
    }

    /// One step out. A long outline asks first; whether anything was left.
    pub fn escape(&mut self) -> bool {
        if let Picking::Polygon { draft, .. } = &mut self.picking
            && !draft.points.is_empty()
            && draft.asks_again()
        {
            return true;
        }
        if !self.in_progress() && matches!(self.picking, Picking::Nothing | Picking::Polygon { .. }) {
            return false;
        }
        self.picking = Picking::Nothing;
        true
    }

    pub fn hint(&self, scene: &Scene<'_>, setting: PaintSetting) -> Message {
        if parcel_layers(scene).next().is_none() {
            return CanvasText::PaintNoParcels.plain();
        }
        if let Picking::Polygon { draft, .. } = &self.picking
            && draft.escape_asked
        {
            return CanvasText::DrawEscAgain.with([draft.points.len().into()]);
        }
        let what = setting.measure.map_or_else(|| CanvasText::PaintsZone.plain(), MeasureKind::message);
        let how = match setting.by {
            PaintBy::Brush => CanvasText::PaintBrush,
            PaintBy::Rectangle => CanvasText::PaintRectangle,
            PaintBy::Lasso => CanvasText::PaintLasso,
            PaintBy::Polygon => CanvasText::PaintPolygon,
        };
        let is_new = onto(scene, setting.measure).is_new();
        let stands = if is_new { CanvasText::PaintNew } else { CanvasText::PaintOnto };
        stands.with([what.into(), how.plain().into()])
    }

    /// Class and size of the parcel under the pointer; of all that are picked, how many and how much.
    pub fn tooltip(&self, scene: &Scene<'_>) -> Option<Tooltip> {
        let at = scene.input.pointer?;
        let taken: Vec<(&BaseLayer, usize)> = self.taken().iter().filter_map(|parcel| found(scene, *parcel)).collect();
        let area_m2 = taken.iter().map(|(layer, row)| layer.areas_m2[*row]).sum();
        let mut lines = Vec::new();
        match taken.as_slice() {
            [] if self.outline().len() < 3 => return None,
            [] if self.is_put_off() => lines.push(CanvasText::PaintAtRelease.plain()),
            [(layer, row)] => lines.extend([class_of(layer, *row), area_line(area_m2, scene.language)]),
            many => {
                lines.push(CanvasText::PaintCount.with([many.len().into()]));
                lines.push(area_line(area_m2, scene.language));
            }
        }
        Some(Tooltip { at, lines })
    }
}

fn corners(from: Point, to: Point) -> Vec<Point> {
    vec![from, [to[0], from[1]], to, [from[0], to[1]]]
}

/// The parcels of an outline, taken in or let go.
fn painted_within(scene: &Scene<'_>, setting: PaintSetting, outline: &[Point]) -> Option<Command> {
    let parcels = parcels_within(scene, outline, setting.clips);
    let within = setting.clips.then(|| Shape::from_ring(outline));
    painted(scene, setting, parcels, PaintEffect::TakeIn, within)
}

fn painted(
    scene: &Scene<'_>,
    setting: PaintSetting,
    parcels: Vec<ParcelId>,
    effect: PaintEffect,
    within: Option<Shape>,
) -> Option<Command> {
    let effect = if setting.lets_go || scene.input.shift { PaintEffect::LetGo } else { effect };
    let onto = onto(scene, setting.measure);
    (!parcels.is_empty()).then_some(Command::Edit(EditCommand::PaintParcels { onto, effect, parcels, within }))
}

fn onto(scene: &Scene<'_>, measure: Option<MeasureKind>) -> PaintOnto {
    PaintOnto::selected(scene.selection, measure, scene.document)
}
