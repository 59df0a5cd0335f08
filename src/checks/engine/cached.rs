//! What one answer of the engine was found from: as long as that is the same, so is the answer.

use std::sync::Arc;

use super::fingerprint::Fingerprint;
use super::land::LandPart;
use super::subject::same_to_judge;
use super::{Finding, Subject, Unknown};
use crate::checks::pack::Rule;
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
    pub stamps: Vec<Option<u64>>,
    /// Figures that the rule names, to the last bit.
    pub figures: Vec<Option<u64>>,
}

/// An answer, kept.
#[derive(Clone, Debug)]
pub(super) struct Cached {
    pub inputs: Inputs,
    pub answer: Answered,
    /// The inputs' fingerprint.
    pub judged: u64,
}

/// `None` where the rule does not apply to the subject.
pub(super) type Answered = Result<Option<Arc<Finding>>, Unknown>;

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
            && self.stamps == other.stamps
            && self.figures == other.figures
    }

    /// The hash that an answer of a person belongs to: what was judged, and by which threshold.
    pub fn fingerprint(&self) -> u64 {
        let mut print = Fingerprint::new();
        print.text(&self.rule.id);
        print.real(self.rule.threshold);
        if let Some(subject) = &self.subject {
            print.shape(subject.shape());
            if let Subject::Measure(measure) = subject {
                print.text(measure.kind.key());
                print.text(measure.to_class.as_deref().unwrap_or(""));
            }
        }
        for measure in self.outside.iter().chain(&self.others) {
            print.shape(&measure.shape.0);
        }
        for number in self.stamps.iter().chain(&self.figures) {
            print.number(number.unwrap_or(0));
        }
        print.finish()
    }
}

fn same_measures(measures: &[Arc<Measure>], others: &[Arc<Measure>]) -> bool {
    measures.len() == others.len() && measures.iter().zip(others).all(|(measure, other)| same_to_judge(measure, other))
}
