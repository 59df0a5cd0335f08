//! The scheme in view, assessed: brought up to date after every edit, and while a vertex is dragged as long as that is quick.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Session;
use super::rules::Rules;
use super::words::SessionText;
use crate::assessment::{Assessment, AssessmentBase, Assessor};
use crate::base::{BaseLayer, Role};
use crate::checks::{FixKind, RulePack, SubjectId, Trimmed, Verdict};
use crate::crs::AreaPlane;
use crate::design::{ContiguitySetting, Date, FeatureId, Measure, Scheme, Zone};
use crate::i18n::{Explain, Message, Text};
use crate::jobs::{Job, Outcome, Wake, on_own_threads};

/// A drag follows as long as an assessment takes no longer than this; the figures are greyed else, and exact on release.
const LIVE_WITHIN: Duration = Duration::from_millis(40);
/// A shape of more vertices than this is not followed at all: the first frame of its drag would be the one that finds out.
const LIVE_VERTICES: usize = 5_000;
/// A step that reaches more parcels than this is assessed beside the window, and not followed in a drag: some 30 ms. Told by the step
/// alone, not by a clock, so that the same step takes the same way on every machine.
const QUICK_REACH: usize = 1_000;

/// What assesses the schemes of a project, and what it found last.
#[derive(Default)]
pub(super) struct Assessing {
    preparing: Option<Job<Assessor>>,
    /// What the base is, or is being, prepared with.
    contiguity: Option<ContiguitySetting>,
    base: Option<Arc<AssessmentBase>>,
    /// `None` while it is on the way.
    assessor: Option<Assessor>,
    away: Option<Away>,
    latest: Option<Arc<Assessment>>,
    /// What was found of the design as it is committed, and as it was before the last step.
    committed: Option<Arc<Assessment>>,
    before: Option<Arc<Assessment>>,
    /// Whether the latest is of the design as it is on the screen.
    is_current: bool,
    took: Duration,
    rules: Rules,
}

/// A step that reaches far, being assessed beside the window.
struct Away {
    job: Job<(Assessor, Assessment)>,
    /// The design or the rules are others since.
    is_outdated: bool,
}

impl Assessing {
    pub fn of_project(folder: &Path, wake: &Wake) -> Self {
        Self { rules: Rules::of_project(folder, wake), ..Self::default() }
    }

    /// Prepares the base anew.
    fn prepare(&mut self, wake: Wake, work: impl FnOnce() -> AssessmentBase + Send + 'static) {
        self.outdate();
        self.preparing = Some(Job::start(wake, move |_| Assessor::new(Arc::new(work()))));
    }

    /// The base is another one: what was found stays on the screen, greyed, until it is found anew. Nothing is assessed or simulated
    /// over the old one in the meantime, and what is still being prepared of it is nobody's.
    pub fn outdate(&mut self) {
        self.base = None;
        self.assessor = None;
        self.away = None;
        self.before = None;
        self.committed = None;
        self.is_current = false;
        self.preparing = None;
    }

    /// Whether something is being found beside the window.
    pub fn is_preparing(&self) -> bool {
        self.preparing.is_some() || self.away.is_some()
    }

    /// Takes over what was found of the design as it is committed.
    fn found(&mut self, assessed: Assessment) {
        let assessed = Arc::new(assessed);
        self.committed = Some(Arc::clone(&assessed));
        self.latest = Some(assessed);
        self.is_current = true;
    }

    pub fn latest(&self) -> Option<&Arc<Assessment>> {
        self.latest.as_ref()
    }

    pub fn committed(&self) -> Option<&Arc<Assessment>> {
        self.committed.as_ref()
    }

    pub fn before(&self) -> Option<&Arc<Assessment>> {
        self.before.as_ref()
    }

    pub fn is_current(&self) -> bool {
        self.is_current
    }

    pub fn base(&self) -> Option<&Arc<AssessmentBase>> {
        self.base.as_ref()
    }

    pub fn pack(&self) -> &Arc<RulePack> {
        self.rules.pack()
    }

    pub fn rules_file(&self) -> Option<&Path> {
        self.rules.file()
    }

    pub fn rules_problem(&self) -> Option<&Message> {
        self.rules.problem()
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
        let setting = open.document.settings().contiguity.clone();
        let pack = open.assessing.pack().clone();
        open.assessing.contiguity = Some(setting.clone());
        open.assessing.prepare(wake, move || {
            let base = AssessmentBase::new(plane, &layers, conflicts, &setting);
            // Found here, so that no frame has to wait for it.
            base.field_overlay();
            base.layers.prepare(&pack);
            base
        });
    }

    /// Whether the fields were, or are being, found under another setting than the project's now.
    pub(super) fn contiguity_differs_from_prepared(&self) -> bool {
        self.open.as_ref().is_some_and(|open| {
            let prepared = open.assessing.contiguity.as_ref();
            prepared.is_some_and(|prepared| *prepared != open.document.settings().contiguity)
        })
    }

    /// Collects what was prepared in the background, and rules that were edited; returns whether anything happened.
    pub(super) fn poll_assessing(&mut self) -> bool {
        let wake = self.wake.clone();
        let Some(open) = &mut self.open else { return false };
        let mut happened = false;
        if let Some(outcome) = open.assessing.preparing.as_ref().and_then(Job::try_finish) {
            open.assessing.preparing = None;
            match outcome {
                Outcome::Done(assessor) => {
                    open.assessing.base = Some(Arc::clone(assessor.base()));
                    open.assessing.assessor = Some(assessor);
                    self.assess();
                }
                Outcome::Panicked(text) => self.say_panicked(text),
            }
            happened = true;
        }
        happened |= self.collect_assessment();
        let Some(open) = &mut self.open else { return happened };
        let problem = open.assessing.rules.problem().cloned();
        let is_step = open.assessing.rules.follow_file(&wake);
        happened |= open.assessing.rules.problem() != problem.as_ref();
        if is_step {
            self.assess_step();
        }
        happened || is_step
    }

    /// Collects what was assessed beside the window; returns whether it has come.
    fn collect_assessment(&mut self) -> bool {
        let Some(open) = &mut self.open else { return false };
        let Some(outcome) = open.assessing.away.as_ref().and_then(|away| away.job.try_finish()) else { return false };
        let is_outdated = open.assessing.away.take().is_some_and(|away| away.is_outdated);
        match outcome {
            Outcome::Done((assessor, assessed)) => {
                open.assessing.assessor = Some(assessor);
                if is_outdated {
                    self.assess();
                } else {
                    open.assessing.found(assessed);
                }
                self.assess_gesture();
            }
            Outcome::Panicked(text) => {
                // What it kept is gone with it. The same step is not tried again; the next one is.
                open.assessing.assessor = open.assessing.base.clone().map(Assessor::new);
                self.say_panicked(text);
            }
        }
        true
    }

    /// Assesses the scheme after a step, or under other rules: differences are shown against what stood until now.
    pub(super) fn assess_step(&mut self) {
        if let Some(open) = &mut self.open {
            // Where the last step is not known yet, the one before it is what was seen.
            let seen = open.assessing.committed.clone();
            open.assessing.before = seen.or_else(|| open.assessing.before.take());
        }
        self.assess();
    }

    /// Assesses the scheme as it stands: at once, or beside the window where the step reaches far.
    pub(super) fn assess(&mut self) {
        let wake = self.wake.clone();
        let Some(open) = &mut self.open else { return };
        let assessing = &mut open.assessing;
        assessing.is_current = false;
        if let Some(away) = &mut assessing.away {
            away.is_outdated = true;
            return;
        }
        let Some(mut assessor) = assessing.assessor.take() else { return };
        let scheme = open.document.current_scheme();
        if assessor.reach(scheme) <= QUICK_REACH {
            let assessed = assessor.assess(scheme, assessing.rules.pack(), Date::today(), false);
            assessing.assessor = Some(assessor);
            assessing.found(assessed);
            return;
        }
        let (scheme, pack) = (scheme.clone(), Arc::clone(assessing.rules.pack()));
        // Nothing is said of the design as it is committed until it is known.
        assessing.committed = None;
        let job = Job::start(wake, move |_| {
            // The window asks the shared threads in every frame.
            let assessed = on_own_threads(|| assessor.assess(&scheme, &pack, Date::today(), false));
            (assessor, assessed)
        });
        assessing.away = Some(Away { job, is_outdated: false });
    }

    /// Assesses the scheme as it would be if the drag ended now, unless that takes longer than a drag can wait.
    pub(super) fn assess_gesture(&mut self) {
        let (Some(open), Some(gesture)) = (&mut self.open, &self.gesture) else { return };
        open.assessing.is_current = false;
        if open.assessing.took > LIVE_WITHIN || gesture.shape().vertex_count() > LIVE_VERTICES {
            return;
        }
        let Some(assessor) = &mut open.assessing.assessor else { return };
        let scheme = with_shape(open.document.current_scheme(), gesture.feature(), gesture.shape());
        if assessor.reach(&scheme) > QUICK_REACH {
            return;
        }
        let begun = Instant::now();
        let pack = open.assessing.rules.pack();
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

    /// The rules were written by the program itself: read now, not when they are looked at next.
    pub(super) fn reread_rules(&mut self) {
        let wake = self.wake.clone();
        let Some(open) = &mut self.open else { return };
        if open.assessing.rules.read(&wake) {
            self.assess_step();
        }
    }

    /// What each quick fix of a verdict would do, or why it can't, in the order of its remedies; none where there is nothing to
    /// fix. What can't be trimmed can still be taken out of the scheme.
    pub fn issue_fixes(&self, id: &str) -> Vec<(FixKind, Result<IssueFix, Message>)> {
        let Some(verdict) = self.verdict(id).filter(|verdict| !verdict.finding.holds) else { return Vec::new() };
        let of_kind = |kind| Some((kind, self.fix(verdict, kind)?));
        let mut fixes: Vec<_> = verdict.fixes().into_iter().filter_map(of_kind).collect();
        let is_offered = fixes.iter().any(|(kind, _)| *kind == FixKind::Exclude);
        if !is_offered && fixes.iter().any(|(_, fix)| fix.is_err()) {
            fixes.extend(self.fix(verdict, FixKind::Exclude).map(|fix| (FixKind::Exclude, fix)));
        }
        fixes
    }

    /// One kind of fix; `None` where the verdict is about nothing that could be fixed so.
    fn fix(&self, verdict: &Verdict, kind: FixKind) -> Option<Result<IssueFix, Message>> {
        let open = self.open.as_ref()?;
        let scheme = open.document.current_scheme();
        let feature = match verdict.subject {
            SubjectId::Zone(id) => FeatureId::Zone(id),
            SubjectId::Measure(id) => FeatureId::Measure(id),
            SubjectId::Scheme | SubjectId::Layer(_) => return None,
        };
        let shape = scheme.shape(feature)?;
        match kind {
            FixKind::Trim => {
                let role = verdict.rule.relation.role().unwrap_or(Role::LandUse);
                let Some(assessor) = open.assessing.assessor.as_ref().filter(|_| open.assessing.is_current) else {
                    return Some(Err(SessionText::Preparing.plain()));
                };
                let trimmed = assessor.trimmed(verdict, scheme);
                Some(trimmed.map(|trimmed| IssueFix::Trim { feature, role, trimmed }).map_err(|why| why.message()))
            }
            FixKind::Exclude => {
                let area_m2 = shape.area_m2(&AreaPlane::new(open.document_plane()));
                Some(Ok(IssueFix::Exclude { feature, area_m2 }))
            }
            FixKind::None => None,
        }
    }

    /// A verdict of the scheme in view.
    pub fn verdict(&self, id: &str) -> Option<&Verdict> {
        self.open.as_ref()?.assessing.latest.as_ref()?.judgement.verdicts.iter().find(|verdict| verdict.id == id)
    }
}

/// What the quick fix of a verdict does to its subject.
#[derive(Clone, Debug, PartialEq)]
pub enum IssueFix {
    /// The land in question is taken off it.
    Trim { feature: FeatureId, role: Role, trimmed: Trimmed },
    /// It is taken out of the scheme.
    Exclude { feature: FeatureId, area_m2: f64 },
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
