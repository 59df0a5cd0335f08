//! A problem of any kind, as a file holds it: the kind stands in the file; concentration and swap, the oldest format, have none.

use super::basic_farmland::{BasicFarmland, FlowCertificate, Layout};
use super::concentration::{Certificate, Concentration, Plan};
use super::error::SimulationError;
use super::json::{Found, parsed};
use super::linkage::{Linkage, LinkagePlan, RowCertificate};
use super::reason::ReasonText;
use crate::i18n::Text;

/// A problem of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    Concentration(Concentration),
    BasicFarmland(BasicFarmland),
    Linkage(Linkage),
}

impl Problem {
    /// Reads a problem of whatever kind the text says it is.
    pub fn from_json(text: &str) -> Result<Self, SimulationError> {
        let value = parsed(text)?;
        let Some(kind) = Found::top(&value).optional("kind") else {
            return Concentration::from_value(&value).map(Self::Concentration);
        };
        match kind.text()? {
            "concentration" | "swap" => Concentration::from_value(&value).map(Self::Concentration),
            "basic-farmland" => BasicFarmland::from_value(&value).map(Self::BasicFarmland),
            "linkage" => Linkage::from_value(&value).map(Self::Linkage),
            other => Err(kind.refuse(ReasonText::UnknownKind.with([format!("{other:?}").into()]))),
        }
    }

    /// Checks a plan given as text: known parcels, each once, every row obeyed, the value as it says. Its value, mu; a
    /// refusal names the place. Everything is counted anew, and no solver is used.
    pub fn check_plan(&self, text: &str) -> Result<f64, SimulationError> {
        match self {
            Self::Concentration(problem) => {
                let plan = Plan::from_json(text)?;
                plan.check(problem).map(|()| plan.value_mu)
            }
            Self::BasicFarmland(problem) => {
                let layout = Layout::from_json(text)?;
                layout.check(problem).map(|()| layout.value_mu)
            }
            Self::Linkage(problem) => {
                let plan = LinkagePlan::from_json(text)?;
                plan.check(problem).map(|()| plan.value_mu)
            }
        }
    }

    /// Checks a certificate given as text: the bound that its rows prove, mu; a refusal names the row that proves nothing.
    pub fn check_certificate(&self, text: &str) -> Result<f64, SimulationError> {
        match self {
            Self::Concentration(problem) => Certificate::from_json(text)?.check(problem),
            Self::BasicFarmland(problem) => FlowCertificate::from_json(text)?.check(problem),
            Self::Linkage(problem) => RowCertificate::from_json(text)?.check(problem),
        }
    }

    /// The word of the command line.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Concentration(_) => "concentration",
            Self::BasicFarmland(_) => "basic-farmland",
            Self::Linkage(_) => "linkage",
        }
    }
}
