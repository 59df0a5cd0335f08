//! The exported proposal: one GeoPackage that county software and county people recognise (docs/export.md).
//!
//! [`export_geopackage`] assesses the scheme and gathers its tables: what is proposed ([`zones`], [`sub_projects`], [`measures`]), what
//! becomes of the land ([`fold`], [`blocks`], [`parcels`]), what the rules say ([`conflicts`], [`verdicts`], [`rules`]), the figures
//! ([`books`], [`indicators`]) and what they stand on ([`simulation`], [`sources`], [`log`], [`records`]). It cleans every shape of ours ([`rings`]), writes them with their styles beside the target, reads the file back by another path
//! (`storage::verify`) and only then puts it in the target's place. The same scheme gives the same bytes.

mod areas;
mod blocks;
mod books;
mod conflicts;
mod fold;
mod identifiers;
mod indicators;
mod joined;
mod judged;
mod log;
mod measures;
mod name;
mod parcels;
mod problem;
mod proposal;
mod records;
mod rings;
mod rules;
mod schema;
mod simulation;
mod source_columns;
mod sources;
pub mod styles;
mod sub_projects;
mod verdicts;
mod zones;

pub use name::proposed_name;
pub use problem::ExportProblem;
pub use proposal::{ExportInput, Exported, committed_at, export_geopackage};
pub use schema::SCHEMA_VERSION;
