//! Lengths, bearings, areas and crossings of what is being drawn.

use geo::{Area, LineString, Polygon};

use crate::geometry::Point;
use crate::i18n::{Message, Text, area_ha, area_mu, fixed, length_m};

use super::words::CanvasText;

/// `边长 164.2 m • 方位 128°`: planar length, grid bearing clockwise from north.
pub(super) fn edge_line(text: CanvasText, from: Point, to: Point) -> Message {
    let (east, north) = (to[0] - from[0], to[1] - from[1]);
    let bearing = east.atan2(north).to_degrees().rem_euclid(360.0);
    text.with([length_m(east.hypot(north)).into(), fixed(bearing, 0).into()])
}

/// `面积 12.34 亩 • 0.82 公顷` of an ellipsoidal area.
pub(super) fn area_line(area_m2: f64, language: crate::i18n::Language) -> Message {
    CanvasText::AreaLine.with([area_mu(area_m2, language).into(), area_ha(area_m2, language).into()])
}

/// Edges of an open ring that cross another edge of it, by the vertex they start at. `closed` adds the closing edge.
pub(super) fn crossing_edges(ring: &[Point], closed: bool) -> Vec<usize> {
    let count = if closed { ring.len() } else { ring.len().saturating_sub(1) };
    let edge = |index: usize| (ring[index], ring[(index + 1) % ring.len()]);
    let reach = |index: usize, axis: usize| {
        let (a, b) = edge(index);
        (a[axis].min(b[axis]), a[axis].max(b[axis]))
    };
    // From west to east: an edge meets only those that began before it ends.
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|a, b| reach(*a, 0).0.total_cmp(&reach(*b, 0).0));
    let mut crossing = vec![false; count];
    for (place, &one) in order.iter().enumerate() {
        let ((_, east), (south, north)) = (reach(one, 0), reach(one, 1));
        for &other in order[place + 1..].iter().take_while(|other| reach(**other, 0).0 <= east) {
            let (first, second) = (one.min(other), one.max(other));
            let neighbours = second - first < 2 || (closed && first == 0 && second + 1 == count);
            let (low, high) = reach(other, 1);
            if !neighbours && low <= north && high >= south && segments_meet(edge(first), edge(second)) {
                (crossing[first], crossing[second]) = (true, true);
            }
        }
    }
    (0..count).filter(|&index| crossing[index]).collect()
}

/// The angle between two edges at their common corner, degrees, 0 to 180.
pub(super) fn turn_degrees(before: Point, corner: Point, after: Point) -> f64 {
    let direction = |to: Point| (to[0] - corner[0]).atan2(to[1] - corner[1]).to_degrees();
    let turn = (direction(after) - direction(before)).rem_euclid(360.0);
    turn.min(360.0 - turn)
}

/// Whether an open ring encloses any area.
pub(super) fn encloses_area(ring: &[Point]) -> bool {
    let line: LineString<f64> = ring.iter().map(|point| (point[0], point[1])).collect();
    Polygon::new(line, Vec::new()).unsigned_area() > 1e-6
}

fn segments_meet((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let side = |a: Point, b: Point, c: Point| {
        let coordinate = |point: Point| robust::Coord { x: point[0], y: point[1] };
        robust::orient2d(coordinate(a), coordinate(b), coordinate(c))
    };
    let (abc, abd) = (side(a, b, c), side(a, b, d));
    let (cda, cdb) = (side(c, d, a), side(c, d, b));
    let between = |low: f64, high: f64, value: f64| value >= low.min(high) && value <= low.max(high);
    let on =
        |turn: f64, a: Point, b: Point, c: Point| turn == 0.0 && between(a[0], b[0], c[0]) && between(a[1], b[1], c[1]);
    (abc * abd < 0.0 && cda * cdb < 0.0) || on(abc, a, b, c) || on(abd, a, b, d) || on(cda, c, d, a) || on(cdb, c, d, b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn a_bow_tie_crosses_itself_and_a_square_does_not() {
        assert_eq!(crossing_edges(&[[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0]], true), vec![0, 2]);
        assert!(crossing_edges(&[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]], true).is_empty());
        assert!(!encloses_area(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]));
    }

    #[test]
    fn a_bearing_runs_clockwise_from_north() {
        let line = edge_line(CanvasText::EdgeLine, [0.0, 0.0], [100.0, -100.0]);
        assert_eq!(line.say(Language::English), "Edge 141.4 m • bearing 135°");
    }
}
