//! Draw a zone or a measure: a click a vertex; Enter, a double click or a click on the first vertex finishes.

use super::draft::{Draft, Heard};
use super::foreseen::Foreseen;
use super::{Scene, Tooltip};
use crate::canvas::measure::{area_line, crossing_edges, encloses_area};
use crate::canvas::words::CanvasText;
use crate::command::{Command, EditCommand, ToolKind, ViewCommand};
use crate::crs::AreaPlane;
use crate::design::MeasureKind;
use crate::design::Shape;
use crate::geometry::Point;
use crate::i18n::{Message, Text};

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
    draft: Draft,
    /// What is drawn: a measure of this kind, or a zone.
    measure: Option<MeasureKind>,
    refused: Option<NotYet>,
    foreseen: Foreseen,
}

impl DrawZoneTool {
    /// Draws measures of a kind from now on, or zones.
    pub fn draws(&mut self, measure: Option<MeasureKind>) {
        self.measure = measure;
    }

    pub fn update(&mut self, scene: &Scene<'_>, commands: &mut Vec<Command>) {
        self.draft.follow(scene, true);
        for event in &scene.input.events {
            match self.draft.hear(event, scene, true) {
                Heard::Changed => self.refused = None,
                Heard::Finish => self.finish(commands),
                Heard::Nothing => {}
            }
        }
        self.foreseen.follow(scene, self.outline());
    }

    pub fn points(&self) -> &[Point] {
        &self.draft.points
    }

    /// The draft with the vertex that a click would add.
    pub fn outline(&self) -> Vec<Point> {
        self.draft.line()
    }

    /// Edges of the outline that cross, by the vertex they start at.
    pub fn crossings(&self) -> Vec<usize> {
        crossing_edges(&self.outline(), false)
    }

    /// Goes the other way round where a boundary is traced.
    pub fn trace_other_way(&mut self) {
        self.draft.trace_other_way();
    }

    pub fn is_searching(&self) -> bool {
        self.draft.is_searching() || self.foreseen.is_waiting()
    }

    pub fn in_progress(&self) -> bool {
        !self.draft.points.is_empty()
    }

    /// Takes the last vertex back; whether there was one.
    pub fn take_back(&mut self) -> bool {
        self.refused = None;
        self.draft.take_back()
    }

    pub fn give_up(&mut self) {
        *self = Self { measure: self.measure, ..Self::default() };
    }

    /// One step out. A long draft asks first; whether anything was left.
    pub fn escape(&mut self) -> bool {
        if self.draft.asks_again() {
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
            let shape = Shape::from_ring(&self.draft.points);
            commands.push(Command::Edit(match self.measure {
                Some(kind) => EditCommand::DrawMeasure { kind, shape },
                None => EditCommand::DrawZone(shape),
            }));
            commands.push(Command::View(ViewCommand::Tool(ToolKind::Select)));
            self.give_up();
        }
    }

    pub fn hint(&self) -> Message {
        match (self.refused, self.draft.points.len()) {
            _ if self.draft.escape_asked => CanvasText::DrawEscAgain.with([self.draft.points.len().into()]),
            (Some(NotYet::TooFew), _) => CanvasText::DrawTooFew.plain(),
            (Some(NotYet::Crossing), _) => CanvasText::DrawCrossing.plain(),
            (Some(NotYet::Flat), _) => CanvasText::DrawFlat.plain(),
            (None, 0) => CanvasText::DrawFirst.plain(),
            (None, 1..=2) => CanvasText::DrawMore.plain(),
            (None, _) => CanvasText::DrawCanFinish.plain(),
        }
    }

    pub fn tooltip(&self, scene: &Scene<'_>) -> Option<Tooltip> {
        let at = scene.input.pointer?;
        let mut lines = self.draft.says();
        if self.draft.points.len() >= 2 {
            let plane = AreaPlane::new(scene.plane);
            lines.push(area_line(plane.ring_m2(&self.outline()).abs(), scene.language));
            lines.extend(self.foreseen.says().iter().cloned());
        }
        (!lines.is_empty()).then_some(Tooltip { at, lines })
    }

    fn not_yet(&self) -> Option<NotYet> {
        if self.draft.points.len() < 3 {
            Some(NotYet::TooFew)
        } else if !crossing_edges(&self.draft.points, true).is_empty() {
            Some(NotYet::Crossing)
        } else if !encloses_area(&self.draft.points) {
            Some(NotYet::Flat)
        } else {
            None
        }
    }
}
