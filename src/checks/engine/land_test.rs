//! The land behind a verdict: patches, slivers and what they come from; rules about measures among themselves.

use std::sync::Arc;

use geo::MultiPolygon;

use super::fixture::*;
use super::{Patch, Unknown};
use crate::base::{BaseLayer, LayerId, Role};
use crate::checks::SliverCause;
use crate::design::{Measure, MeasureId, MeasureKind, Scheme};

fn with(measures: impl IntoIterator<Item = Arc<Measure>>) -> Scheme {
    let mut scheme = scheme();
    scheme.measures.extend(measures);
    scheme
}

fn boundary(name: &str, code: &str) -> Arc<BaseLayer> {
    let zone = vec![(rectangle(0.0, 0.0, 400.0, 400.0), vec![name, code])];
    Arc::new(layer_of(5, Role::UrbanDevelopmentBoundary, &["GHFQMC", "GHFQDM"], zone))
}

fn with_boundary() -> Vec<Arc<BaseLayer>> {
    let mut layers = layers();
    layers.push(boundary("城镇集中建设区", "010"));
    layers.push(layer(6, Role::PlannedLandUse, "YDYHFLMC", vec![(rectangle(700.0, 700.0, 50.0, 50.0), "村庄建设")]));
    layers
}

#[test]
fn land_outside_names_its_parcels() {
    let scheme = with([measure(1, MeasureKind::NewConstruction, rectangle(350.0, 110.0, 100.0, 20.0))]);
    let judgement = judged_over(&scheme, &with_boundary());
    let outside = &verdict(&judgement, "ZJG-05/measure-1/urban_development_boundary").finding;
    about(Some(outside.figure), 50.0 * 20.0 * 0.0015);
    assert!(matches!(outside.patches[..], [Patch::Feature(LayerId(1), _)]), "{:?}", outside.patches);
    assert!(outside.slivers.is_empty());
}

#[test]
fn land_that_changes_names_its_parcels() {
    let scheme = with([measure(1, MeasureKind::NewConstruction, rectangle(0.0, 0.0, 600.0, 100.0))]);
    let judgement = judged(&scheme);
    let change = &verdict(&judgement, "TRN-05/measure-1/itself").finding;
    assert_eq!((change.patches.len(), change.features), (4, 4));
}

#[test]
fn a_measure_that_follows_the_boundary_from_outside_leaves_a_sliver_of_a_shared_edge() {
    let scheme = with([measure(1, MeasureKind::NewConstruction, rectangle(300.0, 100.0, 100.1, 200.0))]);
    let judgement = judged_over(&scheme, &with_boundary());
    let slivers = &verdict(&judgement, "ZJG-05/measure-1/urban_development_boundary").finding.slivers;
    assert_eq!(slivers.len(), 1);
    assert_eq!((slivers[0].cause, slivers[0].patch), (SliverCause::SharedEdge, Some(Patch::Feature(LayerId(5), 0))));
}

#[test]
fn neighbours_digitised_twice_leave_a_sliver_of_a_shared_edge() {
    let scheme = with([
        measure(1, MeasureKind::Reclaim, rectangle(0.0, 0.0, 100.1, 100.0)),
        measure(2, MeasureKind::NewConstruction, rectangle(100.0, 0.0, 100.0, 100.0)),
    ]);
    let judgement = judged(&scheme);
    let slivers = &verdict(&judgement, "LED-01/measure-2/measures").finding.slivers;
    assert_eq!(slivers.len(), 1);
    let (cause, patch) = (slivers[0].cause, slivers[0].patch);
    assert_eq!((cause, patch), (SliverCause::SharedEdge, Some(Patch::Measure(MeasureId(1)))));
}

#[test]
fn a_measure_that_is_thin_itself_follows_no_boundary() {
    let scheme = with([measure(1, MeasureKind::NewConstruction, rectangle(0.0, 50.0, 200.0, 0.1))]);
    let judgement = judged(&scheme);
    let slivers = &verdict(&judgement, "PBF-01/measure-1/permanent_basic_farmland").finding.slivers;
    // One on each of the two parcels.
    assert_eq!(slivers.iter().map(|sliver| sliver.cause).collect::<Vec<_>>(), [SliverCause::Thin; 2]);
}

#[test]
fn features_of_a_layer_have_their_slivers_explained() {
    let mut layers = layers();
    // Basic farmland that was traced 0.1 m over the edge of the built parcel in the south: x from 400 to 500 in row 2.
    let strip = vec![(rectangle(300.0, 200.0, 100.0, 100.0), "1"), (rectangle(500.0, 100.0, 50.0, 100.1), "2")];
    layers[1] = layer(2, Role::PermanentBasicFarmland, "YJJBNTTBBH", strip);
    layers[0] = layer(
        1,
        Role::LandUse,
        "DLBM",
        vec![(rectangle(500.0, 0.0, 50.0, 200.0), "0101"), (rectangle(480.0, 200.0, 120.0, 100.0), "0702")],
    );
    let judgement = judged_over(&scheme(), &layers);
    let finding = &verdict(&judgement, "PBF-15/layer-permanent_basic_farmland/land_use").finding;
    assert_eq!((finding.patches.len(), finding.slivers.len()), (1, 1));
    assert_eq!(finding.slivers[0].cause, SliverCause::SharedEdge);
    assert_eq!(finding.slivers[0].patch, Some(finding.patches[0]));
}

#[test]
fn what_is_built_without_its_demolition_is_on_credit() {
    let paired = |id, kind, x, pair| {
        let measure = measure(id, kind, rectangle(x, 310.0, 50.0, 50.0));
        Arc::new(Measure { pair, ..(*measure).clone() })
    };
    let pair = "ZJG-PAIR/measure-1/pair";
    let mut scheme =
        with([paired(1, MeasureKind::NewConstruction, 0.0, Some(1)), paired(2, MeasureKind::Reclaim, 600.0, Some(1))]);
    assert_eq!(figure(&judged(&scheme), pair), None);
    scheme.measures.remove(1);
    about(figure(&judged(&scheme), pair), 3.75);
    assert!(!verdict(&judged(&scheme), pair).finding.patches.is_empty());
    scheme.measures.push(paired(3, MeasureKind::Reclaim, 600.0, Some(2)));
    about(figure(&judged(&scheme), pair), 3.75);
    scheme.measures[0] = paired(1, MeasureKind::NewConstruction, 0.0, None);
    about(figure(&judged(&scheme), pair), 3.75);
}

#[test]
fn homesteads_are_measured_by_household() {
    let resettled = |households| {
        let measure = measure(1, MeasureKind::Resettlement, rectangle(0.0, 0.0, 100.0, 100.0));
        with([Arc::new(Measure { quantity: households, ..(*measure).clone() })])
    };
    about(figure(&judged(&resettled(Some(50.0))), "ZJG-10/measure-1/itself"), 200.0);
    assert_eq!(figure(&judged(&resettled(Some(100.0))), "ZJG-10/measure-1/itself"), None);
    let judgement = judged(&resettled(None));
    let unjudged = judgement.unjudged.iter().find(|unjudged| unjudged.rule.id == "ZJG-10").unwrap();
    assert_eq!(unjudged.reason, Unknown::NoHouseholds);
}

#[test]
fn a_green_strip_is_as_wide_as_it_reaches_from_the_road() {
    let road = vec![(rectangle(0.0, 0.0, 500.0, 20.0), "1003"), (rectangle(0.0, 20.0, 500.0, 300.0), "0101")];
    let strip = |width| {
        let scheme = with([measure(1, MeasureKind::FarmlandToForest, rectangle(100.0, 20.0, 300.0, width))]);
        let judgement = judged_over(&scheme, &[layer(1, Role::LandUse, "DLBM", road.clone())]);
        figure(&judgement, "FRM-12/measure-1/land_use")
    };
    assert_eq!((strip(4.0), strip(200.0)), (None, None));
    about(strip(12.0), 12.0);
}

#[test]
fn small_and_narrow_features_of_a_layer_are_told() {
    let farmland = vec![
        (rectangle(0.0, 0.0, 50.0, 50.0), "1"),
        (rectangle(100.0, 0.0, 100.0, 100.0), "2"),
        (rectangle(300.0, 0.0, 30.0, 30.0), "3"),
    ];
    let boundary = vec![(rectangle(0.0, 0.0, 900.0, 400.0), "1"), (rectangle(0.0, 500.0, 9.0, 400.0), "2")];
    let judgement = judged_over(
        &scheme(),
        &[
            layer(2, Role::PermanentBasicFarmland, "YJJBNTTBBH", farmland),
            layer(5, Role::UrbanDevelopmentBoundary, "BSM", boundary),
        ],
    );
    let small = &verdict(&judgement, "PBF-14-SMALL/layer-permanent_basic_farmland/itself").finding;
    about(Some(small.figure), (2_500.0 + 900.0) * 0.0015);
    assert_eq!(small.patches.len(), 2);
    let id = "UDB-07-STRIPS/layer-urban_development_boundary/itself";
    about(figure(&judgement, id), 9.0 * 400.0 * 0.0015);
}

#[test]
fn holes_are_those_of_the_boundary_as_a_whole() {
    let around = |x: f64| {
        let hole = rectangle(x + 100.0, 100.0, 100.0, 100.0).0.remove(0).into_inner().0;
        let mut shell = rectangle(x, 0.0, 300.0, 300.0);
        shell.0[0].interiors_push(hole);
        shell
    };
    let found = |boundary: Vec<(MultiPolygon<f64>, &str)>| {
        let judgement = judged_over(&scheme(), &[layer(5, Role::UrbanDevelopmentBoundary, "BSM", boundary)]);
        let id = "UDB-07-HOLES/layer-urban_development_boundary/holes";
        judgement.verdicts.into_iter().find(|verdict| verdict.id == id).map(|verdict| verdict.finding)
    };
    // One hole is filled half by another feature, and one all of it; two features enclose a third.
    let half = vec![(around(0.0), "1"), (rectangle(100.0, 100.0, 50.0, 100.0), "2"), (around(1_000.0), "3")];
    let half = found(half).unwrap();
    about(Some(half.figure), 15_000.0 * 0.0015);
    assert_eq!((half.holds, half.features, half.patches.len()), (false, 2, 3));
    assert_eq!(found(vec![(around(0.0), "1"), (rectangle(100.0, 100.0, 100.0, 100.0), "2")]), None);
    let between = vec![
        (rectangle(0.0, 0.0, 300.0, 100.0), "1"),
        (rectangle(0.0, 200.0, 300.0, 100.0), "2"),
        (rectangle(0.0, 100.0, 100.0, 100.0), "3"),
        (rectangle(200.0, 100.0, 100.0, 100.0), "4"),
    ];
    about(found(between).map(|finding| finding.figure), 15.0);
}

#[test]
fn a_code_is_read_where_the_name_is_missing() {
    let scheme = with([measure(1, MeasureKind::NewConstruction, rectangle(100.0, 100.0, 100.0, 100.0))]);
    let special = |zone: Arc<BaseLayer>| {
        let mut layers = layers();
        layers.push(zone);
        figure(&judged_over(&scheme, &layers), "UDB-05/measure-1/urban_development_boundary")
    };
    about(special(boundary("特别用途区", "030")), 15.0);
    about(special(boundary("", "030")), 15.0);
    assert_eq!(special(boundary("", "010")), None);
    let codes = layer(5, Role::UrbanDevelopmentBoundary, "GHFQDM", vec![(rectangle(0.0, 0.0, 400.0, 400.0), "030")]);
    about(special(codes), 15.0);
}
