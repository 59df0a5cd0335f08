//! The heading of a tab: bold and underlined while it is in front.

use egui::{Align2, Color32, Sense, Stroke, Ui, vec2};

use crate::theme;
use crate::ui::fonts;
use crate::ui::style::{color32, palette};

/// Sets the room between tabs so that all of them fit into the width there is; returns the size of their type.
pub fn fitting_tabs(ui: &mut Ui, texts: &[&str]) -> f32 {
    let width = |size: f32| -> f32 {
        let of = |text: &&str| {
            let galley = ui.painter().layout_no_wrap((*text).to_owned(), fonts::bold(size), Color32::PLACEHOLDER);
            galley.size().x
        };
        texts.iter().map(of).sum()
    };
    let gaps = texts.len().saturating_sub(1).max(1) as f32;
    let size = [theme::TYPE_BODY, theme::TYPE_SMALL + 1.0]
        .into_iter()
        .find(|&size| width(size) + gaps * theme::SPACE_2 <= ui.available_width())
        .unwrap_or(theme::TYPE_SMALL);
    let room = (ui.available_width() - width(size)) / gaps;
    ui.spacing_mut().item_spacing.x = room.floor().clamp(2.0, theme::SPACE_4);
    size
}

/// Draws the heading in a size of type; returns whether it was clicked.
pub fn tab_ui(ui: &mut Ui, text: &str, selected: bool, size: f32) -> bool {
    let palette = palette(ui);
    let font = if selected { fonts::bold(size) } else { fonts::regular(size) };
    let colour = color32(if selected { palette.text } else { palette.secondary });
    let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font.clone(), colour));
    let size = vec2(galley.size().x, theme::CONTROL_HEIGHT + theme::SPACE_2);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, selected, text));
    let colour = if response.hovered() || response.has_focus() { color32(palette.text) } else { colour };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, colour);
    if selected {
        let line = Stroke::new(2.0, color32(palette.accent));
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, line);
    }
    response.clicked()
}
