//! `tianfang verify FILE.gpkg`: re-reads an export by an independent path and says what holds.

use std::path::Path;

use super::CliProblem;
use super::report::Report;
use crate::i18n::{Explain, Language};
use crate::storage::verify::{VerifyProblem, verify};

/// The report of a file; status 1 where a promise is broken.
pub fn run(path: &Path, language: Language) -> Result<Report, CliProblem> {
    let report = verify(path).map_err(|problem| refusal(&problem))?;
    Ok(Report {
        text: report.text(language),
        json: serde_json::to_value(&report).unwrap_or_default(),
        notes: Vec::new(),
        status: u8::from(!report.valid),
    })
}

fn refusal(problem: &VerifyProblem) -> CliProblem {
    CliProblem { message: problem.message(), status: problem.exit_status() }
}
