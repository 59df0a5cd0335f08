//! The scale bar: a round length, at the bottom left.

use egui::{Align2, FontId, Painter, Rect, Stroke, pos2, vec2};

use super::super::colours::colour;
use crate::canvas::space::Space;
use crate::i18n::fixed;
use crate::theme::{Palette, RADIUS, SPACE_1, SPACE_2, SPACE_3, SPACE_5, TYPE_SMALL};

/// The bar is at most this long, points.
const LONGEST: f32 = 190.0;

pub(super) fn scale_bar(painter: &Painter, space: &Space, palette: &Palette) {
    let length_m = round_length_m(space.metres(LONGEST));
    let length = (length_m * space.points_per_m) as f32;
    let text = if length_m >= 1000.0 {
        format!("{} km", fixed(length_m / 1000.0, 0))
    } else {
        format!("{} m", fixed(length_m, if length_m < 1.0 { 1 } else { 0 }))
    };
    let ink = colour(palette.map.label);
    let galley = painter.layout_no_wrap(text, FontId::proportional(TYPE_SMALL), ink);
    let size = vec2(length + galley.size().x + 2.0 * SPACE_2 + SPACE_1, SPACE_5);
    let ground = Rect::from_min_size(space.rect.left_bottom() + vec2(SPACE_2, -SPACE_2 - size.y), size);
    painter.rect_filled(ground, RADIUS, colour(palette.map.scale_ground));
    let (left, base) = (ground.left() + SPACE_2, ground.bottom() - SPACE_2);
    let stroke = Stroke::new(1.5, ink);
    let right = left + length;
    for ends in [
        [pos2(left, base), pos2(right, base)],
        [pos2(left, base - SPACE_1), pos2(left, base)],
        [pos2(right, base - SPACE_1), pos2(right, base)],
    ] {
        painter.line_segment(ends, stroke);
    }
    let corner = Align2::LEFT_CENTER.anchor_size(pos2(right + SPACE_3 / 2.0, ground.center().y), galley.size()).min;
    painter.galley(corner, galley, ink);
}

/// The longest of 1, 2, 5, 10 … that is not longer than `most_m`.
fn round_length_m(most_m: f64) -> f64 {
    let power = 10f64.powf(most_m.log10().floor());
    [5.0, 2.0].into_iter().map(|step| step * power).find(|length| *length <= most_m).unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_round() {
        for (most, length) in [(190.0, 100.0), (200.0, 200.0), (999.0, 500.0), (0.3, 0.2), (1234.0, 1000.0)] {
            assert!((round_length_m(most) - length).abs() < 1e-9 * length);
        }
    }
}
