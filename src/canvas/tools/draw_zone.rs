//! Draw a zone or a measure: a click a vertex; Enter, a double click or a click on the first vertex finishes.

use egui::Pos2;

use super::{Scene, Tooltip};
use crate::canvas::input::ToolEvent;
use crate::canvas::measure::{area_line, crossing_edges, edge_line, encloses_area};
use crate::canvas::snap::{Snap, snap};
use crate::canvas::words::CanvasText;
use crate::command::{Command, EditCommand, ToolKind, ViewCommand};
use crate::crs::AreaPlane;
use crate::design::MeasureKind;
use crate::design::Shape;
use crate::geometry::Point;
use crate::i18n::{Message, Text};
use crate::theme::GRAB_REACH;

/// Drafts of more vertices than this are given up only when asked twice.
const GIVEN_UP_AT_ONCE: usize = 3;

/// Why a draft can't be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NotYet {
    TooFew,
    Crossing,
    Flat,
}

/// The draw tool and its draft.
#[derive(Default)]
pub(in crate::canvas) struct DrawZoneTool {
    points: Vec<Point>,
    /// What is drawn: a measure of this kind, or a zone.
    measure: Option<MeasureKind>,
    snapped: Option<Snap>,
    /// Where the next vertex would go.
    next: Option<Point>,
    refused: Option<NotYet>,
    escape_asked: bool,
}

impl DrawZoneTool {
    /// Draws measures of a kind from now on, or zones.
    pub fn draws(&mut self, measure: Option<MeasureKind>) {
        self.measure = measure;
    }

    pub fn update(&mut self, scene: &Scene<'_>, commands: &mut Vec<Command>) {
        if let Some(pointer) = scene.input.pointer {
            self.snapped = if scene.input.shift { None } else { snap(scene, pointer, None) };
            self.next = Some(self.place(pointer, scene));
        } else {
            (self.snapped, self.next) = (None, None);
        }
        for event in &scene.input.events {
            match event {
                // A drag with this tool is a click that was not quite still.
                ToolEvent::Click(at) | ToolEvent::DragEnded(at) => self.click(*at, scene, commands),
                ToolEvent::DoubleClick(_) | ToolEvent::Enter => self.finish(commands),
                ToolEvent::Backspace => {
                    self.take_back();
                }
                ToolEvent::DragStarted(_) | ToolEvent::Dragged(_) | ToolEvent::Cycle => {}
            }
        }
    }

    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The draft with the vertex that a click would add.
    pub fn outline(&self) -> Vec<Point> {
        self.points.iter().copied().chain(self.next.filter(|_| !self.points.is_empty())).collect()
    }

    /// Edges of the outline that cross, by the vertex they start at.
    pub fn crossings(&self) -> Vec<usize> {
        crossing_edges(&self.outline(), false)
    }

    pub fn in_progress(&self) -> bool {
        !self.points.is_empty()
    }

    /// Takes the last vertex back; whether there was one.
    pub fn take_back(&mut self) -> bool {
        (self.refused, self.escape_asked) = (None, false);
        self.points.pop().is_some()
    }

    pub fn give_up(&mut self) {
        *self = Self { measure: self.measure, ..Self::default() };
    }

    /// One step out. A long draft asks first; whether anything was left.
    pub fn escape(&mut self) -> bool {
        if self.points.len() > GIVEN_UP_AT_ONCE && !self.escape_asked {
            self.escape_asked = true;
            return true;
        }
        let left = self.in_progress();
        self.give_up();
        left
    }

    /// Queues the zone, or the measure of the kind in hand, or says why not yet.
    pub fn finish(&mut self, commands: &mut Vec<Command>) {
        self.refused = self.not_yet();
        if self.refused.is_none() {
            let shape = Shape::from_ring(&self.points);
            commands.push(Command::Edit(match self.measure {
                Some(kind) => EditCommand::DrawMeasure { kind, shape },
                None => EditCommand::DrawZone(shape),
            }));
            commands.push(Command::View(ViewCommand::Tool(ToolKind::Select)));
            self.give_up();
        }
    }

    pub fn hint(&self) -> Message {
        match (self.refused, self.points.len()) {
            _ if self.escape_asked => CanvasText::DrawEscAgain.with([self.points.len().into()]),
            (Some(NotYet::TooFew), _) => CanvasText::DrawTooFew.plain(),
            (Some(NotYet::Crossing), _) => CanvasText::DrawCrossing.plain(),
            (Some(NotYet::Flat), _) => CanvasText::DrawFlat.plain(),
            (None, 0) => CanvasText::DrawFirst.plain(),
            (None, 1..=2) => CanvasText::DrawMore.plain(),
            (None, _) => CanvasText::DrawCanFinish.plain(),
        }
    }

    pub fn tooltip(&self, scene: &Scene<'_>) -> Option<Tooltip> {
        let (at, next) = (scene.input.pointer?, self.next?);
        let mut lines: Vec<Message> = self.snapped.iter().map(|snapped| snapped.message.clone()).collect();
        if let Some(last) = self.points.last() {
            lines.push(edge_line(CanvasText::EdgeLine, *last, next));
        }
        if self.points.len() >= 2 {
            let plane = AreaPlane::new(scene.plane);
            lines.push(area_line(plane.ring_m2(&self.outline()).abs(), scene.language));
        }
        (!lines.is_empty()).then_some(Tooltip { at, lines })
    }

    fn place(&self, at: Pos2, scene: &Scene<'_>) -> Point {
        match (self.on_first(at, scene), &self.snapped) {
            (true, _) => self.points[0],
            (false, Some(snapped)) => snapped.at,
            (false, None) => scene.space.plane(at),
        }
    }

    fn on_first(&self, at: Pos2, scene: &Scene<'_>) -> bool {
        self.points.len() >= 3 && scene.space.screen(self.points[0]).distance(at) <= GRAB_REACH
    }

    fn click(&mut self, at: Pos2, scene: &Scene<'_>, commands: &mut Vec<Command>) {
        (self.refused, self.escape_asked) = (None, false);
        if self.on_first(at, scene) {
            self.finish(commands);
            return;
        }
        self.snapped = if scene.input.shift { None } else { snap(scene, at, None) };
        let place = self.place(at, scene);
        if self.points.last() != Some(&place) {
            self.points.push(place);
        }
    }

    fn not_yet(&self) -> Option<NotYet> {
        if self.points.len() < 3 {
            Some(NotYet::TooFew)
        } else if !crossing_edges(&self.points, true).is_empty() {
            Some(NotYet::Crossing)
        } else if !encloses_area(&self.points) {
            Some(NotYet::Flat)
        } else {
            None
        }
    }
}
