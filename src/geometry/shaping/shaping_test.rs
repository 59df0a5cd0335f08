//! Shapes made out of shapes, by hand and at random.

use geo::{Area, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::*;
use crate::crs::{AreaPlane, GaussKruger};
use crate::geometry::Point;
use crate::geometry::overlay::{EdgeIndex, closed_line};

const EAST: f64 = 500_000.0;
const NORTH: f64 = 3_320_000.0;

fn place(at: Point) -> Point {
    [EAST + at[0], NORTH + at[1]]
}

fn places(line: &[Point]) -> Vec<Point> {
    line.iter().map(|&at| place(at)).collect()
}

fn ring(points: &[Point]) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(closed_line(&places(points)), Vec::new())])
}

fn square() -> MultiPolygon<f64> {
    ring(&[[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]])
}

/// A shape like a U, open to the north.
fn fork() -> MultiPolygon<f64> {
    ring(&[[0.0, 0.0], [90.0, 0.0], [90.0, 90.0], [60.0, 90.0], [60.0, 30.0], [30.0, 30.0], [30.0, 90.0], [0.0, 90.0]])
}

fn area(shape: &MultiPolygon<f64>) -> f64 {
    shape.unsigned_area()
}

#[track_caller]
fn about(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-4, "{found}, not {expected}");
}

#[test]
fn the_part_to_the_left_of_the_line_is_kept_and_the_others_follow_along_it() {
    // Northward: the west is to the left.
    let cut = split(&square(), &places(&[[30.0, -10.0], [30.0, 110.0]])).unwrap();
    about(area(&cut.left), 3_000.0);
    assert_eq!(cut.others.len(), 1);
    about(area(&cut.others[0]), 7_000.0);
    // Southward: the east is.
    about(area(&split(&square(), &places(&[[30.0, 110.0], [30.0, -10.0]])).unwrap().left), 7_000.0);
    // Eastward across both arms of the fork: two arms to the left, of which the larger, the first of equals or not, keeps the name.
    let cut = split(&fork(), &places(&[[-10.0, 60.0], [45.0, 60.0], [45.0, 70.0], [100.0, 70.0]])).unwrap();
    about(area(&cut.left), 900.0);
    assert_eq!(cut.others.iter().map(|part| area(part).round()).collect::<Vec<_>>(), [4_800.0, 600.0]);
}

#[test]
fn a_line_that_stops_inside_divides_nothing_and_says_where() {
    let end = place([50.0, 50.0]);
    let stops = split(&square(), &places(&[[50.0, -10.0], [50.0, 50.0]]));
    assert_eq!(stops, Err(ShapingProblem::NotDivided { at: end }));
    assert!(matches!(split(&square(), &places(&[[200.0, 0.0], [300.0, 0.0]])), Err(ShapingProblem::NotDivided { .. })));
    assert_eq!(split(&square(), &places(&[[5.0, 5.0], [5.0, 5.0]])), Err(ShapingProblem::LineTooShort));
}

#[test]
fn parts_that_the_line_does_not_reach_stay_with_the_name() {
    let far = ring(&[[200.0, 0.0], [210.0, 0.0], [210.0, 10.0], [200.0, 10.0]]);
    let both = MultiPolygon(square().into_iter().chain(far).collect());
    let cut = split(&both, &places(&[[50.0, -10.0], [50.0, 110.0]])).unwrap();
    assert_eq!((cut.left.0.len(), cut.others.len()), (2, 1));
    about(area(&cut.left), 5_100.0);
}

#[test]
fn a_part_has_the_area_asked_for_whatever_the_bearing() {
    let plane = AreaPlane::new(GaussKruger::from_epsg(4549).unwrap());
    let ellipsoidal = |shape: &MultiPolygon<f64>| EdgeIndex::from_multi_polygon(shape).area(&plane).ellipsoidal_m2();
    let whole = ellipsoidal(&fork());
    for bearing in [0.0, 35.0, 90.0, 222.5, 359.0] {
        let [part, rest] = split_to_area(&fork(), 2_000.0, bearing, &plane).unwrap();
        assert!((ellipsoidal(&part) - 2_000.0).abs() < 1e-3, "{bearing}: {}", ellipsoidal(&part));
        assert!((ellipsoidal(&part) + ellipsoidal(&rest) - whole).abs() < 1e-6);
    }
    // On bearing 0 the left is the west.
    let [part, _] = split_to_area(&square(), 2_500.0, 0.0, &plane).unwrap();
    let east = part.0[0].exterior().coords().map(|at| at.x).fold(f64::NEG_INFINITY, f64::max);
    assert!((east - EAST - 25.0).abs() < 1e-3, "{east}");
    let refused = split_to_area(&square(), 10_001.0, 0.0, &plane);
    assert!(matches!(refused, Err(ShapingProblem::AreaOutOfRange { .. })));
}

#[test]
fn an_outline_is_redrawn_outward_and_inward_and_so_is_that_of_a_hole() {
    let out = redrawn(&square(), &places(&[[20.0, 95.0], [20.0, 130.0], [80.0, 130.0], [80.0, 95.0]])).unwrap();
    about(area(&out), 10_000.0 + 60.0 * 30.0);
    let inward = redrawn(&square(), &places(&[[20.0, 105.0], [20.0, 70.0], [80.0, 70.0], [80.0, 105.0]])).unwrap();
    about(area(&inward), 10_000.0 - 60.0 * 30.0);
    let with = with_hole(&square(), &places(&[[40.0, 40.0], [60.0, 40.0], [60.0, 60.0], [40.0, 60.0]])).unwrap();
    // The line meets the hole first, and alone.
    let wider = redrawn(&with, &places(&[[45.0, 55.0], [45.0, 70.0], [55.0, 70.0], [55.0, 55.0]])).unwrap();
    about(area(&wider), 10_000.0 - 400.0 - 100.0);
    assert!(matches!(
        redrawn(&square(), &places(&[[50.0, 50.0], [50.0, 150.0]])),
        Err(ShapingProblem::NotMetTwice { .. })
    ));
}

#[test]
fn a_broken_outline_runs_straight_and_loses_the_shorter_way() {
    let cut = broken_open(&square(), place([100.0, 60.0]), place([60.0, 100.0])).unwrap();
    about(area(&cut), 10_000.0 - 800.0);
}

#[test]
fn holes_are_cut_within_filled_and_refused_beyond() {
    let hole = places(&[[40.0, 40.0], [60.0, 40.0], [60.0, 60.0], [40.0, 60.0]]);
    let with = with_hole(&square(), &hole).unwrap();
    about(area(&with), 9_600.0);
    assert_eq!(without_holes(&with).map(|filled| area(&filled).round()), Ok(10_000.0));
    assert_eq!(without_holes(&square()), Err(ShapingProblem::NoHole));
    let beyond = places(&[[90.0, 40.0], [120.0, 40.0], [120.0, 60.0], [90.0, 60.0]]);
    assert!(matches!(with_hole(&square(), &beyond), Err(ShapingProblem::HoleOutside { .. })));
    assert!(matches!(with_hole(&with, &hole), Err(ShapingProblem::HoleOutside { .. })));
}

#[test]
fn offsets_turns_and_tolerances_do_what_they_say() {
    about(area(&offset(&square(), 5.0).unwrap()).round(), 12_100.0);
    about(area(&offset(&square(), -5.0).unwrap()).round(), 8_100.0);
    assert_eq!(offset(&square(), -60.0), Err(ShapingProblem::NothingLeft));
    assert_eq!(offset(&square(), f64::NAN), Err(ShapingProblem::BadFigure));
    let long = ring(&[[0.0, 0.0], [100.0, 0.0], [100.0, 20.0], [0.0, 20.0]]);
    let upright = turned(&long, 90.0).unwrap();
    let bounds = EdgeIndex::from_multi_polygon(&upright).bounds();
    about(bounds.width_m(), 20.0);
    about(bounds.height_m(), 100.0);
    let rough = ring(&[[0.0, 0.0], [50.0, 0.3], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]]);
    let smooth = simplified(&rough, 0.5).unwrap();
    assert_eq!(smooth.0[0].exterior().0.len(), 5);
    assert_eq!(simplified(&rough, 0.0), Err(ShapingProblem::BadFigure));
}

fn star() -> impl Strategy<Value = MultiPolygon<f64>> {
    prop::collection::vec(20.0f64..100.0, 5..24).prop_map(|reaches| {
        let count = reaches.len() as f64;
        let corner = |(index, reach): (usize, f64)| {
            let turn = std::f64::consts::TAU * index as f64 / count;
            [reach * turn.cos(), reach * turn.sin()]
        };
        ring(&reaches.into_iter().enumerate().map(corner).collect::<Vec<_>>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever line crosses a shape: the parts are valid, do not overlap, and are all of it.
    #[test]
    fn parts_are_all_of_the_shape(shape in star(), from in -3.0f64..3.0, to in -3.0f64..3.0, bend in -40.0f64..40.0) {
        let far = |turn: f64| [150.0 * turn.cos(), 150.0 * turn.sin()];
        let line = places(&[far(from), [bend, -bend / 2.0], far(to)]);
        if let Ok(cut) = split(&shape, &line) {
            let parts: Vec<&MultiPolygon<f64>> = std::iter::once(&cut.left).chain(&cut.others).collect();
            let sum: f64 = parts.iter().map(|part| area(part)).sum();
            prop_assert!((sum - area(&shape)).abs() < 1e-6, "{} of {}", sum, area(&shape));
            let whole = joined(&parts).unwrap();
            prop_assert!((area(&whole) - area(&shape)).abs() < 1e-6);
        }
    }

    /// An area asked for is met, and nothing is lost.
    #[test]
    fn any_area_is_met(shape in star(), share in 0.01f64..0.99, bearing in 0.0f64..360.0) {
        let plane = AreaPlane::new(GaussKruger::from_epsg(4549).unwrap());
        let ellipsoidal = |shape: &MultiPolygon<f64>| EdgeIndex::from_multi_polygon(shape).area(&plane).ellipsoidal_m2();
        let wanted = share * ellipsoidal(&shape);
        let [part, rest] = split_to_area(&shape, wanted, bearing, &plane).unwrap();
        prop_assert!((ellipsoidal(&part) - wanted).abs() < 1e-3);
        prop_assert!((ellipsoidal(&part) + ellipsoidal(&rest) - ellipsoidal(&shape)).abs() < 1e-6);
    }
}
