//! Judges: what a zone does to the land that is protected or planned.

pub mod conflict;
