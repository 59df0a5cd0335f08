//! Permanent basic farmland in and out: which farmland parcels carry the protection afterwards.
//!
//! maximise Σ v p + Σ w p p over pairs of neighbours, p ∈ {0, 1}, rows Σ g p ≤ h (in at least 105 % of out, in at most 115 %, out
//! at most 5 % of the township's, quality not lower: whatever the rule pack says). Facing boundary inside the protected
//! land is worth w ≥ 0, so compact layouts win, and without the rows the problem is one least cut.

use serde_json::{Value, json};

use super::super::error::SimulationError;
use super::super::json::{Found, parsed, written};
use super::super::reason::ReasonText;
use super::super::row::{Row, read_rows};
use crate::i18n::Text;

/// A pair of neighbours and what it is worth that both are protected, mu.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    pub first: u32,
    pub second: u32,
    pub worth_mu: f64,
}

/// A basic-farmland problem.
#[derive(Clone, Debug, PartialEq)]
pub struct BasicFarmland {
    pub values_mu: Vec<f64>,
    pub areas_mu: Vec<f64>,
    /// Whether each parcel is basic farmland today.
    pub now: Vec<bool>,
    pub pairs: Vec<Pair>,
    pub rows: Vec<Row>,
}

impl BasicFarmland {
    /// Reads a problem.
    pub fn from_json(text: &str) -> Result<Self, SimulationError> {
        Self::from_value(&parsed(text)?)
    }

    pub(in super::super) fn from_value(value: &Value) -> Result<Self, SimulationError> {
        let top = Found::top(value);
        let nodes = top.field("n")?.count()?;
        let mut now = Vec::with_capacity(nodes);
        for item in top.field("now")?.items_of(nodes)? {
            now.push(item.flag()?);
        }
        let mut pairs = Vec::new();
        for item in top.field("edges")?.items()? {
            let parts = item.items_of(3)?;
            let (first, second) = (parts[0].id(nodes, ReasonText::Node)?, parts[1].id(nodes, ReasonText::Node)?);
            if first == second {
                return Err(item.refuse(ReasonText::JoinsItself.with([first.into()])));
            }
            pairs.push(Pair { first: first as u32, second: second as u32, worth_mu: parts[2].amount()? });
        }
        Ok(Self {
            values_mu: top.field("value_mu")?.numbers(nodes)?,
            areas_mu: top.field("area_mu")?.amounts(nodes)?,
            now,
            pairs,
            rows: read_rows(&top.field("rows")?, nodes)?,
        })
    }

    /// The problem as text.
    pub fn to_json(&self) -> String {
        let pairs: Vec<Value> = self.pairs.iter().map(|pair| json!([pair.first, pair.second, pair.worth_mu])).collect();
        let now: Vec<u8> = self.now.iter().map(|&now| u8::from(now)).collect();
        let rows: Vec<Value> = self.rows.iter().map(Row::json).collect();
        written(&json!({
            "kind": "basic-farmland", "n": self.nodes(), "value_mu": self.values_mu, "area_mu": self.areas_mu,
            "now": now, "edges": pairs, "rows": rows,
        }))
    }

    pub fn nodes(&self) -> usize {
        self.values_mu.len()
    }

    /// What a layout is worth, mu.
    pub fn value_mu(&self, is_in: &[bool]) -> f64 {
        let own =
            self.values_mu.iter().zip(is_in).filter(|&(_, &is_in)| is_in).fold(0.0, |sum, (value, _)| sum + value);
        let both = |pair: &&Pair| is_in[pair.first as usize] && is_in[pair.second as usize];
        own + self.pairs.iter().filter(both).fold(0.0, |sum, pair| sum + pair.worth_mu)
    }
}
