//! The figures that rules may name, filled from the one place where each is computed: what is set against what from the ledgers,
//! so that a verdict and a ledger never say two things; the rest from totals, fields and overlay books.

use super::FieldFigures;
use crate::checks::{Quantities, Quantity};
use crate::design::ReviewNotes;
use crate::indicators::{AT_LEAST_MU, FieldOverlay, Ledger, LedgerKind, Ledgers, Totals};
use crate::land::GradeSystem;
use crate::units::m2_from_mu;

/// Size of the blocks that the rules about large fields count, mu.
const LARGE_BLOCK_MU: f64 = 100.0;

/// What quantities are read from.
pub(super) struct Known<'a> {
    pub totals: &'a Totals,
    pub ledgers: &'a Ledgers,
    pub grades: GradeSystem,
    /// Longest time from building under linkage to giving the land back, months.
    pub linkage_months: Option<f64>,
    /// Before and after.
    pub fields: (&'a FieldFigures, &'a FieldFigures),
    pub overlays: Option<(&'a FieldOverlay, &'a FieldOverlay)>,
    /// What people wrote in the review form.
    pub review: &'a ReviewNotes,
}

/// What is not known is left out: a rule that needs it is told as not judged.
pub(super) fn quantities_of(known: &Known<'_>) -> Quantities {
    let mut found = of_totals(known.totals);
    found.push((Quantity::BasicFarmlandUnstated, Some(unstated_m2(known))));
    found.extend(of_ledgers(known.ledgers, known.grades));
    found.extend(of_fields(known));
    found.into_iter().filter_map(|(quantity, value)| Some((quantity, value?))).collect()
}

/// Basic farmland that moves while the review form does not say whether the ecology improves, m².
fn unstated_m2(known: &Known<'_>) -> f64 {
    let moved_m2 = known.totals.basic_farmland_out_m2 + known.totals.basic_farmland_in_m2;
    if known.review.states_ecology() { 0.0 } else { moved_m2 }
}

type Found = Vec<(Quantity, Option<f64>)>;

fn of_totals(totals: &Totals) -> Found {
    use Quantity as Q;
    let farmland = &totals.farmland;
    let multiple = |boundary_m2: Option<f64>| {
        boundary_m2.zip(totals.towns_of_base_year_m2.filter(|towns| *towns > 0.0)).map(|(m2, towns)| m2 / towns)
    };
    vec![
        (Q::FarmlandBefore, Some(farmland.before)),
        (Q::FarmlandAfter, Some(farmland.after)),
        (Q::PaddyBefore, Some(totals.paddy.before)),
        (Q::PaddyAfter, Some(totals.paddy.after)),
        (Q::FarmlandOccupied, Some(farmland.occupied)),
        (Q::PaddyOccupied, Some(totals.paddy.occupied)),
        (Q::FarmlandReclaimed, Some(farmland.reclaimed)),
        (Q::FarmlandDeveloped, Some(farmland.developed)),
        (Q::NewFarmland, Some(farmland.added())),
        (Q::RegionFarmlandBefore, Some(totals.region_farmland_m2)),
        (Q::RegionNewFarmland, Some(totals.region_new_farmland_m2)),
        (Q::FarmlandTarget, totals.farmland_target_m2),
        (Q::FarmlandSlopeBefore, totals.farmland_slope_before_degrees),
        (Q::FarmlandSlopeAfter, totals.farmland_slope_after_degrees),
        (Q::BasicFarmlandBefore, totals.basic_farmland_before_m2),
        (Q::BasicFarmlandTownship, totals.basic_farmland_loaded_m2),
        (Q::BasicFarmlandOut, Some(totals.basic_farmland_out_m2)),
        (Q::RegionBasicFarmlandOut, Some(totals.region_basic_farmland_out_m2)),
        (Q::BasicFarmlandIn, Some(totals.basic_farmland_in_m2)),
        (Q::OutMeanPatch, totals.out_mean_patch_m2),
        (Q::InMeanPatch, totals.in_mean_patch_m2),
        (Q::OutGrade, totals.out_grade),
        (Q::InGrade, totals.in_grade),
        (Q::BasicFarmlandQualityGain, totals.quality_gain),
        (Q::BasicFarmlandWorse, totals.basic_farmland_worse_m2),
        (Q::ConstructionBefore, Some(totals.construction_before_m2)),
        (Q::ConstructionAfter, Some(totals.construction_after_m2)),
        (Q::ReclaimedTotal, Some(totals.reclaimed_total_m2)),
        (Q::NewBuild, Some(totals.new_build_m2)),
        (Q::ForestBefore, Some(totals.forest_before_m2)),
        (Q::ForestAfter, Some(totals.forest_after_m2)),
        (Q::FarmlandToForestSlope, totals.farmland_to_forest_slope_degrees),
        (Q::ForestToFarmlandSlope, totals.forest_to_farmland_slope_degrees),
        (Q::WaterBefore, Some(totals.water_before_m2)),
        (Q::WaterAfter, Some(totals.water_after_m2)),
        (Q::BoundaryBefore, totals.boundary_before_m2),
        (Q::BoundaryAfter, totals.boundary_after_m2),
        (Q::MultiplierBefore, multiple(totals.boundary_before_m2)),
        (Q::MultiplierAfter, multiple(totals.boundary_after_m2)),
        (Q::ElasticUsed, totals.elastic_used_m2),
        (Q::ConcentratedReleased, totals.concentrated_released_m2),
    ]
}

fn of_ledgers(ledgers: &Ledgers, grades: GradeSystem) -> Found {
    use Quantity as Q;
    let mut found = Vec::new();
    if let Some(ledger) = ledgers.ledger(LedgerKind::InOut) {
        found.extend([(Q::FarmlandIn, Some(ledger.total.credit_m2)), (Q::FarmlandOut, Some(ledger.total.debit_m2))]);
    }
    if let Some(ledger) = ledgers.ledger(LedgerKind::Compensation) {
        let [taken, won] = ledger.sides(|_| true);
        found.extend([
            (Q::Supplement, Some(ledger.total.credit_m2)),
            (Q::CompensationOccupied, Some(ledger.total.debit_m2)),
            (Q::PaddySupplement, Some(won.paddy_m2 + ledger.carried_paddy_m2)),
            (Q::CompensationPaddyOccupied, Some(taken.paddy_m2)),
        ]);
        found.extend(quality(ledger, grades, [Q::OccupiedGrade, Q::SupplementGrade, Q::SupplementQualityGain]));
    }
    if let Some(ledger) = ledgers.ledger(LedgerKind::Linkage) {
        let [taken, won] = ledger.sides(|_| true);
        found.extend([
            (Q::LinkageReclaimed, Some(ledger.total.credit_m2)),
            (Q::LinkageBuilt, Some(ledger.total.debit_m2 - ledger.carried_m2)),
            (Q::LocalReserve, Some(ledger.carried_m2)),
            (Q::LinkageFarmlandReclaimed, Some(won.farmland_m2)),
            (Q::NewBuildFarmland, Some(taken.farmland_m2)),
        ]);
        found.extend(quality(ledger, grades, [Q::NewBuildGrade, Q::ReclaimedGrade, Q::LinkageQualityGain]));
    }
    found
}

/// Mean grades of what a ledger takes and wins, and by how much the latter is better.
fn quality(ledger: &Ledger, grades: GradeSystem, [taken, won, gain]: [Quantity; 3]) -> Found {
    let means = ledger.sides(|_| true).map(|side| side.grade.mean());
    let gained = means[0].zip(means[1]).map(|(before, after)| grades.gain(before, after));
    vec![(taken, means[0]), (won, means[1]), (gain, gained)]
}

fn of_fields(known: &Known<'_>) -> Found {
    use Quantity as Q;
    let (before, after) = known.fields;
    vec![
        (Q::LinkageMonths, known.linkage_months),
        (Q::BlocksOver100MuBefore, Some(large_blocks_m2(before))),
        (Q::BlocksOver100MuAfter, Some(large_blocks_m2(after))),
        (Q::ContiguityBefore, before.fragmentation.joined_share),
        (Q::ContiguityAfter, after.fragmentation.joined_share),
        (Q::OverlayRateBefore, known.overlays.and_then(|(before, _)| before.rate())),
        (Q::OverlayRateAfter, known.overlays.and_then(|(_, after)| after.rate())),
    ]
}

fn large_blocks_m2(fields: &FieldFigures) -> f64 {
    let place = AT_LEAST_MU.iter().position(|mu| *mu == LARGE_BLOCK_MU);
    place.map_or(0.0, |place| m2_from_mu(fields.sizes.at_least[place].area_mu))
}
