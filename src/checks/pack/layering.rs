//! Packs on packs: what a county includes, changes and adds.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::fault::{fault_of, misfit_test};
use super::nearest::nearest;
use super::place::{TextPlace, place_of_field, place_of_item, place_of_word};
use super::syntax::{Override, PackFile, pack_file_from_text};
use super::{OwnTest, PackProblem, Rule, RulePack};
use crate::i18n::{Message, Text, texts};
use crate::indicators::LedgerSettings;

/// A pack's text and what messages call it: a built-in name or the path of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackSource {
    pub name: String,
    pub text: String,
}

texts! {
    LayeringText {
        Duplicate: "规则编号 {0} 重复：{1} 里已经有了。要改动它，请写在 overrides 里。",
            "The rule id {0} is taken: {1} has it. To change that rule, write it under overrides.";
        Cycle: "规则包互相包含：{0}。", "Packs include each other: {0}.";
        NoInclude: "找不到要包含的规则包“{0}”：{1}", "The included pack \"{0}\" can't be found: {1}";
        NoRule: "overrides 里的规则 {0} 不存在{1}。", "There is no rule {0} to override{1}.";
        BadReserve: "ledger 的 local_reserve 是一个比例，写 0 到 1 之间的数。", "local_reserve of the ledger is a share: a number from 0 to 1.";
        Near: "，是否要写 {0}", "; did you mean {0}";
    }
}

/// Reads a pack and all it includes, checks every rule and runs its tests. `resolve` finds an included pack by the word that
/// names it and the name of the source that includes it; it says why where it can't.
pub fn load_pack(
    source: PackSource,
    resolve: &mut dyn FnMut(&str, &str) -> Result<PackSource, Message>,
) -> Result<RulePack, PackProblem> {
    let mut loading = Loading {
        resolve,
        open: Vec::new(),
        done: BTreeSet::new(),
        rules: Vec::new(),
        ledger: LedgerSettings::default(),
        sources: Vec::new(),
    };
    let file = loading.load(source)?;
    Ok(RulePack {
        id: file.id,
        title: file.title,
        version: file.version,
        rules: loading.rules.into_iter().map(Arc::new).collect(),
        ledger: loading.ledger,
        sources: loading.sources,
        out_of_force: Vec::new(),
    })
}

struct Loading<'a> {
    resolve: &'a mut dyn FnMut(&str, &str) -> Result<PackSource, Message>,
    /// Sources being read, the outermost first.
    open: Vec<String>,
    done: BTreeSet<String>,
    rules: Vec<Rule>,
    /// As the last pack that said something of it.
    ledger: LedgerSettings,
    sources: Vec<String>,
}

impl Loading<'_> {
    fn load(&mut self, source: PackSource) -> Result<PackFile, PackProblem> {
        let mut file = pack_file_from_text(&source.name, &source.text)?;
        self.open.push(source.name.clone());
        for word in &file.include {
            self.include(word, &source)?;
        }
        if let Some(ledger) = file.ledger {
            if !(0.0..=1.0).contains(&ledger.local_reserve_share) {
                let place = place_of_word(&source.text, "local_reserve").unwrap_or(TextPlace::START);
                return Err(PackProblem::at(&source.name, place, LayeringText::BadReserve.plain()));
            }
            self.ledger = ledger;
        }
        for change in std::mem::take(&mut file.overrides) {
            self.change(change, &file.id, &source)?;
        }
        for rule in std::mem::take(&mut file.rules) {
            self.add(rule, &file.id, &source)?;
        }
        self.open.pop();
        self.done.insert(source.name.clone());
        self.sources.push(source.name);
        Ok(file)
    }

    fn include(&mut self, word: &str, by: &PackSource) -> Result<(), PackProblem> {
        let place = || place_of_item(&by.text, word).unwrap_or(TextPlace::START);
        let included = (self.resolve)(word, &by.name).map_err(|why| {
            PackProblem::at(&by.name, place(), LayeringText::NoInclude.with([word.into(), why.into()]))
        })?;
        if self.open.contains(&included.name) {
            let ring = self.open.iter().chain([&included.name]).cloned().collect::<Vec<_>>().join(" → ");
            return Err(PackProblem::at(&by.name, place(), LayeringText::Cycle.with([ring.into()])));
        }
        // What two packs both include is read once.
        if !self.done.contains(&included.name) {
            self.load(included)?;
        }
        Ok(())
    }

    fn add(&mut self, mut rule: Rule, pack: &str, source: &PackSource) -> Result<(), PackProblem> {
        if let Some(other) = self.rules.iter().find(|other| other.id == rule.id) {
            let nth = usize::from(other.origin == pack);
            let place_of = |nth| place_of_field(&source.text, "id", &rule.id, nth, TextPlace::START);
            // Where two packs have one id, the rule stands here only once.
            let place = place_of(nth).or_else(|| place_of(0)).unwrap_or(TextPlace::START);
            let reason = LayeringText::Duplicate.with([rule.id.as_str().into(), other.origin.as_str().into()]);
            return Err(PackProblem::at(&source.name, place, reason));
        }
        rule.origin = pack.to_owned();
        let place = place_of_field(&source.text, "id", &rule.id, 0, TextPlace::START).unwrap_or(TextPlace::START);
        prove(&rule, place, source)?;
        self.rules.push(rule);
        Ok(())
    }

    fn change(&mut self, change: Override, pack: &str, source: &PackSource) -> Result<(), PackProblem> {
        let place = place_of_field(&source.text, "rule", &change.rule, 0, TextPlace::START).unwrap_or(TextPlace::START);
        let Some(position) = self.rules.iter().position(|rule| rule.id == change.rule) else {
            let near = nearest(&change.rule, self.rules.iter().map(|rule| rule.id.as_str()));
            let near = near.map_or_else(|| Message::verbatim(""), |near| LayeringText::Near.with([near.into()]));
            let reason = LayeringText::NoRule.with([change.rule.as_str().into(), near.into()]);
            return Err(PackProblem::at(&source.name, place, reason));
        };
        if change.off {
            self.rules.remove(position);
            return Ok(());
        }
        let rule = &mut self.rules[position];
        let moves_threshold = change.threshold.is_some_and(|threshold| threshold != rule.threshold)
            || change.tolerance.is_some_and(|tolerance| tolerance != rule.tolerance());
        rule.severity = change.severity.unwrap_or(rule.severity);
        rule.threshold = change.threshold.unwrap_or(rule.threshold);
        rule.tolerance = change.tolerance.or(rule.tolerance);
        rule.verified = change.verified.unwrap_or(rule.verified);
        if let Some(basis) = change.basis {
            rule.basis = basis;
        }
        if let Some(exemptions) = change.exemptions {
            rule.exemptions = exemptions;
        }
        if let Some(remedies) = change.remedies {
            rule.remedies = remedies;
        }
        rule.origin = pack.to_owned();
        let mut inherited = std::mem::take(&mut rule.tests);
        inherited.retain(|test| !replaces(&change.tests, test));
        if moves_threshold {
            // At another threshold the old tests still say what figure comes out, and no longer whether the rule holds.
            for test in &mut inherited {
                test.keep_figure(rule).map_err(|reason| PackProblem::at(&source.name, place, reason))?;
            }
        }
        rule.tests = change.tests;
        rule.tests.extend(inherited);
        prove(rule, place, source)
    }
}

/// Whether new tests bring one of the same name.
fn replaces(tests: &[OwnTest], old: &OwnTest) -> bool {
    tests.iter().any(|test| test.name() == old.name())
}

/// Checks a rule and runs its examples; what fails is pointed at in the text.
fn prove(rule: &Rule, place: TextPlace, source: &PackSource) -> Result<(), PackProblem> {
    if let Some(fault) = fault_of(rule) {
        return Err(PackProblem::at(&source.name, place, fault));
    }
    let place_of_test = |name: &str| place_of_field(&source.text, "name", name, 0, place).unwrap_or(place);
    if let Some((name, reason)) = misfit_test(rule) {
        return Err(PackProblem::at(&source.name, place_of_test(name), reason));
    }
    for test in &rule.tests {
        test.run(rule).map_err(|reason| PackProblem::at(&source.name, place_of_test(test.name()), reason))?;
    }
    Ok(())
}
