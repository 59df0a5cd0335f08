//! All rules of a pack over all subjects of a scheme.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::cached::{Answered, Cached, Inputs};
use super::evaluate::{Against, ask_figures, ask_land};
use super::land::{Ground, LandPart, feature_filter, parts_of};
use super::layer_shares::{ask_layer, is_by_feature};
use super::moved::Moved;
use super::pairing::{AnswersOfRule, Common, Known, Pair, Sight, is_about};
use super::place_index::PlaceState;
use super::stood::Stood;
use super::subject::same_to_judge;
use super::{LayersIndex, Subject, SubjectId, Subjects, Unknown};
use crate::base::Role;
use crate::checks::pack::{Place, Rule, RulePack, SubjectFilter};
use crate::checks::quantity::Quantities;
use crate::checks::verdict::{Judgement, Unjudged, Verdict};
use crate::design::{Measure, MeasureId};
use crate::geometry::validity::shape_problem;

/// Judges one scheme again and again. It keeps the answers of the last time and asks anew only where something that an answer
/// was found from has changed: the subject's land, a neighbour that the rule looks at, a layer, a figure, the rule itself.
#[derive(Debug, Default)]
pub struct Engine {
    /// By the rule's id.
    answers: BTreeMap<String, AnswersOfRule>,
    parts: BTreeMap<MeasureId, PartsOfMeasure>,
    /// The subjects of the last run.
    subjects: Subjects,
    last_run: Judged,
    stood: Stood,
}

#[derive(Debug)]
struct PartsOfMeasure {
    measure: Arc<Measure>,
    parcels: Option<PlaceState>,
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
        layers.prepare_places(pack);
        self.refresh_parts(pack, subjects, layers);
        let parts = |id: MeasureId| self.parts.get(&id).map(|parts| parts.parts.clone());
        let moved = Moved::between(&self.subjects, subjects);
        let sight = Sight::new(subjects, moved, &parts, quantities, layers);
        let mut before = std::mem::take(&mut self.answers);
        let pairs_of = |rule: &Arc<Rule>| {
            let common = sight.common(rule);
            let pairs = sight.pairs(&common, before.remove(&rule.id));
            (common, pairs)
        };
        let rules: Vec<(Common, Vec<Pair<'_>>)> = pack.rules.iter().map(pairs_of).collect();
        let open: Vec<(&Inputs, SubjectId)> = rules
            .iter()
            .flat_map(|(_, pairs)| pairs)
            .filter_map(|pair| match &pair.known {
                Known::Inputs(inputs) => Some((&**inputs, pair.id)),
                Known::Answer(_) => None,
            })
            .collect();
        let stood = &self.stood;
        let answered: Vec<(Arc<Cached>, bool)> = open
            .par_iter()
            .map(|&(inputs, id)| match stood.answer(inputs, id) {
                Some(known) => (known, false),
                None => {
                    let answer = answer_to(inputs, quantities, layers);
                    (Arc::new(Cached::new(inputs.clone(), id, answer)), true)
                }
            })
            .collect();
        let mut judgement =
            Judgement { pack: pack.id.clone(), out_of_force: pack.out_of_force.clone(), ..Judgement::default() };
        self.last_run = Judged { pairs: 0, asked: answered.iter().filter(|(_, is_new)| *is_new).count() };
        let mut answered = answered.into_iter().map(|(answer, _)| answer);
        for (common, pairs) in rules {
            let mut answers = Vec::with_capacity(pairs.len());
            for Pair { id, name, known } in pairs {
                let answer = match known {
                    Known::Answer(answer) => Some(answer),
                    Known::Inputs(_) => answered.next(),
                };
                let Some(answer) = answer else { continue };
                tell(&mut judgement, &answer, id, name);
                answers.push((id, answer));
            }
            judgement.pairs += answers.len();
            self.answers.insert(common.rule.id.clone(), AnswersOfRule { common, answers });
        }
        self.last_run.pairs = judgement.pairs;
        self.subjects = subjects.clone();
        judgement
    }

    /// Remembers the answers of the last run for a while: its design is one that undo may bring back, not a moment of a drag.
    pub fn keep(&mut self) {
        self.stood.keep(&self.answers);
    }

    /// How much of the last run was new.
    pub fn last_run(&self) -> Judged {
        self.last_run
    }

    /// What an answer of the last run was found from.
    pub(super) fn inputs_of(&self, rule: &str, subject: SubjectId) -> Option<&Inputs> {
        let of_rule = self.answers.get(rule)?;
        of_rule.answers.iter().find(|(id, _)| *id == subject).map(|(_, cached)| &cached.inputs)
    }

    fn refresh_parts(&mut self, pack: &RulePack, subjects: &Subjects, layers: &LayersIndex) {
        let filters: Vec<&SubjectFilter> = pack.rules.iter().map(|rule| &rule.subject).collect();
        let is_asked = |measure: &Arc<Measure>| {
            let subject = Subject::Measure(measure.clone());
            filters.iter().any(|filter| matches!(filter, SubjectFilter::Changes { .. }) && is_about(filter, &subject))
        };
        let measures: Vec<&Arc<Measure>> = subjects.measures().filter(|measure| is_asked(measure)).collect();
        let parcels = layers.place(&Place::of(Role::LandUse)).ok().map(|place| place.state);
        let is_known = |measure: &Arc<Measure>| {
            let known = self.parts.get(&measure.id);
            known.is_some_and(|known| known.parcels == parcels && same_to_judge(&known.measure, measure))
        };
        let unknown: Vec<&Arc<Measure>> = measures.iter().copied().filter(|measure| !is_known(measure)).collect();
        let found: Vec<_> = unknown.par_iter().map(|measure| parts_of(&measure.shape.0, layers)).collect();
        for (measure, parts) in unknown.into_iter().zip(found) {
            self.parts.insert(measure.id, PartsOfMeasure { measure: measure.clone(), parcels, parts });
        }
        if self.parts.len() > measures.len() {
            let ids: BTreeSet<MeasureId> = measures.iter().map(|measure| measure.id).collect();
            self.parts.retain(|id, _| ids.contains(id));
        }
    }
}

/// The answer to a rule: what is asked of whole layers alone was asked before.
fn answer_to(inputs: &Inputs, quantities: &Quantities, layers: &LayersIndex) -> Answered {
    match &inputs.rule.subject {
        SubjectFilter::Layer { .. } if inputs.outside.is_empty() && inputs.others.is_empty() => {
            layers.answer_of_layers(inputs)
        }
        _ => ask(inputs, quantities, layers),
    }
}

/// Asks the rule.
pub(super) fn ask(inputs: &Inputs, quantities: &Quantities, layers: &LayersIndex) -> Answered {
    let rule = &*inputs.rule;
    if is_by_feature(rule) {
        return ask_layer(&inputs.rule, &inputs.outside, layers);
    }
    let ground = match (&rule.subject, &inputs.subject) {
        (SubjectFilter::Scheme, _) => return Ok(ask_figures(rule, quantities)?.map(Arc::new)),
        (SubjectFilter::Layer { .. }, _) => Some(ground_of_layer(rule, layers)?),
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
        subject: inputs.subject.as_ref().map(Subject::shape),
        households: match &inputs.subject {
            Some(Subject::Measure(measure)) => measure.quantity,
            _ => None,
        },
    };
    ask_land(rule, &ground, &against).map(|finding| Some(Arc::new(finding)))
}

/// The features of a base layer that a rule is about.
fn ground_of_layer(rule: &Rule, layers: &LayersIndex) -> Result<Ground<'static>, Unknown> {
    let SubjectFilter::Layer { role, conditions, .. } = &rule.subject else { return Ok(Ground::default()) };
    let place = layers.place(&Place { role: *role, conditions: conditions.clone() })?;
    Ok(Ground::of_place(&place, feature_filter(&rule.subject)))
}

/// Puts an answer where it is told.
fn tell(judgement: &mut Judgement, answer: &Cached, subject: SubjectId, name: &str) {
    judgement
        .verdicts
        .extend(answer.verdict.iter().map(|verdict| Verdict { name: name.to_owned(), ..verdict.clone() }));
    if let Err(reason) = &answer.answer {
        let (rule, name, reason) = (answer.inputs.rule.clone(), name.to_owned(), reason.clone());
        judgement.unjudged.push(Unjudged { rule, subject, name, reason });
    }
}
