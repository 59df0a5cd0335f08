//! Measure distance, angle and area on the map; nothing of it goes into the design.

use super::draft::{Draft, Heard};
use super::{Scene, Tooltip};
use crate::canvas::input::ToolEvent;
use crate::canvas::measure::{area_line, crossing_edges, edge_line, turn_degrees};
use crate::canvas::words::CanvasText;
use crate::crs::AreaPlane;
use crate::geometry::Point;
use crate::i18n::{Message, Text, fixed, length_m};

/// The ruler: a line on its way, or the last one, which stays until the next begins.
#[derive(Default)]
pub(in crate::canvas) struct RulerTool {
    draft: Draft,
    /// The line is finished: the pointer adds nothing.
    ended: bool,
}

impl RulerTool {
    pub fn update(&mut self, scene: &Scene<'_>) {
        self.draft.follow(scene, false);
        for event in &scene.input.events {
            if self.ended && matches!(event, ToolEvent::Click(_) | ToolEvent::DragEnded(_)) {
                *self = Self::default();
                self.draft.follow(scene, false);
            }
            if let Heard::Finish = self.draft.hear(event, scene, false) {
                self.ended = self.draft.points.len() >= 2;
            }
        }
    }

    /// The line, with the point that a click would add.
    pub fn line(&self) -> Vec<Point> {
        if self.ended { self.draft.points.clone() } else { self.draft.line() }
    }

    /// Goes the other way round where a boundary is traced.
    pub fn trace_other_way(&mut self) {
        self.draft.trace_other_way();
    }

    pub fn is_searching(&self) -> bool {
        self.draft.is_searching()
    }

    pub fn in_progress(&self) -> bool {
        !self.ended && !self.draft.points.is_empty()
    }

    pub fn take_back(&mut self) -> bool {
        self.draft.take_back()
    }

    /// Whether anything was on the map.
    pub fn escape(&mut self) -> bool {
        let left = !self.draft.points.is_empty();
        *self = Self::default();
        left
    }

    /// What comes next; once it is measured, what it was.
    pub fn hint(&self, scene: &Scene<'_>) -> Message {
        match (self.ended, self.draft.points.len()) {
            (true, _) => {
                let said: Vec<String> = self.figures(scene).iter().map(|line| line.say(scene.language)).collect();
                CanvasText::RulerEnded.with([said.join(" • ").into()])
            }
            (false, 0) => CanvasText::RulerFirst.plain(),
            (false, _) => CanvasText::RulerMore.plain(),
        }
    }

    pub fn tooltip(&self, scene: &Scene<'_>) -> Option<Tooltip> {
        let at = if self.ended { scene.space.screen(*self.line().last()?) } else { scene.input.pointer? };
        let snapped = self.draft.snapped.iter().filter(|_| !self.ended).map(|on| on.message.clone());
        let lines: Vec<Message> = snapped.chain(self.figures(scene)).collect();
        (!lines.is_empty()).then_some(Tooltip { at, lines })
    }

    /// The last edge, the turn at its beginning, the whole length, and the area once there are three points.
    fn figures(&self, scene: &Scene<'_>) -> Vec<Message> {
        let (line, mut lines) = (self.line(), Vec::new());
        if let [.., from, to] = line.as_slice() {
            lines.push(edge_line(CanvasText::EdgeLine, *from, *to));
        }
        if let [.., before, corner, after] = line.as_slice() {
            lines.push(CanvasText::RulerAngle.with([fixed(turn_degrees(*before, *corner, *after), 1).into()]));
            let length: f64 =
                line.windows(2).map(|pair| (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1])).sum();
            lines.push(CanvasText::RulerLength.with([length_m(length).into()]));
            if crossing_edges(&line, true).is_empty() {
                lines.push(area_line(AreaPlane::new(scene.plane).ring_m2(&line).abs(), scene.language));
            }
        }
        lines
    }
}
