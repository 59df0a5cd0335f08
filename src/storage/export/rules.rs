//! GZB: the rules that conflicts are judged by. A zone against the three control lines; their basis is stated as far as it is
//! known and marked as not yet verified against the text.

use super::schema::{Edition, Field, Table};
use super::styles::severity_word;
use crate::base::{Role, Value};
use crate::checks::Severity;

/// One rule over zones.
pub(super) struct Rule {
    pub id: &'static str,
    pub role: Role,
    severity: Severity,
    name: &'static str,
    /// Where it is written.
    pub basis: &'static str,
}

pub(super) const RULES: [Rule; 3] = [
    Rule {
        id: "ZON-01",
        role: Role::EcologicalRedLine,
        severity: Severity::Forbidden,
        name: "片区避让生态保护红线",
        basis: "自然资发〔2022〕142号（待核对条文）",
    },
    Rule {
        id: "ZON-02",
        role: Role::PermanentBasicFarmland,
        severity: Severity::Procedure,
        name: "片区占压永久基本农田须编制布局调整方案",
        basis: "土地管理法第三十五条（待核对条文）",
    },
    Rule {
        id: "ZON-03",
        role: Role::UrbanDevelopmentBoundary,
        severity: Severity::Information,
        name: "片区与城镇开发边界的关系",
        basis: "待核对",
    },
];

const FIELDS: [Field; 6] = [
    ("GZBH", "规则编号", "TEXT(20)", "Rule"),
    ("GZMC", "规则名称", "TEXT(100)", "Name of the rule"),
    ("DXCS", "对象图层", "TEXT(40)", "Role of the layer it looks at"),
    ("YZCD", "严重程度", "TEXT(20)", "Severity"),
    ("YJ", "依据", "TEXT(255)", "Basis"),
    ("SFHD", "依据是否核对", "INTEGER", "Whether the basis was verified: 1 or 0"),
];

pub(super) fn rule_of(role: Role) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.role == role)
}

pub(super) fn rule_table(edition: Edition<'_>) -> Table {
    let spec = edition.spec(["GZB", "规则包", "Rules"], None, &FIELDS);
    let rows = RULES.iter().map(|rule| {
        let words = [rule.id, rule.name, rule.role.key(), severity_word(rule.severity), rule.basis];
        let mut values = vec![Value::Text(format!("GZB0000000000{}", rule.id.replace('-', "")))];
        values.extend(words.map(|word| Value::Text(word.to_owned())));
        values.push(Value::Integer(0));
        values.extend(edition.stamp());
        crate::storage::geopackage::Row { values, ..Default::default() }
    });
    Table { spec, rows: rows.collect(), style: None, area_m2: 0.0 }
}
