//! Blocks by size: the bands of the review form and the sizes that provinces count.
//!
//! Bands (0, 5], (5, 10], (10, 20], (20, ∞) mu: 《全域土地综合整治所涉永久基本农田布局调整事项审查情况汇总表》. At least 30, 100, 500, 1 000,
//! 10 000 mu: 百亩方, 千亩方, 万亩方 of Zhejiang, exactly (100 mu are 66 666.67 m²), and two sizes between.

use serde::Serialize;

use crate::contiguity::Blocks;
use crate::units::mu_from_m2;

/// Upper limits of the bands, mu; the last band has none.
pub const BAND_LIMITS_MU: [f64; 3] = [5.0, 10.0, 20.0];

/// Sizes from which blocks are counted, mu.
pub const AT_LEAST_MU: [f64; 5] = [30.0, 100.0, 500.0, 1000.0, 10_000.0];

/// Blocks of one band.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Band {
    pub above_mu: f64,
    /// `None` for the last band.
    pub up_to_mu: Option<f64>,
    pub count: usize,
    pub area_mu: f64,
}

/// Blocks of a size or larger.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LargeBlocks {
    /// The size, mu.
    pub mu: f64,
    pub count: usize,
    pub area_mu: f64,
}

/// Number and area of blocks, altogether and by size.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BlockSizes {
    pub count: usize,
    pub area_mu: f64,
    pub bands: [Band; 4],
    pub at_least: [LargeBlocks; 5],
}

impl BlockSizes {
    pub fn of(blocks: &Blocks) -> Self {
        let mut sizes_mu: Vec<f64> = blocks.blocks().iter().map(|block| mu_from_m2(block.area_m2)).collect();
        // Sums in the order of size: they do not depend on how the parcels are numbered. (The sum of no floats would be −0.)
        sizes_mu.sort_unstable_by(f64::total_cmp);
        let tally = |holds: &dyn Fn(f64) -> bool| {
            let held = sizes_mu.iter().filter(|&&size| holds(size));
            (held.clone().count(), held.fold(0.0, |sum, size| sum + size))
        };
        let band = |number: usize| {
            let (count, area_mu) = tally(&|size| band_of_mu(size) == number);
            let above_mu = number.checked_sub(1).map_or(0.0, |below| BAND_LIMITS_MU[below]);
            Band { above_mu, up_to_mu: BAND_LIMITS_MU.get(number).copied(), count, area_mu }
        };
        let at_least = AT_LEAST_MU.map(|mu| {
            let (count, area_mu) = tally(&|size| size >= mu);
            LargeBlocks { mu, count, area_mu }
        });
        let (count, area_mu) = tally(&|_| true);
        Self { count, area_mu, bands: [0, 1, 2, 3].map(band), at_least }
    }
}

/// The band that an area belongs to, 0 to 3.
pub fn band_of_mu(area_mu: f64) -> usize {
    BAND_LIMITS_MU.iter().filter(|&&limit| area_mu > limit).count()
}
