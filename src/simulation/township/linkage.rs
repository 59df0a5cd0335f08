//! Linkage of urban growth and rural reduction as a problem, and back: hamlets demolished whole, sites built on ring by ring round the
//! cores, people who move to a core near by.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::contiguity::Blocks;
use crate::design::SimulationRequest;
use crate::i18n::{Message, Text, fixed, texts};
use crate::units::{FEN_PER_10K_YUAN, mu_from_m2};

use super::super::{
    Control, Hamlet, Limits, Linkage, LinkagePlan, Move, Parameters, RowCertificate, Site as BuildingSite,
    solve_linkage,
};
use super::answer::{Answer, Solved, class_after};
use super::blocks_near::{blocks_beside, largest_block_mu};
use super::layout::worth_of_grade;
use super::linkage_site::{RingParcel, rings};
use super::locked::Obeyed;
use super::problem::listed;
use super::reasons::{no_plan, rules_reason};
use super::row_title::RowTitle;
use super::rows::budget;
use super::settlement::{Settlement, centre_of};
use super::site::{Site, Standing};
use super::{Prepared, ProposedChange, ProposedRow, TownshipProblem};

/// People move no further than this, metres.
const FARTHEST_M: f64 = 4_000.0;

/// … and to one of so many villages, the nearest.
const NEAREST: usize = 3;

#[derive(Debug)]
pub(super) struct LinkageModel {
    pub problem: Linkage,
    /// Candidates of each hamlet.
    hamlets: Vec<Vec<u32>>,
    /// Candidate of each site.
    sites: Vec<u32>,
    pub notes: Vec<Message>,
}

texts! {
    LinkageText {
        Demolish: "整村拆旧复垦（第 {0} 个村落，共 {1} 亩），四周 {2}% 是耕地", "demolished and reclaimed with its hamlet (number {0}, {1} mu), {2} % of whose outline faces farmland";
        Build: "安置建新：第 {0} 个村庄外第 {1} 圈", "built on for those who move: ring {1} round village {0}";
        Block: "所在耕地块 {0} 亩（此前 {1} 亩）", "its block of farmland has {0} mu (from {1} mu)";
        Cost: "投资 {0} 万元（未核实单价）", "cost {0} × 10⁴ yuan (unit cost not verified)";
        NotDemolished: "整村拆旧价值 {0} 亩，投资 {1} 万元：受安置用地、预算或耕地质量限制，没有选入", "its hamlet is worth {0} mu and costs {1} × 10⁴ yuan: plots, budget or quality leave no room";
        NoWhole: "所在村落有图斑不能拆，或 {0} 米内没有可安置的村庄：只能整村拆旧", "part of its hamlet can't go, or no village within {0} m has plots: hamlets go whole";
        NotBuilt: "在第 {0} 圈，安置不需要它", "in ring {0}, and nobody needs it";
    }
}

impl LinkageModel {
    /// The problem with the titles of its rows, by name.
    pub fn of(
        site: &Site,
        request: &SimulationRequest,
        standing: &[Standing],
        obeyed: &Obeyed,
    ) -> Result<(Self, Vec<(String, RowTitle)>), TownshipProblem> {
        let Some(settlement) = &site.settlement else {
            return Err(site.nothing_eligible(standing));
        };
        let candidate = |parcel: usize| match standing.get(parcel) {
            Some(&Standing::Candidate(number)) => Some(number),
            _ => None,
        };
        refuse_locks(site, settlement, obeyed)?;
        let may_be_built = |parcel: usize| candidate(parcel).is_some() && !settlement.hamlet_of.contains_key(&parcel);
        let ring_parcels = rings(settlement, &may_be_built);
        let numbers: BTreeMap<usize, u32> =
            ring_parcels.iter().enumerate().map(|(index, ring)| (ring.parcel, index as u32)).collect();
        let has_sites = |core: usize| ring_parcels.iter().any(|ring| ring.core as usize == core);
        let (mut hamlets, mut of_problem, mut moves) = (Vec::new(), Vec::new(), Vec::new());
        for parcels in &settlement.hamlets {
            let members: Option<Vec<u32>> = parcels.iter().map(|&parcel| candidate(parcel)).collect();
            let Some(members) = members else { continue };
            let centre = centre_of(&site.present.faces, parcels);
            let away_m = |core: usize| {
                let at = settlement.cores[core].centre;
                (at[0] - centre[0]).hypot(at[1] - centre[1])
            };
            let mut near: Vec<usize> =
                (0..settlement.cores.len()).filter(|&core| has_sites(core) && away_m(core) <= FARTHEST_M).collect();
            near.sort_by(|&a, &b| away_m(a).total_cmp(&away_m(b)).then(a.cmp(&b)));
            near.truncate(NEAREST);
            let hamlet = hamlets.len() as u32;
            let way = |core: usize| Move { hamlet, village: core as u32, distance_m: away_m(core) };
            let ways: Vec<Move> = near.into_iter().map(way).collect();
            if ways.is_empty() {
                continue;
            }
            moves.extend(ways);
            of_problem.push(hamlet_of(site, parcels, &members)?);
            hamlets.push(members);
        }
        if hamlets.is_empty() || ring_parcels.is_empty() {
            return Err(site.nothing_eligible(standing));
        }
        let sites = ring_parcels.iter().map(|ring| site_of(site, ring, &numbers, candidate(ring.parcel)));
        let problem = Linkage {
            parameters: parameters(site, request)?,
            villages: settlement.cores.len(),
            hamlets: of_problem,
            sites: sites.collect(),
            moves,
        };
        let sites = ring_parcels.iter().filter_map(|ring| candidate(ring.parcel)).collect();
        let titles = [
            ("area_built_not_more_than_demolished", RowTitle::LinkageArea),
            ("farmland_replaced", RowTitle::LinkageFarmland),
            ("quality_replaced", RowTitle::LinkageQuality),
            (ProposedRow::BUDGET, RowTitle::Budget),
        ];
        let titles = titles.map(|(name, title)| (name.to_owned(), title)).into();
        Ok((Self { problem, hamlets, sites, notes: site.doubts("linkage_") }, titles))
    }

    pub fn solve(&self, prepared: &Prepared, limits: &Limits, control: Arc<dyn Control>) -> Answer {
        let outcome = solve_linkage(&self.problem, limits, control);
        let changes = outcome.plan.as_ref().map(|plan| self.changes(prepared, plan)).unwrap_or_default();
        let known = |name: &str| prepared.titles.iter().any(|(known, _)| known == name);
        Answer {
            value_mu: outcome.plan.as_ref().map(|plan| plan.value_mu),
            do_nothing_mu: 0.0,
            bound_mu: outcome.certificate.as_ref().map(|certificate| certificate.bound_mu),
            branched_bound_mu: outcome.branched_bound_mu,
            // Rows of single hamlets, villages and sites are in the problem; people ask for those of the whole.
            rows: outcome.rows.into_iter().filter(|row| known(&row.name)).collect(),
            shortfalls: outcome.shortfalls,
            iterations: outcome.iterations,
            stopped_by: outcome.stopped_by,
            plan_json: outcome.plan.as_ref().map(LinkagePlan::to_json),
            certificate_json: outcome.certificate.as_ref().map(RowCertificate::to_json),
            changes,
            solved: Solved::Linkage,
        }
    }

    fn changes(&self, prepared: &Prepared, plan: &LinkagePlan) -> Vec<(u32, ProposedChange)> {
        let site = &*prepared.site;
        let mut after = site.counts.clone();
        let demolished = plan.demolished.iter().filter_map(|&hamlet| {
            Some((hamlet, self.hamlets.get(hamlet as usize)?, self.problem.hamlets.get(hamlet as usize)?))
        });
        let demolished: Vec<_> = demolished.collect();
        let built: Vec<(u32, &BuildingSite)> = plan
            .built
            .iter()
            .filter_map(|&built| Some((*self.sites.get(built as usize)?, self.problem.sites.get(built as usize)?)))
            .collect();
        let parcel = |number: u32| site.candidates[number as usize].parcel as usize;
        demolished.iter().flat_map(|(_, members, _)| *members).for_each(|&number| after[parcel(number)] = true);
        built.iter().for_each(|&(number, _)| after[parcel(number)] = false);
        let blocks = [&site.counts, &after].map(|counts| Blocks::of(&site.graph, &site.present.faces, counts));
        let mut changes = Vec::new();
        for (hamlet, members, facts) in demolished {
            let words = LinkageText::Demolish.with([
                (hamlet + 1).into(),
                fixed(facts.area_mu, 2).into(),
                fixed(100.0 * facts.farmland_facing_share, 0).into(),
            ]);
            let share = 1.0 + self.problem.parameters.facing_premium * facts.farmland_facing_share;
            for &number in members {
                let worth_mu = mu_from_m2(site.candidates[number as usize].area_m2) * share;
                changes.push((number, change_of(site, number, &blocks, worth_mu, words.clone())));
            }
        }
        for (number, facts) in built {
            let words = LinkageText::Build.with([(facts.village + 1).into(), facts.hop.into()]);
            changes.push((number, change_of(site, number, &blocks, 0.0, words)));
        }
        changes
    }

    /// Why a candidate stays as it is.
    pub fn stay_words(&self, candidate: u32) -> Message {
        if let Some(site) = self.sites.iter().position(|&number| number == candidate) {
            return LinkageText::NotBuilt.with([self.problem.sites[site].hop.into()]);
        }
        match self.hamlets.iter().position(|members| members.contains(&candidate)) {
            Some(hamlet) => {
                let facts = &self.problem.hamlets[hamlet];
                let worth_mu =
                    facts.area_mu * (1.0 + self.problem.parameters.facing_premium * facts.farmland_facing_share);
                LinkageText::NotDemolished.with([fixed(worth_mu, 2).into(), fixed(facts.cost, 2).into()])
            }
            None if self.hamlets.is_empty() => no_plan(),
            None => LinkageText::NoWhole.with([fixed(FARTHEST_M, 0).into()]),
        }
    }
}

/// Hamlets go whole and sites outward: what must change, or changes together beyond one hamlet, is no row of this problem yet.
fn refuse_locks(site: &Site, settlement: &Settlement, obeyed: &Obeyed) -> Result<(), TownshipProblem> {
    let hamlet = |candidate: u32| settlement.hamlet_of.get(&(site.candidates[candidate as usize].parcel as usize));
    let must = obeyed.must.values().next().copied();
    let is_within = |first: u32, second: u32| hamlet(first).is_some() && hamlet(first) == hamlet(second);
    let tie = obeyed.ties.iter().find(|&&(_, first, second)| !is_within(first, second)).map(|&(lock, ..)| lock);
    match must.or(tie) {
        Some(lock) => Err(TownshipProblem::LockUnknown { lock }),
        None => Ok(()),
    }
}

fn hamlet_of(site: &Site, parcels: &[usize], members: &[u32]) -> Result<Hamlet, TownshipProblem> {
    let faces = &site.present.faces;
    let of = |number: &u32| &site.candidates[*number as usize];
    let area_mu: f64 = members.iter().map(|number| mu_from_m2(of(number).area_m2)).sum();
    let quality_mu = members
        .iter()
        .map(|number| {
            mu_from_m2(of(number).area_m2) * of(number).grade.map_or(1.0, |grade| worth_of_grade(site, grade))
        })
        .sum();
    let outline_m: f64 = parcels.iter().map(|&parcel| faces.perimeter_m(parcel)).sum();
    let facing = |&parcel: &usize| -> f64 {
        let links = site.graph.links(parcel).filter(|link| site.counts[link.to as usize]);
        links.map(|link| link.contact.length_m).sum()
    };
    let facing_m: f64 = parcels.iter().map(facing).sum();
    let cost_fen: i64 = members.iter().map(|number| of(number).cost_fen).sum();
    Ok(Hamlet {
        area_mu,
        cost: cost_fen as f64 / FEN_PER_10K_YUAN,
        quality_mu,
        farmland_facing_share: if outline_m > 0.0 { (facing_m / outline_m).clamp(0.0, 1.0) } else { 0.0 },
    })
}

fn site_of(site: &Site, ring: &RingParcel, numbers: &BTreeMap<usize, u32>, candidate: Option<u32>) -> BuildingSite {
    let grade = candidate.and_then(|number| site.candidates[number as usize].grade);
    BuildingSite {
        village: ring.core,
        area_mu: mu_from_m2(site.present.faces.area_m2(ring.parcel)),
        is_farmland: site.counts[ring.parcel],
        quality: grade.map_or(1.0, |grade| worth_of_grade(site, grade)),
        hop: ring.hop,
        inward: ring.inward.iter().filter_map(|parcel| numbers.get(parcel).copied()).collect(),
    }
}

fn parameters(site: &Site, request: &SimulationRequest) -> Result<Parameters, TownshipProblem> {
    let figure = |key: &str| site.costs.figure(key);
    Ok(Parameters {
        need_share: figure("linkage_need_share")?,
        plot_share: figure("linkage_plot_share")?,
        facing_premium: figure("linkage_facing_premium")?,
        distance_per_km: figure("linkage_distance")?,
        quota_price: figure("linkage_quota_price")?,
        build_cost_per_mu: figure("linkage_construction")?,
        farmland_replaced_share: figure("linkage_farmland_share")?,
        budget: budget(site, request),
    })
}

fn change_of(site: &Site, number: u32, blocks: &[Blocks; 2], worth_mu: f64, words: Message) -> ProposedChange {
    let candidate = &site.candidates[number as usize];
    let parcel = candidate.parcel as usize;
    let from_class = site.base.parcels.class(parcel).clone();
    let joins = blocks_beside(site, &blocks[0], parcel);
    let [before, after] = [&blocks[0], &blocks[1]].map(|blocks| largest_block_mu(site, blocks, parcel));
    let mut parts = vec![words];
    if candidate.joins() {
        parts.push(LinkageText::Block.with([fixed(after, 2).into(), fixed(before, 2).into()]));
    }
    parts.push(LinkageText::Cost.with([fixed(candidate.cost_fen as f64 / FEN_PER_10K_YUAN, 2).into()]));
    parts.push(rules_reason(site, candidate));
    ProposedChange {
        parcel,
        to_class: class_after(site, candidate),
        from_class,
        area_m2: candidate.area_m2,
        cost_fen: candidate.cost_fen,
        is_gain: candidate.joins(),
        joins,
        block_before_mu: before,
        block_after_mu: after,
        loss_mu: worth_mu,
        slope: candidate.slope,
        is_forced: false,
        reason: listed(parts.into_iter()),
    }
}
