//! Which rules ask what a scheme achieves, and not what state the land is in.

use super::Relation;
use crate::checks::quantity::Quantity;

impl Relation {
    /// Whether it names a figure that only measures make. Untouched land has nothing of the kind, so that what the rule says of it
    /// is no problem that was there before: a scheme is held against the threshold alone.
    pub fn asks_for_achievement(&self) -> bool {
        self.quantities().any(is_made_by_measures)
    }
}

/// Flows, moves and means over what measures change; all other figures are states of the land.
fn is_made_by_measures(quantity: Quantity) -> bool {
    use Quantity as Q;
    matches!(
        quantity,
        Q::FarmlandOut
            | Q::FarmlandIn
            | Q::FarmlandOccupied
            | Q::PaddyOccupied
            | Q::FarmlandReclaimed
            | Q::FarmlandDeveloped
            | Q::NewFarmland
            | Q::RegionNewFarmland
            | Q::Supplement
            | Q::CompensationOccupied
            | Q::CompensationPaddyOccupied
            | Q::PaddySupplement
            | Q::OccupiedGrade
            | Q::SupplementGrade
            | Q::SupplementQualityGain
            | Q::BasicFarmlandOut
            | Q::BasicFarmlandIn
            | Q::RegionBasicFarmlandOut
            | Q::BasicFarmlandUnstated
            | Q::BasicFarmlandQualityGain
            | Q::BasicFarmlandWorse
            | Q::OutMeanPatch
            | Q::InMeanPatch
            | Q::OutGrade
            | Q::InGrade
            | Q::ReclaimedTotal
            | Q::NewBuild
            | Q::LinkageReclaimed
            | Q::LinkageBuilt
            | Q::LinkageFarmlandReclaimed
            | Q::LinkageQualityGain
            | Q::NewBuildFarmland
            | Q::NewBuildGrade
            | Q::ReclaimedGrade
            | Q::LocalReserve
            | Q::LinkageMonths
            | Q::FarmlandToForestSlope
            | Q::ForestToFarmlandSlope
            | Q::ElasticUsed
            | Q::ConcentratedReleased
    )
}

#[cfg(test)]
mod tests {
    use crate::checks::standard_pack;

    #[test]
    fn states_are_told_from_what_a_scheme_achieves() {
        let asks = |id: &str| standard_pack().rule(id).unwrap().relation.asks_for_achievement();
        assert!(asks("FRM-02") && asks("PBF-04") && asks("ZJG-01") && asks("FOR-04"));
        assert!(!asks("FRM-01") && !asks("FRM-11") && !asks("UDB-02-CAP") && !asks("PBF-01") && !asks("ERL-04"));
    }
}
