//! `tianfang check PROJECT`: the rules of a pack over a scheme.

mod verdicts;

use serde_json::json;

use self::verdicts::{notes, text, verdict_json};
use super::CliProblem;
use super::arguments::Arguments;
use super::input::{conflicts_of, present_layers, project_to_read, scheme_of};
use super::report::Report;
use super::words::CliText;
use crate::checks::{DEFAULT_PACK, Engine, Judgement, LayersIndex, Quantities, RulePack, Subjects};
use crate::design::{Date, Document, Scheme, SchemeId};
use crate::i18n::{Explain, Language, Text};
use crate::storage::project::Loaded;
use crate::storage::rules::{RulesProblem, load_rules};

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Report, CliProblem> {
    let date = date_of(arguments.option("date"))?;
    let pack = load_rules(arguments.option("rules").unwrap_or(DEFAULT_PACK)).map_err(rules_problem)?.pack;
    let loaded = project_to_read(&arguments.words[0])?;
    let scheme = scheme_of(&loaded.document, arguments.option("scheme"))?;
    let judgement = judged(&loaded, scheme, &pack.in_force(date), date);
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

/// The scheme under the rules, with what was there before told apart and what was answered taken into account.
fn judged(loaded: &Loaded, scheme: &Scheme, pack: &RulePack, date: Date) -> Judgement {
    let layers = LayersIndex::sharing(loaded.project.plane(), &present_layers(loaded), conflicts_of(loaded));
    let judge =
        |scheme: &Scheme| Engine::new().judge(pack, &Subjects::of_scheme(scheme), &figures_of(loaded, scheme), &layers);
    let judgement = judge(scheme);
    let judgement = match base_scheme(&loaded.document) {
        Some(base) if base.id != scheme.id => judgement.since(&judge(base)),
        // Scheme 0 is what is there before: all its problems are.
        _ => {
            let same = judgement.clone();
            judgement.since(&same)
        }
    };
    judgement.answered(&scheme.answers, date)
}

fn base_scheme(document: &Document) -> Option<&Scheme> {
    document.scheme(SchemeId::BASE)
}

/// The figures of a scheme that rules may name. None are computed yet: rules about them are told as not judged.
fn figures_of(_loaded: &Loaded, _scheme: &Scheme) -> Quantities {
    Quantities::new()
}

fn date_of(word: Option<&str>) -> Result<Date, CliProblem> {
    let Some(word) = word else { return Ok(Date::today()) };
    word.parse().map_err(|_| CliProblem::input(CliText::BadDate.with([word.into()])))
}

fn rules_problem(problem: RulesProblem) -> CliProblem {
    let status = if problem.is_of_the_disk() { 3 } else { 2 };
    CliProblem { status, message: problem.message() }
}
