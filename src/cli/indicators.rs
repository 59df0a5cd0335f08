//! `tianfang indicators PROJECT`: fields, fragmentation, transition, ledgers and the review form of a scheme.

use serde_json::json;

use super::CliProblem;
use super::arguments::Arguments;
use super::check::rules_problem;
use super::input::{assessor_of, project_to_read, scheme_of};
use super::progress::ProgressLine;
use super::report::Report;
use super::words::CliText;
use crate::assessment::{Assessment, FieldFigures};
use crate::contiguity::Setting;
use crate::design::{Date, Scheme};
use crate::i18n::{Language, Text, area_ha, area_mu, fixed, signed, texts};
use crate::indicators::FieldOverlay;
use crate::storage::rules::load_project_rules;
use crate::units::mu_from_m2;

texts! {
    IndicatorText {
        Head: "方案“{0}”的指标", "Indicators of scheme \"{0}\"";
        Blocks: "连片地块：{0} 块 → {1} 块；百亩方 {2} 亩 → {3} 亩", "Blocks of farmland: {0} → {1}; in blocks of 100 mu and more {2} mu → {3} mu";
        Mean: "平均地块 {0} 公顷 → {1} 公顷", "Mean block {0} ha → {1} ha";
        Transition: "地类转移矩阵闭合差 {0} m²", "Transition matrix closes to {0} m²";
        Ledger: "{0}：贷 {1} 亩，借 {2} 亩，余 {3} 亩", "{0}: credit {1} mu, debit {2} mu, balance {3} mu";
        Form: "永久基本农田：调出 {0}（{1}），调入 {2}（{3}）", "Permanent basic farmland: out {0} ({1}), in {2} ({3})";
    }
}

pub(super) fn run(arguments: &Arguments, language: Language, progress: &ProgressLine) -> Result<Report, CliProblem> {
    let loaded = project_to_read(&arguments.words[0], progress)?;
    let pack = load_project_rules(loaded.project.path()).map_err(rules_problem)?.pack;
    let scheme = scheme_of(&loaded.document, arguments.option("scheme"))?;
    let mut assessor = assessor_of(&loaded, progress);
    let assessment = assessor.assess(scheme, &pack, Date::today(), false);
    let setting = assessor.base().graph.setting();
    Ok(Report {
        text: text(scheme, &assessment, setting, language),
        json: json!({
            "scheme": scheme.id.0,
            "area_method": CliText::AreaMethod.en(),
            "contiguity": {
                "gap_m": setting.gap_m,
                "facing_m": setting.facing_m,
                "shared_m": setting.shared_m,
                "barriers": setting.barriers,
                "village_core_mu": setting.village_core_mu,
            },
            "blocks": { "before": assessment.fields.0.sizes, "after": assessment.fields.1.sizes },
            "fragmentation": {
                "before": assessment.fields.0.fragmentation,
                "after": assessment.fields.1.fragmentation,
            },
            "transition": assessment.transition.json(),
            "structure": assessment.farmland.json(),
            "ledgers": assessment.ledgers.json(language),
            "field_overlay": {
                "before": rate(Some(assessor.base().field_overlay())),
                "after": rate(assessment.overlay.as_deref()),
            },
            "field_overlay_book": {
                "before": assessment.overlay_before.json(),
                "after": assessment.overlay.as_deref().map(FieldOverlay::json),
            },
            "outside_region": assessment.outside.json(),
            "review_form": assessment.form.json(),
        }),
        notes: Vec::new(),
        status: 0,
    })
}

/// Overlay rate 多田套合率 as a share; null without the layers.
fn rate(overlay: Option<&FieldOverlay>) -> Option<f64> {
    overlay.and_then(FieldOverlay::rate)
}

fn text(scheme: &Scheme, assessment: &Assessment, setting: &Setting, language: Language) -> String {
    let large =
        |fields: &FieldFigures| fields.sizes.at_least.iter().find(|size| size.mu == 100.0).map_or(0.0, |s| s.area_mu);
    let mean = |fields: &FieldFigures| {
        fields.fragmentation.mean_patch_size_ha.map_or_else(|| "—".to_owned(), |mean| fixed(mean, 2))
    };
    let (before, after) = (&assessment.fields.0, &assessment.fields.1);
    let form = &assessment.form;
    let mut lines = vec![
        IndicatorText::Head.with([scheme.name.as_str().into()]),
        setting.message(),
        IndicatorText::Blocks.with([
            before.sizes.count.into(),
            after.sizes.count.into(),
            fixed(large(before), 2).into(),
            fixed(large(after), 2).into(),
        ]),
        IndicatorText::Mean.with([mean(before).into(), mean(after).into()]),
        IndicatorText::Transition.with([fixed(assessment.transition.residual_m2, 3).into()]),
    ];
    for ledger in &assessment.ledgers.ledgers {
        lines.push(IndicatorText::Ledger.with([
            ledger.kind.message().into(),
            fixed(mu_from_m2(ledger.total.credit_m2), 2).into(),
            fixed(mu_from_m2(ledger.total.debit_m2), 2).into(),
            signed(ledger.balance_mu(), 2).into(),
        ]));
    }
    let area = |m2: f64| (area_mu(m2, language), area_ha(m2, language));
    let ((out_mu, out_ha), (in_mu, in_ha)) = (area(form.out.area_m2), area(form.moved_in.area_m2));
    lines.push(IndicatorText::Form.with([out_mu.into(), out_ha.into(), in_mu.into(), in_ha.into()]));
    let mut said: Vec<String> = lines.iter().map(|line| line.say(language)).collect();
    said.push(CliText::AreaMethod.get(language).to_owned());
    said.join("\n")
}
