//! What a simulation proposes: measures ready for a scheme, why each, and all that is needed to check it.

use std::sync::Arc;

use crate::design::{Measure, SimulationRun};
use crate::geometry::Point;
use crate::i18n::Message;
use crate::land::SlopeLevel;

use super::Prepared;
use super::answer::Solved;

/// A proposal. Changes and measures stand in the same order, that of the works: what makes up first, then what takes.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub run: SimulationRun,
    /// Without identities: they get them with the scheme.
    pub measures: Vec<Measure>,
    pub changes: Vec<ProposedChange>,
    pub rows: Vec<ProposedRow>,
    /// Rows that no plan can obey, where there is none.
    pub shortfalls: Vec<ProposedShortfall>,
    /// All blocks of farmland, largest first.
    pub blocks_before: Vec<ProposedBlock>,
    pub blocks_after: Vec<ProposedBlock>,
    pub figures: Figures,
    /// Whether there is a plan that obeys every row.
    pub is_feasible: bool,
    /// Steps of the search.
    pub iterations: u64,
    /// What branching proved beyond the certificate, mu.
    pub branched_bound_mu: Option<f64>,
    /// What a person has to know of the figures: costs that nobody verified, rules that could not be asked.
    pub notes: Vec<Message>,
    pub problem_json: Arc<str>,
    pub plan_json: Option<Arc<str>>,
    pub certificate_json: Option<Arc<str>>,
    pub(super) prepared: Arc<Prepared>,
    pub(super) solved: Arc<Solved>,
}

/// One parcel that changes.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedChange {
    /// Number over all land-use layers.
    pub parcel: usize,
    pub from_class: Arc<str>,
    pub to_class: Arc<str>,
    /// Gross, ellipsoidal.
    pub area_m2: f64,
    pub cost_fen: i64,
    /// Whether it comes to the land that counts (farmland, basic farmland) or goes from it.
    pub is_gain: bool,
    /// Pieces of that land that hang together through it.
    pub joins: usize,
    /// The largest block that it touches or belongs to before, and the one that it does after, mu.
    pub block_before_mu: f64,
    pub block_after_mu: f64,
    /// What the value loses when this change alone is taken back, mu.
    pub loss_mu: f64,
    pub slope: Option<SlopeLevel>,
    /// Whether a lock or a row leaves no choice.
    pub is_forced: bool,
    pub reason: Message,
}

/// A row of the problem as people read it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedRow {
    /// Name in the problem.
    pub name: String,
    pub title: Message,
    pub unit: Message,
    pub used: f64,
    pub limit: f64,
    /// Marginal mu for one more unit of the limit.
    pub price: Option<f64>,
}

impl ProposedRow {
    /// Name of the row of money, net of what is earned.
    pub const BUDGET: &'static str = "budget_1e4yuan";
}

/// A row that can't be obeyed.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedShortfall {
    pub name: String,
    pub title: Message,
    pub unit: Message,
    pub limit: f64,
    pub least: f64,
    pub missing: f64,
}

/// Farmland that lies together.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedBlock {
    /// From 1, by size.
    pub number: usize,
    /// Ellipsoidal.
    pub area_m2: f64,
    /// Parcels that are in it, or a piece of which is, ascending.
    pub parcels: Vec<u32>,
    /// A point in its largest face.
    pub label: Point,
}

/// A figure of the land before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FigurePair {
    pub before: f64,
    pub after: f64,
}

/// What the proposal comes to. For basic farmland, all of it is said of basic farmland.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Farmland in blocks of at least the threshold.
    pub in_blocks_mu: FigurePair,
    /// The same as a share of all farmland.
    pub in_blocks_share: FigurePair,
    /// Number of such blocks.
    pub blocks: FigurePair,
    pub farmland_mu: FigurePair,
    /// Mean slope of the farmland whose level is known, degrees that stand for the levels.
    pub slope_degrees: Option<FigurePair>,
    /// Mean grade of the farmland whose grade is known.
    pub grade: Option<FigurePair>,
    pub new_farmland_mu: f64,
    pub left_farmland_mu: f64,
    pub cost_fen: i64,
}

impl Proposal {
    /// What it was found from: the same land can be asked again.
    pub fn prepared(&self) -> &Arc<Prepared> {
        &self.prepared
    }
}
