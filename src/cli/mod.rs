//! The command line: the same program without a window, for reviewers, scripts and batch jobs.
//!
//! The report goes to standard output, as text or one JSON object, and nothing else does; messages go to standard error.
//! Exit status: 0 done; 1 a gate is shut or `verify` fails; 2 the words or the input are wrong, or the verb is not there yet;
//! 3 disk, permission or lock.

mod arguments;
pub mod inspect;
mod problem;
pub mod roles;
mod run;
mod verbs;
mod words;

pub use problem::CliProblem;
pub use run::{is_verb, run};
