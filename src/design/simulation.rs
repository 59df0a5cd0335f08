//! A simulation as the design keeps it: what was asked for, to the last setting, and what came of it. Asked again on the same
//! data by the same version, it gives the same parcels.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::terms::terms;
use super::{LockId, ZoneId};

terms! {
    /// What is simulated.
    SimulationKind {
        /// Which parcels change so that the most farmland lies in large blocks.
        Concentration: "concentration", "耕地集中连片", "Farmland concentration";
        /// Flat forest and orchard against steep farmland, the balance of the forest kept.
        Swap: "swap", "林耕置换", "Forest–farmland swap";
        /// Which farmland is permanent basic farmland.
        BasicFarmland: "basic-farmland", "永农布局调整", "Layout adjustment of basic farmland";
        /// Which hamlets are demolished, and where is built instead.
        Linkage: "linkage", "增减挂钩", "Linkage of urban growth and rural reduction";
    }
}

/// Everything that decides a run beside the data and the locks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SimulationRequest {
    pub kind: SimulationKind,
    /// Farmland counts where it lies in blocks of at least this, mu.
    pub threshold_mu: f64,
    /// What may be spent, 10⁴ yuan; `None` for [`Self::usual_budget_1e4yuan`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_1e4yuan: Option<f64>,
    /// Zones of the scheme whose land may change; none for the whole township.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<ZoneId>,
    pub seed: u64,
    /// Rounds of the search; `None` where they follow from the size of the problem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iterations: Option<u64>,
    #[serde(default)]
    pub limits: SimulationLimits,
}

impl SimulationRequest {
    /// Sizes of blocks that programmes of this field set as targets 百亩方, 五百亩方, 千亩方, 万亩方, mu.
    pub const USUAL_THRESHOLDS_MU: [f64; 4] = [100.0, 500.0, 1_000.0, 10_000.0];

    /// A request of a kind with the usual settings.
    pub fn new(kind: SimulationKind) -> Self {
        Self {
            kind,
            threshold_mu: Self::USUAL_THRESHOLDS_MU[0],
            budget_1e4yuan: None,
            zones: Vec::new(),
            seed: 1,
            iterations: None,
            limits: SimulationLimits::default(),
        }
    }

    /// The budget where none is said, 10⁴ yuan: 0.08 a mu of the land that may change. This program's choice, without a source.
    pub fn usual_budget_1e4yuan(land_mu: f64) -> f64 {
        0.08 * land_mu
    }

    /// Whether every figure is one that can be calculated with.
    pub fn is_sound(&self) -> bool {
        let threshold = self.threshold_mu.is_finite() && self.threshold_mu > 0.0;
        threshold && self.budget_1e4yuan.is_none_or(is_amount) && self.limits.is_sound()
    }
}

/// What no plan of a simulation may break, beside what the rules forbid anyway.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SimulationLimits {
    /// Steepest slope level 坡度级别 (1 to 5, TD/T 1055) of land that becomes farmland; 3 ends at 15°. Land of unknown slope never does.
    pub gained_slope_at_most: u8,
    /// Gentlest slope level of farmland that may leave; 5 begins above 25°.
    pub left_slope_at_least: u8,
    /// Farmland in pieces below this may leave on any slope, mu.
    pub isolated_mu: f64,
    /// Land classes (DLBM, or the beginning of one) that never change. Natural wetland by default: 湿地保护法 article 28 forbids to
    /// reclaim it.
    pub protected_classes: BTreeSet<String>,
    /// New farmland is at least what leaves.
    pub farmland_not_less: bool,
    /// … in every village.
    pub farmland_not_less_by_village: bool,
    /// Forest is not less than before but for the tolerance. A swap keeps it whatever stands here.
    pub forest_not_less: bool,
    /// What the forest may lose, and in a swap gain, mu.
    pub forest_tolerance_mu: f64,
    /// The mean quality of the farmland, weighted by area, is not lower than before.
    pub quality_not_lower: bool,
    /// New farmland lies no further than this from farmland that is there, metres; `None` for any distance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_distance_m: Option<f64>,
    /// Costs that replace those of the table of unit costs, by the table's keys, 10⁴ yuan a mu.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub unit_costs: BTreeMap<String, f64>,
}

impl Default for SimulationLimits {
    fn default() -> Self {
        let wetland = ["0303", "0304", "0306", "0402", "1105", "1106", "1108"];
        Self {
            gained_slope_at_most: 3,
            left_slope_at_least: 5,
            isolated_mu: 5.0,
            protected_classes: wetland.map(str::to_owned).into(),
            farmland_not_less: true,
            farmland_not_less_by_village: false,
            forest_not_less: false,
            forest_tolerance_mu: 10.0,
            quality_not_lower: true,
            max_distance_m: None,
            unit_costs: BTreeMap::new(),
        }
    }
}

impl SimulationLimits {
    /// Whether every figure is one that can be calculated with.
    pub fn is_sound(&self) -> bool {
        let amounts = [self.isolated_mu, self.forest_tolerance_mu].into_iter().chain(self.max_distance_m);
        let levels = [self.gained_slope_at_most, self.left_slope_at_least];
        amounts.chain(self.unit_costs.values().copied()).all(is_amount)
            && levels.iter().all(|level| (1..=5).contains(level))
    }
}

/// What a run that was accepted says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SimulationRun {
    pub request: SimulationRequest,
    /// Version of the program that ran it.
    pub version: String,
    /// Hash of the problem that was solved, hexadecimal: the data, the rules and the locks as they stood.
    pub data_hash: String,
    /// What the plan reaches, mu.
    pub value_mu: f64,
    /// What there is without a plan, mu.
    pub do_nothing_mu: f64,
    /// What no plan can exceed, mu; `None` where no bound was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound_mu: Option<f64>,
    /// Why the search ended: `iterations`, `time`, `optimal` or `request`.
    pub stopped_by: String,
    /// Number of parcels that change.
    pub changes: u32,
    /// Locks that it obeyed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lock_ids: Vec<LockId>,
}

impl SimulationRun {
    /// Whether every figure is a number: a file holds no others.
    pub fn is_sound(&self) -> bool {
        let figures = [self.value_mu, self.do_nothing_mu].into_iter().chain(self.bound_mu);
        self.request.is_sound() && figures.into_iter().all(f64::is_finite)
    }
}

fn is_amount(amount: f64) -> bool {
    amount.is_finite() && amount >= 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn kinds_are_called_in_files_as_on_the_command_line() {
        for &kind in SimulationKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.key());
            assert_eq!(SimulationKind::find(kind.title(Language::Chinese)), Some(kind));
        }
        assert_eq!(SimulationKind::find("basic-farmland"), Some(SimulationKind::BasicFarmland));
    }

    #[test]
    fn a_request_comes_back_and_what_an_earlier_one_did_not_know_is_the_usual() {
        let text = r#"{"kind":"swap","threshold_mu":500.0,"seed":18446744073709551615,"limits":{"isolated_mu":0.1}}"#;
        let request: SimulationRequest = serde_json::from_str(text).unwrap();
        assert_eq!((request.seed, request.limits.isolated_mu, request.limits.left_slope_at_least), (u64::MAX, 0.1, 5));
        let again: SimulationRequest = serde_json::from_str(&serde_json::to_string(&request).unwrap()).unwrap();
        assert_eq!(again, request);
    }

    #[test]
    fn a_request_that_cannot_be_calculated_with_is_told() {
        let usual = || SimulationRequest::new(SimulationKind::Concentration);
        assert!(usual().is_sound());
        let limits = |change: &dyn Fn(&mut SimulationLimits)| {
            let mut request = usual();
            change(&mut request.limits);
            request
        };
        for request in [
            SimulationRequest { threshold_mu: 0.0, ..usual() },
            SimulationRequest { threshold_mu: f64::INFINITY, ..usual() },
            SimulationRequest { budget_1e4yuan: Some(-1.0), ..usual() },
            SimulationRequest { budget_1e4yuan: Some(f64::NAN), ..usual() },
            limits(&|limits| limits.gained_slope_at_most = 0),
            limits(&|limits| limits.left_slope_at_least = 6),
            limits(&|limits| limits.max_distance_m = Some(f64::NAN)),
            limits(&|limits| limits.unit_costs = [("0301".to_owned(), -1.0)].into()),
        ] {
            assert!(!request.is_sound(), "{request:?}");
        }
    }
}
