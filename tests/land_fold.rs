//! The fold as a law: pieces of a parcel are the parcel, the matrix closes, and an edit gives the land from nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/mesh.rs"]
mod mesh;

use std::sync::Arc;

use geo::{MultiPolygon, Polygon};
use mesh::{EAST_M, NORTH_M, Random, mesh_layer, mesh_rings, plane, polygon, star_ring};
use proptest::prelude::*;
use tianfang::base::{BaseLayer, LayerBuilder, LayerId, Role};
use tianfang::design::{Measure, MeasureId, MeasureKind, Shape};
use tianfang::geometry::validity::shape_problem;
use tianfang::geometry::{GeometryKind, Point};
use tianfang::indicators::{Baseline, FieldOverlay, LedgerSettings, Ledgers, ReviewForm, Totals, Transition};
use tianfang::land::{Direction, Extent, Land, LandBase, Region};

/// Parcels a side, and metres a side.
const N: usize = 9;
const SIDE: f64 = 900.0;

fn layers() -> Vec<Arc<BaseLayer>> {
    let fields: Vec<MultiPolygon<f64>> =
        mesh_rings(N, SIDE, 1).iter().step_by(3).map(|ring| MultiPolygon(vec![polygon(ring)])).collect();
    // A second layer of basic farmland that lies across the first: land under both counts once.
    let across = MultiPolygon(vec![polygon(&square(150.0, 150.0, 300.0))]);
    vec![
        mesh_layer(N, SIDE, Role::LandUse),
        layer_of(2, Role::PermanentBasicFarmland, &fields),
        layer_of(3, Role::PermanentBasicFarmland, &[across]),
        layer_of(4, Role::UrbanDevelopmentBoundary, &[MultiPolygon(vec![polygon(&square(400.0, 400.0, 200.0))])]),
        layer_of(5, Role::HighStandardFarmland, &[MultiPolygon(vec![polygon(&square(100.0, 200.0, 250.0))])]),
    ]
}

/// Shapes as a layer of a role.
fn layer_of(id: u32, role: Role, shapes: &[MultiPolygon<f64>]) -> Arc<BaseLayer> {
    let mut builder = LayerBuilder::new("layer", role, GeometryKind::Polygons);
    for shape in shapes {
        builder.shapes.multi_polygon(shape);
    }
    Arc::new(builder.build(LayerId(id), plane()))
}

fn square(x: f64, y: f64, side: f64) -> Vec<Point> {
    let (x, y) = (EAST_M + x, NORTH_M + y);
    vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
}

/// How a measure is drawn: a star, whole parcels (edges along edges), or a ring that may cross itself.
fn shape(seed: u64, how: u8) -> MultiPolygon<f64> {
    let mut random = Random::new(seed);
    let center = [EAST_M + random.between(0.0, SIDE), NORTH_M + random.between(0.0, SIDE)];
    match how % 4 {
        0 => MultiPolygon(vec![polygon(&star_ring(center, 120.0, 12, &mut random))]),
        1 => {
            let rings = mesh_rings(N, SIDE, 1);
            let first = (random.next() as usize) % (rings.len() - 3);
            // Every other parcel, so that parts share no edge.
            let parts: Vec<Polygon<f64>> = [first, first + 2].iter().map(|&at| polygon(&rings[at])).collect();
            MultiPolygon(parts)
        }
        2 => MultiPolygon(vec![polygon(&mesh_rings(N, SIDE, 1)[(random.next() as usize) % (N * N)])]),
        _ => {
            let points =
                (0..5).map(|_| [center[0] + random.between(-120.0, 120.0), center[1] + random.between(-120.0, 120.0)]);
            MultiPolygon(vec![polygon(&points.collect::<Vec<_>>())])
        }
    }
}

fn measure(id: u64, kind: usize, seed: u64, how: u8) -> Arc<Measure> {
    let kind = MeasureKind::ALL[kind % MeasureKind::ALL.len()];
    Arc::new(Measure::new(MeasureId(id), kind, Shape(shape(seed, how))))
}

/// What is asked of two lands that should be one: everything but the cells' private bookkeeping.
fn assert_same(left: &Land, right: &Land) {
    let touched = |land: &Land| land.touched_parcels().collect::<Vec<_>>();
    assert_eq!(touched(left), touched(right));
    for parcel in left.touched_parcels() {
        assert_eq!(left.parcel(parcel), right.parcel(parcel), "parcel {parcel}");
    }
}

fn assert_partition(land: &Land) {
    let base = land.base();
    for parcel in land.touched_parcels() {
        let sum: f64 = land.parcel(parcel).unwrap().pieces.iter().map(|piece| piece.area_m2).sum();
        let whole = base.parcels.area_m2(parcel);
        assert!((sum - whole).abs() <= 1e-9 * whole, "parcel {parcel}: {sum} of {whole}");
        for piece in &land.parcel(parcel).unwrap().pieces {
            if let Extent::Part(shape) = &piece.extent {
                use geo::Area;
                // Geometry and figure of a piece are of one land: the plane is stretched by less than a part in 10⁴ here.
                assert!((shape.unsigned_area() - piece.area_m2).abs() < 1e-4 * piece.area_m2 + 1e-3);
            }
        }
    }
    let baseline = Baseline::of(base);
    let transition = Transition::of(land, &baseline);
    assert!(transition.residual_m2 < 1e-4, "{}", transition.residual_m2);
    let region = Region::of_zones(base, &[]);
    let form = ReviewForm::of(land, &region, |_| None);
    let totals = Totals::of(land, &baseline, &region, &form);
    assert!(totals.farmland.residual().abs() < 1e-4 && totals.farmland_gross.residual().abs() < 1e-4);
    assert!(form.residual_m2() < 1e-6);
    assert_ledgers_close(land);
    // Out never exceeds what there is; in never lies on what there is.
    assert!(form.out.area_m2 <= totals.basic_farmland_loaded_m2.unwrap() + 1e-6);
    let book = FieldOverlay::after(land, &FieldOverlay::before(land.base()));
    let all: f64 = book.by_count_m2.iter().sum();
    assert!((all - baseline.area_m2).abs() < 1e-3);
}

/// Entries and what is left out of them explain every change of the stock, by village and by year.
fn assert_ledgers_close(land: &Land) {
    for ledger in Ledgers::of(land, &LedgerSettings::default()).ledgers {
        let left = ledger.residual_by_village.values().chain(ledger.residual_by_year.values());
        let worst = left.fold(ledger.residual_m2.abs(), |worst, left| worst.max(left.abs()));
        assert!(worst < 1e-4, "{:?} leaves {worst} m²", ledger.kind);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_give_the_land_from_nothing(
        first in prop::collection::vec((0usize..40, 0u64..500, 0u8..4), 1..7),
        edits in prop::collection::vec((0u8..6, 0usize..8, 0usize..40, 500u64..1000, 0u8..4), 1..8),
    ) {
        let base = Arc::new(LandBase::new(plane(), &layers()));
        let mut list: Vec<Arc<Measure>> = first
            .iter()
            .enumerate()
            .map(|(at, &(kind, seed, how))| measure(at as u64 + 1, kind, seed, how))
            .collect();
        let mut land = Land::of(base.clone(), &list);
        assert_partition(&land);
        let mut next_id = 100;
        for (verb, at, kind, seed, how) in edits {
            let at = if list.is_empty() { 0 } else { at % list.len() };
            match verb {
                0 => {
                    next_id += 1;
                    list.insert(at, measure(next_id, kind, seed, how));
                }
                _ if list.is_empty() => {}
                1 => { list.remove(at); }
                2 => list.rotate_left(at),
                3 => {
                    let id = list[at].id.0;
                    list[at] = measure(id, kind, seed, how);
                }
                4 => {
                    let mut changed = (*list[at]).clone();
                    changed.to_class = Some("0201".to_owned());
                    list[at] = Arc::new(changed);
                }
                _ => {
                    // One vertex moves, as in a drag.
                    let mut changed = (*list[at]).clone();
                    let mut ring = changed.shape.ring(0, 0);
                    let vertex = kind % ring.len();
                    ring[vertex][0] += (seed % 60) as f64 - 30.0;
                    changed.shape = changed.shape.with_ring(0, 0, &ring).unwrap();
                    list[at] = Arc::new(changed);
                }
            }
            land.refold(&list);
            assert_same(&land, &Land::of(base.clone(), &list));
        }
        assert_partition(&land);
    }
}

#[test]
fn whole_parcels_painted_are_not_cut() {
    let base = Arc::new(LandBase::new(plane(), &layers()));
    let rings = mesh_rings(N, SIDE, 1);
    let painted = MultiPolygon([10usize, 12, 30].iter().map(|&at| polygon(&rings[at])).collect());
    assert!(shape_problem(&painted).is_none());
    let reclaim = Arc::new(Measure::new(MeasureId(1), MeasureKind::Reclaim, Shape(painted)));
    let land = Land::of(base, &[reclaim]);
    assert_eq!(land.touched_parcel_count(), 3);
    assert!(land.pieces().all(|piece| piece.extent == Extent::Whole && &*piece.class_after == "0103"));
}

#[test]
fn of_two_measures_on_the_same_land_the_later_decides_and_both_are_listed() {
    let base = Arc::new(LandBase::new(plane(), &layers()));
    let ring = Shape(MultiPolygon(vec![polygon(&square(300.0, 300.0, 120.0))]));
    let forest = Arc::new(Measure::new(MeasureId(1), MeasureKind::FarmlandToForest, ring.clone()));
    let paddy = Arc::new(Measure::new(MeasureId(2), MeasureKind::DryToPaddy, ring));
    let mut land = Land::of(base, &[forest.clone(), paddy.clone()]);
    let covered = |land: &Land| {
        let pieces = land.pieces().filter(|piece| piece.measures.len() == 2);
        pieces.map(|piece| (piece.class_after.to_string(), piece.deciding)).collect::<Vec<_>>()
    };
    assert!(covered(&land).iter().all(|piece| piece == &("0101".to_owned(), Some(MeasureId(2)))));
    land.refold(&[paddy, forest]);
    assert!(!covered(&land).is_empty());
    assert!(covered(&land).iter().all(|piece| piece == &("0301".to_owned(), Some(MeasureId(1)))));
}

#[test]
fn basic_farmland_moved_out_and_in_again_stays_what_it_was() {
    let base = Arc::new(LandBase::new(plane(), &layers()));
    let ring = Shape(MultiPolygon(vec![polygon(&square(100.0, 100.0, 350.0))]));
    let out = Arc::new(Measure::new(MeasureId(1), MeasureKind::BasicFarmlandOut, ring.clone()));
    let back = Arc::new(Measure::new(MeasureId(2), MeasureKind::BasicFarmlandIn, ring));
    let mut land = Land::of(base.clone(), std::slice::from_ref(&out));
    let sum = |land: &Land, direction| land.basic_farmland(direction).map(|piece| piece.gross_m2).sum::<f64>();
    let moved_out = sum(&land, Direction::Out);
    // The patch of the second layer covers 300 m × 300 m of it; what the first layer has there counts once.
    assert!(moved_out > 90_000.0 * 0.999 && moved_out < 350.0 * 350.0, "{moved_out}");
    land.refold(&[out, back]);
    assert_eq!(sum(&land, Direction::Out), 0.0);
    assert!((sum(&land, Direction::In) + moved_out - 350.0 * 350.0).abs() < 20.0);
}
