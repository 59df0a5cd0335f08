//! A zone against base layers: every figure is checked against another way to compute it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/mesh.rs"]
mod mesh;

use std::sync::Arc;

use geo::{Area, BooleanOps, Contains, MultiPolygon, Translate, Validation};
use mesh::{EAST_M, NORTH_M, Random, line, mesh_layer, mesh_rings, plane, polygon, star_ring};
use proptest::prelude::*;
use tianfang::base::{BaseLayer, LayerBuilder, LayerId, Role};
use tianfang::checks::{
    ConflictBase, Engine, LayersIndex, LiveZone, OverlapSet, Quantities, SetNoteKind, Severity, Subjects, TrimProblem,
    Uncounted, Unknown, standard_pack,
};
use tianfang::crs::{AreaPlane, planar_ring_m2};
use tianfang::design::{Scheme, SchemeId, Shape, Zone, ZoneId, ZoneKind};
use tianfang::geometry::overlay::{EdgeIndex, FillRule, Operation, general_overlay};
use tianfang::geometry::validity::{ShapeProblemKind, shape_problem};
use tianfang::geometry::{GeometryKind, Point, open_ring};

const PBF: Role = Role::PermanentBasicFarmland;
const SIDE: f64 = 1000.0;

fn center() -> Point {
    [EAST_M + SIDE / 2.0, NORTH_M + SIDE / 2.0]
}

fn at(x: f64, y: f64) -> Point {
    [EAST_M + x, NORTH_M + y]
}

fn square(x: f64, y: f64, side: f64) -> Vec<Point> {
    vec![at(x, y), at(x + side, y), at(x + side, y + side), at(x, y + side)]
}

fn one(ring: &[Point]) -> MultiPolygon<f64> {
    MultiPolygon(vec![polygon(ring)])
}

fn rings(shape: &MultiPolygon<f64>) -> Vec<Vec<Point>> {
    EdgeIndex::from_multi_polygon(shape).ring_points().map(<[Point]>::to_vec).collect()
}

/// Planar and ellipsoidal area of the overlap by the general overlay.
fn reference(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> (f64, f64) {
    let (a, b) = (rings(a), rings(b));
    let shape = general_overlay(
        a.iter().map(Vec::as_slice),
        b.iter().map(Vec::as_slice),
        Operation::Intersection,
        FillRule::EvenOdd,
    )
    .unwrap();
    let plane = AreaPlane::new(plane());
    let pieces = rings(&shape);
    (pieces.iter().map(|ring| planar_ring_m2(ring)).sum(), pieces.iter().map(|ring| plane.ring_m2(ring)).sum())
}

/// Shapes as a layer of a role.
fn layer_of(id: u32, role: Role, shapes: &[MultiPolygon<f64>]) -> Arc<BaseLayer> {
    let mut builder = LayerBuilder::new("layer", role, GeometryKind::Polygons);
    for shape in shapes {
        builder.shapes.multi_polygon(shape);
    }
    Arc::new(builder.build(LayerId(id), plane()))
}

fn base_of(shapes: &[MultiPolygon<f64>]) -> ConflictBase {
    ConflictBase::new(plane(), &[layer_of(1, PBF, shapes)])
}

fn mesh_shapes(n: usize) -> Vec<MultiPolygon<f64>> {
    mesh_rings(n, SIDE, 1).iter().map(|ring| one(ring)).collect()
}

/// Every parcel and the whole agree with the general overlay, and the pieces with both.
fn agrees_with_the_reference(shapes: &[MultiPolygon<f64>], zone: &MultiPolygon<f64>) {
    let layer = layer_of(1, PBF, shapes);
    let base = ConflictBase::new(plane(), std::slice::from_ref(&layer));
    let (report, mut pieces) = base.report_with_pieces(zone).unwrap();
    let pieces = pieces.remove(&PBF).unwrap_or_default();
    assert_eq!((&report, &pieces), (&base.report(zone).unwrap(), &base.pieces(zone, PBF)), "one answer, however asked");
    let mut planar_sum = 0.0;
    let mut features = 0;
    for feature in 0..layer.len() {
        let (planar, ellipsoidal) = reference(&layer.shapes.multi_polygon(feature), zone);
        planar_sum += planar;
        features += usize::from(ellipsoidal > 1e-3);
        let piece = pieces.iter().find(|piece| piece.feature == feature);
        let (ours, ours_ellipsoidal) = piece.map_or((0.0, 0.0), |piece| (piece.planar_m2, piece.area_m2));
        if piece.is_some() || planar > 1.1e-3 {
            assert!((ours - planar).abs() < 1e-6, "feature {feature}: {ours} against {planar}");
            assert!((ours_ellipsoidal - ellipsoidal).abs() < 1e-6, "feature {feature}");
        }
        if let Some(piece) = piece {
            let held: f64 = piece.shape.rings().map(planar_ring_m2).sum();
            assert!((held - planar).abs() < 1e-5, "feature {feature}: the rings hold {held}, not {planar}");
            assert_eq!(shape_problem(&piece.shape.multi_polygon()), None, "feature {feature}");
        }
    }
    let line = report.lines[0];
    assert!((line.planar_m2 - planar_sum).abs() <= 1e-9 * planar_sum + 1e-6, "{} against {planar_sum}", line.planar_m2);
    assert_eq!(line.features, features);
    let sum: f64 = pieces.iter().map(|piece| piece.area_m2).sum();
    // Features with less than 0.001 m² have no piece.
    assert!((sum - line.sum_m2).abs() <= 1e-9 * line.sum_m2 + 1e-3, "pieces {sum}, whole {}", line.sum_m2);
    let held: f64 = pieces.iter().flat_map(|piece| piece.shape.rings()).map(planar_ring_m2).sum();
    assert!((held - planar_sum).abs() <= 1e-9 * planar_sum + 1e-3, "rings {held}, whole {planar_sum}");
    assert_eq!(pieces.len(), features, "every feature that counts has a piece, and no other");
}

#[test]
fn random_zones_agree_with_the_general_overlay() {
    let shapes = mesh_shapes(12);
    for seed in 0..12 {
        let mut random = Random::new(seed);
        let middle = [center()[0] + random.between(-300.0, 300.0), center()[1] + random.between(-300.0, 300.0)];
        let radius = random.between(20.0, 450.0);
        let count = 3 + (random.next() % 60) as usize;
        let zone = one(&star_ring(middle, radius, count, &mut random));
        if shape_problem(&zone).is_none() {
            agrees_with_the_reference(&shapes, &zone);
        }
    }
}

#[test]
fn a_zone_of_four_long_edges_agrees() {
    let ring = vec![at(-50.0, 130.0), at(700.0, -20.0), at(1050.0, 800.0), at(200.0, 1033.0)];
    agrees_with_the_reference(&mesh_shapes(12), &one(&ring));
}

#[test]
fn a_clockwise_zone_has_the_same_figures() {
    let base = base_of(&mesh_shapes(8));
    let ring = star_ring(center(), 300.0, 40, &mut Random::new(5));
    let turned: Vec<Point> = ring.iter().rev().copied().collect();
    let (one_way, other_way) = (base.report(&one(&ring)).unwrap(), base.report(&one(&turned)).unwrap());
    assert!((one_way.lines[0].area_m2 - other_way.lines[0].area_m2).abs() < 1e-6);
    assert_eq!(one_way.lines[0].features, other_way.lines[0].features);
}

#[test]
fn areas_agree_with_the_overlay_of_geo() {
    // geo rounds to a grid of the operands' box / 2³⁰; near the origin that is below a micrometre here.
    let shapes = mesh_shapes(6);
    let zone = one(&star_ring(center(), 350.0, 50, &mut Random::new(3)));
    let line = base_of(&shapes).report(&zone).unwrap().lines[0];
    let near = |shape: &MultiPolygon<f64>| shape.translate(-EAST_M, -NORTH_M);
    let sum: f64 = shapes.iter().map(|shape| near(shape).intersection(&near(&zone)).unsigned_area()).sum();
    assert!((line.planar_m2 - sum).abs() < 1e-2, "{} against {sum}", line.planar_m2);
}

/// A zone whose outline is that of a block of parcels.
fn traced_zone(parcels: &[Vec<Point>]) -> MultiPolygon<f64> {
    general_overlay(parcels.iter().map(Vec::as_slice), std::iter::empty(), Operation::Subject, FillRule::NonZero)
        .unwrap()
}

#[test]
fn a_zone_traced_along_its_parcels_covers_them_and_no_others() {
    let n = 12;
    let parcels = mesh_rings(n, SIDE, 1);
    let inside: Vec<usize> = (0..n * n).filter(|at| (3..8).contains(&(at / n)) && (2..9).contains(&(at % n))).collect();
    let block: Vec<Vec<Point>> = inside.iter().map(|&parcel| parcels[parcel].clone()).collect();
    let zone = traced_zone(&block);
    let base = base_of(&parcels.iter().map(|ring| one(ring)).collect::<Vec<_>>());
    let report = base.report(&zone).unwrap();
    assert_eq!(report.lines[0].features, inside.len());
    let exact: f64 = block.iter().map(|ring| planar_ring_m2(ring)).sum();
    assert!((report.lines[0].planar_m2 - exact).abs() < 1e-7, "{} against {exact}", report.lines[0].planar_m2);
    assert!((report.lines[0].area_m2 - report.area_m2).abs() < 1e-7, "the land covered is the zone");
    assert_eq!(base.pieces(&zone, PBF).len(), inside.len());
    agrees_with_the_reference(&parcels.iter().map(|ring| one(ring)).collect::<Vec<_>>(), &zone);
}

#[test]
fn one_parcel_as_the_zone_covers_itself_alone() {
    let parcels = mesh_rings(8, SIDE, 1);
    let base = base_of(&parcels.iter().map(|ring| one(ring)).collect::<Vec<_>>());
    for parcel in &parcels {
        let line = base.report(&one(parcel)).unwrap().lines[0];
        assert_eq!(line.features, 1);
        assert!((line.planar_m2 - planar_ring_m2(parcel)).abs() < 1e-8);
    }
}

#[test]
fn zone_vertices_on_parcel_vertices_and_edges_are_nothing_special() {
    let parcels = mesh_rings(10, SIDE, 1);
    let corner = |column: usize, row: usize| parcels[column * 10 + row][0];
    let middle = |parcel: usize| {
        let (a, b) = (parcels[parcel][0], parcels[parcel][1]);
        [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])]
    };
    let ring = vec![corner(2, 2), corner(5, 1), middle(71), corner(8, 4), parcels[75][6], corner(7, 8), corner(3, 7)];
    let zone = one(&ring);
    assert_eq!(shape_problem(&zone), None);
    agrees_with_the_reference(&parcels.iter().map(|ring| one(ring)).collect::<Vec<_>>(), &zone);
}

#[test]
fn holes_and_parts_of_zones_and_features_count() {
    let holed = |x: f64| {
        geo::Polygon::new(
            line(&square(x, 100.0, 300.0)),
            vec![line(&square(x + 50.0, 150.0, 100.0)), line(&square(x + 180.0, 200.0, 90.0))],
        )
    };
    let shapes = vec![
        MultiPolygon(vec![holed(100.0), polygon(&square(170.0, 170.0, 40.0))]),
        MultiPolygon(vec![holed(500.0)]),
        one(&square(100.0, 500.0, 400.0)),
    ];
    let zone = MultiPolygon(vec![
        geo::Polygon::new(
            line(&[at(120.0, 120.0), at(700.0, 140.0), at(690.0, 600.0), at(130.0, 620.0)]),
            vec![line(&[at(200.0, 300.0), at(220.0, 560.0), at(600.0, 350.0), at(560.0, 250.0)])],
        ),
        polygon(&[at(760.0, 110.0), at(900.0, 350.0), at(720.0, 390.0)]),
    ]);
    assert_eq!(shape_problem(&zone), None);
    agrees_with_the_reference(&shapes, &zone);
}

#[test]
fn a_zone_inside_one_feature_and_a_feature_inside_the_zone() {
    let shapes = vec![one(&square(0.0, 0.0, 1000.0)), one(&square(2000.0, 0.0, 10.0))];
    agrees_with_the_reference(&shapes, &one(&square(400.0, 400.0, 50.0)));
    agrees_with_the_reference(&shapes, &one(&square(1900.0, -100.0, 300.0)));
    // The same outline, and shared corners only.
    agrees_with_the_reference(&shapes, &one(&square(0.0, 0.0, 1000.0)));
    assert_eq!(base_of(&shapes).report(&one(&square(1000.0, 1000.0, 50.0))).unwrap().lines[0].features, 0);
}

/// A ring of many vertices with deep bays.
fn large_ring(count: usize) -> Vec<Point> {
    (0..count)
        .map(|index| {
            let angle = std::f64::consts::TAU * index as f64 / count as f64;
            let radius = 380.0 + 60.0 * (23.0 * angle).sin() + 9.0 * (211.0 * angle).cos();
            [center()[0] + radius * angle.cos(), center()[1] + radius * angle.sin()]
        })
        .collect()
}

#[test]
fn a_feature_of_many_vertices_is_one_feature() {
    let shapes = vec![one(&large_ring(5000)), one(&square(5000.0, 5000.0, 10.0))];
    for seed in 0..4 {
        let mut random = Random::new(seed);
        let middle = at(random.between(100.0, 900.0), random.between(100.0, 900.0));
        let zone = one(&star_ring(middle, 200.0, 40, &mut random));
        let line = base_of(&shapes).report(&zone).unwrap().lines[0];
        let (planar, ellipsoidal) = reference(&shapes[0], &zone);
        assert!((line.planar_m2 - planar).abs() < 1e-6, "{} against {planar}", line.planar_m2);
        assert!((line.area_m2 - ellipsoidal).abs() < 1e-6);
        assert_eq!(line.features, 1);
        agrees_with_the_reference(&shapes, &zone);
    }
}

#[test]
fn land_under_several_features_of_a_role_counts_once() {
    let first = vec![one(&square(0.0, 0.0, 100.0)), one(&square(50.0, 0.0, 100.0)), one(&square(75.0, 0.0, 100.0))];
    let second = vec![one(&square(0.0, 50.0, 100.0)), one(&square(0.0, 0.0, 100.0))];
    let base = ConflictBase::new(plane(), &[layer_of(1, PBF, &first), layer_of(2, PBF, &second)]);
    let line = base.report(&one(&square(-10.0, -10.0, 400.0))).unwrap().lines[0];
    assert_eq!(line.features, 5);
    // Union: 175 × 100 and the upper half of the first square of the second layer.
    assert!((line.planar_m2 - (17_500.0 + 5_000.0)).abs() < 1e-6, "{}", line.planar_m2);
    assert!((line.sum_m2 - 50_000.0).abs() < 10.0);
    assert!(line.sum_m2 - line.area_m2 > 27_000.0);
    let half = base.report(&one(&square(-10.0, -10.0, 70.0))).unwrap().lines[0];
    assert!((half.planar_m2 - 3_600.0).abs() < 1e-6, "{}", half.planar_m2);
}

#[test]
fn large_features_that_overlap_count_once() {
    let shapes = vec![one(&large_ring(3000)), one(&square(300.0, 300.0, 600.0))];
    let zone = one(&star_ring(center(), 450.0, 30, &mut Random::new(8)));
    let line = base_of(&shapes).report(&zone).unwrap().lines[0];
    let both = general_overlay(
        rings(&shapes[0]).iter().map(Vec::as_slice),
        rings(&shapes[1]).iter().map(Vec::as_slice),
        Operation::Union,
        FillRule::NonZero,
    )
    .unwrap();
    let (planar, _) = reference(&both, &zone);
    assert!((line.planar_m2 - planar).abs() < 1e-5, "{} against {planar}", line.planar_m2);
}

#[test]
fn a_bow_tie_of_the_base_is_taken_by_the_even_odd_rule_and_noted() {
    let tie = vec![at(0.0, 0.0), at(100.0, 100.0), at(100.0, 0.0), at(0.0, 100.0)];
    // The same through a vertex at the crossing, and a part that lies on another.
    let knotted =
        vec![at(200.0, 0.0), at(250.0, 50.0), at(300.0, 0.0), at(300.0, 100.0), at(250.0, 50.0), at(200.0, 100.0)];
    let stacked = MultiPolygon(vec![polygon(&square(400.0, 0.0, 100.0)), polygon(&square(425.0, 25.0, 50.0))]);
    let layer = layer_of(7, PBF, &[one(&tie), one(&knotted), stacked]);
    let set = OverlapSet::new(plane(), &[layer]);
    let overlap = set.overlap(&one(&square(-50.0, -50.0, 800.0))).unwrap();
    assert!((overlap.planar_m2 - (5_000.0 + 5_000.0 + 7_500.0)).abs() < 1e-5, "{}", overlap.planar_m2);
    assert_eq!(overlap.features, 3);
    assert!(set.notes().len() >= 2, "{:?}", set.notes());
    let half = set.overlap(&one(&square(0.0, 0.0, 50.0))).unwrap();
    assert!((half.planar_m2 - 1_250.0).abs() < 1e-5, "{}", half.planar_m2);
}

#[test]
fn a_feature_that_nothing_can_tell_is_named_where_a_zone_may_reach_it() {
    // It crosses itself, and its far corners lie beyond any grid on which that could be mended.
    let far = 1e9;
    let tangled = one(&[at(0.0, 0.0), [far, far], [far, NORTH_M], at(0.0, 100.0)]);
    let layer = layer_of(7, PBF, &[one(&square(0.0, 0.0, 400.0)), tangled]);
    let feature = (0..2).find(|&feature| layer.source_ids[feature] == 2).unwrap();
    let set = OverlapSet::new(plane(), std::slice::from_ref(&layer));
    let notes: Vec<_> = set.notes().iter().map(|note| (note.kind, note.feature)).collect();
    assert_eq!(notes, [(SetNoteKind::Unreadable, feature)]);
    let base = ConflictBase::new(plane(), &[layer]);
    let mut live = LiveZone::new(base.clone(), one(&square(50.0, 50.0, 100.0)));
    assert_eq!(live.report().uncounted, [Uncounted { role: PBF, layer: LayerId(7), feature }]);
    assert_eq!(live.report().lines[0].features, 1);
    assert!((live.report().lines[0].planar_m2 - 10_000.0).abs() < 1e-6, "the other feature counts as ever");
    assert_eq!(base.pieces(live.shape(), PBF).len(), 1);
    live.move_vertex(0, 0, 0, at(20.0, 20.0));
    assert_eq!(live.report(), &base.report(live.shape()).unwrap());
    let away = base.report(&one(&square(-500.0, -500.0, 100.0))).unwrap();
    assert_eq!(away.uncounted, []);
}

#[test]
fn a_gate_stays_shut_while_land_of_a_control_line_is_uncounted() {
    let tangled = one(&[at(0.0, 0.0), [1e9, 1e9], [1e9, NORTH_M], at(0.0, 100.0)]);
    let judged = |role: Role| {
        let shape = Shape(one(&square(500.0, 0.0, 10.0)));
        let (id, name) = (ZoneId(1), "zone".to_owned());
        let zone = Zone { id, name, kind: ZoneKind::Unit, shape, goal: String::new(), note: String::new() };
        let mut scheme = Scheme::empty(SchemeId(1), "scheme".to_owned());
        scheme.zones.push(Arc::new(zone));
        let layers = [layer_of(1, role, std::slice::from_ref(&tangled))];
        let layers = LayersIndex::sharing(plane(), &layers, ConflictBase::new(plane(), &layers));
        let subjects = Subjects::of_scheme(&scheme);
        Engine::new().judge(standard_pack(), &subjects, &Quantities::new(), &layers)
    };
    let farmland = judged(PBF);
    assert!(farmland.unjudged.iter().any(|unjudged| matches!(unjudged.reason, Unknown::Uncounted(..))));
    assert!(!farmland.gate_is_open(), "what could be basic farmland is not nothing");
    let parcels = judged(Role::LandUse);
    assert!(parcels.gate_is_open(), "land use is no control line");
}

#[test]
fn invalid_zones_are_refused_with_the_place() {
    let base = base_of(&mesh_shapes(4));
    let problem = |zone: MultiPolygon<f64>| base.report(&zone).unwrap_err();
    let tie = problem(one(&[at(0.0, 0.0), at(100.0, 100.0), at(100.0, 0.0), at(0.0, 100.0)]));
    assert_eq!((tie.kind, tie.at), (ShapeProblemKind::SelfCrossing, at(50.0, 50.0)));
    assert_eq!(problem(MultiPolygon(vec![])).kind, ShapeProblemKind::Empty);
    assert_eq!(problem(one(&[at(0.0, 0.0), at(1.0, 1.0)])).kind, ShapeProblemKind::TooFewPoints);
    assert_eq!(problem(one(&[at(0.0, 0.0), at(1.0, 1.0), at(2.0, 2.0)])).kind, ShapeProblemKind::TooFewPoints);
    let spike = one(&[at(0.0, 0.0), at(100.0, 0.0), at(200.0, 0.0), at(100.0, 0.0), at(100.0, 50.0)]);
    assert!(matches!(problem(spike).kind, ShapeProblemKind::Spike | ShapeProblemKind::SelfTouching));
    let nan = one(&[at(0.0, 0.0), at(f64::NAN, 0.0), at(1.0, 1.0)]);
    assert_eq!(problem(nan).kind, ShapeProblemKind::NotFinite);
    let hole = |ring: &[Point]| MultiPolygon(vec![geo::Polygon::new(line(&square(0.0, 0.0, 100.0)), vec![line(ring)])]);
    assert_eq!(problem(hole(&square(200.0, 0.0, 10.0))).kind, ShapeProblemKind::HoleOutside);
    assert_eq!(problem(hole(&square(90.0, 10.0, 20.0))).kind, ShapeProblemKind::HoleOutside);
    assert_eq!(shape_problem(&hole(&square(10.0, 10.0, 20.0))), None);
    let parts = |x: f64| MultiPolygon(vec![polygon(&square(0.0, 0.0, 100.0)), polygon(&square(x, 0.0, 50.0))]);
    assert_eq!(problem(parts(70.0)).kind, ShapeProblemKind::PartsOverlap);
    assert_eq!(problem(parts(20.0)).kind, ShapeProblemKind::PartsOverlap);
    assert_eq!(problem(parts(100.0)).kind, ShapeProblemKind::PartsOverlap, "a shared edge");
    assert_eq!(shape_problem(&parts(101.0)), None);
}

#[test]
fn repeated_points_change_nothing() {
    let shapes = mesh_shapes(6);
    let ring = star_ring(center(), 300.0, 20, &mut Random::new(4));
    let doubled: Vec<Point> = ring.iter().flat_map(|&point| [point, point]).collect();
    let base = base_of(&shapes);
    let (plain, repeated) = (base.report(&one(&ring)).unwrap(), base.report(&one(&doubled)).unwrap());
    assert!((plain.lines[0].area_m2 - repeated.lines[0].area_m2).abs() < 1e-7);
}

#[test]
fn lines_come_gravest_first_and_land_use_by_class() {
    let mesh = mesh_layer(10, SIDE, Role::LandUse);
    let square_of = |id, role, x| layer_of(id, role, &[one(&square(x, 100.0, 200.0))]);
    let layers = [
        square_of(2, Role::UrbanDevelopmentBoundary, 500.0),
        square_of(3, PBF, 100.0),
        square_of(4, Role::EcologicalRedLine, 300.0),
        square_of(5, Role::Village, 0.0),
        mesh.clone(),
    ];
    let report = ConflictBase::new(plane(), &layers).report(&one(&square(200.0, 150.0, 300.0))).unwrap();
    let lines: Vec<_> = report.lines.iter().map(|line| (line.role, line.severity)).collect();
    assert_eq!(
        lines,
        [
            (Role::EcologicalRedLine, Severity::Forbidden),
            (PBF, Severity::Procedure),
            (Role::UrbanDevelopmentBoundary, Severity::Information),
        ]
    );
    assert!((report.lines[0].planar_m2 - 200.0 * 150.0).abs() < 1e-6);
    let classes: f64 = report.land_use.iter().map(|class| class.area_m2).sum();
    assert!((classes - report.area_m2).abs() < 1e-6, "the mesh tiles the zone");
    assert!(report.land_use.windows(2).all(|pair| pair[0].area_m2 >= pair[1].area_m2));
}

/// Three roles: a mesh, a large feature and overlapping squares.
fn mixed_base() -> ConflictBase {
    let squares: Vec<_> =
        (0..30).map(|index| one(&square(f64::from(index % 6) * 150.0, f64::from(index / 6) * 180.0, 190.0))).collect();
    ConflictBase::new(
        plane(),
        &[
            mesh_layer(14, SIDE, Role::LandUse),
            layer_of(2, PBF, &mesh_shapes(9)),
            layer_of(3, Role::EcologicalRedLine, &[one(&large_ring(2500))]),
            layer_of(4, Role::NatureReserve, &squares),
        ],
    )
}

fn live_equals_full(base: &ConflictBase, live: &mut LiveZone) {
    let Ok(full) = base.report(live.shape()) else {
        assert!(live.report().crossing.is_some(), "an invalid outline is told");
        return;
    };
    assert_eq!(live.report(), &full, "the live figures are those from nothing, to the last bit");
    for role in [PBF, Role::NatureReserve, Role::LandUse] {
        let pieces: Vec<_> = live.pieces(role).iter().map(|piece| (**piece).clone()).collect();
        assert_eq!(pieces, base.pieces(live.shape(), role));
    }
}

#[test]
fn a_drag_of_sixty_steps_stays_exactly_the_full_answer() {
    let base = mixed_base();
    let ring = star_ring(center(), 300.0, 40, &mut Random::new(11));
    let mut live = LiveZone::new(base.clone(), one(&ring));
    live.pieces(PBF);
    for step in 0..60 {
        let offset = f64::from(step) * 5.0;
        live.move_vertex(0, 0, 7, [ring[7][0] + offset, ring[7][1] + offset * 0.4]);
        live_equals_full(&base, &mut live);
    }
    // Through itself, and back again.
    for step in 0..40 {
        let offset = f64::from(step) * 20.0;
        live.move_vertex(0, 0, 20, [ring[20][0] + offset, ring[20][1] - offset]);
        live_equals_full(&base, &mut live);
    }
    live.move_vertex(0, 0, 20, ring[20]);
    assert_eq!(live.report().crossing, None);
    live_equals_full(&base, &mut live);
}

#[test]
fn a_drag_over_parcel_vertices_and_of_the_first_vertex_stays_exact() {
    let base = mixed_base();
    let parcels = mesh_rings(9, SIDE, 1);
    let ring = vec![parcels[10][0], parcels[60][0], parcels[70][4], parcels[17][8]];
    let mut live = LiveZone::new(base.clone(), one(&ring));
    for parcel in [0usize, 9, 11, 20, 1, 12, 10] {
        for vertex in [0, 4, 8, 3] {
            live.move_vertex(0, 0, 0, parcels[parcel][vertex]);
            live_equals_full(&base, &mut live);
        }
    }
}

#[test]
fn a_triangle_pulled_inside_out_is_answered_anew() {
    let base = mixed_base();
    let mut live = LiveZone::new(base.clone(), one(&[at(300.0, 300.0), at(700.0, 300.0), at(500.0, 700.0)]));
    live.move_vertex(0, 0, 2, at(500.0, 50.0));
    assert_eq!(live.report().crossing, None);
    live_equals_full(&base, &mut live);
    live.move_vertex(0, 0, 2, at(500.0, 650.0));
    live_equals_full(&base, &mut live);
}

#[test]
fn vertices_of_holes_and_parts_move_too() {
    let base = mixed_base();
    let zone = MultiPolygon(vec![
        geo::Polygon::new(line(&square(100.0, 100.0, 500.0)), vec![line(&square(200.0, 200.0, 200.0))]),
        polygon(&square(700.0, 700.0, 200.0)),
    ]);
    let mut live = LiveZone::new(base.clone(), zone);
    for step in 0..20 {
        let offset = f64::from(step) * 7.0;
        live.move_vertex(0, 1, 2, at(400.0 + offset, 400.0 + offset));
        live_equals_full(&base, &mut live);
        live.move_vertex(1, 0, 0, at(700.0 - offset, 700.0 + offset * 0.5));
        live_equals_full(&base, &mut live);
    }
    // The hole leaves the shell and comes back.
    live.move_vertex(0, 1, 2, at(900.0, 400.0));
    assert!(live.report().crossing.is_some());
    live.move_vertex(0, 1, 2, at(400.0, 410.0));
    assert_eq!(live.report().crossing, None);
    live_equals_full(&base, &mut live);
    // What does not exist does not move.
    let before = live.shape().clone();
    live.move_vertex(5, 0, 0, at(0.0, 0.0));
    live.move_vertex(0, 0, 99, at(0.0, 0.0));
    live.move_vertex(0, 0, 1, [f64::NAN, 0.0]);
    assert_eq!(live.shape(), &before);
}

#[test]
fn a_trimmed_zone_covers_nothing_of_the_role() {
    let squares: Vec<_> =
        mesh_rings(10, SIDE, 1).iter().enumerate().filter(|(at, _)| at % 3 == 0).map(|(_, ring)| one(ring)).collect();
    let base = ConflictBase::new(
        plane(),
        &[layer_of(1, PBF, &squares), layer_of(2, Role::EcologicalRedLine, &[one(&large_ring(3000))])],
    );
    for seed in 0..5 {
        let zone = one(&star_ring(center(), 430.0, 60, &mut Random::new(seed)));
        let before = base.report(&zone).unwrap();
        for (position, role) in [Role::EcologicalRedLine, PBF].into_iter().enumerate() {
            let trimmed = base.trim(&zone, role).unwrap();
            assert_eq!(shape_problem(&trimmed.shape), None);
            assert!(trimmed.shape.is_valid());
            let after = base.report(&trimmed.shape).unwrap();
            let left = after.lines[position].area_m2;
            assert!(left.abs() < 1e-5, "{left} m² are left");
            let gone = trimmed.area_before_m2 - trimmed.area_after_m2;
            assert!((gone - before.lines[position].area_m2).abs() < 1e-2, "{gone}");
        }
    }
}

#[test]
fn trimming_says_when_there_is_nothing_to_do_or_nothing_left() {
    let base = base_of(&[one(&square(0.0, 0.0, 500.0))]);
    let away = one(&square(600.0, 0.0, 50.0));
    assert_eq!(base.trim(&away, PBF), Err(TrimProblem::NothingToTrim { role: PBF }));
    let within = one(&square(100.0, 100.0, 50.0));
    assert_eq!(base.trim(&within, PBF), Err(TrimProblem::NothingLeft { role: PBF }));
    // A feature inside the zone leaves a hole.
    let holed = base.trim(&one(&square(-100.0, -100.0, 800.0)), PBF).unwrap();
    assert_eq!(holed.shape.0[0].interiors().len(), 1);
    assert!(holed.shape.contains(&geo::Point::from(at(-50.0, 50.0))));
}

#[test]
fn an_empty_base_answers_with_the_zone_alone() {
    let base = ConflictBase::new(plane(), &[]);
    let report = base.report(&one(&square(0.0, 0.0, 100.0))).unwrap();
    assert!(report.lines.is_empty() && report.land_use.is_empty());
    assert!((report.planar_m2 - 10_000.0).abs() < 1e-6);
    assert!((report.area_m2 - AreaPlane::new(plane()).ring_m2(&square(0.0, 0.0, 100.0))).abs() < 1e-6);
    assert_eq!(open_ring(&line(&square(0.0, 0.0, 1.0))).count(), 4);
}

/// A zone that follows parcels: a blob of them grown from one, holes filled or not as they come.
fn blob(parcels: &[Vec<Point>], n: usize, size: usize, random: &mut Random) -> MultiPolygon<f64> {
    let mut inside = vec![(n / 2, n / 2)];
    while inside.len() < size {
        let (column, row) = inside[(random.next() % inside.len() as u64) as usize];
        let next = match random.next() % 4 {
            0 => (column + 1, row),
            1 => (column, row + 1),
            2 => (column.wrapping_sub(1), row),
            _ => (column, row.wrapping_sub(1)),
        };
        if next.0 < n && next.1 < n && !inside.contains(&next) {
            inside.push(next);
        }
    }
    traced_zone(&inside.iter().map(|&(column, row)| parcels[column * n + row].clone()).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_any_zone_are_the_general_overlay_and_sum_to_the_figures(
        seed in 0u64..1_000_000,
        count in 3usize..50,
        radius in 10.0f64..450.0,
        snapped in 0.0f64..1.0,
    ) {
        let parcels = mesh_rings(10, SIDE, 1);
        let mut random = Random::new(seed);
        let mut ring = star_ring(center(), radius, count, &mut random);
        for point in &mut ring {
            if random.between(0.0, 1.0) < snapped {
                let distance = |other: &&Point| (other[0] - point[0]).hypot(other[1] - point[1]);
                *point = *parcels.iter().flatten().min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap();
            }
        }
        ring.dedup();
        let zone = one(&ring);
        prop_assume!(shape_problem(&zone).is_none());
        agrees_with_the_reference(&mesh_shapes(10), &zone);
    }

    #[test]
    fn pieces_of_any_zone_traced_along_parcels_are_those_parcels(
        seed in 0u64..1_000_000,
        size in 1usize..50,
        cut in any::<bool>(),
    ) {
        let parcels = mesh_rings(10, SIDE, 1);
        let mut random = Random::new(seed);
        let mut zone = blob(&parcels, 10, size, &mut random);
        if cut {
            // Traced on one side, straight across parcels on the other.
            let (blob, star) = (rings(&zone), star_ring(center(), 200.0, 12, &mut random));
            let cutter = std::iter::once(star.as_slice());
            let blob = blob.iter().map(Vec::as_slice);
            zone = general_overlay(blob, cutter, Operation::Difference, FillRule::EvenOdd).unwrap();
        }
        prop_assume!(shape_problem(&zone).is_none());
        agrees_with_the_reference(&mesh_shapes(10), &zone);
        if !cut {
            prop_assert_eq!(base_of(&mesh_shapes(10)).report(&zone).unwrap().lines[0].features, size);
        }
    }
}

#[test]
fn a_vertex_dragged_beside_two_that_lie_on_one_place_is_no_crossing() {
    let base = base_of(&mesh_shapes(9));
    let ring = star_ring(center(), 280.0, 30, &mut Random::new(1));
    let mut live = LiveZone::new(base.clone(), one(&ring));
    live.move_vertex(0, 0, 5, ring[6]);
    for step in 0..3 {
        live.move_vertex(0, 0, 4, [ring[4][0] + f64::from(step), ring[4][1]]);
        assert_eq!(live.report(), &base.report(live.shape()).unwrap());
    }
    // Two vertices away, too.
    live.move_vertex(0, 0, 3, ring[3]);
    assert_eq!(live.report(), &base.report(live.shape()).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_drag_of_any_vertex_stays_exactly_the_full_answer(
        seed in 0u64..1000,
        moves in prop::collection::vec((0usize..30, -60.0f64..60.0, -60.0f64..60.0, any::<bool>()), 1..12),
    ) {
        let parcels = mesh_rings(9, SIDE, 1);
        let base = base_of(&parcels.iter().map(|ring| one(ring)).collect::<Vec<_>>());
        let ring = star_ring(center(), 280.0, 30, &mut Random::new(seed));
        let mut live = LiveZone::new(base.clone(), one(&ring));
        for (vertex, dx, dy, snapped) in moves {
            let mut to = [ring[vertex][0] + dx, ring[vertex][1] + dy];
            if snapped {
                let distance = |point: &&Point| (point[0] - to[0]).hypot(point[1] - to[1]);
                let nearest = parcels.iter().flatten().min_by(|a, b| distance(a).total_cmp(&distance(b)));
                to = *nearest.unwrap();
            }
            live.move_vertex(0, 0, vertex, to);
            if let Ok(full) = base.report(live.shape()) {
                prop_assert_eq!(live.report(), &full);
            } else {
                prop_assert!(live.report().crossing.is_some());
            }
        }
    }
}
