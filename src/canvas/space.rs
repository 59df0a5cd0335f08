//! From the plane to the screen and back, for one frame.

use egui::{Pos2, Rect, pos2};

use crate::geometry::{Bounds, Point};

/// Metres a screen point at 1:1, at 96 points an inch.
pub(super) const METRES_PER_POINT: f64 = 0.0254 / 96.0;

/// What is on the screen now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Space {
    /// Where the map is drawn.
    pub rect: Rect,
    /// What lies at the middle of it, metres.
    pub center: Point,
    pub points_per_m: f64,
}

impl Space {
    pub fn screen(&self, at: Point) -> Pos2 {
        let middle = self.rect.center();
        pos2(
            middle.x + ((at[0] - self.center[0]) * self.points_per_m) as f32,
            middle.y - ((at[1] - self.center[1]) * self.points_per_m) as f32,
        )
    }

    pub fn plane(&self, at: Pos2) -> Point {
        let offset = at - self.rect.center();
        [
            self.center[0] + f64::from(offset.x) / self.points_per_m,
            self.center[1] - f64::from(offset.y) / self.points_per_m,
        ]
    }

    /// Length on the ground of a length on the screen.
    pub fn metres(&self, points: f32) -> f64 {
        f64::from(points) / self.points_per_m
    }

    pub fn visible(&self) -> Bounds {
        let (a, b) = (self.plane(self.rect.left_bottom()), self.plane(self.rect.right_top()));
        Bounds { min: a, max: b }
    }

    /// A box of the plane on the screen.
    pub fn screen_rect(&self, bounds: &Bounds) -> Rect {
        Rect::from_two_pos(self.screen(bounds.min), self.screen(bounds.max))
    }

    /// 5000 for 1:5,000.
    pub fn scale_denominator(&self) -> f64 {
        1.0 / (self.points_per_m * METRES_PER_POINT)
    }
}

/// Distance on the screen from a position to a segment, and the nearest position on it from 0 at `a` to 1 at `b`.
pub(super) fn distance_to_segment(at: Pos2, a: Pos2, b: Pos2) -> (f32, f32) {
    let along = b - a;
    let length_squared = along.length_sq();
    let share = if length_squared > 0.0 { ((at - a).dot(along) / length_squared).clamp(0.0, 1.0) } else { 0.0 };
    (at.distance(a + along * share), share)
}
