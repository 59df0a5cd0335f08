//! Patterns over land in conflict, clipped to it by scan lines: severity can be told without colour.

use egui::{Painter, Pos2, Rect, Stroke, pos2};

use crate::canvas::space::Space;
use crate::checks::Severity;
use crate::geometry::Point;
use crate::theme;

/// Lines of one piece, and dots of one row, at most.
const AT_MOST: usize = 600;

/// Hatches a piece, given as its rings, with the pattern of its severity.
pub(super) fn hatch<'a>(
    painter: &Painter,
    space: &Space,
    severity: Severity,
    piece: impl Iterator<Item = &'a [Point]>,
    stroke: Stroke,
) {
    let rings: Vec<Vec<Pos2>> = piece.map(|ring| ring.iter().map(|at| space.screen(*at)).collect()).collect();
    let clip = painter.clip_rect();
    let lines = |angle: f32, distance: f32| {
        for (a, b) in scan_lines(&rings, clip, angle, distance, phase(space, angle, distance)) {
            painter.line_segment([a, b], stroke);
        }
    };
    match severity {
        Severity::Forbidden => {
            lines(45.0, theme::CONFLICT_HATCH);
            lines(-45.0, theme::CONFLICT_HATCH);
        }
        Severity::Procedure => lines(45.0, theme::CONFLICT_HATCH),
        Severity::Review => lines(-45.0, theme::CONFLICT_HATCH_WIDE),
        Severity::Information => {
            let apart = theme::CONFLICT_HATCH_WIDE;
            let start = phase(space, 90.0, apart);
            for (a, b) in scan_lines(&rings, clip, 0.0, apart, phase(space, 0.0, apart)) {
                let first = ((a.x.max(clip.left()) - start) / apart).ceil() as i32;
                let columns = (first..).map(|column| column as f32 * apart + start);
                for x in columns.take_while(|x| *x <= b.x.min(clip.right())).take(AT_MOST) {
                    painter.circle_filled(pos2(x, a.y), theme::CONFLICT_LINE, stroke.color);
                }
            }
        }
    }
}

/// Where the first line of a pattern lies. Patterns are counted from the origin of the plane: neighbouring pieces share their
/// lines, and the lines stay on the land when the map is moved.
fn phase(space: &Space, angle: f32, distance: f32) -> f32 {
    let (sin, cos) = f64::from(angle).to_radians().sin_cos();
    let middle = space.rect.center();
    let east = f64::from(middle.x) - space.center[0] * space.points_per_m;
    let south = f64::from(middle.y) + space.center[1] * space.points_per_m;
    (east * sin + south * cos).rem_euclid(f64::from(distance)) as f32
}

/// Segments inside the rings (even-odd), along lines `distance` apart that rise at `angle` degrees, the first at `phase`.
fn scan_lines(rings: &[Vec<Pos2>], clip: Rect, angle: f32, distance: f32, phase: f32) -> Vec<(Pos2, Pos2)> {
    let (sin, cos) = angle.to_radians().sin_cos();
    // In the turned frame the lines are horizontal.
    let turn = |at: Pos2| pos2(at.x * cos - at.y * sin, at.x * sin + at.y * cos);
    let back = |at: Pos2| pos2(at.x * cos + at.y * sin, -at.x * sin + at.y * cos);
    let corners = [clip.left_top(), clip.right_top(), clip.left_bottom(), clip.right_bottom()].map(turn);
    let range = |values: &mut dyn Iterator<Item = f32>| {
        values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    };
    let (clip_low, clip_high) = range(&mut corners.iter().map(|at| at.y));
    let (low, high) = range(&mut rings.iter().flatten().map(|at| turn(*at).y));
    let (first, last) = (low.max(clip_low) - phase, high.min(clip_high) - phase);
    let (first, last) = ((first / distance).ceil() as i32, (last / distance).floor() as i32);
    let mut segments = Vec::new();
    let turned: Vec<Vec<Pos2>> = rings.iter().map(|ring| ring.iter().map(|at| turn(*at)).collect()).collect();
    let mut crossings: Vec<f32> = Vec::new();
    for row in (first..=last).take(AT_MOST) {
        let y = row as f32 * distance + phase;
        crossings.clear();
        for ring in &turned {
            for index in 0..ring.len() {
                let (a, b) = (ring[index], ring[(index + 1) % ring.len()]);
                if (a.y > y) != (b.y > y) {
                    crossings.push(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
                }
            }
        }
        crossings.sort_by(f32::total_cmp);
        segments.extend(crossings.chunks_exact(2).map(|pair| (back(pos2(pair[0], y)), back(pos2(pair[1], y)))));
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_inside_and_leave_holes_free() {
        let square = |low: f32, high: f32| vec![pos2(low, low), pos2(high, low), pos2(high, high), pos2(low, high)];
        let rings = [square(0.0, 100.0), square(40.0, 60.0)];
        let clip = Rect::from_min_max(pos2(-10.0, -10.0), pos2(200.0, 200.0));
        for angle in [0.0, 45.0, -45.0] {
            let lines = scan_lines(&rings, clip, angle, 7.0, 3.0);
            assert!(lines.len() > 10);
            for (a, b) in lines {
                let middle = a + (b - a) * 0.5;
                assert!(middle.x >= -0.01 && middle.x <= 100.01 && middle.y >= -0.01 && middle.y <= 100.01);
                let in_hole = |at: f32| at > 40.1 && at < 59.9;
                assert!(!(in_hole(middle.x) && in_hole(middle.y)));
            }
        }
    }
}
