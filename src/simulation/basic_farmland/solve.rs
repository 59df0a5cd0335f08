//! A run: multipliers and their bound, layouts of the relaxation repaired, the best improved.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::control::{Control, Limits, Stage, StoppedBy, Watch};
use super::super::linear::InteriorPoint;
use super::super::random::Stream;
use super::super::row::{RowUse, Shortfall};
use super::improve::{climb, kick, repair};
use super::lagrange::search_multipliers;
use super::plan::{FlowCertificate, Layout};
use super::problem::BasicFarmland;
use super::state::{Links, State};

/// What a run found.
#[derive(Clone, Debug)]
pub struct LayoutOutcome {
    /// None where no layout that obeys the rows was found.
    pub layout: Option<Layout>,
    pub do_nothing_mu: f64,
    pub certificate: Option<FlowCertificate>,
    pub rows: Vec<RowUse>,
    pub shortfalls: Vec<Shortfall>,
    pub iterations: u64,
    pub stopped_by: StoppedBy,
}

/// Layouts of the relaxation that are repaired: the last ones lie nearest to the optimum.
const LAYOUTS: usize = 12;

/// Solves a basic-farmland problem.
pub fn solve_basic_farmland(problem: &BasicFarmland, limits: &Limits, control: Arc<dyn Control>) -> LayoutOutcome {
    let watch = Watch::new(control, limits.seconds);
    let dual = search_multipliers(problem, &InteriorPoint, &watch);
    let multipliers = &dual.best.multipliers;
    let links = Links::of(problem);
    let mut starts = vec![problem.now.clone()];
    let first = dual.layouts.len().saturating_sub(LAYOUTS);
    starts.extend(dual.layouts[first..].iter().cloned());
    let repaired: Vec<Option<State>> = starts
        .into_par_iter()
        .map(|is_in| {
            let mut state = State::new(problem, &links, is_in);
            if !repair(&mut state, &[]) {
                return None;
            }
            climb(&mut state, multipliers, &watch);
            state.is_feasible().then_some(state)
        })
        .collect();
    let mut ranked: Vec<State> = repaired.into_iter().flatten().collect();
    // A stable sort: equal layouts keep the order of their starts.
    ranked.sort_by(|a, b| b.value_mu.total_cmp(&a.value_mu));
    ranked.truncate(2);
    let work = problem.nodes().max(50) as u64;
    let kicks = limits.iterations.unwrap_or((3_000_000 / work).clamp(60, 4000));
    watch.report(Stage::Search, 0.0, ranked.first().map(|state| state.value_mu), Some(dual.best.bound_mu));
    let improved: Vec<(State, u64)> = ranked
        .into_par_iter()
        .enumerate()
        .map(|(index, state)| {
            let mut stream = Stream::new(limits.seed, index as u64);
            kick(state, multipliers, kicks, &mut stream, &watch)
        })
        .collect();
    let iterations = improved.iter().map(|(_, done)| done).sum();
    let mut best: Option<State> = None;
    for (state, _) in improved {
        if best.as_ref().is_none_or(|best| state.value_mu > best.value_mu) {
            best = Some(state);
        }
    }
    let layout = best.map(|state| Layout::of(problem, state.is_in));
    let is_optimal =
        layout.as_ref().is_some_and(|layout| dual.best.bound_mu - layout.value_mu <= 1e-6 * layout.value_mu.abs());
    let stopped_by = match watch.stop() {
        _ if is_optimal => StoppedBy::Optimal,
        Some(reason) => reason,
        None => StoppedBy::Iterations,
    };
    watch.report(Stage::Search, 1.0, layout.as_ref().map(|layout| layout.value_mu), Some(dual.best.bound_mu));
    LayoutOutcome {
        do_nothing_mu: problem.value_mu(&problem.now),
        rows: row_uses(problem, layout.as_ref(), multipliers),
        shortfalls: if layout.is_none() { shortfalls(problem) } else { Vec::new() },
        certificate: limits.bound.then_some(dual.best),
        layout,
        iterations,
        stopped_by,
    }
}

fn row_uses(problem: &BasicFarmland, layout: Option<&Layout>, multipliers: &[f64]) -> Vec<RowUse> {
    let is_in = layout.map_or(&problem.now, |layout| &layout.is_in);
    let rows = problem.rows.iter().zip(multipliers);
    rows.map(|(row, &multiplier)| RowUse {
        name: row.name.clone(),
        used: row.used((0..problem.nodes()).filter(|&node| is_in[node])),
        limit: row.limit,
        price: Some(multiplier),
    })
    .collect()
}

/// Rows that no layout obeys even by itself.
fn shortfalls(problem: &BasicFarmland) -> Vec<Shortfall> {
    let rows = problem.rows.iter().map(|row| (row, row.coefficients.iter().map(|g| g.min(0.0)).sum::<f64>()));
    rows.filter(|(row, least)| *least > row.limit)
        .map(|(row, least)| Shortfall { row: row.name.clone(), limit: row.limit, least, missing: least - row.limit })
        .collect()
}
