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
        Self { ellipsoidal: nano_from_m2(ellipsoidal), planar: nano_from_m2(planar) }
    }

    #[inline]
    pub fn ellipsoidal_m2(self) -> f64 {
        m2_from_nano(self.ellipsoidal)
    }

    #[inline]
    pub fn planar_m2(self) -> f64 {
        m2_from_nano(self.planar)
    }

    /// Whether a feature with this overlap is counted: more than 0.001 m².
    #[inline]
    pub fn counts(self) -> bool {
        self.ellipsoidal > Self::COUNTED
    }
}

/// The nearest whole number of billionths. Up to 9 000 km² in 64 bits, which is many times faster.
#[inline]
fn nano_from_m2(area_m2: f64) -> i128 {
    let nano = area_m2 * NANO;
    if nano.abs() < 9e18 { i128::from((nano + 0.5_f64.copysign(nano)) as i64) } else { nano.round() as i128 }
}

#[inline]
fn m2_from_nano(nano: i128) -> f64 {
    i64::try_from(nano).map_or(nano as f64, |nano| nano as f64) / NANO
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_and_very_large_land_is_kept_to_the_billionth() {
        for area_m2 in [0.0, 1e-9, -1e-9, 0.25, -1_234.567_891_234, 8.9e9, -8.9e9, 9.1e9, 1e15] {
            let amount = Amount::from_m2([area_m2, -area_m2]);
            assert_eq!((amount.ellipsoidal_m2(), amount.planar_m2()), (area_m2, -area_m2));
            assert_eq!(amount - amount, Amount::ZERO);
        }
        assert_eq!(Amount::from_m2([0.4e-9, 0.6e-9]), Amount { ellipsoidal: 0, planar: 1 });
    }
}
