//! The dark note beside the pointer, and the dark card beside a parcel.

use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Painter, Rect, vec2};

use crate::canvas::colours::colour;
use crate::canvas::tools::Tooltip;
use crate::i18n::{Language, Message};
use crate::theme::{
    CARD_RADIUS, CARD_WIDTH, Palette, RADIUS, SPACE_1, SPACE_2, SPACE_3, SPACE_4, TYPE_BODY, TYPE_SMALL,
};

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

/// A title and lines beside a place of the map: to the right of it, or where there is more room.
pub(super) fn card(
    painter: &Painter,
    palette: &Palette,
    beside: Rect,
    title: &Message,
    lines: &[Message],
    language: Language,
) {
    let ink = colour(palette.map.tooltip_text);
    let format = |size: f32| TextFormat {
        font_id: FontId::proportional(size),
        color: ink,
        line_height: Some(size * 1.45),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = CARD_WIDTH;
    job.append(&title.say(language), 0.0, format(TYPE_BODY));
    for line in lines {
        job.append("\n", 0.0, format(TYPE_SMALL));
        job.append(&line.say(language), 0.0, format(TYPE_SMALL));
    }
    let galley = painter.layout_job(job);
    let size = galley.size() + vec2(2.0 * SPACE_3, 2.0 * SPACE_2);
    let map = painter.clip_rect().shrink(SPACE_1);
    let right = beside.right() + SPACE_2;
    let left = if right + size.x <= map.right() { right } else { beside.left() - SPACE_2 - size.x };
    let room = (map.max - size).max(map.min);
    let corner = egui::pos2(left, beside.top()).clamp(map.min, room);
    painter.rect_filled(Rect::from_min_size(corner, size), CARD_RADIUS, colour(palette.map.tooltip));
    painter.galley(corner + vec2(SPACE_3, SPACE_2), galley, ink);
}
