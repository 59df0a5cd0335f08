//! What a solver of any kind found, and the proposal that it becomes.

use std::sync::Arc;

use crate::design::{Measure, MeasureId, Shape, SimulationKind, SimulationRequest, SimulationRun};
use crate::geometry::Point;
use crate::i18n::{Language, Message};

use super::super::{Layout, Limits, Plan, RowUse, Shortfall, StoppedBy};
use super::candidate::Candidate;
use super::figures::figures_of;
use super::pairs::{Placed, paired};
use super::proposed_block::blocks_of;
use super::row_title::RowTitle;
use super::site::{Site, Standing};
use super::{Prepared, Proposal, ProposedChange, ProposedRow, ProposedShortfall};

/// An outcome in terms of candidates.
pub(super) struct Answer {
    /// None where no plan obeys the rows.
    pub value_mu: Option<f64>,
    pub do_nothing_mu: f64,
    pub bound_mu: Option<f64>,
    pub branched_bound_mu: Option<f64>,
    pub rows: Vec<RowUse>,
    pub shortfalls: Vec<Shortfall>,
    pub iterations: u64,
    pub stopped_by: StoppedBy,
    pub plan_json: Option<String>,
    pub certificate_json: Option<String>,
    /// Candidates that change, and the change.
    pub changes: Vec<(u32, ProposedChange)>,
    pub solved: Solved,
}

/// What reasons are read from after a run.
#[derive(Debug)]
pub(super) enum Solved {
    /// The plan, and the price of each row.
    Fields(Option<Plan>, Vec<f64>),
    Layout(Option<Layout>, Vec<f64>),
    Linkage,
}

/// The proposal of an answer.
pub(super) fn proposal_of(prepared: &Arc<Prepared>, limits: &Limits, mut answer: Answer) -> Proposal {
    let site = &*prepared.site;
    // What makes up comes first.
    answer.changes.sort_by_key(|(_, change)| (!change.is_gain, change.parcel));
    let candidates: Vec<&Candidate> =
        answer.changes.iter().filter_map(|&(number, _)| site.candidates.get(number as usize)).collect();
    let changes: Vec<ProposedChange> = answer.changes.into_iter().map(|(_, change)| change).collect();
    let pairs = match prepared.request.kind {
        SimulationKind::Swap => pair_numbers(prepared, &candidates),
        // One project area 项目区: what is built anywhere in it is backed by what is demolished anywhere in it.
        SimulationKind::Linkage => vec![Some(1); changes.len()],
        SimulationKind::Concentration | SimulationKind::BasicFarmland => Vec::new(),
    };
    let measures = candidates.iter().zip(&changes).enumerate().map(|(index, (candidate, change))| {
        measure_of(prepared, candidate, &change.to_class, &change.reason, pairs.get(index).copied().flatten())
    });
    let measures = measures.collect();
    let mut after = site.counts.clone();
    for change in &changes {
        after[change.parcel] = change.is_gain;
    }
    let (blocks_before, blocks_after) = (blocks_of(site, &site.counts), blocks_of(site, &after));
    let grade_of = |parcel: usize| match site.standing.get(parcel) {
        Some(&Standing::Candidate(number)) => site.candidates[number as usize].grade,
        _ => None,
    };
    let figures = figures_of(site, prepared.request.threshold_mu, [&blocks_before, &blocks_after], &changes, &grade_of);
    let request = SimulationRequest { seed: limits.seed, iterations: limits.iterations, ..prepared.request.clone() };
    let run = SimulationRun {
        request,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_hash: prepared.data_hash.clone(),
        value_mu: answer.value_mu.unwrap_or(answer.do_nothing_mu),
        do_nothing_mu: answer.do_nothing_mu,
        bound_mu: answer.bound_mu,
        stopped_by: answer.stopped_by.word().to_owned(),
        changes: changes.len() as u32,
        lock_ids: prepared.locks.clone(),
    };
    Proposal {
        run,
        measures,
        rows: answer.rows.iter().map(|row| row_of(prepared, row)).collect(),
        shortfalls: answer.shortfalls.iter().map(|shortfall| shortfall_of(prepared, shortfall)).collect(),
        blocks_before,
        blocks_after,
        figures,
        changes,
        is_feasible: answer.value_mu.is_some(),
        iterations: answer.iterations,
        branched_bound_mu: answer.branched_bound_mu,
        notes: prepared.notes(),
        problem_json: prepared.problem_json.clone(),
        plan_json: answer.plan_json.map(Into::into),
        certificate_json: answer.certificate_json.map(Into::into),
        prepared: prepared.clone(),
        solved: Arc::new(answer.solved),
    }
}

/// The class that a candidate has after its change, DLBM.
pub(super) fn class_after(site: &Site, candidate: &Candidate) -> Arc<str> {
    let before = site.base.parcels.class(candidate.parcel as usize);
    candidate.measure.usual_class().map_or_else(|| before.clone(), Arc::from)
}

/// The measure that carries a candidate's change out; its identity is given with the scheme.
pub(super) fn measure_of(
    prepared: &Prepared,
    candidate: &Candidate,
    to_class: &str,
    reason: &Message,
    pair: Option<u32>,
) -> Measure {
    let parcels = &prepared.site.base.parcels;
    let parcel = candidate.parcel as usize;
    let becomes_farmland = to_class.starts_with("01") && !parcels.class(parcel).starts_with("01");
    Measure {
        // Moving basic farmland costs what nobody has told.
        cost_fen: (!candidate.measure.moves_basic_farmland()).then_some(candidate.cost_fen),
        grade_after: candidate.grade.filter(|_| becomes_farmland),
        pair,
        reason: reason.say(Language::Chinese),
        ..Measure::new(MeasureId(0), candidate.measure, Shape(parcels.shape(parcel)))
    }
}

/// Pair numbers of a swap; what joins stands before what leaves.
fn pair_numbers(prepared: &Prepared, candidates: &[&Candidate]) -> Vec<Option<u32>> {
    let placed = |candidate: &&Candidate| -> Placed {
        let bounds = prepared.site.present.faces.bounds(candidate.parcel as usize);
        let centre: Point = [0, 1].map(|axis| f64::midpoint(bounds.min[axis], bounds.max[axis]));
        (centre, candidate.area_m2)
    };
    let (joining, leaving): (Vec<&Candidate>, Vec<&Candidate>) =
        candidates.iter().partition(|candidate| candidate.joins());
    let side = |candidates: &[&Candidate]| candidates.iter().map(placed).collect::<Vec<_>>();
    let (first, second) = paired(&side(&joining), &side(&leaving));
    first.into_iter().chain(second).collect()
}

fn row_of(prepared: &Prepared, row: &RowUse) -> ProposedRow {
    let title = prepared.title_of(&row.name);
    ProposedRow {
        name: row.name.clone(),
        title: title.title(),
        unit: title.unit(),
        used: row.used,
        limit: row.limit,
        price: row.price,
    }
}

fn shortfall_of(prepared: &Prepared, shortfall: &Shortfall) -> ProposedShortfall {
    let title = prepared.title_of(&shortfall.row);
    ProposedShortfall {
        name: shortfall.row.clone(),
        title: title.title(),
        unit: title.unit(),
        limit: shortfall.limit,
        least: shortfall.least,
        missing: shortfall.missing,
    }
}

impl Prepared {
    /// Title of a row by its name in the problem.
    pub(super) fn title_of(&self, name: &str) -> RowTitle {
        let known = self.titles.iter().find(|(known, _)| known == name).map(|(_, title)| title.clone());
        known.unwrap_or_else(|| RowTitle::Named(name.to_owned()))
    }
}

impl Proposal {
    /// Why a parcel doesn't change: the rule with its clause, the lock, the row, or the price. For one that changes, that it does.
    pub fn stay_reason(&self, parcel: usize) -> Message {
        if let Some(words) = self.prepared.excluded_words(parcel) {
            return words;
        }
        self.prepared.stay_words(&self.solved, parcel)
    }
}
