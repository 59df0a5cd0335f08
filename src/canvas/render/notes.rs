//! The dark note beside the pointer.

use egui::{FontId, Painter, Rect, vec2};

use crate::canvas::colours::colour;
use crate::canvas::tools::Tooltip;
use crate::i18n::Language;
use crate::theme::{Palette, RADIUS, SPACE_2, SPACE_4, TYPE_SMALL};

pub(super) fn note(painter: &Painter, palette: &Palette, tooltip: &Tooltip, language: Language) {
    let ink = colour(palette.map.tooltip_text);
    let text: Vec<String> = tooltip.lines.iter().map(|line| line.say(language)).collect();
    let galley = painter.layout_no_wrap(text.join("\n"), FontId::proportional(TYPE_SMALL), ink);
    let size = galley.size() + vec2(2.0 * SPACE_2, SPACE_2);
    let clip = painter.clip_rect();
    let mut corner = tooltip.at + vec2(SPACE_4, SPACE_4);
    // Near the right or lower rim it stands on the other side of the pointer.
    if corner.x + size.x > clip.right() {
        corner.x = tooltip.at.x - SPACE_4 - size.x;
    }
    if corner.y + size.y > clip.bottom() {
        corner.y = tooltip.at.y - SPACE_4 - size.y;
    }
    painter.rect_filled(Rect::from_min_size(corner, size), RADIUS, colour(palette.map.tooltip));
    painter.galley(corner + vec2(SPACE_2, SPACE_2 / 2.0), galley, ink);
}
