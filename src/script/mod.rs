//! Edits in words, one a line, as designers type them in a CAD program: `zone 甲 x,y x,y x,y`, `fg 甲 x,y x,y`, `offset 甲 5m`. The window's
//! command line and `tianfang script` read and carry out the same lines.
//!
//! [`read_line`] knows the words, [`step_of`] makes of them what a person could have done by hand: an action, steps back or forth, or
//! a figure to be told. Every check of the edit layer holds.

mod command;
mod land;
mod problem;
mod quantity;
mod read;
mod step;
mod words;

pub use command::{SYNTAX, ScriptCommand, Side, Syntax};
pub use problem::ScriptProblem;
pub use read::read_line;
pub use step::{Ground, Step, step_of, told, zone_figures};
pub use words::{area_words, conflict_words};
