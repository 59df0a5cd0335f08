//! A plan of a concentration, and its check: every figure is counted anew from the problem, nothing is taken from the search.

use serde_json::json;

use super::super::error::SimulationError;
use super::super::json::{Found, parsed, written};
use super::super::reason::ReasonText;
use super::super::row::{exceeded, tolerance};
use super::graph::components;
use super::problem::{Concentration, NodeKind, no_node};
use crate::i18n::Text;

/// Which nodes change: those that can join do, those that can leave do.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// In rising order.
    pub changes: Vec<u32>,
    /// Area in blocks of at least the threshold.
    pub value_mu: f64,
}

/// How far a stated value may lie from the counted one, mu.
const VALUE_TOLERANCE_MU: f64 = 1e-2;

impl Plan {
    /// The plan of a set of changes, with its value counted.
    pub fn of(problem: &Concentration, mut changes: Vec<u32>) -> Self {
        changes.sort_unstable();
        let value_mu = value_mu(problem, &changes);
        Self { changes, value_mu }
    }

    /// Reads a plan; [`Plan::check`] says whether it holds.
    pub fn from_json(text: &str) -> Result<Self, SimulationError> {
        let value = parsed(text)?;
        let top = Found::top(&value);
        let mut changes = Vec::new();
        for item in top.field("flip")?.items()? {
            changes.push(item.id(u32::MAX as usize, ReasonText::Node)? as u32);
        }
        Ok(Self { changes, value_mu: top.field("value")?.number()? })
    }

    /// The plan as text.
    pub fn to_json(&self) -> String {
        written(&json!({"flip": self.changes, "value": self.value_mu}))
    }

    /// Whether the plan fits the problem: known nodes, each once; every row obeyed; the value as it says.
    pub fn check(&self, problem: &Concentration) -> Result<(), SimulationError> {
        let mut is_changed = vec![false; problem.nodes()];
        for (index, &node) in self.changes.iter().enumerate() {
            let place = format!("flip[{index}]");
            match problem.kinds.get(node as usize) {
                None => return Err(SimulationError::at(place, no_node(node))),
                Some(NodeKind::Stays) => {
                    return Err(SimulationError::at(place, ReasonText::NodeStays.with([node.into()])));
                }
                Some(_) if is_changed[node as usize] => {
                    return Err(SimulationError::at(
                        place,
                        ReasonText::Twice.with([ReasonText::Node.plain().into(), node.into()]),
                    ));
                }
                Some(_) => is_changed[node as usize] = true,
            }
        }
        for (index, row) in problem.rows.iter().enumerate() {
            let used = row.used(self.changes.iter().map(|&node| node as usize));
            if used > row.limit + tolerance(row.limit) {
                return Err(SimulationError::at(format!("rows[{index}] {}", row.name), exceeded(used, row.limit)));
            }
        }
        let counted = value_mu(problem, &self.changes);
        if (counted - self.value_mu).abs() > VALUE_TOLERANCE_MU {
            let reason = ReasonText::OtherBlocks.with([self.value_mu, counted].map(|mu| mu.to_string().into()));
            return Err(SimulationError::at("value", reason));
        }
        Ok(())
    }
}

/// Area in blocks after the changes, mu.
pub fn value_mu(problem: &Concentration, changes: &[u32]) -> f64 {
    let mut is_on: Vec<bool> = problem.kinds.iter().map(|&kind| kind != NodeKind::CanJoin).collect();
    for &node in changes {
        if let Some(on) = is_on.get_mut(node as usize) {
            *on = !*on;
        }
    }
    let (labels, count) = components(problem, &is_on);
    let mut areas_mu = vec![0.0; count];
    for (node, &label) in labels.iter().enumerate() {
        if let Some(area_mu) = areas_mu.get_mut(label as usize) {
            *area_mu += problem.areas_mu[node];
        }
    }
    // A block that reaches the threshold but for the rounding of its sum reaches it.
    let least = problem.threshold_mu - 1e-9 * problem.threshold_mu.max(1.0);
    areas_mu.iter().filter(|&&area_mu| area_mu >= least).fold(0.0, |sum, area_mu| sum + area_mu)
}
