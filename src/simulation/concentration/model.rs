//! The problem in integers: areas in millionths of a mu (7 cm²), rows in millionths of their unit. Sums are then the same in
//! any order, and a plan that obeys the integer rows obeys those of the problem, because coefficients are rounded up and limits
//! down.

use std::collections::BTreeMap;

use super::super::row::Row;
use super::graph::{Adjacency, hopeless};
use super::locks::Fixings;
use super::problem::{Concentration, NodeKind};

/// Parts of a mu, and of a row's unit, unless sums would grow too large.
const PARTS: f64 = 1e6;

/// Sums of a row stay below this.
const LARGEST: f64 = 4e18;

/// What the search works on.
pub(super) struct Model {
    pub adjacency: Adjacency,
    pub kinds: Vec<NodeKind>,
    pub areas: Vec<i64>,
    pub areas_mu: Vec<f64>,
    /// Parts of a mu.
    pub area_parts: f64,
    pub threshold: i64,
    pub rows: usize,
    /// For each node its coefficients in all rows.
    pub coefficients: Vec<i64>,
    pub limits: Vec<i64>,
    /// Parts of each row's unit.
    pub parts: Vec<f64>,
    /// Sum of the absolute coefficients of each row.
    pub ranges: Vec<i64>,
    /// The nodes that may change and aren't fixed by a row.
    pub free: Vec<u32>,
    /// The free nodes around which a search may start: those that can come into a block, or free a row for others.
    pub starts: Vec<u32>,
    /// Pairs of rows of which one is the other with its signs turned: only the difference of their prices counts.
    pub opposites: Vec<(usize, usize)>,
    is_free: Vec<bool>,
    /// The nodes that a row forces to change.
    pub forced: Vec<u32>,
    /// For the nodes that change together, all of them.
    groups: BTreeMap<u32, Vec<u32>>,
}

impl Model {
    pub fn of(problem: &Concentration) -> Self {
        let nodes = problem.nodes();
        let rows = problem.rows.len();
        let total_mu: f64 = problem.areas_mu.iter().sum();
        let parts_of_mu = parts_for(total_mu.max(problem.threshold_mu.min(2.0 * total_mu + 1.0)));
        let areas: Vec<i64> = problem.areas_mu.iter().map(|&area| (area * parts_of_mu).round() as i64).collect();
        let mut model = Self {
            adjacency: Adjacency::of(nodes, &problem.edges),
            kinds: problem.kinds.clone(),
            areas_mu: areas.iter().map(|&area| area as f64 / parts_of_mu).collect(),
            areas,
            area_parts: parts_of_mu,
            // A threshold beyond all land is as good as infinite.
            threshold: (problem.threshold_mu.min(2.0 * total_mu + 1.0) * parts_of_mu - 1e-3).ceil() as i64,
            rows,
            coefficients: vec![0; nodes * rows],
            limits: Vec::with_capacity(rows),
            parts: Vec::with_capacity(rows),
            ranges: Vec::with_capacity(rows),
            free: problem.free_nodes().map(|node| node as u32).collect(),
            starts: Vec::new(),
            opposites: Vec::new(),
            is_free: vec![false; nodes],
            forced: Vec::new(),
            groups: BTreeMap::new(),
        };
        for (index, row) in problem.rows.iter().enumerate() {
            model.add_row(index, row);
        }
        let fixings = Fixings::of(problem);
        model.free.retain(|&node| fixings.state(node).is_none());
        for &node in &model.free {
            model.is_free[node as usize] = true;
        }
        model.opposites = model.find_opposites();
        let hopeless = hopeless(problem);
        let may_start = |node: &u32| {
            let node = *node as usize;
            let relieves = model.coefficients[node * rows..(node + 1) * rows].iter().any(|&part| part < 0);
            !hopeless[node] || (relieves && model.kinds[node] == NodeKind::CanLeave)
        };
        model.starts = model.free.iter().copied().filter(may_start).collect();
        model.forced =
            problem.free_nodes().map(|node| node as u32).filter(|&n| fixings.state(n) == Some(true)).collect();
        model.groups = fixings.groups();
        model
    }

    fn add_row(&mut self, index: usize, row: &Row) {
        let sum: f64 = self.free.iter().map(|&node| row.coefficients[node as usize].abs()).sum();
        let parts = parts_for(sum);
        let mut range = 0;
        for &node in &self.free {
            let exact = row.coefficients[node as usize] * parts;
            // What a file says with six decimals is an integer but for the binary rounding.
            let near = exact.round();
            let part = if (exact - near).abs() < 1e-3 { near } else { exact.ceil() } as i64;
            self.coefficients[node as usize * self.rows + index] = part;
            range += part.abs();
        }
        let exact = (row.limit * parts).clamp(-LARGEST, LARGEST);
        let near = exact.round();
        self.limits.push(if (exact - near).abs() < 1e-3 { near } else { exact.floor() } as i64);
        self.parts.push(parts);
        self.ranges.push(range);
    }

    fn find_opposites(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for first in 0..self.rows {
            for second in first + 1..self.rows {
                let is_turned = |&node: &u32| self.row_of(node)[first] == -self.row_of(node)[second];
                if self.parts[first] == self.parts[second] && self.free.iter().all(is_turned) {
                    pairs.push((first, second));
                }
            }
        }
        pairs
    }

    /// Takes the common part off the prices of opposite rows.
    pub fn settle_opposites(&self, prices: &mut [f64]) {
        for &(first, second) in &self.opposites {
            let common = prices[first].min(prices[second]);
            prices[first] -= common;
            prices[second] -= common;
        }
    }

    pub fn nodes(&self) -> usize {
        self.kinds.len()
    }

    #[inline]
    pub fn row_of(&self, node: u32) -> &[i64] {
        let start = node as usize * self.rows;
        &self.coefficients[start..start + self.rows]
    }

    /// Whether a node is farmland when nothing changes.
    #[inline]
    pub fn is_farmland(&self, node: u32) -> bool {
        self.kinds[node as usize] != NodeKind::CanJoin
    }

    /// Whether a node may change and isn't fixed by a row.
    #[inline]
    pub fn is_free(&self, node: u32) -> bool {
        self.is_free[node as usize]
    }

    /// The nodes that change with a node, where it isn't alone.
    #[inline]
    pub fn group(&self, node: u32) -> Option<&[u32]> {
        if self.groups.is_empty() { None } else { self.groups.get(&node).map(Vec::as_slice) }
    }

    /// What each node costs in mu when it changes, at prices in mu for one unit of each row.
    pub fn costs(&self, prices: &[f64]) -> Vec<f64> {
        let weights: Vec<f64> = prices.iter().zip(&self.parts).map(|(price, parts)| price / parts).collect();
        let cost = |node: usize| {
            let row = &self.coefficients[node * self.rows..(node + 1) * self.rows];
            row.iter().zip(&weights).fold(0.0, |sum, (&part, weight)| sum + part as f64 * weight)
        };
        let mut costs: Vec<f64> = (0..self.nodes()).map(cost).collect();
        // Nodes that change together share what they cost.
        for (&node, group) in &self.groups {
            if group.first() == Some(&node) {
                let mean = group.iter().map(|&member| costs[member as usize]).sum::<f64>() / group.len() as f64;
                group.iter().for_each(|&member| costs[member as usize] = mean);
            }
        }
        costs
    }
}

/// A million parts, or as many as keep sums of the range inside 64 bits.
fn parts_for(range: f64) -> f64 {
    let mut parts = PARTS;
    while range * parts > LARGEST / 4.0 {
        parts /= 10.0;
    }
    parts
}
