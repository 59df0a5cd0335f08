//! Attribute tables of figures: LYJG, ZHJZ, ZBTZ, ZJTZ and SCHZB, from the one assessment that window and forms show.

use super::measures::{in_10000_yuan, integer, measure_number, real};
use super::schema::{Edition, Field, Table, text};
use crate::assessment::Assessment;
use crate::base::{Value, land_class};
use crate::i18n::Language;
use crate::indicators::StructureRow;
use crate::storage::geopackage::Row;
use crate::storage::sheet::{CellValue, RowValue, review_figures, review_rows};
use crate::units::{hectares_from_m2, mu_from_m2, round_half_away};

const STRUCTURE_FIELDS: [Field; 7] = [
    ("JB", "级别", "TEXT(20)", "三大类 great class, 一级类 first level, 二级类 second level"),
    ("MC", "地类", "TEXT(60)", "Land class"),
    ("MJ_Q", "整治前面积（平方米）", "DOUBLE", "Area before, m²"),
    ("BL_Q", "整治前比例", "DOUBLE", "Share of all land before"),
    ("MJ_H", "整治后面积（平方米）", "DOUBLE", "Area after, m²"),
    ("BL_H", "整治后比例", "DOUBLE", "Share of all land after"),
    ("ZJ", "增减（平方米）", "DOUBLE", "Change, m²"),
];
const TRANSITION_FIELDS: [Field; 3] = [
    ("DLBM_Q", "整治前地类编码", "TEXT(5)", "Land class before"),
    ("DLBM_H", "整治后地类编码", "TEXT(5)", "Land class afterwards"),
    ("MJ", "面积（平方米）", "DOUBLE", "Area, m²"),
];
const LEDGER_FIELDS: [Field; 7] = [
    ("TZLX", "台账", "TEXT(40)", "Ledger"),
    ("XZQDM", "村代码", "TEXT(19)", "Code of the village; empty in a sum"),
    ("ND", "年度", "INTEGER", "Year"),
    ("CSBH", "措施编号", "TEXT(12)", "Measure; empty in a sum"),
    ("JF", "占用（亩）", "DOUBLE", "Debit, mu"),
    ("DF", "补充（亩）", "DOUBLE", "Credit, mu"),
    ("YE", "差额（亩）", "DOUBLE", "Balance, mu"),
];
const MONEY_FIELDS: [Field; 5] = [
    ("CSBH", "措施编号", "TEXT(12)", "Measure"),
    ("CSLX", "措施类型", "TEXT(40)", "Kind of the measure"),
    ("XMBH", "子项目", "TEXT(100)", "Sub-project"),
    ("ND", "年度", "INTEGER", "Year"),
    ("TZ_WY", "投资（万元）", "DOUBLE", "Investment, 10 000 yuan"),
];
const REVIEW_FIELDS: [Field; 8] = [
    ("XH", "序号", "INTEGER", "Line of the form"),
    ("LM", "栏目", "TEXT(40)", "Section"),
    ("XM", "项目", "TEXT(100)", "Item"),
    ("FXM", "分项", "TEXT(100)", "Part of the item"),
    ("GQ", "公顷", "DOUBLE", "Hectares, where it is an area"),
    ("MU", "亩", "DOUBLE", "Mu, where it is an area"),
    ("SZ", "内容", "TEXT(100)", "What stands in the line otherwise"),
    ("GS", "公式", "TEXT(255)", "Formula"),
];

/// The tables that have rows. `project` stands in the form.
pub(super) fn book_tables(assessment: &Assessment, project: &str, edition: Edition<'_>) -> Vec<Table> {
    if assessment.land.measures().next().is_none() {
        return Vec::new();
    }
    let mut tables = vec![
        structure(assessment, edition),
        transition(assessment, edition),
        ledgers(assessment, edition),
        money(assessment, edition),
        review(assessment, project, edition),
    ];
    tables.retain(|table| !table.rows.is_empty());
    tables
}

pub(super) fn table(head: [&'static str; 3], fields: &[Field], lines: Vec<Vec<Value>>, edition: Edition<'_>) -> Table {
    let spec = edition.spec(head, None, fields);
    let rows = (1..).zip(lines).map(|(number, line): (usize, Vec<Value>)| {
        let mut values = vec![Value::Text(format!("{}{number:0width$}", head[0], width = 18 - head[0].len()))];
        values.extend(line);
        values.extend(edition.stamp());
        Row { values, ..Row::default() }
    });
    Table { rows: rows.collect(), spec, style: None, area_m2: 0.0 }
}

fn m2(area_m2: f64) -> Value {
    Value::Real(round_half_away(area_m2, 2))
}

fn mu(area_m2: f64) -> Value {
    Value::Real(round_half_away(mu_from_m2(area_m2), 4))
}

fn structure(assessment: &Assessment, edition: Edition<'_>) -> Table {
    let structure = &assessment.structure;
    let line = |level: &str, name: String, row: &StructureRow| {
        let share = |share: Option<f64>| real(share.map(|share| round_half_away(share, 6)));
        vec![
            text(level),
            text(&name),
            m2(row.before_m2),
            share(row.share_before),
            m2(row.after_m2),
            share(row.share_after),
            m2(row.change_m2()),
        ]
    };
    let groups = ["农用地", "建设用地", "未利用地"].into_iter().zip(&structure.groups);
    let mut lines: Vec<Vec<Value>> = groups.map(|(name, row)| line("三大类", name.to_owned(), row)).collect();
    lines.extend(structure.level1.iter().map(|row| line("一级类", row.name.clone(), row)));
    lines.extend(structure.classes.iter().map(|row| {
        let name =
            land_class(&row.name).map_or_else(|| row.name.clone(), |class| format!("{} {}", row.name, class.name_zh));
        line("二级类", name, row)
    }));
    lines.push(line("合计", "合计".to_owned(), &structure.total));
    table(["LYJG", "土地利用结构对比", "Land use before and after"], &STRUCTURE_FIELDS, lines, edition)
}

fn transition(assessment: &Assessment, edition: Edition<'_>) -> Table {
    let transition = &assessment.transition;
    let mut lines = Vec::new();
    for (before, row) in transition.classes.iter().zip(&transition.area_m2) {
        let cells = transition.classes.iter().zip(row).filter(|(_, area_m2)| **area_m2 > 0.0);
        lines.extend(cells.map(|(after, &area_m2)| vec![text(before), text(after), m2(area_m2)]));
    }
    table(["ZHJZ", "转移矩阵", "Land by class before and after"], &TRANSITION_FIELDS, lines, edition)
}

fn ledgers(assessment: &Assessment, edition: Edition<'_>) -> Table {
    let mut lines = Vec::new();
    for ledger in &assessment.ledgers.ledgers {
        let title = ledger.kind.message().say(Language::Chinese);
        lines.extend(ledger.entries.iter().map(|entry| {
            let measure = assessment.land.measure(entry.measure).map(|measure| measure_number(measure));
            vec![
                text(&title),
                text(&entry.village),
                integer(entry.year.map(i64::from)),
                text(&measure.unwrap_or_default()),
                mu(entry.debit_m2),
                mu(entry.credit_m2),
                mu(entry.credit_m2 - entry.debit_m2),
            ]
        }));
        lines.push(vec![
            text(&format!("{title}合计")),
            Value::Null,
            Value::Null,
            Value::Null,
            mu(ledger.total.debit_m2),
            mu(ledger.total.credit_m2),
            mu(ledger.balance_m2()),
        ]);
    }
    table(["ZBTZ", "指标台账", "Ledgers of quotas"], &LEDGER_FIELDS, lines, edition)
}

fn money(assessment: &Assessment, edition: Edition<'_>) -> Table {
    let lines = assessment.land.measures().filter_map(|measure| {
        Some(vec![
            text(&measure_number(measure)),
            text(measure.kind.title(Language::Chinese)),
            text(&measure.sub_project),
            integer(measure.year.map(i64::from)),
            Value::Real(in_10000_yuan(measure.cost_fen?)),
        ])
    });
    table(["ZJTZ", "资金台账", "Investment by measure"], &MONEY_FIELDS, lines.collect(), edition)
}

fn review(assessment: &Assessment, project: &str, edition: Edition<'_>) -> Table {
    let figures = review_figures(assessment, project);
    let lines = (1i64..).zip(review_rows(&figures)).map(|(number, row)| {
        let (hectares, mu, words) = match row.value {
            RowValue::Area(area_m2) => (
                Value::Real(round_half_away(hectares_from_m2(area_m2), 2)),
                Value::Real(round_half_away(mu_from_m2(area_m2), 2)),
                Value::Null,
            ),
            RowValue::Single(value) => (Value::Null, Value::Null, words_of(&value)),
        };
        vec![
            Value::Integer(number),
            text(row.section),
            text(row.item),
            text(row.part),
            hectares,
            mu,
            words,
            text(row.formula),
        ]
    });
    table(["SCHZB", "审查汇总表", "The review form"], &REVIEW_FIELDS, lines.collect(), edition)
}

fn words_of(value: &CellValue) -> Value {
    match value {
        CellValue::Empty => Value::Null,
        CellValue::Text(words) => text(words),
        CellValue::Count(count) => Value::Text(count.to_string()),
        CellValue::Number { value, decimals } => {
            Value::Text(format!("{:.*}", *decimals as usize, round_half_away(*value, *decimals)))
        }
        CellValue::Share { value, decimals } => {
            Value::Text(format!("{:.*}%", *decimals as usize, round_half_away(value * 100.0, *decimals)))
        }
    }
}
