//! Layout adjustment of basic farmland as a problem, and back: the value of farmland by its quality, the boundary that basic farmland
//! shares, the work of moving, and the four rows of the procedure.
//!
//! A parcel is worth its area times its quality, where the mean of today's basic farmland counts as 1; land that is no farmland is
//! worth nothing there, so it leaves first. A parcel that stays on its side saves the work of moving. Basic farmland that can't move
//! is no node: what its boundary is worth goes to its neighbours.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::contiguity::Blocks;
use crate::design::{LockId, SimulationRequest};
use crate::i18n::{Message, Text, fixed, texts};
use crate::land::GradeSystem;
use crate::units::mu_from_m2;

use super::super::{BasicFarmland, Control, Layout, Limits, Pair, Row, solve_basic_farmland};
use super::answer::{Answer, Solved};
use super::blocks_near::{blocks_beside, largest_block_mu};
use super::candidate::Candidate;
use super::locked::Obeyed;
use super::problem::listed;
use super::reasons::{no_plan, rules_reason};
use super::row_title::RowTitle;
use super::site::{Site, Standing};
use super::size::check_size;
use super::{Prepared, ProposedChange, TownshipProblem};

/// The worst grade is still worth something: grades count down from here, where 1 is best.
const BELOW_THE_WORST: f64 = 16.0;

#[derive(Debug)]
pub(super) struct LayoutModel {
    pub problem: BasicFarmland,
    /// Candidate of each node.
    candidates: Vec<u32>,
    node_of_candidate: Vec<Option<u32>>,
    forced: BTreeMap<u32, LockId>,
    pub notes: Vec<Message>,
}

texts! {
    LayoutText {
        In: "调入永久基本农田：所在永农地块 {0} 亩（此前 {1} 亩）", "moved into basic farmland: its block has {0} mu (from {1} mu)";
        Out: "调出永久基本农田", "moved out of basic farmland";
        OutNoFarmland: "调出永久基本农田：现状地类 {0}，不是耕地", "moved out of basic farmland: its class {0} is no farmland";
        Grade: "质量等别 {0}", "grade {0}";
        Slope: "坡度 {0} 级", "slope level {0}";
        Loss: "撤销则价值少 {0} 亩", "worth {0} mu less without it";
        Forced: "锁定要求调整", "a lock wants it";
        NoGain: "调整不增加价值（变化 {0} 亩）", "to move it wins nothing ({0} mu)";
        Price: "调整可增加价值 {0} 亩，但占用的约束（主要是“{1}”）用在别处值 {2} 亩", "to move it would win {0} mu, but what it uses (\"{1}\" above all) is worth {2} mu elsewhere";
        Open: "单独调整可增加价值 {0} 亩，受约束限制或搜索没有取到", "to move it alone would win {0} mu: a row has no room, or the search missed it";
    }
}

impl LayoutModel {
    /// The problem with the titles of its rows, by name.
    pub fn of(
        site: &Site,
        request: &SimulationRequest,
        standing: &[Standing],
        obeyed: &Obeyed,
    ) -> Result<(Self, Vec<(String, RowTitle)>), TownshipProblem> {
        let edge_mu = site.costs.figure("basic_farmland_edge")?;
        let move_mu = site.costs.figure("basic_farmland_move")?;
        let mut model = Self {
            problem: BasicFarmland {
                values_mu: Vec::new(),
                areas_mu: Vec::new(),
                now: Vec::new(),
                pairs: Vec::new(),
                rows: Vec::new(),
            },
            candidates: Vec::new(),
            node_of_candidate: vec![None; site.candidates.len()],
            forced: obeyed.must.clone(),
            notes: site.doubts("basic_farmland_"),
        };
        for standing in standing {
            if let Standing::Candidate(number) = *standing {
                let candidate = &site.candidates[number as usize];
                let area_mu = mu_from_m2(candidate.area_m2);
                let saved_mu = if candidate.joins() { -move_mu } else { move_mu };
                model.node_of_candidate[number as usize] = Some(model.candidates.len() as u32);
                model.candidates.push(number);
                model.problem.values_mu.push(area_mu * (quality(site, candidate) + saved_mu));
                model.problem.areas_mu.push(area_mu);
                model.problem.now.push(!candidate.joins());
            }
        }
        model.add_pairs(site, standing, edge_mu);
        let (nodes, rows) = (model.candidates.len(), 4 + obeyed.must.len() + 2 * obeyed.ties.len());
        check_size(nodes, model.problem.pairs.len(), rows)?;
        let titles = model.add_rows(site, request, obeyed)?;
        Ok((model, titles))
    }

    fn add_pairs(&mut self, site: &Site, standing: &[Standing], edge_mu: f64) {
        let node = |face: usize| match standing.get(face) {
            Some(&Standing::Candidate(number)) => self.node_of_candidate[number as usize],
            _ => None,
        };
        let is_fixed_in = |face: usize| site.counts[face] && node(face).is_none();
        let mut pairs = Vec::new();
        let mut beside_fixed = vec![0.0; self.candidates.len()];
        site.graph.for_each_pair(|first, second, contact| {
            let worth_mu = edge_mu * contact.length_m;
            match (node(first), node(second)) {
                (Some(first), Some(second)) => pairs.push(Pair { first, second, worth_mu }),
                (Some(node), None) if is_fixed_in(second) => beside_fixed[node as usize] += worth_mu,
                (None, Some(node)) if is_fixed_in(first) => beside_fixed[node as usize] += worth_mu,
                _ => {}
            }
        });
        self.problem.pairs = pairs;
        self.problem.values_mu.iter_mut().zip(beside_fixed).for_each(|(value, beside)| *value += beside);
    }

    fn add_rows(
        &mut self,
        site: &Site,
        request: &SimulationRequest,
        obeyed: &Obeyed,
    ) -> Result<Vec<(String, RowTitle)>, TownshipProblem> {
        let at_least = site.costs.figure("basic_farmland_in_at_least")?;
        let at_most = site.costs.figure("basic_farmland_in_at_most")?.max(at_least);
        let out_share = site.costs.figure("basic_farmland_out_at_most")?;
        let faces = &site.present.faces;
        let all_mu: f64 =
            (0..site.counts.len()).filter(|&face| site.counts[face]).map(|face| mu_from_m2(faces.area_m2(face))).sum();
        let free_mu: f64 = self.sum(|node| if self.problem.now[node] { self.problem.areas_mu[node] } else { 0.0 });
        let mut rows = Vec::new();
        let mut titles = Vec::new();
        let mut add = |name: &str, title: RowTitle, limit: f64, coefficients: Vec<f64>| {
            rows.push(Row { name: name.to_owned(), coefficients, limit });
            titles.push((name.to_owned(), title));
        };
        let by_side = |out: f64, joining: f64| -> Vec<f64> {
            let nodes = self.problem.now.iter().zip(&self.problem.areas_mu);
            nodes.map(|(&now, area_mu)| area_mu * if now { out } else { joining }).collect()
        };
        // out = free − Σ now p, in = Σ other p.
        add("in_at_least_mu", RowTitle::BasicFarmlandInAtLeast, -at_least * free_mu, by_side(-at_least, -1.0));
        add("in_at_most_mu", RowTitle::BasicFarmlandInAtMost, at_most * free_mu, by_side(at_most, 1.0));
        add("out_at_most_mu", RowTitle::BasicFarmlandOut, out_share * all_mu - free_mu, by_side(-1.0, 0.0));
        if let Some(mean) = site.mean_grade.filter(|_| request.limits.quality_not_lower) {
            let system = site.base.grade_system();
            let lost = |node: usize| {
                let grade = site.candidates[self.candidates[node] as usize].grade;
                -grade.map_or(0.0, |grade| system.gain(mean, grade)) * self.problem.areas_mu[node]
            };
            let coefficients: Vec<f64> = (0..self.candidates.len()).map(lost).collect();
            let today = (0..self.candidates.len()).filter(|&node| self.problem.now[node]).map(lost).sum();
            add("quality_loss_grade_mu", RowTitle::Quality, today, coefficients);
        }
        let node = |candidate: u32| self.node_of_candidate[candidate as usize];
        let parcel = |candidate: u32| site.candidates[candidate as usize].parcel as usize;
        for (&candidate, &lock) in &obeyed.must {
            let Some(node) = node(candidate) else { continue };
            let is_now = self.problem.now[node as usize];
            let mut coefficients = vec![0.0; self.candidates.len()];
            coefficients[node as usize] = if is_now { 1.0 } else { -1.0 };
            let limit = if is_now { 0.0 } else { -1.0 };
            let title = RowTitle::Must { lock, parcel: parcel(candidate) };
            add(&format!("must_change_{node}"), title, limit, coefficients);
        }
        for &(lock, first, second) in &obeyed.ties {
            let (Some(a), Some(b)) = (node(first), node(second)) else { continue };
            // A change is p for what is out today and 1 − p for what is in.
            let side = |node: u32| if self.problem.now[node as usize] { -1.0 } else { 1.0 };
            let constant = |node: u32| if self.problem.now[node as usize] { 1.0 } else { 0.0 };
            for (sign, name) in [(1.0, format!("together_{a}_{b}")), (-1.0, format!("together_{b}_{a}"))] {
                let mut coefficients = vec![0.0; self.candidates.len()];
                coefficients[a as usize] += sign * side(a);
                coefficients[b as usize] -= sign * side(b);
                let limit = sign * (constant(b) - constant(a));
                let title = RowTitle::Together { lock, parcels: [parcel(first), parcel(second)] };
                add(&name, title, limit, coefficients);
            }
        }
        self.problem.rows = rows;
        Ok(titles)
    }

    fn sum(&self, of: impl Fn(usize) -> f64) -> f64 {
        (0..self.candidates.len()).map(of).sum()
    }

    pub fn solve(&self, prepared: &Prepared, limits: &Limits, control: Arc<dyn Control>) -> Answer {
        let outcome = solve_basic_farmland(&self.problem, limits, control);
        let changes = outcome.layout.as_ref().map(|layout| self.changes(prepared, layout)).unwrap_or_default();
        let prices = outcome.rows.iter().map(|row| row.price.unwrap_or(0.0)).collect();
        // People read what moves, not what is basic farmland afterwards.
        let today = |name: &str| {
            let row = self.problem.rows.iter().find(|row| row.name == name);
            row.map_or(0.0, |row| row.used((0..self.candidates.len()).filter(|&node| self.problem.now[node])))
        };
        let mut rows = outcome.rows;
        for row in &mut rows {
            let today = today(&row.name);
            (row.used, row.limit) = (row.used - today, row.limit - today);
        }
        let mut shortfalls = outcome.shortfalls;
        for row in &mut shortfalls {
            let today = today(&row.row);
            (row.least, row.limit) = (row.least - today, row.limit - today);
        }
        Answer {
            value_mu: outcome.layout.as_ref().map(|layout| layout.value_mu),
            do_nothing_mu: outcome.do_nothing_mu,
            bound_mu: outcome.certificate.as_ref().map(|certificate| certificate.bound_mu),
            branched_bound_mu: None,
            rows,
            shortfalls,
            iterations: outcome.iterations,
            stopped_by: outcome.stopped_by,
            plan_json: outcome.layout.as_ref().map(Layout::to_json),
            certificate_json: outcome.certificate.as_ref().map(super::super::FlowCertificate::to_json),
            changes,
            solved: Solved::Layout(outcome.layout, prices),
        }
    }

    fn changes(&self, prepared: &Prepared, layout: &Layout) -> Vec<(u32, ProposedChange)> {
        let site = &*prepared.site;
        let moves = |node: &usize| layout.is_in[*node] != self.problem.now[*node];
        let mut after = site.counts.clone();
        for node in (0..self.candidates.len()).filter(moves) {
            after[site.candidates[self.candidates[node] as usize].parcel as usize] = layout.is_in[node];
        }
        let faces = &site.present.faces;
        let blocks = [&site.counts, &after].map(|counts| Blocks::of(&site.graph, faces, counts));
        let gains = self.gains(&layout.is_in);
        let change = |node: usize| {
            let number = self.candidates[node];
            let candidate = &site.candidates[number as usize];
            let parcel = candidate.parcel as usize;
            let [before, after] = [&blocks[0], &blocks[1]].map(|blocks| largest_block_mu(site, blocks, parcel));
            let from_class = site.base.parcels.class(parcel).clone();
            let loss_mu = -gains[node];
            let is_forced = self.forced.contains_key(&number);
            let change = ProposedChange {
                parcel,
                to_class: from_class.clone(),
                from_class,
                area_m2: candidate.area_m2,
                cost_fen: 0,
                is_gain: candidate.joins(),
                joins: blocks_beside(site, &blocks[0], parcel),
                block_before_mu: before,
                block_after_mu: after,
                loss_mu,
                slope: candidate.slope,
                is_forced,
                reason: reason(site, candidate, [before, after], loss_mu, is_forced),
            };
            (number, change)
        };
        (0..self.candidates.len()).filter(moves).map(change).collect()
    }

    /// What the value wins when one parcel alone changes sides, mu.
    fn gains(&self, is_in: &[bool]) -> Vec<f64> {
        let mut worth = self.problem.values_mu.clone();
        for pair in &self.problem.pairs {
            let (first, second) = (pair.first as usize, pair.second as usize);
            if is_in[second] {
                worth[first] += pair.worth_mu;
            }
            if is_in[first] {
                worth[second] += pair.worth_mu;
            }
        }
        worth.iter().zip(is_in).map(|(worth, &is_in)| if is_in { -worth } else { *worth }).collect()
    }

    /// Why a candidate stays as it is.
    pub fn stay_words(&self, prepared: &Prepared, candidate: u32, layout: Option<&Layout>, prices: &[f64]) -> Message {
        let node = self.node_of_candidate.get(candidate as usize).copied().flatten();
        let (Some(layout), Some(node)) = (layout, node) else { return no_plan() };
        let node = node as usize;
        let gain_mu = self.gains(&layout.is_in)[node];
        if layout.is_in[node] != self.problem.now[node] || gain_mu <= 0.0 {
            return LayoutText::NoGain.with([fixed(gain_mu, 2).into()]);
        }
        let sign = if layout.is_in[node] { -1.0 } else { 1.0 };
        let cost = |(row, price): (&Row, &f64)| sign * price * row.coefficients[node];
        let costs: Vec<f64> = self.problem.rows.iter().zip(prices).map(cost).collect();
        let cost_mu: f64 = costs.iter().sum();
        let dearest = (0..costs.len()).max_by(|&a, &b| costs[a].total_cmp(&costs[b]).then(b.cmp(&a)));
        match dearest.filter(|_| cost_mu > gain_mu) {
            Some(row) => {
                let title = prepared.title_of(&self.problem.rows[row].name).title();
                LayoutText::Price.with([fixed(gain_mu, 2).into(), title.into(), fixed(cost_mu, 2).into()])
            }
            None => LayoutText::Open.with([fixed(gain_mu, 2).into()]),
        }
    }
}

/// Worth of a mu by its grade, where the mean of today's basic farmland is 1.
fn quality(site: &Site, candidate: &Candidate) -> f64 {
    let class = site.base.parcels.class(candidate.parcel as usize);
    if !class.starts_with("01") {
        return 0.0;
    }
    candidate.grade.map_or(1.0, |grade| worth_of_grade(site, grade))
}

/// Worth of a mu of a grade, where the mean of the land that counts is 1.
pub(super) fn worth_of_grade(site: &Site, grade: f64) -> f64 {
    match (site.mean_grade, site.base.grade_system()) {
        (Some(mean), GradeSystem::SmallerIsBetter) => {
            (BELOW_THE_WORST - grade).max(0.0) / (BELOW_THE_WORST - mean).max(1.0)
        }
        (Some(mean), GradeSystem::LargerIsBetter) if mean > 0.0 => grade / mean,
        _ => 1.0,
    }
}

fn reason(site: &Site, candidate: &Candidate, blocks_mu: [f64; 2], loss_mu: f64, is_forced: bool) -> Message {
    let class = site.base.parcels.class(candidate.parcel as usize);
    let [before, after] = blocks_mu.map(|area_mu| fixed(area_mu, 2));
    let mut parts = Vec::new();
    if is_forced {
        parts.push(LayoutText::Forced.plain());
    }
    parts.push(if candidate.joins() {
        LayoutText::In.with([after.into(), before.into()])
    } else if class.starts_with("01") {
        LayoutText::Out.plain()
    } else {
        LayoutText::OutNoFarmland.with([(&**class).into()])
    });
    parts.extend(candidate.grade.map(|grade| LayoutText::Grade.with([fixed(grade, 1).into()])));
    parts.extend(candidate.slope.map(|slope| LayoutText::Slope.with([slope.level().into()])));
    if loss_mu > 0.0 {
        parts.push(LayoutText::Loss.with([fixed(loss_mu, 2).into()]));
    }
    parts.push(rules_reason(site, candidate));
    listed(parts.into_iter())
}
