//! The window: the order of a frame, what only the window knows, and what it remembers between runs.
//!
//! A frame is `logic` (collect finished jobs, run what was asked for, tell the map what changed) and then `ui` (draw, collect
//! what is asked for). Nothing is repainted while nothing happens.

mod application;
mod crash_log;
mod dispatch;
mod frame;
mod frame_log;
mod icon;
mod launch;
mod preferences;
mod renderer;
mod software_painter;
mod source_files;

pub use application::{Application, Setup, Start};
pub use launch::{WindowProblem, run};
pub use preferences::{Preferences, preferred_language};
