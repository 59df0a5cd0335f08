//! Files.

pub mod project;
