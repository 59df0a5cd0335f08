//! From the land of a project to a problem in plain numbers, and from its plan back to measures with reasons.
//!
//! [`Prepared`] is the one way in: it decides by the rule pack which parcels may change, and why the others may not, contracts the
//! land to the nodes of a problem, writes its rows, and solves it. A [`Proposal`] is the one way out: measures ready for a
//! scheme, why each changes, why any other parcel doesn't, blocks before and after, and the texts of problem, plan and certificate,
//! so that anyone can check the bound without this program.
//!
//! Simulations run on the land under a scheme, not on the base: reclaimed land of the scheme is farmland here. Parcels that a
//! measure touches already keep what the scheme says of them, piece by piece.

mod answer;
mod blocks_near;
mod candidate;
mod costs;
mod distance;
mod eligibility;
mod exclusion;
mod fields;
mod figures;
mod fingerprint;
mod ground;
mod layout;
mod layout_site;
mod linkage;
mod linkage_site;
mod locked;
mod network;
mod pairs;
mod partners;
mod prepared;
mod present;
mod problem;
mod proposal;
mod proposed_block;
mod quality;
mod reasons;
mod row_title;
mod rows;
mod rules;
mod settlement;
mod site;
mod size;
mod summary;
mod swap_pairs;
#[cfg(test)]
mod tests;

pub use costs::{Conversion, CostFigure, CostProblem, CostTable};
pub use exclusion::Exclusion;
pub use ground::Ground;
pub use partners::Partner;
pub use prepared::{Prepared, TradeOffPoint};
pub use problem::TownshipProblem;
pub use proposal::{FigurePair, Figures, Proposal, ProposedBlock, ProposedChange, ProposedRow, ProposedShortfall};
pub use swap_pairs::{PairSide, SwapPair};
