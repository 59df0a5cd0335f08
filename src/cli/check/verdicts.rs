//! Verdicts as `check` prints them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use crate::base::{BaseLayer, LayerId};
use crate::checks::{Basis, Judgement, Patch, RulePack, Sliver, SubjectId, Unknown, Verdict, basis_message};
use crate::cli::words::CliText;
use crate::design::{Date, Scheme};
use crate::i18n::{Explain, Language, Text, count, texts};

pub(super) fn verdict_json(
    verdict: &Verdict,
    scheme: &Scheme,
    layers: &[Arc<BaseLayer>],
    language: Language,
) -> serde_json::Value {
    let (rule, finding) = (&verdict.rule, &verdict.finding);
    let sliver = |sliver: &Sliver| {
        json!({
            "feature": sliver.patch.map(|patch| patch_name(layers, patch)).unwrap_or_default(),
            "area_m2": sliver.area_m2,
            "width_m": sliver.width_m,
            "thinness": sliver.thinness,
            "cause": sliver.cause.key(),
            "explanation": sliver.message().say(language),
        })
    };
    json!({
        "id": verdict.id,
        "rule": rule.id,
        "title": rule.title.get(language),
        "severity": rule.severity().key(),
        "subject": verdict.subject.message(&verdict.name, scheme).say(language),
        "against": rule.relation.against(),
        "status": verdict.status.key(),
        "figure": finding.figure,
        "threshold": finding.threshold,
        "slack": finding.slack,
        "unit": rule.unit.key(),
        "slack_m2": finding.slack_m2,
        "slack_text": verdict.slack_message().say(language),
        "features": finding.features,
        "area_m2": finding.area_m2,
        "sum_m2": finding.sum_m2,
        "area_planar_m2": finding.planar_m2,
        "patches": finding.patches.iter().map(|patch| patch_name(layers, *patch)).collect::<Vec<_>>(),
        "slivers": finding.slivers.iter().map(sliver).collect::<Vec<_>>(),
        "basis": basis_message(rule).say(language),
        "basis_document": rule.basis.document,
        "basis_number": rule.basis.number,
        "basis_article": rule.basis.article,
        "valid_from": rule.basis.valid_from.map(|day| day.to_string()),
        "valid_to": rule.basis.valid_to.map(|day| day.to_string()),
        "verified": rule.verified,
        "exemptions": rule.exemptions.iter().map(|words| words.get(language)).collect::<Vec<_>>(),
        "remedies": rule.remedies.iter().map(|remedy| remedy.get(language)).collect::<Vec<_>>(),
        "judged": format!("{:016x}", verdict.judged),
    })
}

/// What could not be judged, one sentence a reason: the subject where its shape is at fault, else the rules. Then the rules that do
/// not hold on the day.
pub(super) fn notes(scheme: &Scheme, judgement: &Judgement, language: Language) -> Vec<String> {
    let mut by_reason: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut said = Vec::new();
    for unjudged in &judgement.unjudged {
        let reason = unjudged.reason.message();
        if matches!(unjudged.reason, Unknown::Shape(_)) {
            let name = unjudged.subject.message(&unjudged.name, scheme).say(language);
            let sentence = CliText::Unjudged.with([name.into(), reason.into()]).say(language);
            if !said.contains(&sentence) {
                said.push(sentence);
            }
            continue;
        }
        let rules = by_reason.entry(reason.say(language)).or_default();
        if !rules.contains(&unjudged.rule.id.as_str()) {
            rules.push(&unjudged.rule.id);
        }
    }
    let sentence = |(reason, rules): (String, Vec<&str>)| {
        CliText::RulesUnjudged.with([rules.join(" ").into(), reason.into()]).say(language)
    };
    said.extend(by_reason.into_iter().map(sentence));
    said.extend(judgement.out_of_force.iter().map(|lapsed| lapsed.message().say(language)));
    said
}

/// From when to when a basis holds, as far as it says so.
fn validity(basis: &Basis, language: Language) -> Option<String> {
    let (from, to) = (basis.valid_from.map(|day| day.to_string()), basis.valid_to.map(|day| day.to_string()));
    let message = match (from, to) {
        (None, None) => return None,
        (Some(from), None) => ValidityText::From.with([from.into()]),
        (None, Some(to)) => ValidityText::To.with([to.into()]),
        (Some(from), Some(to)) => ValidityText::FromTo.with([from.into(), to.into()]),
    };
    Some(message.say(language))
}

texts! {
    ValidityText {
        From: "{0} 起施行", "in force from {0}";
        To: "至 {0} 失效", "in force until {0}";
        FromTo: "{0} 起施行，至 {1} 失效", "in force from {0} until {1}";
    }
}

pub(super) fn text(scheme: &Scheme, pack: &RulePack, date: Date, judgement: &Judgement, language: Language) -> String {
    let head = [scheme.name.as_str().into(), scheme.zones.len().into(), scheme.measures.len().into()];
    let rules = [pack.title.get(language).into(), date.to_string().into()];
    let mut lines = vec![CliText::CheckHead.with(head).say(language), CliText::CheckRules.with(rules).say(language)];
    for verdict in &judgement.verdicts {
        let (rule, finding) = (&verdict.rule, &verdict.finding);
        lines.push(format!(
            "  {}  {}  {}  {}  {}",
            rule.id,
            rule.severity().text().get(language),
            verdict.status.message().say(language),
            verdict.subject.message(&verdict.name, scheme).say(language),
            rule.title.get(language),
        ));
        let threshold = rule.unit.say(finding.threshold, language);
        let figure = rule.unit.say(finding.figure, language);
        let mut figures = CliText::FigureAndThreshold
            .with([figure.into(), threshold.into(), verdict.slack_message().into()])
            .say(language);
        if finding.features > 0 {
            figures.push_str("  ");
            figures.push_str(&CliText::Places.with([count(finding.features).into()]).say(language));
        }
        lines.push(format!("      {figures}"));
        let remedies: Vec<&str> = rule.remedies.iter().map(|remedy| remedy.get(language)).collect();
        let basis: Vec<String> =
            [basis_message(rule).say(language)].into_iter().chain(validity(&rule.basis, language)).collect();
        let said = CliText::BasisAndRemedy.with([basis.join("; ").into(), remedies.join("; ").into()]);
        lines.push(format!("      {}", said.say(language)));
    }
    lines.extend(notes(scheme, judgement, language));
    let gate = if judgement.gate_is_open() { CliText::GateOpen } else { CliText::GateShut };
    lines.push(gate.get(language).to_owned());
    lines.push(CliText::AreaMethod.get(language).to_owned());
    lines.join("\n")
}

fn patch_name(layers: &[Arc<BaseLayer>], patch: Patch) -> String {
    match patch {
        Patch::Feature(layer, feature) => feature_name(layers, layer, feature),
        Patch::Measure(id) => SubjectId::Measure(id).to_string(),
    }
}

/// BSM of a base feature, else its layer and row.
fn feature_name(layers: &[Arc<BaseLayer>], id: LayerId, feature: usize) -> String {
    let Some(layer) = layers.iter().find(|layer| layer.id == id) else { return String::new() };
    let bsm = layer.value(feature, "BSM").display();
    if bsm.is_empty() { format!("{}/{}", layer.name, layer.source_ids[feature]) } else { bsm }
}
