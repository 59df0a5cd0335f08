//! A parcel that may change, and what its change would be.

use crate::design::MeasureKind;
use crate::land::SlopeLevel;

use super::super::NodeKind;

/// A parcel that may change.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub parcel: u32,
    /// Whether it can join the land that counts (farmland, basic farmland) or leave it.
    pub kind: NodeKind,
    pub measure: MeasureKind,
    /// Position of its conversion in the table of costs; none where no land changes its class.
    pub conversion: Option<usize>,
    /// Ellipsoidal, m².
    pub area_m2: f64,
    pub is_forest: bool,
    pub slope: Option<SlopeLevel>,
    /// Grade of the land that counts that it is, or would be.
    pub grade: Option<f64>,
    pub cost_fen: i64,
    /// Rules that ask for a procedure or a reason, by their positions in the list of the site.
    pub asked: Vec<u32>,
}

impl Candidate {
    pub fn joins(&self) -> bool {
        self.kind == NodeKind::CanJoin
    }
}
