//! A pack that was read, checked and tested.

use std::sync::Arc;

use super::{Date, Rule, Words};

/// Rules ready to judge by. Clones share them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RulePack {
    /// `national`, `zhejiang`, or what a county calls its own.
    pub id: String,
    pub title: Words,
    pub version: String,
    /// In the order written, those of included packs first.
    pub rules: Vec<Arc<Rule>>,
    /// What it was read from, as the loader was told, included packs first.
    pub sources: Vec<String>,
}

impl RulePack {
    pub fn rule(&self, id: &str) -> Option<&Arc<Rule>> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The rules that hold on a day, by the validity of their basis.
    pub fn in_force(&self, date: Date) -> Self {
        let rules = self.rules.iter().filter(|rule| rule.basis.holds_on(date)).cloned().collect();
        Self { rules, ..self.clone() }
    }
}
