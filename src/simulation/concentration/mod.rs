//! Concentration of farmland into blocks, and the swap of forest and farmland.

mod bound;
mod certificate;
mod construct;
mod cuts;
mod exact;
mod explain;
mod feasibility;
mod front;
mod graph;
mod locks;
mod model;
mod parts;
mod plan;
mod prices;
mod problem;
mod relaxation;
mod repair;
mod search;
mod solve;
mod state;
mod worker;

#[cfg(test)]
mod tests;

pub use certificate::{Certificate, CertificateRow};
pub use explain::{ChangeReason, Explainer, StayReason};
pub use front::{FrontPoint, front};
pub use plan::{Plan, value_mu};
pub use problem::{Concentration, Lock, NodeKind};
pub use solve::{Outcome, Seconds, solve};
