//! The figures that rules may name, filled from the one place where each is computed.

use super::FieldFigures;
use crate::checks::{Quantities, Quantity};
use crate::design::ReviewNotes;
use crate::indicators::{AT_LEAST_MU, FieldOverlay, Totals};
use crate::units::m2_from_mu;

/// Size of the blocks that the rules about large fields count, mu.
const LARGE_BLOCK_MU: f64 = 100.0;

/// What is not known is left out: a rule that needs it is told as not judged.
pub(super) fn quantities_of(
    totals: &Totals,
    fields: (&FieldFigures, &FieldFigures),
    overlays: Option<(&FieldOverlay, &FieldOverlay)>,
    review: &ReviewNotes,
) -> Quantities {
    use Quantity as Q;
    let moved_m2 = totals.basic_farmland_out_m2 + totals.basic_farmland_in_m2;
    let farmland = &totals.farmland;
    let mut found = Quantities::from([
        (Q::FarmlandBefore, farmland.before),
        (Q::FarmlandAfter, farmland.after),
        (Q::PaddyBefore, totals.paddy.before),
        (Q::PaddyAfter, totals.paddy.after),
        (Q::FarmlandOut, farmland.out),
        (Q::FarmlandIn, farmland.inward_stable),
        (Q::FarmlandOccupied, farmland.occupied),
        (Q::PaddyOccupied, totals.paddy.occupied),
        (Q::FarmlandReclaimed, farmland.reclaimed),
        (Q::FarmlandDeveloped, farmland.developed),
        (Q::NewFarmland, farmland.added()),
        (Q::Supplement, farmland.supplement()),
        (Q::PaddySupplement, totals.paddy.supplement()),
        (Q::BasicFarmlandOut, totals.basic_farmland_out_m2),
        (Q::BasicFarmlandIn, totals.basic_farmland_in_m2),
        (Q::BasicFarmlandUnstated, if review.states_ecology() { 0.0 } else { moved_m2 }),
        (Q::ConstructionBefore, totals.construction_before_m2),
        (Q::ConstructionAfter, totals.construction_after_m2),
        (Q::ReclaimedTotal, totals.reclaimed_total_m2),
        (Q::NewBuild, totals.new_build_m2),
        (Q::NewBuildFarmland, totals.new_build_farmland_m2),
        (Q::LocalReserve, 0.0),
        (Q::ForestBefore, totals.forest_before_m2),
        (Q::ForestAfter, totals.forest_after_m2),
        (Q::WaterBefore, totals.water_before_m2),
        (Q::WaterAfter, totals.water_after_m2),
        (Q::BlocksOver100MuBefore, large_blocks_m2(fields.0)),
        (Q::BlocksOver100MuAfter, large_blocks_m2(fields.1)),
    ]);
    let unknown_some = [
        (Q::OccupiedGrade, totals.occupied_grade),
        (Q::SupplementGrade, totals.supplement_grade),
        (Q::FarmlandSlopeBefore, totals.farmland_slope_before_degrees),
        (Q::FarmlandSlopeAfter, totals.farmland_slope_after_degrees),
        (Q::ContiguityBefore, fields.0.fragmentation.joined_share),
        (Q::ContiguityAfter, fields.1.fragmentation.joined_share),
        (Q::OverlayRateBefore, overlays.and_then(|(before, _)| before.rate())),
        (Q::OverlayRateAfter, overlays.and_then(|(_, after)| after.rate())),
        (Q::BasicFarmlandBefore, totals.basic_farmland_before_m2),
        (Q::BasicFarmlandTownship, totals.basic_farmland_loaded_m2),
        (Q::OutMeanPatch, totals.out_mean_patch_m2),
        (Q::InMeanPatch, totals.in_mean_patch_m2),
        (Q::OutGrade, totals.out_grade),
        (Q::InGrade, totals.in_grade),
        (Q::NewBuildGrade, totals.new_build_grade),
        (Q::ReclaimedGrade, totals.reclaimed_grade),
        (Q::FarmlandToForestSlope, totals.farmland_to_forest_slope_degrees),
        (Q::ForestToFarmlandSlope, totals.forest_to_farmland_slope_degrees),
        (Q::BoundaryBefore, totals.boundary_before_m2),
        (Q::BoundaryAfter, totals.boundary_after_m2),
    ];
    found.extend(unknown_some.into_iter().filter_map(|(quantity, value)| Some((quantity, value?))));
    found
}

fn large_blocks_m2(fields: &FieldFigures) -> f64 {
    let place = AT_LEAST_MU.iter().position(|mu| *mu == LARGE_BLOCK_MU);
    place.map_or(0.0, |place| m2_from_mu(fields.sizes.at_least[place].area_mu))
}
