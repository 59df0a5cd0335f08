//! The journal: what was committed since the last compaction, one record a line, written before the edit counts as done.
//!
//! A line is `NUMBER CHECKSUM JSON` and a line feed. `NUMBER` is decimal and grows by one from line to line over the whole life
//! of a project; it never restarts, so that a record can be told from one that `data.gpkg` already holds. `CHECKSUM` is sixteen
//! hexadecimal digits, the FNV-1a of number and JSON. `JSON` is a [`Record`], shapes with every bit of their coordinates.
//!
//! A reader takes lines from the top until the first that is not whole: cut off, altered, or out of turn. What follows it can no
//! longer be placed, so it is set aside as `journal.bad`; everything before it stands.

mod file;
mod line;
mod record;
mod replay;
mod scan;
mod sync;

pub use file::JournalFile;
pub use line::fingerprint;
pub use record::Record;
pub use replay::replay;
pub use scan::{Scan, scan};
pub use sync::SyncState;
