//! The exported proposal: one GeoPackage that county software and county people recognise (docs/export.md).
//!
//! [`export_geopackage`] gathers the tables of a scheme ([`zones`], [`measures`], [`conflicts`], [`parcels`], [`sources`], [`records`]), cleans
//! every shape of ours ([`rings`]), writes them with their styles beside the target, reads the file back by another path
//! (`storage::verify`) and only then puts it in the target's place. The same scheme gives the same bytes.

mod areas;
mod books;
mod conflicts;
mod fold;
mod identifiers;
mod log;
mod measures;
mod parcels;
mod problem;
mod proposal;
mod records;
mod rings;
mod rules;
mod schema;
mod source_columns;
mod sources;
pub mod styles;
mod zones;

pub use problem::ExportProblem;
pub use proposal::{ExportInput, Exported, committed_at, export_geopackage};
pub use schema::SCHEMA_VERSION;
