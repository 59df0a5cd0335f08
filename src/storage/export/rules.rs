//! GZB: the rules that conflicts are judged by: the zone rules of the national pack. Their basis is stated as far as it is
//! known and marked where it is not yet verified against the text.

use super::schema::{Edition, Field, Table};
use super::styles::severity_word;
use crate::base::Value;
use crate::checks::standard_pack;

const FIELDS: [Field; 6] = [
    ("GZBH", "规则编号", "TEXT(20)", "Rule"),
    ("GZMC", "规则名称", "TEXT(100)", "Name of the rule"),
    ("DXCS", "对象图层", "TEXT(40)", "Role of the layer it looks at"),
    ("YZCD", "严重程度", "TEXT(20)", "Severity"),
    ("YJ", "依据", "TEXT(255)", "Basis"),
    ("SFHD", "依据是否核对", "INTEGER", "Whether the basis was verified: 1 or 0"),
];

pub(super) fn rule_table(edition: Edition<'_>) -> Table {
    let spec = edition.spec(["GZB", "规则包", "Rules"], None, &FIELDS);
    let rows = standard_pack().zone_rules().map(|rule| {
        let role = rule.relation.role().map_or("", |role| role.key());
        let basis = rule.basis.citation();
        let words = [&rule.id, &rule.title.zh, role, severity_word(rule.severity()), &basis];
        let mut values = vec![Value::Text(format!("GZB0000000000{}", rule.id.replace('-', "")))];
        values.extend(words.map(|word| Value::Text(word.to_owned())));
        values.push(Value::Integer(i64::from(rule.verified)));
        values.extend(edition.stamp());
        crate::storage::geopackage::Row { values, ..Default::default() }
    });
    Table { spec, rows: rows.collect(), style: None, area_m2: 0.0 }
}
