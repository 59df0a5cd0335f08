//! `tianfang simulate`: plan, bound and certificate of a problem that stands in a file, so that any solver can be run beside ours,
//! or of the land of a project, which gets a scheme of measures with their reasons.

mod parameters;
mod problem_file;
mod project;
mod watcher;
mod words;

use super::CliProblem;
use super::arguments::Arguments;
use super::progress::ProgressLine;
use super::report::Report;
use crate::i18n::{Language, Message};

pub(super) fn run(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    if arguments.words.is_empty() {
        problem_file::run(arguments, language, progress)
    } else {
        project::run(arguments, language, progress)
    }
}

/// A limit in seconds; it may be zero.
fn seconds_of(arguments: &Arguments) -> Result<Option<f64>, CliProblem> {
    let number: Option<f64> = arguments.number("seconds")?;
    match number {
        Some(number) if !number.is_finite() || number < 0.0 => {
            Err(CliProblem::bad_number("--seconds", arguments.option("seconds").unwrap_or_default()))
        }
        number => Ok(number),
    }
}

/// The threads that a run may use.
fn pool_of(arguments: &Arguments) -> Result<rayon::ThreadPool, CliProblem> {
    let threads: Option<usize> = arguments.number("threads")?;
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(threads) = threads.filter(|threads| *threads > 0) {
        pool = pool.num_threads(threads);
    }
    pool.build().map_err(|why| CliProblem::disk(Message::verbatim(why.to_string())))
}

fn milliseconds(seconds: f64) -> f64 {
    (seconds * 10_000.0).round() / 10.0
}
