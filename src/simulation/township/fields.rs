//! Concentration and swap: the fields of a township as nodes of one problem, and back.

use std::sync::Arc;

use crate::design::SimulationRequest;
use crate::i18n::Message;

use super::super::{ChangeReason, Concentration, Control, Explainer, Limits, Plan, solve};
use super::TownshipProblem;
use super::answer::{Answer, Solved, class_after};
use super::candidate::Candidate;
use super::locked::Obeyed;
use super::network::Network;
use super::reasons::{change_reason, no_plan, stay_words};
use super::row_title::RowTitle;
use super::rows::problem_of;
use super::site::{Site, Standing};
use super::{Prepared, ProposedChange};

#[derive(Debug)]
pub(super) struct Fields {
    network: Network,
    pub problem: Concentration,
}

impl Fields {
    /// The problem with the titles of its rows, by name.
    pub fn of(
        site: &Site,
        request: &SimulationRequest,
        standing: &[Standing],
        obeyed: &Obeyed,
    ) -> Result<(Self, Vec<(String, RowTitle)>), TownshipProblem> {
        let network = Network::of(site, standing);
        let (problem, titles) = problem_of(site, request, &network, obeyed)?;
        let names = problem.rows.iter().map(|row| row.name.clone());
        let titles = names.zip(titles).collect();
        Ok((Self { network, problem }, titles))
    }

    pub fn solve(&self, prepared: &Prepared, limits: &Limits, control: Arc<dyn Control>) -> Answer {
        let outcome = solve(&self.problem, limits, control);
        let changes = outcome.plan.as_ref().map(|plan| self.changes(prepared, plan)).unwrap_or_default();
        let prices = outcome.rows.iter().map(|row| row.price.unwrap_or(0.0)).collect();
        Answer {
            value_mu: outcome.plan.as_ref().map(|plan| plan.value_mu),
            do_nothing_mu: outcome.do_nothing_mu,
            bound_mu: outcome.certificate.as_ref().map(|certificate| certificate.bound_mu),
            branched_bound_mu: outcome.branched_bound_mu,
            rows: outcome.rows,
            shortfalls: outcome.shortfalls,
            iterations: outcome.iterations,
            stopped_by: outcome.stopped_by,
            plan_json: outcome.plan.as_ref().map(Plan::to_json),
            certificate_json: outcome.certificate.as_ref().map(super::super::Certificate::to_json),
            changes,
            solved: Solved::Fields(outcome.plan, prices),
        }
    }

    fn changes(&self, prepared: &Prepared, plan: &Plan) -> Vec<(u32, ProposedChange)> {
        let explained = Explainer::new(&self.problem, plan).changes().into_iter();
        let change = |why: ChangeReason| {
            let number = self.network.candidates.get(why.node as usize).copied().flatten()?;
            let candidate = prepared.site.candidates.get(number as usize)?;
            Some((number, change_of(prepared, candidate, &why)))
        };
        explained.filter_map(change).collect()
    }

    /// Why a candidate stays as it is.
    pub fn stay_words(&self, prepared: &Prepared, candidate: u32, plan: Option<&Plan>, prices: &[f64]) -> Message {
        let Some(plan) = plan else { return no_plan() };
        let node = self.network.node_of_candidate.get(candidate as usize).copied().flatten();
        let why = Explainer::new(&self.problem, plan).stay(node.unwrap_or(u32::MAX), prices);
        stay_words(&why, &|name| prepared.title_of(name))
    }
}

fn change_of(prepared: &Prepared, candidate: &Candidate, why: &ChangeReason) -> ProposedChange {
    let site = &*prepared.site;
    let parcel = candidate.parcel as usize;
    let from_class = site.base.parcels.class(parcel).clone();
    ProposedChange {
        parcel,
        to_class: class_after(site, candidate),
        from_class,
        area_m2: candidate.area_m2,
        cost_fen: candidate.cost_fen,
        is_gain: candidate.joins(),
        joins: why.joins,
        block_before_mu: why.block_before_mu,
        block_after_mu: why.block_after_mu,
        loss_mu: why.loss_mu,
        slope: candidate.slope,
        is_forced: why.is_forced,
        reason: change_reason(site, candidate, why, prepared.request.threshold_mu),
    }
}
