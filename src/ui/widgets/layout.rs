//! Headings of sections, lines between them, and what a panel says while it is empty.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, Painter, RichText, Sense, Stroke, Ui, vec2};

use crate::theme;
use crate::ui::fonts;
use crate::ui::style::{HAIRLINE, color32, palette};

/// Small text in the secondary colour.
pub fn small(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).size(theme::TYPE_SMALL).color(color32(palette(ui).secondary))
}

/// Bold text of the body's size.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(fonts::bold(theme::TYPE_BODY))
}

/// Heading of a group of rows.
pub fn section_ui(ui: &mut Ui, title: &str) {
    ui.add_space(theme::SPACE_2);
    let colour = color32(palette(ui).secondary);
    ui.label(RichText::new(title).font(fonts::bold(theme::TYPE_SMALL)).color(colour));
    ui.add_space(theme::SPACE_1);
}

/// A one-pixel line over the whole width of the panel, its margins included.
pub fn divider_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HAIRLINE), Sense::hover());
    let stroke = Stroke::new(HAIRLINE, color32(palette(ui).line));
    ui.painter().hline(ui.clip_rect().x_range(), rect.center().y, stroke);
}

/// How wide a line of text is, points.
pub fn text_width(ui: &Ui, text: impl Into<String>, font: FontId) -> f32 {
    ui.ctx().fonts_mut(|fonts| fonts.layout_no_wrap(text.into(), font, Color32::PLACEHOLDER).size().x)
}

/// A line of text, cut with an ellipsis where it is wider than the room.
pub fn elided(painter: &Painter, text: &str, font: FontId, colour: Color32, room: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(room.max(0.0));
    painter.layout_job(job)
}

/// What a panel says while it is empty: what is missing, and the next step.
pub fn empty_state_ui(ui: &mut Ui, icon: &str, title: &str, next_step: &str) {
    ui.add_space(theme::SPACE_5);
    ui.vertical_centered(|ui| {
        let quiet = color32(palette(ui).secondary);
        ui.label(RichText::new(icon).font(fonts::icon(theme::TYPE_HERO)).color(quiet));
        ui.label(strong(title));
        ui.label(small(ui, next_step));
    });
    ui.add_space(theme::SPACE_5);
}
