//! Blocks of farmland over the gap that passes for lying together: the distance decides them more than any measure does, and
//! jumps where it passes the width of a real ditch or road. So the figures stand beside the setting.

use super::{AssessmentBase, Fields};
use crate::contiguity::Setting;
use crate::indicators::BlockSizes;
use crate::land::Land;

/// Gaps that are looked at, metres.
pub const GAPS_M: [f64; 6] = [0.0, 3.0, 5.0, 8.0, 12.0, 25.0];

/// Blocks of all farmland under one gap.
#[derive(Clone, Debug, PartialEq)]
pub struct GapPoint {
    pub gap_m: f64,
    pub before: BlockSizes,
    /// After the measures of the scheme.
    pub after: BlockSizes,
}

/// The blocks of the whole land at each gap, before and after the measures of `land`; everything else as `setting` says. `told`
/// hears how much is done, from 0 to 1, and says whether to go on; `None` where it does not.
pub fn gap_curve(
    base: &AssessmentBase,
    land: &Land,
    setting: &Setting,
    told: &dyn Fn(f32) -> bool,
) -> Option<Vec<GapPoint>> {
    let untouched = Fields::new(base);
    let mut touched = untouched.clone();
    touched.follow(base, land, &land.touched_parcels().collect::<Vec<_>>());
    let steps = 2.0 * GAPS_M.len() as f32;
    let mut points = Vec::with_capacity(GAPS_M.len());
    for (number, gap_m) in GAPS_M.into_iter().enumerate() {
        let done = 2.0 * number as f32 / steps;
        let setting = setting.with_gap_m(gap_m);
        if !told(done) {
            return None;
        }
        let before = untouched.sizes_under(&setting);
        if !told(done + 1.0 / steps) {
            return None;
        }
        points.push(GapPoint { gap_m, before, after: touched.sizes_under(&setting) });
    }
    told(1.0).then_some(points)
}
