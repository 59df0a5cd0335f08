//! The certificate of a bound, and its check without a solver.
//!
//! Every point of the problem lies in a box (each variable from 0 to 1; farmland that stays and reaches the threshold by itself
//! counts, so its lower end is 1) and obeys the rows. Hence for any multipliers λ ≥ 0 no plan is worth more than
//! Σ λ b + Σ over columns of the largest (c − Aᵀλ) x in the box. What has to be checked is that each row holds for all plans:
//! it is a side row, the link of a node's two variables, or a cut that follows from the least area of a block.

use serde::Serialize;

use super::super::error::SimulationError;
use super::super::json::{Found, parsed, written};
use super::super::reason::ReasonText;
use super::super::row::proves_more;
use super::graph::Adjacency;
use super::problem::{Concentration, NodeKind};
use crate::i18n::Text;

/// A row with its multiplier.
#[derive(Clone, Debug, PartialEq)]
pub struct CertificateRow {
    pub multiplier: f64,
    /// A side row of the problem; else a link or a cut, given by its columns.
    pub side: Option<usize>,
    pub columns: Vec<u32>,
    pub coefficients: Vec<f64>,
}

/// Rows that prove a bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate {
    pub nodes: usize,
    pub bound_mu: f64,
    pub rows: Vec<CertificateRow>,
}

/// A coefficient counts as ±1 within this.
const UNIT_TOLERANCE: f64 = 1e-7;

impl Certificate {
    /// Reads a certificate; [`Certificate::check`] says whether it proves what it says.
    pub fn from_json(text: &str) -> Result<Self, SimulationError> {
        let value = parsed(text)?;
        let top = Found::top(&value);
        let nodes = top.field("n")?.count()?;
        let mut rows = Vec::new();
        for item in top.field("rows")?.items()? {
            let parts = item.items_of(4)?;
            let mut columns = Vec::new();
            for column in parts[2].items()? {
                columns.push(column.id(2 * nodes, ReasonText::Column)? as u32);
            }
            let side = parts[1].integer()?;
            rows.push(CertificateRow {
                multiplier: parts[0].amount()?,
                side: usize::try_from(side).ok(),
                coefficients: parts[3].numbers(columns.len())?,
                columns,
            });
        }
        Ok(Self { nodes, bound_mu: top.field("bound")?.number()?, rows })
    }

    /// The certificate as text.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Written<'a> {
            n: usize,
            bound: f64,
            rows: Vec<(f64, i64, &'a [u32], &'a [f64])>,
        }
        let side = |row: &CertificateRow| row.side.map_or(-1, |side| side as i64);
        let rows = self.rows.iter().map(|row| (row.multiplier, side(row), &*row.columns, &*row.coefficients));
        written(&Written { n: self.nodes, bound: self.bound_mu, rows: rows.collect() })
    }

    /// The bound that the rows prove; a refusal names the row that proves nothing.
    pub fn check(&self, problem: &Concentration) -> Result<f64, SimulationError> {
        if self.nodes != problem.nodes() {
            let reason = ReasonText::OtherNodes.with([self.nodes.into(), problem.nodes().into()]);
            return Err(SimulationError::at("n", reason));
        }
        let mut sum = BoundSum::of(problem);
        let adjacency = Adjacency::of(problem.nodes(), &problem.edges);
        let mut walk = Walk { is_inside: vec![false; problem.nodes()], coefficient_of: vec![0.0; problem.nodes()] };
        for (index, row) in self.rows.iter().enumerate() {
            let refuse = |reason: ReasonText| Err(SimulationError::at(format!("rows[{index}]"), reason.plain()));
            if !(row.multiplier >= 0.0 && row.multiplier.is_finite()) {
                return refuse(ReasonText::BelowZero);
            }
            if let Some(side) = row.side {
                if side >= problem.rows.len() {
                    return refuse(ReasonText::NoSideRow);
                }
                sum.add_side(side, row.multiplier);
                continue;
            }
            let right = match row_right_side(problem, &adjacency, &sum.columns, row, &mut walk) {
                Ok(right) => right,
                Err(reason) => return refuse(reason),
            };
            sum.add_row(row, right);
        }
        let bound_mu = sum.bound_mu();
        if self.bound_mu < bound_mu - 1e-6 * bound_mu.abs().max(1.0) {
            return Err(SimulationError::at("bound", proves_more(self.bound_mu, bound_mu)));
        }
        Ok(bound_mu)
    }
}

/// Scratch space of the walk inside a cut.
struct Walk {
    is_inside: Vec<bool>,
    coefficient_of: Vec<f64>,
}

/// The right side of a row that holds for all plans, or why it doesn't.
fn row_right_side(
    problem: &Concentration,
    adjacency: &Adjacency,
    columns: &Columns,
    row: &CertificateRow,
    walk: &mut Walk,
) -> Result<f64, ReasonText> {
    let nodes = problem.nodes();
    let count = nodes + columns.free.len();
    if row.columns.len() != row.coefficients.len() || row.columns.iter().any(|&column| column as usize >= count) {
        return Err(ReasonText::NoColumn);
    }
    if row.columns.iter().any(|&column| column as usize >= nodes) {
        return link_right_side(problem, columns, row);
    }
    for (&node, &coefficient) in row.columns.iter().zip(&row.coefficients) {
        if walk.coefficient_of[node as usize] != 0.0 {
            row.columns.iter().for_each(|&node| walk.coefficient_of[node as usize] = 0.0);
            return Err(ReasonText::ColumnTwice);
        }
        walk.coefficient_of[node as usize] = coefficient;
    }
    let result = is_cut(problem, adjacency, row, walk);
    row.columns.iter().for_each(|&node| walk.coefficient_of[node as usize] = 0.0);
    result
}

/// y ≤ x for a node that can join, y + x ≤ 1 for one that can leave.
fn link_right_side(problem: &Concentration, columns: &Columns, row: &CertificateRow) -> Result<f64, ReasonText> {
    let is_one = |value: f64| (value - 1.0).abs() <= UNIT_TOLERANCE;
    let (&[first, second], &[left, right]) = (row.columns.as_slice(), row.coefficients.as_slice()) else {
        return Err(ReasonText::NeitherLinkNorCut);
    };
    let (node, column, of_node, of_column) =
        if first < second { (first, second, left, right) } else { (second, first, right, left) };
    let node = node as usize;
    if node >= problem.nodes() || columns.free_column[node] != Some(column) || !is_one(of_node) {
        return Err(ReasonText::WrongColumns);
    }
    match problem.kinds[node] {
        NodeKind::CanJoin if is_one(-of_column) => Ok(0.0),
        NodeKind::CanLeave if is_one(of_column) => Ok(1.0),
        _ => Err(ReasonText::WrongLink),
    }
}

/// Walks from the node with the positive coefficient without crossing the frontier (coefficient −1). The row is a cut when the
/// land inside is smaller than a block and everything else is frontier, or when each coefficient inside is at most −a/T.
fn is_cut(
    problem: &Concentration,
    adjacency: &Adjacency,
    row: &CertificateRow,
    walk: &mut Walk,
) -> Result<f64, ReasonText> {
    let mut positive = row.columns.iter().zip(&row.coefficients).filter(|&(_, &coefficient)| coefficient > 0.0);
    let (Some((&start, &of_start)), None) = (positive.next(), positive.next()) else {
        return Err(ReasonText::NotOnePositive);
    };
    let is_frontier =
        |walk: &Walk, node: u32| node != start && (walk.coefficient_of[node as usize] + 1.0).abs() < UNIT_TOLERANCE;
    let mut inside = vec![start];
    walk.is_inside[start as usize] = true;
    let mut area_mu = problem.areas_mu[start as usize];
    let mut next = 0;
    while next < inside.len() {
        for &node in adjacency.of_node(inside[next]) {
            if !walk.is_inside[node as usize] && !is_frontier(walk, node) {
                walk.is_inside[node as usize] = true;
                inside.push(node);
                area_mu += problem.areas_mu[node as usize];
            }
        }
        next += 1;
    }
    let threshold_mu = problem.threshold_mu;
    let is_small = area_mu < threshold_mu
        && (of_start - 1.0).abs() < UNIT_TOLERANCE
        && row.columns.iter().all(|&node| node == start || is_frontier(walk, node));
    let is_weighted = || {
        inside.iter().all(|&node| {
            let own = if node == start { 1.0 } else { 0.0 };
            let needed = -problem.areas_mu[node as usize] / threshold_mu;
            walk.coefficient_of[node as usize] <= needed + 1e-8 + own
        })
    };
    let holds = is_small || is_weighted();
    inside.iter().for_each(|&node| walk.is_inside[node as usize] = false);
    if holds { Ok(0.0) } else { Err(ReasonText::NoCut) }
}

/// The columns of the variables: y of node v is v, x of the k-th node that can change is n + k.
pub(super) struct Columns {
    pub free: Vec<u32>,
    pub free_column: Vec<Option<u32>>,
}

impl Columns {
    pub fn of(problem: &Concentration) -> Self {
        let free: Vec<u32> = problem.free_nodes().map(|node| node as u32).collect();
        let mut free_column = vec![None; problem.nodes()];
        for (k, &node) in free.iter().enumerate() {
            free_column[node as usize] = Some((problem.nodes() + k) as u32);
        }
        Self { free, free_column }
    }
}

/// The bound of multipliers, summed row by row.
pub(super) struct BoundSum<'a> {
    problem: &'a Concentration,
    pub columns: Columns,
    reduced: Vec<f64>,
    right_sides: f64,
}

impl<'a> BoundSum<'a> {
    pub fn of(problem: &'a Concentration) -> Self {
        let columns = Columns::of(problem);
        let mut reduced = problem.areas_mu.clone();
        reduced.resize(problem.nodes() + columns.free.len(), 0.0);
        Self { problem, columns, reduced, right_sides: 0.0 }
    }

    pub fn add_side(&mut self, side: usize, multiplier: f64) {
        let row = &self.problem.rows[side];
        self.right_sides += multiplier * row.limit;
        for (k, &node) in self.columns.free.iter().enumerate() {
            self.reduced[self.problem.nodes() + k] -= multiplier * row.coefficients[node as usize];
        }
    }

    pub fn add_row(&mut self, row: &CertificateRow, right: f64) {
        self.right_sides += row.multiplier * right;
        for (&column, &coefficient) in row.columns.iter().zip(&row.coefficients) {
            self.reduced[column as usize] -= row.multiplier * coefficient;
        }
    }

    /// Whether a node counts in every plan: farmland that stays and reaches the threshold by itself.
    pub fn always_counts(problem: &Concentration, node: usize) -> bool {
        problem.kinds[node] == NodeKind::Stays && problem.areas_mu[node] >= problem.threshold_mu
    }

    /// What is left of each column's worth.
    pub fn reduced(&self) -> &[f64] {
        &self.reduced
    }

    pub fn bound_mu(&self) -> f64 {
        let worth = self.reduced.iter().enumerate().fold(0.0, |sum, (column, &reduced)| {
            let is_fixed = column < self.problem.nodes() && Self::always_counts(self.problem, column);
            if reduced > 0.0 || is_fixed { sum + reduced } else { sum }
        });
        self.right_sides + worth
    }
}
