//! MNJL: the simulation that the scheme was accepted from: what was asked, to the last setting, what came of it, and what of the
//! program and the data it stood on, so that it can be repeated.

use super::schema::{Edition, Field, Table, text};
use super::zones::zone_number;
use crate::base::Value;
use crate::design::{Document, Scheme, SimulationLimits, SimulationRequest, SimulationRun};
use crate::i18n::Language;
use crate::storage::geopackage::Row;

const FIELDS: [Field; 5] = [
    ("XM", "项目", "TEXT(40)", "Key of the item"),
    ("MC", "名称", "TEXT(100)", "What the item is"),
    ("SZ", "内容", "TEXT", "Its value"),
    ("DW", "单位", "TEXT(20)", "Unit of the value"),
    ("SM", "说明（英文）", "TEXT(255)", "What the item is, in English"),
];

/// One row: key, Chinese title, value, unit, English title.
type Item = (&'static str, &'static str, String, &'static str, &'static str);

const MU: &str = "亩";
const COST: &str = "万元";

/// `None` where the scheme was not accepted from a simulation.
pub(super) fn simulation_table(document: &Document, scheme: &Scheme, edition: Edition<'_>) -> Option<Table> {
    let run = scheme.simulation.as_ref()?;
    let spec = edition.spec(["MNJL", "模拟记录", "The simulation that the scheme was accepted from"], None, &FIELDS);
    let mut items = asked(&run.request, scheme);
    items.extend(limits(&run.request.limits));
    items.extend(outcome(run, document));
    let rows = items.into_iter().enumerate().map(|(index, (key, title, value, unit, english))| {
        let mut values = vec![Value::Text(format!("MNJL{:014}", index + 1))];
        values.extend([text(key), text(title), text(&value), text(unit), text(english)]);
        values.extend(edition.stamp());
        Row { values, ..Row::default() }
    });
    Some(Table { spec, rows: rows.collect(), style: None, area_m2: 0.0 })
}

/// Program, data and seed of a run, as SJLY names what figures stand on.
pub(super) fn simulation_words(run: &SimulationRun) -> String {
    format!("数据指纹 {}；随机种子 {}；参数和结果见MNJL", run.data_hash, run.request.seed)
}

fn asked(request: &SimulationRequest, scheme: &Scheme) -> Vec<Item> {
    let SimulationRequest { kind, threshold_mu, budget_1e4yuan, zones, seed, iterations, limits: _ } = request;
    let usual = format!("缺省：每亩 {} 万元", SimulationRequest::usual_budget_1e4yuan(1.0));
    // A zone that is gone is named by its number all the same.
    let zones: Vec<String> = zones
        .iter()
        .map(|id| scheme.zone(*id).map_or_else(|| format!("{}（已删除）", id.0), |zone| zone_number(zone)))
        .collect();
    let kind_words = format!("{} {}", kind.title(Language::Chinese), kind.key());
    vec![
        ("kind", "模拟类型", kind_words, "", "What was simulated"),
        ("threshold_mu", "连片规模", threshold_mu.to_string(), MU, "Least size of a block"),
        ("budget_1e4yuan", "预算", budget_1e4yuan.map_or(usual, |budget| budget.to_string()), COST, "Budget"),
        (
            "zones",
            "范围",
            if zones.is_empty() { "全域".to_owned() } else { zones.join("、") },
            "",
            "Land that may change",
        ),
        ("seed", "随机种子", seed.to_string(), "", "Seed"),
        (
            "iterations",
            "迭代次数",
            iterations.map_or_else(|| "按问题规模".to_owned(), |iterations| iterations.to_string()),
            "",
            "Rounds of the search",
        ),
    ]
}

fn limits(limits: &SimulationLimits) -> Vec<Item> {
    let yes = |holds: bool| if holds { "是" } else { "否" }.to_owned();
    let SimulationLimits {
        gained_slope_at_most,
        left_slope_at_least,
        isolated_mu,
        protected_classes,
        farmland_not_less,
        farmland_not_less_by_village,
        forest_not_less,
        forest_tolerance_mu,
        quality_not_lower,
        max_distance_m,
        unit_costs,
    } = limits;
    let classes: Vec<&str> = protected_classes.iter().map(String::as_str).collect();
    let distance = max_distance_m.map_or_else(|| "不限".to_owned(), |distance| distance.to_string());
    let mut items = vec![
        (
            "gained_slope_at_most",
            "转为耕地的最高坡度级别",
            gained_slope_at_most.to_string(),
            "级",
            "Steepest slope level of land that becomes farmland",
        ),
        (
            "left_slope_at_least",
            "退出耕地的最低坡度级别",
            left_slope_at_least.to_string(),
            "级",
            "Gentlest slope level of farmland that may leave",
        ),
        ("isolated_mu", "可退出的零散耕地规模", isolated_mu.to_string(), MU, "Farmland in pieces below this may leave"),
        ("protected_classes", "不得调整的地类", classes.join(" "), "", "Land classes that never change"),
        ("farmland_not_less", "耕地不减少", yes(*farmland_not_less), "", "Farmland is not less"),
        (
            "farmland_not_less_by_village",
            "各村耕地不减少",
            yes(*farmland_not_less_by_village),
            "",
            "Farmland is not less in any village",
        ),
        ("forest_not_less", "林地不减少", yes(*forest_not_less), "", "Forest is not less"),
        ("forest_tolerance_mu", "林地增减容差", forest_tolerance_mu.to_string(), MU, "Tolerance of the forest balance"),
        ("quality_not_lower", "耕地质量不降低", yes(*quality_not_lower), "", "Mean quality of farmland is not lower"),
        ("max_distance_m", "距现有耕地最远", distance, "m", "Farthest from farmland that is there"),
    ];
    items.extend(unit_costs.iter().map(|(key, cost)| {
        ("unit_cost", "改用的单位费用", format!("{key} {cost}"), "万元/亩", "Unit cost that replaces the table's")
    }));
    items
}

fn outcome(run: &SimulationRun, document: &Document) -> Vec<Item> {
    let stopped = match run.stopped_by.as_str() {
        "iterations" => "迭代完成",
        "time" => "到达时限",
        "optimal" => "已证明最优",
        "request" => "人工停止",
        other => other,
    };
    let locks: Vec<String> = run
        .lock_ids
        .iter()
        .map(|id| match document.lock(*id) {
            Some(lock) => format!("{} {}", id.0, lock.kind.title(Language::Chinese)),
            None => format!("{}（已删除）", id.0),
        })
        .collect();
    let bound = run.bound_mu.map_or_else(|| "未求".to_owned(), |bound| bound.to_string());
    vec![
        ("version", "程序版本", run.version.clone(), "", "Version of the program that ran it"),
        ("data_hash", "数据指纹", run.data_hash.clone(), "", "Hash of the problem that was solved"),
        ("value_mu", "方案达到", run.value_mu.to_string(), MU, "What the plan reaches"),
        ("do_nothing_mu", "不调整时", run.do_nothing_mu.to_string(), MU, "What there is without a plan"),
        ("bound_mu", "上界", bound, MU, "What no plan can exceed"),
        ("stopped_by", "停止原因", stopped.to_owned(), "", "Why the search ended"),
        ("changes", "调整图斑数", run.changes.to_string(), "个", "Parcels that change"),
        ("locks", "遵守的锁定", locks.join("、"), "", "Locks that it obeyed"),
    ]
}
