//! Everything that is known of a scheme, found together and kept together: the land after its measures, its fields, its ledgers,
//! the review form, and what the rules say. Window, command line and export read one [`Assessment`], so no two of them differ.
//!
//! An [`AssessmentBase`] is prepared once a project; an [`Assessor`] keeps what it can from one state of a scheme to the next,
//! and its answer is that of a new one.

mod assessor;
mod base;
mod field_block;
mod fields;
mod gap_curve;
mod mosaic;
mod quantities;
mod reach;
mod regions;
mod scheme;

pub use assessor::{Assessor, compare_packs};
pub use base::AssessmentBase;
pub use field_block::FieldBlock;
pub use fields::{FieldFigures, Fields};
pub use gap_curve::{GAPS_M, GapPoint, gap_curve};
pub use scheme::Assessment;
