//! Dialogs: one at a time, each with a button that Enter presses and a way out (Esc, or a click beside it).

mod about;
mod answer;
mod certificate;
mod compare_rules;
mod compare_schemes;
mod contiguity;
mod export;
mod gap_curve;
mod health;
mod import;
mod keys;
mod messages;
mod new_project;
mod open_project;
mod pick_by_class;
mod rename_project;
mod sheet;
mod source;
mod stack;

pub use source::{EncodingSample, SourceCrsStatement, SourceFile, SourceLayer, SourceReader};
pub use stack::{DialogTools, Dialogs};
