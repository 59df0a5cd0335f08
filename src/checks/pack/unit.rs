//! The units that thresholds and figures are given in.

use serde::{Deserialize, Serialize};

use crate::checks::quantity::Dimension;
use crate::i18n::{Language, Text, fixed, texts};
use crate::units::{M2_PER_HECTARE, M2_PER_MU};

/// Unit of a rule's figure, threshold and slack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Mu,
    M2,
    Ha,
    M,
    /// A share of one, or a multiple; shown in per cent by `percent`.
    Ratio,
    /// Per cent: 5 is a ratio of 0.05.
    Percent,
    Degrees,
    Grade,
    Count,
    Months,
}

texts! {
    UnitText {
        Mu: "亩", "mu";
        M2: "平方米", "m²";
        Ha: "公顷", "ha";
        M: "米", "m";
        Ratio: "（比值）", "(ratio)";
        Percent: "%", "%";
        Degrees: "度", "degrees";
        Grade: "等", "grades";
        Count: "个", "in number";
        Months: "个月", "months";
    }
}

impl Unit {
    /// Name in packs and reports: `mu`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Mu => "mu",
            Self::M2 => "m2",
            Self::Ha => "ha",
            Self::M => "m",
            Self::Ratio => "ratio",
            Self::Percent => "percent",
            Self::Degrees => "degrees",
            Self::Grade => "grade",
            Self::Count => "count",
            Self::Months => "months",
        }
    }

    pub fn dimension(self) -> Dimension {
        match self {
            Self::Mu | Self::M2 | Self::Ha => Dimension::Area,
            Self::M => Dimension::Length,
            Self::Ratio | Self::Percent => Dimension::Ratio,
            Self::Degrees => Dimension::Slope,
            Self::Grade => Dimension::Grade,
            Self::Count => Dimension::Count,
            Self::Months => Dimension::Months,
        }
    }

    /// How much of its dimension's own unit (m², m, a share of one …) one of it is.
    pub fn size(self) -> f64 {
        match self {
            Self::Mu => M2_PER_MU,
            Self::Ha => M2_PER_HECTARE,
            Self::Percent => 0.01,
            _ => 1.0,
        }
    }

    /// A value with its unit, as a person reads it: `3.20 亩`.
    pub fn say(self, value: f64, language: Language) -> String {
        let decimals = match self {
            Self::Mu | Self::M2 | Self::Ha | Self::M | Self::Percent | Self::Degrees | Self::Grade => 2,
            Self::Ratio => 4,
            Self::Count | Self::Months => 0,
        };
        let number = fixed(value, decimals);
        match self {
            Self::Ratio => number,
            Self::Percent => format!("{number}%"),
            _ => format!("{number} {}", self.text().get(language)),
        }
    }

    fn text(self) -> UnitText {
        match self {
            Self::Mu => UnitText::Mu,
            Self::M2 => UnitText::M2,
            Self::Ha => UnitText::Ha,
            Self::M => UnitText::M,
            Self::Ratio => UnitText::Ratio,
            Self::Percent => UnitText::Percent,
            Self::Degrees => UnitText::Degrees,
            Self::Grade => UnitText::Grade,
            Self::Count => UnitText::Count,
            Self::Months => UnitText::Months,
        }
    }
}
