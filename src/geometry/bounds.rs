//! An axis-parallel box in the plane.

use serde::{Deserialize, Serialize};

use super::Point;

/// An axis-parallel box, metres. The empty box (`Bounds::EMPTY`) contains nothing and meets nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    pub min: Point,
    pub max: Point,
}

impl Bounds {
    pub const EMPTY: Self = Self { min: [f64::INFINITY; 2], max: [f64::NEG_INFINITY; 2] };

    pub fn of_points<'a>(points: impl IntoIterator<Item = &'a Point>) -> Self {
        let mut bounds = Self::EMPTY;
        for point in points {
            bounds.include(*point);
        }
        bounds
    }

    pub fn around(center: Point, reach_m: f64) -> Self {
        Self { min: [center[0] - reach_m, center[1] - reach_m], max: [center[0] + reach_m, center[1] + reach_m] }
    }

    pub fn is_empty(&self) -> bool {
        self.min[0] > self.max[0] || self.min[1] > self.max[1]
    }

    pub fn include(&mut self, point: Point) {
        self.min = [self.min[0].min(point[0]), self.min[1].min(point[1])];
        self.max = [self.max[0].max(point[0]), self.max[1].max(point[1])];
    }

    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            min: [self.min[0].min(other.min[0]), self.min[1].min(other.min[1])],
            max: [self.max[0].max(other.max[0]), self.max[1].max(other.max[1])],
        }
    }

    /// Grown by `by_m` on every side; an empty box stays empty.
    #[must_use]
    pub fn grown(&self, by_m: f64) -> Self {
        Self { min: [self.min[0] - by_m, self.min[1] - by_m], max: [self.max[0] + by_m, self.max[1] + by_m] }
    }

    /// Grown on every side by a share of its longer side.
    #[must_use]
    pub fn with_margin(&self, share: f64) -> Self {
        self.grown(share * self.width_m().max(self.height_m()))
    }

    /// Whether the boxes share at least a point (touching counts).
    #[inline]
    pub fn meets(&self, other: &Self) -> bool {
        self.min[0] <= other.max[0]
            && self.max[0] >= other.min[0]
            && self.min[1] <= other.max[1]
            && self.max[1] >= other.min[1]
    }

    #[inline]
    pub fn contains_point(&self, point: Point) -> bool {
        point[0] >= self.min[0] && point[0] <= self.max[0] && point[1] >= self.min[1] && point[1] <= self.max[1]
    }

    pub fn contains(&self, other: &Self) -> bool {
        !other.is_empty() && self.contains_point(other.min) && self.contains_point(other.max)
    }

    pub fn center(&self) -> Point {
        [(self.min[0] + self.max[0]) / 2.0, (self.min[1] + self.max[1]) / 2.0]
    }

    pub fn width_m(&self) -> f64 {
        (self.max[0] - self.min[0]).max(0.0)
    }

    pub fn height_m(&self) -> f64 {
        (self.max[1] - self.min[1]).max(0.0)
    }
}
