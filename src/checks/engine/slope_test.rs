//! Slopes by the slope layer, and where there is none by the level that the survey states of a parcel.

use std::sync::Arc;

use geo::MultiPolygon;

use super::Unknown;
use super::fixture::*;
use crate::base::{BaseLayer, Role};
use crate::design::{MeasureKind, Scheme};

/// Two parcels of dry land side by side, of a slope level each; none where it is empty.
fn surveyed(west: &str, east: &str) -> Arc<BaseLayer> {
    let parcels = vec![
        (rectangle(0.0, 0.0, 100.0, 100.0), vec!["0103", west]),
        (rectangle(100.0, 0.0, 100.0, 100.0), vec!["0103", east]),
    ];
    Arc::new(layer_of(1, Role::LandUse, &["DLBM", "GDPDJB"], parcels))
}

fn moved_in(shape: MultiPolygon<f64>) -> Scheme {
    let mut scheme = scheme();
    scheme.measures.push(measure(1, MeasureKind::BasicFarmlandIn, shape));
    scheme
}

const STEEP: &str = "PBF-09/measure-1/slope";
const STEEPISH: &str = "PBF-09-15/measure-1/slope";

#[test]
fn without_a_slope_layer_the_level_of_the_parcel_counts() {
    let scheme = moved_in(rectangle(50.0, 0.0, 100.0, 100.0));
    let judgement = judged_over(&scheme, &[surveyed("5", "4")]);
    about(figure(&judgement, STEEP), 7.5);
    about(figure(&judgement, STEEPISH), 7.5);
    assert_eq!(verdict(&judgement, STEEP).finding.patches.len(), 1);
    let gentle = judged_over(&scheme, &[surveyed("1", "02")]);
    assert_eq!((figure(&gentle, STEEP), figure(&gentle, STEEPISH)), (None, None));
    assert!(gentle.unjudged.iter().all(|unjudged| unjudged.rule.id != "PBF-09"));
}

#[test]
fn land_of_an_unknown_slope_is_not_taken_for_gentle() {
    let scheme = moved_in(rectangle(50.0, 0.0, 100.0, 100.0));
    let judgement = judged_over(&scheme, &[surveyed("1", "")]);
    let unjudged = judgement.unjudged.iter().find(|unjudged| unjudged.rule.id == "PBF-09").unwrap();
    assert_eq!(unjudged.reason, Unknown::NoSlope);
    // What is steep is told all the same.
    about(figure(&judged_over(&scheme, &[surveyed("5", "")]), STEEP), 7.5);
}

#[test]
fn the_slope_layer_is_asked_first_and_the_survey_beside_it() {
    let slopes = layer(2, Role::Slope, "PDJB", vec![(rectangle(0.0, 0.0, 150.0, 50.0), "2")]);
    let scheme = moved_in(rectangle(50.0, 0.0, 100.0, 100.0));
    let judgement = judged_over(&scheme, &[surveyed("5", "5"), slopes]);
    about(figure(&judgement, STEEP), 7.5);
}

#[test]
fn features_of_a_layer_are_held_against_the_survey_too() {
    let farmland = layer(2, Role::PermanentBasicFarmland, "YJJBNTTBBH", vec![(rectangle(0.0, 0.0, 200.0, 50.0), "1")]);
    let judgement = judged_over(&scheme(), &[surveyed("5", "1"), farmland]);
    about(figure(&judgement, "PBF-14/layer-permanent_basic_farmland/slope"), 7.5);
}
