//! The trade-off between a row's limit (the budget) and the area in blocks, as a band between plan and bound.
//!
//! Cuts hold whatever the limits are, so those of one point serve all others. A plan of a smaller limit is a plan of every larger
//! one, and a bound of a larger limit is one of every smaller: the band is made monotone with that.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::control::{Control, Limits, Stage, Watch};
use super::super::error::SimulationError;
use super::super::linear::InteriorPoint;
use super::super::reason::ReasonText;
use super::bound::{Effort, bound};
use super::certificate::Certificate;
use super::exact::built_along;
use super::model::Model;
use super::plan::Plan;
use super::problem::Concentration;
use super::search::{Schedule, improve};
use super::state::State;
use crate::i18n::Text;

/// One point of the band.
#[derive(Clone, Debug)]
pub struct FrontPoint {
    pub limit: f64,
    /// None where no plan obeys the rows at this limit, or the run was stopped before.
    pub plan: Option<Plan>,
    pub certificate: Certificate,
    /// Marginal mu for one more unit of the limit.
    pub price: f64,
}

/// The band of one row over the given limits, in rising order.
pub fn front(
    problem: &Concentration,
    row: usize,
    limits: &[f64],
    run: &Limits,
    control: Arc<dyn Control>,
) -> Result<Vec<FrontPoint>, SimulationError> {
    if row >= problem.rows.len() {
        return Err(SimulationError::at("front", ReasonText::NoRow.with([row.into()])));
    }
    if let Some(limit) = limits.iter().find(|limit| !limit.is_finite()) {
        return Err(SimulationError::at("front", ReasonText::NoLimit.with([limit.to_string().into()])));
    }
    let watch = Watch::new(control, run.seconds);
    let mut limits = limits.to_vec();
    limits.sort_by(f64::total_cmp);
    let Some(&middle) = limits.get(limits.len() / 2) else {
        return Ok(Vec::new());
    };
    let at = |limit: f64| {
        let mut problem = problem.clone();
        problem.rows[row].limit = limit;
        problem
    };
    let effort = Effort { rounds: 9, seed: run.seed, weighted_tries: 600 };
    let first = bound(&at(middle), &InteriorPoint, effort, Vec::new(), None, &watch);
    watch.report(Stage::Bound, 0.3, None, None);
    let points: Vec<FrontPoint> = limits
        .par_iter()
        .enumerate()
        .map(|(index, &limit)| {
            let problem = at(limit);
            let effort = Effort { rounds: 4, ..effort };
            let bounded = bound(&problem, &InteriorPoint, effort, first.cuts.clone(), None, &watch);
            let plan = planned(&problem, &bounded.prices, &bounded.changes, run, index as u64, &watch);
            FrontPoint { limit, plan, price: bounded.prices[row], certificate: bounded.certificate }
        })
        .collect();
    Ok(monotone(problem, row, points))
}

fn planned(
    problem: &Concentration,
    prices: &[f64],
    changes: &[f64],
    run: &Limits,
    stream: u64,
    watch: &Watch,
) -> Option<Plan> {
    let model = Model::of(problem);
    let untouched = State::new(&model);
    let built = [0.5, 2.0].into_iter().filter_map(|credit| built_along(&model, prices, Some(changes), credit));
    let start = built.max_by_key(|found| found.value).or_else(|| {
        untouched.is_feasible().then(|| super::search::Found {
            changes: untouched.changes(),
            value: untouched.value,
            prices: prices.to_vec(),
            iterations: 0,
        })
    })?;
    let iterations = run.iterations.unwrap_or((8 * model.free.len() as u64).clamp(6_000, 40_000));
    let parts = if model.free.len() < 1500 { 1 } else { 2 };
    let schedule = Schedule { iterations, region: 120, threshold: 0.3, parts, seed: run.seed, stream: 40 + stream };
    let found = improve(&model, &start, Some(changes), schedule, watch);
    Some(Plan::of(problem, found.changes))
}

/// Lets plans stand for larger limits and bounds for smaller ones.
fn monotone(problem: &Concentration, row: usize, mut points: Vec<FrontPoint>) -> Vec<FrontPoint> {
    for index in 1..points.len() {
        let (below, here) = points.split_at_mut(index);
        let (below, here) = (&below[index - 1], &mut here[0]);
        if let Some(plan) = &below.plan
            && here.plan.as_ref().is_none_or(|own| own.value_mu < plan.value_mu)
        {
            here.plan = Some(plan.clone());
        }
    }
    for index in (0..points.len().saturating_sub(1)).rev() {
        let (here, above) = points.split_at_mut(index + 1);
        let (here, above) = (&mut here[index], &above[0]);
        // The rows of the larger limit prove less at the smaller one, if anything.
        let mut smaller = problem.clone();
        smaller.rows[row].limit = here.limit;
        let mut certificate = above.certificate.clone();
        certificate.bound_mu = f64::MAX;
        if let Ok(bound_mu) = certificate.check(&smaller)
            && bound_mu < here.certificate.bound_mu
        {
            certificate.bound_mu = bound_mu;
            here.certificate = certificate;
        }
    }
    points
}
