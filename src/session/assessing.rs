//! The scheme in view, assessed: brought up to date after every edit, and while a vertex is dragged as long as that is quick.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::Session;
use crate::assessment::{Assessment, AssessmentBase, Assessor};
use crate::base::BaseLayer;
use crate::checks::{DEFAULT_PACK, PackShelf, RulePack, Verdict};
use crate::contiguity::Setting;
use crate::design::{Date, FeatureId, Measure, Scheme, Zone};
use crate::i18n::{Explain, Message};
use crate::jobs::{Job, Outcome, Wake, Watch};
use crate::storage::rules::{load_rules, reload_rules, written_at};

/// Name of a project's own rule pack in its folder.
pub const RULES_FILE: &str = "rules.ron";
/// A drag follows as long as an assessment takes no longer than this; the figures are greyed else, and exact on release.
const LIVE_WITHIN: Duration = Duration::from_millis(40);
/// How often the rule pack's files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What assesses the schemes of a project, and what it found last.
#[derive(Default)]
pub(super) struct Assessing {
    preparing: Option<Job<Arc<AssessmentBase>>>,
    assessor: Option<Assessor>,
    latest: Option<Arc<Assessment>>,
    /// Whether the latest is of the design as it is on the screen.
    is_current: bool,
    took: Duration,
    rules: Rules,
}

/// The rule pack in use.
#[derive(Default)]
struct Rules {
    shelf: PackShelf,
    /// The project's own file; `None` where the built-in pack is used.
    file: Option<PathBuf>,
    /// Why the project's file could not be read when the project was opened.
    problem: Option<Message>,
    watch: Option<Watch>,
}

impl Rules {
    /// The project's own pack where it has one, else the built-in one.
    fn of_project(folder: &Path, wake: &Wake) -> Self {
        let own = folder.join(RULES_FILE);
        let built_in = || load_rules(DEFAULT_PACK).map(|loaded| loaded.pack).unwrap_or_default();
        if !own.exists() {
            return Self { shelf: PackShelf::new(built_in()), ..Self::default() };
        }
        let loaded = load_rules(&own.display().to_string());
        let mut files = vec![own.clone()];
        let (pack, problem) = match loaded {
            Ok(loaded) => {
                files = loaded.files;
                (loaded.pack, None)
            }
            Err(problem) => (built_in(), Some(problem.message())),
        };
        let stamps = move || files.iter().map(|file| written_at(file)).collect::<Vec<Option<SystemTime>>>();
        let mut known = stamps();
        let watch = Watch::start(wake.clone(), LOOK_EVERY, move || {
            let now = stamps();
            let changed = now != known;
            known = now;
            changed
        });
        Self { shelf: PackShelf::new(pack), file: Some(own), problem, watch: Some(watch) }
    }

    /// Reads the file again if it was written; returns whether the rules are others now.
    fn follow_file(&mut self) -> bool {
        let (Some(watch), Some(file)) = (&self.watch, &self.file) else { return false };
        if !watch.has_changed() {
            return false;
        }
        match reload_rules(&mut self.shelf, file) {
            Ok(changed) => {
                self.problem = self.shelf.problem().map(Explain::message);
                changed
            }
            Err(problem) => {
                self.problem = Some(problem.message());
                false
            }
        }
    }
}

impl Assessing {
    pub fn of_project(folder: &Path, wake: &Wake) -> Self {
        Self { rules: Rules::of_project(folder, wake), ..Self::default() }
    }

    /// Prepares the base anew; what was found over the old one stays on the screen, greyed.
    fn prepare(&mut self, wake: Wake, work: impl FnOnce() -> AssessmentBase + Send + 'static) {
        self.assessor = None;
        self.is_current = false;
        self.preparing = Some(Job::start(wake, move |_| Arc::new(work())));
    }

    pub fn is_preparing(&self) -> bool {
        self.preparing.is_some()
    }

    pub fn latest(&self) -> Option<&Arc<Assessment>> {
        self.latest.as_ref()
    }

    pub fn is_current(&self) -> bool {
        self.is_current
    }

    pub fn base(&self) -> Option<&Arc<AssessmentBase>> {
        self.assessor.as_ref().map(Assessor::base)
    }

    pub fn pack(&self) -> &Arc<RulePack> {
        self.rules.shelf.pack()
    }

    pub fn rules_file(&self) -> Option<&Path> {
        self.rules.file.as_deref()
    }

    pub fn rules_problem(&self) -> Option<&Message> {
        self.rules.problem.as_ref()
    }
}

impl Session {
    /// Prepares what assessments need, once the conflict checks are there.
    pub(super) fn prepare_assessing(&mut self) {
        let wake = self.wake.clone();
        let Some(open) = &mut self.open else { return };
        let Some(conflicts) = open.conflicts.clone() else { return };
        let plane = open.document_plane();
        let layers: Vec<Arc<BaseLayer>> = open.present_layers().cloned().collect();
        open.assessing.prepare(wake, move || {
            let base = AssessmentBase::new(plane, &layers, conflicts, &Setting::default());
            // Found here, so that no frame has to wait for it.
            base.field_overlay();
            base
        });
    }

    /// Collects what was prepared in the background, and rules that were edited; returns whether anything happened.
    pub(super) fn poll_assessing(&mut self) -> bool {
        let Some(open) = &mut self.open else { return false };
        let mut happened = false;
        if let Some(outcome) = open.assessing.preparing.as_ref().and_then(Job::try_finish) {
            open.assessing.preparing = None;
            happened = true;
            if let Outcome::Done(base) = outcome {
                open.assessing.assessor = Some(Assessor::new(base));
            }
        }
        let problem = open.assessing.rules.problem.clone();
        happened |= open.assessing.rules.follow_file() || open.assessing.rules.problem != problem;
        if happened {
            self.assess();
        }
        happened
    }

    /// Assesses the scheme as it stands.
    pub(super) fn assess(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.assessing.is_current = false;
        let Some(assessor) = &mut open.assessing.assessor else { return };
        let scheme = open.document.current_scheme();
        let pack = open.assessing.rules.shelf.pack();
        open.assessing.latest = Some(Arc::new(assessor.assess(scheme, pack, Date::today(), false)));
        open.assessing.is_current = true;
    }

    /// Assesses the scheme as it would be if the drag ended now, unless that takes longer than a drag can wait.
    pub(super) fn assess_gesture(&mut self) {
        let (Some(open), Some(gesture)) = (&mut self.open, &self.gesture) else { return };
        open.assessing.is_current = false;
        if open.assessing.took > LIVE_WITHIN {
            return;
        }
        let Some(assessor) = &mut open.assessing.assessor else { return };
        let scheme = with_shape(open.document.current_scheme(), gesture.feature(), gesture.shape());
        let begun = Instant::now();
        let pack = open.assessing.rules.shelf.pack();
        open.assessing.latest = Some(Arc::new(assessor.assess(&scheme, pack, Date::today(), true)));
        open.assessing.took = begun.elapsed();
        open.assessing.is_current = true;
    }

    /// The drag is over; the next one may try again to be followed.
    pub(super) fn end_live_assessment(&mut self) {
        if let Some(open) = &mut self.open {
            open.assessing.took = Duration::ZERO;
        }
    }

    /// A verdict of the scheme in view.
    pub fn verdict(&self, id: &str) -> Option<&Verdict> {
        self.open.as_ref()?.assessing.latest.as_ref()?.judgement.verdicts.iter().find(|verdict| verdict.id == id)
    }
}

/// The scheme with one shape replaced.
fn with_shape(scheme: &Scheme, feature: FeatureId, shape: &crate::design::Shape) -> Scheme {
    let mut scheme = scheme.clone();
    match feature {
        FeatureId::Zone(id) => {
            if let Some(zone) = scheme.zones.iter_mut().find(|zone| zone.id == id) {
                *zone = Arc::new(Zone { shape: shape.clone(), ..Zone::clone(zone) });
            }
        }
        FeatureId::Measure(id) => {
            if let Some(measure) = scheme.measures.iter_mut().find(|measure| measure.id == id) {
                *measure = Arc::new(Measure { shape: shape.clone(), ..Measure::clone(measure) });
            }
        }
    }
    scheme
}
