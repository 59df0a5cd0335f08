//! A pack that was read, checked and tested.

use std::sync::Arc;

use super::{Relation, Rule, SubjectFilter, Words};
use crate::base::Role;
use crate::design::Date;
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

    /// The rules that hold on a day, by the validity of their basis.
    pub fn in_force(&self, date: Date) -> Self {
        let rules = self.rules.iter().filter(|rule| rule.basis.holds_on(date)).cloned().collect();
        Self { rules, ..self.clone() }
    }
}
