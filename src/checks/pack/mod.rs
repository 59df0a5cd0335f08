//! Rule packs: rules as data, in files that a county officer can read and change.
//!
//! A pack is a RON file: a few words about itself, the packs that it builds on (`include`), what it changes in them
//! (`overrides`) and rules of its own. Every rule says what it looks at, how it relates to what, the threshold, the clause and
//! the way out, and brings examples that are run when the pack is loaded: a pack whose examples fail is not used. What is wrong
//! with a file is told as `FILE:LINE:COLUMN: reason`.

mod achievement;
mod built_in;
mod fault;
mod layering;
mod nearest;
mod own_test;
#[cfg(test)]
mod pack_test;
mod place;
mod problem;
mod relation;
mod rule;
mod rule_pack;
mod shelf;
mod slope_places;
mod subject_filter;
mod syntax;
mod unit;

pub use built_in::{BUILT_IN_PACKS, DEFAULT_PACK, built_in_pack, built_in_text, standard_pack};
pub use layering::{PackSource, load_pack};
pub use own_test::OwnTest;
pub use problem::PackProblem;
pub use relation::{Bound, Condition, Place, Relation, Terms};
pub use rule::{Basis, FixKind, Remedy, Rule, RuleSeverity, Words};
pub use rule_pack::{OutOfForce, RulePack};
pub use shelf::PackShelf;
pub use subject_filter::SubjectFilter;
pub use unit::Unit;
