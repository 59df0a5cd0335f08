//! ZXM: sub-projects, each with the land, the money and the years of its measures.

use std::collections::{BTreeMap, BTreeSet};

use geo::{MultiPolygon, Relate};

use super::areas::Surveyor;
use super::identifiers::derived_bsm;
use super::joined::joined;
use super::measures::{ExportedMeasure, in_10000_yuan, integer, real};
use super::problem::ExportProblem;
use super::schema::{Edition, Field, Table, text};
use super::styles::sub_project_style;
use super::zones::{ExportedZone, MJ, MJ_MU, row};
use crate::base::Value;
use crate::design::ZoneKind;
use crate::i18n::Language;
use crate::storage::geopackage::GeometryType;
use crate::units::{mu_from_m2, round_half_away};

const FIELDS: [Field; 12] = [
    ("XMBH", "子项目编号", "TEXT(100)", "What the measures call their sub-project: joins XMBH of the other tables"),
    ("XMMC", "子项目名称", "TEXT(100)", "Name of the sub-project"),
    ("XMLX", "工程内容", "TEXT(255)", "Kinds of its measures"),
    ("DYBH", "所在单元编号", "TEXT(255)", "Numbers of the units that it shares land with"),
    ("TZ_WY", "投资（万元）", "DOUBLE", "Investment, 10 000 yuan"),
    ("KGNY", "开工年", "TEXT(7)", "First year of its measures"),
    ("JGNY", "竣工年", "TEXT(7)", "Last year of its measures"),
    ("ZRDW", "责任单位", "TEXT(100)", "Who is responsible; not known to the design"),
    ("CSS", "措施数", "INTEGER", "Number of measures"),
    MJ,
    MJ_MU,
    ("SM", "说明", "TEXT(255)", "What is worth knowing"),
];

/// Two areas with land in common, as DE-9IM says it; a boundary alone is none.
const INTERIORS_MEET: &str = "T********";

/// `None` where no measure names its sub-project.
pub(super) fn sub_project_table(
    edition: Edition<'_>,
    measures: &[ExportedMeasure],
    zones: &[ExportedZone],
    surveyor: &Surveyor,
) -> Result<Option<Table>, ExportProblem> {
    let mut projects: BTreeMap<&str, Vec<&ExportedMeasure>> = BTreeMap::new();
    for exported in measures.iter().filter(|exported| !exported.measure.sub_project.is_empty()) {
        projects.entry(&exported.measure.sub_project).or_default().push(exported);
    }
    if projects.is_empty() {
        return Ok(None);
    }
    let head = ["ZXM", "子项目", "Sub-projects"];
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &FIELDS);
    let mut table = Table { spec, rows: Vec::new(), style: Some(sub_project_style()), area_m2: 0.0 };
    let mut taken = BTreeSet::new();
    for (name, measures) in projects {
        let shape = joined(measures.iter().map(|exported| &exported.shape))
            .ok_or_else(|| ExportProblem::Unjoined { table: "ZXM", name: name.to_owned() })?;
        let area_m2 = surveyor.ellipsoidal_m2(&shape);
        let mj = round_half_away(area_m2, 2);
        let costs: Vec<i64> = measures.iter().filter_map(|exported| exported.measure.cost_fen).collect();
        let years: BTreeSet<i32> = measures.iter().filter_map(|exported| exported.measure.year).collect();
        let year = |year: Option<&i32>| text(&year.map(i32::to_string).unwrap_or_default());
        let values = vec![
            Value::Text(derived_bsm("ZXM0", name, &mut taken)),
            text(name),
            text(name),
            text(&kinds_of(&measures)),
            text(&units_of(&shape, zones)),
            real((!costs.is_empty()).then(|| in_10000_yuan(costs.iter().sum()))),
            year(years.first()),
            year(years.last()),
            Value::Null,
            integer(Some(measures.len() as i64)),
            Value::Real(mj),
            Value::Real(round_half_away(mu_from_m2(mj), 4)),
            Value::Null,
        ];
        table.rows.push(row(&shape, values, edition));
        table.area_m2 += area_m2;
    }
    Ok(Some(table))
}

/// Kinds of the measures, each once, in their order.
fn kinds_of(measures: &[&ExportedMeasure]) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    for exported in measures {
        let title = exported.measure.kind.title(Language::Chinese);
        if !kinds.contains(&title) {
            kinds.push(title);
        }
    }
    kinds.join("、")
}

/// Units that share land with a sub-project.
fn units_of(shape: &MultiPolygon<f64>, zones: &[ExportedZone]) -> String {
    let shares = |unit: &&ExportedZone| unit.shape.relate(shape).matches(INTERIORS_MEET).unwrap_or(false);
    let units = zones.iter().filter(|zone| zone.zone.kind == ZoneKind::Unit).filter(shares);
    units.map(|unit| unit.number.as_str()).collect::<Vec<_>>().join(" ")
}
