//! Swatches: each layer in small, as the map draws it.

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::base::{Role, land_class};
use crate::theme::{self, Palette};
use crate::ui::style::{HAIRLINE, color32, palette};

const SIZE: egui::Vec2 = vec2(22.0, 14.0);
const CORNER: CornerRadius = CornerRadius::same(2);

/// The swatch of a base layer; faded with the layer's opacity.
pub fn role_swatch_ui(ui: &mut Ui, role: Role, opacity: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::hover());
    let rect = rect.shrink(0.5);
    let palette = palette(ui);
    let mut painter = ui.painter().with_clip_rect(rect.expand(1.0));
    painter.multiply_opacity(opacity.max(0.25));
    let map = &palette.map;
    match role {
        Role::LandUse => {
            fill(&painter, rect, color32(map.background));
            fill(&painter, rect, land_class_colour(palette, "0101", false).unwrap_or(color32(map.background)));
            outline(&painter, rect, Stroke::new(HAIRLINE, color32(palette.line)));
        }
        Role::PermanentBasicFarmland => {
            fill(&painter, rect, color32(map.farmland_fill));
            outline(&painter, rect, Stroke::new(1.2, color32(map.farmland_outline)));
        }
        Role::EcologicalRedLine => {
            hatch(&painter, rect, Stroke::new(HAIRLINE, color32(map.red_line_hatch)));
            outline(&painter, rect, Stroke::new(1.6, color32(map.red_line)));
        }
        Role::UrbanDevelopmentBoundary => {
            let stroke = Stroke::new(1.6, color32(map.development_boundary));
            let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
            painter.extend(egui::Shape::dashed_line(&corners, stroke, 4.0, 2.0));
        }
        Role::Village | Role::Township => {
            let stroke = Stroke::new(1.4, color32(map.village));
            let line = [rect.left_center(), rect.right_center()];
            painter.extend(egui::Shape::dashed_line(&line, stroke, 5.0, 2.5));
        }
        _ => {
            fill(&painter, rect, color32(map.reference.with_opacity(0.15)));
            outline(&painter, rect, Stroke::new(HAIRLINE, color32(map.reference)));
        }
    }
    response
}

/// The swatch of the zones of the design.
pub fn zone_swatch_ui(ui: &mut Ui) -> Response {
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::hover());
    let colour = palette(ui).selection;
    fill(ui.painter(), rect.shrink(0.5), color32(colour.with_opacity(theme::ZONE_FILL_OPACITY)));
    outline(ui.painter(), rect.shrink(1.0), Stroke::new(1.6, color32(colour)));
    response
}

/// The swatch of a land class.
pub fn land_class_swatch_ui(ui: &mut Ui, code: &str, full_colours: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::hover());
    let palette = palette(ui);
    let colour = land_class_colour(palette, code, full_colours).unwrap_or(color32(palette.raised));
    fill(ui.painter(), rect.shrink(0.5), colour);
    outline(ui.painter(), rect.shrink(0.5), Stroke::new(HAIRLINE, color32(palette.line)));
    response
}

/// The colour that the map gives to a land class: the standard's own, or half of it.
pub fn land_class_colour(palette: &Palette, code: &str, full_colours: bool) -> Option<Color32> {
    let [red, green, blue] = land_class(code)?.fill;
    let standard = theme::Rgba(red, green, blue, u8::MAX);
    let shown = if full_colours { standard } else { standard.mixed(palette.map.background, theme::QUIET_MIX) };
    Some(color32(shown))
}

fn fill(painter: &Painter, rect: Rect, colour: Color32) {
    painter.rect_filled(rect, CORNER, colour);
}

fn outline(painter: &Painter, rect: Rect, stroke: Stroke) {
    painter.rect_stroke(rect, CORNER, stroke, StrokeKind::Inside);
}

/// Lines at 45° over the rectangle.
fn hatch(painter: &Painter, rect: Rect, stroke: Stroke) {
    let painter = painter.with_clip_rect(rect);
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        let from: Pos2 = pos2(x, rect.top());
        painter.line_segment([from, from + vec2(rect.height(), rect.height())], stroke);
        x += 5.0;
    }
}
