//! Every pair of a rule and a subject that it is about: with its last answer where that stands, else with all that it is judged by.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::sync::Arc;
use std::vec::IntoIter;

use super::cached::{Cached, Inputs};
use super::land::LandPart;
use super::moved::Moved;
use super::place_index::PlaceState;
use super::{LayersIndex, Subject, SubjectId, Subjects, Unknown};
use crate::base::Role;
use crate::checks::pack::{Place, Relation, Rule, SubjectFilter};
use crate::checks::quantity::Quantities;
use crate::design::{Measure, MeasureId};
use crate::geometry::Bounds;
use crate::land::ClassGroup;

/// One pair of rule and subject.
pub(super) struct Pair<'a> {
    pub id: SubjectId,
    pub name: &'a str,
    pub known: Known,
}

/// What is known of a pair.
pub(super) enum Known {
    Answer(Arc<Cached>),
    /// To be asked.
    Inputs(Box<Inputs>),
}

/// The parts of a measure by class, where a rule asks for them.
type Parts<'a> = dyn Fn(MeasureId) -> Option<Result<Arc<[LandPart]>, Unknown>> + 'a;

/// What the pairs of a run are made from.
pub(super) struct Sight<'a> {
    pub quantities: &'a Quantities,
    pub layers: &'a LayersIndex,
    pub parts: &'a Parts<'a>,
    /// What differs from the last run.
    pub moved: Moved,
    subjects: Vec<(Bounds, &'a Subject)>,
    measures: Vec<(Bounds, &'a Arc<Measure>)>,
    parcels: Option<PlaceState>,
}

/// The answers of one rule, in the order of the subjects.
#[derive(Debug)]
pub(super) struct AnswersOfRule {
    pub common: Common,
    pub answers: Vec<(SubjectId, Arc<Cached>)>,
}

/// What all answers of a rule depend on.
#[derive(Clone, Debug)]
pub(super) struct Common {
    pub rule: Arc<Rule>,
    places: Arc<[Option<PlaceState>]>,
    parcels: Option<PlaceState>,
}

impl Common {
    fn same(&self, other: &Self) -> bool {
        (Arc::ptr_eq(&self.rule, &other.rule) || self.rule == other.rule)
            && self.places == other.places
            && self.parcels == other.parcels
    }
}

impl<'a> Sight<'a> {
    pub fn new(
        subjects: &'a Subjects,
        moved: Moved,
        parts: &'a Parts<'a>,
        quantities: &'a Quantities,
        layers: &'a LayersIndex,
    ) -> Self {
        let subjects: Vec<(Bounds, &Subject)> =
            subjects.list.iter().map(|subject| (subject.bounds(), subject)).collect();
        let of_measure = |&(bounds, subject): &(Bounds, &'a Subject)| match subject {
            Subject::Measure(measure) => Some((bounds, measure)),
            Subject::Zone(_) => None,
        };
        let measures = subjects.iter().filter_map(of_measure).collect();
        let parcels = layers.place(&Place::of(Role::LandUse)).ok().map(|place| place.state);
        Self { quantities, layers, parts, moved, subjects, measures, parcels }
    }

    /// What all answers of a rule depend on now.
    pub fn common(&self, rule: &Arc<Rule>) -> Common {
        Common { rule: rule.clone(), places: places(rule, self.layers), parcels: self.parcels }
    }

    /// The pairs of a rule in the order of the subjects; `before` are its answers of the last run.
    pub fn pairs(&self, common: &Common, before: Option<AnswersOfRule>) -> Vec<Pair<'a>> {
        let rule = &*common.rule;
        let of_rule = InputsOfRule { common, measures: &self.measures };
        let stands = before.as_ref().is_some_and(|before| before.common.same(common));
        let mut before = Before::new(before);
        let mut pair = |id, name, window: Option<&Bounds>, inputs: &dyn Fn() -> Inputs| {
            let cached = before.take(id);
            // The scheme is judged by its figures, of which any may be another.
            let is_kept = stands && id != SubjectId::Scheme && !self.moved.concerns(rule, id, window);
            let known = match cached {
                Some(cached) if is_kept => Known::Answer(cached),
                Some(cached) => {
                    let inputs = inputs();
                    if cached.inputs.same(&inputs) {
                        Known::Answer(Arc::new(Cached { inputs, ..Cached::clone(&cached) }))
                    } else {
                        Known::Inputs(Box::new(inputs))
                    }
                }
                None => Known::Inputs(Box::new(inputs())),
            };
            Pair { id, name, known }
        };
        match &rule.subject {
            SubjectFilter::Scheme => {
                let bits = |quantity| self.quantities.get(&quantity).map(|value: &f64| value.to_bits());
                let inputs = || Inputs {
                    figures: rule.relation.quantities().map(bits).collect(),
                    dates: self.layers.dates_of_figures(),
                    ..of_rule.inputs(None, None)
                };
                vec![pair(SubjectId::Scheme, "", None, &inputs)]
            }
            SubjectFilter::Layer { role, .. } => {
                vec![pair(SubjectId::Layer(*role), "", None, &|| of_rule.inputs(None, None))]
            }
            filter => {
                let is_meant = |(_, subject): &&(Bounds, &'a Subject)| {
                    is_about(filter, subject) && applies(&rule.relation, subject)
                };
                let meant = self.subjects.iter().filter(is_meant);
                let of_subject = |(bounds, subject): &(Bounds, &'a Subject)| {
                    let parts = || match (filter, subject) {
                        (SubjectFilter::Changes { .. }, Subject::Measure(measure)) => (self.parts)(measure.id),
                        _ => None,
                    };
                    let inputs = || of_rule.inputs(Some((subject, bounds)), parts());
                    pair(subject.id(), subject.name(), Some(bounds), &inputs)
                };
                meant.map(of_subject).collect()
            }
        }
    }
}

/// The answers of a rule, taken out one by one: mostly in the order in which they were put.
struct Before {
    in_order: Peekable<IntoIter<(SubjectId, Arc<Cached>)>>,
    rest: BTreeMap<SubjectId, Arc<Cached>>,
}

impl Before {
    fn new(of_rule: Option<AnswersOfRule>) -> Self {
        let answers = of_rule.map(|of_rule| of_rule.answers).unwrap_or_default();
        Self { in_order: answers.into_iter().peekable(), rest: BTreeMap::new() }
    }

    fn take(&mut self, id: SubjectId) -> Option<Arc<Cached>> {
        if let Some((_, cached)) = self.in_order.next_if(|(next, _)| *next == id) {
            return Some(cached);
        }
        self.rest.extend(self.in_order.by_ref());
        self.rest.remove(&id)
    }
}

struct InputsOfRule<'a> {
    common: &'a Common,
    measures: &'a [(Bounds, &'a Arc<Measure>)],
}

impl InputsOfRule<'_> {
    /// What a pair is judged by; the subject, which a base layer is not, comes with its box.
    fn inputs(&self, subject: Option<(&Subject, &Bounds)>, parts: Option<Result<Arc<[LandPart]>, Unknown>>) -> Inputs {
        let Common { rule, places, parcels } = self.common;
        let others = match &rule.relation {
            Relation::OverlapMeasures { kinds } => self.neighbours(subject, |measure| {
                // Two measures that the rule is about in the same way are told once: by the later one.
                (kinds.is_empty() || kinds.contains(&measure.kind)) && !self.is_told_by(measure, subject)
            }),
            Relation::Unbacked { by, tool } => {
                let backs = |measure: &Measure| by.contains(&measure.kind) && measure.tool == *tool;
                self.partners(subject, backs)
            }
            _ => Vec::new(),
        };
        let outside = match &rule.outside[..] {
            [] => Vec::new(),
            kinds => self.neighbours(subject, |measure| kinds.contains(&measure.kind)),
        };
        Inputs {
            rule: rule.clone(),
            subject: subject.map(|(subject, _)| subject.clone()),
            parts,
            outside,
            others,
            places: places.clone(),
            parcels: *parcels,
            figures: Vec::new(),
            dates: 0,
        }
    }

    /// Other measures whose boxes meet the subject's; all of them where the subject is a layer.
    fn neighbours(
        &self,
        subject: Option<(&Subject, &Bounds)>,
        wanted: impl Fn(&Arc<Measure>) -> bool,
    ) -> Vec<Arc<Measure>> {
        let id = subject.map(|(subject, _)| subject.id());
        self.measures
            .iter()
            .filter(|(bounds, _)| subject.is_none_or(|(_, window)| window.meets(bounds)))
            .filter(|(_, measure)| wanted(measure) && id != Some(SubjectId::Measure(measure.id)))
            .map(|(_, measure)| (*measure).clone())
            .collect()
    }

    /// Measures under the pair number of the subject, wherever they lie.
    fn partners(&self, subject: Option<(&Subject, &Bounds)>, wanted: impl Fn(&Measure) -> bool) -> Vec<Arc<Measure>> {
        let Some((Subject::Measure(own), _)) = subject else { return Vec::new() };
        let is_partner = |measure: &Measure| {
            measure.id != own.id && own.pair.is_some() && measure.pair == own.pair && wanted(measure)
        };
        let partners = self.measures.iter().filter(|(_, measure)| is_partner(measure));
        partners.map(|(_, measure)| (*measure).clone()).collect()
    }

    fn is_told_by(&self, measure: &Arc<Measure>, subject: Option<(&Subject, &Bounds)>) -> bool {
        let place = |id: MeasureId| self.measures.iter().position(|(_, measure)| measure.id == id);
        let Some((Subject::Measure(subject), _)) = subject else { return false };
        is_about(&self.common.rule.subject, &Subject::Measure(measure.clone())) && place(measure.id) > place(subject.id)
    }
}

/// Whether a filter chooses a subject.
pub(super) fn is_about(filter: &SubjectFilter, subject: &Subject) -> bool {
    match (filter, subject) {
        (SubjectFilter::Zones, Subject::Zone(_)) => true,
        (SubjectFilter::Measures(kinds), Subject::Measure(measure)) => {
            kinds.is_empty() || kinds.contains(&measure.kind)
        }
        (SubjectFilter::Changes { kinds, to, to_classes, .. }, Subject::Measure(measure)) => {
            // A measure that leaves the class as it is joins nothing.
            let class = measure.to_class.as_deref().unwrap_or("");
            let group = ClassGroup::of(class);
            (kinds.is_empty() || kinds.contains(&measure.kind))
                && (to.is_empty() || group.is_some_and(|group| to.contains(&group)))
                && (to_classes.is_empty() || to_classes.iter().any(|digits| class.starts_with(digits.as_str())))
        }
        _ => false,
    }
}

/// Whether a relation asks anything of a subject: what is backed under a tool is what draws on it.
fn applies(relation: &Relation, subject: &Subject) -> bool {
    match (relation, subject) {
        (Relation::Unbacked { tool, .. }, Subject::Measure(measure)) => measure.tool == *tool,
        _ => true,
    }
}

fn places(rule: &Rule, layers: &LayersIndex) -> Arc<[Option<PlaceState>]> {
    let of_subject = match &rule.subject {
        SubjectFilter::Layer { role, conditions, .. } => Some(Place { role: *role, conditions: conditions.clone() }),
        _ => None,
    };
    let places = of_subject.into_iter().chain(rule.relation.places());
    places.map(|place| layers.place(&place).ok().map(|place| place.state)).collect()
}
