//! Files: what is read from other programs and what is written for them. Only this module touches a disk or a database.
//!
//! Readers never change a file and leave nothing beside it. Whatever is written stands complete under a temporary name before
//! it takes the place of the old file, so that a full disk or a killed process leaves the old file as it was.

pub mod atomic;
pub mod certificate_files;
pub mod checkup;
pub mod export;
pub mod formats;
pub mod geopackage;
pub mod import;
pub mod journal;
pub mod own_files;
pub mod practice;
pub mod project;
pub mod raw_sample;
pub mod rules;
pub mod sheet;
pub mod simulation_files;
pub mod verify;
mod write_problem;

pub use write_problem::WriteProblem;
