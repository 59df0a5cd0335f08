//! `tianfang simulate PROJECT KIND`: the land of a project under a scheme, simulated; the plan becomes a scheme of its own.

use std::sync::Arc;
use std::time::Instant;

use serde_json::json;

use super::parameters::request_of;
use super::watcher::{Watcher, watched};
use super::words::{SimulateText, text_of};
use super::{milliseconds, pool_of, seconds_of};
use crate::assessment::AssessmentBase;
use crate::cli::CliProblem;
use crate::cli::arguments::Arguments;
use crate::cli::check::{date_of, rules_problem};
use crate::cli::import::{commit, compact};
use crate::cli::input::{conflicts_of, present_layers, scheme_of};
use crate::cli::progress::{ProgressLine, ProgressText};
use crate::cli::report::Report;
use crate::design::{Document, Scheme, SimulationKind, SimulationRequest};
use crate::edit::actions::AcceptSimulation;
use crate::i18n::{Explain, Language, Text};
use crate::land::Land;
use crate::simulation::{Ground, Prepared, Proposal, TownshipProblem};
use crate::storage::project::{Loaded, Project};
use crate::storage::rules::load_project_rules;
use crate::storage::simulation_files::{load_project_costs, write_run};

pub(super) fn run(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    let kind = kind_of(arguments)?;
    let (seconds, pool) = (seconds_of(arguments)?, pool_of(arguments)?);
    let begun = Instant::now();
    progress.stage(ProgressText::Opening.plain());
    let mut loaded = Project::open(&arguments.words[0], &|done| progress.share(done))?;
    let scheme = scheme_of(&loaded.document, arguments.option("scheme"))?.clone();
    let mut request = request_of(arguments.option("params"), kind, &scheme)?;
    request.seed = arguments.number("seed")?.unwrap_or(request.seed);
    request.iterations = arguments.number("iterations")?.or(request.iterations);
    let read_s = begun.elapsed().as_secs_f64();

    let watcher = Arc::new(Watcher::default());
    progress.stage(SimulateText::Preparing.plain());
    let prepared = prepared(arguments, &loaded, &scheme, &request, &watcher)?;
    let prepared = prepared.map_err(|problem| CliProblem::input(problem.message()))?;
    let prepared_s = begun.elapsed().as_secs_f64() - read_s;
    let mut limits = prepared.limits(seconds);
    limits.bound = !arguments.flag("no-bound");
    let proposal = watched(&pool, &watcher, progress, || prepared.solve(&limits, watcher.clone()))?;
    let solved_s = begun.elapsed().as_secs_f64() - read_s - prepared_s;

    let mut json = proposal.summary(language);
    let mut notes = proposal.notes.clone();
    if proposal.is_feasible {
        progress.stage(ProgressText::Storing.plain());
        let name = free_name(&loaded.document, &request);
        let number = loaded.document.next_scheme_id();
        let files = write_run(loaded.project.path(), number, &texts_of(&proposal))?;
        let (measures, run) = (proposal.measures.clone(), proposal.run.clone());
        commit(&mut loaded, &AcceptSimulation { name: name.clone(), measures, run, from: scheme.id })?;
        notes.extend(compact(&mut loaded)?);
        json["scheme"] = json!(loaded.document.current_scheme().id.0);
        json["scheme_name"] = json!(name);
        json["files"] = json!(files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>());
    }
    json["timings_ms"] = json!({
        "read": milliseconds(read_s),
        "prepare": milliseconds(prepared_s),
        "solve": milliseconds(solved_s),
        "total": milliseconds(begun.elapsed().as_secs_f64()),
    });
    Ok(Report { text: text_of(&json, language), json, notes, status: 0 })
}

fn kind_of(arguments: &Arguments) -> Result<SimulationKind, CliProblem> {
    for option in ["problem", "out", "certificate"] {
        if arguments.option(option).is_some() {
            return Err(CliProblem::input(SimulateText::OfFileOnly.with([option.into()])));
        }
    }
    let known = || SimulationKind::ALL.iter().map(|kind| kind.key()).collect::<Vec<_>>().join(" ");
    let Some(word) = arguments.words.get(1) else {
        return Err(CliProblem::input(SimulateText::NoKind.with([known().into()])));
    };
    let found = word.to_str().and_then(SimulationKind::find);
    found.ok_or_else(|| CliProblem::input(SimulateText::UnknownKind.with([word.as_path().into(), known().into()])))
}

/// The problem of the land; the outer refusal is of the files beside it.
fn prepared(
    arguments: &Arguments,
    loaded: &Loaded,
    scheme: &Scheme,
    request: &SimulationRequest,
    watcher: &Watcher,
) -> Result<Result<Arc<Prepared>, TownshipProblem>, CliProblem> {
    let on = date_of(arguments.option("date"))?;
    let pack = load_project_rules(loaded.project.path()).map_err(rules_problem)?.pack;
    let costs = load_project_costs(loaded.project.path()).map_err(|why| CliProblem::input(why.message()))?;
    let setting = &loaded.document.settings().contiguity;
    let base = AssessmentBase::new(loaded.project.plane(), &present_layers(loaded), conflicts_of(loaded), setting);
    let land = Land::of(base.land.clone(), &scheme.measures);
    let ground = Ground {
        land: &land,
        faces: &base.faces,
        setting,
        layers: &base.layers,
        pack: &pack,
        on,
        zones: &scheme.zones,
        locks: loaded.document.locks(),
        costs: &costs,
    };
    Ok(Prepared::new(&ground, request, watcher).map(Arc::new))
}

/// What stands beside the project: anyone can check the bound from it.
fn texts_of(proposal: &Proposal) -> Vec<(&'static str, String)> {
    let mut texts = vec![("problem", proposal.problem_json.to_string()), ("reasons", proposal.reasons_json())];
    texts.extend(proposal.plan_json.iter().map(|text| ("plan", text.to_string())));
    texts.extend(proposal.certificate_json.iter().map(|text| ("certificate", text.to_string())));
    texts
}

/// A name for the scheme that no other has: 耕地集中连片 100 亩, and so on.
fn free_name(document: &Document, request: &SimulationRequest) -> String {
    let kind = request.kind.title(Language::Chinese);
    let first = match request.kind {
        SimulationKind::Concentration => format!("{kind} {} 亩", request.threshold_mu),
        _ => kind.to_owned(),
    };
    let is_free = |name: &String| document.schemes().iter().all(|scheme| scheme.name != *name);
    let numbered = (2..).map(|number| format!("{first} ({number})"));
    std::iter::once(first.clone()).chain(numbered).find(is_free).unwrap_or(first)
}
