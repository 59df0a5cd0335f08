//! What a quick fix takes off, and what it leaves.

use super::fixture::*;
use super::{Engine, LayersIndex, Subjects};
use crate::checks::trim::{TrimProblem, Trimmed};
use crate::checks::verdict::Judgement;
use crate::checks::{FixKind, Quantities};
use crate::design::{MeasureKind, Scheme};

/// Judges a scheme and trims the subject of a verdict.
fn fixed(scheme: &Scheme, id: &str) -> Result<Trimmed, TrimProblem> {
    let (mut engine, index) = (Engine::new(), LayersIndex::new(plane(), &layers()));
    let judgement = judge(&mut engine, scheme, &Quantities::new(), &index);
    engine.trimmed(verdict(&judgement, id), &Subjects::of_scheme(scheme), &index)
}

/// Takes off as much as the verdict finds, and the verdict is gone.
fn takes_off(mut scheme: Scheme, id: &str, expected_m2: f64) -> Judgement {
    about(figure(&judged(&scheme), id).map(|mu| mu / 0.0015), expected_m2);
    let trimmed = fixed(&scheme, id).unwrap();
    let taken_m2 = trimmed.area_before_m2 - trimmed.area_after_m2;
    assert!((taken_m2 - expected_m2).abs() < 0.01, "{taken_m2} m² and not {expected_m2}");
    scheme.measures[0] = measure(1, scheme.measures[0].kind, trimmed.shape);
    let judgement = judged(&scheme);
    assert_eq!(figure(&judgement, id), None);
    judgement
}

#[test]
fn land_that_is_moved_out_already_stays() {
    let mut scheme = scheme();
    scheme.measures.push(measure(1, MeasureKind::NewConstruction, rectangle(0.0, 0.0, 100.0, 100.0)));
    scheme.measures.push(measure(2, MeasureKind::BasicFarmlandOut, rectangle(-10.0, 20.0, 60.0, 45.0)));
    takes_off(scheme, "PBF-01/measure-1/permanent_basic_farmland", 10_000.0 - 50.0 * 45.0);
}

#[test]
fn land_that_will_be_farmland_stays() {
    let mut scheme = scheme();
    // One parcel of 0101, one of 0301.
    scheme.measures.push(measure(1, MeasureKind::BasicFarmlandIn, rectangle(0.0, 0.0, 200.0, 100.0)));
    scheme.measures.push(measure(2, MeasureKind::ForestToFarmland, rectangle(100.0, 0.0, 100.0, 60.0)));
    takes_off(scheme, "PBF-10/measure-1/itself", 4_000.0);
}

#[test]
fn of_what_changes_only_the_steep_part_is_taken_off() {
    let mut scheme = scheme();
    // Above 700 m it is steep; of the last row four parcels are neither farmland nor forest.
    scheme.measures.push(measure(1, MeasureKind::NewFarmland, rectangle(0.0, 650.0, 800.0, 100.0)));
    takes_off(scheme, "FRM-06/measure-1/slope", 4.0 * 100.0 * 50.0);
}

#[test]
fn where_a_trim_leaves_nothing_the_next_fix_is_on_offer() {
    let mut scheme = scheme();
    scheme.measures.push(measure(1, MeasureKind::NewConstruction, rectangle(0.0, 0.0, 100.0, 100.0)));
    let id = "PBF-01/measure-1/permanent_basic_farmland";
    assert!(matches!(fixed(&scheme, id), Err(TrimProblem::NothingLeft { .. })));
    assert_eq!(verdict(&judged(&scheme), id).fixes(), [FixKind::Trim, FixKind::Exclude]);
}
