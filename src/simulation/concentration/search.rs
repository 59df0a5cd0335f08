//! Ruin and recreate (Schrimpf et al. 2000) with threshold acceptance (Dueck & Scheuer 1990).
//!
//! A small region is put back to what it is worth by itself and built anew at perturbed prices. The step stands when area in
//! blocks less the prices of the rows used falls by no more than a threshold that shrinks to nothing. Rows may be exceeded by
//! a band meanwhile; after most rounds of steps the plan is repaired, filled, and kept if it is the best. A step costs
//! about a microsecond for each node of its region and each of the few tries on it.
//!
//! A large township is cut into parts, anew for each round; workers change their own part only, and their changes are put
//! together in the order of the parts. The number of parts follows from the problem, never from the machine.

use rayon::prelude::*;

use super::super::control::{Stage, Watch};
use super::super::random::Stream;
use super::model::Model;
use super::parts::parts;
use super::prices::unit_prices;
use super::repair::{fill, repair};
use super::state::State;
use super::worker::{Round, Worker};

/// A plan in integers: its changes and its value in parts of a mu.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub changes: Vec<u32>,
    pub value: i64,
    pub prices: Vec<f64>,
    /// Steps done.
    pub iterations: u64,
}

/// How a search runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    pub iterations: u64,
    /// Largest region.
    pub region: usize,
    /// Loss that a step may bring at the start, in shares of a mean parcel.
    pub threshold: f64,
    pub parts: usize,
    pub seed: u64,
    pub stream: u64,
}

/// Improves a plan. `hint` tells how much each node changes in a relaxation: those that do are tried more cheaply.
pub(super) fn improve(model: &Model, start: &Found, hint: Option<&[f64]>, schedule: Schedule, watch: &Watch) -> Found {
    if model.starts.is_empty() || schedule.iterations == 0 {
        return start.clone();
    }
    let mut search = Search::new(model, start, schedule);
    let period = (model.free.len() as u64 / (16 * schedule.parts as u64)).clamp(40, 300);
    let mut round = 0;
    while search.done < schedule.iterations && !watch.should_stop() {
        let left = 1.0 - search.done as f64 / schedule.iterations as f64;
        search.round(round, period, left, hint, watch);
        round += 1;
        if round % 20 == 0 {
            let value_mu = search.best_value as f64 / model.area_parts;
            watch.report(Stage::Search, 1.0 - left, Some(value_mu), None);
            if left < 0.8 {
                search.return_to_best();
            }
        }
    }
    search.found()
}

struct Search<'a> {
    model: &'a Model,
    schedule: Schedule,
    state: State<'a>,
    workers: Vec<Worker<'a>>,
    stream: Stream,
    prices: Vec<f64>,
    costs: Vec<f64>,
    units: Vec<f64>,
    bands: Vec<i64>,
    mean_mu: f64,
    part_of: Vec<u8>,
    best_value: i64,
    /// The best plan; the state differs from it in `since_best` at most.
    best_is_on: Vec<bool>,
    since_best: Vec<u32>,
    done: u64,
}

/// What a round does: how many bands a row may be exceeded by, a factor of all prices, and whether the plan is settled after it.
struct Phase {
    stretch: i64,
    factor: f64,
    settles: bool,
}

const fn phase(stretch: i64, factor: f64, settles: bool) -> Phase {
    Phase { stretch, factor, settles }
}

/// Rounds in turn. A long link needs room at once and pays for it only when less worthy links have gone, so now and then prices
/// fall and the plan grows out of its rows, then they rise and it shrinks back by what is worth least.
const PHASES: [Phase; 10] = [
    phase(1, 1.0, true),
    phase(1, 1.0, true),
    phase(4, 1.0, true),
    phase(1, 1.0, true),
    phase(24, 0.92, false),
    phase(24, 1.06, false),
    phase(1, 1.03, true),
    phase(1, 1.0, true),
    phase(1, 1.0, true),
    phase(16, 1.0, true),
];

/// The price, in shares of a row's mean worth, from which a row that is exceeded starts.
const LEAST_PRICE: f64 = 0.02;

/// How far a row may be exceeded between repairs: what a dozen mean nodes use of it.
fn bands(model: &Model) -> Vec<i64> {
    let free = model.free.len().max(1) as i64;
    model.ranges.iter().map(|&range| (range / 4000).max(12 * (range / free))).collect()
}

impl<'a> Search<'a> {
    fn new(model: &'a Model, start: &Found, schedule: Schedule) -> Self {
        let state = State::with_changes(model, &start.changes);
        let free = model.free.len().max(1);
        let mean_mu = model.free.iter().map(|&node| model.areas_mu[node as usize]).sum::<f64>() / free as f64;
        let worker = |part: usize| {
            // Streams of the parts never meet those of another search.
            let stream = Stream::new(schedule.seed, (schedule.stream + 1) * 1000 + part as u64);
            Worker::new(model, &start.changes, part as u8, stream)
        };
        Self {
            model,
            schedule,
            workers: (0..schedule.parts).map(worker).collect(),
            stream: Stream::new(schedule.seed, schedule.stream),
            costs: model.costs(&start.prices),
            prices: start.prices.clone(),
            units: unit_prices(model),
            bands: bands(model),
            mean_mu,
            part_of: vec![0; model.nodes()],
            best_value: start.value,
            best_is_on: (0..model.nodes() as u32).map(|node| state.is_on(node)).collect(),
            since_best: Vec::new(),
            state,
            done: 0,
        }
    }

    fn found(self) -> Found {
        let model = self.model;
        let changed = |&node: &u32| self.best_is_on[node as usize] != model.is_farmland(node);
        Found {
            changes: (0..model.nodes() as u32).filter(changed).collect(),
            value: self.best_value,
            prices: self.prices,
            iterations: self.done,
        }
    }

    /// A round of all workers, then the settlement.
    fn round(&mut self, round: u64, period: u64, left: f64, hint: Option<&[f64]>, watch: &Watch) {
        let count = self.schedule.parts;
        if count > 1 && round.is_multiple_of(4) {
            self.part_of = parts(&self.model.adjacency, count, &mut self.stream);
        }
        let phase = &PHASES[round as usize % PHASES.len()];
        let prices: Vec<f64> = self.prices.iter().map(|price| price * phase.factor).collect();
        let costs = self.model.costs(&prices);
        let limits = self.state.used.iter().zip(&self.model.limits).zip(&self.bands);
        // Each part may use its share of what is left, and a band.
        let tops = limits.map(|((&used, &limit), &band)| {
            let slack = limit.saturating_sub(used).max(0);
            used.min(limit).saturating_add(slack / count as i64).saturating_add(band.saturating_mul(phase.stretch))
        });
        let settings = Round {
            steps: period,
            costs: &costs,
            prices: &prices,
            tops: &tops.collect::<Vec<i64>>(),
            part_of: &self.part_of,
            region: self.schedule.region,
            allowed_mu: self.schedule.threshold * self.mean_mu * left * left,
            hint,
        };
        if count > 1 {
            self.workers.par_iter_mut().for_each(|worker| worker.run(&settings, watch));
        } else {
            self.workers.iter_mut().for_each(|worker| worker.run(&settings, watch));
        }
        self.done += period * count as u64;
        let mark = self.state.mark();
        for worker in &self.workers {
            worker.copy_to(&mut self.state);
        }
        if phase.settles {
            self.settle();
        }
        let mut moved = self.state.flipped_since(mark).to_vec();
        moved.sort_unstable();
        moved.dedup();
        self.since_best.extend_from_slice(&moved);
        self.state.forget_journal();
        self.keep_if_best();
        self.follow(&moved);
    }

    /// Lets the workers take over nodes from the common plan.
    fn follow(&mut self, nodes: &[u32]) {
        let state = &self.state;
        if self.workers.len() > 1 {
            self.workers.par_iter_mut().for_each(|worker| worker.follow(state, nodes));
        } else {
            self.workers.iter_mut().for_each(|worker| worker.follow(state, nodes));
        }
    }

    /// Moves the prices towards rows that are used up, repairs and fills.
    fn settle(&mut self) {
        let mut has_moved = false;
        for row in 0..self.model.rows {
            let slack = self.model.limits[row].saturating_sub(self.state.used[row]);
            self.prices[row] = if slack < 0 {
                // A price that has sunk to nothing couldn't rise by factors.
                (self.prices[row] * 1.006).max(LEAST_PRICE * self.units[row])
            } else if slack > 2 * self.bands[row] {
                self.prices[row] * 0.994
            } else {
                continue;
            };
            has_moved = true;
        }
        self.model.settle_opposites(&mut self.prices);
        if has_moved {
            self.costs = self.model.costs(&self.prices);
        }
        if repair(&mut self.state, &self.costs) {
            fill(&mut self.state, &self.costs);
        }
    }

    fn keep_if_best(&mut self) {
        if self.state.value <= self.best_value || !self.state.is_feasible() {
            return;
        }
        self.best_value = self.state.value;
        for node in self.since_best.drain(..) {
            self.best_is_on[node as usize] = self.state.is_on(node);
        }
    }

    fn return_to_best(&mut self) {
        let mut nodes = std::mem::take(&mut self.since_best);
        nodes.sort_unstable();
        nodes.dedup();
        for &node in &nodes {
            if self.state.is_on(node) != self.best_is_on[node as usize] {
                self.state.flip(node);
            }
        }
        self.state.forget_journal();
        self.follow(&nodes);
    }
}
