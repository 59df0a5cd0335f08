//! Which side a point lies on: exact, and never "on the line".
//!
//! Ties are decided as if the zone were shifted by (ε, ε²) with ε > 0 infinitely small. That one rule settles shared edges,
//! touching vertices and points on edges consistently everywhere (simulation of simplicity).

use geo::Coord;

use crate::geometry::{Bounds, Point};

fn orientation(a: Point, b: Point, c: Point) -> f64 {
    let coordinate = |point: Point| robust::Coord { x: point[0], y: point[1] };
    robust::orient2d(coordinate(a), coordinate(b), coordinate(c))
}

/// Twice the signed area of the triangle a, b, c: positive where c lies left of a → b; its sign is exact.
#[inline]
pub fn turn(a: Point, b: Point, c: Point) -> f64 {
    orientation(a, b, c)
}

/// Where a point of a feature lies against a zone's edge: the determinant, and whether it is to the left after the shift.
#[inline]
pub fn feature_point(zone_from: Point, zone_to: Point, point: Point) -> (f64, bool) {
    let determinant = orientation(zone_from, zone_to, point);
    let left = if determinant != 0.0 {
        determinant > 0.0
    } else {
        let (dx, dy) = (zone_to[0] - zone_from[0], zone_to[1] - zone_from[1]);
        if dy != 0.0 { dy > 0.0 } else { dx < 0.0 }
    };
    (determinant, left)
}

/// Whether a shifted zone vertex lies to the left of a feature's edge.
#[inline]
pub fn zone_point_is_left(feature_from: Point, feature_to: Point, point: Point) -> bool {
    let determinant = orientation(feature_from, feature_to, point);
    if determinant != 0.0 {
        determinant > 0.0
    } else {
        let (dx, dy) = (feature_to[0] - feature_from[0], feature_to[1] - feature_from[1]);
        if dy != 0.0 { dy < 0.0 } else { dx > 0.0 }
    }
}

/// Whether a shifted zone vertex lies inside open rings of a feature (even-odd).
pub fn rings_contain_zone_point<'a>(rings: impl Iterator<Item = &'a [Point]>, point: Point) -> bool {
    let mut inside = false;
    for ring in rings {
        let Some(&(mut from)) = ring.last() else { continue };
        for &to in ring {
            let (from_above, to_above) = (from[1] > point[1], to[1] > point[1]);
            if from_above != to_above && zone_point_is_left(from, to, point) == to_above {
                inside = !inside;
            }
            from = to;
        }
    }
    inside
}

/// Whether a segment may meet a box grown by `margin_m`: never wrongly false, rarely wrongly true.
#[inline]
pub fn segment_meets_box(from: Point, to: Point, bounds: &Bounds, margin_m: f64) -> bool {
    if from[0].min(to[0]) > bounds.max[0] + margin_m
        || from[0].max(to[0]) < bounds.min[0] - margin_m
        || from[1].min(to[1]) > bounds.max[1] + margin_m
        || from[1].max(to[1]) < bounds.min[1] - margin_m
    {
        return false;
    }
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let center = bounds.center();
    let half_width = (bounds.max[0] - bounds.min[0]) * 0.5 + margin_m;
    let half_height = (bounds.max[1] - bounds.min[1]) * 0.5 + margin_m;
    let offset = dx * (center[1] - from[1]) - dy * (center[0] - from[0]);
    offset.abs() <= half_width * dy.abs() + half_height * dx.abs()
}

/// A point as the `geo` crate writes it.
pub fn coordinate(point: Point) -> Coord<f64> {
    Coord { x: point[0], y: point[1] }
}

/// Whether a point lies inside an open ring; `None` on its boundary. Exact.
pub fn ring_locates(ring: &[Point], point: Point) -> Option<bool> {
    let mut inside = false;
    let &(mut from) = ring.last()?;
    for &to in ring {
        let reaches = |axis: usize| from[axis].min(to[axis]) <= point[axis] && point[axis] <= from[axis].max(to[axis]);
        let crosses = (from[1] > point[1]) != (to[1] > point[1]);
        if crosses || (reaches(0) && reaches(1)) {
            let side = orientation(from, to, point);
            if side == 0.0 && reaches(0) && reaches(1) {
                return None;
            }
            if crosses && (side > 0.0) == (to[1] > point[1]) {
                inside = !inside;
            }
        }
        from = to;
    }
    Some(inside)
}
