//! One scheme under two packs, side by side, what differs first.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::pack::{Rule, RulePack};
use super::verdict::{Judgement, Unjudged, Verdict};

/// How two packs take one rule or one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Only the first pack has the rule.
    OnlyFirst,
    /// Only the second pack has the rule.
    OnlySecond,
    /// Both have it; severity, threshold or something else that decides is not the same.
    RuleDiffers,
    /// The rule is the same, and so is what comes of it.
    None,
}

/// A rule of either pack with what each makes of the scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedRule {
    pub id: String,
    pub difference: Difference,
    pub first: Option<Arc<Rule>>,
    pub second: Option<Arc<Rule>>,
    /// Findings by verdict id: what the first says, what the second says.
    pub verdicts: Vec<(String, Option<Verdict>, Option<Verdict>)>,
    /// What each could not judge by the rule: that is not satisfied.
    pub unjudged: [Vec<Unjudged>; 2],
    /// The same findings with the same status, figure and threshold under both, and the same that could not be judged.
    pub agrees: bool,
}

/// Two packs over one scheme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PackComparison {
    /// Rules whose findings differ first, then rules that differ, then the rest; each in the order of the packs.
    pub rules: Vec<ComparedRule>,
}

impl PackComparison {
    /// Compares two packs and what each said of the same scheme.
    pub fn new(first: (&RulePack, &Judgement), second: (&RulePack, &Judgement)) -> Self {
        let mut ids: Vec<&str> = first.0.rules.iter().map(|rule| rule.id.as_str()).collect();
        ids.extend(second.0.rules.iter().map(|rule| rule.id.as_str()).filter(|id| first.0.rule(id).is_none()));
        let mut rules: Vec<ComparedRule> = ids.into_iter().map(|id| compared(id, first, second)).collect();
        rules.sort_by_key(|rule| (rule.agrees, rule.difference == Difference::None));
        Self { rules }
    }

    /// Those that differ in the rule or in what comes of it.
    pub fn differing(&self) -> impl Iterator<Item = &ComparedRule> {
        self.rules.iter().filter(|rule| !rule.agrees || rule.difference != Difference::None)
    }
}

fn compared(id: &str, first: (&RulePack, &Judgement), second: (&RulePack, &Judgement)) -> ComparedRule {
    let (rule_of_first, rule_of_second) = (first.0.rule(id).cloned(), second.0.rule(id).cloned());
    let difference = match (&rule_of_first, &rule_of_second) {
        (Some(one), Some(other)) if judges_alike(one, other) => Difference::None,
        (Some(_), Some(_)) => Difference::RuleDiffers,
        (Some(_), None) => Difference::OnlyFirst,
        _ => Difference::OnlySecond,
    };
    let mut verdicts: BTreeMap<&str, (Option<Verdict>, Option<Verdict>)> = BTreeMap::new();
    for verdict in first.1.verdicts.iter().filter(|verdict| verdict.rule.id == id) {
        verdicts.entry(&verdict.id).or_default().0 = Some(verdict.clone());
    }
    for verdict in second.1.verdicts.iter().filter(|verdict| verdict.rule.id == id) {
        verdicts.entry(&verdict.id).or_default().1 = Some(verdict.clone());
    }
    let unjudged = [first.1, second.1].map(|judgement| {
        let of_rule = judgement.unjudged.iter().filter(|unjudged| unjudged.rule.id == id);
        of_rule.cloned().collect::<Vec<_>>()
    });
    let reasons = |of: &[Unjudged]| of.iter().map(|one| (one.subject, one.reason.clone())).collect::<Vec<_>>();
    let same_unjudged = reasons(&unjudged[0]) == reasons(&unjudged[1]);
    let agrees = same_unjudged
        && verdicts.values().all(|(one, other)| match (one, other) {
            (Some(one), Some(other)) => {
                one.status == other.status
                    && one.rule.severity() == other.rule.severity()
                    && one.finding.figure == other.finding.figure
                    && one.finding.threshold == other.finding.threshold
            }
            _ => false,
        });
    let verdicts = verdicts.into_iter().map(|(id, (one, other))| (id.to_owned(), one, other)).collect();
    let (first, second) = (rule_of_first, rule_of_second);
    ComparedRule { id: id.to_owned(), difference, first, second, verdicts, unjudged, agrees }
}

impl ComparedRule {
    /// What is not satisfied under the first pack (0) or the second (1), the least slack first.
    pub fn broken(&self, side: usize) -> Vec<&Verdict> {
        let of_side = self.verdicts.iter().filter_map(|(_, one, other)| [one, other].get(side).copied()?.as_ref());
        let mut broken: Vec<&Verdict> = of_side.filter(|verdict| !verdict.finding.holds).collect();
        broken.sort_by(|one, other| one.finding.slack.total_cmp(&other.finding.slack));
        broken
    }
}

/// Whether two rules decide alike: words, examples and the pack that they come from aside.
fn judges_alike(one: &Rule, other: &Rule) -> bool {
    one.severity == other.severity
        && one.subject == other.subject
        && one.outside == other.outside
        && one.relation == other.relation
        && one.threshold == other.threshold
        && one.tolerance() == other.tolerance()
        && one.unit == other.unit
        && one.basis == other.basis
        && one.verified == other.verified
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::{Engine, LayersIndex, Quantities, Quantity, Subjects, built_in_pack};
    use crate::crs::GaussKruger;

    #[test]
    fn what_differs_comes_first() {
        let layers = LayersIndex::new(GaussKruger::from_epsg(4549).unwrap(), &[]);
        let quantities: Quantities = Quantity::ALL.iter().map(|&quantity| (quantity, 10.0)).collect();
        let judge = |pack: &RulePack| Engine::new().judge(pack, &Subjects::default(), &quantities, &layers);
        let (national, zhejiang) = (built_in_pack("national").unwrap(), built_in_pack("zhejiang").unwrap());
        let (first, second) = (judge(&national), judge(&zhejiang));
        let comparison = PackComparison::new((&national, &first), (&zhejiang, &second));
        let differing: Vec<(&str, Difference)> =
            comparison.differing().map(|rule| (rule.id.as_str(), rule.difference)).collect();
        assert!(differing.contains(&("DTH-01", Difference::RuleDiffers)), "{differing:?}");
        assert!(differing.contains(&("ZJ-01", Difference::OnlySecond)), "{differing:?}");
        let count = differing.len();
        assert!(comparison.rules[count..].iter().all(|rule| rule.agrees && rule.difference == Difference::None));
        let same = PackComparison::new((&national, &first), (&national, &first));
        assert_eq!(same.differing().count(), 0);
        assert_eq!(same.rules.len(), national.rules.len());
    }

    #[test]
    fn what_one_pack_cannot_judge_differs_from_what_the_other_finds_satisfied() {
        let layers = LayersIndex::new(GaussKruger::from_epsg(4549).unwrap(), &[]);
        let pack = built_in_pack("national").unwrap();
        let judge = |quantities: &Quantities| Engine::new().judge(&pack, &Subjects::default(), quantities, &layers);
        let known = Quantities::from([(Quantity::FarmlandBefore, 1e6), (Quantity::FarmlandAfter, 2e6)]);
        let (first, second) = (judge(&known), judge(&Quantities::new()));
        let comparison = PackComparison::new((&pack, &first), (&pack, &second));
        let rule = comparison.differing().find(|rule| rule.id == "FRM-01").unwrap();
        assert_eq!((rule.unjudged[0].len(), rule.unjudged[1].len()), (0, 1));
    }

    #[test]
    fn the_worst_of_several_findings_comes_first() {
        let layers = LayersIndex::new(GaussKruger::from_epsg(4549).unwrap(), &[]);
        let pack = built_in_pack("national").unwrap();
        let short = |slack: f64| {
            let known = Quantities::from([(Quantity::FarmlandBefore, 1e6), (Quantity::FarmlandAfter, 1e6 + slack)]);
            Engine::new().judge(&pack, &Subjects::default(), &known, &layers)
        };
        let one = short(-1_000.0);
        let mut two = one.clone();
        let worse = short(-9_000.0).verdicts.into_iter().find(|verdict| verdict.rule.id == "FRM-01").unwrap();
        two.verdicts.push(Verdict { id: "FRM-01/worse".to_owned(), ..worse });
        let comparison = PackComparison::new((&pack, &one), (&pack, &two));
        let rule = comparison.differing().find(|rule| rule.id == "FRM-01").unwrap();
        let ids: Vec<&str> = rule.broken(1).into_iter().map(|verdict| verdict.id.as_str()).collect();
        assert_eq!(ids, ["FRM-01/worse", "FRM-01/scheme/figures"]);
    }
}
