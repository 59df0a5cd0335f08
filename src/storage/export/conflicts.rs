//! CTTB: the land that breaks a rule, piece by piece: of every verdict on a zone or a measure that has land behind it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::areas::{Surveyor, perimeter_m};
use super::identifiers::{derived_bsm, source_bsm};
use super::joined::writable;
use super::judged::{Judged, JudgedSubject, waiver_words};
use super::problem::ExportProblem;
use super::schema::{Edition, Field, Table, text};
use super::styles::{conflict_style, severity_word};
use super::zones::{MJ, MJ_MU, row};
use crate::base::{BaseLayer, Value};
use crate::checks::{Patch, SubjectId, Verdict, VerdictPiece, basis_message, is_sliver};
use crate::i18n::{Explain, Language};
use crate::storage::geopackage::{GeometryType, Row};
use crate::units::{hundredths_by_largest_remainder, mu_from_m2, round_half_away};

/// 结论标识: joins CTTB to GZJG.
pub(super) const JLBS: Field = ("JLBS", "结论标识", "TEXT(120)", "Verdict in GZJG: rule/subject/against");

const FIELDS: [Field; 18] = [
    JLBS,
    ("DYBH", "片区编号", "TEXT(12)", "Number of the zone (DYBH of ZZDY or QYBH of ZZQY); empty for a measure"),
    ("CSBH", "措施编号", "TEXT(12)", "Number of the measure; empty for a zone"),
    ("GZBH", "规则编号", "TEXT(20)", "Rule"),
    ("YZCD", "严重程度", "TEXT(20)", "Severity"),
    (
        "DXCS",
        "对象图层",
        "TEXT(40)",
        "Role of the layer met; measures for another measure, itself for the subject alone",
    ),
    ("DXMC", "对象名称", "TEXT(40)", "Title of the layer met"),
    ("DXBSM", "对象标识码", "TEXT(40)", "BSM of the base feature, or number of the measure met"),
    MJ,
    MJ_MU,
    ("MZB", "面积周长比（米）", "DOUBLE", "Area divided by perimeter, m: how thin the piece is"),
    ("XS", "是否碎屑", "INTEGER", "Sliver by the limits of the rules: 1 or 0; it counts like all others"),
    ("YJ", "依据", "TEXT(255)", "Basis"),
    ("ZT", "状态", "TEXT(20)", "Status of the verdict"),
    ("HM", "豁免", "TEXT(255)", "Waiver or approval: document, reason, person, last day on which it counts"),
    ("TCMC", "对象来源图层", "TEXT(100)", "Source layer of the base feature"),
    ("TCXH", "对象来源行号", "INTEGER", "Row of the base feature in its source"),
    ("GZMC", "规则名称", "TEXT(100)", "Name of the rule"),
];

/// What a verdict says beside what its pieces sum to.
pub(super) struct Comparison {
    pub verdict: String,
    pub title: String,
    /// Land counted once, m², as it was judged.
    pub land_m2: f64,
    /// Feature by feature, m², as it was judged.
    pub sum_m2: f64,
    /// Sum of the pieces as written, m².
    pub pieces_m2: f64,
}

/// One piece ready to be written.
struct Piece {
    of: Option<Patch>,
    shape: geo::MultiPolygon<f64>,
    area_m2: f64,
    perimeter_m: f64,
    is_sliver: bool,
}

pub(super) fn conflict_table(
    judged: &Judged<'_>,
    edition: Edition<'_>,
    surveyor: &Surveyor,
) -> Result<(Table, Vec<Comparison>), ExportProblem> {
    let head = ["CTTB", "冲突图斑", "Land that breaks a rule"];
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &FIELDS);
    let mut table = Table { spec, rows: Vec::new(), style: Some(conflict_style()), area_m2: 0.0 };
    let mut comparisons = Vec::new();
    let mut taken = BTreeSet::new();
    let is_ours = |verdict: &&Verdict| matches!(verdict.subject, SubjectId::Zone(_) | SubjectId::Measure(_));
    for verdict in judged.assessment.judgement.verdicts.iter().filter(is_ours) {
        let subject = judged.subject(verdict.subject, &verdict.name);
        let found = judged.assessor.land_of(verdict).map_err(|unknown| ExportProblem::NoLand {
            rule: verdict.rule.id.clone(),
            subject: subject.name.clone(),
            reason: unknown.message(),
        })?;
        if found.is_empty() {
            continue;
        }
        let pieces = pieces_to_write(found, &subject, judged.layers, surveyor)?;
        let areas: Vec<f64> = pieces.iter().map(|piece| piece.area_m2).collect();
        let cents = hundredths_by_largest_remainder(&areas);
        for (piece, mj) in pieces.iter().zip(cents) {
            table.rows.push(piece_row(piece, mj, verdict, &subject, judged, edition, &mut taken));
        }
        table.area_m2 += areas.iter().sum::<f64>();
        comparisons.push(Comparison {
            verdict: verdict.id.clone(),
            title: verdict.rule.title.zh.clone(),
            land_m2: verdict.finding.area_m2,
            sum_m2: verdict.finding.sum_m2,
            pieces_m2: areas.iter().sum(),
        });
    }
    Ok((table, comparisons))
}

/// The pieces cleaned, in the order found; what has no area left is no piece.
fn pieces_to_write(
    found: Vec<VerdictPiece>,
    subject: &JudgedSubject,
    layers: &[Arc<BaseLayer>],
    surveyor: &Surveyor,
) -> Result<Vec<Piece>, ExportProblem> {
    let mut pieces = Vec::with_capacity(found.len());
    for VerdictPiece { of, shape } in found {
        let shape = writable(&shape).ok_or_else(|| {
            let met = Met::of(of, layers);
            ExportProblem::BadPiece {
                zone: subject.name.clone(),
                layer: met.layer.map_or_else(|| met.title.to_owned(), |layer| layer.title.clone()),
                feature: met.number,
            }
        })?;
        if shape.0.is_empty() {
            continue;
        }
        let (area_m2, perimeter_m) = (surveyor.ellipsoidal_m2(&shape), perimeter_m(&shape));
        let is_sliver = is_sliver(area_m2, surveyor.planar_m2(&shape), perimeter_m);
        pieces.push(Piece { of, shape, area_m2, perimeter_m, is_sliver });
    }
    Ok(pieces)
}

/// What a piece was found on.
struct Met<'a> {
    key: &'static str,
    title: &'static str,
    number: String,
    layer: Option<&'a BaseLayer>,
    row: Option<i64>,
}

impl<'a> Met<'a> {
    fn of(patch: Option<Patch>, layers: &'a [Arc<BaseLayer>]) -> Self {
        let itself = Self { key: "itself", title: "自身", number: String::new(), layer: None, row: None };
        match patch {
            Some(Patch::Feature(id, feature)) => {
                layers.iter().find(|layer| layer.id == id).map_or(itself, |layer| Self {
                    key: layer.role.key(),
                    title: layer.role.title_zh(),
                    number: source_bsm(layer, feature),
                    layer: Some(layer),
                    row: layer.source_ids.get(feature).copied(),
                })
            }
            Some(Patch::Measure(id)) => {
                let number = super::measures::number_of_id(id);
                Self { key: "measures", title: "其他措施", number, ..itself }
            }
            None => itself,
        }
    }
}

fn piece_row(
    piece: &Piece,
    mj: f64,
    verdict: &Verdict,
    subject: &JudgedSubject,
    judged: &Judged<'_>,
    edition: Edition<'_>,
    taken: &mut BTreeSet<String>,
) -> Row {
    let met = Met::of(piece.of, judged.layers);
    let layer_name = met.layer.map_or("", |layer| layer.name.as_str());
    let about = format!("{}|{layer_name}|{}", verdict.id, met.number);
    let is_zone = matches!(verdict.subject, SubjectId::Zone(_));
    let rule = &verdict.rule;
    let values = vec![
        Value::Text(derived_bsm("CTTB", &about, taken)),
        text(&verdict.id),
        text(if is_zone { &subject.number } else { "" }),
        text(if is_zone { "" } else { &subject.number }),
        text(&rule.id),
        text(severity_word(rule.severity())),
        text(met.key),
        text(met.title),
        text(&met.number),
        Value::Real(mj),
        Value::Real(round_half_away(mu_from_m2(mj), 4)),
        Value::Real(round_half_away(piece.area_m2 / piece.perimeter_m, 4)),
        Value::Integer(i64::from(piece.is_sliver)),
        text(&basis_message(rule).say(Language::Chinese)),
        text(&verdict.status.message().say(Language::Chinese)),
        text(&judged.answer(verdict).map(waiver_words).unwrap_or_default()),
        text(met.layer.map_or("", |layer| layer.title.as_str())),
        met.row.map_or(Value::Null, Value::Integer),
        text(&rule.title.zh),
    ];
    row(&piece.shape, values, edition)
}
