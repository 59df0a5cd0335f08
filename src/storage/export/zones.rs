//! ZZDY and ZZQY: the zones themselves.

use std::sync::Arc;

use geo::{Contains, InteriorPoint, MultiPolygon, Point};

use super::areas::Surveyor;
use super::identifiers::{UNKNOWN_COUNTY, numbered_bsm};
use super::problem::{ExportProblem, ExportText};
use super::rings::cleaned;
use super::schema::{Edition, Field, Table, text};
use super::styles::{region_style, unit_style};
use crate::base::Value;
use crate::design::{Scheme, Zone, ZoneKind};
use crate::geometry::validity::shape_problem;
use crate::i18n::{Explain, Message, Text};
use crate::storage::geopackage::{GeometryBlob, GeometryType, Row};
use crate::storage::verify::fault_of;
use crate::units::{mu_from_m2, round_half_away};

pub(super) const MJ: Field = ("MJ", "面积（平方米）", "DOUBLE", "Ellipsoidal area, m², rounded to 0.01");
pub(super) const MJ_MU: Field = ("MJ_MU", "面积（亩）", "DOUBLE", "MJ in mu (MJ × 3 / 2000), rounded to 0.0001");
pub(super) const MJ_PM: Field = ("MJ_PM", "平面面积（平方米）", "DOUBLE", "Planar area, m², for comparison only");

const UNIT_FIELDS: [Field; 7] = [
    ("DYBH", "单元编号", "TEXT(12)", "Number of the unit"),
    ("DYMC", "单元名称", "TEXT(100)", "Name of the unit"),
    ("QYBH", "所在区域编号", "TEXT(12)", "Number of the region that holds the unit"),
    ("MB", "整治目标", "TEXT(255)", "Goal"),
    MJ,
    MJ_MU,
    MJ_PM,
];

const REGION_FIELDS: [Field; 7] = [
    ("QYBH", "区域编号", "TEXT(12)", "Number of the region"),
    ("QYMC", "区域名称", "TEXT(100)", "Name of the region"),
    ("XZQDM", "行政区代码", "TEXT(12)", "Code of the county"),
    ("JD", "工作阶段", "TEXT(20)", "Stage"),
    MJ,
    MJ_MU,
    MJ_PM,
];

/// A zone with the shape that is written and its areas.
pub(super) struct ExportedZone {
    pub zone: Arc<Zone>,
    /// `DY001`, `QY002`.
    pub number: String,
    pub shape: MultiPolygon<f64>,
    pub area_m2: f64,
    pub planar_m2: f64,
}

/// The zones of a scheme, cleaned; refused where one can't be written as a valid shape.
pub(super) fn zones_of(scheme: &Scheme, surveyor: &Surveyor) -> Result<Vec<ExportedZone>, ExportProblem> {
    scheme.zones.iter().map(|zone| exported(zone, surveyor)).collect()
}

fn exported(zone: &Arc<Zone>, surveyor: &Surveyor) -> Result<ExportedZone, ExportProblem> {
    let refused = |reason: Message| ExportProblem::BadZone { name: zone.name.clone(), reason };
    let shape = cleaned(&zone.shape.0);
    if shape.0.is_empty() {
        return Err(refused(ExportText::NoLand.plain()));
    }
    // The first says where; the second is what the reader will ask.
    if let Some(problem) = shape_problem(&shape) {
        return Err(refused(problem.message()));
    }
    if fault_of(&shape).is_some() {
        return Err(refused(ExportText::SelfCrossing.plain()));
    }
    Ok(ExportedZone {
        zone: zone.clone(),
        number: zone_number(zone),
        area_m2: surveyor.ellipsoidal_m2(&shape),
        planar_m2: surveyor.planar_m2(&shape),
        shape,
    })
}

/// Number of a zone in every table: its kind and identity.
pub(super) fn zone_number(zone: &Zone) -> String {
    let prefix = if zone.kind == ZoneKind::Region { "QY" } else { "DY" };
    format!("{prefix}{:03}", zone.id.0)
}

/// ZZDY, always written.
pub(super) fn unit_table(edition: Edition<'_>, zones: &[ExportedZone], county: &str) -> Table {
    let head = ["ZZDY", "整治单元（片区）", "Consolidation units"];
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &UNIT_FIELDS);
    let rows = of_kind(zones, ZoneKind::Unit).map(|unit| {
        let mut values = vec![
            Value::Text(numbered_bsm("ZZDY", county, unit.zone.id.0)),
            Value::Text(unit.number.clone()),
            text(&unit.zone.name),
            text(region_of(unit, zones).unwrap_or_default()),
            text(&unit.zone.goal),
        ];
        values.extend(area_values(unit));
        row(&unit.shape, values, edition)
    });
    Table { spec, rows: rows.collect(), style: Some(unit_style()), area_m2: sum_m2(zones, ZoneKind::Unit) }
}

/// ZZQY; `None` where the designer made no zone a region.
pub(super) fn region_table(edition: Edition<'_>, zones: &[ExportedZone], county: &str) -> Option<Table> {
    of_kind(zones, ZoneKind::Region).next()?;
    let head = ["ZZQY", "整治区域", "Consolidation regions"];
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &REGION_FIELDS);
    let rows = of_kind(zones, ZoneKind::Region).map(|region| {
        let mut values = vec![
            Value::Text(numbered_bsm("ZZQY", county, region.zone.id.0)),
            Value::Text(region.number.clone()),
            text(&region.zone.name),
            text(if county == UNKNOWN_COUNTY { "" } else { county }),
            Value::Null,
        ];
        values.extend(area_values(region));
        row(&region.shape, values, edition)
    });
    Some(Table { spec, rows: rows.collect(), style: Some(region_style()), area_m2: sum_m2(zones, ZoneKind::Region) })
}

/// Values of MJ, MJ_MU and MJ_PM.
fn area_values(zone: &ExportedZone) -> [Value; 3] {
    let mj = round_half_away(zone.area_m2, 2);
    [mj, round_half_away(mu_from_m2(mj), 4), round_half_away(zone.planar_m2, 2)].map(Value::Real)
}

pub(super) fn row(shape: &MultiPolygon<f64>, mut values: Vec<Value>, edition: Edition<'_>) -> Row {
    values.extend(edition.stamp());
    Row { fid: None, geometry: GeometryBlob::of_multi_polygon(shape), values }
}

fn of_kind(zones: &[ExportedZone], kind: ZoneKind) -> impl Iterator<Item = &ExportedZone> {
    zones.iter().filter(move |zone| zone.zone.kind == kind)
}

fn sum_m2(zones: &[ExportedZone], kind: ZoneKind) -> f64 {
    of_kind(zones, kind).map(|zone| zone.area_m2).sum()
}

/// Number of the region that a unit lies in.
fn region_of<'a>(unit: &ExportedZone, zones: &'a [ExportedZone]) -> Option<&'a str> {
    let inside: Point<f64> = unit.shape.interior_point()?;
    of_kind(zones, ZoneKind::Region).find(|region| region.shape.contains(&inside)).map(|region| region.number.as_str())
}
