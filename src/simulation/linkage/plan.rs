//! A plan of a linkage, the certificate of a bound, and their checks.

use serde_json::{Value, json};

use super::super::error::SimulationError;
use super::super::json::{Found, parsed, written};
use super::super::reason::ReasonText;
use super::super::row::{exceeded, proves_more};
use super::problem::Linkage;
use super::rows::Rows;
use crate::i18n::Text;

/// What is demolished and built, and the need that moves, mu by move.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkagePlan {
    pub demolished: Vec<u32>,
    pub built: Vec<u32>,
    pub moved: Vec<(u32, f64)>,
    pub value_mu: f64,
}

/// One multiplier for each row: free where the row is an equality, else at least zero.
#[derive(Clone, Debug, PartialEq)]
pub struct RowCertificate {
    pub multipliers: Vec<f64>,
    pub bound_mu: f64,
}

/// How far a row may be exceeded: what rounding of the moved amounts comes to, mu.
const TOLERANCE_MU: f64 = 5e-5;

impl LinkagePlan {
    pub fn from_json(text: &str) -> Result<Self, SimulationError> {
        let value = parsed(text)?;
        let top = Found::top(&value);
        let ids = |name: &str, what: ReasonText| -> Result<Vec<u32>, SimulationError> {
            top.field(name)?.items()?.iter().map(|item| item.id(u32::MAX as usize, what).map(|id| id as u32)).collect()
        };
        let mut moved = Vec::new();
        for item in top.field("move")?.items()? {
            let parts = item.items_of(2)?;
            moved.push((parts[0].id(u32::MAX as usize, ReasonText::Move)? as u32, parts[1].amount()?));
        }
        Ok(Self {
            demolished: ids("demolish", ReasonText::Hamlet)?,
            built: ids("build", ReasonText::Site)?,
            moved,
            value_mu: top.field("value")?.number()?,
        })
    }

    pub fn to_json(&self) -> String {
        let moved: Vec<Value> = self.moved.iter().map(|(way, amount_mu)| json!([way, amount_mu])).collect();
        written(&json!({"demolish": self.demolished, "build": self.built, "move": moved, "value": self.value_mu}))
    }

    /// The values of all columns; a refusal names the entry that the problem doesn't have, or has twice.
    fn columns(&self, problem: &Linkage) -> Result<Vec<f64>, SimulationError> {
        let (hamlets, sites) = (problem.hamlets.len(), problem.sites.len());
        let mut values = vec![0.0; hamlets + sites + problem.moves.len()];
        let lists = [
            ("demolish", ReasonText::Hamlet, &self.demolished, 0, hamlets),
            ("build", ReasonText::Site, &self.built, hamlets, sites),
        ];
        for (name, what, list, first, count) in lists {
            for (index, &id) in list.iter().enumerate() {
                let refuse = |reason: ReasonText| {
                    let reason = reason.with([what.plain().into(), id.into()]);
                    Err(SimulationError::at(format!("{name}[{index}]"), reason))
                };
                let value = (id < count as u32).then(|| &mut values[first + id as usize]);
                match value {
                    None => return refuse(ReasonText::ThereIsNo),
                    Some(value) if *value > 0.0 => return refuse(ReasonText::Twice),
                    Some(value) => *value = 1.0,
                }
            }
        }
        for (index, &(way, amount_mu)) in self.moved.iter().enumerate() {
            let refuse = |reason| Err(SimulationError::at(format!("move[{index}]"), reason));
            match values.get_mut(hamlets + sites + way as usize) {
                Some(value) if amount_mu >= 0.0 => *value += amount_mu,
                Some(_) => return refuse(ReasonText::Negative.with([amount_mu.to_string().into()])),
                None => return refuse(ReasonText::ThereIsNo.with([ReasonText::Move.plain().into(), way.into()])),
            }
        }
        Ok(values)
    }

    /// Whether the plan fits the problem: every row obeyed, the value as it says.
    pub fn check(&self, problem: &Linkage) -> Result<(), SimulationError> {
        let values = self.columns(problem)?;
        let rows = Rows::of(problem);
        for (row, name) in rows.names.iter().enumerate() {
            let (left, right) = (rows.program.left(row, &values), rows.program.right(row));
            let excess = if rows.program.is_equality(row) { (left - right).abs() } else { left - right };
            if excess.is_nan() || excess > TOLERANCE_MU {
                return Err(SimulationError::at(format!("row {row} {name}"), exceeded(left, right)));
            }
        }
        let counted: f64 = values.iter().zip(&rows.program.worth).map(|(value, worth)| value * worth).sum();
        if (counted - self.value_mu).abs() > 1e-2 {
            let reason = ReasonText::OtherWorth.with([self.value_mu, counted].map(|mu| mu.to_string().into()));
            return Err(SimulationError::at("value", reason));
        }
        Ok(())
    }
}

impl RowCertificate {
    pub fn from_json(text: &str) -> Result<Self, SimulationError> {
        let value = parsed(text)?;
        let top = Found::top(&value);
        let multipliers = top.field("rows")?.items()?.iter().map(Found::number).collect::<Result<_, _>>()?;
        Ok(Self { multipliers, bound_mu: top.field("bound")?.number()? })
    }

    pub fn to_json(&self) -> String {
        written(&json!({"rows": self.multipliers, "bound": self.bound_mu}))
    }

    /// The bound that the multipliers prove: Σ λ b + Σ max(0, c − Aᵀλ) · top.
    pub fn check(&self, problem: &Linkage) -> Result<f64, SimulationError> {
        let rows = Rows::of(problem);
        if self.multipliers.len() != rows.names.len() {
            let reason = ReasonText::WrongLength.with([self.multipliers.len().into(), rows.names.len().into()]);
            return Err(SimulationError::at("rows", reason));
        }
        for (row, &multiplier) in self.multipliers.iter().enumerate() {
            if multiplier.is_nan() || (multiplier < 0.0 && !rows.program.is_equality(row)) {
                let reason = ReasonText::RowBelowZero.with([rows.names[row].as_str().into()]);
                return Err(SimulationError::at(format!("rows[{row}]"), reason));
            }
        }
        let bound_mu = proven_mu(&rows, &self.multipliers);
        if self.bound_mu < bound_mu - 1e-6 * bound_mu.abs().max(1.0) {
            return Err(SimulationError::at("bound", proves_more(self.bound_mu, bound_mu)));
        }
        Ok(bound_mu)
    }
}

/// The bound of multipliers, mu.
pub(super) fn proven_mu(rows: &Rows, multipliers: &[f64]) -> f64 {
    let program = &rows.program;
    let mut reduced = program.worth.clone();
    let mut bound_mu = 0.0;
    for (row, &multiplier) in multipliers.iter().enumerate() {
        bound_mu += multiplier * program.right(row);
        for (column, coefficient) in program.entries(row) {
            reduced[column as usize] -= multiplier * coefficient;
        }
    }
    bound_mu + reduced.iter().zip(&program.high).fold(0.0, |sum, (reduced, high)| sum + reduced.max(0.0) * high)
}
