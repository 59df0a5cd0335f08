//! How broken up farmland is: landscape metrics over its blocks.
//!
//! A patch is a block c of the contiguity graph with area a_c and outline p_c; A = Σ a_c is all farmland, A_L the area of the
//! landscape (the regions, or the land-use layer), n the number of patches. Areas are ellipsoidal, lengths in the plane.
//! Names follow FRAGSTATS (McGarigal & Marks 1995) where its vector definition exists; MESH, DIVISION, SPLIT are Jaeger's (2000).
//! Land outside the landscape is not counted, so a block that the border of a zone cuts looks smaller than it is.

use std::f64::consts::PI;

use serde::Serialize;

use crate::contiguity::Blocks;
use crate::units::{M2_PER_HECTARE, hectares_from_m2};

/// Side of the cell in which cohesion is measured, metres: its formula counts cells, so it depends on them.
pub const COHESION_CELL_M: f64 = 10.0;

/// Landscape metrics; `None` where a divisor is missing (no farmland, no landscape).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fragmentation {
    /// Number of patches: n.
    #[serde(rename = "NP")]
    pub patches: usize,
    /// Patch density, patches on 100 ha: 100 n / A_L.
    #[serde(rename = "PD_per_100ha")]
    pub patch_density_per_100ha: Option<f64>,
    /// Mean patch size, ha: A / n.
    #[serde(rename = "MPS_ha")]
    pub mean_patch_size_ha: Option<f64>,
    /// Largest patch index, percent: 100 max a_c / A_L.
    #[serde(rename = "LPI_percent")]
    pub largest_patch_index_percent: Option<f64>,
    /// Area-weighted mean patch size, ha, the patch in which a random spot of farmland lies: Σ a_c² / A.
    #[serde(rename = "AWMPS_ha")]
    pub area_weighted_mean_patch_size_ha: Option<f64>,
    /// Effective mesh size, ha: Σ a_c² / A_L.
    #[serde(rename = "MESH_ha")]
    pub effective_mesh_size_ha: Option<f64>,
    /// Probability that two random spots of the landscape do not lie in one patch: 1 − Σ (a_c / A_L)².
    #[serde(rename = "DIVISION")]
    pub division: Option<f64>,
    /// Number of equal patches with the same division: A_L² / Σ a_c².
    #[serde(rename = "SPLIT")]
    pub splitting_index: Option<f64>,
    /// Edge density, m/ha: Σ p_c / A_L.
    #[serde(rename = "ED_m_per_ha")]
    pub edge_density_m_per_ha: Option<f64>,
    /// Landscape shape index: Σ p_c / (2 √(π A)); 1 for one circle.
    #[serde(rename = "LSI")]
    pub landscape_shape_index: Option<f64>,
    /// Area-weighted mean of the shape p_c / (2 √(π a_c)); 1 for circles.
    #[serde(rename = "SHAPE_AM")]
    pub area_weighted_shape: Option<f64>,
    /// Share of farmland outline that joins farmland: 2 Σ ℓ / Σ P over links ℓ, shared or facing, and parcels' perimeters P. A
    /// parcel that faces several across its corners can bring it above 1.
    #[serde(rename = "JOIN")]
    pub joined_share: Option<f64>,
    /// Patch cohesion, percent, in cells of 10 m ([`COHESION_CELL_M`]): 100 (1 − Σ p / Σ p√a) / (1 − 1/√Z), with p and a in
    /// cells and Z the cells of the landscape.
    #[serde(rename = "COHESION_10m_percent")]
    pub cohesion_10m_percent: Option<f64>,
}

impl Fragmentation {
    /// The metrics of blocks in a landscape of `landscape_m2`.
    pub fn of(blocks: &Blocks, landscape_m2: f64) -> Self {
        let mut patches: Vec<(f64, f64)> = blocks
            .blocks()
            .iter()
            .map(|block| (block.area_m2, block.outline_m))
            .filter(|patch| patch.0 > 0.0)
            .collect();
        // Sums in the order of size: they do not depend on how the parcels are numbered.
        patches.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let sum = |value: &dyn Fn(f64, f64) -> f64| {
            patches.iter().fold(0.0, |sum, &(area, outline)| sum + value(area, outline))
        };
        let area_m2 = sum(&|area, _| area);
        let squares = sum(&|area, _| area * area);
        let outline_m = sum(&|_, outline| outline);
        let shape = |area: f64, outline: f64| outline / (2.0 * (PI * area).sqrt());
        let cells = (landscape_m2 / (COHESION_CELL_M * COHESION_CELL_M)).sqrt();
        let weighted_cells = sum(&|area, outline| outline / COHESION_CELL_M * (area.sqrt() / COHESION_CELL_M));
        let count = patches.len() as f64;
        let largest_m2 = patches.last().map(|patch| patch.0);
        Self {
            patches: patches.len(),
            patch_density_per_100ha: ratio(count * 100.0 * M2_PER_HECTARE, landscape_m2),
            mean_patch_size_ha: ratio(hectares_from_m2(area_m2), count),
            largest_patch_index_percent: largest_m2.and_then(|largest| ratio(100.0 * largest, landscape_m2)),
            area_weighted_mean_patch_size_ha: ratio(squares / M2_PER_HECTARE, area_m2),
            effective_mesh_size_ha: ratio(squares / M2_PER_HECTARE, landscape_m2),
            division: ratio(squares, landscape_m2 * landscape_m2).map(|share| 1.0 - share),
            splitting_index: ratio(landscape_m2 * landscape_m2, squares),
            edge_density_m_per_ha: ratio(outline_m * M2_PER_HECTARE, landscape_m2),
            landscape_shape_index: ratio(outline_m, 2.0 * (PI * area_m2).sqrt()),
            area_weighted_shape: ratio(sum(&|area, outline| area * shape(area, outline)), area_m2),
            joined_share: ratio(2.0 * blocks.contact_m(), blocks.perimeters_m()),
            cohesion_10m_percent: ratio(outline_m / COHESION_CELL_M, weighted_cells)
                .and_then(|broken| ratio(100.0 * (1.0 - broken), 1.0 - 1.0 / cells)),
        }
    }
}

/// A quotient, where there is something to divide by.
fn ratio(dividend: f64, divisor: f64) -> Option<f64> {
    (divisor > 0.0).then(|| dividend / divisor).filter(|ratio| ratio.is_finite())
}
