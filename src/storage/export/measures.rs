//! ZZCS and KFBJYH: the measures as they were drawn, each with all that is said of it, so that an import brings them back; and
//! those of them that move the development boundary, as the plan database wants them.

use std::sync::Arc;

use geo::MultiPolygon;

use super::areas::Surveyor;
use super::identifiers::numbered_bsm;
use super::problem::{ExportProblem, ExportText};
use super::rings::cleaned;
use super::schema::{Edition, Field, Table, text};
use super::styles::measure_style;
use super::zones::{MJ, MJ_MU, MJ_PM, row};
use crate::base::Value;
use crate::design::{Measure, MeasureId, MeasureKind, QuantityUnit, Scheme};
use crate::geometry::validity::shape_problem;
use crate::i18n::{Explain, Language, Message, Text};
use crate::storage::geopackage::GeometryType;
use crate::storage::verify::fault_of;
use crate::units::{mu_from_m2, round_half_away};

/// Number of the measure that a row belongs to: imports join by it.
pub(super) const CSBH: Field = ("CSBH", "措施编号", "TEXT(12)", "Number of the measure");
pub(super) const CSLX: Field = ("CSLX", "措施类型", "TEXT(40)", "Kind of the measure");
pub(super) const ZCGJ: Field = ("ZCGJ", "政策工具", "TEXT(40)", "Policy tool");
pub(super) const TZ_WY: Field = ("TZ_WY", "投资（万元）", "DOUBLE", "Investment, 10 000 yuan");
pub(super) const ND: Field = ("ND", "实施年度", "INTEGER", "Year of implementation");
pub(super) const PDBH: Field = ("PDBH", "配对编号", "INTEGER", "Number that the measures of a pair share");
pub(super) const XMBH: Field = ("XMBH", "子项目", "TEXT(100)", "Sub-project");
pub(super) const LY: Field = ("LY", "理由", "TEXT(255)", "Reason");
pub(super) const ZBYT: Field = ("ZBYT", "指标用途", "TEXT(40)", "Use of the quota that is earned");

const MEASURE_FIELDS: [Field; 19] = [
    CSBH,
    CSLX,
    ("CSMC", "措施名称", "TEXT(100)", "Name of the measure"),
    ("DLBM_H", "整治后地类编码", "TEXT(5)", "Land class afterwards; empty where it stays"),
    ZCGJ,
    ZBYT,
    ("SL", "数量", "DOUBLE", "Planned quantity"),
    ("SLDW", "数量单位", "TEXT(10)", "Unit of the quantity"),
    TZ_WY,
    ND,
    PDBH,
    ("GDDB_H", "整治后耕地等别", "DOUBLE", "Quality grade of the farmland afterwards, 1 is best"),
    XMBH,
    LY,
    ("CX", "次序", "INTEGER", "Order of effect: of two on the same land the later one decides"),
    MJ,
    MJ_MU,
    MJ_PM,
    ("SM", "说明", "TEXT(255)", "What is worth knowing"),
];

const BOUNDARY_FIELDS: [Field; 6] = [
    CSBH,
    ("WHLX", "维护类型", "TEXT(10)", "扩入 taken in, 划出 let go"),
    ("WHLY", "维护理由", "TEXT(255)", "Reason"),
    PDBH,
    MJ,
    MJ_MU,
];

/// A measure with the shape that is written and its areas.
pub(super) struct ExportedMeasure {
    pub measure: Arc<Measure>,
    /// `CS001`: identity of the measure.
    pub number: String,
    pub shape: MultiPolygon<f64>,
    pub area_m2: f64,
    pub planar_m2: f64,
}

/// Number of a measure in every table.
pub(super) fn measure_number(measure: &Measure) -> String {
    number_of_id(measure.id)
}

pub(super) fn number_of_id(id: MeasureId) -> String {
    format!("CS{:03}", id.0)
}

/// The measures of a scheme, cleaned; refused where one can't be written as a valid shape.
pub(super) fn measures_of(scheme: &Scheme, surveyor: &Surveyor) -> Result<Vec<ExportedMeasure>, ExportProblem> {
    scheme.measures.iter().map(|measure| exported(measure, surveyor)).collect()
}

fn exported(measure: &Arc<Measure>, surveyor: &Surveyor) -> Result<ExportedMeasure, ExportProblem> {
    let number = measure_number(measure);
    let title = measure.kind.title(Language::Chinese);
    let name = if measure.name.is_empty() { format!("{title} {number}") } else { measure.name.clone() };
    let refused = |reason: Message| ExportProblem::BadMeasure { name: name.clone(), reason };
    let shape = cleaned(&measure.shape.0);
    if shape.0.is_empty() {
        return Err(refused(ExportText::NoLand.plain()));
    }
    if let Some(problem) = shape_problem(&shape) {
        return Err(refused(problem.message()));
    }
    if fault_of(&shape).is_some() {
        return Err(refused(ExportText::SelfCrossing.plain()));
    }
    Ok(ExportedMeasure {
        measure: measure.clone(),
        number,
        area_m2: surveyor.ellipsoidal_m2(&shape),
        planar_m2: surveyor.planar_m2(&shape),
        shape,
    })
}

/// ZZCS; `None` where the scheme has no measures.
pub(super) fn measure_table(edition: Edition<'_>, measures: &[ExportedMeasure], county: &str) -> Option<Table> {
    if measures.is_empty() {
        return None;
    }
    let head = ["ZZCS", "整治措施", "Measures as they were drawn"];
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &MEASURE_FIELDS);
    let rows = (1..).zip(measures).map(|(position, exported)| {
        let measure = &exported.measure;
        let mut values = vec![
            Value::Text(numbered_bsm("ZZCS", county, measure.id.0)),
            Value::Text(exported.number.clone()),
            text(measure.kind.title(Language::Chinese)),
            text(&measure.name),
            text(measure.to_class.as_deref().unwrap_or_default()),
            text(measure.tool.title(Language::Chinese)),
            text(measure.quota_use.map_or("", |quota_use| quota_use.title(Language::Chinese))),
            real(measure.quantity),
            text(match (measure.quantity, measure.kind.quantity_unit()) {
                (None, _) => "",
                (Some(_), QuantityUnit::Households) => "户",
                (Some(_), QuantityUnit::Mu) => "亩",
            }),
            real(measure.cost_fen.map(in_10000_yuan)),
            integer(measure.year.map(i64::from)),
            integer(measure.pair.map(i64::from)),
            real(measure.grade_after),
            text(&measure.sub_project),
            text(&measure.reason),
            Value::Integer(position),
        ];
        values.extend(areas(exported));
        values.push(Value::Real(round_half_away(exported.planar_m2, 2)));
        values.push(Value::Null);
        row(&exported.shape, values, edition)
    });
    let rows = rows.collect();
    let area_m2 = measures.iter().map(|measure| measure.area_m2).sum();
    Some(Table { spec, rows, style: Some(measure_style("CSLX")), area_m2 })
}

/// KFBJYH; `None` where no measure moves the development boundary.
pub(super) fn boundary_table(edition: Edition<'_>, measures: &[ExportedMeasure], county: &str) -> Option<Table> {
    let moving: Vec<&ExportedMeasure> =
        measures.iter().filter(|exported| exported.measure.kind.moves_boundary()).collect();
    if moving.is_empty() {
        return None;
    }
    let head = ["KFBJYH", "开发边界优化", "Changes of the urban development boundary"];
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &BOUNDARY_FIELDS);
    let rows = moving.iter().map(|exported| {
        let measure = &exported.measure;
        let extends = measure.kind == MeasureKind::BoundaryExtension;
        let mut values = vec![
            Value::Text(numbered_bsm("KFBJ", county, measure.id.0)),
            Value::Text(exported.number.clone()),
            text(if extends { "扩入" } else { "划出" }),
            text(&measure.reason),
            integer(measure.pair.map(i64::from)),
        ];
        values.extend(areas(exported));
        row(&exported.shape, values, edition)
    });
    let rows = rows.collect();
    let area_m2 = moving.iter().map(|measure| measure.area_m2).sum();
    Some(Table { spec, rows, style: Some(measure_style("WHLX")), area_m2 })
}

/// Values of MJ and MJ_MU.
fn areas(measure: &ExportedMeasure) -> [Value; 2] {
    let mj = round_half_away(measure.area_m2, 2);
    [mj, round_half_away(mu_from_m2(mj), 4)].map(Value::Real)
}

/// 万元 of fen, to the fen.
pub(super) fn in_10000_yuan(fen: i64) -> f64 {
    fen as f64 / 1e6
}

pub(super) fn real(value: Option<f64>) -> Value {
    value.map_or(Value::Null, Value::Real)
}

pub(super) fn integer(value: Option<i64>) -> Value {
    value.map_or(Value::Null, Value::Integer)
}
