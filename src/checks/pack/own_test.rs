//! The examples that a rule brings along, run when its pack is loaded.

use serde::{Deserialize, Serialize};

use super::Rule;
use crate::checks::engine::{Example, judge_example};
use crate::checks::quantity::Quantities;
use crate::geometry::Point;
use crate::i18n::{Message, Text, fixed, texts};

/// One example: what is given, and what the rule must say of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum OwnTest {
    /// A subject and the land it is held against, as rings in metres.
    Shapes {
        name: String,
        subject: Vec<Point>,
        /// Rings inside the subject that are no part of it.
        #[serde(default)]
        holes: Vec<Vec<Point>>,
        /// Features that all fit the rule's role and conditions (measures of the kinds, for `OverlapMeasures` and `Unbacked`).
        #[serde(default)]
        against: Vec<Vec<Point>>,
        /// Measures whose land the rule leaves out.
        #[serde(default)]
        outside: Vec<Vec<Point>>,
        /// Households that the subject plans for.
        #[serde(default)]
        households: Option<f64>,
        /// In the rule's unit, to a thousandth of it.
        #[serde(default)]
        figure: Option<f64>,
        holds: bool,
    },
    /// Figures of a scheme.
    Figures {
        name: String,
        quantities: Quantities,
        /// In the rule's unit, to a millionth of it.
        #[serde(default)]
        figure: Option<f64>,
        holds: bool,
    },
}

texts! {
    OwnTestText {
        Failed: "规则 {0} 的自测“{1}”没有通过：应当{2}，结果是{3}。请核对阈值和自测。",
            "The test \"{1}\" of rule {0} failed: expected {2}, got {3}. Check the threshold and the test.";
        Satisfied: "满足", "satisfied";
        Violated: "不满足", "violated";
        Figure: "数值 {0}", "a figure of {0}";
        Unknown: "无法判定（{0}）", "nothing to judge ({0})";
    }
}

impl OwnTest {
    pub fn name(&self) -> &str {
        match self {
            Self::Shapes { name, .. } | Self::Figures { name, .. } => name,
        }
    }

    /// Runs the example; says what was expected and what came where they differ.
    pub(super) fn run(&self, rule: &Rule) -> Result<(), Message> {
        let (holds, found) = (self.holds(), self.run_for_figure(rule)?);
        if found != holds {
            return Err(self.failed(rule, satisfied(holds), satisfied(found)));
        }
        Ok(())
    }

    /// Takes over whether a rule holds whose threshold is another one now; the figure must still come out.
    pub(super) fn keep_figure(&mut self, rule: &Rule) -> Result<(), Message> {
        let found = self.run_for_figure(rule)?;
        match self {
            Self::Shapes { holds, .. } | Self::Figures { holds, .. } => *holds = found,
        }
        Ok(())
    }

    /// Runs the example for its figure alone, which no threshold changes; returns whether the rule holds.
    fn run_for_figure(&self, rule: &Rule) -> Result<bool, Message> {
        let (example, figure, precision) = match self {
            Self::Shapes { subject, holes, against, outside, households, figure, .. } => {
                (Example::Shapes { subject, holes, against, outside, households: *households }, figure, 1e-3)
            }
            Self::Figures { quantities, figure, .. } => (Example::Figures(quantities), figure, 1e-6),
        };
        let unknown = |reason: Message| OwnTestText::Unknown.with([reason.into()]);
        let finding = judge_example(rule, &example)
            .map_err(|reason| self.failed(rule, satisfied(self.holds()), unknown(reason)))?;
        if let Some(expected) = *figure
            && (finding.figure - expected).abs() > precision * expected.abs().max(1.0)
        {
            let said = |value| OwnTestText::Figure.with([fixed(value, 6).into()]);
            return Err(self.failed(rule, said(expected), said(finding.figure)));
        }
        Ok(finding.holds)
    }

    fn holds(&self) -> bool {
        match self {
            Self::Shapes { holds, .. } | Self::Figures { holds, .. } => *holds,
        }
    }

    fn failed(&self, rule: &Rule, expected: Message, got: Message) -> Message {
        OwnTestText::Failed.with([rule.id.as_str().into(), self.name().into(), expected.into(), got.into()])
    }
}

fn satisfied(holds: bool) -> Message {
    if holds { OwnTestText::Satisfied.plain() } else { OwnTestText::Violated.plain() }
}
