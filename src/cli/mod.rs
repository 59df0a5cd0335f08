//! The command line: the same program without a window, for reviewers, scripts and batch jobs.
//!
//! The report goes to standard output, as text or one JSON object, and nothing else does; progress and messages go to standard error.
//! Exit status: 0 done; 1 a gate is shut or `verify` fails; 2 the words or the input are wrong, or the verb is not there yet;
//! 3 disk, permission or lock.

mod arguments;
mod check;
mod conflicts;
mod export;
pub mod import;
mod indicators;
mod input;
pub mod inspect;
pub mod new;
mod problem;
mod progress;
mod report;
mod roles;
mod run;
pub mod sample;
mod script;
mod simulate;
mod verbs;
mod verify;
mod verify_plan;
mod words;

pub use problem::CliProblem;
pub use progress::ProgressLine;
pub use run::{is_verb, neither_verb_nor_project, run};
