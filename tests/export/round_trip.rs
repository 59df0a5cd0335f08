//! What was exported comes back: measures of any kind with all that is said of them, read from ZZCS to the last bit.

use proptest::prelude::*;
use tianfang::design::{Measure, MeasureId, MeasureKind, PolicyTool, QuotaUse};
use tianfang::edit::actions::AddMeasures;
use tianfang::storage::formats::{self, NoProgress, ReadOptions};
use tianfang::storage::import::{measure_tables, measures_from_layers};

use super::fixture::{Township, corners, new_measure, plane};

/// The measures of an exported file, as an import takes them.
fn imported(file: &std::path::Path) -> Vec<Measure> {
    let data = formats::open(file).unwrap();
    let layers = data.layers();
    let options = ReadOptions {
        plane: plane(),
        role: tianfang::base::Role::Reference,
        crs: None,
        encoding: None,
        repair: false,
        progress: &NoProgress,
    };
    let read: Vec<_> = measure_tables(layers).iter().map(|info| data.read(&info.name, &options).unwrap()).collect();
    measures_from_layers(file, &read, None).unwrap()
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[一-龥A-Za-z0-9；，（）'\"%|]{1,40}"]
}

fn measure() -> impl Strategy<Value = Measure> {
    let place = (0.0..400.0f64, 0.0..400.0f64, 3.0..120.0f64, 3.0..120.0f64);
    let kind = prop::sample::select(MeasureKind::ALL);
    let tool = prop::sample::select(PolicyTool::ALL);
    let quota_use = prop::option::of(prop::sample::select(QuotaUse::ALL));
    let class = prop::option::of(prop::sample::select(vec!["0101", "0103", "0301", "0702", "05H1", "1006"]));
    let figures = (
        prop::option::of(0.0..5000.0f64),
        prop::option::of(0i64..9_999_999_999_999),
        prop::option::of(1949i32..=2100),
        prop::option::of(1u32..9),
        prop::option::of(1.0..15.0f64),
    );
    (place, kind, tool, quota_use, class, figures, (words(), words(), words())).prop_map(
        |((x, y, width, height), kind, tool, quota_use, class, figures, (name, sub_project, reason))| {
            let (quantity, cost_fen, year, pair, grade_after) = figures;
            let to_class = class.map(str::to_owned);
            let drawn = new_measure(kind, &corners(x, y, width, height));
            Measure {
                name,
                to_class,
                tool,
                quota_use,
                quantity,
                cost_fen,
                year,
                pair,
                grade_after,
                sub_project,
                reason,
                ..drawn
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn measures_that_were_exported_come_back_to_the_last_bit(measures in prop::collection::vec(measure(), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("plan.gpkg");
        let mut township = Township::with_three_zones();
        township.act(&AddMeasures { measures: measures.clone() });
        let exported = township.export(&target).unwrap();
        prop_assert!(exported.report.valid);
        let back: Vec<Measure> =
            imported(&target).into_iter().map(|measure| Measure { id: MeasureId(0), ..measure }).collect();
        prop_assert_eq!(back, measures);
    }
}

#[test]
fn the_measures_of_a_simulation_come_back_with_their_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    let township = Township::with_simulation();
    let exported = township.export(&target).unwrap();
    assert!(exported.report.valid);
    let nameless = |measure: &Measure| Measure { id: MeasureId(0), ..measure.clone() };
    let back: Vec<Measure> = imported(&target).iter().map(nameless).collect();
    let stood: Vec<Measure> = township.scheme().measures.iter().map(|measure| nameless(measure)).collect();
    assert_eq!(back, stood);
    let connection = super::open(&target);
    for measure in &stood[stood.len() - 2..] {
        let of_reason = format!("SELECT count(*) FROM BGTB WHERE LY = '{}'", measure.reason);
        assert!(super::number(&connection, &of_reason) > 0.0, "{}", measure.reason);
    }
}

/// A county may hand back the tables of changed land alone: what a measure did to the land comes back, and where.
#[test]
fn without_the_measures_as_drawn_the_derived_tables_bring_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.gpkg");
    let township = Township::with_measures();
    township.export(&target).unwrap();
    let connection = rusqlite::Connection::open(&target).unwrap();
    tianfang::storage::geopackage::register_functions(&connection).unwrap();
    connection
        .execute_batch(
            "DROP TABLE ZZCS; DELETE FROM gpkg_geometry_columns WHERE table_name = 'ZZCS';
             DELETE FROM gpkg_contents WHERE table_name = 'ZZCS'",
        )
        .unwrap();
    connection.close().unwrap();
    let back = imported(&target);
    let kinds: std::collections::BTreeSet<MeasureKind> = back.iter().map(|measure| measure.kind).collect();
    for kind in [
        MeasureKind::DryToPaddy,
        MeasureKind::NewConstruction,
        MeasureKind::ForestToFarmland,
        MeasureKind::FarmlandToForest,
        MeasureKind::BasicFarmlandOut,
        MeasureKind::BasicFarmlandIn,
        MeasureKind::BoundaryExtension,
    ] {
        assert!(kinds.contains(&kind), "{kind:?} of {kinds:?}");
    }
    let paddy = back.iter().find(|measure| measure.kind == MeasureKind::DryToPaddy).unwrap();
    assert_eq!((paddy.cost_fen, paddy.year, paddy.sub_project.as_str()), (Some(123_456_789), Some(2027), "农用地整治"));
    let built = back.iter().find(|measure| measure.kind == MeasureKind::NewConstruction).unwrap();
    assert_eq!((built.quota_use, built.reason.as_str()), (Some(QuotaUse::Own), "老村搬迁；三户"));
}
