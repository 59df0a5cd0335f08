//! `tianfang simulate --problem FILE`: a problem in plain numbers.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde_json::json;

use super::watcher::{Watcher, watched};
use super::words::{SimulateText, text_of};
use super::{milliseconds, pool_of, seconds_of};
use crate::cli::CliProblem;
use crate::cli::arguments::Arguments;
use crate::cli::progress::ProgressLine;
use crate::cli::report::Report;
use crate::i18n::{Explain, Language, Text};
use crate::simulation::{Limits, Problem, run as solve};
use crate::storage::{atomic, own_files};

pub(super) fn run(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    let file = arguments.option("problem").ok_or_else(|| CliProblem::input(SimulateText::NoProblem.plain()))?;
    let limits = Limits {
        seed: arguments.number("seed")?.unwrap_or(1),
        iterations: arguments.number("iterations")?,
        seconds: seconds_of(arguments)?,
        bound: !arguments.flag("no-bound"),
    };
    let pool = pool_of(arguments)?;
    let begun = Instant::now();
    let text = own_files::text_of(Path::new(file))
        .ok_or_else(|| CliProblem::input(SimulateText::Unreadable.with([file.into()])))?;
    let problem = Problem::from_json(&text)
        .map_err(|why| CliProblem::input(SimulateText::Refused.with([file.into(), why.message().into()])))?;
    let read_ms = milliseconds(begun.elapsed().as_secs_f64());
    let watcher = Arc::new(Watcher::default());
    let report = watched(&pool, &watcher, progress, || solve(&problem, &limits, watcher.clone()))?;
    for (option, content) in [("out", &report.plan), ("certificate", &report.certificate)] {
        if let (Some(target), Some(content)) = (arguments.option(option), content) {
            atomic::write_file(Path::new(target), content.as_bytes())?;
        }
    }
    let mut json = report.summary;
    json["timings_ms"] = json!({
        "read": read_ms,
        "plan": report.seconds.as_ref().map(|seconds| milliseconds(seconds.plan)),
        "bound": report.seconds.as_ref().map(|seconds| milliseconds(seconds.bound)),
        "total": milliseconds(begun.elapsed().as_secs_f64()),
    });
    Ok(Report { text: text_of(&json, language), json, ..Report::default() })
}
