//! Names on the map: at most so many, none over another, each with a halo.

use std::sync::Arc;

use egui::{Align2, Color32, FontId, Galley, Painter, Pos2, Rect, vec2};

use super::blocks::number_in_circle;
use crate::theme::{BLOCK_NUMBER, MAP_LABELS, SPACE_1, TYPE_BODY};

/// Offsets of the halo, points.
const HALO: [(f32, f32); 8] =
    [(-1.2, 0.0), (1.2, 0.0), (0.0, -1.2), (0.0, 1.2), (-0.9, -0.9), (0.9, -0.9), (-0.9, 0.9), (0.9, 0.9)];

/// The labels of one frame. What is asked for first is placed first.
pub(super) struct Labels<'a> {
    painter: &'a Painter,
    text: Color32,
    halo: Color32,
    taken: Vec<Rect>,
}

impl<'a> Labels<'a> {
    pub fn new(painter: &'a Painter, text: Color32, halo: Color32) -> Self {
        Self { painter, text, halo, taken: Vec::new() }
    }

    /// Places lines of text around a position; each line has its size. Left out where there is no room: beyond `within`
    /// across, over another label, outside the map, or when there are enough.
    pub fn place(&mut self, at: Pos2, lines: &[(String, f32)], within: f32) -> bool {
        self.place_in(self.text, at, lines, within)
    }

    /// The same in another colour.
    pub fn place_in(&mut self, ink: Color32, at: Pos2, lines: &[(String, f32)], within: f32) -> bool {
        self.put(ink, at, lines, within, false)
    }

    /// A line of text in another colour, moved onto the map where it would reach beyond its rim.
    pub fn place_near(&mut self, ink: Color32, at: Pos2, line: (String, f32)) -> bool {
        self.put(ink, at, &[line], f32::INFINITY, true)
    }

    /// A number in a circle with a line of text beside it; the circle stands at the position.
    pub fn place_numbered(&mut self, ink: Color32, at: Pos2, number: usize, text: String) -> bool {
        if self.taken.len() >= MAP_LABELS {
            return false;
        }
        let galley = self.painter.layout_no_wrap(text, FontId::proportional(TYPE_BODY), ink);
        let circle = Rect::from_center_size(at, vec2(2.0 * BLOCK_NUMBER, 2.0 * BLOCK_NUMBER));
        let corner = Pos2::new(circle.right() + SPACE_1, at.y - galley.size().y / 2.0);
        let rect = circle.union(Rect::from_min_size(corner, galley.size()));
        let free = self.painter.clip_rect().contains_rect(rect)
            && !self.taken.iter().any(|taken| taken.expand(SPACE_1).intersects(rect));
        if !free {
            return false;
        }
        number_in_circle(self.painter, at, number, ink, self.halo.to_opaque());
        self.with_halo(corner, galley, ink);
        self.taken.push(rect);
        true
    }

    fn with_halo(&self, corner: Pos2, galley: Arc<Galley>, ink: Color32) {
        for (x, y) in HALO {
            self.painter.galley_with_override_text_color(corner + vec2(x, y), galley.clone(), self.halo);
        }
        self.painter.galley(corner, galley, ink);
    }

    fn put(&mut self, ink: Color32, at: Pos2, lines: &[(String, f32)], within: f32, moved: bool) -> bool {
        if self.taken.len() >= MAP_LABELS {
            return false;
        }
        let galleys: Vec<Arc<Galley>> = lines
            .iter()
            .map(|(text, size)| self.painter.layout_no_wrap(text.clone(), FontId::proportional(*size), ink))
            .collect();
        let width = galleys.iter().map(|galley| galley.size().x).fold(0.0, f32::max);
        let height: f32 = galleys.iter().map(|galley| galley.size().y).sum();
        let size = vec2(width, height);
        let map = self.painter.clip_rect();
        let room = map.shrink2(size / 2.0 + vec2(SPACE_1, SPACE_1));
        let at = if moved && room.is_positive() { at.clamp(room.min, room.max) } else { at };
        let rect = Align2::CENTER_CENTER.anchor_size(at, size);
        let free = map.contains_rect(rect) && !self.taken.iter().any(|taken| taken.expand(SPACE_1).intersects(rect));
        if width > within || !free {
            return false;
        }
        let mut top = rect.top();
        for galley in galleys {
            let corner = Pos2::new(at.x - galley.size().x / 2.0, top);
            top += galley.size().y;
            self.with_halo(corner, galley, ink);
        }
        self.taken.push(rect);
        true
    }
}
