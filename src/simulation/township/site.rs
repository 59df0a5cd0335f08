//! The land of a simulation: which parcels may change and at what cost, why the others may not, and which land lies together. Found
//! once; the runs of a trade-off share it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::checks::Rule;
use crate::contiguity::{Blocks, Graph};
use crate::design::{MeasureKind, SimulationRequest, Zone};
use crate::geometry::overlay::Clipper;
use crate::i18n::{Message, Text, texts};
use crate::land::{ClassGroup, LandBase, Region};
use crate::units::{FEN_PER_10K_YUAN, mu_from_m2};

use super::super::{Control, NodeKind, Progress, Stage};
use super::candidate::Candidate;
use super::eligibility::Eligibility;
use super::locked::{LockedLand, locked_land};
use super::present::Present;
use super::problem::listed;
use super::quality::Grades;
use super::rules::{RuleBook, Ruling};
use super::settlement::Settlement;
use super::{CostTable, Exclusion, Ground, TownshipProblem};

texts! {
    SiteText {
        Unverified: "参数未核实：{0}", "figures that nobody verified: {0}";
    }
}

/// Parcels that the rules are asked about between two looks at whether to stop.
const ASKED_AT_ONCE: usize = 1024;

/// What became of a parcel before the model.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Standing {
    /// Position among the candidates.
    Candidate(u32),
    Excluded(Exclusion),
}

#[derive(Debug)]
pub(super) struct Site {
    pub base: Arc<LandBase>,
    pub present: Present,
    /// All land that counts, and whatever may come to count.
    pub graph: Graph,
    /// By face: farmland, or basic farmland where that is simulated.
    pub counts: Vec<bool>,
    /// By parcel.
    pub candidates: Vec<Candidate>,
    /// By parcel.
    pub standing: Vec<Standing>,
    /// Rules that were asked of the candidates.
    pub rules: Vec<Arc<Rule>>,
    /// Those that could not be asked, because the project lacks their layer.
    pub unasked: Vec<Arc<Rule>>,
    pub costs: CostTable,
    pub region_m2: f64,
    /// Mean grade of the farmland there is.
    pub mean_grade: Option<f64>,
    pub locks: Vec<LockedLand>,
    /// Villages and hamlets, where a linkage is simulated.
    pub settlement: Option<Settlement>,
}

/// A parcel on its way to being a candidate.
pub(super) type Hopeful = (usize, MeasureKind);

impl Site {
    pub fn new(ground: &Ground, request: &SimulationRequest, control: &dyn Control) -> Result<Self, TownshipProblem> {
        let base = ground.land.base();
        let count = ground.faces.parcel_count();
        if count == 0 {
            return Err(TownshipProblem::NoLand);
        }
        let costs = ground.costs.with(&request.limits.unit_costs)?;
        let region = region_of(base, ground.zones, request)?;
        let present = Present::of(ground.land, ground.faces);
        let farmland = present.farmland();
        if !farmland.contains(&true) {
            return Err(TownshipProblem::NoFarmland);
        }
        told(control, 0.0)?;
        let eligibility =
            Eligibility { ground, request, costs: &costs, region: &region, present: &present, farmland: &farmland };
        let mut joining: Vec<Result<usize, Exclusion>> = (0..count)
            .into_par_iter()
            .with_min_len(256)
            .map_init(Clipper::new, |clipper, parcel| eligibility.joining(parcel, clipper))
            .collect();
        let may_join = |face: usize| joining.get(face).is_some_and(Result::is_ok);
        told(control, 0.1)?;
        let graph = Graph::build(&present.faces, ground.setting, &|face| farmland[face] || may_join(face));
        for (parcel, found) in joining.iter_mut().enumerate().filter(|(_, found)| found.is_ok()) {
            // Land that breaks fields would join those around it by going away: that is another graph.
            if graph.barriers().contains(parcel) {
                *found = Err(Exclusion::Barrier);
            }
        }
        told(control, 0.3)?;
        let blocks = Blocks::of(&graph, &present.faces, &farmland);
        let block_m2 = |face: usize| blocks.block_of(face).map_or(0.0, |block| blocks.blocks()[block].area_m2);
        let found: Vec<Result<(usize, NodeKind), Exclusion>> = joining
            .into_par_iter()
            .enumerate()
            .with_min_len(256)
            .map_init(Clipper::new, |clipper, (parcel, found)| match found {
                Ok(conversion) => Ok((conversion, NodeKind::CanJoin)),
                Err(_) if farmland[parcel] => {
                    let leaving = eligibility.leaving(parcel, block_m2(parcel), clipper);
                    leaving.map(|conversion| (conversion, NodeKind::CanLeave))
                }
                Err(why) => Err(why),
            })
            .collect();
        let eligible: Vec<(usize, usize, NodeKind)> = found
            .iter()
            .enumerate()
            .filter_map(|(parcel, found)| found.as_ref().ok().map(|&(conversion, kind)| (parcel, conversion, kind)))
            .collect();
        let hopefuls: Vec<Hopeful> =
            eligible.iter().map(|&(parcel, conversion, _)| (parcel, costs.conversions[conversion].kind)).collect();
        let asked = Asked::of(ground, &hopefuls, control)?;
        let grades = Grades::new(base, &present, &farmland);
        let mean_grade = grades.mean();
        let mut standing = all_excluded(found);
        let mut candidates = Vec::new();
        for (&(parcel, conversion, kind), ruling) in eligible.iter().zip(asked.rulings) {
            let grade = match kind {
                NodeKind::CanJoin => grades.of_new(parcel),
                _ => grades.of_face(parcel),
            };
            let needs_grade = request.limits.quality_not_lower && mean_grade.is_some();
            let exclusion = ruling.exclusion.or((needs_grade && grade.is_none()).then_some(Exclusion::QualityUnknown));
            if let Some(exclusion) = exclusion {
                standing[parcel] = Standing::Excluded(exclusion);
                continue;
            }
            standing[parcel] = Standing::Candidate(candidates.len() as u32);
            let area_m2 = present.faces.area_m2(parcel);
            candidates.push(Candidate {
                parcel: parcel as u32,
                kind,
                measure: costs.conversions[conversion].kind,
                conversion: Some(conversion),
                area_m2,
                is_forest: ClassGroup::of(base.parcels.class(parcel)) == Some(ClassGroup::Forest),
                slope: base.slope_of_parcel(parcel),
                grade,
                cost_fen: cost_fen(&costs, conversion, area_m2)?,
                asked: ruling.asked,
            });
        }
        let locks = locked_land(ground.locks, &present.faces, base);
        told(control, 1.0)?;
        Ok(Self {
            base: base.clone(),
            graph,
            counts: farmland,
            candidates,
            standing,
            rules: asked.rules,
            unasked: asked.unasked,
            region_m2: region.area_m2,
            mean_grade,
            locks,
            settlement: None,
            present,
            costs,
        })
    }

    /// Parcels by what keeps them out, most first.
    pub fn exclusions<'a>(&self, standing: &'a [Standing]) -> Vec<(&'a Exclusion, usize, f64)> {
        let mut counts: Vec<(&Exclusion, usize, f64)> = Vec::new();
        for (parcel, standing) in standing.iter().enumerate() {
            let Standing::Excluded(exclusion) = standing else { continue };
            let area_m2 = self.base.parcels.area_m2(parcel);
            match counts.iter_mut().find(|(known, ..)| known.key() == exclusion.key()) {
                Some((_, count, sum_m2)) => (*count, *sum_m2) = (*count + 1, *sum_m2 + area_m2),
                None => counts.push((exclusion, 1, area_m2)),
            }
        }
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.key().cmp(b.0.key())));
        counts
    }

    /// Figures of the table of costs whose keys begin so and that nobody verified, as one note; none where there are none.
    pub fn doubts(&self, prefix: &str) -> Vec<Message> {
        let figures = self.costs.figures.iter().filter(|figure| figure.key.starts_with(prefix) && !figure.verified);
        let said: Vec<Message> =
            figures.map(|figure| Message::verbatim(format!("{} {}", figure.key, figure.value))).collect();
        if said.is_empty() { Vec::new() } else { vec![SiteText::Unverified.with([listed(said.into_iter()).into()])] }
    }

    /// Why nothing may change.
    pub fn nothing_eligible(&self, standing: &[Standing]) -> TownshipProblem {
        let counted = self.exclusions(standing).into_iter();
        let reasons: Vec<(Message, usize)> = counted.map(|(why, count, _)| (why.title(), count)).collect();
        TownshipProblem::NothingEligible { reasons }
    }
}

/// What a change costs, fen; a conversion without a cost is named.
pub(super) fn cost_fen(costs: &CostTable, conversion: usize, area_m2: f64) -> Result<i64, TownshipProblem> {
    let conversion = &costs.conversions[conversion];
    let cost = conversion.cost.ok_or_else(|| TownshipProblem::CostMissing { key: conversion.key.clone() })?;
    Ok(fen_of_area(area_m2, cost))
}

/// What an area costs at 10⁴ yuan a mu, fen.
pub(super) fn fen_of_area(area_m2: f64, cost_1e4yuan: f64) -> i64 {
    (mu_from_m2(area_m2) * cost_1e4yuan * FEN_PER_10K_YUAN).round() as i64
}

/// Every parcel as what kept it out says; the candidates among the others are named once the rules have been asked.
pub(super) fn all_excluded<T>(found: Vec<Result<T, Exclusion>>) -> Vec<Standing> {
    found.into_iter().map(|found| Standing::Excluded(found.err().unwrap_or(Exclusion::NotAsked))).collect()
}

/// The chosen zones, or all the land.
pub(super) fn region_of(
    base: &LandBase,
    zones: &[Arc<Zone>],
    request: &SimulationRequest,
) -> Result<Region, TownshipProblem> {
    let find = |id| zones.iter().find(|zone| zone.id == id).map(AsRef::as_ref);
    let chosen: Result<Vec<&Zone>, TownshipProblem> =
        request.zones.iter().map(|&zone| find(zone).ok_or(TownshipProblem::UnknownZone { zone })).collect();
    Ok(Region::of_zones(base, &chosen?))
}

/// Reports how far the preparation is; refuses where somebody has stopped it.
pub(super) fn told(control: &dyn Control, done: f64) -> Result<(), TownshipProblem> {
    control.report(Progress { stage: Stage::Construction, done, value_mu: None, bound_mu: None });
    if control.is_stopped() { Err(TownshipProblem::Stopped) } else { Ok(()) }
}

/// What the rules say of all that could be candidates.
pub(super) struct Asked {
    pub rulings: Vec<Ruling>,
    pub rules: Vec<Arc<Rule>>,
    pub unasked: Vec<Arc<Rule>>,
}

impl Asked {
    pub fn of(ground: &Ground, hopefuls: &[Hopeful], control: &dyn Control) -> Result<Self, TownshipProblem> {
        let kinds: BTreeSet<MeasureKind> = hopefuls.iter().map(|&(_, kind)| kind).collect();
        let book = RuleBook::of(ground.pack, ground.on, &kinds);
        book.prepare(ground.layers);
        let base = ground.land.base();
        let judge = |&(parcel, kind): &Hopeful| book.judge(kind, base.parcels.shape(parcel), ground.layers);
        let mut rulings: Vec<Ruling> = Vec::with_capacity(hopefuls.len());
        for asked in hopefuls.chunks(ASKED_AT_ONCE) {
            told(control, 0.4 + 0.5 * rulings.len() as f64 / hopefuls.len() as f64)?;
            rulings.par_extend(asked.par_iter().with_min_len(16).map(judge));
        }
        let unasked: BTreeSet<u32> = rulings.iter().flat_map(|ruling| ruling.unasked.iter().copied()).collect();
        let unasked = unasked.into_iter().filter_map(|rule| book.rules().get(rule as usize).cloned()).collect();
        Ok(Self { rulings, rules: book.rules().to_vec(), unasked })
    }
}
