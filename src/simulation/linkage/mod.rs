//! Increase–decrease linkage.

mod packing;
mod plan;
mod problem;
mod rows;
mod solve;
#[cfg(test)]
mod tests;

pub use plan::{LinkagePlan, RowCertificate};
pub use problem::{Hamlet, Linkage, Move, Parameters, Site};
pub use solve::{LinkageOutcome, solve_linkage};
