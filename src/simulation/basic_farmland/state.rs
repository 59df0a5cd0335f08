//! A layout while it is changed: the gain of every parcel and the use of every row, kept up to date in the time of its
//! neighbours.

use super::problem::BasicFarmland;

/// A layout with what each flip would bring.
#[derive(Clone)]
pub(super) struct State<'a> {
    pub problem: &'a BasicFarmland,
    links: &'a Links,
    pub is_in: Vec<bool>,
    /// What each parcel adds when it is in, its pairs with others that are in included.
    gains_mu: Vec<f64>,
    pub used: Vec<f64>,
    pub value_mu: f64,
}

/// Neighbours with the worth of their pairs, as compressed rows.
pub(super) struct Links {
    starts: Vec<u32>,
    ends: Vec<(u32, f64)>,
    /// One over the mean absolute coefficient of each row.
    pub scales: Vec<f64>,
}

/// Rows are obeyed to this share of a mean coefficient.
const TOLERANCE: f64 = 1e-9;

impl Links {
    pub fn of(problem: &BasicFarmland) -> Self {
        let nodes = problem.nodes();
        let mut starts = vec![0u32; nodes + 1];
        for pair in &problem.pairs {
            starts[pair.first as usize + 1] += 1;
            starts[pair.second as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut ends = vec![(0, 0.0); 2 * problem.pairs.len()];
        for pair in &problem.pairs {
            for (from, to) in [(pair.first, pair.second), (pair.second, pair.first)] {
                ends[next[from as usize] as usize] = (to, pair.worth_mu);
                next[from as usize] += 1;
            }
        }
        let scale = |row: &super::super::row::Row| {
            let sum: f64 = row.coefficients.iter().map(|g| g.abs()).sum();
            if sum > 0.0 { nodes as f64 / sum } else { 1.0 }
        };
        Self { starts, ends, scales: problem.rows.iter().map(scale).collect() }
    }

    fn of_node(&self, node: usize) -> &[(u32, f64)] {
        &self.ends[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

impl<'a> State<'a> {
    pub fn new(problem: &'a BasicFarmland, links: &'a Links, is_in: Vec<bool>) -> Self {
        let gain = |node: usize| {
            let pairs = links.of_node(node).iter().filter(|(end, _)| is_in[*end as usize]);
            problem.values_mu[node] + pairs.map(|(_, worth)| worth).sum::<f64>()
        };
        let gains_mu = (0..problem.nodes()).map(gain).collect();
        let members = || (0..problem.nodes()).filter(|&node| is_in[node]);
        let used = problem.rows.iter().map(|row| row.used(members())).collect();
        let value_mu = problem.value_mu(&is_in);
        Self { problem, links, is_in, gains_mu, used, value_mu }
    }

    #[inline]
    fn sign(&self, node: usize) -> f64 {
        if self.is_in[node] { -1.0 } else { 1.0 }
    }

    /// What a flip brings, rows aside.
    #[inline]
    pub fn flip_mu(&self, node: usize) -> f64 {
        self.sign(node) * self.gains_mu[node]
    }

    /// What a flip brings at the multipliers of the rows.
    pub fn reduced_flip_mu(&self, node: usize, multipliers: &[f64]) -> f64 {
        let rows = self.problem.rows.iter().zip(multipliers);
        let price = rows.fold(0.0, |sum, (row, multiplier)| sum + multiplier * row.coefficients[node]);
        self.sign(node) * (self.gains_mu[node] - price)
    }

    /// What two flips bring together beyond each by itself.
    pub fn extra_mu(&self, first: usize, second: usize) -> f64 {
        let link = self.links.of_node(first).iter().find(|(end, _)| *end as usize == second);
        link.map_or(0.0, |(_, worth)| self.sign(first) * self.sign(second) * worth)
    }

    pub fn flip(&mut self, node: usize) {
        let sign = self.sign(node);
        self.value_mu += sign * self.gains_mu[node];
        self.is_in[node] = !self.is_in[node];
        for (used, row) in self.used.iter_mut().zip(&self.problem.rows) {
            *used += sign * row.coefficients[node];
        }
        for &(end, worth) in self.links.of_node(node) {
            self.gains_mu[end as usize] += sign * worth;
        }
    }

    /// How far the rows are exceeded after some flips, each in mean coefficients.
    pub fn violation_after(&self, flips: &[usize]) -> f64 {
        let mut sum = 0.0;
        for (index, row) in self.problem.rows.iter().enumerate() {
            let mut used = self.used[index];
            for &node in flips {
                used += self.sign(node) * row.coefficients[node];
            }
            sum += ((used - row.limit) * self.links.scales[index] - TOLERANCE).max(0.0);
        }
        sum
    }

    pub fn is_feasible(&self) -> bool {
        self.violation_after(&[]) <= 0.0
    }
}
