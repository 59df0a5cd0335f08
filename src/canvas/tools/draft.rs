//! Points on their way to a shape or a line: a click a point, snapped unless Shift is held; Backspace takes the last one back.

use egui::Pos2;

use super::Scene;
use crate::canvas::input::ToolEvent;
use crate::canvas::measure::edge_line;
use crate::canvas::snap::{Snap, snap};
use crate::canvas::trace::{LOOKUPS_A_FRAME, Traced, Tracer};
use crate::canvas::words::CanvasText;
use crate::geometry::Point;
use crate::i18n::{Message, Text};
use crate::theme::GRAB_REACH;

/// Drafts of more points than this are given up only when asked twice.
const GIVEN_UP_AT_ONCE: usize = 3;

/// What an event meant for a draft.
pub(super) enum Heard {
    Nothing,
    Changed,
    Finish,
}

/// What is drawn so far.
#[derive(Default)]
pub(super) struct Draft {
    pub points: Vec<Point>,
    pub snapped: Option<Snap>,
    /// Where the next point would go.
    pub next: Option<Point>,
    pub escape_asked: bool,
    /// The points that a click would add: one, or a traced boundary.
    ahead: Vec<Point>,
    goes_other_way: bool,
    traces: Traces,
    tracer: Tracer,
}

/// How the way ahead follows a boundary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Traces {
    #[default]
    Nothing,
    Shortest,
    OtherWay,
    Searching,
    /// The two ends are not joined.
    NoWay,
}

impl Draft {
    /// Takes over where the pointer is. `closes`: the first point can be met again.
    pub fn follow(&mut self, scene: &Scene<'_>, closes: bool) {
        if let Some(pointer) = scene.input.pointer {
            self.snapped =
                if scene.input.shift { None } else { snap(scene, pointer, None, self.points.last().copied()) };
            let next = self.place(pointer, scene, closes);
            self.next = Some(next);
            self.look_ahead(scene, next, LOOKUPS_A_FRAME);
        } else {
            (self.snapped, self.next, self.ahead, self.traces) = (None, None, Vec::new(), Traces::Nothing);
        }
    }

    /// Goes round the other side, or the short way again.
    pub fn trace_other_way(&mut self) {
        self.goes_other_way = !self.goes_other_way;
    }

    /// Whether the way ahead is still being looked for.
    pub fn is_searching(&self) -> bool {
        self.traces == Traces::Searching
    }

    /// The way to the next point: straight, or along boundaries where both ends lie on one.
    fn look_ahead(&mut self, scene: &Scene<'_>, next: Point, lookups: usize) {
        (self.ahead, self.traces) = (vec![next], Traces::Nothing);
        let from = self.points.last().copied().filter(|from| *from != next);
        let Some(from) =
            from.filter(|_| scene.tracing && (self.snapped.is_some() || self.points.first() == Some(&next)))
        else {
            return;
        };
        self.traces = match self.tracer.way(scene, from, next, self.goes_other_way, lookups) {
            Traced::Way(way) => {
                self.ahead = way;
                if self.goes_other_way { Traces::OtherWay } else { Traces::Shortest }
            }
            Traced::Searching => Traces::Searching,
            Traced::None => Traces::NoWay,
        };
    }

    /// Takes an event in: a click adds a point, Backspace takes one back.
    pub fn hear(&mut self, event: &ToolEvent, scene: &Scene<'_>, closes: bool) -> Heard {
        match event {
            // A drag is a click that was not quite still.
            ToolEvent::Click(at) | ToolEvent::DragEnded(at) => {
                if self.click(*at, scene, closes) {
                    Heard::Changed
                } else {
                    Heard::Finish
                }
            }
            ToolEvent::DoubleClick(_) | ToolEvent::Enter => Heard::Finish,
            ToolEvent::Backspace => {
                self.take_back();
                Heard::Changed
            }
            ToolEvent::DragStarted(_) | ToolEvent::Dragged(_) | ToolEvent::Cycle => Heard::Nothing,
        }
    }

    /// What a tooltip says first: what was snapped to, and the edge to where the next point would go.
    pub fn says(&self) -> Vec<Message> {
        let edge = self.points.last().zip(self.next).map(|(last, next)| edge_line(CanvasText::EdgeLine, *last, next));
        let traced = match self.traces {
            Traces::Nothing => None,
            Traces::Shortest => Some(CanvasText::TraceShortest.with([self.ahead.len().into()])),
            Traces::OtherWay => Some(CanvasText::TraceOther.with([self.ahead.len().into()])),
            Traces::Searching => Some(CanvasText::TraceSearching.plain()),
            Traces::NoWay => Some(CanvasText::TraceNone.plain()),
        };
        self.snapped.iter().map(|snapped| snapped.message.clone()).chain(traced).chain(edge).collect()
    }

    /// Adds the point of a click; `false` where it met the first one.
    fn click(&mut self, at: Pos2, scene: &Scene<'_>, closes: bool) -> bool {
        self.escape_asked = false;
        if closes && self.is_on_first(at, scene) {
            // A traced way back to the first point belongs to the outline, the point itself is there.
            self.look_ahead(scene, self.points[0], usize::MAX);
            self.ahead.pop();
            self.points.append(&mut self.ahead);
            return false;
        }
        self.snapped = if scene.input.shift { None } else { snap(scene, at, None, self.points.last().copied()) };
        let place = self.place(at, scene, closes);
        if self.points.last() != Some(&place) {
            // A click does not wait for the next frame.
            self.look_ahead(scene, place, usize::MAX);
            self.points.append(&mut self.ahead);
            self.goes_other_way = false;
        }
        true
    }

    /// The points with those that a click would add.
    pub fn line(&self) -> Vec<Point> {
        let ahead: &[Point] = if self.points.is_empty() { &[] } else { &self.ahead };
        self.points.iter().chain(ahead).copied().collect()
    }

    /// Takes the last point back; whether there was one.
    pub fn take_back(&mut self) -> bool {
        self.escape_asked = false;
        self.points.pop().is_some()
    }

    /// Whether giving up is to be asked once more; it is asked by this.
    pub fn asks_again(&mut self) -> bool {
        let asks = self.points.len() > GIVEN_UP_AT_ONCE && !self.escape_asked;
        self.escape_asked |= asks;
        asks
    }

    fn is_on_first(&self, at: Pos2, scene: &Scene<'_>) -> bool {
        self.points.len() >= 3 && scene.space.screen(self.points[0]).distance(at) <= GRAB_REACH
    }

    fn place(&self, at: Pos2, scene: &Scene<'_>, closes: bool) -> Point {
        match (closes && self.is_on_first(at, scene), &self.snapped) {
            (true, _) => self.points[0],
            (false, Some(snapped)) => snapped.at,
            (false, None) => scene.space.plane(at),
        }
    }
}
