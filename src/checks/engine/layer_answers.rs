//! What rules say of whole base layers: it depends on the rule and the layers, which never change, so it is found once for all
//! schemes, for the land as it is, and ahead of the first judgement.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::LayersIndex;
use super::cached::{Answered, Inputs};
use super::judge::ask;
use super::moved::Moved;
use super::pairing::{Known, Sight};
use crate::checks::pack::{Rule, RulePack, SubjectFilter};
use crate::checks::quantity::Quantities;

/// Answers by the rule's id, with the rule that was asked.
#[derive(Debug, Default)]
pub(super) struct LayerAnswers(Mutex<BTreeMap<String, (Arc<Rule>, Answered)>>);

impl LayerAnswers {
    fn get(&self, rule: &Arc<Rule>) -> Option<Answered> {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (asked, answer) = answers.get(&rule.id)?;
        (Arc::ptr_eq(asked, rule) || asked == rule).then(|| answer.clone())
    }

    fn put(&self, rule: &Arc<Rule>, answer: Answered) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answers.insert(rule.id.clone(), (rule.clone(), answer));
    }
}

impl LayersIndex {
    /// Prepares all that a pack will ask for, and asks what it asks of whole layers: what a background job does before the first
    /// judgement.
    pub fn prepare(&self, pack: &RulePack) {
        self.prepare_places(pack);
        let (subjects, figures) = (Default::default(), Quantities::new());
        let sight = Sight::new(&subjects, Moved::default(), &|_| None, &figures, self);
        let of_layers = pack.rules.iter().filter(|rule| matches!(rule.subject, SubjectFilter::Layer { .. }));
        let pairs = of_layers.flat_map(|rule| sight.pairs(&sight.common(rule), None));
        let asked: Vec<Box<Inputs>> = pairs
            .filter_map(|pair| match pair.known {
                Known::Inputs(inputs) => Some(inputs),
                Known::Answer(_) => None,
            })
            .collect();
        asked.par_iter().for_each(|inputs| drop(self.answer_of_layers(inputs)));
    }

    /// The answer to a rule about a whole layer, of which no measure takes anything away.
    pub(super) fn answer_of_layers(&self, inputs: &Inputs) -> Answered {
        if let Some(known) = self.layer_answers.get(&inputs.rule) {
            return known;
        }
        let answer = ask(inputs, &Quantities::new(), self);
        self.layer_answers.put(&inputs.rule, answer.clone());
        answer
    }
}
