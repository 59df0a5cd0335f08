//! Judges: what stands in the way of a design. Today the live conflicts of a zone with the base layers: how much of each
//! layer it covers, how serious that is, which pieces they are, and the zone without them. The window while a vertex is
//! dragged, the command line and the report of a scheme all ask the same code.

mod conflict;
mod land_use;
mod live;
mod overlap_set;
mod piece;
mod severity;
mod trim;
mod unknown;
mod verdict;
mod zone_rules;

pub use conflict::{ClassArea, ConflictBase, ConflictLine, RolePieces, ZoneReport};
pub use live::LiveZone;
pub use overlap_set::{OverlapSet, SetNote, SetNoteKind, SetOverlap};
pub use piece::ConflictPiece;
pub use severity::Severity;
pub use trim::{TrimProblem, Trimmed};
pub use unknown::Uncounted;
pub use verdict::{Judgement, Verdict};
pub use zone_rules::{OVERLAP_TOLERANCE_M2, RuleText, ZONE_RULES, ZoneRule};
