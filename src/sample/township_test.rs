//! The layers of a township agree with each other and are the same every time.

use std::collections::BTreeSet;

use super::{SampleParameters, township};
use crate::base::{Role, Value};
use crate::crs::AreaPlane;
use crate::design::MeasureKind;
use crate::geometry::validity::shape_problem;

fn number(value: &Value) -> f64 {
    if let Value::Real(number) = value { *number } else { f64::NAN }
}

fn column<'a>(layer: &'a crate::base::LayerBuilder, name: &str) -> &'a [Value] {
    &layer.fields.iter().find(|field| field.name == name).unwrap().values
}

#[test]
fn the_same_parameters_give_the_same_township() {
    let parameters = SampleParameters { parcels: 700, seed: 3 };
    let (one, other) = (township(&parameters), township(&parameters));
    for (a, b) in one.layers.iter().zip(&other.layers) {
        assert_eq!(a.shapes.shapes().coordinate_count(), b.shapes.shapes().coordinate_count());
        for feature in 0..a.shapes.shapes().len() {
            assert_eq!(a.shapes.shapes().feature_coordinates(feature), b.shapes.shapes().feature_coordinates(feature));
        }
        for (left, right) in a.fields.iter().zip(&b.fields) {
            assert_eq!(left.values, right.values);
        }
    }
}

#[test]
fn areas_of_parcels_of_villages_and_of_the_township_agree() {
    let township = township(&SampleParameters { parcels: 1500, seed: 2 });
    let sum = |layer: usize, field: &str| column(&township.layers[layer], field).iter().map(number).sum::<f64>();
    let parcels_m2 = sum(0, "TBMJ");
    assert!((parcels_m2 - sum(5, "DCMJ")).abs() < 0.005 * 1700.0);
    assert!((parcels_m2 - sum(4, "DCMJ")).abs() < 0.005 * 1700.0);
    assert!((sum(0, "TBMJ") - sum(0, "KCMJ") - sum(0, "TBDLMJ")).abs() < 0.01);
    let area = AreaPlane::new(township.plane);
    let shapes = township.layers[0].shapes.shapes();
    for (feature, stored) in column(&township.layers[0], "TBMJ").iter().enumerate() {
        let measured: f64 = shapes.rings(feature).map(|ring| area.ring_m2(ring)).sum();
        assert!((measured - number(stored)).abs() <= 0.005_001, "parcel {feature}");
    }
}

#[test]
fn a_township_of_the_usual_size_has_all_that_a_lesson_needs() {
    let township = township(&SampleParameters::default());
    let roles: Vec<Role> = township.layers.iter().map(|layer| layer.role).collect();
    assert_eq!(
        roles,
        [
            Role::LandUse,
            Role::PermanentBasicFarmland,
            Role::EcologicalRedLine,
            Role::UrbanDevelopmentBoundary,
            Role::Village,
            Role::Township,
            Role::Slope
        ]
    );
    let parcels = township.layers[0].shapes.shapes();
    assert!((18_000..=22_000).contains(&parcels.len()), "{}", parcels.len());
    assert!(parcels.coordinate_count() < parcels.len() * 22);
    let codes: BTreeSet<String> = column(&township.layers[0], "DLBM")
        .iter()
        .filter_map(|value| if let Value::Text(code) = value { Some(code.clone()) } else { None })
        .collect();
    for wanted in [
        "0101", "0103", "0201", "0202", "0301", "0302", "0601", "0701", "0702", "1003", "1004", "1006", "1101", "1104",
        "1107", "1202",
    ] {
        assert!(codes.contains(wanted), "no {wanted}");
    }
    assert!(codes.iter().all(|code| crate::base::land_class(code).is_some()));
    let ids: BTreeSet<String> = column(&township.layers[0], "BSM").iter().map(|value| format!("{value:?}")).collect();
    assert_eq!(ids.len(), parcels.len());
    assert_eq!(township.layers[4].shapes.shapes().len(), 12);
    let urban = township.layers[3].shapes.shapes();
    assert!(
        (0..urban.len()).any(|feature| urban.rings(feature).count() >= 3),
        "the development boundary has two holes"
    );
    let names: Vec<&str> = township.zones.iter().map(|zone| zone.name.as_str()).collect();
    assert_eq!(names, ["甲片区", "乙片区", "丙片区"]);
}

#[test]
fn a_large_sample_repeats_the_township_under_other_names() {
    let township = township(&SampleParameters { parcels: 100_000, seed: 1 });
    let whole = &township.layers[5];
    assert_eq!(whole.shapes.shapes().len(), 2);
    let boxes = whole.shapes.shapes().all_bounds();
    assert!(boxes[0].max[0] < boxes[1].min[0] || boxes[0].max[1] < boxes[1].min[1]);
    assert_ne!(column(whole, "XZQMC")[0], column(whole, "XZQMC")[1]);
}

#[test]
fn every_feature_is_a_valid_area() {
    for seed in [1, 2] {
        let township = township(&SampleParameters { parcels: 6000, seed });
        for layer in &township.layers {
            let shapes = layer.shapes.shapes();
            for feature in 0..shapes.len() {
                let faults = crate::geometry::health::feature_faults(shapes, feature);
                assert!(faults.is_empty(), "{} {feature} of seed {seed}: {faults:?}", layer.name);
            }
        }
        for zone in &township.zones {
            assert_eq!(crate::geometry::validity::shape_problem(&zone.shape), None, "{}", zone.name);
        }
    }
}

#[test]
fn scheme_1_proposes_every_kind_of_measure_that_a_lesson_needs() {
    let township = township(&SampleParameters::default());
    let kinds: BTreeSet<MeasureKind> = township.measures.iter().map(|measure| measure.kind).collect();
    assert!(kinds.len() >= 13, "{kinds:?}");
    assert!((18..=25).contains(&township.measures.len()), "{}", township.measures.len());
    let area = AreaPlane::new(township.plane);
    let area_of = |kind: MeasureKind| -> f64 {
        let of_kind = township.measures.iter().filter(|measure| measure.kind == kind);
        of_kind.flat_map(|measure| measure.shape.rings()).map(|(.., ring)| area.ring_m2(&ring)).sum()
    };
    assert!(area_of(MeasureKind::BasicFarmlandIn) > 1.05 * area_of(MeasureKind::BasicFarmlandOut));
    let built = area_of(MeasureKind::NewConstruction) + area_of(MeasureKind::Resettlement);
    assert!(area_of(MeasureKind::Reclaim) > built);
    assert!(area_of(MeasureKind::BoundaryRelease) >= area_of(MeasureKind::BoundaryExtension));
    for measure in &township.measures {
        assert!(!measure.reason.is_empty() && measure.year.is_some() && shape_problem(&measure.shape.0).is_none());
    }
}
