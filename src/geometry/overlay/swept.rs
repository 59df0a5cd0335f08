//! The land that two edges sweep while the vertex between them moves: two triangles.

use crate::geometry::{Bounds, Point};

/// Two triangles: (before, old, new) and (old, new, after).
#[derive(Clone, Copy, Debug)]
pub struct Swept {
    triangles: [[Point; 3]; 2],
    bounds: Bounds,
}

/// Boxes this near to the triangles count as met, so that rounding can never leave out what changes.
const MARGIN_M: f64 = 1e-5;

impl Swept {
    pub fn new(before: Point, old: Point, new: Point, after: Point) -> Self {
        Self {
            triangles: [[before, old, new], [old, new, after]],
            bounds: Bounds::of_points(&[before, old, new, after]).grown(MARGIN_M),
        }
    }

    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Whether a box meets either triangle: never wrongly false.
    pub fn meets(&self, window: &Bounds) -> bool {
        self.bounds.meets(window) && self.triangles.iter().any(|triangle| triangle_meets_box(triangle, window))
    }
}

/// Separating axes: those of the box, then the normals of the triangle's sides.
fn triangle_meets_box(triangle: &[Point; 3], window: &Bounds) -> bool {
    if !Bounds::of_points(triangle).grown(MARGIN_M).meets(window) {
        return false;
    }
    let center = window.center();
    let (half_width, half_height) =
        ((window.max[0] - window.min[0]) * 0.5 + MARGIN_M, (window.max[1] - window.min[1]) * 0.5 + MARGIN_M);
    (0..3).all(|side| {
        let (from, to, apex) = (triangle[side], triangle[(side + 1) % 3], triangle[(side + 2) % 3]);
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let offset = |point: Point| dx * (point[1] - from[1]) - dy * (point[0] - from[0]);
        let reach = half_width * dy.abs() + half_height * dx.abs();
        let (low, high) = (offset(apex).min(0.0), offset(apex).max(0.0));
        let at = offset(center);
        at + reach >= low && at - reach <= high
    })
}
