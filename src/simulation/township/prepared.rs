//! A simulation ready to run: owned, so that a thread can have it. The land is shared with the runs that come of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::design::{LockId, SimulationKind, SimulationRequest};
use crate::i18n::{Explain, Message, Text, texts};
use crate::units::mu_from_m2;

use super::super::{Control, Limits, front};
use super::answer::{Answer, Solved, proposal_of};
use super::fields::Fields;
use super::fingerprint::fingerprint;
use super::layout::LayoutModel;
use super::layout_site::layout_site;
use super::linkage::LinkageModel;
use super::linkage_site::linkage_site;
use super::locked::obey;
use super::problem::listed;
use super::reasons::no_plan;
use super::row_title::RowTitle;
use super::rows::budget;
use super::site::{Site, Standing};
use super::{Exclusion, Ground, Proposal, TownshipProblem};

/// A prepared simulation.
#[derive(Debug)]
pub struct Prepared {
    pub(super) request: SimulationRequest,
    pub(super) site: Arc<Site>,
    /// By parcel, locks taken into account.
    pub(super) standing: Vec<Standing>,
    model: Model,
    /// Titles of the rows, by their names in the problem.
    pub(super) titles: Vec<(String, RowTitle)>,
    pub(super) locks: Vec<LockId>,
    pub(super) problem_json: Arc<str>,
    pub(super) data_hash: String,
}

/// The problem of a kind.
#[derive(Debug)]
enum Model {
    Fields(Fields),
    Layout(LayoutModel),
    Linkage(LinkageModel),
}

/// One point of the trade-off between budget and value.
#[derive(Clone, Debug, PartialEq)]
pub struct TradeOffPoint {
    pub budget_1e4yuan: f64,
    /// None where no plan obeys the rows at this budget.
    pub value_mu: Option<f64>,
    pub bound_mu: f64,
    /// Marginal mu for 10⁴ yuan more.
    pub price: f64,
}

texts! {
    PreparedText {
        Unverified: "单价未核实：{0}", "unit costs that nobody verified: {0}";
        Unasked: "项目没有相应图层，规则 {0} 没有判断", "rules {0} were not asked: the project lacks their layers";
        NoGrades: "数据里没有耕地等别，“质量不降低”无法约束", "no layer grades the farmland, so that quality does not fall could not be asked for";
        Border: "片区只限定哪些图斑可以调整；连片面积按全部耕地统计，片区边界不切断地块", "zones say what may change; blocks are those of all farmland, and no border of a zone cuts them";
    }
}

impl Prepared {
    /// Decides what may change, builds the graph and the problem.
    pub fn new(ground: &Ground, request: &SimulationRequest, control: &dyn Control) -> Result<Self, TownshipProblem> {
        check(request)?;
        let site = Arc::new(match request.kind {
            SimulationKind::BasicFarmland => layout_site(ground, request, control)?,
            SimulationKind::Linkage => linkage_site(ground, request, control)?,
            _ => Site::new(ground, request, control)?,
        });
        Self::of(site, request.clone())
    }

    fn of(site: Arc<Site>, request: SimulationRequest) -> Result<Self, TownshipProblem> {
        let mut standing = site.standing.clone();
        let obeyed = obey(&site.locks, &mut standing)?;
        if !standing.iter().any(|known| matches!(known, Standing::Candidate(_))) {
            return Err(site.nothing_eligible(&standing));
        }
        let (model, titles) = match request.kind {
            SimulationKind::BasicFarmland => {
                let (layout, titles) = LayoutModel::of(&site, &request, &standing, &obeyed)?;
                (Model::Layout(layout), titles)
            }
            SimulationKind::Linkage => {
                let (linkage, titles) = LinkageModel::of(&site, &request, &standing, &obeyed)?;
                (Model::Linkage(linkage), titles)
            }
            _ => {
                let (fields, titles) = Fields::of(&site, &request, &standing, &obeyed)?;
                (Model::Fields(fields), titles)
            }
        };
        let problem_json: Arc<str> = model.problem_json().into();
        let data_hash = fingerprint(&problem_json);
        Ok(Self { request, site, standing, model, titles, locks: obeyed.ids, problem_json, data_hash })
    }

    pub fn request(&self) -> &SimulationRequest {
        &self.request
    }

    /// The problem in the format of `docs/simulation.md`.
    pub fn problem_json(&self) -> &Arc<str> {
        &self.problem_json
    }

    /// Number of parcels that may change.
    pub fn candidates(&self) -> usize {
        self.standing.iter().filter(|standing| matches!(standing, Standing::Candidate(_))).count()
    }

    /// Why a parcel can't change; `None` for one that may.
    pub fn exclusion(&self, parcel: usize) -> Option<&Exclusion> {
        match self.standing.get(parcel)? {
            Standing::Excluded(exclusion) => Some(exclusion),
            Standing::Candidate(_) => None,
        }
    }

    /// What keeps parcels out, most first: key, title with the clause, number of parcels, area in m².
    pub fn exclusions(&self) -> Vec<(String, Message, usize, f64)> {
        let counted = self.site.exclusions(&self.standing).into_iter();
        counted.map(|(why, count, area_m2)| (why.key().to_owned(), why.title(), count, area_m2)).collect()
    }

    /// The limits of a run as the request has them.
    pub fn limits(&self, seconds: Option<f64>) -> Limits {
        Limits { seed: self.request.seed, iterations: self.request.iterations, seconds, bound: true }
    }

    /// Solves it. Seed and iterations of the limits go into the record of the run.
    pub fn solve(self: &Arc<Self>, limits: &Limits, control: Arc<dyn Control>) -> Proposal {
        let answer: Answer = match &self.model {
            Model::Fields(fields) => fields.solve(self, limits, control),
            Model::Layout(layout) => layout.solve(self, limits, control),
            Model::Linkage(linkage) => linkage.solve(self, limits, control),
        };
        proposal_of(self, limits, answer)
    }

    /// Value and bound over budgets from nothing to twice the one asked for, rising; none for a kind without a budget row.
    pub fn front(&self, points: usize, limits: &Limits, control: Arc<dyn Control>) -> Vec<TradeOffPoint> {
        let most = 2.0 * budget(&self.site, &self.request);
        let steps = points.saturating_sub(1).max(1) as f64;
        let budgets: Vec<f64> = (0..points).map(|step| most * step as f64 / steps).collect();
        let Model::Fields(fields) = &self.model else { return Vec::new() };
        let is_budget = |(_, title): &(String, RowTitle)| *title == RowTitle::Budget;
        let Some(row) = self.titles.iter().position(is_budget) else { return Vec::new() };
        let found = front(&fields.problem, row, &budgets, limits, control).unwrap_or_default();
        let point = |point: super::super::FrontPoint| TradeOffPoint {
            budget_1e4yuan: point.limit,
            value_mu: point.plan.map(|plan| plan.value_mu),
            bound_mu: point.certificate.bound_mu,
            price: point.price,
        };
        found.into_iter().map(point).collect()
    }

    /// What a person has to know of the figures.
    pub(super) fn notes(&self) -> Vec<Message> {
        let site = &*self.site;
        let taking_part = self.standing.iter().filter_map(|standing| match *standing {
            Standing::Candidate(number) => site.candidates[number as usize].conversion,
            Standing::Excluded(_) => None,
        });
        let used: BTreeSet<usize> = taking_part.collect();
        let doubtful =
            used.iter().map(|&index| &site.costs.conversions[index]).filter(|conversion| !conversion.verified);
        let doubts: Vec<Message> = doubtful
            .map(|conversion| Message::verbatim(format!("{} {}", conversion.key, conversion.cost.unwrap_or_default())))
            .collect();
        let mut notes = Vec::new();
        if !doubts.is_empty() {
            notes.push(PreparedText::Unverified.with([listed(doubts.into_iter()).into()]));
        }
        notes.extend(self.model.notes().iter().cloned());
        if !site.unasked.is_empty() {
            let ids: Vec<&str> = site.unasked.iter().map(|rule| rule.id.as_str()).collect();
            notes.push(PreparedText::Unasked.with([ids.join(" ").into()]));
        }
        if self.request.limits.quality_not_lower && site.mean_grade.is_none() {
            notes.push(PreparedText::NoGrades.plain());
        }
        if !self.request.zones.is_empty() {
            notes.push(PreparedText::Border.plain());
        }
        notes
    }

    /// Land that may change, or all of it, mu.
    pub fn region_mu(&self) -> f64 {
        mu_from_m2(self.site.region_m2)
    }

    /// Why a candidate stays as it is.
    pub(super) fn stay_words(&self, solved: &Solved, parcel: usize) -> Message {
        let Some(&Standing::Candidate(candidate)) = self.standing.get(parcel) else { return no_plan() };
        match (&self.model, solved) {
            (Model::Fields(fields), Solved::Fields(plan, prices)) => {
                fields.stay_words(self, candidate, plan.as_ref(), prices)
            }
            (Model::Layout(layout), Solved::Layout(plan, prices)) => {
                layout.stay_words(self, candidate, plan.as_ref(), prices)
            }
            (Model::Linkage(linkage), Solved::Linkage) => linkage.stay_words(candidate),
            _ => no_plan(),
        }
    }

    /// What is said of a parcel that is no part of the problem.
    pub(super) fn excluded_words(&self, parcel: usize) -> Option<Message> {
        self.exclusion(parcel).map(Explain::message)
    }
}

impl Model {
    fn problem_json(&self) -> String {
        match self {
            Self::Fields(fields) => fields.problem.to_json(),
            Self::Layout(layout) => layout.problem.to_json(),
            Self::Linkage(linkage) => linkage.problem.to_json(),
        }
    }

    fn notes(&self) -> &[Message] {
        match self {
            Self::Fields(_) => &[],
            Self::Layout(layout) => &layout.notes,
            Self::Linkage(linkage) => &linkage.notes,
        }
    }
}

/// Refuses a figure that can't be calculated with, by its name.
fn check(request: &SimulationRequest) -> Result<(), TownshipProblem> {
    let bad = |name: &'static str, value: f64| Err(TownshipProblem::BadFigure { name, value: value.to_string() });
    let is_amount = |value: f64| value.is_finite() && value >= 0.0;
    if !request.threshold_mu.is_finite() || request.threshold_mu <= 0.0 {
        return bad("threshold_mu", request.threshold_mu);
    }
    let limits = &request.limits;
    let amounts = [
        ("budget_1e4yuan", request.budget_1e4yuan),
        ("isolated_mu", Some(limits.isolated_mu)),
        ("forest_tolerance_mu", Some(limits.forest_tolerance_mu)),
        ("max_distance_m", limits.max_distance_m),
    ];
    for (name, value) in amounts {
        if let Some(value) = value.filter(|&value| !is_amount(value)) {
            return bad(name, value);
        }
    }
    if let Some((_, &value)) = limits.unit_costs.iter().find(|(_, value)| !is_amount(**value)) {
        return bad("unit_costs", value);
    }
    let levels =
        [("gained_slope_at_most", limits.gained_slope_at_most), ("left_slope_at_least", limits.left_slope_at_least)];
    match levels.into_iter().find(|(_, level)| !(1..=5).contains(level)) {
        Some((name, level)) => bad(name, f64::from(level)),
        None => Ok(()),
    }
}
