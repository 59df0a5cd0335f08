//! Severity is always shape, word, pattern and colour together; here are shape, word and colour.

use egui::{Align2, Color32, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, vec2};

use crate::checks::Severity;
use crate::i18n::texts;
use crate::theme::{self, Palette, SeverityColours};
use crate::ui::style::{color32, palette};
use crate::ui::{fonts, icons};

texts! {
    /// Words of the severities.
    SeverityText {
        Forbidden: "禁止", "Forbidden";
        Procedure: "须走程序", "Procedure";
        Review: "须说明", "To review";
        Information: "提示", "Information";
        Satisfied: "无冲突", "No conflict";
    }
}

impl From<Severity> for SeverityText {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Forbidden => Self::Forbidden,
            Severity::Procedure => Self::Procedure,
            Severity::Review => Self::Review,
            Severity::Information => Self::Information,
        }
    }
}

/// Colours of a severity in a palette.
pub fn severity_colours(palette: &Palette, severity: Severity) -> SeverityColours {
    match severity {
        Severity::Forbidden => palette.forbidden,
        Severity::Procedure => palette.procedure,
        Severity::Review => palette.review,
        Severity::Information => palette.information,
    }
}

/// The shape of a severity: hexagon with a cross, triangle, diamond, disc; each told apart without its colour.
pub fn severity_mark_ui(ui: &mut Ui, severity: Severity) -> Response {
    let palette = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(theme::SPACE_4, theme::SPACE_4), Sense::hover());
    let mark = color32(severity_colours(palette, severity).mark);
    let sides = match severity {
        Severity::Forbidden => 6,
        Severity::Procedure => 3,
        Severity::Review => 4,
        Severity::Information => 32,
    };
    let center = if sides == 3 { rect.center() + vec2(0.0, 1.5) } else { rect.center() };
    let radius = if sides == 3 { theme::SPACE_2 + 1.5 } else { theme::SPACE_2 };
    ui.painter().add(Shape::convex_polygon(regular_polygon(center, radius, sides), mark, Stroke::NONE));
    let inner = Stroke::new(1.6, color32(palette.panel));
    let at = |x: f32, y: f32| rect.center() + vec2(x, y);
    if severity == Severity::Forbidden {
        ui.painter().line_segment([at(-2.6, -2.6), at(2.6, 2.6)], inner);
        ui.painter().line_segment([at(-2.6, 2.6), at(2.6, -2.6)], inner);
    } else {
        // An exclamation mark, upside down for information.
        let flip = if severity == Severity::Information { -1.0 } else { 1.0 };
        let drop = if sides == 3 { 1.5 } else { 0.0 };
        ui.painter().line_segment([at(0.0, -3.4 * flip + drop), at(0.0, 0.8 * flip + drop)], inner);
        ui.painter().circle_filled(at(0.0, 3.3 * flip + drop), 1.0, color32(palette.panel));
    }
    response
}

/// A green disc with a check mark.
pub fn satisfied_mark_ui(ui: &mut Ui) -> Response {
    let palette = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(theme::SPACE_4, theme::SPACE_4), Sense::hover());
    ui.painter().circle_filled(rect.center(), theme::SPACE_2, color32(palette.satisfied.mark));
    check_ui(ui, rect, color32(palette.panel));
    response
}

fn check_ui(ui: &Ui, rect: Rect, colour: Color32) {
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icons::CHECK, fonts::icon(theme::TYPE_SMALL), colour);
}

/// Corners of a regular polygon with one corner on top.
fn regular_polygon(center: Pos2, radius: f32, sides: usize) -> Vec<Pos2> {
    (0..sides)
        .map(|side| {
            let angle = std::f32::consts::TAU * side as f32 / sides as f32;
            center + vec2(angle.sin() * radius, -angle.cos() * radius)
        })
        .collect()
}
