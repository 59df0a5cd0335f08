//! GZB: the rules that the scheme was judged by: those of the project's packs that are in force on the day, each with the pack
//! that it was last written in, its threshold, its clause and whether that was checked against the text.

use std::collections::BTreeSet;

use super::identifiers::derived_bsm;
use super::judged::Judged;
use super::schema::{Edition, Field, Table, text};
use super::styles::severity_word;
use crate::base::Value;
use crate::checks::{Bound, SubjectFilter};
use crate::storage::geopackage::Row;

const FIELDS: [Field; 18] = [
    ("GZBH", "规则编号", "TEXT(20)", "Rule"),
    ("GZMC", "规则名称", "TEXT(100)", "Name of the rule"),
    ("GZBM", "规则包", "TEXT(40)", "Pack that it was written or last changed in"),
    ("ZTLX", "主体类型", "TEXT(10)", "What it looks at: 片区 zones, 措施 measures, 方案 scheme, 图层 layer"),
    ("DXCS", "对照对象", "TEXT(40)", "Role of the layer, measures, figures or itself"),
    ("YZCD", "严重程度", "TEXT(20)", "Severity"),
    ("FX", "要求方向", "TEXT(10)", "不高于 at most, 不低于 at least, 高于 more than, 低于 less than the threshold"),
    ("YZ", "阈值", "DOUBLE", "Threshold"),
    ("DW", "单位", "TEXT(10)", "Unit of the threshold"),
    ("RC", "容差", "DOUBLE", "What beyond the threshold counts as nothing, in m², m, a share or a number"),
    ("YJ", "依据", "TEXT(255)", "Basis: document, number, article"),
    ("WJMC", "文件名称", "TEXT(255)", "Document"),
    ("WH", "文号", "TEXT(100)", "Number of the document"),
    ("TK", "条款", "TEXT(255)", "Article"),
    ("YXQ_Q", "有效期起", "TEXT(10)", "First day on which it holds; empty where none is named"),
    ("YXQ_Z", "有效期止", "TEXT(10)", "Last day on which it holds; empty where none is named"),
    ("SFHD", "依据是否核对", "INTEGER", "Whether threshold and basis were checked against the text: 1 or 0"),
    ("CLJY", "处理建议", "TEXT", "Remedies"),
];

/// `None` where no rule is in force.
pub(super) fn rule_table(judged: &Judged<'_>, edition: Edition<'_>) -> Option<Table> {
    let spec = edition.spec(["GZB", "规则包", "Rules that the scheme was judged by"], None, &FIELDS);
    let mut taken = BTreeSet::new();
    let rows = judged.pack.rules.iter().map(|rule| {
        let day = |day: Option<crate::design::Date>| text(&day.map(|day| day.to_string()).unwrap_or_default());
        let remedies: Vec<&str> = rule.remedies.iter().map(|remedy| remedy.zh.as_str()).collect();
        let mut values = vec![
            Value::Text(derived_bsm("GZB0", &rule.id, &mut taken)),
            text(&rule.id),
            text(&rule.title.zh),
            text(&rule.origin),
            text(subject_word(&rule.subject)),
            text(rule.relation.against()),
            text(severity_word(rule.severity())),
            text(bound_word(rule.relation.bound())),
            Value::Real(rule.threshold),
            text(rule.unit.key()),
            Value::Real(rule.tolerance()),
            text(&rule.basis.citation()),
            text(&rule.basis.document),
            text(&rule.basis.number),
            text(&rule.basis.article),
            day(rule.basis.valid_from),
            day(rule.basis.valid_to),
            Value::Integer(i64::from(rule.verified)),
            text(&remedies.join("；")),
        ];
        values.extend(edition.stamp());
        Row { values, ..Row::default() }
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then_some(Table { spec, rows, style: None, area_m2: 0.0 })
}

fn subject_word(filter: &SubjectFilter) -> &'static str {
    match filter {
        SubjectFilter::Zones => "片区",
        SubjectFilter::Measures(_) | SubjectFilter::Changes { .. } => "措施",
        SubjectFilter::Scheme => "方案",
        SubjectFilter::Layer { .. } => "图层",
    }
}

fn bound_word(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "不低于",
        Bound::AtMost => "不高于",
        Bound::MoreThan => "高于",
        Bound::LessThan => "低于",
    }
}
