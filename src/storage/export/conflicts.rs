//! CTTB: every piece of land where a zone meets one of the control lines, one row a base feature.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::areas::{Surveyor, perimeter_m};
use super::identifiers::{derived_bsm, source_bsm};
use super::problem::ExportProblem;
use super::proposal::ExportInput;
use super::rings::cleaned;
use super::schema::{Edition, Field, Table};
use super::styles::{conflict_style, severity_word};
use super::zones::{ExportedZone, MJ, MJ_MU, row};
use crate::base::{BaseLayer, Role, Value};
use crate::checks::{ConflictLine, ConflictPiece, basis_message, standard_pack};
use crate::i18n::{Explain, Language};
use crate::storage::geopackage::GeometryType;
use crate::storage::verify::fault_of;
use crate::units::{hundredths_by_largest_remainder, mu_from_m2, round_half_away};

/// A piece below this is a sliver 碎屑 (domain rule: listed and counted, never merged silently).
const SLIVER_M2: f64 = 1.0;
/// So is a piece whose area divided by its perimeter is below this.
const SLIVER_THINNESS_M: f64 = 0.2;

const FIELDS: [Field; 15] = [
    ("DYBH", "片区编号", "TEXT(12)", "Number of the zone (DYBH of ZZDY or QYBH of ZZQY)"),
    ("GZBH", "规则编号", "TEXT(20)", "Rule"),
    ("YZCD", "严重程度", "TEXT(20)", "Severity"),
    ("DXCS", "对象图层", "TEXT(40)", "Role of the layer met"),
    ("DXMC", "对象名称", "TEXT(40)", "Title of the layer met"),
    ("DXBSM", "对象标识码", "TEXT(40)", "BSM of the base feature"),
    MJ,
    MJ_MU,
    ("MZB", "面积周长比（米）", "DOUBLE", "Area divided by perimeter, m: how thin the piece is"),
    ("XS", "是否碎屑", "INTEGER", "Sliver: 1 below 1 m² or 0.2 m of MZB, else 0"),
    ("YJ", "依据", "TEXT(255)", "Basis"),
    ("ZT", "状态", "TEXT(20)", "Status"),
    ("HM", "豁免文号", "TEXT(100)", "Waiver"),
    ("TCMC", "对象来源图层", "TEXT(100)", "Source layer of the base feature"),
    ("TCXH", "对象来源行号", "INTEGER", "Row of the base feature in its source"),
];

/// What a line of the conflict report says beside what its pieces sum to.
pub(super) struct Comparison {
    /// Number of the zone.
    pub zone: String,
    pub role: Role,
    /// Land counted once, m², as the card shows it.
    pub line_m2: f64,
    /// Feature by feature, m², as the report has it.
    pub line_sum_m2: f64,
    /// Sum of the pieces as written, m².
    pub pieces_m2: f64,
}

/// One piece ready to be written.
struct Piece<'a> {
    layer: &'a BaseLayer,
    feature: usize,
    shape: geo::MultiPolygon<f64>,
    area_m2: f64,
}

pub(super) fn conflict_table(
    input: &ExportInput<'_>,
    edition: Edition<'_>,
    zones: &[ExportedZone],
    surveyor: &Surveyor,
) -> Result<(Table, Vec<Comparison>), ExportProblem> {
    let head = ["CTTB", "冲突图斑", "Land where zones meet the control lines"];
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &FIELDS);
    let mut table = Table { spec, rows: Vec::new(), style: Some(conflict_style()), area_m2: 0.0 };
    let mut comparisons = Vec::new();
    let mut taken = BTreeSet::new();
    for zone in zones {
        let (report, mut pieces) = input
            .conflicts
            .report_with_pieces(&zone.shape)
            .map_err(|problem| ExportProblem::BadZone { name: zone.zone.name.clone(), reason: problem.message() })?;
        for line in report.lines.iter().filter(|line| line.features > 0 && line.role.is_control_line()) {
            let found = pieces.remove(&line.role).unwrap_or_default();
            let pieces = pieces_to_write(found, zone, input.layers, surveyor)?;
            let areas: Vec<f64> = pieces.iter().map(|piece| piece.area_m2).collect();
            let cents = hundredths_by_largest_remainder(&areas);
            for (piece, mj) in pieces.iter().zip(cents) {
                table.rows.push(piece_row(piece, mj, zone, line, edition, &mut taken));
            }
            table.area_m2 += areas.iter().sum::<f64>();
            comparisons.push(Comparison {
                zone: zone.number.clone(),
                role: line.role,
                line_m2: line.area_m2,
                line_sum_m2: line.sum_m2,
                pieces_m2: areas.iter().sum(),
            });
        }
    }
    Ok((table, comparisons))
}

/// The pieces cleaned, in the order of layers and features; what has no area left is no piece.
fn pieces_to_write<'a>(
    mut found: Vec<ConflictPiece>,
    zone: &ExportedZone,
    layers: &'a [Arc<BaseLayer>],
    surveyor: &Surveyor,
) -> Result<Vec<Piece<'a>>, ExportProblem> {
    found.sort_by_key(|piece| (piece.layer, piece.feature));
    let mut pieces = Vec::with_capacity(found.len());
    for piece in found {
        let Some(layer) = layers.iter().find(|layer| layer.id == piece.layer) else { continue };
        let shape = cleaned(&piece.shape.multi_polygon());
        if shape.0.is_empty() {
            continue;
        }
        if fault_of(&shape).is_some() {
            return Err(ExportProblem::BadPiece {
                zone: zone.zone.name.clone(),
                layer: layer.title.clone(),
                feature: source_bsm(layer, piece.feature),
            });
        }
        pieces.push(Piece { layer, feature: piece.feature, area_m2: surveyor.ellipsoidal_m2(&shape), shape });
    }
    Ok(pieces)
}

fn piece_row(
    piece: &Piece<'_>,
    mj: f64,
    zone: &ExportedZone,
    line: &ConflictLine,
    edition: Edition<'_>,
    taken: &mut BTreeSet<String>,
) -> crate::storage::geopackage::Row {
    let object = source_bsm(piece.layer, piece.feature);
    let about = format!("{}|{}|{}|{object}", zone.zone.id.0, line.role.key(), piece.layer.name);
    let thinness_m = piece.area_m2 / perimeter_m(&piece.shape);
    let is_sliver = piece.area_m2 < SLIVER_M2 || thinness_m < SLIVER_THINNESS_M;
    let rule = standard_pack().zone_rule(line.role);
    let word = |word: &str| Value::Text(word.to_owned());
    let values = vec![
        Value::Text(derived_bsm("CTTB", &about, taken)),
        word(&zone.number),
        rule.map_or(Value::Null, |rule| word(&rule.id)),
        word(severity_word(line.severity)),
        word(line.role.key()),
        word(line.role.title_zh()),
        Value::Text(object),
        Value::Real(mj),
        Value::Real(round_half_away(mu_from_m2(mj), 4)),
        Value::Real(round_half_away(thinness_m, 4)),
        Value::Integer(i64::from(is_sliver)),
        rule.map_or(Value::Null, |rule| word(&basis_message(rule).say(Language::Chinese))),
        word("新发现"),
        Value::Null,
        word(&piece.layer.title),
        Value::Integer(piece.layer.source_ids[piece.feature]),
    ];
    row(&piece.shape, values, edition)
}
