//! A run: the linear bound, then branching over the whole where the problem is small; else choices of hamlets with packed sites, and
//! neighbourhoods of the best of them solved exactly (relaxation induced and by villages, after Danna et al. 2005).

use std::sync::Arc;

use rayon::prelude::*;

use super::super::branching::{Branched, Effort, Mixed, branch};
use super::super::control::{Control, Limits, Stage, StoppedBy, Watch};
use super::super::linear::{InteriorPoint, LinearSolver};
use super::super::random::Stream;
use super::super::row::{RowUse, Shortfall};
use super::packing::Packing;
use super::plan::{LinkagePlan, RowCertificate, proven_mu};
use super::problem::Linkage;
use super::rows::Rows;

/// What a run found.
#[derive(Clone, Debug)]
pub struct LinkageOutcome {
    pub plan: Option<LinkagePlan>,
    pub certificate: Option<RowCertificate>,
    /// What branching proved: no plan is worth more. It can't stand in a certificate.
    pub branched_bound_mu: Option<f64>,
    pub rows: Vec<RowUse>,
    pub shortfalls: Vec<Shortfall>,
    pub iterations: u64,
    pub stopped_by: StoppedBy,
}

/// Columns up to which branching goes over the whole problem.
const SMALL: usize = 260;

/// Choices of hamlets that are worked out: as many as keep it within seconds.
fn packing_tries(decisions: u32) -> u64 {
    (150_000 / u64::from(decisions.max(1))).clamp(40, 240)
}

/// A plan that is this near to the bound counts as proven, mu.
const PROVEN_MU: f64 = 1e-4;

/// Solves a linkage problem.
pub fn solve_linkage(problem: &Linkage, limits: &Limits, control: Arc<dyn Control>) -> LinkageOutcome {
    let watch = Watch::new(control, limits.seconds);
    let solver = InteriorPoint;
    let rows = Rows::of(problem);
    let decisions = (problem.hamlets.len() + problem.sites.len()) as u32;
    let binaries: Vec<u32> = (0..decisions).collect();
    let mixed = Mixed { program: &rows.program, binaries: &binaries };
    watch.report(Stage::Bound, 0.0, None, None);
    let relaxed = solver.solve(&rows.program, 1e-9, &watch);
    let certificate = match &relaxed {
        Some(solution) => certificate(&rows, &solution.multipliers),
        None => certificate(&rows, &vec![0.0; rows.names.len()]),
    };
    let bound_mu = certificate.bound_mu;
    // Nothing demolished and nothing built is a plan, if the budget isn't below zero.
    let mut best = Branched {
        values: (problem.parameters.budget >= 0.0).then(|| vec![0.0; rows.program.worth.len()]),
        worth: if problem.parameters.budget >= 0.0 { 0.0 } else { f64::NEG_INFINITY },
        bound: bound_mu,
        is_proven: false,
        nodes: 0,
    };
    let is_small = decisions as usize <= SMALL;
    let mut iterations = 0;
    if is_small {
        let effort = Effort { nodes: 1500, gap: PROVEN_MU };
        let found = branch(&mixed, &solver, Vec::new(), known(&best), effort, &watch);
        iterations += take(&mut best, found, true);
    }
    watch.report(Stage::Search, 0.0, Some(best.worth), Some(bound_mu));
    if !best.is_proven
        && let Some(relaxed) = &relaxed
    {
        let packing = Packing::new(problem, &mixed, &solver, &watch);
        let tries = limits.iterations.unwrap_or(packing_tries(decisions));
        iterations += packing.search(&relaxed.values, &mut best, tries, &mut Stream::new(limits.seed, u64::MAX));
    }
    if !is_small && let Some(relaxed) = &relaxed {
        iterations += improve(problem, &mixed, &mut best, &relaxed.values, limits, bound_mu, &watch);
    }
    let plan = best.values.as_ref().map(|values| plan_of(problem, &rows, values)).filter(|plan| {
        // What the solver calls feasible is checked like any plan of another program.
        plan.check(problem).is_ok()
    });
    let value_mu = plan.as_ref().map(|plan| plan.value_mu);
    let is_optimal = best.is_proven || value_mu.is_some_and(|value_mu| bound_mu - value_mu <= PROVEN_MU);
    let stopped_by = match watch.stop() {
        _ if is_optimal && plan.is_some() => StoppedBy::Optimal,
        Some(reason) => reason,
        None => StoppedBy::Iterations,
    };
    watch.report(Stage::Search, 1.0, value_mu, Some(bound_mu));
    LinkageOutcome {
        rows: row_uses(problem, &rows, best.values.as_deref(), &certificate.multipliers),
        shortfalls: shortfalls(problem, plan.is_none()),
        branched_bound_mu: best.is_proven.then_some(best.bound.min(bound_mu)),
        plan,
        certificate: limits.bound.then_some(certificate),
        iterations,
        stopped_by,
    }
}

fn known(best: &Branched) -> Option<f64> {
    best.values.is_some().then_some(best.worth)
}

/// Keeps the better plan; the nodes that it took.
fn take(best: &mut Branched, found: Branched, is_whole: bool) -> u64 {
    let nodes = found.nodes as u64;
    if is_whole {
        best.is_proven = found.is_proven;
        best.bound = found.bound;
    }
    if let Some(values) = found.values.filter(|_| found.worth > best.worth || best.values.is_none()) {
        best.worth = found.worth;
        best.values = Some(values);
    }
    nodes
}

/// Solves neighbourhoods of the best plan, a few side by side: all decisions stay but those of some villages and hamlets, or those
/// in which plan and relaxation differ.
fn improve(
    problem: &Linkage,
    mixed: &Mixed,
    best: &mut Branched,
    relaxed: &[f64],
    limits: &Limits,
    bound_mu: f64,
    watch: &Watch,
) -> u64 {
    const TRIES: u64 = 64;
    const SIDE_BY_SIDE: u64 = 4;
    let tries = limits.iterations.unwrap_or(TRIES);
    let mut nodes = 0;
    for first in (0..tries).step_by(SIDE_BY_SIDE as usize) {
        let Some(values) = best.values.clone() else { break };
        if watch.should_stop() || bound_mu - best.worth <= PROVEN_MU {
            break;
        }
        watch.report(Stage::Search, first as f64 / tries as f64, Some(best.worth), Some(bound_mu));
        let attempts: Vec<u64> = (first..tries.min(first + SIDE_BY_SIDE)).collect();
        let found: Vec<Branched> = attempts
            .into_par_iter()
            .map(|attempt| {
                let decided = neighbourhood(problem, mixed, &values, relaxed, attempt, limits.seed);
                let effort = Effort { nodes: 100, gap: PROVEN_MU };
                branch(mixed, &InteriorPoint, decided, Some(best.worth), effort, watch)
            })
            .collect();
        for found in found {
            nodes += take(best, found, false);
        }
    }
    nodes
}

/// Decisions that are free in one try.
const MOST: usize = 40;

/// The decisions that stay in one try.
fn neighbourhood(
    problem: &Linkage,
    mixed: &Mixed,
    values: &[f64],
    relaxed: &[f64],
    attempt: u64,
    seed: u64,
) -> Vec<(u32, bool)> {
    let mut stream = Stream::new(seed, attempt);
    let hamlets = problem.hamlets.len();
    let is_free_village: Vec<bool> = (0..problem.villages).map(|_| stream.below(problem.villages.max(2)) < 2).collect();
    let share = stream.between(0.1, 0.45);
    let by_relaxation = attempt.is_multiple_of(3);
    let mut free = Vec::new();
    for &column in mixed.binaries {
        let at = column as usize;
        let agrees = (relaxed[at] - values[at]).abs() < 1e-4;
        let is_free = if by_relaxation {
            !agrees || stream.unit() < 0.1
        } else if at < hamlets {
            !agrees || stream.unit() < share
        } else {
            is_free_village[problem.sites[at - hamlets].village as usize]
        };
        if is_free {
            free.push((stream.unit(), column));
        }
    }
    // A small neighbourhood that is searched to its end is worth more than a large one that isn't.
    free.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    free.truncate(MOST);
    let mut is_free = vec![false; values.len()];
    free.iter().for_each(|&(_, column)| is_free[column as usize] = true);
    let kept = mixed.binaries.iter().filter(|&&column| !is_free[column as usize]);
    kept.map(|&column| (column, values[column as usize] > 0.5)).collect()
}

fn certificate(rows: &Rows, multipliers: &[f64]) -> RowCertificate {
    let clamped: Vec<f64> = multipliers
        .iter()
        .enumerate()
        .map(|(row, &multiplier)| if rows.program.is_equality(row) { multiplier } else { multiplier.max(0.0) })
        .collect();
    RowCertificate { bound_mu: proven_mu(rows, &clamped), multipliers: clamped }
}

fn plan_of(problem: &Linkage, rows: &Rows, values: &[f64]) -> LinkagePlan {
    let (hamlets, sites) = (problem.hamlets.len(), problem.sites.len());
    let chosen = |from: usize, count: usize| -> Vec<u32> {
        (0..count).filter(|index| values[from + index] > 0.5).map(|index| index as u32).collect()
    };
    let demolished = chosen(0, hamlets);
    let mut moved: Vec<(u32, f64)> = Vec::new();
    for &hamlet in &demolished {
        let need_mu = problem.parameters.need_share * problem.hamlets[hamlet as usize].area_mu;
        let ways = problem.moves.iter().enumerate().filter(|(_, way)| way.hamlet == hamlet);
        let mut amounts: Vec<(u32, f64)> = ways
            .map(|(index, _)| (index as u32, (values[hamlets + sites + index] * 1e6).round() / 1e6))
            .filter(|(_, amount_mu)| *amount_mu > 1e-6)
            .collect();
        // The largest amount takes what rounding left over.
        let sum: f64 = amounts.iter().map(|(_, amount_mu)| amount_mu).sum();
        if let Some(largest) = amounts.iter_mut().max_by(|a, b| a.1.total_cmp(&b.1)) {
            largest.1 = (largest.1 + need_mu - sum).max(0.0);
        }
        moved.extend(amounts);
    }
    moved.sort_unstable_by_key(|(way, _)| *way);
    let built = chosen(hamlets, sites);
    let mut value_mu = 0.0;
    for &hamlet in &demolished {
        value_mu += rows.program.worth[hamlet as usize];
    }
    for &(way, amount_mu) in &moved {
        value_mu += rows.program.worth[hamlets + sites + way as usize] * amount_mu;
    }
    LinkagePlan { demolished, built, moved, value_mu }
}

/// The rows that bind the whole township; those of single hamlets, villages and sites aside.
fn row_uses(problem: &Linkage, rows: &Rows, values: Option<&[f64]>, multipliers: &[f64]) -> Vec<RowUse> {
    let first = problem.hamlets.len() + problem.villages;
    (first..=rows.budget)
        .map(|row| RowUse {
            name: rows.names[row].clone(),
            used: values.map_or(0.0, |values| rows.program.left(row, values)),
            limit: rows.program.right(row),
            price: Some(multipliers[row]),
        })
        .collect()
}

/// A budget below what the quota can earn is the only way to have no plan at all.
fn shortfalls(problem: &Linkage, has_no_plan: bool) -> Vec<Shortfall> {
    if !has_no_plan {
        return Vec::new();
    }
    let rows = Rows::of(problem);
    let least = rows.program.entries(rows.budget).map(|(_, coefficient)| coefficient.min(0.0)).sum::<f64>();
    let limit = problem.parameters.budget;
    vec![Shortfall { row: rows.names[rows.budget].clone(), limit, least, missing: (least - limit).max(0.0) }]
}
