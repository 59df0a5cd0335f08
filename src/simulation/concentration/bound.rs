//! The bound: a cutting plane loop over the relaxation, falling from round to round.
//!
//! Any multipliers λ ≥ 0 prove a bound, so the loop may end at any moment with the lowest so far. The linear programs are
//! solved roughly at first (cuts come from the middle of the optimal face, which is where an interior point method stops) and
//! finely at the end.

use rayon::prelude::*;

use super::super::control::{Stage, Watch};
use super::super::linear::LinearSolver;
use super::super::random::Stream;
use super::certificate::{BoundSum, Certificate};
use super::cuts::{Cut, Cutter, Landscape};
use super::graph::{Adjacency, hopeless};
use super::problem::Concentration;
use super::relaxation::Relaxation;

/// How a bound is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    pub rounds: usize,
    /// Seeds the prices of creeping.
    pub seed: u64,
    /// Starts of the exact search for (∗∗) in each round.
    pub weighted_tries: usize,
}

/// Relative gaps to which linear programs are solved.
const ROUGHEST: f64 = 1e-3;
const FINEST: f64 = 1e-7;

/// A bound with what the relaxation says beside it.
pub(super) struct Bounded {
    pub certificate: Certificate,
    /// Multipliers of the side rows.
    pub prices: Vec<f64>,
    /// How much each node changes in the relaxation.
    pub changes: Vec<f64>,
    /// The cuts held at the end: they hold for other limits of the rows too.
    pub cuts: Vec<Cut>,
    /// Whether no point obeys the rows: then no plan does.
    pub is_infeasible: bool,
}

/// The bound that holds before anything is computed: all land that could count.
pub(super) fn first_certificate(problem: &Concentration) -> Certificate {
    Certificate { nodes: problem.nodes(), bound_mu: BoundSum::of(problem).bound_mu(), rows: Vec::new() }
}

/// Runs the loop from cuts that are known to hold. `floor_mu` is the value of a known plan: a bound that reaches it ends the loop.
pub(super) fn bound(
    problem: &Concentration,
    solver: &dyn LinearSolver,
    effort: Effort,
    known: Vec<Cut>,
    floor_mu: Option<f64>,
    watch: &Watch,
) -> Bounded {
    let adjacency = Adjacency::of(problem.nodes(), &problem.edges);
    let hopeless = hopeless(problem);
    let mut best = Bounded {
        certificate: first_certificate(problem),
        prices: vec![0.0; problem.rows.len()],
        changes: vec![0.0; problem.nodes()],
        cuts: Vec::new(),
        is_infeasible: false,
    };
    let mut relaxation = Relaxation::new(problem, hopeless.clone());
    if known.is_empty() {
        relaxation.add(single_cuts(problem, &adjacency, &hopeless));
    } else {
        relaxation.add(known);
    }
    let mut accuracy = ROUGHEST;
    let mut last_mu = f64::INFINITY;
    let mut stalled = 0;
    for round in 0..effort.rounds {
        if watch.should_stop() {
            break;
        }
        let built = relaxation.build(None);
        let Some(solution) = solver.solve(&built.program, accuracy, watch) else {
            break;
        };
        if solution.is_infeasible {
            best.is_infeasible = true;
            break;
        }
        let point = relaxation.point(&built, &solution, None);
        let prices = relaxation.prices(&built, &solution);
        let (certificate, reduced) = relaxation.certificate(&built, &solution);
        let bound_mu = certificate.bound_mu;
        if bound_mu < best.certificate.bound_mu {
            best.certificate = certificate;
            best.prices.clone_from(&prices);
            best.changes.clone_from(&point.changes);
        }
        watch.report(
            Stage::Bound,
            (round + 1) as f64 / effort.rounds as f64,
            floor_mu,
            Some(best.certificate.bound_mu),
        );
        if floor_mu.is_some_and(|floor_mu| best.certificate.bound_mu <= floor_mu + 1e-6) {
            break;
        }
        relaxation.drop_slack(&built, &solution);
        let woken = if round >= 3 { relaxation.sleep(&point, &reduced) } else { 0 };
        let costs = change_costs(problem, &prices);
        let land = Landscape {
            adjacency: &adjacency,
            areas_mu: &problem.areas_mu,
            threshold_mu: problem.threshold_mu,
            counts: &point.counts,
            costs: &costs,
        };
        let tolerance = if round < 3 { 0.02 } else { 2e-3f64.max(accuracy * 3.0).min(5e-3) };
        let found = find_cuts(&land, tolerance, effort, round, watch);
        let added = relaxation.add(found) + relaxation.split(&prices) + woken;
        let gain = last_mu - bound_mu;
        let relative = (gain / bound_mu.abs().max(1.0)).max(0.0);
        last_mu = last_mu.min(bound_mu);
        // A round that woke nodes says nothing: its bound was that of a program too small.
        stalled = if gain < 2e-5 * bound_mu.abs() && woken == 0 { stalled + 1 } else { 0 };
        let is_over = added == 0 || stalled >= 3;
        if watch.should_stop() || (is_over && accuracy <= FINEST) {
            break;
        }
        // Rough points are good enough for finding cuts; the last round is fine.
        if is_over {
            accuracy = FINEST;
        } else if gain < 3e-3 * bound_mu.abs() {
            accuracy = (0.1 * relative).max(1e-6).min(accuracy);
        }
    }
    best.cuts = relaxation.into_cuts();
    best
}

/// The cuts of single nodes: whoever counts has a neighbour that counts.
pub(super) fn single_cuts(problem: &Concentration, adjacency: &Adjacency, hopeless: &[bool]) -> Vec<Cut> {
    (0..problem.nodes() as u32)
        .filter(|&node| problem.areas_mu[node as usize] < problem.threshold_mu && !hopeless[node as usize])
        .map(|node| Cut { node, frontier: adjacency.of_node(node).to_vec(), inside: Vec::new() })
        .collect()
}

/// What a node's change costs at the prices of the rows, at least zero.
pub(super) fn change_costs(problem: &Concentration, prices: &[f64]) -> Vec<f64> {
    let mut costs = vec![0.0; problem.nodes()];
    for (row, &price) in problem.rows.iter().zip(prices) {
        for node in problem.free_nodes() {
            costs[node] += price * row.coefficients[node];
        }
    }
    costs.iter_mut().for_each(|cost| *cost = cost.max(0.0));
    costs
}

/// Violated cuts of a point, from all starts at once; the order of starts decides the order of cuts.
pub(super) fn find_cuts(land: &Landscape, tolerance: f64, effort: Effort, round: usize, watch: &Watch) -> Vec<Cut> {
    let mut starts: Vec<u32> = (0..land.counts.len() as u32)
        .filter(|&node| land.counts[node as usize] > tolerance && land.areas_mu[node as usize] < land.threshold_mu)
        .collect();
    starts.sort_by(|&a, &b| land.counts[b as usize].total_cmp(&land.counts[a as usize]).then(a.cmp(&b)));
    let nodes = land.counts.len();
    let is_late = round > 0;
    let found: Vec<Vec<Cut>> = starts
        .par_iter()
        .with_min_len(16)
        .map_init(
            || Cutter::new(nodes),
            |cutter, &node| {
                if watch.should_stop() {
                    return Vec::new();
                }
                let mut stream = Stream::new(effort.seed ^ (round as u64) << 32, u64::from(node));
                let base = stream.unit();
                // A cheap hash of the node gives each its own factor without a list.
                let factor = |other: u32| 0.3 + 1.4 * fraction(base, other);
                let price = |other: u32| land.costs[other as usize] + 1e-6 * land.areas_mu[other as usize];
                let varied = |other: u32| price(other) * factor(other);
                let mut cuts = Vec::new();
                match cutter.grown(land, node, tolerance, None) {
                    Some(cut) => {
                        cuts.push(cut);
                        cuts.extend(cutter.grown(land, node, tolerance, Some(&price)));
                        cuts.extend(cutter.grown(land, node, tolerance, Some(&varied)));
                    }
                    None if is_late => cuts.extend(cutter.separated(land, node, tolerance)),
                    None => {}
                }
                cuts
            },
        )
        .collect();
    let mut cuts: Vec<Cut> = found.into_iter().flatten().collect();
    if is_late || cuts.len() < 400 {
        cuts.extend(find_weighted(land, &starts, tolerance, effort, round, watch));
    }
    cuts
}

fn find_weighted(
    land: &Landscape,
    starts: &[u32],
    tolerance: f64,
    effort: Effort,
    round: usize,
    watch: &Watch,
) -> Vec<Cut> {
    let nodes = land.counts.len();
    let mut stream = Stream::new(effort.seed, round as u64);
    // Large nodes that count in part are the ones whose block is on credit.
    let mut order: Vec<(f64, u32)> = starts
        .iter()
        .map(|&node| {
            let count = land.counts[node as usize];
            let share = land.areas_mu[node as usize] / land.threshold_mu;
            (count * (0.2 + share) * stream.between(0.5, 1.5), node)
        })
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    order.truncate(effort.weighted_tries);
    let found: Vec<Option<Cut>> = order
        .par_iter()
        .with_min_len(4)
        .map_init(
            || Cutter::new(nodes),
            |cutter, &(_, node)| {
                if watch.should_stop() {
                    return None;
                }
                let price = |other: u32| {
                    (land.costs[other as usize] + 1e-6 * land.areas_mu[other as usize])
                        * (0.5 + fraction(f64::from(node) * 0.37, other))
                };
                cutter.weighted(land, node, tolerance, &price)
            },
        )
        .collect();
    found.into_iter().flatten().collect()
}

/// A number from 0 to 1 that looks random (Weyl sequence).
fn fraction(base: f64, node: u32) -> f64 {
    (base + f64::from(node) * 0.618_033_988_749_894_9).fract()
}
