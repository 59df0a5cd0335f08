//! GZJG: everything that the rules say of the scheme, one row a verdict, with figure, threshold, clause, remedy and answer; and
//! what could not be judged, which is not the same as satisfied.

use std::collections::BTreeSet;

use super::conflicts::JLBS;
use super::identifiers::derived_bsm;
use super::judged::{Judged, answer_word, document_of};
use super::measures::real;
use super::schema::{Edition, Field, Table, text};
use super::styles::severity_word;
use crate::base::Value;
use crate::checks::{Rule, SubjectId, Unjudged, Verdict};
use crate::i18n::{Explain, Language};
use crate::storage::geopackage::Row;
use crate::units::round_half_away;

const FIELDS: [Field; 32] = [
    JLBS,
    ("GZBH", "规则编号", "TEXT(20)", "Rule"),
    ("GZMC", "规则名称", "TEXT(100)", "Name of the rule"),
    ("YZCD", "严重程度", "TEXT(20)", "Severity"),
    ("ZTLX", "主体类型", "TEXT(10)", "What is judged: 片区 zone, 措施 measure, 方案 scheme, 图层 layer"),
    ("ZTBH", "主体编号", "TEXT(40)", "DYBH, QYBH or CSBH; number of the scheme; role of the layer"),
    ("ZTMC", "主体名称", "TEXT(100)", "What people call it"),
    ("DXCS", "对照对象", "TEXT(40)", "Role of the layer, measures, figures or itself"),
    (
        "ZT",
        "状态",
        "TEXT(20)",
        "新增 new, 存量 existing, 已消除 solved, 已答复 answered, 已豁免 waived, 满足 satisfied, 未判定 not judged",
    ),
    ("SFMZ", "是否满足", "INTEGER", "Whether the rule holds: 1 or 0; empty where it could not be judged"),
    ("SZ", "数值", "DOUBLE", "Figure"),
    ("YZ", "阈值", "DOUBLE", "Threshold"),
    ("YQ", "余缺", "DOUBLE", "Slack: how far on the good side of the threshold; negative where short or too much"),
    ("DW", "单位", "TEXT(10)", "Unit of SZ, YZ and YQ, as in the rule pack"),
    ("YQ_MJ", "余缺面积（平方米）", "DOUBLE", "For a ratio of areas: how much land the slack is, m²"),
    ("YQSM", "余缺说明", "TEXT(100)", "Slack in words"),
    ("TBS", "涉及图斑数", "INTEGER", "Features with more than 0.001 m²"),
    ("MJ", "涉及面积（平方米）", "DOUBLE", "Land found, ellipsoidal, counted once, m²"),
    ("MJ_HJ", "逐图斑面积合计（平方米）", "DOUBLE", "Land found, feature by feature, m²: what CTTB sums to"),
    ("XSS", "碎屑数", "INTEGER", "Slivers among the pieces; they count like all others"),
    ("YJ", "依据", "TEXT(255)", "Basis: document, number, article"),
    ("SFHD", "依据是否核对", "INTEGER", "Whether threshold and basis were checked against the text: 1 or 0"),
    ("HMQX", "除外情形", "TEXT", "Exemptions that the rule names"),
    ("CLJY", "处理建议", "TEXT", "Remedies"),
    ("DFLX", "答复类型", "TEXT(10)", "豁免 waiver, 批准 approval, 知悉 acknowledgement"),
    ("DFWH", "批准文号", "TEXT(100)", "Document of the approval"),
    ("DFLY", "答复理由", "TEXT(255)", "Reason of the answer"),
    ("DFR", "答复人", "TEXT(40)", "Who answers for it"),
    ("DFRQ", "答复日期", "TEXT(10)", "Day of the answer"),
    ("DFYXQ", "答复有效期至", "TEXT(10)", "Last day on which it counts; empty for ever"),
    (
        "DFYX",
        "答复是否有效",
        "INTEGER",
        "Whether it settles the verdict today: 1 or 0; another geometry, other data or a later day undo it",
    ),
    ("SM", "说明", "TEXT(255)", "Why it could not be judged"),
];

/// `None` where the pack has no rules for the scheme.
pub(super) fn verdict_table(judged: &Judged<'_>, edition: Edition<'_>) -> Option<Table> {
    let judgement = &judged.assessment.judgement;
    let spec = edition.spec(["GZJG", "规则结果", "What the rules say of the scheme"], None, &FIELDS);
    let mut taken = BTreeSet::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |id: &str, line: Line| {
        let mut values = vec![Value::Text(derived_bsm("GZJG", id, &mut taken)), text(id)];
        values.extend(line);
        values.extend(edition.stamp());
        rows.push(Row { values, ..Row::default() });
    };
    for verdict in &judgement.verdicts {
        add(&verdict.id, verdict_line(verdict, judged));
    }
    for unjudged in &judgement.unjudged {
        let id = format!("{}/{}/{}", unjudged.rule.id, unjudged.subject, unjudged.rule.relation.against());
        add(&id, unjudged_line(unjudged, judged));
    }
    (!rows.is_empty()).then_some(Table { spec, rows, style: None, area_m2: 0.0 })
}

/// The values behind JLBS.
type Line = Vec<Value>;

fn subject_values(rule: &Rule, subject: SubjectId, name: &str, judged: &Judged<'_>) -> Line {
    let subject = judged.subject(subject, name);
    vec![
        text(&rule.id),
        text(&rule.title.zh),
        text(severity_word(rule.severity())),
        text(subject.kind),
        text(&subject.number),
        text(&subject.name),
        text(rule.relation.against()),
    ]
}

/// Basis, exemptions and remedies.
fn clause_values(rule: &Rule) -> Line {
    let exemptions: Vec<&str> = rule.exemptions.iter().map(|words| words.zh.as_str()).collect();
    let remedies: Vec<&str> = rule.remedies.iter().map(|remedy| remedy.zh.as_str()).collect();
    vec![
        text(&rule.basis.citation()),
        Value::Integer(i64::from(rule.verified)),
        text(&exemptions.join("；")),
        text(&remedies.join("；")),
    ]
}

fn verdict_line(verdict: &Verdict, judged: &Judged<'_>) -> Line {
    let (rule, finding) = (&*verdict.rule, &*verdict.finding);
    let m2 = |area_m2: f64| Value::Real(round_half_away(area_m2, 2));
    let mut line = subject_values(rule, verdict.subject, &verdict.name, judged);
    line.extend([
        text(&verdict.status.message().say(Language::Chinese)),
        Value::Integer(i64::from(finding.holds)),
        real(Some(finding.figure).filter(|figure| figure.is_finite() && *figure < f64::MAX)),
        Value::Real(finding.threshold),
        real(Some(finding.slack).filter(|slack| slack.is_finite() && *slack < f64::MAX)),
        text(rule.unit.key()),
        finding.slack_m2.map_or(Value::Null, m2),
        text(&verdict.slack_message().say(Language::Chinese)),
        Value::Integer(finding.features as i64),
        m2(finding.area_m2),
        m2(finding.sum_m2),
        Value::Integer(finding.slivers.len() as i64),
    ]);
    line.extend(clause_values(rule));
    let answer = judged.scheme.answer(&verdict.id);
    line.extend(match answer {
        None => vec![Value::Null; 7],
        Some(answer) => vec![
            text(answer_word(&answer.kind)),
            text(document_of(answer)),
            text(&answer.reason),
            text(&answer.person),
            text(&answer.given.to_string()),
            text(&answer.expires.map(|day| day.to_string()).unwrap_or_default()),
            Value::Integer(i64::from(judged.answer(verdict).is_some())),
        ],
    });
    line.push(Value::Null);
    line
}

fn unjudged_line(unjudged: &Unjudged, judged: &Judged<'_>) -> Line {
    let rule = &*unjudged.rule;
    let mut line = subject_values(rule, unjudged.subject, &unjudged.name, judged);
    line.extend([text("未判定"), Value::Null, Value::Null, Value::Real(rule.threshold), Value::Null]);
    line.push(text(rule.unit.key()));
    line.extend(vec![Value::Null; 6]);
    line.extend(clause_values(rule));
    line.extend(vec![Value::Null; 7]);
    line.push(text(&unjudged.reason.message().say(Language::Chinese)));
    line
}
