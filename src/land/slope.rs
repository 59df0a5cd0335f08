//! Slope levels of farmland, GDPDJB 1 to 5 (TD/T 1055-2019): ≤ 2°, (2°, 6°], (6°, 15°], (15°, 25°], above 25°.

use crate::base::ValueRef;

/// Level of slope, 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlopeLevel(u8);

impl SlopeLevel {
    /// Above 25°: beyond the limit of cultivation (Water and Soil Conservation Law).
    pub const STEEPEST: Self = Self(5);

    /// A level from 1 to 5.
    pub fn new(level: u8) -> Option<Self> {
        (1..=5).contains(&level).then_some(Self(level))
    }

    /// A level as a column holds it: `3`, `"3"` or `"03"`.
    pub fn from_value(value: ValueRef<'_>) -> Option<Self> {
        let level = value.number().filter(|level| level.fract() == 0.0 && (1.0..=5.0).contains(level))?;
        Self::new(level as u8)
    }

    pub fn level(self) -> u8 {
        self.0
    }

    /// Which column of the review form: 0 for ≤ 15°, 1 for (15°, 25°], 2 for above 25°.
    pub fn form_column(self) -> usize {
        match self.0 {
            1..=3 => 0,
            4 => 1,
            _ => 2,
        }
    }

    /// Degrees that stand for the level in a mean: the middle of its band, and 30° above 25°. The survey stores bands, not
    /// degrees, so a mean slope is an estimate and only its change means much.
    pub fn typical_degrees(self) -> f64 {
        [1.0, 4.0, 10.5, 20.0, 30.0][usize::from(self.0) - 1]
    }
}
