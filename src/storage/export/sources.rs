//! SJLY: what the figures stand on: the program, the scheme, the rules and their day, and every base layer with its origin.

use super::judged::Judged;
use super::proposal::ExportInput;
use super::schema::{Edition, Field, SCHEMA_VERSION, Table, text};
use super::simulation::simulation_words;
use crate::base::Value;
use crate::checks::RulePack;
use crate::i18n::Language;
use crate::storage::geopackage::Row;

const FIELDS: [Field; 13] = [
    (
        "LX",
        "类型",
        "TEXT(20)",
        "What the row is about: 程序 program, 方案 scheme, 模拟 simulation, 规则 rules, 图层 layer",
    ),
    ("MC", "名称", "TEXT(100)", "Name"),
    ("JS", "图层角色", "TEXT(40)", "Role of the layer"),
    ("JSMC", "角色名称", "TEXT(40)", "Title of the role"),
    ("WJ", "来源文件", "TEXT(255)", "File it came from"),
    ("YTC", "来源图层", "TEXT(100)", "Layer in that file"),
    ("YZBX", "来源坐标系", "TEXT(40)", "Reference system it came in"),
    ("BM", "文字编码", "TEXT(20)", "Encoding of its texts"),
    ("SJSD", "数据时点", "TEXT(20)", "Date of the data; for the rules, the day on which they were asked"),
    ("TBS", "图斑数", "INTEGER", "Number of features"),
    ("ZMJ", "总面积（平方米）", "DOUBLE", "Sum of the ellipsoidal areas, m²"),
    ("BB", "版本", "TEXT(40)", "Version"),
    ("SM", "说明", "TEXT", "What is worth knowing"),
];

pub(super) fn source_table(input: &ExportInput<'_>, judged: &Judged<'_>, edition: Edition<'_>) -> Table {
    let spec = edition.spec(["SJLY", "数据来源", "What the figures stand on"], None, &FIELDS);
    let plane = input.plane;
    let program = [
        ("LX", text("程序")),
        ("MC", text("田方 Tianfang")),
        ("YZBX", Value::Text(format!("EPSG:{}", plane.epsg()))),
        ("BB", Value::Text(format!("{}，成果结构 {SCHEMA_VERSION}", env!("CARGO_PKG_VERSION")))),
        ("SM", Value::Text(format!("{}；椭球面积，CGCS2000；图形坐标东前北后", plane.name()))),
    ];
    let scheme = [
        ("LX", text("方案")),
        ("MC", text(&input.scheme.name)),
        ("TBS", Value::Integer(input.scheme.zones.len() as i64)),
        ("BB", Value::Text(input.revision.to_string())),
        ("SM", text(&input.document.settings().name)),
    ];
    let pack = judged.pack;
    let rules = [
        ("LX", text("规则")),
        ("MC", text(&pack.title.zh)),
        ("WJ", text(&packs_of(pack))),
        ("SJSD", Value::Text(judged.date.to_string())),
        ("TBS", Value::Integer(pack.rules.len() as i64)),
        ("BB", text(&pack.version)),
        ("SM", text(gate_words(judged))),
    ];
    let mut rows = vec![row(1, &program, edition), row(2, &scheme, edition), row(3, &rules, edition)];
    if let Some(run) = &input.scheme.simulation {
        let facts = [
            ("LX", text("模拟")),
            ("MC", text(run.request.kind.title(Language::Chinese))),
            ("TBS", Value::Integer(i64::from(run.changes))),
            ("BB", text(&run.version)),
            ("SM", Value::Text(simulation_words(run))),
        ];
        rows.push(row(rows.len() + 1, &facts, edition));
    }
    for layer in input.layers {
        let provenance = &layer.provenance;
        let epsg = if provenance.source_epsg == 0 { String::new() } else { format!("EPSG:{}", provenance.source_epsg) };
        let facts = [
            ("LX", text("图层")),
            ("MC", text(&layer.title)),
            ("JS", text(layer.role.key())),
            ("JSMC", text(layer.role.title_zh())),
            ("WJ", text(&provenance.file)),
            ("YTC", text(if provenance.layer.is_empty() { &layer.name } else { &provenance.layer })),
            ("YZBX", text(&epsg)),
            ("BM", text(&provenance.encoding)),
            ("SJSD", text(provenance.data_date.as_deref().unwrap_or_default())),
            ("TBS", Value::Integer(layer.len() as i64)),
            ("ZMJ", Value::Real(crate::units::round_half_away(layer.total_area_m2(), 2))),
            ("SM", text(&provenance.notes.join("；"))),
        ];
        rows.push(row(rows.len() + 1, &facts, edition));
    }
    Table { spec, rows, style: None, area_m2: 0.0 }
}

/// The packs that the rules come from, each once, in the order of the rules.
fn packs_of(pack: &RulePack) -> String {
    let mut origins: Vec<&str> = Vec::new();
    for rule in &pack.rules {
        if !origins.contains(&rule.origin.as_str()) {
            origins.push(&rule.origin);
        }
    }
    origins.join("、")
}

fn gate_words(judged: &Judged<'_>) -> &'static str {
    if judged.assessment.judgement.gate_is_open() {
        "可报审"
    } else {
        "不可报审：有未处理的问题，见GZJG"
    }
}

fn row(number: usize, facts: &[(&str, Value)], edition: Edition<'_>) -> Row {
    let mut values = vec![Value::Text(format!("SJLY{number:014}"))];
    values.extend(
        FIELDS.iter().map(|(name, ..)| {
            facts.iter().find(|(fact, _)| fact == name).map_or(Value::Null, |(_, value)| value.clone())
        }),
    );
    values.extend(edition.stamp());
    Row { values, ..Row::default() }
}
