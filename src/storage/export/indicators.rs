//! ZBJG: indicators before and after: blocks and how broken up they are, the overlay book, and every figure that rules name.

use super::books::table;
use super::judged::Judged;
use super::measures::real;
use super::schema::{Edition, Field, Table, text};
use crate::assessment::FieldFigures;
use crate::base::Value;
use crate::checks::{Dimension, Quantity};
use crate::i18n::Language;
use crate::indicators::{FieldOverlay, Fragmentation};
use crate::units::{mu_from_m2, round_half_away};

const FIELDS: [Field; 6] = [
    ("ZBBH", "指标编号", "TEXT(80)", "Key of the indicator; never renamed"),
    ("ZBMC", "指标名称", "TEXT(100)", "Name"),
    ("Z_Q", "整治前", "DOUBLE", "Before; empty where the indicator is of one state only"),
    ("Z_H", "整治后", "DOUBLE", "After, or of the scheme"),
    ("DW", "单位", "TEXT(20)", "Unit"),
    ("KJ", "口径", "TEXT(100)", "What it is counted over"),
];

const OF_REGION: &str = "整治区域内耕地连片地块；没有区域时为全部地类图斑";
const OF_OVERLAY: &str = "全部地类图斑，毛面积";
const OF_SCHEME: &str = "规则所引用的方案指标";

/// One line: key, name, before, after, unit, what it is counted over.
struct Line(String, String, Option<f64>, Option<f64>, &'static str, &'static str);

pub(super) fn indicator_table(judged: &Judged<'_>, edition: Edition<'_>) -> Table {
    let assessment = judged.assessment;
    let mut lines = blocks(&assessment.fields.0, &assessment.fields.1);
    lines.extend(fragmentation(&assessment.fields.0.fragmentation, &assessment.fields.1.fragmentation));
    if let Some(after) = &assessment.overlay {
        lines.extend(overlay(judged.assessor.base().field_overlay(), after));
    }
    lines.extend(assessment.quantities.iter().map(|(&quantity, &value)| of_scheme(quantity, value)));
    let rows = lines.into_iter().map(|Line(key, name, before, after, unit, over)| {
        let value = |value: Option<f64>| real(value.filter(|value| value.is_finite()));
        vec![text(&key), text(&name), value(before), value(after), text(unit), text(over)]
    });
    let rows: Vec<Vec<Value>> = rows.collect();
    table(["ZBJG", "指标结果", "Indicators before and after"], &FIELDS, rows, edition)
}

fn blocks(before: &FieldFigures, after: &FieldFigures) -> Vec<Line> {
    let (before, after) = (&before.sizes, &after.sizes);
    let mut lines = Vec::new();
    let mut add = |key: String, name: &str, counts: [usize; 2], areas_mu: [f64; 2]| {
        let [b, a] = counts.map(|count| Some(count as f64));
        lines.push(Line(format!("{key}.count"), format!("{name}：块数"), b, a, "块", OF_REGION));
        let [b, a] = areas_mu.map(|mu| Some(round_half_away(mu, 4)));
        lines.push(Line(format!("{key}.area_mu"), format!("{name}：面积"), b, a, "亩", OF_REGION));
    };
    add("blocks".into(), "连片地块", [before.count, after.count], [before.area_mu, after.area_mu]);
    for (b, a) in before.bands.iter().zip(&after.bands) {
        let (key, name) = match b.up_to_mu {
            Some(up_to) => (format!("blocks.up_to_{up_to}"), format!("{}–{up_to}亩（含）", b.above_mu)),
            None => (format!("blocks.above_{}", b.above_mu), format!("{}亩以上", b.above_mu)),
        };
        add(key, &name, [b.count, a.count], [b.area_mu, a.area_mu]);
    }
    for (b, a) in before.at_least.iter().zip(&after.at_least) {
        let (key, name) = (format!("blocks.at_least_{}", b.mu), format!("不小于{}亩", b.mu));
        add(key, &name, [b.count, a.count], [b.area_mu, a.area_mu]);
    }
    lines
}

fn fragmentation(before: &Fragmentation, after: &Fragmentation) -> Vec<Line> {
    /// Key, name, unit and figure of one metric.
    type Metric = (&'static str, &'static str, &'static str, fn(&Fragmentation) -> Option<f64>);
    const METRICS: [Metric; 13] = [
        ("NP", "连片块数", "块", |metrics| Some(metrics.patches as f64)),
        ("PD_per_100ha", "块密度", "块/100公顷", |metrics| metrics.patch_density_per_100ha),
        ("MPS_ha", "平均块面积", "公顷", |metrics| metrics.mean_patch_size_ha),
        ("LPI_percent", "最大块指数", "%", |metrics| metrics.largest_patch_index_percent),
        ("AWMPS_ha", "面积加权平均块", "公顷", |metrics| metrics.area_weighted_mean_patch_size_ha),
        ("MESH_ha", "有效网格", "公顷", |metrics| metrics.effective_mesh_size_ha),
        ("DIVISION", "分离度", "", |metrics| metrics.division),
        ("SPLIT", "分割指数", "", |metrics| metrics.splitting_index),
        ("ED_m_per_ha", "边缘密度", "米/公顷", |metrics| metrics.edge_density_m_per_ha),
        ("LSI", "景观形状指数", "", |metrics| metrics.landscape_shape_index),
        ("SHAPE_AM", "面积加权形状", "", |metrics| metrics.area_weighted_shape),
        ("JOIN", "共边聚合度", "", |metrics| metrics.joined_share),
        ("COHESION_10m_percent", "聚合度（10米格）", "%", |metrics| metrics.cohesion_10m_percent),
    ];
    let line = |(key, name, unit, figure): Metric| {
        Line(format!("fragmentation.{key}"), name.to_owned(), figure(before), figure(after), unit, OF_REGION)
    };
    METRICS.into_iter().map(line).collect()
}

/// 多田套合: rates, land by the number of schemes on it, and the patches that do not agree, by what is wrong with them.
fn overlay(before: &FieldOverlay, after: &FieldOverlay) -> Vec<Line> {
    let mu = |area_m2: f64| Some(round_half_away(mu_from_m2(area_m2), 4));
    let line = |key: &str, name: &str, values: [Option<f64>; 2], unit| {
        let [before, after] = values;
        Line(format!("overlay.{key}"), format!("多田套合：{name}"), before, after, unit, OF_OVERLAY)
    };
    let mut lines = vec![line("rate", "套合率", [before, after].map(FieldOverlay::rate), "")];
    for (number, (b, a)) in before.by_count_m2.iter().zip(&after.by_count_m2).enumerate() {
        let of = format!("{number}/{}重", before.loaded.len());
        lines.push(line(&format!("by_count_{number}"), &of, [mu(*b), mu(*a)], "亩"));
    }
    let count = |book: &FieldOverlay| Some(book.inconsistent.len() as f64);
    lines.push(line("inconsistent.count", "不一致图斑数", [count(before), count(after)], "个"));
    let area = |book: &FieldOverlay| mu(book.inconsistent.iter().map(|patch| patch.area_m2).sum());
    lines.push(line("inconsistent.area_mu", "不一致面积", [area(before), area(after)], "亩"));
    let faults = [before, after].map(areas_by_fault);
    let names: std::collections::BTreeSet<&String> = faults.iter().flat_map(|of| of.keys()).collect();
    for name in names {
        let [b, a] = [&faults[0], &faults[1]].map(|of| mu(of.get(name).copied().unwrap_or(0.0)));
        lines.push(line(&format!("fault.{name}"), name, [b, a], "亩"));
    }
    for rate in &after.villages {
        let known = before.villages.iter().find(|known| known.village == rate.village);
        let b = known.and_then(crate::indicators::VillageRate::rate);
        let key = format!("village.{}", rate.village.code);
        lines.push(line(&key, &format!("{}套合率", rate.village.name), [b, rate.rate()], ""));
    }
    lines
}

/// Land of the patches that do not agree, by the gravest thing that is wrong, m².
fn areas_by_fault(book: &FieldOverlay) -> std::collections::BTreeMap<String, f64> {
    let mut areas_m2 = std::collections::BTreeMap::new();
    for patch in &book.inconsistent {
        if let Some(fault) = book.faults(patch).first() {
            *areas_m2.entry(fault.say(Language::Chinese)).or_insert(0.0) += patch.area_m2;
        }
    }
    areas_m2
}

fn of_scheme(quantity: Quantity, value: f64) -> Line {
    let (value, unit) = match quantity.dimension() {
        Dimension::Area => (round_half_away(value, 2), "平方米"),
        Dimension::Ratio => (value, ""),
        Dimension::Slope => (value, "度"),
        Dimension::Grade => (value, "等"),
        Dimension::Length => (value, "米"),
        Dimension::Count => (value, "个"),
        Dimension::Months => (value, "个月"),
    };
    Line(quantity.key().to_owned(), quantity.title(Language::Chinese).to_owned(), None, Some(value), unit, OF_SCHEME)
}
