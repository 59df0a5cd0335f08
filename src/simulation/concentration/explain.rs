//! Why a parcel changes, and why another doesn't.
//!
//! A change is explained by taking it back on the incremental components: what falls apart, how large the block was and
//! is, what the area in blocks loses, what the rows get back. A few microseconds each.

use super::super::row::Row;
use super::graph::NONE;
use super::locks::Fixings;
use super::model::Model;
use super::plan::Plan;
use super::problem::{Concentration, NodeKind};
use super::state::State;

/// Why a node changes.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeReason {
    pub node: u32,
    pub parcel: Option<u32>,
    pub kind: NodeKind,
    pub area_mu: f64,
    /// Pieces of farmland that hang together through this node and would not without it: 1 where it only adds its own area.
    pub joins: usize,
    /// Area of the largest piece that it touches or belongs to when nothing changes, mu; 0 where there is none.
    pub block_before_mu: f64,
    /// Area of the piece that it belongs to or touches afterwards, mu.
    pub block_after_mu: f64,
    /// What the area in blocks loses when this change alone is taken back; negative for farmland that leaves a block.
    pub loss_mu: f64,
    /// What the change uses of each row.
    pub uses: Vec<f64>,
    /// Whether a row forces the change.
    pub is_forced: bool,
}

/// Why a node doesn't change.
#[derive(Clone, Debug, PartialEq)]
pub enum StayReason {
    /// Farmland that stays isn't a parcel that could change.
    FarmlandThatStays,
    /// It does change.
    Changes,
    /// A row over this parcel alone forbids it.
    Locked { row: String },
    /// It would not bring any area into blocks: the piece it would belong to is too small, or it gives nothing.
    NoBlock { piece_mu: f64, threshold_mu: f64 },
    /// A row has no room for it.
    RowFull { row: String, missing: f64, gain_mu: f64 },
    /// It would bring less than what its rows are worth elsewhere.
    Price { cost_mu: f64, gain_mu: f64, dearest_row: Option<String> },
    /// It would fit and bring this much: the search has overlooked it.
    Open { gain_mu: f64 },
}

/// Explains changes of a plan.
pub struct Explainer<'a> {
    problem: &'a Concentration,
    model: Model,
    changes: Vec<u32>,
    pieces_before_mu: Vec<f64>,
    fixings: Fixings,
}

impl<'a> Explainer<'a> {
    pub fn new(problem: &'a Concentration, plan: &Plan) -> Self {
        let model = Model::of(problem);
        let pieces_before_mu = {
            let state = State::with_changes(&model, &[]);
            (0..model.nodes() as u32).map(|node| piece_mu(&state, node)).collect()
        };
        let changes = plan.changes.iter().copied().filter(|&node| (node as usize) < problem.nodes()).collect();
        Self { problem, model, changes, pieces_before_mu, fixings: Fixings::of(problem) }
    }

    /// Every change of the plan, in the order of its nodes.
    pub fn changes(&self) -> Vec<ChangeReason> {
        let mut state = State::with_changes(&self.model, &self.changes);
        self.changes.iter().map(|&node| self.change(&mut state, node)).collect()
    }

    fn change(&self, state: &mut State, node: u32) -> ChangeReason {
        let at = node as usize;
        let near = |state: &State| self.largest_piece_mu(state, node);
        let block_after_mu = near(state);
        let (mark, value) = (state.mark(), state.value);
        let uses = self.problem.rows.iter().map(|row| row.coefficients[at]).collect();
        state.flip_alone(node);
        let loss_mu = (value - state.value) as f64 / self.model.area_parts;
        let joins = if self.problem.kinds[at] == NodeKind::CanJoin { pieces_around(state, node) } else { 1 };
        state.undo_to(mark);
        let before = self.model.adjacency.of_node(node).iter().map(|&next| self.pieces_before_mu[next as usize]);
        ChangeReason {
            node,
            parcel: self.problem.parcels[at],
            kind: self.problem.kinds[at],
            area_mu: self.problem.areas_mu[at],
            joins: joins.max(1),
            block_before_mu: before.fold(self.pieces_before_mu[at], f64::max),
            block_after_mu,
            loss_mu,
            uses,
            is_forced: self.fixings.state(node) == Some(true),
        }
    }

    fn largest_piece_mu(&self, state: &State, node: u32) -> f64 {
        let around = self.model.adjacency.of_node(node).iter().map(|&next| piece_mu(state, next));
        around.fold(piece_mu(state, node), f64::max)
    }

    /// Why a node stays as it is, at the prices of the rows.
    pub fn stay(&self, node: u32, prices: &[f64]) -> StayReason {
        let Some(kind) = self.problem.kinds.get(node as usize) else {
            return StayReason::FarmlandThatStays;
        };
        if *kind == NodeKind::Stays {
            return StayReason::FarmlandThatStays;
        }
        if self.changes.binary_search(&node).is_ok() {
            return StayReason::Changes;
        }
        let single = |row: &&Row| {
            let only = |other: usize| other == node as usize || row.coefficients[other] == 0.0;
            row.coefficients[node as usize] > row.limit && self.problem.free_nodes().all(only)
        };
        if let Some(row) = self.problem.rows.iter().find(single) {
            return StayReason::Locked { row: row.name.clone() };
        }
        let mut state = State::with_changes(&self.model, &self.changes);
        let value = state.value;
        state.flip(node);
        let gain_mu = (state.value - value) as f64 / self.model.area_parts;
        if gain_mu <= 0.0 {
            return StayReason::NoBlock {
                piece_mu: self.largest_piece_mu(&state, node),
                threshold_mu: self.problem.threshold_mu,
            };
        }
        let rows = self.problem.rows.iter().zip(prices);
        let costs: Vec<f64> = rows.map(|(row, price)| price * row.coefficients[node as usize]).collect();
        let cost_mu: f64 = costs.iter().sum();
        if cost_mu > gain_mu {
            let dearest = (0..costs.len()).max_by(|&a, &b| costs[a].total_cmp(&costs[b]).then(b.cmp(&a)));
            let dearest_row = dearest.map(|row| self.problem.rows[row].name.clone());
            return StayReason::Price { cost_mu, gain_mu, dearest_row };
        }
        let excess = |row: usize| state.used[row] - self.model.limits[row];
        match (0..self.model.rows).find(|&row| excess(row) > 0) {
            Some(row) => StayReason::RowFull {
                row: self.problem.rows[row].name.clone(),
                missing: excess(row) as f64 / self.model.parts[row],
                gain_mu,
            },
            None => StayReason::Open { gain_mu },
        }
    }
}

/// Area of the piece that a node belongs to, mu; 0 where it isn't farmland.
fn piece_mu(state: &State, node: u32) -> f64 {
    match state.label(node) {
        NONE => 0.0,
        label => state.area(label) as f64 / state.model.area_parts,
    }
}

/// Different pieces among the neighbours of a node.
fn pieces_around(state: &State, node: u32) -> usize {
    let around = state.model.adjacency.of_node(node).iter().map(|&next| state.label(next));
    let mut labels: Vec<u32> = around.filter(|&label| label != NONE).collect();
    labels.sort_unstable();
    labels.dedup();
    labels.len()
}
