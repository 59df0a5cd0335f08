//! `tianfang check PROJECT`: the rules of a pack over a scheme.

mod verdicts;

use serde_json::json;

use self::verdicts::{notes, text, verdict_json};
use super::CliProblem;
use super::arguments::Arguments;
use super::input::{assessor_of, present_layers, project_to_read, scheme_of};
use super::progress::ProgressLine;
use super::report::Report;
use super::words::CliText;
use crate::design::Date;
use crate::i18n::{Explain, Language, Text};
use crate::storage::rules::{RulesProblem, load_project_rules, load_rules};

pub(super) fn run(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    let date = date_of(arguments.option("date"))?;
    let loaded = project_to_read(&arguments.words[0], progress)?;
    let rules = match arguments.option("rules") {
        Some(word) => load_rules(word),
        None => load_project_rules(loaded.project.path()),
    };
    let pack = rules.map_err(rules_problem)?.pack;
    let scheme = scheme_of(&loaded.document, arguments.option("scheme"))?;
    let judgement = assessor_of(&loaded, progress).assess(scheme, &pack, date, false).judgement;
    let open = judgement.gate_is_open();
    let layers = present_layers(&loaded);
    let verdicts = judgement.verdicts.iter().map(|verdict| verdict_json(verdict, scheme, &layers, language));
    Ok(Report {
        json: json!({
            "scheme": scheme.id.0,
            "pack": pack.id,
            "date": date.to_string(),
            "gate": if open { "open" } else { "shut" },
            "area_method": CliText::AreaMethod.en(),
            "verdicts": verdicts.collect::<Vec<_>>(),
            "notes": notes(scheme, &judgement, language),
        }),
        text: text(scheme, &pack, date, &judgement, language),
        notes: Vec::new(),
        status: u8::from(arguments.flag("gate") && !open),
    })
}

/// The day of `--date`; today without one.
pub(super) fn date_of(word: Option<&str>) -> Result<Date, CliProblem> {
    let Some(word) = word else { return Ok(Date::today()) };
    word.parse().map_err(|_| CliProblem::input(CliText::BadDate.with([word.into()])))
}

/// A problem of a rule pack with the exit status that it has.
pub(super) fn rules_problem(problem: RulesProblem) -> CliProblem {
    let status = if problem.is_of_the_disk() { 3 } else { 2 };
    CliProblem { status, message: problem.message() }
}
