//! An exported proposal read again by a path of its own: plain SQL, another decoder of geometry, nothing of the writer's.
//!
//! [`verify`] opens the file read-only, changes nothing and answers with one [`Check`] per table and promise: identity of the
//! file, names, reference systems, geometry, index, triggers, extents, styles, and every area against the geometry it stands
//! beside. An export is only handed over once all of them pass; anyone can ask again later with `tianfang verify`.

mod areas;
mod checks;
mod contents;
mod decode;
mod features;
mod file;
mod print;
mod problem;
mod report;
mod validity;

pub(in crate::storage) use checks::is_reserved;
pub use file::verify;
pub(in crate::storage) use print::ShapePrint;
pub use problem::VerifyProblem;
pub use report::{Check, CheckKind, Outcome, VerifyReport};
pub(in crate::storage) use validity::fault_of;
