//! An amount of land, ellipsoidal and planar, in whole billionths of a square metre: integers add up the same in any order,
//! so a figure kept through a long drag is the figure computed from nothing.

use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// Billionths of a square metre in a square metre.
const NANO: f64 = 1e9;

/// Land of a feature or of a sum of features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    ellipsoidal: i128,
    planar: i128,
}

impl Amount {
    pub const ZERO: Self = Self { ellipsoidal: 0, planar: 0 };

    /// Overlap above which a feature is counted: 0.001 m².
    const COUNTED: i128 = 1_000_000;

    /// From ellipsoidal and planar square metres.
    #[inline]
    pub fn from_m2([ellipsoidal, planar]: [f64; 2]) -> Self {
        Self { ellipsoidal: (ellipsoidal * NANO).round() as i128, planar: (planar * NANO).round() as i128 }
    }

    pub fn ellipsoidal_m2(self) -> f64 {
        self.ellipsoidal as f64 / NANO
    }

    pub fn planar_m2(self) -> f64 {
        self.planar as f64 / NANO
    }

    /// Whether a feature with this overlap is counted: more than 0.001 m².
    #[inline]
    pub fn counts(self) -> bool {
        self.ellipsoidal > Self::COUNTED
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { ellipsoidal: self.ellipsoidal + other.ellipsoidal, planar: self.planar + other.planar }
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self { ellipsoidal: -self.ellipsoidal, planar: -self.planar }
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Amount {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
