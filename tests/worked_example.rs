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
use tianfang::base::{BaseLayer, LayerBuilder, LayerId, Role, Value};
use tianfang::crs::GaussKruger;
use tianfang::design::{Measure, MeasureId, MeasureKind, PolicyTool, Scheme, SchemeId, Shape, Zone, ZoneId, ZoneKind};
use tianfang::geometry::GeometryKind;
use tianfang::i18n::Language;
use tianfang::indicators::{
    Baseline, FieldOverlay, FormCell, LedgerKind, LedgerSettings, Ledgers, ReviewForm, SideCell, Structure, Totals,
    Transition, linkage_pairs,
};
use tianfang::land::{BasicFarmlandPiece, Direction, Land, LandBase, Regime, Region};

/// On 500 m beside the meridian the ellipsoid takes 3e-9 off an area: paper and program agree to this, m².
const TOLERANCE_M2: f64 = 0.001;
/// Ratios, grades and degrees.
const RATIO: f64 = 1e-6;

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

/// The land-use layer: number, class, slope level, grade, KCXS.
fn land_use() -> Arc<BaseLayer> {
    let parcel = |place: usize, class: &str, slope: Option<i64>, grade: Option<f64>, ridges: f64| {
        let village = if place <= 5 { "330109001001" } else { "330109001002" };
        let slope = slope.map_or(Value::Null, |level| text(&level.to_string()));
        let values =
            vec![text(&place.to_string()), text(class), text(village), slope, number(grade), Value::Real(ridges)];
        (square(place), values)
    };
    layer(
        1,
        Role::LandUse,
        &["BSM", "DLBM", "ZLDWDM", "GDPDJB", "GDDB", "KCXS"],
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

fn layers() -> Vec<Arc<BaseLayer>> {
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
    vec![
        land_use(),
        basic,
        bare(3, Role::HighStandardFarmland, vec![rectangle([200.0, 250.0], [0.0, 100.0]), square(9)]),
        bare(4, Role::GrainProductionZone, vec![rectangle([0.0, 250.0], [0.0, 100.0])]),
        bare(5, Role::UrbanDevelopmentBoundary, vec![square(6)]),
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
    add(K::Reclaim, square(6), |m| (m.pair, m.year, m.grade_after) = (Some(1), Some(2026), Some(9.0)));
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

struct Example {
    land: Land,
    region: Region,
    baseline: Baseline,
}

impl Example {
    fn new(measures: &[Arc<Measure>]) -> Self {
        let base = Arc::new(LandBase::new(plane(), &layers()));
        let region = Region::of_scheme(&base, &scheme(measures));
        let baseline = Baseline::of(&base);
        Self { land: Land::of(base, measures), region, baseline }
    }

    fn totals(&self) -> Totals {
        Totals::of(&self.land, &self.baseline, &self.region)
    }

    fn ledgers(&self) -> Ledgers {
        Ledgers::of(&self.land, &self.baseline, &self.totals(), &LedgerSettings::default())
    }

    /// Number of a parcel on the drawing.
    fn number(&self, parcel: usize) -> usize {
        let (layer, feature) = self.land.base().parcels.layer_of(parcel);
        layer.value(feature, "BSM").display().parse().unwrap()
    }

    /// The form; the blocks are those of the drawing: before, 1–2–3–8–9 make 5 ha and 5 alone 1 ha; after, 10 alone is 1 ha, the
    /// forest lies in none, and all other farmland is one block of 6.4 ha.
    fn form(&self) -> ReviewForm {
        let block = |piece: &BasicFarmlandPiece| match (piece.direction, self.number(piece.piece.parcel)) {
            (Direction::Out, 4) | (Direction::In, 7) => None,
            (Direction::Out, 5) | (Direction::In, 10) => Some(10_000.0),
            (Direction::Out, _) => Some(50_000.0),
            (Direction::In, _) => Some(64_000.0),
        };
        ReviewForm::of(&self.land, &self.region, block)
    }
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
    let example = Example::new(&measures());
    let mut changed: Vec<_> = example
        .land
        .changed_pieces()
        .map(|piece| {
            let parcel = example.number(piece.id.parcel);
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

#[test]
fn every_field_of_the_review_form_equals_the_paper() {
    let form = Example::new(&measures()).form();
    assert_eq!(form.area_basis.key(), "net");
    assert!(form.is_involved());
    let value = |cell| form.value(cell).expect("a figure");
    let hectares = |cell, paper_m2: f64| area(value(cell) * 10_000.0, paper_m2);
    hectares(FormCell::RegionBasicFarmland, 37_000.0);
    ratio(form.value(FormCell::OutShare), 15_700.0 / 37_000.0 * 100.0);
    area(value(FormCell::QuantityGain) * 2000.0 / 3.0, 20_700.0);
    ratio(form.value(FormCell::NewShare), 20_700.0 / 15_700.0 * 100.0);
    ratio(form.value(FormCell::QualityGain), 162_600.0 / 15_700.0 - 263_000.0 / 36_000.0);
    ratio(form.value(FormCell::MeanPatchGain), 9.1 - 7.85);
    ratio(form.value(FormCell::Concentration), 1.25 / 7.85 * 100.0);

    use SideCell as S;
    // Cell, out, in; m² of those in hectares.
    let paper = [
        (S::Area, 15_700.0, 36_400.0),
        (S::Farmland, 10_700.0, 16_000.0),
        (S::Paddy, 0.0, 9_500.0),
        (S::Irrigated, 0.0, 2_000.0),
        (S::Dry, 10_700.0, 4_500.0),
        (S::NotFarmland, 5_000.0, 20_400.0),
        (S::OtherAgricultural, 5_000.0, 400.0),
        (S::Construction, 0.0, 10_000.0),
        (S::Unused, 0.0, 10_000.0),
        (S::SlopeTo15, 2_700.0, 11_500.0),
        (S::Slope15To25, 0.0, 4_500.0),
        (S::SlopeAbove25, 8_000.0, 0.0),
        (S::SlopeUnknown, 5_000.0, 20_400.0),
        (S::BandTo5, 0.0, 400.0),
        (S::Band5To10, 5_000.0, 0.0),
        (S::Band10To20, 8_000.0, 10_000.0),
        (S::BandAbove20, 2_700.0, 26_000.0),
        (S::HighStandard, 2_700.0, 2_000.0),
    ];
    for (cell, out, moved_in) in paper {
        hectares(FormCell::Side(Direction::Out, cell), out);
        hectares(FormCell::Side(Direction::In, cell), moved_in);
    }
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
    let form = Example::new(&measures()).form();
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
fn every_ledger_equals_the_paper() {
    let ledgers = Example::new(&measures()).ledgers();
    let paper = [
        (LedgerKind::Linkage, 3_000.0, 10_000.0),
        (LedgerKind::Compensation, 2_000.0, 11_000.0),
        (LedgerKind::InOut, 8_000.0, 9_000.0),
        (LedgerKind::Forest, 4_000.0, 10_000.0),
    ];
    for (kind, debit, credit) in paper {
        let ledger = ledgers.ledger(kind).unwrap();
        area(ledger.total.debit_m2, debit);
        area(ledger.total.credit_m2, credit);
        area(ledger.balance_m2(), credit - debit);
        assert!(ledger.residual_m2.abs() < 1e-6, "{kind:?} {}", ledger.residual_m2);
    }
    area(ledgers.ledger(LedgerKind::Compensation).unwrap().carried_m2, 1_000.0);
    let in_out = ledgers.ledger(LedgerKind::InOut).unwrap();
    let villages = in_out.by_village();
    area(villages["330109001001"].credit_m2, 5_000.0);
    area(villages["330109001001"].debit_m2, 8_000.0);
    area(villages["330109001002"].credit_m2, 4_000.0);
    area(villages["330109001002"].debit_m2, 0.0);
    let years = in_out.by_year();
    area(years[&Some(2026)].balance_m2(), 5_000.0);
    area(years[&Some(2028)].balance_m2(), 4_000.0 - 8_000.0);
    let linkage = ledgers.ledger(LedgerKind::Linkage).unwrap().by_village();
    area(linkage["330109001001"].debit_m2, 3_000.0);
    area(linkage["330109001002"].credit_m2, 10_000.0);
}

#[test]
fn the_transition_matrix_and_the_structure_equal_the_paper() {
    let example = Example::new(&measures());
    let transition = Transition::of(&example.land, &example.baseline);
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
        let pieces: f64 =
            transition.pieces(row, column).iter().map(|&id| example.land.piece(id).unwrap().area_m2).sum();
        assert!(before == after || (pieces - paper).abs() < TOLERANCE_M2);
    }
    area(left, 0.0);
    assert!(transition.residual_m2 < 1e-6);

    let structure = Structure::of(&transition);
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
fn every_total_equals_the_paper() {
    let example = Example::new(&measures());
    let totals = example.totals();
    let net = totals.farmland;
    area(net.before, 55_000.0);
    area(net.out, 8_000.0);
    area(net.occupied, 4_700.0);
    area(net.inward, 9_000.0);
    area(net.inward_stable, 9_000.0);
    area(net.reclaimed, 10_000.0);
    area(net.developed, 10_000.0);
    area(net.after, 71_300.0);
    area(net.supplement(), 21_000.0);
    area(net.residual(), 0.0);
    area(totals.farmland_gross.before, 60_000.0);
    area(totals.farmland_gross.after, 74_000.0);
    area(totals.farmland_gross.residual(), 0.0);
    area(totals.paddy.before, 19_000.0);
    area(totals.paddy.after, 28_000.0);
    area(totals.region_farmland_m2, 55_000.0);
    ratio(totals.farmland_slope_before_degrees, 69.5 / 6.0);
    ratio(totals.farmland_slope_after_degrees, 7.9);
    area(totals.reclaimed_total_m2, 10_000.0);
    area(totals.new_build_m2, 5_000.0);
    area(totals.new_build_farmland_m2, 5_000.0);
    ratio(totals.reclaimed_grade, 9.0);
    ratio(totals.occupied_grade, (2_700.0 * 8.0 + 2_000.0 * 7.0) / 4_700.0);
    ratio(totals.supplement_grade, 8.5);
    area(totals.construction_before_m2, 10_000.0);
    area(totals.construction_after_m2, 5_000.0);
    area(totals.forest_before_m2, 10_000.0);
    area(totals.forest_after_m2, 16_000.0);
    ratio(totals.farmland_to_forest_slope_degrees, 30.0);
    assert_eq!(totals.forest_to_farmland_slope_degrees, None);
    area(totals.basic_farmland_before_m2.unwrap(), 37_000.0);
    area(totals.basic_farmland_loaded_m2.unwrap(), 41_000.0);
    area(totals.boundary_before_m2.unwrap(), 10_000.0);
    area(totals.boundary_after_m2.unwrap(), 7_000.0);
    assert!(totals.agrees_with(&example.form()));
}

#[test]
fn the_overlay_book_of_field_schemes_equals_the_paper() {
    let example = Example::new(&measures());
    let before = FieldOverlay::before(example.land.base());
    assert_eq!(before.loaded.len(), 4);
    for (count, paper) in [30_000.0, 15_000.0, 40_000.0, 10_000.0, 5_000.0].into_iter().enumerate() {
        area(before.by_count_m2[count], paper);
    }
    ratio(before.rate(), 5_000.0 / 45_000.0);
    let rates: Vec<Option<f64>> = before.villages.iter().map(|village| village.rate()).collect();
    ratio(rates[0], 5_000.0 / 40_000.0);
    ratio(rates[1], 0.0);
    assert!(before.inconsistent.iter().all(|patch| !before.faults(patch).is_empty()));
    let after = FieldOverlay::after(&example.land);
    ratio(after.rate(), 2_000.0 / 64_400.0);
}

#[test]
fn a_deleted_demolition_leaves_its_pair_built_on_credit() {
    let all = measures();
    let mut example = Example::new(&all);
    let whole = linkage_pairs(&example.land);
    assert_eq!(whole.len(), 1);
    assert!(!whole[0].is_unpaired());
    area(whole[0].reclaimed_m2, 10_000.0);
    area(whole[0].built_m2, 3_000.0);

    example.land.refold(&all[1..]);
    let pairs = linkage_pairs(&example.land);
    assert_eq!((pairs[0].pair, pairs[0].construction.as_slice()), (Some(1), &[MeasureId(2)][..]));
    assert!(pairs[0].is_unpaired());
    area(pairs[0].advance_m2(), 3_000.0);
    area(example.ledgers().ledger(LedgerKind::Linkage).unwrap().balance_m2(), -3_000.0);
    area(example.form().moved_in.new_farmland_m2, 10_000.0);
    area(example.totals().farmland.reclaimed, 0.0);
}

#[test]
fn a_scheme_without_measures_has_no_quotients() {
    let example = Example::new(&[]);
    let form = example.form();
    assert!(!form.is_involved());
    assert_eq!(form.value(FormCell::OutShare), Some(0.0));
    for cell in [FormCell::NewShare, FormCell::QualityGain, FormCell::MeanPatchGain, FormCell::Concentration] {
        assert_eq!(form.value(cell), None, "{cell:?}");
    }
    let json = form.json();
    assert!(json["new_share"].is_null() && json["out"]["mean_patch_mu"].is_null() && json["area_basis"] == "net");
    assert_eq!(Transition::of(&example.land, &example.baseline).residual_m2, 0.0);
}
