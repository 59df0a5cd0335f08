//! The command line: what the program does without a window, one verb a file.

pub mod inspect;
pub mod roles;
