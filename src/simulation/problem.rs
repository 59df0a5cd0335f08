//! A problem of any kind, as a file holds it: the kind stands in the file; concentration and swap, the oldest format, have none.

use super::basic_farmland::BasicFarmland;
use super::concentration::Concentration;
use super::error::SimulationError;
use super::json::{Found, parsed};
use super::linkage::Linkage;

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
            other => Err(kind.refuse(format!("{other:?} is none of concentration, swap, basic-farmland and linkage"))),
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
