//! What an outline would cover if it were finished now: said at the pointer while it is still being drawn.

use std::time::{Duration, Instant};

use super::Scene;
use crate::canvas::words::CanvasText;
use crate::checks::Severity;
use crate::design::Shape;
use crate::geometry::Point;
use crate::i18n::{Language, Message, Text, area_mu};

/// An answer that took longer than this is given when the pointer rests, not while it moves: the frame is the map's.
const WHILE_MOVING: Duration = Duration::from_millis(5);

/// The protected land under an outline.
#[derive(Default)]
pub(super) struct Foreseen {
    outline: Vec<Point>,
    lines: Vec<Message>,
    took: Duration,
    waits: bool,
}

impl Foreseen {
    /// Looks again where the outline is another one; an outline that crosses itself covers nothing that could be told.
    pub fn follow(&mut self, scene: &Scene<'_>, outline: Vec<Point>) {
        let moved = outline != self.outline;
        if !moved && !self.waits {
            return;
        }
        if moved {
            self.outline = outline;
            self.lines.clear();
            self.waits = self.took > WHILE_MOVING;
        } else {
            self.waits = false;
        }
        if !self.waits {
            let begun = Instant::now();
            self.lines = covered(scene, &self.outline);
            self.took = begun.elapsed();
        }
    }

    /// Whether an answer is still owed: the next frame gives it if the pointer rests.
    pub fn is_waiting(&self) -> bool {
        self.waits
    }

    /// One line for each kind of land that a rule protects, the gravest first.
    pub fn says(&self) -> &[Message] {
        &self.lines
    }
}

fn covered(scene: &Scene<'_>, outline: &[Point]) -> Vec<Message> {
    let Some(conflicts) = scene.conflicts.filter(|_| outline.len() >= 3) else { return Vec::new() };
    let Ok(report) = conflicts.report(&Shape::from_ring(outline).0) else { return Vec::new() };
    let restricts = |severity| matches!(severity, Severity::Forbidden | Severity::Procedure);
    let lines = report.lines.iter().filter(|line| line.features > 0 && restricts(line.severity));
    lines
        .map(|line| {
            let area =
                Message::owned(area_mu(line.area_m2, Language::Chinese), area_mu(line.area_m2, Language::English));
            CanvasText::Covers.with([line.role.message().into(), area.into()])
        })
        .collect()
}
