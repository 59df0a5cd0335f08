//! One verb a file: what a person does to the design. Each knows its name in the history and the patch it makes.

mod add_measures;
mod add_scheme;
mod add_zones;
mod answer_verdict;
mod delete_measure;
mod delete_scheme;
mod delete_zone;
mod edit_layers;
mod edit_measure;
mod rename_project;
mod rename_scheme;
mod rename_zone;
mod reshape_zone;
mod set_zone_kind;
mod set_zone_text;
mod switch_scheme;
mod words;
mod write_review;

pub use add_measures::{AddMeasures, NewMeasure};
pub use add_scheme::AddScheme;
pub use add_zones::{AddZones, NewZone};
pub use answer_verdict::{AnswerVerdict, WithdrawAnswer};
pub use delete_measure::DeleteMeasure;
pub use delete_scheme::DeleteScheme;
pub use delete_zone::DeleteZone;
pub use edit_layers::{EditLayers, LayerEdit};
pub use edit_measure::{EditMeasure, MeasureEdit, MoveMeasure, PairMeasures, ReshapeMeasure};
pub use rename_project::RenameProject;
pub use rename_scheme::RenameScheme;
pub use rename_zone::RenameZone;
pub use reshape_zone::{Reshape, ReshapeZone};
pub use set_zone_kind::SetZoneKind;
pub use set_zone_text::{SetZoneText, ZoneText};
pub use switch_scheme::SwitchScheme;
pub use write_review::{ReviewEdit, WriteReview};
