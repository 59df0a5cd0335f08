//! The example of docs/worked_example.md: ten parcels, nineteen measures, every figure worked out on paper.
//!
//! ```text
//! y=200 ┌────────┬────────┬────────┬────────┬────────┐
//!       │ 6      │ 7      │ 8      │ 9      │ 10     │
//!       │ 0702   │ 0301   │ 0103   │ 0102   │ 1206   │   下村
//! y=100 ├────────┼────────┼────────┼────────┼────────┤
//!       │ 1      │ 2      │ 3      │ 4      │ 5      │
//!       │ 0101   │ 0101   │ 0103   │ 0201   │ 0103   │   上村
//! y=0   └────────┴────────┴────────┴────────┴────────┘
//!      x=0      100      200      300      400      500      metres from (500 000, 3 300 000) of EPSG:4549
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use geo::{MultiPolygon, polygon};
use tianfang::assessment::{Assessment, AssessmentBase, Assessor};
use tianfang::base::{BaseLayer, LayerBuilder, LayerId, Role, Value};
use tianfang::checks::{ConflictBase, Quantity, RulePack, built_in_pack};
use tianfang::contiguity::Setting;
use tianfang::crs::GaussKruger;
use tianfang::design::{
    Date, Measure, MeasureId, MeasureKind, PolicyTool, Scheme, SchemeId, Shape, Zone, ZoneId, ZoneKind,
};
use tianfang::geometry::GeometryKind;
use tianfang::i18n::Language;
use tianfang::indicators::{FieldOverlay, FormCell, Ledger, LedgerKind, SideCell, Unbooked};
use tianfang::land::{Direction, GradeSystem, Regime};
use tianfang::storage::sheet::{
    CellValue, ReviewRow, RowValue, TableSheet, calculation_sheet, plan_tables, review_figures, review_rows,
};

/// On 500 m beside the meridian the ellipsoid takes 3e-9 off an area: paper and program agree to this, m².
const TOLERANCE_M2: f64 = 0.001;
/// Ratios, grades and degrees.
const RATIO: f64 = 1e-6;
/// The two villages.
const UPPER: &str = "330109001001";
const LOWER: &str = "330109001002";

fn plane() -> GaussKruger {
    GaussKruger::from_epsg(4549).unwrap()
}

fn rectangle(x: [f64; 2], y: [f64; 2]) -> MultiPolygon<f64> {
    let (x, y) = (x.map(|x| 500_000.0 + x), y.map(|y| 3_300_000.0 + y));
    MultiPolygon(vec![polygon![(x: x[0], y: y[0]), (x: x[1], y: y[0]), (x: x[1], y: y[1]), (x: x[0], y: y[1])]])
}

/// The square of a parcel, by its number on the drawing.
fn square(number: usize) -> MultiPolygon<f64> {
    let (column, row) = (((number - 1) % 5) as f64 * 100.0, ((number - 1) / 5) as f64 * 100.0);
    rectangle([column, column + 100.0], [row, row + 100.0])
}

fn layer(id: u32, role: Role, fields: &[&str], features: Vec<(MultiPolygon<f64>, Vec<Value>)>) -> Arc<BaseLayer> {
    let mut builder = LayerBuilder::new(role.key(), role, GeometryKind::Polygons);
    let fields: Vec<usize> = fields.iter().map(|name| builder.field(name, None, "TEXT")).collect();
    for (shape, values) in features {
        builder.shapes.multi_polygon(&shape);
        for (&field, value) in fields.iter().zip(values) {
            builder.fields[field].values.push(value);
        }
    }
    Arc::new(builder.build(LayerId(id), plane()))
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn number(number: Option<f64>) -> Value {
    number.map_or(Value::Null, Value::Real)
}

/// The land-use layer: number, class, village, slope level, grade, KCXS, code of towns, year.
fn land_use() -> Arc<BaseLayer> {
    let parcel = |place: usize, class: &str, slope: Option<i64>, grade: Option<f64>, ridges: f64| {
        let (village, name) = if place <= 5 { (UPPER, "上村") } else { (LOWER, "下村") };
        let slope = slope.map_or(Value::Null, |level| text(&level.to_string()));
        let town = if place == 6 { text("202") } else { Value::Null };
        let values = vec![
            text(&place.to_string()),
            text(class),
            text(village),
            text(name),
            slope,
            number(grade),
            Value::Real(ridges),
            town,
            Value::Integer(2020),
        ];
        (square(place), values)
    };
    layer(
        1,
        Role::LandUse,
        &["BSM", "DLBM", "ZLDWDM", "ZLDWMC", "GDPDJB", "GDDB", "KCXS", "CZCSXM", "SJNF"],
        vec![
            parcel(1, "0101", Some(1), Some(5.0), 0.05),
            parcel(2, "0101", Some(2), Some(6.0), 0.05),
            parcel(3, "0103", Some(3), Some(8.0), 0.10),
            parcel(4, "0201", None, None, 0.0),
            parcel(5, "0103", Some(5), Some(12.0), 0.20),
            parcel(6, "0702", None, None, 0.0),
            parcel(7, "0301", None, None, 0.0),
            parcel(8, "0103", Some(4), Some(10.0), 0.10),
            parcel(9, "0102", Some(2), Some(7.0), 0.0),
            parcel(10, "1206", None, None, 0.0),
        ],
    )
}

/// All layers; `hill` is the slope level of parcel 7.
fn layers(hill: &str) -> Vec<Arc<BaseLayer>> {
    let patch = |shape, id: &str, net: f64, slope: Option<&str>, grade: f64| {
        (shape, vec![text(id), Value::Real(net), slope.map_or(Value::Null, text), Value::Real(grade)])
    };
    let basic = layer(
        2,
        Role::PermanentBasicFarmland,
        &["YJJBNTTBBH", "YJJBNTMJ", "GDPDJB", "GDDB"],
        vec![
            patch(square(2), "J1", 9_500.0, Some("2"), 6.0),
            patch(square(3), "J2", 9_000.0, Some("3"), 8.0),
            patch(square(5), "J3", 8_000.0, Some("5"), 12.0),
            patch(rectangle([200.0, 300.0], [100.0, 150.0]), "J4", 4_500.0, Some("4"), 10.0),
            patch(square(4), "J5", 10_000.0, None, 9.0),
        ],
    );
    let bare = |id, role, shapes: Vec<MultiPolygon<f64>>| {
        layer(id, role, &[], shapes.into_iter().map(|shape| (shape, Vec::new())).collect())
    };
    let named = |id, role, field: &str, features: Vec<(MultiPolygon<f64>, &str)>| {
        layer(id, role, &[field], features.into_iter().map(|(shape, value)| (shape, vec![text(value)])).collect())
    };
    let upper_row = |x| rectangle(x, [100.0, 200.0]);
    vec![
        land_use(),
        basic,
        bare(3, Role::HighStandardFarmland, vec![rectangle([200.0, 250.0], [0.0, 100.0]), square(9)]),
        bare(4, Role::GrainProductionZone, vec![rectangle([0.0, 250.0], [0.0, 100.0])]),
        named(
            5,
            Role::UrbanDevelopmentBoundary,
            "GHFQMC",
            vec![(square(6), "城镇集中建设区"), (upper_row([380.0, 390.0]), "城镇弹性发展区")],
        ),
        named(6, Role::Slope, "PDJB", vec![(square(1), "2"), (square(6), "2"), (square(7), hill), (square(10), "4")]),
        layer(
            7,
            Role::FarmlandTarget,
            &["GDBHMBMJ"],
            vec![(rectangle([0.0, 300.0], [0.0, 100.0]), vec![Value::Real(28_000.0)])],
        ),
    ]
}

/// The nineteen measures, numbered as in the document.
fn measures() -> Vec<Arc<Measure>> {
    use MeasureKind as K;
    let mut list = Vec::new();
    let mut add = |kind: K, shape: MultiPolygon<f64>, change: fn(&mut Measure)| {
        let mut measure = Measure::new(MeasureId(list.len() as u64 + 1), kind, Shape(shape));
        change(&mut measure);
        list.push(Arc::new(measure));
    };
    let new_building = |x| rectangle(x, [0.0, 100.0]);
    add(K::Reclaim, square(6), |m| (m.pair, m.year, m.grade_after) = (Some(1), Some(2027), Some(9.0)));
    add(K::NewConstruction, new_building([200.0, 230.0]), |m| (m.pair, m.year) = (Some(1), Some(2026)));
    add(K::NewConstruction, rectangle([380.0, 400.0], [100.0, 200.0]), |m| {
        (m.tool, m.year) = (PolicyTool::CompensationBalance, Some(2027));
        m.to_class = Some("0601".to_owned());
    });
    add(K::NewFarmland, square(10), |m| (m.year, m.grade_after) = (Some(2027), Some(8.0)));
    add(K::RestoredFarmland, new_building([300.0, 350.0]), |m| (m.year, m.grade_after) = (Some(2026), Some(9.0)));
    add(K::ForestToFarmland, rectangle([100.0, 200.0], [100.0, 140.0]), |m| (m.pair, m.year) = (Some(2), Some(2028)));
    add(K::FarmlandToForest, square(5), |m| (m.pair, m.year) = (Some(2), Some(2028)));
    add(K::DryToPaddy, square(8), |m| (m.year, m.grade_after) = (Some(2026), Some(7.0)));
    add(K::BasicFarmlandOut, new_building([200.0, 230.0]), |_| {});
    add(K::BasicFarmlandOut, square(5), |_| {});
    add(K::BasicFarmlandOut, new_building([350.0, 400.0]), |_| {});
    add(K::BasicFarmlandIn, square(1), |_| {});
    add(K::BasicFarmlandIn, square(8), |_| {});
    add(K::BasicFarmlandIn, square(10), |_| {});
    add(K::BasicFarmlandIn, square(6), |_| {});
    add(K::BasicFarmlandIn, rectangle([300.0, 320.0], [100.0, 200.0]), |_| {});
    add(K::BasicFarmlandIn, rectangle([100.0, 120.0], [180.0, 200.0]), |_| {});
    add(K::BoundaryRelease, rectangle([0.0, 50.0], [100.0, 200.0]), |_| {});
    add(K::BoundaryExtension, rectangle([380.0, 400.0], [100.0, 200.0]), |_| {});
    list
}

fn scheme(measures: &[Arc<Measure>]) -> Scheme {
    let mut scheme = Scheme::empty(SchemeId(1), "worked".to_owned());
    scheme.zones.push(Arc::new(Zone {
        id: ZoneId(1),
        name: "region".to_owned(),
        kind: ZoneKind::Region,
        shape: Shape(rectangle([0.0, 450.0], [0.0, 200.0])),
        goal: String::new(),
        note: String::new(),
    }));
    scheme.measures = measures.to_vec();
    scheme
}

fn pack() -> RulePack {
    built_in_pack("zhejiang").expect("a sound pack")
}

/// The scheme of these measures, assessed as window and command line assess it.
fn assess_over(layers: &[Arc<BaseLayer>], measures: &[Arc<Measure>], pack: &RulePack) -> Assessment {
    let conflicts = ConflictBase::new(plane(), layers);
    let base = AssessmentBase::new(plane(), layers, conflicts, &Setting::default());
    let today = Date::new(2026, 11, 24).unwrap();
    Assessor::new(Arc::new(base)).assess(&scheme(measures), pack, today, false)
}

fn assess(measures: &[Arc<Measure>]) -> Assessment {
    assess_over(&layers("2"), measures, &pack())
}

/// Number of a parcel on the drawing.
fn number_of(assessment: &Assessment, parcel: usize) -> usize {
    let (layer, feature) = assessment.land.base().parcels.layer_of(parcel);
    layer.value(feature, "BSM").display().parse().unwrap()
}

/// The figure of a rule about the scheme, in the rule's unit.
#[track_caller]
fn verdict(assessment: &Assessment, rule: &str) -> f64 {
    let found = assessment.judgement.verdicts.iter().find(|verdict| verdict.rule.id == rule);
    found.unwrap_or_else(|| panic!("no verdict of {rule}")).finding.figure
}

fn ledger(assessment: &Assessment, kind: LedgerKind) -> &Ledger {
    assessment.ledgers.ledger(kind).unwrap()
}

#[track_caller]
fn area(found: f64, paper: f64) {
    assert!((found - paper).abs() < TOLERANCE_M2, "{found} m², {paper} m² on paper");
}

#[track_caller]
fn ratio(found: Option<f64>, paper: f64) {
    let found = found.expect("a figure");
    assert!((found - paper).abs() < RATIO * paper.abs().max(1.0), "{found}, {paper} on paper");
}

#[test]
fn the_fold_makes_the_pieces_of_the_drawing() {
    let found = assess(&measures());
    let mut changed: Vec<_> = found
        .land
        .changed_pieces()
        .map(|piece| {
            let parcel = number_of(&found, piece.id.parcel);
            (parcel, piece.class_before.to_string(), piece.class_after.to_string(), piece.regime, piece.area_m2)
        })
        .collect();
    changed.sort_by(|a, b| (a.0, a.4).partial_cmp(&(b.0, b.4)).unwrap());
    let paper = [
        (3, "0103", "0702", Regime::Occupation, 3_000.0),
        (4, "0201", "0103", Regime::FarmlandIn, 5_000.0),
        (5, "0103", "0301", Regime::FarmlandToForest, 10_000.0),
        (6, "0702", "0103", Regime::Reclamation, 10_000.0),
        (7, "0301", "0103", Regime::ForestToFarmland, 4_000.0),
        (8, "0103", "0101", Regime::Upgrade, 10_000.0),
        (9, "0102", "0601", Regime::Occupation, 2_000.0),
        (10, "1206", "0103", Regime::Development, 10_000.0),
    ];
    assert_eq!(changed.len(), paper.len(), "{changed:?}");
    for (found, paper) in changed.iter().zip(paper) {
        assert_eq!((found.0, found.1.as_str(), found.2.as_str(), found.3), (paper.0, paper.1, paper.2, paper.3));
        area(found.4, paper.4);
    }
}

/// Cell, out, in; m² of those in hectares.
const SIDES: [(SideCell, f64, f64); 18] = [
    (SideCell::Area, 15_700.0, 36_400.0),
    (SideCell::Farmland, 10_700.0, 16_000.0),
    (SideCell::Paddy, 0.0, 9_500.0),
    (SideCell::Irrigated, 0.0, 2_000.0),
    (SideCell::Dry, 10_700.0, 4_500.0),
    (SideCell::NotFarmland, 5_000.0, 20_400.0),
    (SideCell::OtherAgricultural, 5_000.0, 400.0),
    (SideCell::Construction, 0.0, 10_000.0),
    (SideCell::Unused, 0.0, 10_000.0),
    (SideCell::SlopeTo15, 2_700.0, 21_900.0),
    (SideCell::Slope15To25, 0.0, 14_500.0),
    (SideCell::SlopeAbove25, 8_000.0, 0.0),
    (SideCell::SlopeUnknown, 5_000.0, 0.0),
    (SideCell::BandTo5, 0.0, 400.0),
    (SideCell::Band5To10, 5_000.0, 0.0),
    (SideCell::Band10To20, 8_000.0, 10_000.0),
    (SideCell::BandAbove20, 2_700.0, 26_000.0),
    (SideCell::HighStandard, 2_700.0, 2_000.0),
];

#[test]
fn every_field_of_the_review_form_equals_the_paper() {
    let form = assess(&measures()).form;
    assert_eq!(form.area_basis.key(), "net");
    assert!(form.is_involved());
    let value = |cell| form.value(cell).expect("a figure");
    let hectares = |cell, paper_m2: f64| area(value(cell) * 10_000.0, paper_m2);
    hectares(FormCell::RegionBasicFarmland, 37_000.0);
    ratio(form.value(FormCell::OutShare), 11_700.0 / 37_000.0 * 100.0);
    area(value(FormCell::QuantityGain) * 2000.0 / 3.0, 20_700.0);
    ratio(form.value(FormCell::NewShare), 20_700.0 / 15_700.0 * 100.0);
    ratio(form.value(FormCell::QualityGain), 162_600.0 / 15_700.0 - 263_000.0 / 36_000.0);
    ratio(form.value(FormCell::MeanPatchGain), 9.1 - 7.85);
    ratio(form.value(FormCell::Concentration), 1.25 / 7.85 * 100.0);
    for (cell, out, moved_in) in SIDES {
        hectares(FormCell::Side(Direction::Out, cell), out);
        hectares(FormCell::Side(Direction::In, cell), moved_in);
    }
    use SideCell as S;
    hectares(FormCell::Side(Direction::In, S::Upgraded), 4_500.0);
    hectares(FormCell::Side(Direction::In, S::NewFarmland), 20_000.0);
    ratio(form.value(FormCell::Side(Direction::Out, S::Patches)), 3.0);
    ratio(form.value(FormCell::Side(Direction::In, S::Patches)), 6.0);
    ratio(form.value(FormCell::Side(Direction::Out, S::MeanPatch)), 7.85);
    ratio(form.value(FormCell::Side(Direction::In, S::MeanPatch)), 9.1);
    ratio(form.value(FormCell::Side(Direction::Out, S::Grade)), 162_600.0 / 15_700.0);
    ratio(form.value(FormCell::Side(Direction::In, S::Grade)), 263_000.0 / 36_000.0);
    assert!(form.residual_m2() < 1e-6);
    area(form.moved_in.grade_unknown_m2, 400.0);
}

#[test]
fn every_cell_of_the_form_opens_its_formula_and_its_patches() {
    let form = assess(&measures()).form;
    for cell in FormCell::all() {
        for language in [Language::Chinese, Language::English] {
            assert!(!form.formula(cell).say(language).is_empty() && !cell.title().say(language).contains('{'));
        }
        let pieces = form.pieces(cell);
        if let FormCell::Side(direction, side) = cell
            && !matches!(side, SideCell::Grade | SideCell::Patches | SideCell::MeanPatch | SideCell::HighStandard)
        {
            let sum: f64 = pieces.iter().map(|piece| piece.piece.area_m2).sum();
            area(form.value(cell).unwrap() * 10_000.0, sum);
            assert!(pieces.iter().all(|piece| piece.piece.direction == direction));
        }
    }
}

#[test]
fn a_change_to_a_poorer_class_is_no_upgrade_and_a_better_grade_is() {
    let with = |to_class: &str, grade_after: Option<f64>| {
        let mut all = measures();
        // West half of parcel 1, which is moved into basic farmland as paddy of grade 5.
        let mut measure =
            Measure::new(MeasureId(20), MeasureKind::RestoredFarmland, Shape(rectangle([0.0, 50.0], [0.0, 100.0])));
        (measure.to_class, measure.grade_after) = (Some(to_class.to_owned()), grade_after);
        all.push(Arc::new(measure));
        assess(&all).form.moved_in.upgraded_m2
    };
    area(with("0103", None), 4_500.0);
    area(with("0103", Some(7.0)), 4_500.0);
    area(with("0101", Some(3.0)), 4_500.0 + 4_750.0);
}

/// Village, year, debit, credit of every line; sum with what is carried; change of what is left out.
type LedgerPaper = (LedgerKind, &'static [(&'static str, i32, f64, f64)], (f64, f64), f64);

const LEDGERS: [LedgerPaper; 4] = [
    (LedgerKind::Linkage, &[(UPPER, 2026, 3_000.0, 0.0), (LOWER, 2027, 0.0, 10_000.0)], (3_000.0, 10_000.0), 2_000.0),
    (
        LedgerKind::Compensation,
        &[(LOWER, 2027, 2_000.0, 0.0), (LOWER, 2027, 0.0, 10_000.0)],
        (2_000.0, 11_000.0),
        8_300.0,
    ),
    (
        LedgerKind::InOut,
        &[(UPPER, 2026, 0.0, 5_000.0), (UPPER, 2028, 8_000.0, 0.0), (LOWER, 2028, 0.0, 4_000.0)],
        (8_000.0, 9_000.0),
        15_300.0,
    ),
    (LedgerKind::Forest, &[(UPPER, 2028, 0.0, 10_000.0), (LOWER, 2028, 4_000.0, 0.0)], (4_000.0, 10_000.0), 0.0),
];

#[test]
fn every_line_of_every_ledger_equals_the_paper() {
    let found = assess(&measures());
    for (kind, lines, (debit, credit), unbooked) in LEDGERS {
        let ledger = ledger(&found, kind);
        assert_eq!(ledger.entries.len(), lines.len(), "{kind:?}");
        for (entry, line) in ledger.entries.iter().zip(lines) {
            assert_eq!((entry.village.as_str(), entry.year), (line.0, Some(line.1)), "{kind:?}");
            area(entry.debit_m2, line.2);
            area(entry.credit_m2, line.3);
        }
        area(ledger.total.debit_m2, debit);
        area(ledger.total.credit_m2, credit);
        area(ledger.balance_m2(), credit - debit);
        area(ledger.unbooked.iter().map(|flow| flow.change_m2).sum(), unbooked);
        assert!(ledger.unbooked.iter().all(|flow| flow.reason == Unbooked::OtherLedger));
        let left = ledger.residual_by_village.values().chain(ledger.residual_by_year.values());
        assert!(left.chain([&ledger.residual_m2]).all(|left| left.abs() < 1e-6), "{kind:?}");
    }
    let compensation = ledger(&found, LedgerKind::Compensation);
    area(compensation.carried_m2, 1_000.0);
    area(compensation.carried_paddy_m2, 9_000.0);
    let in_out = ledger(&found, LedgerKind::InOut);
    area(in_out.by_village()[UPPER].balance_m2(), -3_000.0);
    area(in_out.by_village()[LOWER].balance_m2(), 4_000.0);
    area(in_out.by_year()[&Some(2026)].balance_m2(), 5_000.0);
    area(in_out.by_year()[&Some(2028)].balance_m2(), -4_000.0);
}

#[test]
fn the_figure_of_a_verdict_is_the_balance_of_its_ledger() {
    let found = assess(&measures());
    for (rule, kind) in [
        ("FRM-03", LedgerKind::Compensation),
        ("FRM-04", LedgerKind::InOut),
        ("ZJG-01", LedgerKind::Linkage),
        ("ZJG-08", LedgerKind::Linkage),
        ("FOR-05", LedgerKind::Forest),
    ] {
        assert!((verdict(&found, rule) - ledger(&found, kind).balance_mu()).abs() < RATIO, "{rule}");
    }
    // Rule, figure in its unit.
    let paper = [
        ("FRM-01", 24.45),
        ("FRM-02", 24_000.0 / 55_000.0 * 100.0),
        ("FRM-03", 13.5),
        ("FRM-03-PADDY", 13.5),
        ("FRM-03-GRADE", -1.0),
        ("FRM-04", 1.5),
        ("FRM-09-SLOPE", 72.5 / 6.0 - 64.15 / 6.9),
        ("FRM-11", 64.95),
        ("ZJG-01", 10.5),
        ("ZJG-02", 10.5),
        ("ZJG-02-GRADE", -1.0),
        ("ZJG-03", 7.5),
        ("ZJG-04", 12.0),
        ("ZJG-07", 0.0),
        ("ZJG-08", 10.5),
        ("FOR-04", 26.0),
        ("PBF-04", 20_700.0 / 15_700.0 * 100.0),
        ("PBF-05", 11_700.0 / 37_000.0 * 100.0),
        ("PBF-05-TOWNSHIP", 15_700.0 / 41_000.0 * 100.0),
        ("PBF-06", 162_600.0 / 15_700.0 - 263_000.0 / 36_000.0),
        ("PBF-07", 1.25 / 7.85 * 100.0),
        ("UDB-02", 6.0),
        ("UDB-02-K", 0.4),
        ("UDB-02-CAP", 0.7),
        ("UDB-04", 6.0),
    ];
    for (rule, figure) in paper {
        let found = verdict(&found, rule);
        assert!((found - figure).abs() < 1e-5, "{rule}: {found}, {figure} on paper");
    }
}

/// The measures with pair numbers on some of them, by their number in the list.
fn paired(numbers: &[(usize, u32)]) -> Vec<Arc<Measure>> {
    let mut list = measures();
    for &(number, pair) in numbers {
        let measure = &mut list[number - 1];
        *measure = Arc::new(Measure { pair: Some(pair), ..Measure::clone(measure) });
    }
    list
}

#[test]
fn pairs_of_basic_farmland_are_compared_one_by_one() {
    // Nothing says what measure 9 (2 700 m² of grade 8 at 10.5°) is exchanged for.
    let unpaired = assess(&measures());
    assert!(unpaired.judgement.unjudged.iter().any(|unjudged| unjudged.rule.id == "PBF-18"));
    // Parcel 1: grade 5 at 1°.
    ratio(Some(verdict(&assess(&paired(&[(9, 3), (12, 3)])), "PBF-18")), 0.0);
    // Parcel 8: 4 500 m² that become grade 7, but at 20°; beside it a pair that gets better.
    let steeper = assess(&paired(&[(9, 3), (13, 3), (10, 4), (12, 4)]));
    ratio(Some(verdict(&steeper, "PBF-18")), 6.75);
    // As scores, 5 is less than 8.
    let scores: Vec<Arc<BaseLayer>> = layers("2").iter().map(|layer| with_scores(layer)).collect();
    let poorer = assess_over(&scores, &paired(&[(9, 3), (12, 3)]), &pack());
    ratio(Some(verdict(&poorer, "PBF-18")), 9_500.0 * 0.0015);
    // Nothing moves.
    ratio(Some(verdict(&assess(&measures()[..8]), "PBF-18")), 0.0);
}

#[test]
fn what_the_pack_keeps_for_the_village_is_a_debit_of_linkage() {
    let mut pack = pack();
    pack.ledger.local_reserve_share = 0.2;
    let found = assess_over(&layers("2"), &measures(), &pack);
    area(ledger(&found, LedgerKind::Linkage).carried_m2, 2_000.0);
    area(ledger(&found, LedgerKind::Linkage).balance_m2(), 5_000.0);
    ratio(Some(verdict(&found, "ZJG-07")), 20.0);
    ratio(Some(verdict(&found, "ZJG-08")), 7.5);
    ratio(Some(verdict(&found, "ZJG-01")), 10.5);
}

#[test]
fn farmland_on_a_hill_too_steep_repairs_nothing_that_left() {
    let found = assess_over(&layers("5"), &measures(), &pack());
    let in_out = ledger(&found, LedgerKind::InOut);
    area(in_out.balance_m2(), 5_000.0 - 8_000.0);
    ratio(Some(verdict(&found, "FRM-04")), -4.5);
    let unstable: Vec<_> = in_out.unbooked.iter().filter(|flow| flow.reason == Unbooked::Unstable).collect();
    assert_eq!((unstable.len(), unstable[0].village.as_str(), unstable[0].year), (1, LOWER, Some(2028)));
    area(unstable[0].change_m2, 4_000.0);
    area(ledger(&found, LedgerKind::Compensation).carried_m2, 0.0);
    assert!(in_out.residual_m2.abs() < 1e-6);
}

#[test]
fn land_reclaimed_for_linkage_is_not_spent_again_on_compensation() {
    // Without parcel 10 the only land that could make up for parcel 9 is that of linkage.
    let measures: Vec<Arc<Measure>> =
        measures().into_iter().filter(|measure| ![4, 5, 6].contains(&measure.id.0)).collect();
    let found = assess(&measures);
    ratio(Some(verdict(&found, "FRM-03")), -3.0);
    ratio(Some(verdict(&found, "ZJG-01")), 10.5);
}

#[test]
fn every_quantity_that_a_rule_may_name_is_filled_or_says_what_it_wants() {
    let found = assess(&paired(&[(9, 3), (12, 3)]));
    let missing: Vec<&str> =
        Quantity::ALL.iter().filter(|key| !found.quantities.contains_key(key)).map(|key| key.key()).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let bare = assess_over(&[land_use()], &[], &pack());
    for quantity in Quantity::ALL.iter().filter(|quantity| !bare.quantities.contains_key(quantity)) {
        for language in [Language::Chinese, Language::English] {
            let why = quantity.missing_message().say(language);
            assert!(why.len() > quantity.title(language).len(), "{} does not say what it wants", quantity.key());
        }
    }
}

#[test]
fn the_transition_matrix_and_the_structure_equal_the_paper() {
    let found = assess(&measures());
    let transition = &found.transition;
    let classes: Vec<&str> = transition.classes.iter().map(|class| &**class).collect();
    assert_eq!(classes, ["0101", "0102", "0103", "0201", "0301", "0601", "0702", "1206"]);
    let cell = |before, after| (transition.class(before).unwrap(), transition.class(after).unwrap());
    let paper = [
        ("0101", "0101", 20_000.0),
        ("0102", "0102", 8_000.0),
        ("0102", "0601", 2_000.0),
        ("0103", "0101", 10_000.0),
        ("0103", "0103", 7_000.0),
        ("0103", "0301", 10_000.0),
        ("0103", "0702", 3_000.0),
        ("0201", "0103", 5_000.0),
        ("0201", "0201", 5_000.0),
        ("0301", "0103", 4_000.0),
        ("0301", "0301", 6_000.0),
        ("0702", "0103", 10_000.0),
        ("1206", "0103", 10_000.0),
    ];
    let mut left: f64 = transition.area_m2.iter().flatten().sum();
    for (before, after, paper) in paper {
        let (row, column) = cell(before, after);
        area(transition.area_m2[row][column], paper);
        left -= paper;
        let pieces: f64 = transition.pieces(row, column).iter().map(|&id| found.land.piece(id).unwrap().area_m2).sum();
        assert!(before == after || (pieces - paper).abs() < TOLERANCE_M2);
    }
    area(left, 0.0);
    assert!(transition.residual_m2 < 1e-6);

    let structure = &found.structure;
    area(structure.groups[0].before_m2, 80_000.0);
    area(structure.groups[0].after_m2, 95_000.0);
    area(structure.groups[1].before_m2, 10_000.0);
    area(structure.groups[1].after_m2, 5_000.0);
    area(structure.groups[2].before_m2, 10_000.0);
    area(structure.groups[2].after_m2, 0.0);
    ratio(structure.groups[0].share_after, 0.95);
    let farmland = structure.level1.iter().find(|row| row.name.starts_with("01")).unwrap();
    area(farmland.change_m2(), 14_000.0);
}

#[test]
fn farmland_by_slope_and_by_quality_equals_the_paper() {
    let structure = assess(&measures()).farmland;
    let slopes =
        [(0.0, 0.0), (30_000.0, 42_000.0), (10_000.0, 7_000.0), (10_000.0, 20_000.0), (10_000.0, 0.0), (0.0, 5_000.0)];
    for (found, paper) in structure.slopes.iter().zip(slopes) {
        area(found.before_m2, paper.0);
        area(found.after_m2, paper.1);
    }
    let grades = [
        (Some(5), 10_000.0, 10_000.0),
        (Some(6), 10_000.0, 10_000.0),
        (Some(7), 10_000.0, 18_000.0),
        (Some(8), 10_000.0, 17_000.0),
        (Some(9), 0.0, 15_000.0),
        (Some(10), 10_000.0, 0.0),
        (Some(12), 10_000.0, 0.0),
        (None, 0.0, 4_000.0),
    ];
    assert_eq!(structure.grades.len(), grades.len());
    for (found, paper) in structure.grades.iter().zip(grades) {
        assert_eq!(found.grade, paper.0);
        area(found.area.before_m2, paper.1);
        area(found.area.after_m2, paper.2);
    }
    ratio(structure.mean_grade[0], 8.0);
    ratio(structure.mean_grade[1], 507.0 / 70.0);
    let scale = structure.scale.unwrap();
    assert_eq!((scale.name.as_str(), scale.system), ("GDDB", GradeSystem::SmallerIsBetter));
}

#[test]
fn every_total_equals_the_paper() {
    let totals = assess(&measures()).totals;
    let net = totals.farmland;
    area(net.before, 55_000.0);
    area(net.out, 8_000.0);
    area(net.occupied, 4_700.0);
    area(net.inward, 9_000.0);
    area(net.reclaimed, 10_000.0);
    area(net.developed, 10_000.0);
    area(net.after, 71_300.0);
    area(net.residual(), 0.0);
    area(totals.farmland_gross.before, 60_000.0);
    area(totals.farmland_gross.after, 74_000.0);
    area(totals.farmland_gross.residual(), 0.0);
    area(totals.paddy.before, 19_000.0);
    area(totals.paddy.after, 28_000.0);
    area(totals.region_farmland_m2, 55_000.0);
    area(totals.region_new_farmland_m2, 24_000.0);
    area(totals.farmland_target_m2.unwrap(), 28_000.0);
    ratio(totals.farmland_slope_before_degrees, 72.5 / 6.0);
    ratio(totals.farmland_slope_after_degrees, 64.15 / 6.9);
    area(totals.reclaimed_total_m2, 10_000.0);
    area(totals.new_build_m2, 5_000.0);
    area(totals.construction_before_m2, 10_000.0);
    area(totals.construction_after_m2, 5_000.0);
    area(totals.forest_before_m2, 10_000.0);
    area(totals.forest_after_m2, 16_000.0);
    ratio(totals.farmland_to_forest_slope_degrees, 30.0);
    ratio(totals.forest_to_farmland_slope_degrees, 4.0);
    area(totals.basic_farmland_before_m2.unwrap(), 37_000.0);
    area(totals.basic_farmland_loaded_m2.unwrap(), 41_000.0);
    area(totals.boundary_before_m2.unwrap(), 11_000.0);
    area(totals.boundary_after_m2.unwrap(), 7_000.0);
    area(totals.towns_of_base_year_m2.unwrap(), 10_000.0);
    area(totals.elastic_used_m2.unwrap(), 1_000.0);
    area(totals.concentrated_released_m2.unwrap(), 5_000.0);
}

#[test]
fn what_lies_outside_the_region_is_told() {
    let outside = assess(&measures()).outside;
    assert_eq!(outside.measures, [4, 7, 10, 14].map(MeasureId));
    area(outside.changed_m2, 10_000.0);
    area(outside.basic_farmland_out_m2, 4_000.0);
    area(outside.basic_farmland_in_m2, 5_000.0);
}

#[test]
fn blocks_and_fragmentation_of_the_region_equal_the_paper() {
    let (before, after) = assess(&measures()).fields;
    let sizes = |found: &tianfang::indicators::BlockSizes| {
        let bands = found.bands.map(|band| band.area_mu);
        (found.count, [found.area_mu, bands[0], bands[1], bands[2], bands[3], found.at_least[0].area_mu])
    };
    for (found, (count, paper)) in
        [(&before, (2, [82.5, 0.0, 7.5, 0.0, 75.0, 75.0])), (&after, (2, [103.5, 0.0, 7.5, 0.0, 96.0, 96.0]))]
    {
        let (blocks, figures) = sizes(&found.sizes);
        assert_eq!(blocks, count);
        for (found, paper) in figures.into_iter().zip(paper) {
            ratio(Some(found), paper);
        }
        assert!(found.sizes.at_least[1..].iter().all(|size| size.count == 0));
    }
    use std::f64::consts::PI;
    // Farmland of the two blocks, their outlines, links and perimeters of all faces.
    for (found, [first, second], [outline, other], links, perimeters) in [
        (&before, [50_000.0, 5_000.0], [1_200.0, 300.0], 400.0, 2_300.0),
        (&after, [64_000.0, 5_000.0], [1_480.0, 300.0], 800.0, 3_380.0),
    ] {
        let found = &found.fragmentation;
        let (landscape, all): (f64, f64) = (90_000.0, first + second);
        let squares: f64 = first * first + second * second;
        assert_eq!(found.patches, 2);
        ratio(found.patch_density_per_100ha, 200.0 / 9.0);
        ratio(found.mean_patch_size_ha, all / 2.0 / 10_000.0);
        ratio(found.largest_patch_index_percent, 100.0 * first / landscape);
        ratio(found.area_weighted_mean_patch_size_ha, squares / all / 10_000.0);
        ratio(found.effective_mesh_size_ha, squares / landscape / 10_000.0);
        ratio(found.division, 1.0 - squares / (landscape * landscape));
        ratio(found.splitting_index, landscape * landscape / squares);
        ratio(found.edge_density_m_per_ha, (outline + other) / 9.0);
        ratio(found.landscape_shape_index, (outline + other) / (2.0 * (PI * all).sqrt()));
        let shape = |area: f64, outline: f64| area * outline / (2.0 * (PI * area).sqrt());
        ratio(found.area_weighted_shape, (shape(first, outline) + shape(second, other)) / all);
        ratio(found.joined_share, 2.0 * links / perimeters);
    }
}

#[test]
fn the_overlay_book_of_field_schemes_equals_the_paper() {
    let found = assess(&measures());
    let counts = |book: &FieldOverlay, paper: [f64; 5]| {
        for (found, paper) in book.by_count_m2.iter().zip(paper) {
            area(*found, paper);
        }
    };
    let before = &*found.overlay_before;
    assert_eq!(before.loaded.len(), 4);
    counts(before, [30_000.0, 15_000.0, 40_000.0, 10_000.0, 5_000.0]);
    ratio(before.rate(), 5_000.0 / 45_000.0);
    let rates: Vec<Option<f64>> = before.villages.iter().map(|village| village.rate()).collect();
    ratio(rates[0], 5_000.0 / 40_000.0);
    ratio(rates[1], 0.0);
    assert!(before.inconsistent.iter().all(|patch| !before.faults(patch).is_empty()));
    let after = found.overlay.as_deref().unwrap();
    counts(after, [20_600.0, 6_400.0, 49_000.0, 22_000.0, 2_000.0]);
    ratio(after.rate(), 2_000.0 / 64_400.0);
    area(after.villages[0].basic_farmland_m2, 32_000.0);
    area(after.villages[1].basic_farmland_m2, 32_400.0);
    ratio(after.villages[0].rate(), 2_000.0 / 32_000.0);
    ratio(after.villages[1].rate(), 0.0);
}

#[test]
fn a_deleted_demolition_leaves_its_pair_built_on_credit() {
    let all = measures();
    let whole = assess(&all);
    assert_eq!(whole.pairs.len(), 1);
    assert!(!whole.pairs[0].is_unpaired());
    area(whole.pairs[0].reclaimed_m2, 10_000.0);
    area(whole.pairs[0].built_m2, 3_000.0);

    let without = assess(&all[1..]);
    let pair = &without.pairs[0];
    assert_eq!((pair.pair, pair.construction.as_slice()), (Some(1), &[MeasureId(2)][..]));
    assert!(pair.is_unpaired());
    area(pair.advance_m2(), 3_000.0);
    area(ledger(&without, LedgerKind::Linkage).balance_m2(), -3_000.0);
    area(without.form.moved_in.new_farmland_m2, 10_000.0);
    area(without.totals.farmland.reclaimed, 0.0);
    // When the quota comes back nothing says: the rule is not judged, and the reason says why.
    assert!(!without.quantities.contains_key(&Quantity::LinkageMonths));
    assert!(without.judgement.unjudged.iter().any(|unjudged| unjudged.rule.id == "ZJG-04"));
}

#[test]
fn a_scheme_without_measures_has_no_quotients() {
    let found = assess(&[]);
    let form = &found.form;
    assert!(!form.is_involved());
    assert_eq!(form.value(FormCell::OutShare), Some(0.0));
    for cell in [FormCell::NewShare, FormCell::QualityGain, FormCell::MeanPatchGain, FormCell::Concentration] {
        assert_eq!(form.value(cell), None, "{cell:?}");
    }
    let json = form.json();
    assert!(json["new_share"].is_null() && json["out"]["mean_patch_mu"].is_null() && json["area_basis"] == "net");
    assert_eq!(found.transition.residual_m2, 0.0);
    assert_eq!(found.fields.0, found.fields.1);
}

/// A number in a cell, as it is shown.
#[track_caller]
fn shown(value: &CellValue) -> f64 {
    match value {
        CellValue::Number { value, .. } | CellValue::Share { value, .. } => *value,
        CellValue::Count(count) => *count as f64,
        other => panic!("{other:?} is no number"),
    }
}

/// The row that shows a cell of the form.
fn row_of(rows: &[ReviewRow], cell: FormCell) -> &ReviewRow {
    rows.iter().find(|row| row.cell == Some(cell)).expect("a row")
}

fn table_of<'a>(tables: &'a [TableSheet], name: &str) -> &'a TableSheet {
    tables.iter().find(|table| table.name == name).expect("a table")
}

#[test]
fn the_sheets_of_the_form_say_what_the_paper_says() {
    let found = assess(&measures());
    let figures = review_figures(&found, "十块地");
    let rows = review_rows(&figures);
    let row = |cell| row_of(&rows, cell);
    for (cell, out, moved_in) in SIDES {
        for (direction, paper) in [(Direction::Out, out), (Direction::In, moved_in)] {
            let unknown_slope = cell == SideCell::SlopeUnknown && paper == 0.0;
            if unknown_slope {
                // The form has no such line where every slope is known.
                continue;
            }
            let RowValue::Area(area_m2) = row(FormCell::Side(direction, cell)).value else { panic!("{cell:?}") };
            area(area_m2, paper);
        }
    }
    let single = |cell| match &row(cell).value {
        RowValue::Single(value) => shown(value),
        RowValue::Area(area_m2) => *area_m2,
    };
    ratio(Some(single(FormCell::OutShare)), 11_700.0 / 37_000.0);
    ratio(Some(single(FormCell::NewShare)), 20_700.0 / 15_700.0);
    ratio(Some(single(FormCell::QualityGain)), 3.051_132);
    ratio(Some(single(FormCell::MeanPatchGain)), 1.25);
    ratio(Some(single(FormCell::Concentration)), 1.25 / 7.85);
    let sources = |cell| {
        let mut names = row(FormCell::Side(Direction::Out, cell)).sources.clone();
        names.sort_unstable();
        names.join(" ")
    };
    assert_eq!((sources(SideCell::Area).as_str(), sources(SideCell::Dry).as_str()), ("J2 J3 J5", "J2 J3"));
    assert_eq!((sources(SideCell::Paddy).as_str(), sources(SideCell::Band5To10).as_str()), ("", "J5"));
    let check = calculation_sheet(&figures, "");
    let said = |text: &str| {
        let label = check.cells.iter().find(|cell| cell.value == CellValue::Text(text.to_owned())).expect("a row");
        check.cells.iter().find(|cell| cell.row == label.row && cell.column == 4).map(|cell| shown(&cell.value))
    };
    ratio(said("整治区域外的措施"), 4.0);
    ratio(said("地类变化"), 1.0);
}

#[test]
fn the_plan_tables_sum_to_the_ledgers() {
    let found = assess(&measures());
    let tables = plan_tables(&found, "");
    let table = |name: &str| table_of(&tables, name);
    let total = |name: &str, column: &str| {
        let table = table(name);
        let at = table.columns.iter().position(|found| found.title == column).expect("a column");
        shown(&table.total[at])
    };
    // Building on parcel 9 is no linkage, so it is no plot of linkage.
    ratio(Some(total("拆旧地块表", "拆旧面积（亩）")), 15.0);
    ratio(Some(total("拆旧地块表", "复垦耕地（亩）")), 15.0);
    ratio(Some(total("建新地块表", "面积（亩）")), 4.5);
    ratio(Some(total("建新地块表", "占耕地（亩）")), 4.5);
    ratio(Some(total("建新地块表", "占水田（亩）")), 0.0);
    ratio(Some(total("增减挂钩平衡表", "拆旧总面积（公顷）")), 1.0);
    ratio(Some(total("增减挂钩平衡表", "建新面积（公顷）")), 0.3);
    ratio(Some(total("增减挂钩平衡表", "结余面积（亩）")), 10.5);
    ratio(Some(total("永农调出清单", "净面积（公顷）")), 1.57);
    ratio(Some(total("永农调入清单", "净面积（亩）")), 54.6);
    ratio(Some(total("耕地坡度质量结构", "整治后（公顷）")), 7.4);
    ratio(Some(total("多田套合分村", "整治后套合率")), 2_000.0 / 64_400.0);
    let classes: Vec<f64> = table("多田套合分级").rows.iter().map(|row| shown(&row[2])).collect();
    assert_eq!(classes.len(), 5);
    ratio(Some(classes[2]), 4.9);
    // Slope levels of what changes places: 7 by the slope layer, 5 by the survey.
    let slopes: Vec<f64> = table("林耕置换").rows.iter().map(|row| shown(&row[6])).collect();
    assert_eq!(slopes, [2.0, 5.0]);
    let balances: Vec<(String, f64)> = table("平衡表")
        .rows
        .iter()
        .filter(|row| row[1] == CellValue::Text("合计".to_owned()))
        .map(|row| (format!("{:?}", row[0]), shown(&row[6])))
        .collect();
    let paper = [10.5, 13.5, 1.5, 9.0];
    assert_eq!(balances.len(), paper.len());
    for ((_, found), paper) in balances.iter().zip(paper) {
        ratio(Some(*found), paper);
    }
    for table in &tables {
        assert!(
            table.rows.iter().chain([&table.total]).all(|row| row.is_empty() || row.len() == table.columns.len()),
            "{}",
            table.name
        );
    }
}

#[test]
fn the_json_of_indicators_says_what_the_paper_says() {
    let found = assess(&measures());
    let ledgers = found.ledgers.json(Language::English);
    for (place, (kind, lines, (debit, credit), _)) in LEDGERS.iter().enumerate() {
        let ledger = &ledgers[place];
        assert_eq!(ledger["kind"], kind.key());
        ratio(ledger["debit"].as_f64(), debit * 0.0015);
        ratio(ledger["credit"].as_f64(), credit * 0.0015);
        ratio(ledger["balance"].as_f64(), (credit - debit) * 0.0015);
        ratio(ledger["residual"].as_f64(), 0.0);
        let years: f64 = ledger["years"].as_array().unwrap().iter().filter_map(|year| year["balance"].as_f64()).sum();
        ratio(Some(years), lines.iter().map(|line| line.3 - line.2).sum::<f64>() * 0.0015);
    }
    ratio(ledgers[0]["unbooked"][0]["change"].as_f64(), 3.0);
    assert_eq!(ledgers[0]["unbooked"][0]["reason"], "other_ledger");
    let form = found.form.json();
    ratio(form["out_share"].as_f64(), 11_700.0 / 37_000.0);
    ratio(form["out"]["bands_ha"][1].as_f64(), 0.5);
    ratio(form["in"]["slope_ha"][0].as_f64(), 2.19);
    ratio(form["out_inside_region_ha"].as_f64(), 1.17);
    assert_eq!(form["grade_better"], "smaller");
    let structure = found.farmland.json();
    assert_eq!((&structure["slope"][1]["level"], &structure["slope"][1]["up_to_degrees"]), (&2.into(), &6.0.into()));
    ratio(structure["slope"][1]["after_m2"].as_f64().map(|m2| m2 / 10_000.0), 4.2);
    assert!(structure["slope"][5]["level"].is_null());
    ratio(structure["quality"]["mean_after"].as_f64(), 507.0 / 70.0);
    let book = found.overlay.as_deref().unwrap().json();
    ratio(book["by_count"][4]["area_m2"].as_f64().map(|m2| m2 / 2_000.0), 1.0);
    ratio(book["villages"][0]["rate"].as_f64(), 2_000.0 / 32_000.0);
    assert_eq!(found.outside.json()["measures"], serde_json::json!([4, 7, 10, 14]));
    ratio(found.transition.json()["residual_m2"].as_f64(), 0.0);
}

#[test]
fn a_score_counts_the_other_way_in_form_verdict_and_sheet() {
    // The same grades under the name of a score: what was three grades better is three points worse.
    let renamed: Vec<Arc<BaseLayer>> = layers("2").iter().map(|layer| with_scores(layer)).collect();
    let found = assess_over(&renamed, &measures(), &pack());
    let worse = 263_000.0 / 36_000.0 - 162_600.0 / 15_700.0;
    assert_eq!(found.form.grade_system, GradeSystem::LargerIsBetter);
    ratio(found.form.quality_gain(), worse);
    ratio(Some(verdict(&found, "PBF-06")), worse);
    ratio(Some(verdict(&found, "FRM-03-GRADE")), 1.0);
    let rows = review_rows(&review_figures(&found, ""));
    let row = row_of(&rows, FormCell::QualityGain);
    let RowValue::Single(value) = &row.value else { panic!("{row:?}") };
    ratio(Some(shown(value)), worse);
    assert!(row.formula.contains("调入") && found.farmland.scale.is_some_and(|scale| scale.name == "质量评分"));
}

/// A layer whose grades stand in a column of scores.
fn with_scores(layer: &BaseLayer) -> Arc<BaseLayer> {
    let mut builder = LayerBuilder::new(&layer.name, layer.role, GeometryKind::Polygons);
    for column in layer.columns.iter() {
        let name = if column.name == "GDDB" { "质量评分" } else { &column.name };
        builder.field(name, None, &column.declared);
    }
    for feature in 0..layer.len() {
        builder.shapes.multi_polygon(&layer.shapes.multi_polygon(feature));
        for (field, column) in layer.columns.iter().enumerate() {
            let value = match column.get(feature) {
                tianfang::base::ValueRef::Null => Value::Null,
                tianfang::base::ValueRef::Real(value) => Value::Real(value),
                tianfang::base::ValueRef::Integer(value) => Value::Integer(value),
                other => text(&other.display()),
            };
            builder.fields[field].values.push(value);
        }
    }
    Arc::new(builder.build(layer.id, plane()))
}
