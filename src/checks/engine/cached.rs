//! What one answer of the engine was found from: as long as that is the same, so is the answer.

use std::sync::Arc;

use super::fingerprint::Fingerprint;
use super::land::{LandPart, changing_parts};
use super::place_index::PlaceState;
use super::subject::same_to_judge;
use super::{Finding, Subject, SubjectId, Unknown};
use crate::checks::pack::{Relation, Rule, SubjectFilter};
use crate::checks::verdict::Verdict;
use crate::design::Measure;

/// Everything that an answer depends on.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    pub rule: Arc<Rule>,
    /// The zone or measure judged; none for a scheme and for a base layer.
    pub subject: Option<Subject>,
    /// Its land by class before, where the rule asks for classes.
    pub parts: Option<Result<Arc<[LandPart]>, Unknown>>,
    /// Measures whose land is left out.
    pub outside: Vec<Arc<Measure>>,
    /// Measures that the relation looks at.
    pub others: Vec<Arc<Measure>>,
    /// State of each place that the rule looks at; none where the project lacks it.
    pub places: Arc<[Option<PlaceState>]>,
    /// State of the parcels: findings name those beneath a subject.
    pub parcels: Option<PlaceState>,
    /// Figures that the rule names, to the last bit.
    pub figures: Vec<Option<u64>>,
    /// Dates of the data behind the figures; of no account where the rule names none.
    pub dates: u64,
}

/// An answer, kept.
#[derive(Clone, Debug)]
pub(super) struct Cached {
    pub inputs: Inputs,
    pub answer: Answered,
    /// What is told of the subject, who goes without a name here; `None` where the rule holds of land, and where it was not judged.
    pub verdict: Option<Verdict>,
}

/// `None` where the rule does not apply to the subject.
pub(super) type Answered = Result<Option<Arc<Finding>>, Unknown>;

impl Cached {
    /// An answer to what was asked of a subject. What holds of land is no verdict, what holds of figures is one.
    pub fn new(inputs: Inputs, id: SubjectId, answer: Answered) -> Self {
        let verdict = match &answer {
            Ok(Some(finding)) if !finding.holds || id == SubjectId::Scheme => {
                Some(Verdict::new(inputs.rule.clone(), id, "", finding.clone(), inputs.fingerprint()))
            }
            _ => None,
        };
        Self { inputs, answer, verdict }
    }
}

impl Inputs {
    /// Whether both lead to the same answer.
    pub fn same(&self, other: &Self) -> bool {
        let same_rule = Arc::ptr_eq(&self.rule, &other.rule) || self.rule == other.rule;
        let same_subject = match (&self.subject, &other.subject) {
            (Some(subject), Some(other)) => subject.judges_as(other),
            (None, None) => true,
            _ => false,
        };
        let same_parts = match (&self.parts, &other.parts) {
            (Some(Ok(parts)), Some(Ok(other))) => Arc::ptr_eq(parts, other) || parts == other,
            (parts, other) => parts == other,
        };
        same_rule
            && same_subject
            && same_parts
            && same_measures(&self.outside, &other.outside)
            && same_measures(&self.others, &other.others)
            && self.places == other.places
            && self.parcels == other.parcels
            && self.figures == other.figures
            && self.dates == other.dates
    }

    /// The hash that an answer of a person belongs to: the geometry and data that were judged, and the threshold. Data read in
    /// again with the same date and content are the same.
    pub fn fingerprint(&self) -> u64 {
        let mut print = Fingerprint::new();
        print.text(&self.rule.id);
        print.real(self.rule.threshold * self.rule.unit.size());
        if let Some(subject) = &self.subject {
            print.shape(subject.shape());
            if let Subject::Measure(measure) = subject {
                print.text(measure.kind.key());
                print.text(measure.to_class.as_deref().unwrap_or(""));
                if self.rule.relation == Relation::PerHousehold {
                    print.real(measure.quantity.unwrap_or(0.0));
                }
            }
        }
        for measure in self.outside.iter().chain(&self.others) {
            print.shape(&measure.shape.0);
        }
        if matches!(self.rule.subject, SubjectFilter::Changes { .. }) {
            self.print_changes(&mut print);
        }
        for state in self.places.iter() {
            print.number(state.map_or(0, |state| state.content));
        }
        for figure in &self.figures {
            print.number(figure.unwrap_or(0));
        }
        print.number(self.dates);
        print.finish()
    }

    /// What changes its class, and the parcels that say so.
    fn print_changes(&self, print: &mut Fingerprint) {
        print.number(self.parcels.map_or(0, |state| state.content));
        if let Some(Ok(parts)) = &self.parts {
            for part in changing_parts(parts, &self.rule.subject) {
                print.text(&part.from_class);
                print.shape(&part.shape);
            }
        }
    }
}

/// Whether two lists of measures are the same to a rule.
pub(super) fn same_measures(measures: &[Arc<Measure>], others: &[Arc<Measure>]) -> bool {
    measures.len() == others.len() && measures.iter().zip(others).all(|(measure, other)| same_to_judge(measure, other))
}
