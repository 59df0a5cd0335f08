//! A run: prices, search, bound, search along the bound's relaxation, and proof where the township is small.
//!
//! The order of the phases, and what each takes over from the one before, is the same on every machine; only a limit in seconds
//! or the wish to stop cuts it short, and the result then says so.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::control::{Control, Limits, Stage, StoppedBy, Watch};
use super::super::linear::InteriorPoint;
use super::super::row::{RowUse, Shortfall};
use super::bound::{Bounded, Effort, bound};
use super::certificate::Certificate;
use super::construct::Builder;
use super::exact::{built_along, prove};
use super::feasibility::shortfalls;
use super::locks::Fixings;
use super::model::Model;
use super::plan::{Plan, value_mu};
use super::prices::search_prices;
use super::problem::Concentration;
use super::repair::{fill, repair};
use super::search::{Found, Schedule, improve};
use super::state::State;

/// What a run found.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// None where no plan obeys the rows, or none was found.
    pub plan: Option<Plan>,
    /// Area in blocks when nothing changes, mu.
    pub do_nothing_mu: f64,
    /// None when no bound was asked for.
    pub certificate: Option<Certificate>,
    /// What branching proved, where it came to its end: no plan is worth more. It can't stand in a certificate.
    pub branched_bound_mu: Option<f64>,
    pub rows: Vec<RowUse>,
    /// Rows that can't be obeyed, where there is no plan.
    pub shortfalls: Vec<Shortfall>,
    /// Steps of the search.
    pub iterations: u64,
    pub stopped_by: StoppedBy,
    pub seconds: Seconds,
}

/// How long the phases of a run took, pauses left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seconds {
    /// Until the first plan: construction and search.
    pub plan: f64,
    pub bound: f64,
    /// The search along the bound, and the proof.
    pub polish: f64,
}

/// Free nodes up to which a township is branched on.
const SMALL: usize = 260;

/// Nodes of the branching.
const MOST_NODES: u64 = 700;

/// A plan this near to the bound is proven, mu.
const PROVEN_MU: f64 = 1e-4;

/// Solves a concentration or swap problem.
pub fn solve(problem: &Concentration, limits: &Limits, control: Arc<dyn Control>) -> Outcome {
    let watch = Watch::new(control, limits.seconds);
    let mut run = Run::new(problem, limits, &watch);
    let found = run.search();
    let plan = watch.seconds();
    let bounded = run.bound(found.as_ref());
    let bound = watch.seconds() - plan;
    let found = run.polish(found, bounded.as_ref());
    let polish = watch.seconds() - plan - bound;
    run.outcome(found, bounded, Seconds { plan, bound, polish })
}

struct Run<'a> {
    problem: &'a Concentration,
    limits: &'a Limits,
    watch: &'a Watch,
    model: Model,
    iterations: u64,
    branched_bound_mu: Option<f64>,
}

impl<'a> Run<'a> {
    fn new(problem: &'a Concentration, limits: &'a Limits, watch: &'a Watch) -> Self {
        Self { problem, limits, watch, model: Model::of(problem), iterations: 0, branched_bound_mu: None }
    }

    fn mu(&self, found: &Found) -> f64 {
        found.value as f64 / self.model.area_parts
    }

    /// Sparse land, as of swaps, needs more steps for a node but is done sooner.
    fn is_sparse(&self) -> bool {
        self.problem.edges.len() * 2 < 3 * self.problem.nodes()
    }

    /// Steps of a search, from the size of the problem: what reaches the figures of the specification.
    fn steps(&self) -> u64 {
        let free = self.model.free.len() as u64;
        let steps =
            if self.is_sparse() { (free * 20).clamp(24_000, 40_000) } else { (free * 10).clamp(24_000, 60_000) };
        self.limits.iterations.unwrap_or(steps)
    }

    /// Steps until the first plan. What it lacks where it has to be there within a second, the search along the bound makes up for.
    fn first_steps(&self) -> u64 {
        let steps = match self.model.free.len() {
            0..=SMALL => 6_000,
            _ if self.is_sparse() => 8_000,
            _ => self.steps(),
        };
        self.limits.iterations.unwrap_or(steps)
    }

    /// Rounds of the relaxation before the first plan: they are cheap where there are few nodes, and good prices are worth more
    /// than steps of the search.
    fn first_rounds(&self) -> usize {
        let (few, many) = if self.is_sparse() { (500, 4000) } else { (1500, 8000) };
        match self.model.free.len() {
            free if free < few => 6,
            free if free < many => 3,
            _ => 1,
        }
    }

    /// Parts for large townships; small ones are searched from several starts instead.
    fn parts(&self) -> usize {
        match self.model.free.len() {
            0..1500 => 1,
            1500..8000 => 2,
            _ => 4,
        }
    }

    fn schedule(&self, iterations: u64, threshold: f64, stream: u64) -> Schedule {
        // A block of a large threshold reaches farther than a region for a small one.
        let blocks = self.model.threshold as f64 / self.model.area_parts;
        let region = if blocks > 500.0 { 200 } else { 120 };
        Schedule { iterations, region, threshold, parts: self.parts(), seed: self.limits.seed, stream }
    }

    /// The plan without a full bound.
    fn search(&mut self) -> Option<Found> {
        let (problem, model, watch) = (self.problem, &self.model, self.watch);
        watch.report(Stage::Construction, 0.0, None, None);
        if Fixings::of(problem).contradiction.is_some() {
            return None;
        }
        let untouched = State::new(model);
        let mut starts: Vec<Found> = Vec::new();
        if untouched.is_feasible() {
            let (changes, value) = (untouched.changes(), untouched.value);
            starts.push(Found { changes, value, prices: vec![0.0; model.rows], iterations: 0 });
        }
        if model.free.is_empty() {
            return starts.pop();
        }
        let effort = Effort { rounds: self.first_rounds(), seed: self.limits.seed, weighted_tries: 100 };
        let priced = |from: Option<&[f64]>, credit: f64| {
            let mut builder = Builder::new(model.nodes());
            let priced = search_prices(model, &mut builder, from, credit, watch);
            priced.value.map(|value| Found { changes: priced.changes, value, prices: priced.prices, iterations: 0 })
        };
        const CREDITS: [f64; 2] = [0.5, 2.0];
        let (blind, rough) = rayon::join(
            || CREDITS.into_par_iter().map(|credit| priced(None, credit)).collect::<Vec<_>>(),
            || bound(problem, &InteriorPoint, effort, Vec::new(), None, watch),
        );
        let guided: Vec<_> = CREDITS.into_par_iter().map(|credit| priced(Some(&rough.prices), credit)).collect();
        // Plans from the prices of the relaxation keep them: the search for prices drifts where several rows bind.
        let guided = guided.into_iter().flatten().map(|found| Found { prices: rough.prices.clone(), ..found });
        starts.extend(guided.chain(blind.into_iter().flatten()));
        if starts.is_empty() {
            starts.extend(self.rounded(&rough));
        }
        starts.sort_by_key(|found| -found.value);
        // The best plan also runs with the prices of the relaxation.
        if let Some(best) = starts.first().cloned() {
            starts.insert(1, Found { prices: rough.prices.clone(), ..best });
        }
        self.race(starts)
    }

    /// The relaxation taken to whole changes and repaired: a start where everything else broke a row.
    fn rounded(&self, rough: &Bounded) -> Option<Found> {
        let is_changed = |node: &u32| rough.changes[*node as usize] > 0.5 || self.model.forced.contains(node);
        let changes: Vec<u32> = (0..self.model.nodes() as u32).filter(is_changed).collect();
        let mut state = State::with_changes(&self.model, &changes);
        let costs = self.model.costs(&rough.prices);
        repair(&mut state, &costs).then(|| {
            fill(&mut state, &costs);
            let (changes, value) = (state.changes(), state.value);
            Found { changes, value, prices: rough.prices.clone(), iterations: 0 }
        })
    }

    /// The best starts run for a part of the steps, the better of them for the rest.
    fn race(&mut self, mut starts: Vec<Found>) -> Option<Found> {
        let best = starts.first()?.clone();
        let steps = self.first_steps();
        starts.truncate(if self.parts() == 1 { 4 } else { 2 });
        let heat = steps / if self.parts() == 1 { 8 } else { 10 };
        let run = |index: usize, start: &Found| {
            let schedule = self.schedule(heat, 0.2, index as u64);
            improve(&self.model, start, None, schedule, self.watch)
        };
        let mut heats: Vec<Found> = starts.par_iter().enumerate().map(|(index, start)| run(index, start)).collect();
        self.iterations += heats.iter().map(|found| found.iterations).sum::<u64>();
        heats.sort_by_key(|found| -found.value);
        let rest = steps.saturating_sub(heat * heats.len() as u64);
        // Small townships are searched twice over: where one search is caught, another may not be.
        let lanes: Vec<Found> =
            if self.parts() == 1 { heats.into_iter().take(2).collect() } else { heats.into_iter().take(1).collect() };
        let count = lanes.len() as u64;
        let run = |index: usize, start: &Found| {
            let schedule = self.schedule(rest / count.max(1), 0.3, 10 + index as u64);
            improve(&self.model, start, None, schedule, self.watch)
        };
        let finals: Vec<Found> = lanes.par_iter().enumerate().map(|(index, start)| run(index, start)).collect();
        self.iterations += finals.iter().map(|found| found.iterations).sum::<u64>();
        Some(finals.into_iter().fold(best, better))
    }

    /// The bound.
    fn bound(&mut self, found: Option<&Found>) -> Option<Bounded> {
        let rounds = if self.model.free.len() > 8000 { 14 } else { 24 };
        let effort = Effort { rounds, seed: self.limits.seed, weighted_tries: 1200 };
        let value_mu = found.map(|found| self.mu(found));
        self.limits.bound.then(|| bound(self.problem, &InteriorPoint, effort, Vec::new(), value_mu, self.watch))
    }

    /// What the bound tells the search, and the proof of a small township.
    fn polish(&mut self, found: Option<Found>, bounded: Option<&Bounded>) -> Option<Found> {
        let Some(bounded) = bounded else {
            return found;
        };
        let is_proven = |run: &Self, best: &Option<Found>| {
            best.as_ref().is_some_and(|b| bounded.certificate.bound_mu - run.mu(b) <= PROVEN_MU)
        };
        let is_hopeless = bounded.is_infeasible && found.is_none();
        if self.model.free.is_empty() || is_hopeless || is_proven(self, &found) || self.watch.should_stop() {
            return found;
        }
        let mut best = found.map(|best| self.search_along(best, bounded));
        if self.model.free.len() <= SMALL && !is_proven(self, &best) {
            let cuts = bounded.cuts.clone();
            let proof = prove(self.problem, &self.model, &InteriorPoint, cuts, best, MOST_NODES, self.watch);
            self.branched_bound_mu = (proof.is_proven && proof.best.is_some()).then_some(proof.bound_mu);
            self.iterations += proof.nodes;
            best = proof.best;
        }
        best
    }

    /// Searches on with the multipliers of the bound as prices and its relaxation as a hint.
    fn search_along(&mut self, best: Found, bounded: &Bounded) -> Found {
        let steps = self.steps();
        let hinted = Found { prices: bounded.prices.clone(), ..best.clone() };
        let built = built_along(&self.model, &bounded.prices, Some(&bounded.changes), 1.0);
        let starts: Vec<Found> =
            if self.parts() == 1 { built.into_iter().chain([hinted]).collect() } else { vec![hinted] };
        let run = |index: usize, start: &Found| {
            let schedule = self.schedule(steps, 0.3, 20 + index as u64);
            improve(&self.model, start, Some(&bounded.changes), schedule, self.watch)
        };
        let found: Vec<Found> = starts.par_iter().enumerate().map(|(index, start)| run(index, start)).collect();
        self.iterations += found.iter().map(|found| found.iterations).sum::<u64>();
        found.into_iter().fold(best, better)
    }

    fn outcome(&self, found: Option<Found>, bounded: Option<Bounded>, seconds: Seconds) -> Outcome {
        let problem = self.problem;
        let prices = bounded.as_ref().map(|bounded| &bounded.prices).or(found.as_ref().map(|found| &found.prices));
        let plan = found.as_ref().map(|found| Plan::of(problem, found.changes.clone()));
        let changes = plan.as_ref().map_or(&[][..], |plan| &plan.changes);
        let rows = problem.rows.iter().enumerate().map(|(index, row)| RowUse {
            name: row.name.clone(),
            used: row.used(changes.iter().map(|&node| node as usize)),
            limit: row.limit,
            price: prices.and_then(|prices| prices.get(index).copied()),
        });
        let bound_mu = bounded.as_ref().map(|bounded| bounded.certificate.bound_mu);
        let value_mu_found = plan.as_ref().map(|plan| plan.value_mu);
        let is_optimal = self.branched_bound_mu.is_some()
            || bound_mu.zip(value_mu_found).is_some_and(|(bound, value)| bound - value <= PROVEN_MU);
        let stopped_by = match self.watch.stop() {
            _ if is_optimal => StoppedBy::Optimal,
            Some(reason) => reason,
            None => StoppedBy::Iterations,
        };
        self.watch.report(Stage::Search, 1.0, value_mu_found, bound_mu);
        Outcome {
            do_nothing_mu: value_mu(problem, &[]),
            rows: rows.collect(),
            shortfalls: if plan.is_none() { shortfalls(problem, &InteriorPoint, self.watch) } else { Vec::new() },
            certificate: bounded.map(|bounded| bounded.certificate),
            branched_bound_mu: self.branched_bound_mu,
            iterations: self.iterations,
            plan,
            stopped_by,
            seconds,
        }
    }
}

/// The better plan; the earlier one when they are equal.
fn better(best: Found, other: Found) -> Found {
    if other.value > best.value { other } else { best }
}
