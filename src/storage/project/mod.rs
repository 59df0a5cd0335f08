//! A project on disk: a folder with a marker, a lock, one GeoPackage and a journal.
//!
//! Saving is implicit. An edit is written to the journal before it counts as done; a compaction stores the whole design in
//! `data.gpkg` in one transaction and cuts the journal. `data.gpkg` is a plain GeoPackage: base layers, zones, measures, locks
//! and schemes are tables that QGIS opens, and what it changes in the design comes in as one step of the history at the next opening.
//!
//! [`Project`] is the one writer of a folder; [`Loaded`] is what an opening finds in it.

mod clock;
mod column_type;
mod compact;
mod create;
mod database;
mod design_tables;
mod history_table;
mod key_values;
mod layer_read;
mod layer_table;
mod load;
mod lock;
mod lock_rows;
mod marker;
mod measure_rows;
mod migrate;
mod open;
mod outside;
mod outside_locks;
mod outside_record;
mod paths;
mod problem;
mod shape_blob;
mod writer;

pub use crate::storage::journal::Record;
pub use clock::Clock;
pub use open::{Loaded, Recovery};
pub use problem::ProjectProblem;
pub use writer::{JournalState, Project};
