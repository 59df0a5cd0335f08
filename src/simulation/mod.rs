//! Simulations: which parcels should change, what no plan can exceed, and why.
//!
//! Everything here is a function from a problem to a plan: there are no files, no windows and no clock but the limits of a run.
//! [`Problem::from_json`] reads a problem, [`run`] solves one of any kind and reports; [`solve`], [`solve_basic_farmland`]
//! and [`solve_linkage`] give the outcome itself. A bound comes as a certificate, rows with multipliers, which plain arithmetic
//! checks without a solver. Areas are integers inside the searches and random numbers come from portable streams, so the same
//! problem, seed and iterations give the same plan on any number of threads.

mod basic_farmland;
mod branching;
mod concentration;
mod control;
mod error;
mod heap;
mod json;
mod linear;
mod linkage;
mod max_flow;
mod open_node;
mod problem;
mod random;
mod reason;
mod report;
mod row;
mod township;

pub use basic_farmland::{BasicFarmland, FlowCertificate, Layout, LayoutOutcome, Pair, solve_basic_farmland};
pub use concentration::{
    Certificate, CertificateRow, ChangeReason, Concentration, Explainer, FrontPoint, Lock, NodeKind, Outcome, Plan,
    Seconds, StayReason, front, solve, value_mu,
};
pub use control::{Control, Limits, Progress, Stage, StoppedBy, Unwatched};
pub use error::SimulationError;
pub use linkage::{
    Hamlet, Linkage, LinkageOutcome, LinkagePlan, Move, Parameters, RowCertificate, Site, solve_linkage,
};
pub use problem::Problem;
pub use report::{Report, run};
pub use row::{Row, RowUse, Shortfall};
pub use township::{
    Conversion, CostFigure, CostProblem, CostTable, Exclusion, FigurePair, Figures, Ground, PairSide, Partner,
    Prepared, Proposal, ProposedBlock, ProposedChange, ProposedRow, ProposedShortfall, SwapPair, TownshipProblem,
    TradeOffPoint,
};
