//! A simulation of the scheme in view: one at a time, off the window's thread, on threads of its own so that a pause holds up
//! nothing else; what it found with everything that it was found from, so that it knows when it has become old.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::SystemTime;

use super::run_watch::{RunWatch, TracePoint};
use super::{JobStatus, NoticeKind, OpenProject, Session};
use crate::assessment::AssessmentBase;
use crate::checks::RulePack;
use crate::design::{ContiguitySetting, Lock, Scheme, SchemeId, SimulationRequest};
use crate::i18n::{Message, Text, texts};
use crate::jobs::{Job, Outcome};
use crate::session::words::SessionText;
use crate::simulation::{Proposal, Stage, TradeOffPoint};
use crate::storage::simulation_files::costs_written_at;

texts! {
    /// What has changed since a simulation was run.
    StaleReason {
        Design: "方案已修改", "the scheme has changed";
        Base: "图层数据或连片判定已变", "layers or the contiguity setting have changed";
        Rules: "规则已变", "the rules have changed";
        Locks: "锁定已变", "the locks have changed";
        Costs: "单价表已变", "the unit costs have changed";
    }
}

/// A run that is going on.
pub struct RunningSimulation {
    pub request: SimulationRequest,
    pub(super) watch: Arc<RunWatch>,
    pub(super) job: Job<Result<Arc<Proposal>, Message>>,
    pub(super) of: Basis,
}

impl RunningSimulation {
    pub fn is_paused(&self) -> bool {
        self.watch.is_paused()
    }

    /// Whether it was asked to stop: it ends as soon as its threads have heard of it.
    pub fn is_stopping(&self) -> bool {
        self.watch.was_stopped()
    }

    /// For the status bar.
    pub(super) fn status(&self) -> JobStatus {
        JobStatus {
            title: SessionText::Simulating.with([self.request.kind.message().into()]),
            done: self.done(),
            elapsed_s: self.seconds(),
            can_cancel: true,
            keeps_best: true,
        }
    }

    /// From 0 to 1.
    pub fn done(&self) -> f32 {
        self.watch.done()
    }

    pub fn stage(&self) -> Stage {
        self.watch.stage()
    }

    /// Since the start, pauses left out.
    pub fn seconds(&self) -> f32 {
        self.watch.seconds()
    }

    /// Plan and bound from the start until now.
    pub fn trace(&self) -> Vec<TracePoint> {
        self.watch.trace()
    }
}

/// Everything that a run was made from beside its request.
#[derive(Clone)]
pub(super) struct Basis {
    pub scheme: Scheme,
    pub base: Arc<AssessmentBase>,
    pub pack: Arc<RulePack>,
    pub locks: Vec<Arc<Lock>>,
    pub setting: ContiguitySetting,
    /// When the project's own table of costs was written last.
    pub costs_of: Option<SystemTime>,
}

impl Basis {
    /// What a run would be made from now; `None` while the land is being prepared.
    pub fn of(open: &OpenProject) -> Option<Self> {
        Some(Self {
            scheme: open.document.current_scheme().clone(),
            base: Arc::clone(open.assessing.base()?),
            pack: Arc::clone(open.assessing.pack()),
            locks: open.document.locks().to_vec(),
            setting: open.document.settings().contiguity.clone(),
            costs_of: costs_written_at(open.store.path()),
        })
    }

    /// What of it is another one now, the scheme's name and answers aside.
    fn differences(&self, open: &OpenProject) -> Vec<StaleReason> {
        let scheme = open.document.current_scheme();
        let is_same_design = same_design(&self.scheme, scheme);
        let (base, pack) = (open.assessing.base(), open.assessing.pack());
        // While the base is being prepared anew it is another one already.
        let is_same_base = base.is_some_and(|base| Arc::ptr_eq(base, &self.base));
        let checks = [
            (is_same_design, StaleReason::Design),
            (is_same_base, StaleReason::Base),
            (Arc::ptr_eq(&self.pack, pack) || self.pack == *pack, StaleReason::Rules),
            (same(&self.locks, open.document.locks()), StaleReason::Locks),
            (self.costs_of == costs_written_at(open.store.path()), StaleReason::Costs),
        ];
        checks.into_iter().filter(|(is_same, _)| !is_same).map(|(_, reason)| reason).collect()
    }
}

fn same_design(one: &Scheme, other: &Scheme) -> bool {
    same(&one.zones, &other.zones) && same(&one.measures, &other.measures)
}

/// Whether two lists hold the same records. Records of an edit that was undone are the same again, at another place.
fn same<T: PartialEq>(one: &[Arc<T>], other: &[Arc<T>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other) || one == other)
}

/// The same run under two sets of locks: the first before, the second now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LockPrice {
    /// Number of locks.
    pub locks: [usize; 2],
    /// Value of the plans, mu.
    pub values_mu: [f64; 2],
    /// Certified bounds, mu.
    pub bounds_mu: Option<[f64; 2]>,
}

impl LockPrice {
    /// What the locks of the second run cost beside those of the first; `None` where something else differs, or one found no plan.
    fn of(before: &SimulationResult, request: &SimulationRequest, proposal: &Proposal, of: &Basis) -> Option<Self> {
        let was = &before.proposal;
        let differs_in_locks_alone = before.request == *request
            && before.of.scheme.id == of.scheme.id
            && same_design(&before.of.scheme, &of.scheme)
            && Arc::ptr_eq(&before.of.base, &of.base)
            && before.of.pack == of.pack
            && before.of.setting == of.setting
            && before.of.costs_of == of.costs_of
            && !same(&before.of.locks, &of.locks);
        (differs_in_locks_alone && was.is_feasible && proposal.is_feasible).then(|| Self {
            locks: [before.of.locks.len(), of.locks.len()],
            values_mu: [was.run.value_mu, proposal.run.value_mu],
            bounds_mu: was.run.bound_mu.zip(proposal.run.bound_mu).map(|(was, is)| [was, is]),
        })
    }

    /// By how much the best plan may be worse under the second locks, at least and at most: what both certificates prove, mu.
    pub fn proven_mu(&self) -> Option<[f64; 2]> {
        let ([value, value_now], [bound, bound_now]) = (self.values_mu, self.bounds_mu?);
        Some([value - bound_now, bound - value_now])
    }
}

/// What a run found.
pub struct SimulationResult {
    pub request: SimulationRequest,
    pub proposal: Arc<Proposal>,
    /// The land that parcels of the proposal are numbered by.
    pub base: Arc<AssessmentBase>,
    /// Plan and bound as they moved.
    pub trace: Vec<TracePoint>,
    /// How long it took, pauses left out.
    pub seconds: f32,
    /// Tells it from other results.
    pub number: u64,
    of: Basis,
    /// What other locks cost, where the run before differs in nothing else.
    pub lock_price: Option<LockPrice>,
    /// The scheme after each swap by hand, and the parcels that were used up by then.
    by_hand: Vec<(Scheme, BTreeSet<usize>)>,
}

impl SimulationResult {
    /// Whether there is a plan to accept: one that changes something.
    pub fn has_plan(&self) -> bool {
        !self.proposal.measures.is_empty()
    }

    /// The scheme in view has had these two parcels change places.
    pub(super) fn took_by_hand(&mut self, scheme: Scheme, mut taken: BTreeSet<usize>, pair: [usize; 2]) {
        taken.extend(pair);
        self.by_hand.push((scheme, taken));
    }

    /// The scheme that was simulated.
    pub(super) fn scheme(&self) -> SchemeId {
        self.of.scheme.id
    }
}

/// The area in blocks against the budget, while it is found and afterwards.
pub(super) struct TradeOff {
    pub of_result: u64,
    pub watch: Arc<RunWatch>,
    pub job: Option<Job<Vec<TradeOffPoint>>>,
    pub points: Vec<TradeOffPoint>,
}

/// Simulations of the open project.
#[derive(Default)]
pub(super) struct Simulating {
    pub running: Option<RunningSimulation>,
    pub result: Option<SimulationResult>,
    /// Why the last run came to nothing, and what was asked of it.
    pub problem: Option<(SimulationRequest, Message)>,
    pub trade_off: Option<TradeOff>,
    last_number: u64,
}

impl Simulating {
    /// Ends the run with the best that it has.
    pub fn stop(&self) {
        if let Some(running) = &self.running {
            running.watch.stop();
        }
    }

    /// Ends what runs; its result is nobody's.
    pub fn give_up(&mut self) {
        if let Some(running) = self.running.take() {
            running.watch.stop();
        }
        self.give_up_trade_off();
    }

    pub fn give_up_trade_off(&mut self) {
        if let Some(trade_off) = self.trade_off.take() {
            trade_off.watch.stop();
        }
    }
}

impl OpenProject {
    /// Whether there is land to simulate, and it is prepared.
    pub(super) fn can_simulate(&self) -> bool {
        self.assessing.base().is_some_and(|base| !base.land.parcels.is_empty())
    }

    /// The run that is going on.
    pub fn simulation_run(&self) -> Option<&RunningSimulation> {
        self.simulating.running.as_ref()
    }

    /// What the last run found, if it is of the scheme in view, or that scheme came of it by hand.
    pub fn simulation(&self) -> Option<&SimulationResult> {
        let result = self.simulating.result.as_ref()?;
        let now = self.document.current_scheme().id;
        let is_of = result.of.scheme.id == now || result.by_hand.iter().any(|(scheme, _)| scheme.id == now);
        is_of.then_some(result)
    }

    /// Why the last run came to nothing.
    pub fn simulation_problem(&self) -> Option<&(SimulationRequest, Message)> {
        self.simulating.problem.as_ref()
    }

    /// What has changed since the result in view was found.
    pub fn simulation_is_stale(&self) -> Vec<StaleReason> {
        self.simulation().map(|result| result.of.differences(self)).unwrap_or_default()
    }

    /// Parcels that swaps by hand have used up since the result in view was found; `None` where anything else has changed since, so
    /// that what may change has to be found anew.
    pub fn taken_by_hand(&self) -> Option<BTreeSet<usize>> {
        let result = self.simulation()?;
        let differences = result.of.differences(self);
        if differences.is_empty() {
            return Some(BTreeSet::new());
        }
        let now = self.document.current_scheme();
        let is_now = |(scheme, _): &&(Scheme, BTreeSet<usize>)| same_design(scheme, now);
        let after = result.by_hand.iter().find(is_now).filter(|_| differences == [StaleReason::Design]);
        after.map(|(_, taken)| taken.clone())
    }

    /// The area in blocks against the budget for the result in view: whether it is being found, and what is found.
    pub fn trade_off(&self) -> Option<(bool, &[TradeOffPoint])> {
        let result = self.simulation()?;
        let trade_off = self.simulating.trade_off.as_ref().filter(|found| found.of_result == result.number)?;
        Some((trade_off.job.is_some(), &trade_off.points))
    }
}

impl Session {
    /// Takes over what has ended in the background; returns whether anything happened.
    pub(super) fn poll_simulating(&mut self) -> bool {
        let Some(open) = &mut self.open else { return false };
        let run = open.simulating.running.as_ref().and_then(|running| running.job.try_finish());
        let points = open.simulating.trade_off.as_ref().and_then(|trade_off| trade_off.job.as_ref()?.try_finish());
        let happened = run.is_some() || points.is_some();
        if let Some(points) = points {
            self.take_trade_off(points);
        }
        if let Some(outcome) = run {
            self.take_run(outcome);
        }
        happened
    }

    fn take_run(&mut self, outcome: Outcome<Result<Arc<Proposal>, Message>>) {
        let Some(simulating) = self.open.as_mut().map(|open| &mut open.simulating) else { return };
        let Some(RunningSimulation { request, watch, of, .. }) = simulating.running.take() else { return };
        match outcome {
            Outcome::Done(Ok(proposal)) => {
                simulating.give_up_trade_off();
                simulating.last_number += 1;
                simulating.problem = None;
                let before = simulating.result.as_ref();
                let lock_price = before.and_then(|before| LockPrice::of(before, &request, &proposal, &of));
                simulating.result = Some(SimulationResult {
                    lock_price,
                    request,
                    proposal,
                    base: Arc::clone(&of.base),
                    trace: watch.trace(),
                    seconds: watch.seconds(),
                    number: simulating.last_number,
                    of,
                    by_hand: Vec::new(),
                });
            }
            Outcome::Done(Err(_)) if watch.was_stopped() => {}
            Outcome::Done(Err(message)) => simulating.problem = Some((request, message)),
            Outcome::Panicked(text) => {
                let message = SessionText::JobPanicked.with([text.into()]);
                simulating.problem = Some((request, message.clone()));
                self.notices.add(NoticeKind::Problem, message);
            }
        }
    }

    fn take_trade_off(&mut self, outcome: Outcome<Vec<TradeOffPoint>>) {
        let Some(simulating) = self.open.as_mut().map(|open| &mut open.simulating) else { return };
        match outcome {
            Outcome::Done(points) => {
                if let Some(trade_off) = &mut simulating.trade_off {
                    trade_off.job = None;
                    trade_off.points = points;
                }
            }
            Outcome::Panicked(text) => {
                simulating.trade_off = None;
                self.say_panicked(text);
            }
        }
    }
}
