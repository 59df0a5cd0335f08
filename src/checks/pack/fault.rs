//! Rules that can be read but not meant: found before anything is judged by them.

use super::{Bound, Relation, Rule, SubjectFilter};
use crate::checks::quantity::Dimension;
use crate::i18n::{Message, Text, texts};

texts! {
    FaultText {
        NoId: "规则没有编号。", "A rule has no id.";
        MixedTerms: "规则 {0} 的各项不是同一类数量，不能相加减。", "The terms of rule {0} measure different things and can't be added up.";
        NoTerms: "规则 {0} 没有写任何指标。", "Rule {0} names no quantity.";
        WrongUnit: "规则 {0} 的单位“{1}”与它的数值不是同一类。", "The unit \"{1}\" of rule {0} does not measure what the rule measures.";
        SchemeNeedsFigures: "规则 {0} 以整个方案为对象，关系只能是 Ratio、Balance，或写明 of 的 Whenever。",
            "Rule {0} is about the scheme as a whole: its relation is Ratio, Balance, or Whenever with `of`.";
        FiguresNeedScheme: "规则 {0} 的关系是方案的数量，对象要写 Scheme。", "The relation of rule {0} is about figures of the scheme: its subject is Scheme.";
        SlopeEdge: "规则 {0} 的坡度界线要写 0、2、6、15 或 25 度，并且从小到大。", "The slopes of rule {0} must be 0, 2, 6, 15 or 25 degrees, the lower one first.";
        NeedsMeasures: "规则 {0} 的关系只适用于措施，对象要写 Measures 或 Changes。",
            "The relation of rule {0} is one of measures: its subject is Measures or Changes.";
        Condition: "规则 {0} 的 where 要写 columns，以及 contains、is、starts_with 之一。",
            "A `where` of rule {0} needs `columns` and one of `contains`, `is` and `starts_with`.";
        NotFinite: "规则 {0} 的阈值或容差不是有限数，或容差为负。", "Threshold or tolerance of rule {0} is not a finite number, or the tolerance is negative.";
        NoRemedy: "规则 {0} 没有写处置建议 remedies。", "Rule {0} offers no remedies.";
        NoBasis: "规则 {0} 没有写依据文件（尚无依据请写“待核对”）。", "Rule {0} names no document (write 待核对 where none is known yet).";
        NoTest: "规则 {0} 没有自测 tests，至少要有一条。", "Rule {0} brings no tests; one at least is needed.";
        TestKind: "规则 {0} 的自测“{1}”要用 {2}。", "The test \"{1}\" of rule {0} must be of {2}.";
    }
}

/// What is wrong with a rule, if anything is.
pub(super) fn fault_of(rule: &Rule) -> Option<Message> {
    let id = || rule.id.as_str();
    if rule.id.trim().is_empty() {
        return Some(FaultText::NoId.plain());
    }
    if rule.remedies.is_empty() {
        return Some(FaultText::NoRemedy.with([id().into()]));
    }
    if rule.basis.document.trim().is_empty() {
        return Some(FaultText::NoBasis.with([id().into()]));
    }
    if rule.tests.is_empty() {
        return Some(FaultText::NoTest.with([id().into()]));
    }
    if !rule.threshold.is_finite()
        || rule.tolerance.is_some_and(|tolerance| !(tolerance >= 0.0 && tolerance.is_finite()))
    {
        return Some(FaultText::NotFinite.with([id().into()]));
    }
    if matches!(rule.relation, Relation::Slope { .. }) && rule.relation.places().is_empty() {
        return Some(FaultText::SlopeEdge.with([id().into()]));
    }
    if rule.relation.is_of_measures()
        && !matches!(rule.subject, SubjectFilter::Measures(_) | SubjectFilter::Changes { .. })
    {
        return Some(FaultText::NeedsMeasures.with([id().into()]));
    }
    if !conditions_are_whole(rule) {
        return Some(FaultText::Condition.with([id().into()]));
    }
    fault_of_figures(rule)
}

fn fault_of_figures(rule: &Rule) -> Option<Message> {
    let id = rule.id.as_str();
    let of_scheme = rule.subject == SubjectFilter::Scheme;
    match (of_scheme, rule.relation.is_of_figures()) {
        (true, false) => return Some(FaultText::SchemeNeedsFigures.with([id.into()])),
        (false, true) => return Some(FaultText::FiguresNeedScheme.with([id.into()])),
        _ => {}
    }
    if of_scheme && rule.relation.quantities().next().is_none() {
        return Some(FaultText::NoTerms.with([id.into()]));
    }
    let Some(dimension) = rule.relation.dimension() else { return Some(FaultText::MixedTerms.with([id.into()])) };
    // A share of the subject is land, too.
    let share = dimension == Dimension::Area && !of_scheme && rule.unit.dimension() == Dimension::Ratio;
    let fits = rule.unit.dimension() == dimension || share;
    (!fits).then(|| FaultText::WrongUnit.with([id.into(), rule.unit.key().into()]))
}

fn conditions_are_whole(rule: &Rule) -> bool {
    let mut conditions: Vec<_> = rule.relation.places().into_iter().flat_map(|place| place.conditions).collect();
    if let SubjectFilter::Layer { conditions: of_subject, .. } = &rule.subject {
        conditions.extend(of_subject.iter().cloned());
    }
    conditions.iter().all(|condition| {
        let words = condition.contains.len() + condition.is.len() + condition.starts_with.len();
        !condition.columns.is_empty() && words > 0
    })
}

impl Bound {
    /// Whether a figure lies on its side of the threshold, `tolerance` beyond it counting as on it.
    pub fn holds(self, figure: f64, threshold: f64, tolerance: f64) -> bool {
        match self {
            Self::AtLeast => figure >= threshold - tolerance,
            Self::AtMost => figure <= threshold + tolerance,
            Self::MoreThan => figure > threshold + tolerance,
            Self::LessThan => figure < threshold - tolerance,
        }
    }

    /// How far a figure lies on the good side of the threshold; negative on the other.
    pub fn slack(self, figure: f64, threshold: f64) -> f64 {
        match self {
            Self::AtLeast | Self::MoreThan => figure - threshold,
            Self::AtMost | Self::LessThan => threshold - figure,
        }
    }
}

/// A test that cannot be one of this rule: shapes for figures, or figures for shapes.
pub(super) fn misfit_test(rule: &Rule) -> Option<(&str, Message)> {
    let of_figures = rule.relation.is_of_figures();
    let misfit = rule.tests.iter().find(|test| matches!(test, super::OwnTest::Figures { .. }) != of_figures)?;
    let wanted = if of_figures { "Figures" } else { "Shapes" };
    Some((misfit.name(), FaultText::TestKind.with([rule.id.as_str().into(), misfit.name().into(), wanted.into()])))
}
