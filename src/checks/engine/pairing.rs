//! Every pair of a rule and a subject that it is about, with all that it is judged by.

use std::sync::Arc;

use super::cached::Inputs;
use super::land::LandPart;
use super::place_index::PlaceState;
use super::{LayersIndex, Subject, SubjectId, Subjects, Unknown};
use crate::base::Role;
use crate::checks::pack::{Place, Relation, Rule, RulePack, SubjectFilter};
use crate::checks::quantity::Quantities;
use crate::design::{Measure, MeasureId};
use crate::geometry::Bounds;
use crate::land::ClassGroup;

/// One pair of rule and subject with what it is judged by.
pub(super) struct Pair<'a> {
    pub id: SubjectId,
    pub name: &'a str,
    pub inputs: Inputs,
}

/// The parts of a measure by class, where a rule asks for them.
type Parts<'a> = dyn Fn(MeasureId) -> Option<Result<Arc<[LandPart]>, Unknown>> + 'a;

/// All pairs: by rule, then in the order of the subjects.
pub(super) fn pairs_of<'a>(
    pack: &RulePack,
    subjects: &'a Subjects,
    parts: &Parts<'_>,
    quantities: &Quantities,
    layers: &LayersIndex,
) -> Vec<Pair<'a>> {
    let bounds: Vec<(Bounds, &Arc<Measure>)> = subjects.measures().map(|measure| (measure.bounds(), measure)).collect();
    let parcels = layers.place(&Place::of(Role::LandUse)).ok().map(|place| place.state);
    let mut pairs = Vec::new();
    for rule in &pack.rules {
        let of_rule = InputsOfRule { rule, bounds: &bounds, places: places(rule, layers), parcels };
        match &rule.subject {
            SubjectFilter::Scheme => {
                let bits = |quantity| quantities.get(&quantity).map(|value: &f64| value.to_bits());
                let figures = rule.relation.quantities().map(bits).collect();
                let inputs = Inputs { figures, dates: layers.dates_of_figures(), ..of_rule.inputs(None, None) };
                pairs.push(Pair { id: SubjectId::Scheme, name: "", inputs });
            }
            SubjectFilter::Layer { role, .. } => {
                pairs.push(Pair { id: SubjectId::Layer(*role), name: "", inputs: of_rule.inputs(None, None) });
            }
            filter => {
                let is_meant = |subject: &&Subject| is_about(filter, subject) && applies(&rule.relation, subject);
                for subject in subjects.list.iter().filter(is_meant) {
                    let parts = match (filter, subject) {
                        (SubjectFilter::Changes { .. }, Subject::Measure(measure)) => parts(measure.id),
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

struct InputsOfRule<'a> {
    rule: &'a Arc<Rule>,
    bounds: &'a [(Bounds, &'a Arc<Measure>)],
    places: Arc<[Option<PlaceState>]>,
    parcels: Option<PlaceState>,
}

impl InputsOfRule<'_> {
    fn inputs(&self, subject: Option<&Subject>, parts: Option<Result<Arc<[LandPart]>, Unknown>>) -> Inputs {
        let others = match &self.rule.relation {
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
        Inputs {
            rule: self.rule.clone(),
            subject: subject.cloned(),
            parts,
            outside: self.neighbours(subject, |measure| self.rule.outside.contains(&measure.kind)),
            others,
            places: self.places.clone(),
            parcels: self.parcels,
            figures: Vec::new(),
            dates: 0,
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

    /// Measures under the pair number of the subject, wherever they lie.
    fn partners(&self, subject: Option<&Subject>, wanted: impl Fn(&Measure) -> bool) -> Vec<Arc<Measure>> {
        let Some(Subject::Measure(own)) = subject else { return Vec::new() };
        let is_partner = |measure: &Measure| {
            measure.id != own.id && own.pair.is_some() && measure.pair == own.pair && wanted(measure)
        };
        let partners = self.bounds.iter().filter(|(_, measure)| is_partner(measure));
        partners.map(|(_, measure)| (*measure).clone()).collect()
    }

    fn is_told_by(&self, measure: &Arc<Measure>, subject: Option<&Subject>) -> bool {
        let place = |id: MeasureId| self.bounds.iter().position(|(_, measure)| measure.id == id);
        let Some(Subject::Measure(subject)) = subject else { return false };
        is_about(&self.rule.subject, &Subject::Measure(measure.clone())) && place(measure.id) > place(subject.id)
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
