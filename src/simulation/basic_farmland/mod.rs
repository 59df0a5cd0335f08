//! Permanent basic farmland in and out.

mod improve;
mod lagrange;
mod plan;
mod problem;
mod solve;
mod state;
#[cfg(test)]
mod tests;

pub use plan::{FlowCertificate, Layout};
pub use problem::{BasicFarmland, Pair};
pub use solve::{LayoutOutcome, solve_basic_farmland};
