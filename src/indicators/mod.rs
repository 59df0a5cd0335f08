//! Gauges: figures of the land before and after a scheme. Each file opens with the definition it implements.

mod baseline;
mod connected;
mod field_overlay;
mod form_cells;
mod json;
mod ledgers;
mod pairs;
mod review_form;
mod structure;
mod totals;
mod transition;

pub use baseline::{Baseline, WeightedMean};
pub use field_overlay::{FieldKind, FieldOverlay, FieldPatch, VillageRate};
pub use form_cells::{FormCell, SideCell};
pub use ledgers::{Ledger, LedgerEntry, LedgerKind, LedgerSettings, LedgerSum, Ledgers};
pub use pairs::{LinkagePair, linkage_pairs};
pub use review_form::{FormClasses, FormPiece, FormSide, GradeSystem, ReviewForm};
pub use structure::{Structure, StructureRow};
pub use totals::{FarmlandFlows, Totals};
pub use transition::Transition;
