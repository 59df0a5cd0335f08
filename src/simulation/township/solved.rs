//! From the plan of a problem back to measures: which parcels, in which order, why, and what the land comes to.

use std::sync::Arc;

use crate::design::{Measure, MeasureId, Shape, SimulationKind, SimulationRun};
use crate::geometry::Point;
use crate::i18n::{Language, Message};

use super::super::{ChangeReason, Explainer, Limits, Outcome, Plan};
use super::candidate::Candidate;
use super::figures::figures_of;
use super::pairs::{Placed, paired};
use super::proposed_block::blocks_of;
use super::reasons::{change_reason, no_plan, stay_words};
use super::row_title::RowTitle;
use super::site::Standing;
use super::{Prepared, Proposal, ProposedChange, ProposedRow, ProposedShortfall, TownshipProblem};

/// What reasons are read from after a run.
#[derive(Debug)]
pub(super) struct Solved {
    plan: Option<Plan>,
    /// Price of each row.
    prices: Vec<f64>,
}

/// The proposal of an outcome.
pub(super) fn proposal_of(prepared: &Arc<Prepared>, limits: &Limits, outcome: Outcome) -> Proposal {
    let site = &*prepared.site;
    let mut works = outcome.plan.as_ref().map(|plan| works_of(prepared, plan)).unwrap_or_default();
    // What makes up comes first.
    works.sort_by_key(|work| (!work.candidate.joins(), work.candidate.parcel));
    let pairs = if prepared.request.kind == SimulationKind::Swap { pair_numbers(prepared, &works) } else { Vec::new() };
    let changes: Vec<ProposedChange> = works.iter().map(|work| change_of(prepared, work)).collect();
    let measure = |(index, (work, change)): (usize, (&Work, &ProposedChange))| {
        let pair = pairs.get(index).copied().flatten();
        measure_of(prepared, work.candidate, change, pair)
    };
    let measures = works.iter().zip(&changes).enumerate().map(measure).collect();
    let mut after = site.farmland.clone();
    for work in &works {
        after[work.candidate.parcel as usize] = work.candidate.joins();
    }
    let (blocks_before, blocks_after) = (blocks_of(site, &site.farmland), blocks_of(site, &after));
    let grade_of = |parcel: usize| match site.standing.get(parcel) {
        Some(&Standing::Candidate(number)) => site.candidates[number as usize].grade,
        _ => None,
    };
    let figures = figures_of(site, prepared.request.threshold_mu, [&blocks_before, &blocks_after], &changes, &grade_of);
    let bound_mu = outcome.certificate.as_ref().map(|certificate| certificate.bound_mu);
    let run = SimulationRun {
        request: crate::design::SimulationRequest {
            seed: limits.seed,
            iterations: limits.iterations,
            ..prepared.request.clone()
        },
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_hash: prepared.data_hash.clone(),
        value_mu: outcome.plan.as_ref().map_or(outcome.do_nothing_mu, |plan| plan.value_mu),
        do_nothing_mu: outcome.do_nothing_mu,
        bound_mu,
        stopped_by: outcome.stopped_by.word().to_owned(),
        changes: changes.len() as u32,
        lock_ids: prepared.locks.clone(),
    };
    let prices = outcome.rows.iter().map(|row| row.price.unwrap_or(0.0)).collect();
    Proposal {
        run,
        measures,
        rows: rows_of(prepared, &outcome),
        shortfalls: shortfalls_of(prepared, &outcome),
        blocks_before,
        blocks_after,
        figures,
        changes,
        is_feasible: outcome.plan.is_some(),
        iterations: outcome.iterations,
        branched_bound_mu: outcome.branched_bound_mu,
        notes: prepared.notes(),
        problem_json: prepared.problem_json.clone(),
        plan_json: outcome.plan.as_ref().map(|plan| plan.to_json().into()),
        certificate_json: outcome.certificate.as_ref().map(|certificate| certificate.to_json().into()),
        prepared: prepared.clone(),
        solved: Arc::new(Solved { plan: outcome.plan, prices }),
    }
}

/// A candidate that changes, and why.
struct Work<'a> {
    candidate: &'a Candidate,
    why: ChangeReason,
}

fn works_of<'a>(prepared: &'a Prepared, plan: &Plan) -> Vec<Work<'a>> {
    let changes = Explainer::new(&prepared.problem, plan).changes().into_iter();
    let work = |why: ChangeReason| {
        let number = prepared.network.candidates.get(why.node as usize).copied().flatten()?;
        Some(Work { candidate: prepared.site.candidates.get(number as usize)?, why })
    };
    changes.filter_map(work).collect()
}

fn change_of(prepared: &Prepared, work: &Work) -> ProposedChange {
    let (site, candidate, why) = (&*prepared.site, work.candidate, &work.why);
    let parcel = candidate.parcel as usize;
    let kind = site.costs.conversions[candidate.conversion].kind;
    let from_class = site.base.parcels.class(parcel).clone();
    ProposedChange {
        parcel,
        to_class: kind.usual_class().map_or_else(|| from_class.clone(), Arc::from),
        from_class,
        area_m2: candidate.area_m2,
        cost_fen: candidate.cost_fen,
        joins: why.joins,
        block_before_mu: why.block_before_mu,
        block_after_mu: why.block_after_mu,
        loss_mu: why.loss_mu,
        slope: candidate.slope,
        is_forced: why.is_forced,
        reason: change_reason(site, candidate, why, prepared.request.threshold_mu),
    }
}

fn measure_of(prepared: &Prepared, candidate: &Candidate, change: &ProposedChange, pair: Option<u32>) -> Measure {
    let site = &*prepared.site;
    let kind = site.costs.conversions[candidate.conversion].kind;
    let shape = Shape(site.base.parcels.shape(change.parcel));
    Measure {
        cost_fen: Some(candidate.cost_fen),
        grade_after: candidate.grade.filter(|_| candidate.joins()),
        pair,
        reason: change.reason.say(Language::Chinese),
        ..Measure::new(MeasureId(0), kind, shape)
    }
}

fn pair_numbers(prepared: &Prepared, works: &[Work]) -> Vec<Option<u32>> {
    let placed = |work: &Work| -> Placed {
        let bounds = prepared.site.present.faces.bounds(work.candidate.parcel as usize);
        let centre: Point = [0, 1].map(|axis| f64::midpoint(bounds.min[axis], bounds.max[axis]));
        (centre, work.candidate.area_m2)
    };
    let (joining, leaving): (Vec<&Work>, Vec<&Work>) = works.iter().partition(|work| work.candidate.joins());
    let side = |works: &[&Work]| works.iter().map(|work| placed(work)).collect::<Vec<_>>();
    let (first, second) = paired(&side(&joining), &side(&leaving));
    first.into_iter().chain(second).collect()
}

fn rows_of(prepared: &Prepared, outcome: &Outcome) -> Vec<ProposedRow> {
    let row = |(row, title): (&super::super::RowUse, &RowTitle)| ProposedRow {
        name: row.name.clone(),
        title: title.title(),
        unit: title.unit(),
        used: row.used,
        limit: row.limit,
        price: row.price,
    };
    outcome.rows.iter().zip(&prepared.titles).map(row).collect()
}

fn shortfalls_of(prepared: &Prepared, outcome: &Outcome) -> Vec<ProposedShortfall> {
    let shortfall = |shortfall: &super::super::Shortfall| {
        let title = prepared.title_of(&shortfall.row);
        let words =
            |of: fn(&RowTitle) -> Message| title.as_ref().map_or_else(|| Message::verbatim(&*shortfall.row), of);
        ProposedShortfall {
            name: shortfall.row.clone(),
            title: words(RowTitle::title),
            unit: words(RowTitle::unit),
            limit: shortfall.limit,
            least: shortfall.least,
            missing: shortfall.missing,
        }
    };
    outcome.shortfalls.iter().map(shortfall).collect()
}

impl Prepared {
    /// Title of a row by its name in the problem.
    pub(super) fn title_of(&self, name: &str) -> Option<RowTitle> {
        let position = self.problem.rows.iter().position(|row| row.name == name)?;
        self.titles.get(position).cloned()
    }
}

impl Proposal {
    /// Why a parcel doesn't change: the rule with its clause, the lock, the row, or the price. For one that changes, that it does.
    pub fn stay_reason(&self, parcel: usize) -> Message {
        if let Some(words) = self.prepared.excluded_words(parcel) {
            return words;
        }
        let Some(plan) = &self.solved.plan else { return no_plan() };
        let node = match self.prepared.standing.get(parcel) {
            Some(&Standing::Candidate(number)) => self.prepared.network.node_of_candidate[number as usize],
            _ => None,
        };
        let explainer = Explainer::new(&self.prepared.problem, plan);
        let why = explainer.stay(node.unwrap_or(u32::MAX), &self.solved.prices);
        stay_words(&why, &|name| self.prepared.title_of(name))
    }

    /// The same run with some parcels left as they are, and the plan repaired around them.
    pub fn without(
        &self,
        parcels: &[usize],
        limits: &Limits,
        control: Arc<dyn super::super::Control>,
    ) -> Result<Self, TownshipProblem> {
        Ok(Arc::new(self.prepared.without(parcels)?).solve(limits, control))
    }
}
