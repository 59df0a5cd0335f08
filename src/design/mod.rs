//! What we *propose*: the document with its schemes, zones, measures, answers, locks and simulations. Small, rich, undoable,
//! journalled. Nothing here changes itself: a [`Document`] changes only by a patch of `edit`.

mod answer;
mod contiguity_setting;
mod date;
mod document;
mod ids;
mod layer_entry;
mod lock;
mod measure;
mod measure_kind;
mod review_notes;
mod scheme;
mod shape;
mod simulation;
mod terms;
mod zone;

pub use answer::{Answer, AnswerKind};
pub use contiguity_setting::ContiguitySetting;
pub use date::{Date, NotADate};
pub use document::{Document, Settings};
pub use ids::{FeatureId, LockId, MeasureId, SchemeId, ZoneId};
pub use layer_entry::LayerEntry;
pub use lock::{Lock, LockKind};
pub use measure::Measure;
pub use measure_kind::{MeasureKind, PolicyTool, QuantityUnit, QuotaUse};
pub use review_notes::ReviewNotes;
pub use scheme::Scheme;
pub use shape::{Shape, VertexAddress, shape_bounds, translated};
pub use simulation::{SimulationKind, SimulationLimits, SimulationRequest, SimulationRun};
pub use zone::{Zone, ZoneKind};
