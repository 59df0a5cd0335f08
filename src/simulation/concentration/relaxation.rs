//! The linear relaxation with the cuts found so far, and the bound that its multipliers prove.
//!
//! A node that can join has two variables, but as long as the prices of the rows make its change a cost, changing without
//! counting is never worth it: one column serves for both. Where the prices turn a change into a gain, the node gets its second
//! column ([`Relaxation::split`]). That halves the program.

use std::collections::HashSet;

use super::super::linear::{LinearProgram, LinearSolution};
use super::certificate::{BoundSum, Certificate, CertificateRow};
use super::cuts::Cut;
use super::graph::Adjacency;
use super::problem::{Concentration, NodeKind};

/// The relaxation of a problem.
pub(super) struct Relaxation<'a> {
    pub problem: &'a Concentration,
    cuts: Vec<Held>,
    known: HashSet<Cut>,
    is_split: Vec<bool>,
    /// Nodes that can't count: their whole surroundings are smaller than a block.
    is_hopeless: Vec<bool>,
    /// Nodes that are left out of the program because counting them is far from worth it at present.
    is_asleep: Vec<bool>,
    /// Nodes that slept once: they stay awake.
    was_woken: Vec<bool>,
    adjacency: Adjacency,
}

/// A cut with the number of rounds for which it has been slack.
struct Held {
    cut: Cut,
    slack_rounds: u8,
}

/// What is decided in a branch: for each node whether it changes, and whether it counts.
#[derive(Clone, Debug)]
pub(super) struct Decisions {
    pub changes: Vec<Option<bool>>,
    pub counts: Vec<Option<bool>>,
}

/// The program with the way back from its rows and columns.
pub(super) struct Built {
    pub program: LinearProgram,
    count_columns: Vec<Option<u32>>,
    change_columns: Vec<Option<u32>>,
    /// Nodes that count in every plan of the branch: they have no column.
    is_counted: Vec<bool>,
    side_rows: Vec<usize>,
    link_rows: Vec<(u32, usize)>,
    cut_rows: Vec<usize>,
}

/// A point of the relaxation in the terms of the problem.
pub(super) struct Point {
    /// How much each node counts.
    pub counts: Vec<f64>,
    /// How much each node changes.
    pub changes: Vec<f64>,
}

/// A node sleeps when counting it would lose more than this share of its area, and wakes when it would lose less than the other.
const SLEEP: f64 = -0.3;
const WAKE: f64 = -0.02;

/// Rounds for which a cut may be slack before it is dropped.
const PATIENCE: u8 = 2;

impl<'a> Relaxation<'a> {
    pub fn new(problem: &'a Concentration, is_hopeless: Vec<bool>) -> Self {
        let is_split = problem.kinds.iter().map(|&kind| kind == NodeKind::CanLeave).collect();
        let adjacency = Adjacency::of(problem.nodes(), &problem.edges);
        let is_asleep = vec![false; problem.nodes()];
        Self {
            problem,
            cuts: Vec::new(),
            known: HashSet::new(),
            is_split,
            is_hopeless,
            was_woken: is_asleep.clone(),
            is_asleep,
            adjacency,
        }
    }

    /// Adds cuts that aren't held yet; their number.
    pub fn add(&mut self, cuts: impl IntoIterator<Item = Cut>) -> usize {
        let before = self.cuts.len();
        for cut in cuts {
            if self.known.insert(cut.clone()) {
                self.cuts.push(Held { cut, slack_rounds: 0 });
            }
        }
        self.cuts.len() - before
    }

    pub fn holds(&self, cut: &Cut) -> bool {
        self.known.contains(cut)
    }

    pub fn into_cuts(self) -> Vec<Cut> {
        self.cuts.into_iter().map(|held| held.cut).collect()
    }

    /// The linear program of the rows held, in a branch where some things are decided.
    pub fn build(&self, decided: Option<&Decisions>) -> Built {
        let problem = self.problem;
        let nodes = problem.nodes();
        let mut program = LinearProgram::default();
        let mut count_columns = vec![None; nodes];
        let mut change_columns = vec![None; nodes];
        let mut is_counted = vec![false; nodes];
        let decision = |node: usize| decided.and_then(|decided| decided.changes[node]);
        for node in 0..nodes {
            let count = decided.and_then(|decided| decided.counts[node]);
            is_counted[node] = BoundSum::always_counts(problem, node) || count == Some(true);
            let kind = problem.kinds[node];
            let is_fixed_off = match kind {
                NodeKind::Stays => false,
                NodeKind::CanJoin => decision(node) == Some(false),
                NodeKind::CanLeave => decision(node) == Some(true),
            };
            if self.is_asleep[node] && decided.is_none() {
                continue;
            }
            if !self.is_hopeless[node] && !is_counted[node] && count != Some(false) && !is_fixed_off {
                // The top follows from the link of a split node.
                let high = if self.is_split[node] && decision(node).is_none() { f64::INFINITY } else { 1.0 };
                count_columns[node] = Some(program.add_column(problem.areas_mu[node], 0.0, high));
            }
            let needs_change = kind != NodeKind::Stays
                && decision(node).is_none()
                && (self.is_split[node] || count_columns[node].is_none());
            if needs_change {
                change_columns[node] = Some(program.add_column(0.0, 0.0, 1.0));
            }
        }
        // A node with one column changes as much as it counts; a decided one changes by a constant.
        let column_of_change = |node: usize| change_columns[node].or(count_columns[node]);
        let mut side_rows = Vec::with_capacity(problem.rows.len());
        for row in &problem.rows {
            let mut right = row.limit;
            let mut entries = Vec::new();
            for node in problem.free_nodes() {
                let coefficient = row.coefficients[node];
                if coefficient == 0.0 {
                    continue;
                }
                match (decision(node), column_of_change(node)) {
                    (Some(true), _) => right -= coefficient,
                    (None, Some(column)) => entries.push((column, coefficient)),
                    _ => {}
                }
            }
            side_rows.push(program.add_row(entries, right, false));
        }
        let mut link_rows = Vec::new();
        for node in problem.free_nodes() {
            let (Some(count), Some(change)) = (count_columns[node], change_columns[node]) else {
                continue;
            };
            let row = match problem.kinds[node] {
                NodeKind::CanLeave => program.add_row([(count, 1.0), (change, 1.0)], 1.0, false),
                _ => program.add_row([(count, 1.0), (change, -1.0)], 0.0, false),
            };
            link_rows.push((node as u32, row));
        }
        let mut cut_rows = Vec::with_capacity(self.cuts.len());
        for held in &self.cuts {
            let (columns, coefficients) = self.cut_row(&held.cut);
            let mut right = 0.0;
            let mut entries = Vec::with_capacity(columns.len());
            for (&node, &coefficient) in columns.iter().zip(&coefficients) {
                if let Some(column) = count_columns[node as usize] {
                    entries.push((column, coefficient));
                } else if is_counted[node as usize] {
                    right -= coefficient;
                }
            }
            cut_rows.push(program.add_row(entries, right, false));
        }
        Built { program, count_columns, change_columns, is_counted, side_rows, link_rows, cut_rows }
    }

    /// Columns and coefficients of a cut, written as Σ coefficient · y ≤ 0.
    fn cut_row(&self, cut: &Cut) -> (Vec<u32>, Vec<f64>) {
        let problem = self.problem;
        let mut columns = vec![cut.node];
        let mut coefficients = vec![1.0];
        for &node in &cut.inside {
            let weight = problem.areas_mu[node as usize] / problem.threshold_mu;
            if node == cut.node {
                coefficients[0] -= weight;
            } else if weight > 0.0 {
                columns.push(node);
                coefficients.push(-weight);
            }
        }
        for &node in &cut.frontier {
            columns.push(node);
            coefficients.push(-1.0);
        }
        (columns, coefficients)
    }

    /// The solution in the terms of the problem.
    pub fn point(&self, built: &Built, solution: &LinearSolution, decided: Option<&Decisions>) -> Point {
        let problem = self.problem;
        let value = |column: Option<u32>| column.map(|column| solution.values[column as usize].clamp(0.0, 1.0));
        let mut point = Point { counts: vec![0.0; problem.nodes()], changes: vec![0.0; problem.nodes()] };
        for node in 0..problem.nodes() {
            let count = value(built.count_columns[node]);
            let fixed = if built.is_counted[node] { 1.0 } else { 0.0 };
            point.counts[node] = count.unwrap_or(fixed);
            let decision = decided.and_then(|decided| decided.changes[node]);
            point.changes[node] = match (problem.kinds[node], decision) {
                (NodeKind::Stays, _) => 0.0,
                (_, Some(changes)) => f64::from(u8::from(changes)),
                _ => value(built.change_columns[node]).or(count).unwrap_or(0.0),
            };
        }
        point
    }

    /// The certificate that the multipliers make. The links of nodes with one column get what the rows ask for.
    /// Beside it what is left of the worth of each node's count.
    pub fn certificate(&self, built: &Built, solution: &LinearSolution) -> (Certificate, Vec<f64>) {
        const LEAST: f64 = 1e-10;
        let problem = self.problem;
        let multiplier = |row: usize| solution.multipliers[row].max(0.0);
        let mut sum = BoundSum::of(problem);
        let mut rows = Vec::new();
        let mut costs = vec![0.0; problem.nodes()];
        for (side, &row) in built.side_rows.iter().enumerate() {
            let multiplier = multiplier(row);
            if multiplier > LEAST {
                sum.add_side(side, multiplier);
                for node in problem.free_nodes() {
                    costs[node] += multiplier * problem.rows[side].coefficients[node];
                }
                rows.push(CertificateRow {
                    multiplier,
                    side: Some(side),
                    columns: Vec::new(),
                    coefficients: Vec::new(),
                });
            }
        }
        let mut links = vec![0.0; problem.nodes()];
        for &(node, row) in &built.link_rows {
            links[node as usize] = multiplier(row);
        }
        for node in problem.free_nodes() {
            let is_in = built.count_columns[node].is_some() || self.is_asleep[node];
            if problem.kinds[node] == NodeKind::CanJoin && is_in {
                // As much as the change costs: its column is then worth nothing by itself, and the node's count bears it.
                links[node] = costs[node].max(0.0);
            }
            if links[node] <= LEAST {
                continue;
            }
            let sign = if problem.kinds[node] == NodeKind::CanJoin { -1.0 } else { 1.0 };
            let Some(change) = sum.columns.free_column[node] else { continue };
            let row = CertificateRow {
                multiplier: links[node],
                side: None,
                columns: vec![node as u32, change],
                coefficients: vec![1.0, sign],
            };
            sum.add_row(&row, if sign < 0.0 { 0.0 } else { 1.0 });
            rows.push(row);
        }
        for (held, &row) in self.cuts.iter().zip(&built.cut_rows) {
            let multiplier = multiplier(row);
            if multiplier > LEAST {
                let (columns, coefficients) = self.cut_row(&held.cut);
                let row = CertificateRow { multiplier, side: None, columns, coefficients };
                sum.add_row(&row, 0.0);
                rows.push(row);
            }
        }
        self.add_hopeless(&mut sum, &mut rows);
        let reduced = sum.reduced()[..problem.nodes()].to_vec();
        (Certificate { nodes: problem.nodes(), bound_mu: sum.bound_mu(), rows }, reduced)
    }

    /// Puts nodes to sleep that don't count and are far from worth it, and wakes those that have become worth it; the number
    /// woken. The bound stands either way, since a certificate sums over all columns.
    pub fn sleep(&mut self, point: &Point, reduced: &[f64]) -> usize {
        let mut woken = 0;
        for (node, &reduced) in reduced.iter().enumerate() {
            if self.problem.kinds[node] != NodeKind::CanJoin || self.is_split[node] || self.is_hopeless[node] {
                continue;
            }
            let area_mu = self.problem.areas_mu[node];
            if self.is_asleep[node] {
                if reduced > WAKE * area_mu {
                    self.is_asleep[node] = false;
                    self.was_woken[node] = true;
                    woken += 1;
                }
            } else if !self.was_woken[node] && point.counts[node] < 1e-4 && reduced < SLEEP * area_mu {
                self.is_asleep[node] = true;
            }
        }
        woken
    }

    /// Proves that the nodes which can't count don't: a cut whose set is all that can be reached from the node.
    fn add_hopeless(&self, sum: &mut BoundSum, rows: &mut Vec<CertificateRow>) {
        for node in (0..self.problem.nodes()).filter(|&node| self.is_hopeless[node]) {
            let worth = sum.reduced()[node];
            if worth > 0.0 {
                let columns = vec![node as u32];
                let row = CertificateRow { multiplier: worth, side: None, columns, coefficients: vec![1.0] };
                sum.add_row(&row, 0.0);
                rows.push(row);
            }
        }
    }

    /// The multiplier of each side row.
    pub fn prices(&self, built: &Built, solution: &LinearSolution) -> Vec<f64> {
        built.side_rows.iter().map(|&row| solution.multipliers[row].max(0.0)).collect()
    }

    /// Gives a second column to nodes whose change is a gain at these prices; their number.
    pub fn split(&mut self, prices: &[f64]) -> usize {
        let problem = self.problem;
        let mut count = 0;
        for node in problem.free_nodes() {
            if self.is_split[node] {
                continue;
            }
            let rows = problem.rows.iter().zip(prices);
            let cost = rows.fold(0.0, |sum, (row, price)| sum + price * row.coefficients[node]);
            if cost < -1e-9 {
                self.is_asleep[node] = false;
                self.is_split[node] = true;
                count += 1;
            }
        }
        count
    }

    /// Gives every node that can change its second column: in a branch, rows may ask for changes that don't count.
    pub fn split_all(&mut self) {
        for node in self.problem.free_nodes() {
            self.is_split[node] = true;
        }
    }

    /// Area of the nodes that count in every plan of the branch: they have no column.
    pub fn counted_mu(&self, built: &Built) -> f64 {
        let nodes = built.is_counted.iter().zip(&self.problem.areas_mu).filter(|&(&is_counted, _)| is_counted);
        nodes.map(|(_, area_mu)| area_mu).sum()
    }

    /// Which cuts hold with equality at a solution, or nearly so.
    pub fn tight(&self, built: &Built, solution: &LinearSolution) -> Vec<bool> {
        let is_tight = |&row: &usize| built.program.right(row) - built.program.left(row, &solution.values) < 1e-2;
        built.cut_rows.iter().map(is_tight).collect()
    }

    /// Drops cuts that have not been tight anywhere for some rounds.
    pub fn age(&mut self, is_tight: &[bool], patience: u8) {
        let mut index = 0;
        let known = &mut self.known;
        self.cuts.retain_mut(|held| {
            let tight = is_tight.get(index).copied().unwrap_or(true);
            index += 1;
            held.slack_rounds = if tight { 0 } else { held.slack_rounds + 1 };
            let stays = held.slack_rounds < patience;
            if !stays {
                known.remove(&held.cut);
            }
            stays
        });
    }

    pub fn adjacency(&self) -> &Adjacency {
        &self.adjacency
    }

    /// Drops cuts that have been slack for some rounds.
    pub fn drop_slack(&mut self, built: &Built, solution: &LinearSolution) {
        let mut index = 0;
        let known = &mut self.known;
        self.cuts.retain_mut(|held| {
            let row = built.cut_rows[index];
            index += 1;
            let slack = built.program.right(row) - built.program.left(row, &solution.values);
            let is_slack = slack > 1e-3 && solution.multipliers[row] < 1e-4;
            held.slack_rounds = if is_slack { held.slack_rounds + 1 } else { 0 };
            let stays = held.slack_rounds < PATIENCE;
            if !stays {
                known.remove(&held.cut);
            }
            stays
        });
    }
}
