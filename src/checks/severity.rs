//! How serious it is that a zone covers land of a layer (rules ZON-01 to ZON-03).

use serde::{Deserialize, Serialize};

use super::pack::standard_pack;
use crate::base::Role;
use crate::i18n::{Text, texts};

/// Severity of a finding, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The zone must go round it, or be waived with the approval.
    Forbidden,
    /// Allowed with the file of a procedure.
    Procedure,
    /// To be looked at and reasoned.
    Review,
    /// Good to know.
    Information,
}

texts! {
    SeverityText {
        Forbidden: "禁止", "Forbidden";
        Procedure: "须走程序", "Procedure required";
        Review: "须说明", "To review";
        Information: "提示", "Information";
    }
}

impl Severity {
    /// What it means for a zone to cover land of this role, by the zone rules of the national pack; what no rule speaks of
    /// is information.
    pub fn of_zone_over(role: Role) -> Self {
        standard_pack().zone_rule(role).map_or(Self::Information, |rule| rule.severity())
    }

    /// Name in files and reports: `forbidden`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::Procedure => "procedure",
            Self::Review => "review",
            Self::Information => "information",
        }
    }

    /// The words for people.
    pub fn text(self) -> impl Text {
        match self {
            Self::Forbidden => SeverityText::Forbidden,
            Self::Procedure => SeverityText::Procedure,
            Self::Review => SeverityText::Review,
            Self::Information => SeverityText::Information,
        }
    }
}
