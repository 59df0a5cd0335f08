//! A layout of basic farmland, the certificate of a bound, and their checks by plain arithmetic.
//!
//! The bound: multipliers μ ≥ 0 of the rows, and a flow f on the pairs with |f| ≤ w/2. Since w p p ≤ w/2 (p + p) − f p + f p for
//! each pair, no layout is worth more than μ h + Σ max(0, v + Σ w/2 − μ g − f out + f in).

use serde_json::json;

use super::super::error::SimulationError;
use super::super::json::{Found, parsed, written};
use super::super::reason::ReasonText;
use super::super::row::{exceeded, proves_more, tolerance};
use super::problem::BasicFarmland;
use crate::i18n::Text;

/// Which parcels are basic farmland afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub is_in: Vec<bool>,
    pub value_mu: f64,
}

/// Multipliers and a flow that prove a bound.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowCertificate {
    pub multipliers: Vec<f64>,
    /// One for each pair, from its first node to its second.
    pub flows: Vec<f64>,
    pub bound_mu: f64,
}

impl Layout {
    pub fn of(problem: &BasicFarmland, is_in: Vec<bool>) -> Self {
        let value_mu = problem.value_mu(&is_in);
        Self { is_in, value_mu }
    }

    pub fn from_json(text: &str) -> Result<Self, SimulationError> {
        let value = parsed(text)?;
        let top = Found::top(&value);
        let mut is_in = Vec::new();
        for item in top.field("in_basic_farmland")?.items()? {
            is_in.push(item.flag()?);
        }
        Ok(Self { is_in, value_mu: top.field("value")?.number()? })
    }

    pub fn to_json(&self) -> String {
        let is_in: Vec<u8> = self.is_in.iter().map(|&is_in| u8::from(is_in)).collect();
        written(&json!({"in_basic_farmland": is_in, "value": self.value_mu}))
    }

    /// Whether the layout fits the problem: every row obeyed, the value as it says.
    pub fn check(&self, problem: &BasicFarmland) -> Result<(), SimulationError> {
        if self.is_in.len() != problem.nodes() {
            let reason = ReasonText::WrongLength.with([self.is_in.len().into(), problem.nodes().into()]);
            return Err(SimulationError::at("in_basic_farmland", reason));
        }
        for (index, row) in problem.rows.iter().enumerate() {
            let used = row.used((0..problem.nodes()).filter(|&node| self.is_in[node]));
            if used > row.limit + tolerance(row.limit) {
                return Err(SimulationError::at(format!("rows[{index}] {}", row.name), exceeded(used, row.limit)));
            }
        }
        let counted = problem.value_mu(&self.is_in);
        if (counted - self.value_mu).abs() > 1e-2 {
            let reason = ReasonText::OtherWorth.with([self.value_mu, counted].map(|mu| mu.to_string().into()));
            return Err(SimulationError::at("value", reason));
        }
        Ok(())
    }
}

impl FlowCertificate {
    pub fn from_json(text: &str) -> Result<Self, SimulationError> {
        let value = parsed(text)?;
        let top = Found::top(&value);
        let numbers = |name: &str| -> Result<Vec<f64>, SimulationError> {
            top.field(name)?.items()?.iter().map(Found::number).collect()
        };
        Ok(Self { multipliers: numbers("mu")?, flows: numbers("flow")?, bound_mu: top.field("bound")?.number()? })
    }

    pub fn to_json(&self) -> String {
        written(&json!({"mu": self.multipliers, "flow": self.flows, "bound": self.bound_mu}))
    }

    /// The bound that multipliers and flow prove.
    pub fn check(&self, problem: &BasicFarmland) -> Result<f64, SimulationError> {
        let sizes =
            [("mu", self.multipliers.len(), problem.rows.len()), ("flow", self.flows.len(), problem.pairs.len())];
        for (name, found, wanted) in sizes {
            if found != wanted {
                let reason = ReasonText::WrongLength.with([found.into(), wanted.into()]);
                return Err(SimulationError::at(name, reason));
            }
        }
        if let Some(index) = self.multipliers.iter().position(|&multiplier| multiplier < 0.0 || multiplier.is_nan()) {
            return Err(SimulationError::at(format!("mu[{index}]"), ReasonText::BelowZero.plain()));
        }
        let too_large =
            |(flow, pair): (&f64, &super::problem::Pair)| flow.is_nan() || flow.abs() > pair.worth_mu / 2.0 + 1e-9;
        if let Some(index) = self.flows.iter().zip(&problem.pairs).position(too_large) {
            return Err(SimulationError::at(format!("flow[{index}]"), ReasonText::FlowTooLarge.plain()));
        }
        let bound_mu = proven_mu(problem, &self.multipliers, &self.flows);
        if self.bound_mu < bound_mu - 1e-6 * bound_mu.abs().max(1.0) {
            return Err(SimulationError::at("bound", proves_more(self.bound_mu, bound_mu)));
        }
        Ok(bound_mu)
    }
}

/// The bound of multipliers and a flow, mu.
pub(super) fn proven_mu(problem: &BasicFarmland, multipliers: &[f64], flows: &[f64]) -> f64 {
    let mut worth = reduced_mu(problem, multipliers);
    for (pair, flow) in problem.pairs.iter().zip(flows) {
        worth[pair.first as usize] -= flow;
        worth[pair.second as usize] += flow;
    }
    let rows = problem.rows.iter().zip(multipliers).fold(0.0, |sum, (row, multiplier)| sum + multiplier * row.limit);
    rows + worth.iter().fold(0.0, |sum, worth| sum + worth.max(0.0))
}

/// v + Σ w/2 − μ g of each parcel.
pub(super) fn reduced_mu(problem: &BasicFarmland, multipliers: &[f64]) -> Vec<f64> {
    let mut worth = problem.values_mu.clone();
    for pair in &problem.pairs {
        worth[pair.first as usize] += pair.worth_mu / 2.0;
        worth[pair.second as usize] += pair.worth_mu / 2.0;
    }
    for (row, &multiplier) in problem.rows.iter().zip(multipliers) {
        if multiplier != 0.0 {
            worth.iter_mut().zip(&row.coefficients).for_each(|(worth, g)| *worth -= multiplier * g);
        }
    }
    worth
}
