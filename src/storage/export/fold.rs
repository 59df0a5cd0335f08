//! Tables of the land that the measures change: BGTB, YJDC, YJDR, CJDK, JXDK and LGZH, one row a piece of the fold.

use std::collections::{BTreeMap, BTreeSet};

use geo::MultiPolygon;

use super::areas::Surveyor;
use super::identifiers::{derived_bsm, source_bsm};
use super::joined::writable;
use super::measures::{
    CSBH, CSLX, LY, ND, PDBH, TZ_WY, XMBH, ZBYT, ZCGJ, in_10000_yuan, integer, measure_number, real,
};
use super::problem::ExportProblem;
use super::schema::{Edition, Field, Table, text};
use super::styles::{kind_style, measure_style};
use super::zones::{MJ, row};
use crate::assessment::Assessment;
use crate::base::{LandGroup, Value, land_class};
use crate::design::{Measure, MeasureId, MeasureKind};
use crate::i18n::Language;
use crate::indicators::{FormPiece, FormSide};
use crate::land::{Extent, Land, Piece, Regime};
use crate::storage::geopackage::{GeometryType, Row};
use crate::units::{hundredths_by_largest_remainder, round_half_away};

const DLBM_Q: Field = ("DLBM_Q", "整治前地类编码", "TEXT(5)", "Land class before");
const DLBM_H: Field = ("DLBM_H", "整治后地类编码", "TEXT(5)", "Land class afterwards");
const PDJB: Field = ("PDJB", "坡度级别", "TEXT(2)", "Slope level, 1 to 5");
const GDDB: Field = ("GDDB", "耕地等别", "DOUBLE", "Quality grade, 1 is best");

const CHANGE_FIELDS: [Field; 18] = [
    CSBH,
    CSLX,
    ZCGJ,
    TZ_WY,
    ("BGBH", "变更编号", "TEXT(20)", "Number of the change"),
    ("DLTB_BSM", "地类图斑标识码", "TEXT(40)", "BSM of the parcel"),
    DLBM_Q,
    DLBM_H,
    ("TBMJ", "图斑面积", "DOUBLE", "Ellipsoidal area, m²; cents by largest remainder"),
    ("KCXS", "扣除系数", "DOUBLE", "Share of the area that field ridges take"),
    ("TBDLMJ", "图斑地类面积", "DOUBLE", "TBMJ less field ridges, m²"),
    ("GZLX", "管制类型", "TEXT(40)", "Regime of the change"),
    PDBH,
    ND,
    XMBH,
    PDJB,
    GDDB,
    LY,
];

const FARMLAND_FIELDS: [Field; 11] = [
    CSBH,
    ("YJJBNTTBBH", "永久基本农田图斑编号", "TEXT(40)", "Number of the patch that is left"),
    ("DLTB_BSM", "地类图斑标识码", "TEXT(40)", "BSM of the parcel"),
    ("DLBM", "地类编码", "TEXT(5)", "Land class as it is"),
    ("YJJBNTTBMJ", "图斑面积", "DOUBLE", "Gross area, m²; cents by largest remainder"),
    ("YJJBNTMJ", "永久基本农田面积", "DOUBLE", "Area on the basis of the layer, m²; cents by largest remainder"),
    GDDB,
    PDJB,
    ("LPDC", "连片档", "TEXT(20)", "Band of the block that the land lies in"),
    ("GBZ", "高标准农田", "INTEGER", "In built high-standard farmland: 1 or 0"),
    LY,
];

const PLOT_FIELDS: [Field; 9] = [
    CSBH,
    CSLX,
    ("DKBH", "地块编号", "TEXT(20)", "Number of the plot"),
    DLBM_Q,
    DLBM_H,
    MJ,
    ("GD_MJ", "其中耕地面积", "DOUBLE", "Farmland made (CJDK) or taken (JXDK), m²"),
    ND,
    ZBYT,
];

const FOREST_FIELDS: [Field; 8] = [
    CSBH,
    CSLX,
    PDBH,
    ("FX", "方向", "TEXT(10)", "下山 forest to farmland, 上山 farmland to forest"),
    ("PD", "坡度级别", "TEXT(2)", "Slope level, 1 to 5"),
    DLBM_Q,
    DLBM_H,
    MJ,
];

/// 连片档 in the words of the form.
const BANDS: [&str; 4] = ["5亩及以下", "5–10亩", "10–20亩", "20亩以上"];

/// A piece ready to be written.
struct Ready<'a> {
    piece: &'a Piece,
    measure: &'a Measure,
    shape: MultiPolygon<f64>,
    area_m2: f64,
}

/// The tables that have rows.
pub(super) fn fold_tables(
    assessment: &Assessment,
    edition: Edition<'_>,
    surveyor: &Surveyor,
) -> Result<Vec<Table>, ExportProblem> {
    let land = &*assessment.land;
    let mut changed = Vec::new();
    for piece in land.changed_pieces() {
        let Some(measure) = piece.deciding.and_then(|id| land.measure(id)) else { continue };
        let shape = written_shape(land, piece.id.parcel, &piece.extent, measure)?;
        if let Some(shape) = shape {
            changed.push(Ready { piece, measure, area_m2: surveyor.ellipsoidal_m2(&shape), shape });
        }
    }
    let of = |wanted: &dyn Fn(&Piece) -> bool| -> Vec<&Ready<'_>> {
        changed.iter().filter(|ready| wanted(ready.piece)).collect()
    };
    let builds = |class: &str| land_class(class).is_some_and(|class| class.group == LandGroup::Construction);
    let demolished = of(&|piece| builds(&piece.class_before) && !builds(&piece.class_after));
    let built = of(&|piece| !builds(&piece.class_before) && builds(&piece.class_after));
    let swapped = of(&|piece| matches!(piece.regime, Regime::ForestToFarmland | Regime::FarmlandToForest));
    let mut tables = vec![
        change_table(land, &changed, edition),
        farmland_table(land, &assessment.form.out, "YJDC", edition, surveyor)?,
        farmland_table(land, &assessment.form.moved_in, "YJDR", edition, surveyor)?,
        plot_table(["CJDK", "拆旧地块", "Plots that are demolished"], &demolished, edition),
        plot_table(["JXDK", "建新地块", "Plots that are built on"], &built, edition),
        forest_table(&swapped, edition),
    ];
    tables.retain(|table| !table.rows.is_empty());
    Ok(tables)
}

/// The shape as it may be written; `None` where no land is left of it.
fn written_shape(
    land: &Land,
    parcel: usize,
    extent: &Extent,
    measure: &Measure,
) -> Result<Option<MultiPolygon<f64>>, ExportProblem> {
    let shape = writable(&land.shape(parcel, extent)).ok_or_else(|| {
        let (layer, feature) = land.base().parcels.layer_of(parcel);
        ExportProblem::BadPiece {
            zone: measure_number(measure),
            layer: layer.title.clone(),
            feature: source_bsm(layer, feature),
        }
    })?;
    Ok((!shape.0.is_empty()).then_some(shape))
}

fn parcel_bsm(land: &Land, parcel: usize) -> String {
    let (layer, feature) = land.base().parcels.layer_of(parcel);
    source_bsm(layer, feature)
}

fn slope_text(level: Option<crate::land::SlopeLevel>) -> Value {
    level.map_or(Value::Null, |level| Value::Text(level.level().to_string()))
}

fn change_table(land: &Land, changed: &[Ready<'_>], edition: Edition<'_>) -> Table {
    let head = ["BGTB", "变更图斑", "Land whose class changes"];
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &CHANGE_FIELDS);
    let areas: Vec<f64> = changed.iter().map(|ready| ready.area_m2).collect();
    let costs = shares_of_cost(changed);
    let mut taken = BTreeSet::new();
    let parcels = &land.base().parcels;
    let rows = changed.iter().zip(hundredths_by_largest_remainder(&areas)).zip(costs).enumerate();
    let rows: Vec<Row> = rows
        .map(|(number, ((ready, tbmj), cost))| {
            let (piece, measure) = (ready.piece, ready.measure);
            let parcel = piece.id.parcel;
            let ridges = parcels.ridge_share(parcel);
            let bsm = parcel_bsm(land, parcel);
            let about = format!("{}|{bsm}|{}", measure.id.0, piece.id.index);
            let values = vec![
                Value::Text(derived_bsm("BGTB", &about, &mut taken)),
                Value::Text(measure_number(measure)),
                text(measure.kind.title(Language::Chinese)),
                text(measure.tool.title(Language::Chinese)),
                real(cost),
                Value::Text(format!("BG{:05}", number + 1)),
                Value::Text(bsm),
                text(&piece.class_before),
                text(&piece.class_after),
                Value::Real(tbmj),
                Value::Real(ridges),
                Value::Real(round_half_away(tbmj - round_half_away(tbmj * ridges, 2), 2)),
                text(&piece.regime.title(Language::Chinese)),
                integer(measure.pair.map(i64::from)),
                integer(measure.year.map(i64::from)),
                text(&measure.sub_project),
                slope_text(piece.slope),
                real(parcels.grade(parcel)),
                text(&measure.reason),
            ];
            row(&ready.shape, values, edition)
        })
        .collect();
    Table { spec, rows, style: Some(measure_style("CSLX")), area_m2: areas.iter().sum() }
}

/// What each piece has of the cost of its measure, 10 000 yuan: by area, to the fen, summing to the cost.
fn shares_of_cost(changed: &[Ready<'_>]) -> Vec<Option<f64>> {
    let mut shares = vec![None; changed.len()];
    let mut by_measure: BTreeMap<MeasureId, Vec<usize>> = BTreeMap::new();
    for (index, ready) in changed.iter().enumerate() {
        by_measure.entry(ready.measure.id).or_default().push(index);
    }
    for pieces in by_measure.into_values() {
        let Some(cost_fen) = changed[pieces[0]].measure.cost_fen else { continue };
        let whole_m2: f64 = pieces.iter().map(|&index| changed[index].area_m2).sum();
        // In yuan, so that hundredths are fen.
        let yuan: Vec<f64> =
            pieces.iter().map(|&index| cost_fen as f64 / 100.0 * changed[index].area_m2 / whole_m2).collect();
        for (&index, share) in pieces.iter().zip(hundredths_by_largest_remainder(&yuan)) {
            shares[index] = Some(in_10000_yuan((share * 100.0).round() as i64));
        }
    }
    shares
}

fn farmland_table(
    land: &Land,
    side: &FormSide,
    name: &'static str,
    edition: Edition<'_>,
    surveyor: &Surveyor,
) -> Result<Table, ExportProblem> {
    let title = if name == "YJDC" { "永久基本农田调出图斑" } else { "永久基本农田调入图斑" };
    let description = if name == "YJDC" { "Basic farmland moved out" } else { "Land moved into basic farmland" };
    let spec = edition.spec([name, title, description], Some(GeometryType::MultiPolygon), &FARMLAND_FIELDS);
    let mut ready: Vec<(&FormPiece, &Measure, MultiPolygon<f64>, f64)> = Vec::new();
    for form_piece in side.pieces() {
        let piece = &form_piece.piece;
        let Some(measure) = land.measure(piece.measure) else { continue };
        if let Some(shape) = written_shape(land, piece.piece.parcel, &piece.extent, measure)? {
            let area_m2 = surveyor.ellipsoidal_m2(&shape);
            ready.push((form_piece, measure, shape, area_m2));
        }
    }
    let gross: Vec<f64> = ready.iter().map(|(_, _, _, area_m2)| *area_m2).collect();
    let net: Vec<f64> = ready.iter().map(|(form_piece, ..)| form_piece.piece.area_m2).collect();
    let cents = hundredths_by_largest_remainder(&gross).into_iter().zip(hundredths_by_largest_remainder(&net));
    let mut taken = BTreeSet::new();
    let rows: Vec<Row> = ready
        .iter()
        .zip(cents)
        .map(|((form_piece, measure, shape, _), (gross, net))| {
            let piece = &form_piece.piece;
            let patches = land.base().basic_farmland.as_ref();
            let number = piece.patch.zip(patches).map_or("", |(patch, patches)| patches.number(patch));
            let bsm = parcel_bsm(land, piece.piece.parcel);
            let about = format!("{}|{bsm}|{}|{number}", measure.id.0, piece.piece.index);
            let values = vec![
                Value::Text(derived_bsm(name, &about, &mut taken)),
                Value::Text(measure_number(measure)),
                text(number),
                Value::Text(bsm),
                text(&piece.class_before),
                Value::Real(gross),
                Value::Real(net),
                real(piece.grade),
                slope_text(piece.slope),
                text(BANDS.get(form_piece.band).copied().unwrap_or_default()),
                Value::Integer(i64::from(piece.high_standard_m2 > 0.0)),
                text(&measure.reason),
            ];
            row(shape, values, edition)
        })
        .collect();
    let kind = if name == "YJDC" { MeasureKind::BasicFarmlandOut } else { MeasureKind::BasicFarmlandIn };
    Ok(Table { spec, rows, style: Some(kind_style(kind)), area_m2: gross.iter().sum() })
}

fn plot_table(head: [&'static str; 3], ready: &[&Ready<'_>], edition: Edition<'_>) -> Table {
    let fields: Vec<Field> = PLOT_FIELDS.into_iter().chain([PDBH, LY]).collect();
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &fields);
    let areas: Vec<f64> = ready.iter().map(|ready| ready.area_m2).collect();
    let mut taken = BTreeSet::new();
    let rows: Vec<Row> = ready
        .iter()
        .zip(hundredths_by_largest_remainder(&areas))
        .enumerate()
        .map(|(number, (ready, mj))| {
            let (piece, measure) = (ready.piece, ready.measure);
            let is_farmland = piece.class_before.starts_with("01") || piece.class_after.starts_with("01");
            let about = format!("{}|{}|{}", measure.id.0, piece.id.parcel, piece.id.index);
            let values = vec![
                Value::Text(derived_bsm(head[0], &about, &mut taken)),
                Value::Text(measure_number(measure)),
                text(measure.kind.title(Language::Chinese)),
                Value::Text(format!("{}{:04}", head[0], number + 1)),
                text(&piece.class_before),
                text(&piece.class_after),
                Value::Real(mj),
                Value::Real(if is_farmland { mj } else { 0.0 }),
                integer(measure.year.map(i64::from)),
                text(measure.quota_use.map_or("", |quota_use| quota_use.title(Language::Chinese))),
                integer(measure.pair.map(i64::from)),
                text(&measure.reason),
            ];
            row(&ready.shape, values, edition)
        })
        .collect();
    Table { spec, rows, style: Some(measure_style("CSLX")), area_m2: areas.iter().sum() }
}

fn forest_table(ready: &[&Ready<'_>], edition: Edition<'_>) -> Table {
    let head = ["LGZH", "林耕置换图斑", "Forest and farmland that change places"];
    let spec = edition.spec(head, Some(GeometryType::MultiPolygon), &FOREST_FIELDS);
    let areas: Vec<f64> = ready.iter().map(|ready| ready.area_m2).collect();
    let mut taken = BTreeSet::new();
    let rows: Vec<Row> = ready
        .iter()
        .zip(hundredths_by_largest_remainder(&areas))
        .map(|(ready, mj)| {
            let (piece, measure) = (ready.piece, ready.measure);
            let about = format!("{}|{}|{}", measure.id.0, piece.id.parcel, piece.id.index);
            let down = piece.regime == Regime::ForestToFarmland;
            let values = vec![
                Value::Text(derived_bsm("LGZH", &about, &mut taken)),
                Value::Text(measure_number(measure)),
                text(measure.kind.title(Language::Chinese)),
                integer(measure.pair.map(i64::from)),
                text(if down { "下山" } else { "上山" }),
                slope_text(piece.slope),
                text(&piece.class_before),
                text(&piece.class_after),
                Value::Real(mj),
            ];
            row(&ready.shape, values, edition)
        })
        .collect();
    Table { spec, rows, style: Some(measure_style("FX")), area_m2: areas.iter().sum() }
}
