//! `tianfang inspect FILE`: what a data file holds and how healthy it is.

mod report;
mod text;

pub use report::{CrsReport, HealthReport, InspectReport, LayerReport, ProblemReport, RoleReport, inspect};
