//! The engine: a pack's rules over a scheme. Each pair of a rule and a subject is judged by itself and remembered together
//! with all that it was judged by, so that after an edit only what can have changed is judged anew, and the answer is the one
//! that a full run would give.

#[cfg(test)]
mod answers_test;
mod cached;
#[cfg(test)]
mod engine_test;
mod evaluate;
mod example;
mod figures;
mod finding;
mod fingerprint;
mod fix;
#[cfg(test)]
mod fix_test;
#[cfg(test)]
mod fixture;
mod holes;
#[cfg(test)]
mod incremental_test;
mod judge;
mod land;
#[cfg(test)]
mod land_test;
mod layer_answers;
mod layer_shares;
mod lines;
mod moved;
mod pairing;
mod place_index;
mod shapes;
mod slivers;
#[cfg(test)]
mod slope_test;
mod slopes;
mod stood;
mod subject;
mod unknown;
mod verdict_land;
#[cfg(test)]
mod verdict_land_test;

pub use finding::{Finding, Patch};
pub use holes::holes_of;
pub use judge::{Engine, Judged};
pub use land::LandPart;
pub use place_index::LayersIndex;
pub use subject::{Subject, SubjectId, Subjects};
pub use unknown::Unknown;
pub use verdict_land::VerdictPiece;

pub(super) use example::{Example, judge_example};
