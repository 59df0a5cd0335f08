//! All rules of a pack over all subjects of a scheme.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::cached::{Answered, Cached, Inputs};
use super::evaluate::{Against, ask_figures, ask_land};
use super::land::{Ground, LandPart, feature_filter, parts_of};
use super::pairing::{Pair, is_about, pairs_of};
use super::place_index::{PlaceIndex, PlaceState};
use super::subject::same_to_judge;
use super::{LayersIndex, Subject, SubjectId, Subjects, Unknown};
use crate::base::{BaseLayer, Role};
use crate::checks::pack::{Place, Relation, RulePack, SubjectFilter};
use crate::checks::quantity::Quantities;
use crate::checks::verdict::{Judgement, Unjudged, Verdict};
use crate::design::{Measure, MeasureId};
use crate::geometry::validity::shape_problem;

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
        // Sets are prepared on this thread: a worker that waited for one could be the one to prepare it.
        layers.prepare(pack);
        self.refresh_parts(pack, subjects, layers);
        let parts = |id: MeasureId| self.parts.get(&id).map(|parts| parts.parts.clone());
        let pairs = pairs_of(pack, subjects, &parts, quantities, layers);
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
        let mut judgement = Judgement {
            pack: pack.id.clone(),
            out_of_force: pack.out_of_force.clone(),
            pairs: pairs.len(),
            ..Judgement::default()
        };
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
        let parcels = layers.place(&Place::of(Role::LandUse)).ok().map(|place| place.state);
        let known: Vec<_> = measures
            .iter()
            .map(|measure| {
                let old = kept.remove(&measure.id)?;
                (old.parcels == parcels && same_to_judge(&old.measure, measure)).then_some(old.parts)
            })
            .collect();
        let parts: Vec<_> = measures
            .par_iter()
            .zip(known)
            .map(|(measure, known)| known.unwrap_or_else(|| parts_of(&measure.shape.0, layers)))
            .collect();
        for (measure, parts) in measures.into_iter().zip(parts) {
            let of_measure = PartsOfMeasure { measure: measure.clone(), parcels, parts };
            self.parts.insert(measure.id, of_measure);
        }
    }
}

/// Asks the rule.
fn ask(inputs: &Inputs, quantities: &Quantities, layers: &LayersIndex) -> Answered {
    let rule = &*inputs.rule;
    let ground = match (&rule.subject, &inputs.subject) {
        (SubjectFilter::Scheme, _) => return Ok(ask_figures(rule, quantities)?.map(Arc::new)),
        (SubjectFilter::Layer { .. }, _) => Some(ground_of_layer(inputs, layers)?),
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

/// The features of a base layer that a rule is about and that can break it.
fn ground_of_layer(inputs: &Inputs, layers: &LayersIndex) -> Result<Ground<'static>, Unknown> {
    let rule = &*inputs.rule;
    let SubjectFilter::Layer { role, conditions, .. } = &rule.subject else { return Ok(Ground::default()) };
    let place = layers.place(&Place { role: *role, conditions: conditions.clone() })?;
    // What shares no land with the other side adds nothing but to a share, and to what lies outside.
    let shared = matches!(rule.relation, Relation::Overlap { .. } | Relation::Slope { .. } | Relation::Count { .. });
    let near: Option<Vec<Arc<PlaceIndex>>> = (shared && !rule.is_share_of_subject())
        .then(|| rule.relation.sought_places())
        .map(|places| layers.places_there(&places))
        .transpose()?;
    let is_near = |layer: &BaseLayer, feature: usize| {
        let bounds = layer.shapes.feature_bounds(feature);
        near.as_ref().is_none_or(|places| places.iter().any(|place| place.may_meet(&bounds)))
    };
    let is_wanted = feature_filter(&rule.subject);
    Ok(Ground::of_place(&place, |layer, feature| is_wanted(layer, feature) && is_near(layer, feature)))
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
