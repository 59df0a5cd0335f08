//! Distances between points and segments of the plane, metres.

use super::Point;

pub fn apart_m(from: Point, to: Point) -> f64 {
    (to[0] - from[0]).hypot(to[1] - from[1])
}

/// Share along a segment of the place nearest to a point, and that place.
pub fn nearest_on(point: Point, from: Point, to: Point) -> (f64, Point) {
    let along = [to[0] - from[0], to[1] - from[1]];
    let length_2 = along[0] * along[0] + along[1] * along[1];
    let away = [point[0] - from[0], point[1] - from[1]];
    let share =
        if length_2 > 0.0 { ((away[0] * along[0] + away[1] * along[1]) / length_2).clamp(0.0, 1.0) } else { 0.0 };
    (share, [from[0] + share * along[0], from[1] + share * along[1]])
}

/// Whether a point lies this near to a segment.
pub fn lies_on(point: Point, from: Point, to: Point, within_m: f64) -> bool {
    apart_m(point, nearest_on(point, from, to).1) <= within_m
}
