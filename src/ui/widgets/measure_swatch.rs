//! Swatches of measures: outline, bands, marks and links in small, as the map draws them.

use egui::{Align2, CornerRadius, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, vec2};

use super::swatch::land_class_colour;
use crate::design::MeasureKind;
use crate::i18n::Language;
use crate::theme;
use crate::ui::fonts;
use crate::ui::style::{color32, palette};

const SIZE: egui::Vec2 = vec2(26.0, 18.0);
const CORNER: CornerRadius = CornerRadius::same(2);
/// Bands are narrower than on the map: both must find room.
const BAND: f32 = 2.0;
/// What the swatch of all measures shows: a house plot that becomes dry land.
const EXAMPLE: [&str; 2] = ["0702", "0103"];

/// A sign of measures that is not their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureSign {
    /// Class before and class after.
    Bands,
    /// A demolition and its new construction.
    Link,
    /// One that builds more than it gives back.
    ShortLink,
    /// New construction without a demolition.
    Unbacked,
}

/// A kind: its colour and its mark.
pub fn measure_swatch_ui(ui: &mut Ui, kind: MeasureKind, language: Language) -> Response {
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::hover());
    let colour = theme::measure_colour(kind.key());
    let rect = rect.shrink(0.5);
    ui.painter().rect_filled(rect, CORNER, color32(colour.with_opacity(theme::MEASURE_FILL_OPACITY)));
    let outline = Stroke::new(theme::MEASURE_OUTLINE, color32(colour));
    ui.painter().rect_stroke(rect, CORNER, outline, StrokeKind::Inside);
    let (font, ink) = (fonts::regular(theme::TYPE_SMALL), color32(palette(ui).text));
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, kind.mark(language), font, ink);
    response
}

/// Another sign.
pub fn measure_sign_swatch_ui(ui: &mut Ui, sign: MeasureSign) -> Response {
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::hover());
    let rect = rect.shrink(0.5);
    let (palette, painter) = (palette(ui), ui.painter());
    let alarm = Stroke::new(theme::LINK, color32(palette.forbidden.mark));
    match sign {
        MeasureSign::Bands => {
            let ink = color32(theme::measure_colour("reclaim"));
            painter.rect_filled(rect, CORNER, ink.gamma_multiply(theme::MEASURE_FILL_OPACITY));
            let mut inner = rect;
            let mut band = |width: f32, colour| {
                painter.rect_stroke(inner, 0.0, Stroke::new(width, colour), StrokeKind::Inside);
                inner = inner.shrink(width);
            };
            band(theme::MEASURE_OUTLINE, ink);
            for class in EXAMPLE {
                band(BAND, land_class_colour(palette, class, true).unwrap_or(ink));
                band(theme::MEASURE_BAND_LINE, ink);
            }
        }
        MeasureSign::Link | MeasureSign::ShortLink => {
            let ends = [rect.left_center() + vec2(4.0, 0.0), rect.right_center() - vec2(4.0, 0.0)];
            let stroke = match sign {
                MeasureSign::Link => Stroke::new(theme::LINK, color32(palette.map.label)),
                _ => alarm,
            };
            match sign {
                MeasureSign::Link => {
                    painter.line_segment(ends, stroke);
                }
                _ => painter.extend(Shape::dashed_line(&ends, stroke, 4.0, 3.0)),
            }
            painter.circle(ends[0], theme::LINK_END, color32(palette.panel), stroke);
            painter.circle_filled(ends[1], theme::LINK_END, stroke.color);
        }
        MeasureSign::Unbacked => {
            let corners = closed_corners(rect.shrink(1.0));
            painter.extend(Shape::dashed_line(&corners, Stroke::new(theme::ZONE_OUTLINE, alarm.color), 4.0, 3.0));
            painter.text(rect.center(), Align2::CENTER_CENTER, "!", fonts::bold(theme::TYPE_SMALL), alarm.color);
        }
    }
    response
}

fn closed_corners(rect: Rect) -> [egui::Pos2; 5] {
    [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()]
}
