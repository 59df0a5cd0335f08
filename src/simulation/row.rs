//! Side rows: Σ g x ≤ h over the nodes that change (budget, farmland not less, forest not less, quality not lower, locks).

use serde_json::{Value, json};

use super::error::SimulationError;
use super::json::Found;
use super::reason::ReasonText;
use crate::i18n::{Message, Text};

/// One linear row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub name: String,
    /// One coefficient for each node, in the unit of the row.
    pub coefficients: Vec<f64>,
    pub limit: f64,
}

/// How far a plan uses a row, and what the row's last unit is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct RowUse {
    pub name: String,
    pub used: f64,
    pub limit: f64,
    /// Marginal mu for one more unit of the limit: the row's multiplier in the bound, or the price of the search without one.
    pub price: Option<f64>,
}

/// A row that no plan can obey.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortfall {
    pub row: String,
    pub limit: f64,
    /// The least that this row can be used, by itself or beside the others.
    pub least: f64,
    /// What the limit would have to grow by.
    pub missing: f64,
}

impl Row {
    /// The row's left side for the nodes that change.
    pub fn used(&self, changes: impl Iterator<Item = usize>) -> f64 {
        changes.fold(0.0, |sum, node| sum + self.coefficients.get(node).copied().unwrap_or(0.0))
    }

    pub(super) fn json(&self) -> Value {
        json!({"name": self.name, "g": self.coefficients, "h": self.limit})
    }
}

/// The rows of a problem over `nodes` nodes.
pub(super) fn read_rows(found: &Found, nodes: usize) -> Result<Vec<Row>, SimulationError> {
    let mut rows = Vec::new();
    for item in found.items()? {
        rows.push(Row {
            name: item.field("name")?.text()?.to_owned(),
            coefficients: item.field("g")?.numbers(nodes)?,
            limit: item.field("h")?.number()?,
        });
    }
    Ok(rows)
}

/// Tolerance of a row: rounding of its sum, and no more.
pub(super) fn tolerance(limit: f64) -> f64 {
    1e-6 * limit.abs().clamp(1.0, 10.0)
}

/// What is said of a row that is used beyond its limit.
pub(super) fn exceeded(used: f64, limit: f64) -> Message {
    ReasonText::RowExceeded.with([used, limit, used - limit].map(|figure| figure.to_string().into()))
}

/// What is said of a certificate whose bound lies below what its rows prove.
pub(super) fn proves_more(said_mu: f64, proven_mu: f64) -> Message {
    ReasonText::ProvesMore.with([said_mu, proven_mu].map(|mu| mu.to_string().into()))
}
