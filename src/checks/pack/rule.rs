//! One rule, as it stands in a pack.

use serde::{Deserialize, Serialize};

use super::{OwnTest, Relation, SubjectFilter, Unit};
use crate::checks::Severity;
use crate::checks::quantity::Dimension;
use crate::design::{Date, MeasureKind};
use crate::i18n::{Language, Message};

/// A rule of a pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Stable identity: `PBF-04`. Unique over a pack and all that it includes.
    pub id: String,
    pub title: Words,
    pub severity: RuleSeverity,
    pub subject: SubjectFilter,
    /// Land of the subject under measures of these kinds is left out of the relation.
    #[serde(default)]
    pub outside: Vec<MeasureKind>,
    pub relation: Relation,
    /// In `unit`; 0 where nothing is said.
    #[serde(default)]
    pub threshold: f64,
    /// How far beyond the threshold counts as nothing, in the unit's own measure (m², m, share …); 1 m² for areas.
    #[serde(default)]
    pub tolerance: Option<f64>,
    pub unit: Unit,
    pub basis: Basis,
    /// Whether threshold and basis were checked against the text of the document.
    pub verified: bool,
    #[serde(default)]
    pub exemptions: Vec<Words>,
    pub remedies: Vec<Remedy>,
    pub tests: Vec<OwnTest>,
    /// The pack that it was written or last changed in.
    #[serde(skip)]
    pub origin: String,
}

/// Words in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub zh: String,
    pub en: String,
}

/// How serious a finding is, as packs say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleSeverity {
    Forbidden,
    Procedure,
    Review,
    Information,
    /// A quantity that must be made up: forbidden while short.
    Balance,
}

/// Where a rule is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// 文件名称
    pub document: String,
    /// 文号
    #[serde(default)]
    pub number: String,
    /// 条款
    #[serde(default)]
    pub article: String,
    /// The rule holds from this day on.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// … and to this day.
    #[serde(default)]
    pub valid_to: Option<Date>,
}

/// What would satisfy a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    pub zh: String,
    pub en: String,
    #[serde(default)]
    pub fix: FixKind,
}

/// What the program can do about a finding at a keystroke.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FixKind {
    /// Take the land in question off the subject.
    Trim,
    /// Take the whole subject out of the scheme.
    Exclude,
    #[default]
    None,
}

impl Words {
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

impl Remedy {
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

impl Basis {
    /// Document, number and article, in Chinese as they are cited.
    pub fn citation(&self) -> String {
        let number = if self.number.is_empty() { String::new() } else { format!("（{}）", self.number) };
        format!("{}{number}{}", self.document, self.article)
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }
}

impl RuleSeverity {
    /// The severity of a finding.
    pub fn severity(self) -> Severity {
        match self {
            Self::Forbidden | Self::Balance => Severity::Forbidden,
            Self::Procedure => Severity::Procedure,
            Self::Review => Severity::Review,
            Self::Information => Severity::Information,
        }
    }
}

impl Rule {
    pub fn severity(&self) -> Severity {
        self.severity.severity()
    }

    /// How far beyond the threshold counts as nothing, in m², m, a share …
    pub fn tolerance(&self) -> f64 {
        self.tolerance.unwrap_or(match self.unit.dimension() {
            // Overlap up to 1 m² is touching: what production tools count as such.
            Dimension::Area => 1.0,
            Dimension::Length => 0.01,
            Dimension::Count | Dimension::Months => 0.0,
            Dimension::Ratio | Dimension::Slope | Dimension::Grade => 1e-9,
        })
    }

    /// Whether the share of a subject is meant and not the land itself.
    pub fn is_share_of_subject(&self) -> bool {
        self.relation.dimension() == Some(Dimension::Area) && self.unit.dimension() == Dimension::Ratio
    }

    /// The title as an argument of a message.
    pub fn message(&self) -> Message {
        Message::owned(self.title.zh.clone(), self.title.en.clone())
    }
}
