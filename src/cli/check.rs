//! `tianfang check PROJECT`: every zone of a scheme against the control lines.

use std::sync::Arc;

use serde_json::json;

use super::CliProblem;
use super::arguments::Arguments;
use super::input::{conflicts_of, present_layers, project_to_read, scheme_of};
use super::report::Report;
use super::words::CliText;
use crate::base::{BaseLayer, LayerId};
use crate::checks::{Judgement, Verdict};
use crate::design::Scheme;
use crate::i18n::{Explain, Language, Text, area_ha, area_mu, count};
use crate::units::mu_from_m2;

/// Name of the rules that hold without a pack.
const BUILT_IN: &str = "built-in";

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Report, CliProblem> {
    if arguments.option("rules").is_some() {
        return Err(CliProblem::not_yet("check --rules"));
    }
    let loaded = project_to_read(&arguments.words[0])?;
    let scheme = scheme_of(&loaded.document, arguments.option("scheme"))?;
    let layers = present_layers(&loaded);
    let judgement = Judgement::of_scheme(scheme, &conflicts_of(&loaded));
    let open = judgement.gate_is_open();
    Ok(Report {
        text: text(scheme, &judgement, &layers, language),
        json: json!({
            "scheme": scheme.id.0,
            "pack": BUILT_IN,
            "gate": if open { "open" } else { "shut" },
            "area_method": CliText::AreaMethod.en(),
            "verdicts": judgement.verdicts.iter().map(|verdict| verdict_json(verdict, scheme, &layers, language)).collect::<Vec<_>>(),
            "notes": notes(scheme, &judgement, &layers, language),
        }),
        notes: Vec::new(),
        status: u8::from(arguments.flag("gate") && !open),
    })
}

fn verdict_json(
    verdict: &Verdict,
    scheme: &Scheme,
    layers: &[Arc<BaseLayer>],
    language: Language,
) -> serde_json::Value {
    let rule = verdict.rule;
    let figure = mu_from_m2(verdict.line.area_m2);
    json!({
        "id": verdict.id,
        "rule": rule.id,
        "title": rule.title.get(language),
        "severity": rule.severity.key(),
        "subject": scheme.zone(verdict.zone).map(|zone| zone.name.as_str()),
        "against": rule.role.key(),
        "status": "new",
        "figure": figure,
        "threshold": 0.0,
        "slack": -figure,
        "unit": "mu",
        "features": verdict.line.features,
        "area_m2": verdict.line.area_m2,
        "sum_m2": verdict.line.sum_m2,
        "area_planar_m2": verdict.line.planar_m2,
        "patches": verdict.patches.iter().map(|&(layer, feature)| patch_name(layers, layer, feature)).collect::<Vec<_>>(),
        "basis": rule.basis,
        "verified": rule.verified,
        "remedies": [rule.remedy.get(language)],
    })
}

/// BSM of a base feature, else its layer and row.
fn patch_name(layers: &[Arc<BaseLayer>], id: LayerId, feature: usize) -> String {
    let Some(layer) = layers.iter().find(|layer| layer.id == id) else { return String::new() };
    let bsm = layer.value(feature, "BSM").display();
    if bsm.is_empty() { format!("{}/{}", layer.name, layer.source_ids[feature]) } else { bsm }
}

fn notes(scheme: &Scheme, judgement: &Judgement, layers: &[Arc<BaseLayer>], language: Language) -> Vec<String> {
    let name_of = |zone| scheme.zone(zone).map(|zone| zone.name.clone()).unwrap_or_default();
    let unjudged = judgement
        .unjudged
        .iter()
        .map(|(zone, problem)| CliText::Unjudged.with([name_of(*zone).into(), problem.message().into()]));
    let uncounted = judgement.uncounted.iter().map(|(zone, left_out)| {
        let patch = patch_name(layers, left_out.layer, left_out.feature);
        CliText::Uncounted.with([name_of(*zone).into(), patch.into(), left_out.role.message().into()])
    });
    unjudged.chain(uncounted).map(|note| note.say(language)).collect()
}

fn text(scheme: &Scheme, judgement: &Judgement, layers: &[Arc<BaseLayer>], language: Language) -> String {
    let mut lines =
        vec![CliText::CheckHead.with([scheme.name.as_str().into(), scheme.zones.len().into()]).say(language)];
    for verdict in &judgement.verdicts {
        let zone = scheme.zone(verdict.zone).map(|zone| zone.name.clone()).unwrap_or_default();
        lines.push(format!(
            "  {}  {}  {}  {}  {} / {}  {}",
            verdict.rule.id,
            verdict.rule.severity.text().get(language),
            zone,
            verdict.rule.role.title(language),
            area_mu(verdict.line.area_m2, language),
            area_ha(verdict.line.area_m2, language),
            CliText::Places.with([count(verdict.line.features).into()]).say(language),
        ));
    }
    lines.extend(notes(scheme, judgement, layers, language));
    let gate = if judgement.gate_is_open() { CliText::GateOpen } else { CliText::GateShut };
    lines.push(gate.get(language).to_owned());
    lines.push(CliText::AreaMethod.get(language).to_owned());
    lines.join("\n")
}
