//! Answers for designs that stood a few steps ago: undo and redo ask the very same questions again.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::SubjectId;
use super::cached::{Cached, Inputs};
use super::pairing::AnswersOfRule;

/// Designs that are remembered.
const DESIGNS: usize = 8;

/// Answers for one design by the rule's id.
type Answers = BTreeMap<String, Vec<(SubjectId, Arc<Cached>)>>;

/// The last design comes first.
#[derive(Debug, Default)]
pub(super) struct Stood {
    designs: VecDeque<Answers>,
}

impl Stood {
    /// Remembers the answers for a design. They are shared, not copied.
    pub fn keep(&mut self, answers: &BTreeMap<String, AnswersOfRule>) {
        self.designs.truncate(DESIGNS - 1);
        self.designs.push_front(answers.iter().map(|(rule, of)| (rule.clone(), of.answers.clone())).collect());
    }

    /// An answer that was found from the same.
    pub fn answer(&self, inputs: &Inputs, subject: SubjectId) -> Option<Arc<Cached>> {
        let of_rule = self.designs.iter().filter_map(|design| design.get(&inputs.rule.id));
        let of_subject = of_rule.filter_map(|answers| answers.iter().find(|(id, _)| *id == subject));
        let cached = of_subject.map(|(_, cached)| cached).find(|cached| cached.inputs.same(inputs))?;
        Some(Arc::new(Cached { inputs: inputs.clone(), ..Cached::clone(cached) }))
    }
}
