//! What the rule pack says of a change before any model: each candidate is judged by the checks' own engine as the measure that it
//! would be, alone, so a parcel is out by the very verdict that the scheme would get.

use std::collections::BTreeSet;
use std::sync::Arc;

use geo::MultiPolygon;

use crate::checks::{
    Engine, LayersIndex, Quantities, Rule, RulePack, Severity, Subject, SubjectFilter, Subjects, Unknown,
};
use crate::design::{Date, Measure, MeasureId, MeasureKind, Shape};

use super::Exclusion;

/// The rules of a pack that speak of a measure's land.
#[derive(Clone, Debug)]
pub(super) struct RuleBook {
    pack: RulePack,
}

/// What the rules say of one candidate.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ruling {
    /// The first rule that forbids it, or that would and could not be asked.
    pub exclusion: Option<Exclusion>,
    /// Rules that ask for a procedure or a reason: positions in [`RuleBook::rules`].
    pub asked: Vec<u32>,
    /// Rules that could not be asked because the project lacks their layer.
    pub unasked: BTreeSet<u32>,
}

impl RuleBook {
    /// The rules in force on a day about measures of these kinds.
    pub fn of(pack: &RulePack, on: Date, kinds: &BTreeSet<MeasureKind>) -> Self {
        let mut pack = pack.in_force(on);
        pack.rules.retain(|rule| {
            let meant = match &rule.subject {
                SubjectFilter::Measures(of) | SubjectFilter::Changes { kinds: of, .. } => of,
                SubjectFilter::Zones | SubjectFilter::Scheme | SubjectFilter::Layer { .. } => return false,
            };
            rule.severity() != Severity::Information
                && (meant.is_empty() || meant.iter().any(|kind| kinds.contains(kind)))
        });
        Self { pack }
    }

    pub fn rules(&self) -> &[Arc<Rule>] {
        &self.pack.rules
    }

    /// Prepares the layers that the rules look at, on this thread.
    pub fn prepare(&self, layers: &LayersIndex) {
        layers.prepare(&self.pack);
    }

    /// What they say of a measure of a kind on some land.
    pub fn judge(&self, kind: MeasureKind, shape: MultiPolygon<f64>, layers: &LayersIndex) -> Ruling {
        let measure = Measure::new(MeasureId(1), kind, Shape(shape));
        let subjects = Subjects { list: vec![Subject::Measure(Arc::new(measure))] };
        let judgement = Engine::new().judge(&self.pack, &subjects, &Quantities::new(), layers);
        let mut ruling = Ruling::default();
        for verdict in judgement.verdicts.iter().filter(|verdict| !verdict.finding.holds) {
            if verdict.rule.severity() == Severity::Forbidden {
                let (rule, figure) = (verdict.rule.clone(), verdict.finding.figure);
                ruling.exclusion.get_or_insert(Exclusion::Rule { rule, figure });
            } else {
                ruling.asked.extend(self.position(&verdict.rule));
            }
        }
        for unjudged in judgement.unjudged {
            match unjudged.reason {
                Unknown::NoLayer(_) | Unknown::NoColumn(..) | Unknown::NoHouseholds => {
                    ruling.unasked.extend(self.position(&unjudged.rule));
                }
                reason if unjudged.rule.severity() == Severity::Forbidden => {
                    ruling.exclusion.get_or_insert(Exclusion::Unjudged { rule: unjudged.rule, reason });
                }
                _ => ruling.asked.extend(self.position(&unjudged.rule)),
            }
        }
        ruling
    }

    fn position(&self, rule: &Arc<Rule>) -> Option<u32> {
        self.pack.rules.iter().position(|own| own.id == rule.id).map(|position| position as u32)
    }
}
