//! A pack that was read, checked and tested.

use std::sync::Arc;

use super::{Relation, Rule, SubjectFilter, Words};
use crate::base::Role;
use crate::design::Date;
use crate::i18n::{Explain, Message, Text, texts};
use crate::indicators::LedgerSettings;

/// Rules ready to judge by. Clones share them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RulePack {
    /// `national`, `zhejiang`, or what a county calls its own.
    pub id: String,
    pub title: Words,
    pub version: String,
    /// In the order written, those of included packs first.
    pub rules: Vec<Arc<Rule>>,
    /// What the ledgers of a scheme are kept by.
    pub ledger: LedgerSettings,
    /// What it was read from, as the loader was told, included packs first.
    pub sources: Vec<String>,
    /// Rules that [`RulePack::in_force`] left out; none in a pack as it was read.
    pub out_of_force: Vec<OutOfForce>,
}

/// A rule that does not hold on a day. It is said, never passed over.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfForce {
    pub rule: Arc<Rule>,
    /// The day that was asked about.
    pub on: Date,
}

texts! {
    OutOfForceText {
        Expired: "规则 {0} 的依据 {1} 已于 {2} 失效，没有据此判断。", "Rule {0} was not asked: its basis {1} expired on {2}.";
        NotYet: "规则 {0} 的依据 {1} 自 {2} 起施行，没有据此判断。", "Rule {0} was not asked: its basis {1} holds from {2} on.";
    }
}

impl Explain for OutOfForce {
    fn message(&self) -> Message {
        let basis = &self.rule.basis;
        let (text, day) = match (basis.valid_from, basis.valid_to) {
            (Some(from), _) if self.on < from => (OutOfForceText::NotYet, from),
            (_, to) => (OutOfForceText::Expired, to.unwrap_or(self.on)),
        };
        text.with([self.rule.id.as_str().into(), basis.citation().into(), day.to_string().into()])
    }
}

impl RulePack {
    pub fn rule(&self, id: &str) -> Option<&Arc<Rule>> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The gravest rule about zones on land of a role, whatever its attributes: what the live card and exports say.
    pub fn zone_rule(&self, role: Role) -> Option<&Arc<Rule>> {
        self.zone_rules().filter(|rule| rule.relation.role() == Some(role)).min_by_key(|rule| rule.severity())
    }

    /// The rules about zones on land of whole roles, in the order of the pack.
    pub fn zone_rules(&self) -> impl Iterator<Item = &Arc<Rule>> {
        self.rules.iter().filter(|rule| {
            let of_whole_role = matches!(&rule.relation, Relation::Overlap { conditions, .. } if conditions.is_empty());
            rule.subject == SubjectFilter::Zones && of_whole_role
        })
    }

    /// The rules that hold on a day, by the validity of their basis; the others are told apart.
    pub fn in_force(&self, date: Date) -> Self {
        let (rules, lapsed): (Vec<_>, Vec<_>) = self.rules.iter().cloned().partition(|rule| rule.basis.holds_on(date));
        let out_of_force = lapsed.into_iter().map(|rule| OutOfForce { rule, on: date }).collect();
        Self { rules, out_of_force, ..self.clone() }
    }
}
