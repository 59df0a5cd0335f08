//! Simulations: started on threads of their own, accepted as one step, exported as files that can be checked without us.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::command::SimulationCommand;
use crate::design::{Date, Measure, SimulationRequest};
use crate::edit::actions::{AcceptSimulation, AddMeasures};
use crate::i18n::{Explain, Message, Text};
use crate::jobs::{Job, on_own_threads};
use crate::session::run_watch::RunWatch;
use crate::session::simulating::{Basis, RunningSimulation, TradeOff};
use crate::session::words::SessionText;
use crate::session::{NoticeKind, Session};
use crate::simulation::{Concentration, Ground, Prepared, Proposal, value_mu};
use crate::storage::certificate_files::write_simulation;
use crate::storage::simulation_files::{load_project_costs, write_run};

/// Points of the band of area against budget.
const TRADE_OFF_POINTS: usize = 9;

impl Session {
    pub(super) fn run_simulation(&mut self, command: SimulationCommand) -> Result<(), Message> {
        match command {
            SimulationCommand::Start(request) => self.start_simulation(*request),
            SimulationCommand::Pause => {
                if let Some(running) = self.running_simulation() {
                    running.watch.set_paused(!running.is_paused());
                }
                Ok(())
            }
            SimulationCommand::Stop => {
                if let Some(running) = self.running_simulation() {
                    running.watch.stop();
                }
                Ok(())
            }
            SimulationCommand::Accept { name, changes } => self.accept_simulation(name, changes.as_deref()),
            SimulationCommand::Reject(changes) => self.reject_changes(&changes),
            SimulationCommand::TakePartner { parcel, partner } => self.take_partner(parcel, partner),
            SimulationCommand::Discard => {
                if let Some(open) = &mut self.open {
                    open.simulating.give_up_trade_off();
                    open.simulating.result = None;
                }
                Ok(())
            }
            SimulationCommand::Export(target) => self.export_simulation(&target),
            SimulationCommand::TradeOff => self.find_trade_off(),
        }
    }

    fn running_simulation(&self) -> Option<&RunningSimulation> {
        self.open.as_ref()?.simulating.running.as_ref()
    }

    fn start_simulation(&mut self, request: SimulationRequest) -> Result<(), Message> {
        let wake = self.wake.clone();
        let Some(open) = &mut self.open else { return Err(SessionText::NoProject.plain()) };
        let of = Basis::of(open).ok_or_else(|| SessionText::Preparing.plain())?;
        // The land as it is, where the scheme in view is not assessed yet: then it has no measures that count.
        let assessed = open.assessing.committed().filter(|assessed| assessed.scheme == of.scheme.id);
        let land = assessed.map(|assessed| Arc::clone(&assessed.land)).ok_or_else(|| SessionText::Preparing.plain())?;
        let costs = load_project_costs(open.store.path()).map_err(|problem| problem.message())?;
        open.simulating.problem = None;
        let watch = Arc::new(RunWatch::new(wake.clone()));
        let (watched, basis, asked) = (Arc::clone(&watch), of.clone(), request.clone());
        let job = Job::start(wake, move |_| {
            let work = || {
                let ground = Ground {
                    land: &land,
                    faces: &basis.base.faces,
                    setting: &basis.setting,
                    layers: &basis.base.layers,
                    pack: &basis.pack,
                    on: Date::today(),
                    zones: &basis.scheme.zones,
                    locks: &basis.locks,
                    costs: &costs,
                };
                let prepared = Prepared::new(&ground, &asked, &*watched).map_err(|problem| problem.message())?;
                let prepared = Arc::new(prepared);
                Ok(Arc::new(prepared.solve(&prepared.limits(None), watched)))
            };
            on_own_threads(work)
        });
        open.simulating.running = Some(RunningSimulation { request, watch, job, of });
        Ok(())
    }

    /// The changes that are named, or all, become measures of a scheme that continues the one that was simulated.
    fn accept_simulation(&mut self, name: String, changes: Option<&[usize]>) -> Result<(), Message> {
        let Some(result) = self.open.as_ref().and_then(|open| open.simulation()) else {
            return Err(SessionText::NothingSimulated.plain());
        };
        let proposal = &result.proposal;
        let measures: Vec<Measure> = match changes {
            None => proposal.measures.clone(),
            Some(changes) => {
                let kept = |(index, measure): (usize, &Measure)| changes.contains(&index).then(|| measure.clone());
                proposal.measures.iter().enumerate().filter_map(kept).collect()
            }
        };
        if measures.is_empty() {
            return Err(SessionText::NothingSimulated.plain());
        }
        let mut run = proposal.run.clone();
        if let Some(changes) = changes {
            run.changes = measures.len() as u32;
            run.value_mu = value_of_part(proposal, changes).ok_or_else(|| SessionText::OnlyWhole.plain())?;
        }
        let (from, count, proposal) = (result.scheme(), measures.len(), Arc::clone(proposal));
        self.commit(&AcceptSimulation { name: name.clone(), measures, run, from })?;
        self.notices.add(NoticeKind::Done, SessionText::Accepted.with([name.into(), count.into()]));
        self.keep_run(&proposal);
        Ok(())
    }

    /// Keeps problem, plan and certificate of the scheme that was just made in the project's folder.
    fn keep_run(&mut self, proposal: &Proposal) {
        let Some(open) = &self.open else { return };
        let parts = [
            ("problem", Some(&proposal.problem_json)),
            ("plan", proposal.plan_json.as_ref()),
            ("certificate", proposal.certificate_json.as_ref()),
        ];
        let texts: Vec<(&str, String)> =
            parts.into_iter().filter_map(|(name, text)| Some((name, text?.to_string()))).collect();
        if let Err(problem) = write_run(open.store.path(), open.document.current_scheme().id, &texts) {
            self.notices.add(NoticeKind::Warning, problem.message());
        }
    }

    /// What a person rejects is locked out, for this run and for those after it.
    fn reject_changes(&mut self, changes: &[usize]) -> Result<(), Message> {
        let Some(result) = self.open.as_ref().and_then(|open| open.simulation()) else {
            return Err(SessionText::NothingSimulated.plain());
        };
        let parcels = &result.base.land.parcels;
        let rejected = changes.iter().filter_map(|&index| result.proposal.changes.get(index));
        let rejected: Vec<_> = rejected.map(|change| parcels.source(change.parcel)).collect();
        let request = result.request.clone();
        self.lock_out(&rejected)?;
        self.start_simulation(request)
    }

    /// Both parcels change places, under a pair number of their own.
    fn take_partner(&mut self, parcel: usize, partner: usize) -> Result<(), Message> {
        let Some((open, result)) = self.open.as_ref().and_then(|open| Some((open, open.simulation()?))) else {
            return Err(SessionText::NothingSimulated.plain());
        };
        let taken = open.taken_by_hand().ok_or_else(|| SessionText::PartnersOld.plain())?;
        if [parcel, partner].iter().any(|parcel| taken.contains(parcel)) {
            return Err(SessionText::NoPartner.plain());
        }
        let pair = open.document.current_scheme().free_pair();
        let measures = result.proposal.swap_by_hand(parcel, partner, pair);
        let measures = measures.ok_or_else(|| SessionText::NoPartner.plain())?;
        self.commit(&AddMeasures { measures })?;
        self.notices.add(NoticeKind::Done, SessionText::SwappedByHand.with([pair.into()]));
        let Some(open) = &mut self.open else { return Ok(()) };
        let scheme = open.document.current_scheme().clone();
        if let Some(result) = &mut open.simulating.result {
            result.took_by_hand(scheme, taken, [parcel, partner]);
        }
        Ok(())
    }

    fn export_simulation(&mut self, target: &Path) -> Result<(), Message> {
        let Some(result) = self.open.as_ref().and_then(|open| open.simulation()) else {
            return Err(SessionText::NothingSimulated.plain());
        };
        let written: Vec<PathBuf> = write_simulation(target, &result.proposal).map_err(|problem| problem.message())?;
        let names = written.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy());
        let names = names.collect::<Vec<_>>().join(", ");
        self.notices.add(NoticeKind::Done, SessionText::ExportedCertificate.with([names.into()]));
        Ok(())
    }

    fn find_trade_off(&mut self) -> Result<(), Message> {
        let wake = self.wake.clone();
        let Some(open) = &mut self.open else { return Err(SessionText::NoProject.plain()) };
        let Some(result) = open.simulation() else { return Err(SessionText::NothingSimulated.plain()) };
        let (prepared, of_result) = (Arc::clone(result.proposal.prepared()), result.number);
        let watch = Arc::new(RunWatch::new(wake.clone()));
        let watched = Arc::clone(&watch);
        let job = Job::start(wake, move |_| {
            on_own_threads(|| prepared.front(TRADE_OFF_POINTS, &prepared.limits(None), watched))
        });
        open.simulating.give_up_trade_off();
        open.simulating.trade_off = Some(TradeOff { of_result, watch, job: Some(job), points: Vec::new() });
        Ok(())
    }
}

/// What a part of a plan reaches, mu; `None` for kinds whose changes rest on each other.
fn value_of_part(proposal: &Proposal, changes: &[usize]) -> Option<f64> {
    let problem = Concentration::from_json(&proposal.problem_json).ok()?;
    let parcels: BTreeSet<usize> =
        changes.iter().filter_map(|&index| Some(proposal.changes.get(index)?.parcel)).collect();
    let is_kept = |parcel: &Option<u32>| parcel.is_some_and(|parcel| parcels.contains(&(parcel as usize)));
    let nodes = problem.parcels.iter().enumerate().filter(|(_, parcel)| is_kept(parcel)).map(|(node, _)| node as u32);
    Some(value_mu(&problem, &nodes.collect::<Vec<u32>>()))
}
