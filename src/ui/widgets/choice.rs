//! A few values side by side in one frame, one of them chosen.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::elided;
use crate::theme;
use crate::ui::fonts;
use crate::ui::style::{HAIRLINE, color32, palette};

/// Draws the values over the whole width; returns the one that was clicked.
pub fn choice_ui(ui: &mut Ui, name: &str, values: &[(String, String)], chosen: Option<usize>) -> Option<usize> {
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::CONTROL_HEIGHT), Sense::hover());
    let palette = palette(ui);
    let share = whole.width() / values.len().max(1) as f32;
    let radius = CornerRadius::same(theme::RADIUS as u8);
    let mut clicked = None;
    for (index, (text, says)) in values.iter().enumerate() {
        let left = whole.left() + share * index as f32;
        let cell = Rect::from_x_y_ranges(left..=left + share, whole.y_range());
        let is_chosen = chosen == Some(index);
        let response = ui.interact(cell, ui.scope_id().with((name, index)), Sense::click());
        let spoken = format!("{name} {text}");
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, &spoken));
        let ground = if is_chosen {
            Some(palette.selection_ground)
        } else {
            (response.hovered() || response.has_focus()).then_some(palette.raised)
        };
        if let Some(ground) = ground {
            ui.painter().rect_filled(cell.shrink(1.0), radius, color32(ground));
        }
        if response.has_focus() {
            let ring = Stroke::new(2.0, color32(palette.selection));
            ui.painter().rect_stroke(cell.shrink(1.0), radius, ring, StrokeKind::Inside);
        }
        if index > 0 {
            let line = Stroke::new(HAIRLINE, color32(palette.line));
            ui.painter().vline(left, whole.y_range().shrink(1.0), line);
        }
        let (font, ink) = if is_chosen {
            (fonts::bold(theme::TYPE_BODY), palette.selection)
        } else {
            (fonts::regular(theme::TYPE_BODY), palette.text)
        };
        let galley = elided(ui.painter(), text, font, color32(ink), cell.width() - 2.0 * HAIRLINE);
        ui.painter().galley(cell.center() - galley.size() / 2.0, galley, color32(ink));
        let response = if says.is_empty() { response } else { response.on_hover_text(says) };
        if response.clicked() {
            clicked = Some(index);
        }
    }
    let line = Stroke::new(HAIRLINE, color32(palette.line));
    ui.painter().rect_stroke(whole, radius, line, StrokeKind::Inside);
    clicked
}
