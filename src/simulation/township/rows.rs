//! The side rows of a concentration or a swap: budget, farmland, forest, quality, locks. Each coefficient in the unit of its row,
//! each row with its title.

use std::collections::BTreeMap;

use crate::design::{SimulationKind, SimulationRequest};
use crate::units::{FEN_PER_10K_YUAN, mu_from_m2};

use super::super::{Concentration, Lock, Row};
use super::candidate::Candidate;
use super::locked::Obeyed;
use super::network::Network;
use super::row_title::RowTitle;
use super::site::Site;
use super::size::check_size;
use super::{ProposedRow, TownshipProblem};

/// Coefficients stand in millionths of their unit, rounded up: a plan that obeys the rows obeys the land, and no solver has to
/// round them once more.
const MILLIONTHS: f64 = 1e6;

/// What farmland may lose and pass for not less: as much as the rules let pass, m².
const DUST_M2: f64 = 1.0;

/// The budget of a request, 10⁴ yuan.
pub(super) fn budget(site: &Site, request: &SimulationRequest) -> f64 {
    let usual = || SimulationRequest::usual_budget_1e4yuan(mu_from_m2(site.region_m2));
    request.budget_1e4yuan.unwrap_or_else(usual)
}

/// The problem over the nodes, and the titles of its rows.
pub(super) fn problem_of(
    site: &Site,
    request: &SimulationRequest,
    network: &Network,
    obeyed: &Obeyed,
) -> Result<(Concentration, Vec<RowTitle>), TownshipProblem> {
    let mut writer = Writer { site, network, rows: Vec::new(), titles: Vec::new() };
    let villages =
        if request.limits.farmland_not_less_by_village { villages_that_lose(site, network) } else { BTreeMap::new() };
    let count = 5 + villages.len() + obeyed.must.len() + 2 * obeyed.ties.len();
    check_size(network.kinds.len(), network.edges.len(), count)?;
    let limits = &request.limits;
    writer.row(ProposedRow::BUDGET, RowTitle::Budget, budget(site, request), |candidate| {
        candidate.cost_fen as f64 / FEN_PER_10K_YUAN
    });
    if limits.farmland_not_less || request.kind == SimulationKind::Swap {
        writer.row("farmland_loss_mu", RowTitle::Farmland, mu_from_m2(DUST_M2), lost_mu);
    }
    for (code, name) in villages {
        let of_village = |candidate: &Candidate| {
            let village = site.base.parcels.village(candidate.parcel as usize);
            if village.code == code { lost_mu(candidate) } else { 0.0 }
        };
        writer.row(
            &format!("farmland_loss_mu_{code}"),
            RowTitle::FarmlandOfVillage(name),
            mu_from_m2(DUST_M2),
            of_village,
        );
    }
    let forest_lost_mu = |candidate: &Candidate| match (candidate.joins(), candidate.is_forest) {
        (true, true) => mu_from_m2(candidate.area_m2),
        (true, false) => 0.0,
        (false, _) => -mu_from_m2(candidate.area_m2),
    };
    if limits.forest_not_less || request.kind == SimulationKind::Swap {
        writer.row("forest_loss_mu", RowTitle::ForestLoss, limits.forest_tolerance_mu, forest_lost_mu);
    }
    if request.kind == SimulationKind::Swap {
        writer.row("forest_gain_mu", RowTitle::ForestGain, limits.forest_tolerance_mu, |candidate| {
            -forest_lost_mu(candidate)
        });
    }
    if let Some(mean) = site.mean_grade.filter(|_| limits.quality_not_lower) {
        let system = site.base.grade_system();
        // Farmland better than the mean that joins, or worse than the mean that leaves, raises the mean.
        writer.row("quality_loss_grade_mu", RowTitle::Quality, 0.0, |candidate| {
            let gain = candidate.grade.map_or(0.0, |grade| system.gain(mean, grade));
            let sign = if candidate.joins() { -1.0 } else { 1.0 };
            sign * gain * mu_from_m2(candidate.area_m2)
        });
    }
    let parcels = |node: &Option<u32>| node.map(|candidate| site.candidates[candidate as usize].parcel);
    let (rows, mut titles) = (writer.rows, writer.titles);
    let mut problem = Concentration {
        threshold_mu: request.threshold_mu,
        areas_mu: network.areas_mu.clone(),
        kinds: network.kinds.clone(),
        parcels: network.candidates.iter().map(parcels).collect(),
        edges: network.edges.clone(),
        rows,
    };
    add_locks(site, network, obeyed, &mut problem, &mut titles);
    Ok((problem, titles))
}

/// Farmland that a change takes, mu; negative where it brings some.
fn lost_mu(candidate: &Candidate) -> f64 {
    let area_mu = mu_from_m2(candidate.area_m2);
    if candidate.joins() { -area_mu } else { area_mu }
}

/// Villages, by code, that have farmland which may leave: the others can lose none.
fn villages_that_lose(site: &Site, network: &Network) -> BTreeMap<String, String> {
    let taking_part = network.candidates.iter().flatten().map(|&number| &site.candidates[number as usize]);
    let leaving = taking_part.filter(|candidate| !candidate.joins());
    let village = |candidate: &Candidate| {
        let village = site.base.parcels.village(candidate.parcel as usize);
        let name = if village.name.is_empty() { village.code.clone() } else { village.name.clone() };
        (village.code.clone(), name)
    };
    leaving.map(village).collect()
}

fn add_locks(site: &Site, network: &Network, obeyed: &Obeyed, problem: &mut Concentration, titles: &mut Vec<RowTitle>) {
    let node = |candidate: u32| network.node_of_candidate[candidate as usize];
    let parcel = |candidate: u32| site.candidates[candidate as usize].parcel as usize;
    for (&candidate, &lock) in &obeyed.must {
        let before = problem.rows.len();
        let is_added = node(candidate).is_some_and(|node| problem.lock(Lock::Must(node)).is_ok());
        debug_assert!(is_added, "a candidate that must change has a node");
        titles.extend((before..problem.rows.len()).map(|_| RowTitle::Must { lock, parcel: parcel(candidate) }));
    }
    for &(lock, first, second) in &obeyed.ties {
        let before = problem.rows.len();
        let ends = node(first).zip(node(second));
        let is_added = ends.is_some_and(|(a, b)| problem.lock(Lock::Together(a, b)).is_ok());
        debug_assert!(is_added, "candidates that are tied have nodes");
        let parcels = [parcel(first), parcel(second)];
        titles.extend((before..problem.rows.len()).map(|_| RowTitle::Together { lock, parcels }));
    }
}

struct Writer<'a> {
    site: &'a Site,
    network: &'a Network,
    rows: Vec<Row>,
    titles: Vec<RowTitle>,
}

impl Writer<'_> {
    fn row(&mut self, name: &str, title: RowTitle, limit: f64, coefficient: impl Fn(&Candidate) -> f64) {
        let of_node = |node: &Option<u32>| {
            let exact = node.map_or(0.0, |number| coefficient(&self.site.candidates[number as usize]));
            let (parts, near) = (exact * MILLIONTHS, (exact * MILLIONTHS).round());
            // What is a whole number of millionths but for its binary form stays that.
            (if (parts - near).abs() < 1e-3 { near } else { parts.ceil() }) / MILLIONTHS
        };
        let coefficients = self.network.candidates.iter().map(of_node).collect();
        self.rows.push(Row { name: name.to_owned(), coefficients, limit });
        self.titles.push(title);
    }
}
