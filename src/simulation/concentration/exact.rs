//! Branch and cut for small townships: nodes by the best bound, a few at a time side by side, each with the cuts found so far.
//!
//! What branching proves beyond the cuts can't stand in a certificate; the result says so by being a figure of its own. Bounds of
//! nodes come from multipliers by the same arithmetic as a certificate, not from the solver's word.

use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::super::control::{Stage, Watch};
use super::super::linear::LinearSolver;
use super::super::open_node::OpenNode;
use super::super::row::{Row, tolerance};
use super::bound::{Effort, change_costs, find_cuts};
use super::construct::{Builder, Manner};
use super::cuts::{Cut, Landscape};
use super::graph::hopeless;
use super::model::Model;
use super::problem::{Concentration, NodeKind};
use super::relaxation::{Decisions, Point, Relaxation};
use super::repair::{fill, repair};
use super::search::Found;
use super::state::State;

/// Nodes that are worked on side by side: part of the method, not of the machine.
const SIDE_BY_SIDE: usize = 4;

/// A change nearer to a whole number than this counts as whole.
const WHOLE: f64 = 1e-4;

/// Nodes within this share of the best plan are let go.
const GAP: f64 = 1e-4;

/// Batches that a cut may be slack in.
const PATIENCE: u8 = 10;

/// Whether a bound is as good as reached.
fn is_near(bound_mu: f64, value_mu: f64) -> bool {
    bound_mu <= value_mu + GAP * value_mu.abs().max(1e-3)
}

/// What branching proved.
pub(super) struct Proof {
    pub best: Option<Found>,
    pub bound_mu: f64,
    pub is_proven: bool,
    pub nodes: u64,
}

type Node = OpenNode<Decision>;

/// One decision of a branch.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Decision {
    node: u32,
    /// Whether the node counts in a block is decided, not whether it changes.
    is_count: bool,
    value: bool,
}

/// What one node came to.
struct Worked {
    bound_mu: f64,
    cuts: Vec<Cut>,
    point: Option<Point>,
    prices: Vec<f64>,
    tight: Vec<bool>,
    is_infeasible: bool,
}

/// Branches until the best plan is proven, `most` nodes are done, or the run ends.
pub(super) fn prove(
    problem: &Concentration,
    model: &Model,
    solver: &dyn LinearSolver,
    cuts: Vec<Cut>,
    best: Option<Found>,
    most: u64,
    watch: &Watch,
) -> Proof {
    let mut relaxation = Relaxation::new(problem, hopeless(problem));
    relaxation.add(cuts);
    relaxation.split_all();
    let mut proof = Proof { best, bound_mu: f64::INFINITY, is_proven: false, nodes: 0 };
    // The highest bound of a node that was let go: what the proof can't go below.
    let mut let_go_mu = f64::NEG_INFINITY;
    let mut open = BinaryHeap::new();
    let mut number = 0;
    open.push(Node { bound: f64::INFINITY, number, decided: Vec::new() });
    let value_mu =
        |found: &Option<Found>| found.as_ref().map_or(f64::NEG_INFINITY, |found| found.value as f64 / model.area_parts);
    loop {
        let open_mu = open.peek().map_or(f64::NEG_INFINITY, |node: &Node| node.bound);
        proof.bound_mu = open_mu.max(let_go_mu).max(value_mu(&proof.best));
        if is_near(proof.bound_mu, value_mu(&proof.best)) {
            proof.is_proven = true;
            return proof;
        }
        if open.is_empty() || proof.nodes >= most || watch.should_stop() {
            return proof;
        }
        let mut batch = Vec::new();
        while batch.len() < SIDE_BY_SIDE {
            let Some(node) = open.pop() else { break };
            batch.push(node);
        }
        let floor_mu = value_mu(&proof.best);
        let worked: Vec<Option<Worked>> =
            batch.par_iter().map(|node| work(problem, &relaxation, solver, node, floor_mu, watch)).collect();
        proof.nodes += batch.len() as u64;
        let mut found_cuts = Vec::new();
        let mut tight: Vec<bool> = Vec::new();
        for (node, worked) in batch.into_iter().zip(worked) {
            let Some(worked) = worked else {
                // Stopped, or the solver broke down: the node stays as it was.
                if watch.should_stop() {
                    open.push(node);
                    continue;
                }
                match first_undecided(model, &node.decided) {
                    Some(decision) => split(&mut open, &node, node.bound, decision, &mut number),
                    None => let_go_mu = let_go_mu.max(leaf_mu(problem, model, &node, node.bound, &mut proof.best)),
                }
                continue;
            };
            let has_new_cuts = !worked.cuts.is_empty();
            found_cuts.extend(worked.cuts);
            tight.resize(tight.len().max(worked.tight.len()), false);
            tight.iter_mut().zip(&worked.tight).for_each(|(any, &here)| *any |= here);
            let bound_mu = worked.bound_mu.min(node.bound);
            let (Some(point), false) = (worked.point, worked.is_infeasible) else { continue };
            let plans = [whole(model, &point, &worked.prices), rounded(model, &point, &worked.prices)];
            plans.into_iter().flatten().for_each(|found| keep_better(&mut proof.best, found));
            if is_near(bound_mu, value_mu(&proof.best)) {
                let_go_mu = let_go_mu.max(bound_mu);
                continue;
            }
            match undecided(model, &point, &node.decided) {
                Some(decision) => split(&mut open, &node, bound_mu, decision, &mut number),
                // All changes are whole but a cut is missing: the same node again, with the cuts of this round.
                None if has_new_cuts => open.push(Node { bound: bound_mu, ..node }),
                None => match first_undecided(model, &node.decided) {
                    Some(decision) => split(&mut open, &node, bound_mu, decision, &mut number),
                    None => let_go_mu = let_go_mu.max(leaf_mu(problem, model, &node, bound_mu, &mut proof.best)),
                },
            }
        }
        if !tight.is_empty() {
            relaxation.age(&tight, PATIENCE);
        }
        relaxation.add(found_cuts);
        let value_mu = proof.best.as_ref().map(|_| value_mu(&proof.best));
        watch.report(Stage::Proof, proof.nodes as f64 / most as f64, value_mu, Some(proof.bound_mu));
    }
}

fn keep_better(best: &mut Option<Found>, found: Found) {
    if best.as_ref().is_none_or(|best| found.value > best.value) {
        *best = Some(found);
    }
}

fn split(open: &mut BinaryHeap<Node>, node: &Node, bound_mu: f64, decision: Decision, number: &mut u64) {
    for value in [decision.value, !decision.value] {
        *number += 1;
        let mut decided = node.decided.clone();
        decided.push(Decision { value, ..decision });
        open.push(Node { bound: bound_mu, number: *number, decided });
    }
}

/// Solves a node with what is known, then looks for cuts.
fn work(
    problem: &Concentration,
    relaxation: &Relaxation,
    solver: &dyn LinearSolver,
    node: &Node,
    floor_mu: f64,
    watch: &Watch,
) -> Option<Worked> {
    const ACCURACY: f64 = 1e-5;
    let nothing = vec![None; problem.nodes()];
    let mut decided = Decisions { changes: nothing.clone(), counts: nothing };
    for decision in &node.decided {
        let list = if decision.is_count { &mut decided.counts } else { &mut decided.changes };
        list[decision.node as usize] = Some(decision.value);
    }
    let built = relaxation.build(Some(&decided));
    let solution = if built.program.has_impossible_row() {
        None
    } else {
        Some(solver.solve(&built.program, ACCURACY, watch)?).filter(|solution| !solution.is_infeasible)
    };
    let Some(solution) = solution else {
        return Some(Worked {
            bound_mu: f64::NEG_INFINITY,
            cuts: Vec::new(),
            point: None,
            prices: Vec::new(),
            tight: Vec::new(),
            is_infeasible: true,
        });
    };
    let bound_mu = built.program.proven(&solution.multipliers) + relaxation.counted_mu(&built);
    let point = relaxation.point(&built, &solution, Some(&decided));
    let prices = relaxation.prices(&built, &solution);
    let mut cuts = Vec::new();
    if !is_near(bound_mu, floor_mu) {
        let costs = change_costs(problem, &prices);
        let land = Landscape {
            adjacency: relaxation.adjacency(),
            areas_mu: &problem.areas_mu,
            threshold_mu: problem.threshold_mu,
            counts: &point.counts,
            costs: &costs,
        };
        let effort = Effort { rounds: 1, seed: node.number, weighted_tries: 40 };
        cuts = find_cuts(&land, 2e-3, effort, 3, watch);
        cuts.retain(|cut| !relaxation.holds(cut));
        cuts.truncate(60);
    }
    let tight = relaxation.tight(&built, &solution);
    Some(Worked { bound_mu, cuts, point: Some(point), prices, tight, is_infeasible: false })
}

/// The most undecided thing, large nodes first. Whether farmland that stays counts decides more than a single parcel does.
fn undecided(model: &Model, point: &Point, decided: &[Decision]) -> Option<Decision> {
    const PREFERENCE: f64 = 4.0;
    let mut best: Option<(f64, Decision)> = None;
    for node in 0..model.nodes() as u32 {
        let is_count = model.kinds[node as usize] == NodeKind::Stays;
        if !is_count && !model.is_free(node) {
            continue;
        }
        let value = if is_count { point.counts[node as usize] } else { point.changes[node as usize] };
        let distance = 0.5 - (value - 0.5).abs();
        if distance <= WHOLE || decided.iter().any(|other| other.node == node && other.is_count == is_count) {
            continue;
        }
        let weight = distance * (1.0 + model.areas_mu[node as usize]) * if is_count { PREFERENCE } else { 1.0 };
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, Decision { node, is_count, value: value >= 0.5 }));
        }
    }
    best.map(|(_, decision)| decision)
}

fn first_undecided(model: &Model, decided: &[Decision]) -> Option<Decision> {
    let is_open = |node: &u32| !decided.iter().any(|other| other.node == *node && !other.is_count);
    let node = model.free.iter().copied().find(is_open)?;
    Some(Decision { node, is_count: false, value: true })
}

/// What a node in which every change is decided leaves open: nothing where its only plan is counted, or breaks a row; no solver
/// is needed for that. Its bound where the plan obeys the rows but for the rounding of their sums.
fn leaf_mu(problem: &Concentration, model: &Model, node: &Node, bound_mu: f64, best: &mut Option<Found>) -> f64 {
    let changes = node.decided.iter().filter(|decision| !decision.is_count && decision.value);
    let mut changes: Vec<u32> = changes.map(|decision| decision.node).chain(model.forced.iter().copied()).collect();
    changes.sort_unstable();
    let state = State::with_changes(model, &changes);
    if state.is_feasible() {
        let value = state.value;
        keep_better(best, Found { changes, value, prices: vec![0.0; model.rows], iterations: 0 });
        return f64::NEG_INFINITY;
    }
    let is_broken = |row: &Row| row.used(changes.iter().map(|&node| node as usize)) > row.limit + tolerance(row.limit);
    if problem.rows.iter().any(is_broken) { f64::NEG_INFINITY } else { bound_mu }
}

/// The point itself, each change taken to its nearer end, where that obeys the rows.
fn whole(model: &Model, point: &Point, prices: &[f64]) -> Option<Found> {
    let changes: Vec<u32> = (0..model.nodes() as u32).filter(|&node| point.changes[node as usize] > 0.5).collect();
    let state = State::with_changes(model, &changes);
    let value = state.value;
    state.is_feasible().then(|| Found { changes, value, prices: prices.to_vec(), iterations: 0 })
}

/// A plan built along a point of the relaxation.
fn rounded(model: &Model, point: &Point, prices: &[f64]) -> Option<Found> {
    built_along(model, prices, Some(&point.changes), 1.0)
}

/// A plan built at prices, along a relaxation when there is one.
pub(super) fn built_along(model: &Model, prices: &[f64], hint: Option<&[f64]>, credit: f64) -> Option<Found> {
    let costs = model.costs(prices);
    let mut state = State::new(model);
    let mut builder = Builder::new(model.nodes());
    Builder::ruin(&mut state, &costs, &model.free);
    let manner = Manner { credit, block_credit: 1.0 };
    builder.build(&mut state, &costs, &model.free, manner, |node| {
        hint.map_or(1.0, |hint| 1.25 - 0.5 * hint[node as usize])
    });
    if !repair(&mut state, &costs) {
        return None;
    }
    fill(&mut state, &costs);
    Some(Found { changes: state.changes(), value: state.value, prices: prices.to_vec(), iterations: 0 })
}
