//! The session: at most one open project, what is selected, what is being dragged, what runs in the background.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::assessing::Assessing;
use super::contested::{ConflictLand, ContestedCache};
use super::figures::FigureCache;
use super::run::LineAnswer;
use super::simulating::{RunningSimulation, Simulating, SimulationResult};
use super::store::Store;
use super::words::SessionText;
use super::{Gesture, NoticeKind, Notices, ZoneFigures};
use crate::assessment::{Assessment, AssessmentBase};
use crate::base::{BaseLayer, LayerId};
use crate::checks::{ConflictBase, RulePack, Verdict};
use crate::command::Situation;
use crate::crs::GaussKruger;
use crate::design::{Document, FeatureId, MeasureId, ZoneId};
use crate::edit::{Change, History};
use crate::geometry::{Bounds, Point};
use crate::i18n::{Message, Text};
use crate::jobs::{Job, Outcome, Wake};
use crate::storage::project::JournalState;

/// Journal records between two compactions of the project.
pub(super) const RECORDS_BETWEEN_COMPACTIONS: usize = 500;

/// A project in use. Panels and map read it; commands change it.
pub struct Session {
    pub(super) open: Option<OpenProject>,
    pub(super) selection: Option<FeatureId>,
    pub(super) gesture: Option<Gesture>,
    pub(super) notices: Notices,
    pub(super) news: News,
    pub(super) job: Option<RunningJob>,
    pub(super) preparing: Option<Job<ConflictBase>>,
    pub(super) wake: Wake,
    pub(super) line_answer: Option<LineAnswer>,
    pub(super) refused_at: Option<Point>,
    /// Where private copies of samples are kept.
    pub(super) home: PathBuf,
}

/// Everything that belongs to the open project.
pub struct OpenProject {
    pub(super) store: Store,
    pub(super) read_only: bool,
    pub(super) document: Document,
    pub(super) history: History,
    pub(super) layers: BTreeMap<LayerId, Arc<BaseLayer>>,
    pub(super) conflicts: Option<ConflictBase>,
    /// Layers that the conflict checks are, or are being, prepared over.
    pub(super) prepared: Vec<LayerId>,
    pub(super) figures: FigureCache,
    pub(super) contested: ContestedCache,
    pub(super) assessing: Assessing,
    pub(super) simulating: Simulating,
    pub(super) records_since_compaction: usize,
}

/// What happened since the window last asked: what must be drawn or counted anew.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    pub change: Change,
    /// Another project is open, or none.
    pub project: bool,
    /// Base layers were added, or their data changed.
    pub base: bool,
    /// The map should show this.
    pub show: Option<Bounds>,
}

/// The job that the status bar shows.
#[derive(Clone, Debug, PartialEq)]
pub struct JobStatus {
    pub title: Message,
    /// From 0 to 1.
    pub done: f32,
    pub elapsed_s: f32,
    pub can_cancel: bool,
    /// Who ends it keeps the best it has.
    pub keeps_best: bool,
}

/// What a job hands back: run on the session when it is collected.
pub(super) type JobResult = Box<dyn FnOnce(&mut Session) + Send>;

pub(super) struct RunningJob {
    pub title: Message,
    pub can_cancel: bool,
    pub job: Job<JobResult>,
}

impl Session {
    /// A session without a project. `wake` is called from any thread when [`Self::poll`] has something to collect; `home` is
    /// the person's folder for private copies of samples.
    pub fn new(wake: Wake, home: PathBuf) -> Self {
        Self {
            open: None,
            selection: None,
            gesture: None,
            notices: Notices::default(),
            line_answer: None,
            refused_at: None,
            news: News::default(),
            job: None,
            preparing: None,
            wake,
            home,
        }
    }

    pub fn project(&self) -> Option<&OpenProject> {
        self.open.as_ref()
    }

    /// Where the last edit was refused, until another is carried out; metres.
    pub fn refused_at(&self) -> Option<Point> {
        self.refused_at
    }

    pub fn selection(&self) -> Option<FeatureId> {
        self.selection
    }

    pub fn selected_zone(&self) -> Option<ZoneId> {
        match self.selection {
            Some(FeatureId::Zone(zone)) => Some(zone),
            _ => None,
        }
    }

    pub fn selected_measure(&self) -> Option<MeasureId> {
        match self.selection {
            Some(FeatureId::Measure(measure)) => Some(measure),
            _ => None,
        }
    }

    pub fn gesture(&self) -> Option<&Gesture> {
        self.gesture.as_ref()
    }

    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// What happened since the last call.
    pub fn take_news(&mut self) -> News {
        std::mem::take(&mut self.news)
    }

    /// What commands need to know of the moment.
    pub fn situation(&self) -> Situation {
        let open = self.open.as_ref();
        Situation {
            project_open: open.is_some(),
            read_only: open.is_some_and(|open| open.read_only),
            zone_selected: self.selected_zone().is_some(),
            feature_selected: self.selection.is_some(),
            // In the middle of a drag there is the drag itself to take back.
            can_undo: self.gesture.is_some() || open.is_some_and(|open| open.history.undo_name().is_some()),
            can_redo: open.is_some_and(|open| open.history.redo_name().is_some()),
            busy: self.job.is_some(),
            issues: self.has_issues(),
            land_prepared: open.is_some_and(OpenProject::can_simulate),
            simulating: open.is_some_and(|open| open.simulation_run().is_some()),
            simulated: open.and_then(OpenProject::simulation).is_some_and(SimulationResult::has_plan),
        }
    }

    /// What differences are shown against: the design before the last step or, while something is dragged, before the drag.
    pub fn assessment_before(&self) -> Option<&Arc<Assessment>> {
        let assessing = &self.open.as_ref()?.assessing;
        if self.gesture.is_some() { assessing.committed() } else { assessing.before() }
    }

    fn has_issues(&self) -> bool {
        let assessment = self.open.as_ref().and_then(OpenProject::assessment);
        assessment.is_some_and(|assessment| assessment.judgement.verdicts.iter().any(Verdict::is_open))
    }

    /// The job that is running, for the status bar.
    pub fn job_status(&self) -> Option<JobStatus> {
        if let Some(running) = &self.job {
            return Some(JobStatus {
                title: running.title.clone(),
                done: running.job.done(),
                elapsed_s: running.job.elapsed_s(),
                can_cancel: running.can_cancel,
                keeps_best: false,
            });
        }
        let preparing = self.preparing.as_ref().map(|job| JobStatus {
            title: SessionText::Preparing.plain(),
            done: job.done(),
            elapsed_s: job.elapsed_s(),
            can_cancel: false,
            keeps_best: false,
        });
        preparing.or_else(|| self.open.as_ref()?.simulation_run().map(RunningSimulation::status))
    }

    /// Says that a job came to an end that nobody foresaw.
    pub(super) fn say_panicked(&mut self, text: String) {
        self.notices.add(NoticeKind::Problem, SessionText::JobPanicked.with([text.into()]));
    }

    /// Collects finished jobs. Called at the start of every frame; returns whether anything happened.
    pub fn poll(&mut self) -> bool {
        let mut happened = false;
        if let Some(outcome) = self.job.as_ref().and_then(|running| running.job.try_finish()) {
            self.job = None;
            happened = true;
            match outcome {
                Outcome::Done(result) => result(self),
                Outcome::Panicked(text) => self.say_panicked(text),
            }
        }
        if let Some(outcome) = self.preparing.as_ref().and_then(Job::try_finish) {
            self.preparing = None;
            happened = true;
            match (outcome, &mut self.open) {
                (Outcome::Done(conflicts), Some(open)) => {
                    open.conflicts = Some(conflicts);
                    open.figures.clear();
                    self.prepare_assessing();
                }
                (Outcome::Panicked(text), _) => self.say_panicked(text),
                (Outcome::Done(_), None) => {}
            }
        }
        happened |= self.poll_assessing();
        happened |= self.poll_simulating();
        self.refresh_figures();
        happened
    }

    /// Waits until no job is running: for the command line and for tests.
    pub fn wait(&mut self) {
        while self.job.is_some()
            || self.preparing.is_some()
            || self.is_preparing_assessment()
            || self.open.as_ref().is_some_and(|open| open.simulation_run().is_some())
        {
            self.poll();
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }

    fn is_preparing_assessment(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.assessing.is_preparing())
    }

    /// Prepares the conflict checks anew over the layers that are in the project.
    pub(super) fn prepare_conflicts(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.conflicts = None;
        open.figures.clear();
        open.assessing.outdate();
        let plane = open.document_plane();
        let layers: Vec<Arc<BaseLayer>> = open.present_layers().cloned().collect();
        open.prepared = open.present_ids();
        self.preparing = Some(Job::start(self.wake.clone(), move |_| ConflictBase::new(plane, &layers)));
    }

    pub(super) fn refresh_figures(&mut self) {
        let (with_pieces, selected) = (self.selected_zone(), self.selected_measure());
        let Some(open) = &mut self.open else { return };
        let Some(conflicts) = &open.conflicts else { return open.contested.clear() };
        let mut figures = std::mem::take(&mut open.figures);
        figures.refresh(open, conflicts, with_pieces);
        figures.follow_measure(open, selected.and_then(|id| open.document.measure(id)));
        open.figures = figures;
        let Some(conflicts) = &open.conflicts else { return };
        // A drag has its own; the measure as it stands waits for its end.
        if let Some(assessment) =
            open.assessing.latest().filter(|_| self.gesture.is_none() && open.assessing.is_current())
        {
            let measure = selected.and_then(|id| open.document.measure(id));
            open.contested.refresh(measure, assessment, conflicts);
        }
    }
}

impl OpenProject {
    pub fn document(&self) -> &Document {
        &self.document
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    pub fn read_only(&self) -> bool {
        self.read_only
    }

    pub fn path(&self) -> PathBuf {
        self.store.path().to_owned()
    }

    pub fn document_plane(&self) -> GaussKruger {
        self.store.plane()
    }

    /// Whether everything that was committed is on disk.
    pub fn journal_state(&self) -> JournalState {
        self.store.journal_state()
    }

    pub fn layer(&self, id: LayerId) -> Option<&Arc<BaseLayer>> {
        self.layers.get(&id)
    }

    /// Base layers that are in the project, top of the map first.
    pub fn present_layers(&self) -> impl Iterator<Item = &Arc<BaseLayer>> {
        self.document.layers().iter().filter(|entry| !entry.removed).filter_map(|entry| self.layers.get(&entry.layer))
    }

    /// Identities of the layers that are in the project, in ascending order.
    pub(super) fn present_ids(&self) -> Vec<LayerId> {
        let mut ids: Vec<LayerId> = self.present_layers().map(|layer| layer.id).collect();
        ids.sort_unstable();
        ids
    }

    /// Box of all present layers, zones and measures; empty for an empty project.
    pub fn bounds(&self) -> Bounds {
        let layers = self.present_layers().map(|layer| layer.bounds());
        let scheme = self.document.current_scheme();
        let drawn = scheme.zones.iter().map(|zone| zone.bounds());
        let drawn = drawn.chain(scheme.measures.iter().map(|measure| measure.bounds()));
        layers.chain(drawn).fold(Bounds::EMPTY, |whole, bounds| whole.union(&bounds))
    }

    /// The prepared conflict checks; `None` while they are being prepared.
    pub fn conflicts(&self) -> Option<&ConflictBase> {
        self.conflicts.as_ref()
    }

    /// All that is known of the scheme in view; `None` while it is being prepared. [`Self::assessment_is_current`] says whether it
    /// is of the design as it is on the screen.
    pub fn assessment(&self) -> Option<&Arc<Assessment>> {
        self.assessing.latest()
    }

    /// Whether the assessment is of the design as it is on the screen; figures are greyed else.
    pub fn assessment_is_current(&self) -> bool {
        self.assessing.is_current()
    }

    /// What assessments share: the land as it is.
    pub fn assessment_base(&self) -> Option<&Arc<AssessmentBase>> {
        self.assessing.base()
    }

    /// The rules that the scheme is judged by.
    pub fn rule_pack(&self) -> &Arc<RulePack> {
        self.assessing.pack()
    }

    /// The project's own file of rules, where it has one.
    pub fn rules_file(&self) -> Option<&Path> {
        self.assessing.rules_file()
    }

    /// What is wrong with the project's own file of rules as it stands; the last good rules are in use then.
    pub fn rules_problem(&self) -> Option<&Message> {
        self.assessing.rules_problem()
    }

    /// Land of the selected zone or measure as it stands that is in conflict; none of the others, nor while it is being found.
    pub fn conflict_land(&self, feature: FeatureId) -> Vec<ConflictLand> {
        match feature {
            FeatureId::Zone(zone) => self.figures.get(zone).map(ZoneFigures::conflict_land).unwrap_or_default(),
            FeatureId::Measure(measure) => self.contested.get(measure).to_vec(),
        }
    }

    /// Figures of a zone of the current scheme as it stands; `None` while the checks are being prepared.
    pub fn figures(&self, zone: ZoneId) -> Option<&ZoneFigures> {
        self.figures.get(zone)
    }
}
