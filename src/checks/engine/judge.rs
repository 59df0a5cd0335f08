//! All rules of a pack over all subjects of a scheme.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::cached::{Answered, Cached, Inputs};
use super::evaluate::{Against, ask_figures, ask_land};
use super::land::{Ground, LandPart, parts_of};
use super::{LayersIndex, Subject, SubjectId, Subjects, Unknown};
use crate::base::Role;
use crate::checks::pack::{Place, Relation, Rule, RulePack, SubjectFilter};
use crate::checks::quantity::Quantities;
use crate::checks::verdict::{Judgement, Unjudged, Verdict};
use crate::design::{Measure, MeasureId};
use crate::geometry::Bounds;
use crate::geometry::validity::shape_problem;
use crate::land::ClassGroup;

/// Judges one scheme again and again. It keeps the answers of the last time and asks anew only where something that an answer
/// was found from has changed: the subject's land, a neighbour that the rule looks at, a layer, a figure, the rule itself.
#[derive(Debug, Default)]
pub struct Engine {
    answers: BTreeMap<(String, SubjectId), Cached>,
    parts: BTreeMap<MeasureId, PartsOfMeasure>,
    asked: usize,
}

#[derive(Debug)]
struct PartsOfMeasure {
    measure: Arc<Measure>,
    stamp: Option<u64>,
    parts: Result<Arc<[LandPart]>, Unknown>,
}

/// How much of a run was new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Pairs of rule and subject.
    pub pairs: usize,
    /// Those that were asked anew.
    pub asked: usize,
}

/// One pair of rule and subject with what it is judged by.
struct Pair<'a> {
    id: SubjectId,
    name: &'a str,
    inputs: Inputs,
}

impl Engine {
    pub fn new() -> Self {
        Self::default()
    }

    /// What all rules say of a scheme. The answer is that of a new engine.
    pub fn judge(
        &mut self,
        pack: &RulePack,
        subjects: &Subjects,
        quantities: &Quantities,
        layers: &LayersIndex,
    ) -> Judgement {
        // Sets are prepared on this thread: a worker that waited for one could be the one to prepare it.
        layers.prepare(pack);
        self.refresh_parts(pack, subjects, layers);
        let pairs = self.pairs(pack, subjects, quantities, layers);
        let mut kept = std::mem::take(&mut self.answers);
        let known: Vec<Option<(Answered, u64)>> = pairs
            .iter()
            .map(|pair| {
                let cached = kept.remove(&(pair.inputs.rule.id.clone(), pair.id))?;
                cached.inputs.same(&pair.inputs).then_some((cached.answer, cached.judged))
            })
            .collect();
        self.asked = known.iter().filter(|answer| answer.is_none()).count();
        let answers: Vec<(Answered, u64)> = pairs
            .par_iter()
            .zip(known)
            .map(|(pair, known)| {
                known.unwrap_or_else(|| (ask(&pair.inputs, quantities, layers), pair.inputs.fingerprint()))
            })
            .collect();
        let mut judgement = Judgement { pack: pack.id.clone(), pairs: pairs.len(), ..Judgement::default() };
        for (pair, (answer, judged)) in pairs.into_iter().zip(answers) {
            record(&mut judgement, &pair, &answer, judged);
            let key = (pair.inputs.rule.id.clone(), pair.id);
            self.answers.insert(key, Cached { inputs: pair.inputs, answer, judged });
        }
        judgement
    }

    /// How much of the last run was new.
    pub fn last_run(&self) -> Judged {
        Judged { pairs: self.answers.len(), asked: self.asked }
    }

    /// What an answer of the last run was found from.
    pub(super) fn inputs_of(&self, rule: &str, subject: SubjectId) -> Option<&Inputs> {
        self.answers.get(&(rule.to_owned(), subject)).map(|cached| &cached.inputs)
    }

    fn refresh_parts(&mut self, pack: &RulePack, subjects: &Subjects, layers: &LayersIndex) {
        let filters: Vec<&SubjectFilter> = pack.rules.iter().map(|rule| &rule.subject).collect();
        let is_asked = |measure: &Arc<Measure>| {
            let subject = Subject::Measure(measure.clone());
            filters.iter().any(|filter| matches!(filter, SubjectFilter::Changes { .. }) && is_about(filter, &subject))
        };
        let measures: Vec<&Arc<Measure>> = subjects.measures().filter(|measure| is_asked(measure)).collect();
        let mut kept = std::mem::take(&mut self.parts);
        let stamp = land_use_stamp(layers);
        let known: Vec<_> = measures
            .iter()
            .map(|measure| {
                let old = kept.remove(&measure.id)?;
                let same = old.stamp == stamp && super::subject::same_to_judge(&old.measure, measure);
                same.then_some(old.parts)
            })
            .collect();
        let parts: Vec<_> = measures
            .par_iter()
            .zip(known)
            .map(|(measure, known)| match subjects.parts.get(&measure.id) {
                Some(given) => Ok(given.clone()),
                None => known.unwrap_or_else(|| parts_of(&measure.shape.0, layers)),
            })
            .collect();
        for (measure, parts) in measures.into_iter().zip(parts) {
            self.parts.insert(measure.id, PartsOfMeasure { measure: measure.clone(), stamp, parts });
        }
    }

    /// Every pair of a rule and a subject that it is about: by rule, then in the order of the subjects.
    fn pairs<'a>(
        &self,
        pack: &RulePack,
        subjects: &'a Subjects,
        quantities: &Quantities,
        layers: &LayersIndex,
    ) -> Vec<Pair<'a>> {
        let bounds: Vec<(Bounds, &Arc<Measure>)> =
            subjects.measures().map(|measure| (measure.bounds(), measure)).collect();
        let mut pairs = Vec::new();
        for rule in &pack.rules {
            let of_rule = InputsOfRule { rule, bounds: &bounds, stamps: stamps(rule, layers) };
            match &rule.subject {
                SubjectFilter::Scheme => {
                    let bits = |quantity| quantities.get(&quantity).map(|value: &f64| value.to_bits());
                    let figures = rule.relation.quantities().map(bits).collect();
                    let inputs = Inputs { figures, ..of_rule.inputs(None, None) };
                    pairs.push(Pair { id: SubjectId::Scheme, name: "", inputs });
                }
                SubjectFilter::Layer { role, .. } => {
                    pairs.push(Pair { id: SubjectId::Layer(*role), name: "", inputs: of_rule.inputs(None, None) });
                }
                filter => {
                    for subject in subjects.list.iter().filter(|subject| is_about(filter, subject)) {
                        let parts = match (filter, subject) {
                            (SubjectFilter::Changes { .. }, Subject::Measure(measure)) => {
                                self.parts.get(&measure.id).map(|parts| parts.parts.clone())
                            }
                            _ => None,
                        };
                        let inputs = of_rule.inputs(Some(subject), parts);
                        pairs.push(Pair { id: subject.id(), name: subject.name(), inputs });
                    }
                }
            }
        }
        pairs
    }
}

struct InputsOfRule<'a> {
    rule: &'a Arc<Rule>,
    bounds: &'a [(Bounds, &'a Arc<Measure>)],
    stamps: Vec<Option<u64>>,
}

impl InputsOfRule<'_> {
    fn inputs(&self, subject: Option<&Subject>, parts: Option<Result<Arc<[LandPart]>, Unknown>>) -> Inputs {
        let others = match &self.rule.relation {
            Relation::OverlapMeasures { kinds } => self.neighbours(subject, |measure| {
                // Two measures that the rule is about in the same way are told once: by the later one.
                (kinds.is_empty() || kinds.contains(&measure.kind)) && !self.is_told_by(measure, subject)
            }),
            _ => Vec::new(),
        };
        Inputs {
            rule: self.rule.clone(),
            subject: subject.cloned(),
            parts,
            outside: self.neighbours(subject, |measure| self.rule.outside.contains(&measure.kind)),
            others,
            stamps: self.stamps.clone(),
            figures: Vec::new(),
        }
    }

    /// Other measures whose boxes meet the subject's; all of them where the subject is a layer.
    fn neighbours(&self, subject: Option<&Subject>, wanted: impl Fn(&Arc<Measure>) -> bool) -> Vec<Arc<Measure>> {
        let window = subject.map(Subject::bounds);
        let id = subject.map(Subject::id);
        self.bounds
            .iter()
            .filter(|(_, measure)| wanted(measure) && id != Some(SubjectId::Measure(measure.id)))
            .filter(|(bounds, _)| window.is_none_or(|window| window.meets(bounds)))
            .map(|(_, measure)| (*measure).clone())
            .collect()
    }

    fn is_told_by(&self, measure: &Arc<Measure>, subject: Option<&Subject>) -> bool {
        let place = |id: MeasureId| self.bounds.iter().position(|(_, measure)| measure.id == id);
        let Some(Subject::Measure(subject)) = subject else { return false };
        is_about(&self.rule.subject, &Subject::Measure(measure.clone())) && place(measure.id) > place(subject.id)
    }
}

/// Whether a filter chooses a subject.
fn is_about(filter: &SubjectFilter, subject: &Subject) -> bool {
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

fn stamps(rule: &Rule, layers: &LayersIndex) -> Vec<Option<u64>> {
    let of_subject = match &rule.subject {
        SubjectFilter::Layer { role, conditions } => Some(Place { role: *role, conditions: conditions.clone() }),
        _ => None,
    };
    let places = of_subject.into_iter().chain(rule.relation.places());
    places.map(|place| layers.place(&place).ok().map(|place| place.stamp)).collect()
}

fn land_use_stamp(layers: &LayersIndex) -> Option<u64> {
    layers.place(&Place { role: Role::LandUse, conditions: Vec::new() }).ok().map(|place| place.stamp)
}

/// Asks the rule.
fn ask(inputs: &Inputs, quantities: &Quantities, layers: &LayersIndex) -> Answered {
    let rule = &*inputs.rule;
    let ground = match (&rule.subject, &inputs.subject) {
        (SubjectFilter::Scheme, _) => return Ok(ask_figures(rule, quantities)?.map(Arc::new)),
        (SubjectFilter::Layer { role, conditions }, _) => {
            let place = layers.place(&Place { role: *role, conditions: conditions.clone() })?;
            // What shares no land with the other side adds nothing but to a share, and to what lies outside.
            let shared =
                matches!(rule.relation, Relation::Overlap { .. } | Relation::Slope { .. } | Relation::Count { .. });
            let near = match rule.relation.places().first() {
                Some(other) if shared && !rule.is_share_of_subject() => Some(layers.place(other)?),
                _ => None,
            };
            Some(Ground::of_place(&place, near.as_deref()))
        }
        (SubjectFilter::Changes { .. }, Some(_)) => match &inputs.parts {
            Some(Ok(parts)) => Ground::of_changes(parts, &rule.subject),
            Some(Err(unknown)) => return Err(unknown.clone()),
            None => None,
        },
        (_, Some(subject)) => match shape_problem(subject.shape()) {
            Some(problem) => return Err(Unknown::Shape(problem)),
            None => Some(Ground::of_shape(subject.shape())),
        },
        (_, None) => None,
    };
    let Some(ground) = ground else { return Ok(None) };
    let outside: Vec<&MultiPolygon<f64>> = inputs.outside.iter().map(|measure| &measure.shape.0).collect();
    let Some(ground) = ground.without(&outside)? else { return Ok(None) };
    let against = Against {
        plane: &layers.plane,
        place: &|place| layers.place(place),
        measures: inputs.others.iter().map(|measure| (measure.id, &measure.shape.0)).collect(),
    };
    ask_land(rule, &ground, &against).map(|finding| Some(Arc::new(finding)))
}

/// Puts an answer where it is told: what holds of land is no verdict, what holds of figures is one.
fn record(judgement: &mut Judgement, pair: &Pair<'_>, answer: &Answered, judged: u64) {
    let rule = &pair.inputs.rule;
    match answer {
        Ok(Some(finding)) if !finding.holds || pair.id == SubjectId::Scheme => {
            judgement.verdicts.push(Verdict::new(rule.clone(), pair.id, pair.name, finding.clone(), judged));
        }
        Ok(_) => {}
        Err(reason) => judgement.unjudged.push(Unjudged {
            rule: rule.clone(),
            subject: pair.id,
            name: pair.name.to_owned(),
            reason: reason.clone(),
        }),
    }
}
