//! `tianfang simulate --problem FILE`: plan, bound and certificate of a problem that stands in a file, so that any solver can be
//! run beside ours. Simulations over a project come later.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde_json::{Value, json};

use super::CliProblem;
use super::arguments::Arguments;
use super::progress::ProgressLine;
use super::report::Report;
use crate::i18n::{Explain, Language, Message, Text, fixed, texts};
use crate::simulation::{Control, Limits, Problem, Progress, Stage, run as solve};
use crate::storage::{atomic, own_files};

texts! {
    SimulateText {
        NoProblem: "写明问题文件：tianfang simulate --problem FILE.json。", "Name a problem: tianfang simulate --problem FILE.json.";
        Unreadable: "读不到问题文件“{0}”。请检查路径和权限。", "The problem \"{0}\" can't be read. Check path and permissions.";
        Refused: "问题文件“{0}”不能用：{1}", "The problem \"{0}\" can't be used: {1}";
        Searching: "正在求方案", "Looking for a plan";
        Bounding: "正在求上界", "Looking for a bound";
        Value: "方案：{0} 亩（什么都不做为 {1} 亩），{2} 处变更", "Plan: {0} mu (doing nothing gives {1} mu), {2} changes";
        Infeasible: "没有可行的方案：{0}", "No plan is feasible: {0}";
        Bound: "上界：{0} 亩，差距 {1}%", "Bound: {0} mu, gap {1} %";
        Row: "{0}：用 {1}，限 {2}", "{0}: {1} of {2}";
        Missing: "{0} 至少 {1}，限 {2}", "{0} is at least {1} of {2}";
    }
}

pub(super) fn run(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    if !arguments.words.is_empty() {
        return Err(CliProblem::not_yet("simulate PROJECT"));
    }
    let file = arguments.option("problem").ok_or_else(|| CliProblem::input(SimulateText::NoProblem.plain()))?;
    let limits = Limits {
        seed: arguments.number("seed")?.unwrap_or(1),
        iterations: arguments.number("iterations")?,
        seconds: not_negative(arguments, "seconds")?,
        bound: !arguments.flag("no-bound"),
    };
    let threads: Option<usize> = arguments.number("threads")?;
    let begun = Instant::now();
    let text = own_files::text_of(Path::new(file))
        .ok_or_else(|| CliProblem::input(SimulateText::Unreadable.with([file.into()])))?;
    let problem = Problem::from_json(&text)
        .map_err(|why| CliProblem::input(SimulateText::Refused.with([file.into(), why.message().into()])))?;
    let read_ms = milliseconds(begun.elapsed().as_secs_f64());
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(threads) = threads.filter(|threads| *threads > 0) {
        pool = pool.num_threads(threads);
    }
    let pool = pool.build().map_err(|why| CliProblem::disk(Message::verbatim(why.to_string())))?;
    let watcher = Arc::new(Watcher::default());
    let report = std::thread::scope(|scope| {
        let work = scope.spawn(|| pool.install(|| solve(&problem, &limits, watcher.clone())));
        while !work.is_finished() {
            watcher.tell(progress);
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        work.join()
    });
    let report = report.map_err(|_| CliProblem::disk(Message::verbatim("internal error")))?;
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

/// The last thing that a run said of itself.
#[derive(Default)]
struct Watcher {
    last: Mutex<Option<Progress>>,
}

impl Control for Watcher {
    fn report(&self, progress: Progress) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress);
    }
}

impl Watcher {
    fn tell(&self, line: &ProgressLine) {
        let Some(progress) = *self.last.lock().unwrap_or_else(PoisonError::into_inner) else { return };
        line.stage(match progress.stage {
            Stage::Construction | Stage::Search => SimulateText::Searching.plain(),
            Stage::Bound | Stage::Proof => SimulateText::Bounding.plain(),
        });
        line.share(progress.done as f32);
    }
}

fn not_negative(arguments: &Arguments, name: &str) -> Result<Option<f64>, CliProblem> {
    let number: Option<f64> = arguments.number(name)?;
    match number {
        Some(number) if !number.is_finite() || number < 0.0 => {
            Err(CliProblem::bad_number(&format!("--{name}"), arguments.option(name).unwrap_or_default()))
        }
        number => Ok(number),
    }
}

fn milliseconds(seconds: f64) -> f64 {
    (seconds * 10_000.0).round() / 10.0
}

fn text_of(json: &Value, language: Language) -> String {
    let number = |value: &Value, decimals| value.as_f64().map_or("—".to_owned(), |value| fixed(value, decimals));
    let name = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |key: &str| json[key].as_array().cloned().unwrap_or_default();
    let mut lines = Vec::new();
    if json["value_mu"].is_null() {
        let missing = |row: &Value| {
            let words = [name(&row["row"]).into(), number(&row["least"], 2).into(), number(&row["limit"], 2).into()];
            SimulateText::Missing.with(words).say(language)
        };
        let missing: Vec<String> = list("shortfalls").iter().map(missing).collect();
        lines.push(SimulateText::Infeasible.with([missing.join("; ").into()]).say(language));
    } else {
        let words = [number(&json["value_mu"], 3), number(&json["do_nothing_mu"], 3), number(&json["changes"], 0)];
        lines.push(SimulateText::Value.with(words.map(Into::into)).say(language));
    }
    if let Some(gap) = json["gap"].as_f64() {
        let words = [number(&json["bound_mu"], 3).into(), fixed(100.0 * gap, 3).into()];
        lines.push(SimulateText::Bound.with(words).say(language));
    }
    for row in list("rows") {
        let words = [name(&row["name"]).into(), number(&row["used"], 2).into(), number(&row["limit"], 2).into()];
        lines.push(SimulateText::Row.with(words).say(language));
    }
    lines.join("\n")
}
