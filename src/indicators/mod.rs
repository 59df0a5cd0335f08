//! Gauges: figures of the land before and after a scheme. Each file opens with the definition it implements.

mod bands;
mod baseline;
mod booking;
mod connected;
mod exchange;
mod farmland_structure;
mod field_overlay;
mod form_cells;
mod fragmentation;
mod investment;
mod json;
mod ledger_book;
mod ledger_kind;
mod ledgers;
mod outside;
mod pairs;
mod review_form;
mod structure;
mod totals;
mod transition;

pub use bands::{AT_LEAST_MU, BAND_LIMITS_MU, Band, BlockSizes, LargeBlocks, band_of_mu};
pub use baseline::{Baseline, WeightedMean};
pub use farmland_structure::{BeforeAfter, FarmlandKinds, FarmlandStructure, GradeShare};
pub use field_overlay::{FieldKind, FieldOverlay, FieldPatch, VillageRate};
pub use form_cells::{FormCell, SideCell};
pub use fragmentation::{COHESION_CELL_M, Fragmentation};
pub use investment::{Investment, Spending};
pub use ledger_kind::{LedgerKind, Unbooked};
pub use ledgers::{Ledger, LedgerEntry, LedgerSettings, LedgerSide, LedgerSum, Ledgers, UnbookedFlow};
pub use outside::OutsideRegion;
pub use pairs::{LinkagePair, linkage_months, linkage_pairs};
pub use review_form::{FormClasses, FormPiece, FormSide, ReviewForm};
pub use structure::{Structure, StructureRow};
pub use totals::{FarmlandFlows, Totals};
pub use transition::Transition;
