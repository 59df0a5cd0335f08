//! What differs between the subjects of one run and those of the next: an answer that none of it concerns stays as it is, and
//! what it was found from is not gathered again.

use std::collections::BTreeSet;

use super::{Subject, SubjectId, Subjects};
use crate::checks::pack::{Relation, Rule};
use crate::geometry::Bounds;

/// The subjects that are others now.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// Subjects came, went or changed places: any answer may be another.
    all: bool,
    subjects: BTreeSet<SubjectId>,
    /// Boxes of the measures among them, before and after.
    measures: Vec<Bounds>,
}

impl Moved {
    pub fn between(before: &Subjects, after: &Subjects) -> Self {
        let ids = |subjects: &Subjects| subjects.list.iter().map(Subject::id).collect::<Vec<_>>();
        let mut moved = Self { all: ids(before) != ids(after), ..Self::default() };
        if moved.all {
            return moved;
        }
        for (old, new) in before.list.iter().zip(&after.list).filter(|(old, new)| !new.judges_as(old)) {
            moved.subjects.insert(new.id());
            if let Subject::Measure(_) = new {
                moved.measures.extend([old.bounds(), new.bounds()]);
            }
        }
        moved
    }

    /// Whether a rule may say something else of a subject now; `window` is the subject's box, none for a base layer.
    pub fn concerns(&self, rule: &Rule, subject: SubjectId, window: Option<&Bounds>) -> bool {
        if self.all || self.subjects.contains(&subject) {
            return true;
        }
        match &rule.relation {
            // What backs a measure lies anywhere.
            Relation::Unbacked { .. } => !self.measures.is_empty(),
            Relation::OverlapMeasures { .. } => self.is_near(window),
            _ => !rule.outside.is_empty() && self.is_near(window),
        }
    }

    fn is_near(&self, window: Option<&Bounds>) -> bool {
        self.measures.iter().any(|bounds| window.is_none_or(|window| window.meets(bounds)))
    }
}
