//! Files.

pub mod project;
pub mod raw_sample;
