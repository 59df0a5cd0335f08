//! The heading of a tab: bold and underlined while it is in front.

use egui::{Align2, Sense, Stroke, Ui, vec2};

use crate::theme;
use crate::ui::fonts;
use crate::ui::style::{color32, palette};

/// Draws the heading; returns whether it was clicked.
pub fn tab_ui(ui: &mut Ui, text: &str, selected: bool) -> bool {
    let palette = palette(ui);
    let font = if selected { fonts::bold(theme::TYPE_BODY) } else { fonts::regular(theme::TYPE_BODY) };
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
