//! Judges: what stands in the way of a design. The live conflicts of a zone with the base layers say how much of each layer it
//! covers, how serious that is, which pieces they are, and what the zone is without them. The engine holds all of a scheme
//! against the rules of a pack: every verdict with its figure, its threshold, its clause and its way out. The window while a
//! vertex is dragged, the command line and the report of a scheme all ask the same code.

mod comparison;
mod conflict;
mod engine;
mod land_use;
mod live;
mod overlap_set;
mod pack;
mod piece;
mod quantity;
mod severity;
mod sliver;
mod subject_words;
mod trim;
mod unknown;
mod verdict;

pub use crate::land::ClassGroup;
pub use comparison::{ComparedRule, Difference, PackComparison};
pub use conflict::{ClassArea, ConflictBase, ConflictLine, RolePieces, ZoneReport};
pub use engine::{
    Engine, Finding, Judged, LandPart, LayersIndex, Patch, Subject, SubjectId, Subjects, Unknown, VerdictPiece,
    holes_of,
};
pub use live::LiveZone;
pub use overlap_set::{OverlapSet, SetNote, SetNoteKind, SetOverlap};
pub use pack::{
    BUILT_IN_PACKS, Basis, Bound, Condition, DEFAULT_PACK, FixKind, OutOfForce, OwnTest, PackProblem, PackShelf,
    PackSource, Place, Relation, Remedy, Rule, RulePack, RuleSeverity, SubjectFilter, Terms, Unit, Words,
    built_in_pack, built_in_text, load_pack, standard_pack,
};
pub use piece::ConflictPiece;
pub use quantity::{Dimension, Quantities, Quantity};
pub use severity::Severity;
pub use sliver::{Sliver, SliverCause, is_sliver};
pub use trim::{TrimProblem, Trimmed};
pub use unknown::Uncounted;
pub use verdict::{Judgement, Status, Unjudged, Verdict, basis_message};
