//! An assessor that followed every edit says what a new one says: zones and measures added, moved, deleted, put in another order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/assessed.rs"]
mod assessed;
#[path = "support/mesh.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod mesh;

use std::sync::Arc;

use assessed::{difference, said};
use geo::MultiPolygon;
use mesh::{EAST_M, NORTH_M, Random, mesh_layer, mesh_rings, plane, polygon, star_ring};
use proptest::prelude::*;
use tianfang::assessment::{AssessmentBase, Assessor};
use tianfang::base::{BaseLayer, LayerBuilder, LayerId, Role};
use tianfang::checks::{ConflictBase, RulePack, built_in_pack};
use tianfang::contiguity::Setting;
use tianfang::design::{Date, Measure, MeasureId, MeasureKind, Scheme, SchemeId, Shape, Zone, ZoneId, ZoneKind};
use tianfang::geometry::GeometryKind;

/// Parcels a side, and metres a side.
const N: usize = 9;
const SIDE: f64 = 900.0;

fn base() -> Arc<AssessmentBase> {
    let of_role = |id: u32, role: Role, shapes: Vec<MultiPolygon<f64>>| -> Arc<BaseLayer> {
        let mut builder = LayerBuilder::new("layer", role, GeometryKind::Polygons);
        shapes.iter().for_each(|shape| builder.shapes.multi_polygon(shape));
        Arc::new(builder.build(LayerId(id), plane()))
    };
    let every_third = mesh_rings(N, SIDE, 1).iter().step_by(3).map(|ring| MultiPolygon(vec![polygon(ring)])).collect();
    let square =
        MultiPolygon(vec![polygon(&star_ring([EAST_M + 450.0, NORTH_M + 450.0], 250.0, 9, &mut Random::new(5)))]);
    let layers = vec![
        mesh_layer(N, SIDE, Role::LandUse),
        of_role(2, Role::PermanentBasicFarmland, every_third),
        of_role(3, Role::HighStandardFarmland, vec![square]),
    ];
    let conflicts = ConflictBase::new(plane(), &layers);
    Arc::new(AssessmentBase::new(plane(), &layers, conflicts, &Setting::default()))
}

fn star(seed: u64, radius_m: f64) -> Shape {
    let mut random = Random::new(seed);
    let center = [EAST_M + random.between(0.0, SIDE), NORTH_M + random.between(0.0, SIDE)];
    Shape(MultiPolygon(vec![polygon(&star_ring(center, radius_m, 10, &mut random))]))
}

fn zone(id: u64, seed: u64) -> Arc<Zone> {
    let kind = if id.is_multiple_of(4) { ZoneKind::Region } else { ZoneKind::Unit };
    let (name, goal, note) = (format!("zone {id}"), String::new(), String::new());
    Arc::new(Zone { id: ZoneId(id), name, kind, shape: star(seed, 220.0), goal, note })
}

fn measure(id: u64, kind: usize, seed: u64) -> Arc<Measure> {
    let kind = MeasureKind::ALL[kind % MeasureKind::ALL.len()];
    let mut measure = Measure::new(MeasureId(id), kind, star(seed, 90.0));
    measure.year = Some(2026 + (seed % 3) as i32);
    Arc::new(measure)
}

/// One vertex moved, as in a drag.
fn dragged(shape: &Shape, vertex: usize, by_m: f64) -> Shape {
    let mut ring = shape.ring(0, 0);
    let vertex = vertex % ring.len();
    ring[vertex][0] += by_m;
    ring[vertex][1] -= by_m / 2.0;
    shape.with_ring(0, 0, &ring).unwrap()
}

fn assert_equals_a_new_one(assessor: &mut Assessor, scheme: &Scheme, pack: &RulePack) {
    let today = Date::new(2026, 11, 24).unwrap();
    let followed = said(&assessor.assess(scheme, pack, today, false));
    // The base keeps what belongs to it: a new one has nothing yet.
    let anew = said(&Assessor::new(base()).assess(scheme, pack, today, false));
    assert_eq!(difference("", &followed, &anew), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_give_the_assessment_from_nothing(
        edits in prop::collection::vec((0u8..14, 0usize..8, 0usize..40, 0u64..600, -80.0..80.0f64), 4..14),
    ) {
        let base = base();
        let pack = built_in_pack("zhejiang").unwrap();
        let today = Date::new(2026, 11, 24).unwrap();
        let mut scheme = Scheme::empty(SchemeId(1), "edited".to_owned());
        scheme.zones.push(zone(1, 3));
        scheme.measures.push(measure(1, 0, 7));
        let mut assessor = Assessor::new(base);
        let mut next_id = 1;
        let mut stood = vec![scheme.clone()];
        for (verb, at, kind, seed, by_m) in edits {
            // Undo and redo come back to designs that stood before.
            if verb >= 11 {
                scheme = stood[stood.len() - 1 - at % stood.len()].clone();
                assert_equals_a_new_one(&mut assessor, &scheme, &pack);
                continue;
            }
            let (zones, measures) = (&mut scheme.zones, &mut scheme.measures);
            let (zone_at, measure_at) = (at % zones.len().max(1), at % measures.len().max(1));
            next_id += 1;
            match verb {
                0 => zones.insert(zone_at, zone(next_id, seed)),
                1 | 2 => measures.insert(measure_at, measure(next_id, kind, seed)),
                3 if !zones.is_empty() => { zones.remove(zone_at); }
                4 if !measures.is_empty() => { measures.remove(measure_at); }
                5 => zones.reverse(),
                6 => measures.reverse(),
                7 | 8 if !zones.is_empty() => {
                    let old = zones[zone_at].clone();
                    zones[zone_at] = Arc::new(Zone { shape: dragged(&old.shape, kind, by_m), ..Zone::clone(&old) });
                }
                _ if !measures.is_empty() => {
                    let old = measures[measure_at].clone();
                    measures[measure_at] =
                        Arc::new(Measure { shape: dragged(&old.shape, kind, by_m), ..Measure::clone(&old) });
                }
                _ => {}
            }
            // Some states are only passed through, as in a drag.
            if seed.is_multiple_of(3) {
                assessor.assess(&scheme, &pack, today, true);
            } else {
                assert_equals_a_new_one(&mut assessor, &scheme, &pack);
                stood.push(scheme.clone());
            }
        }
        assert_equals_a_new_one(&mut assessor, &scheme, &pack);
    }
}

#[test]
fn a_border_that_sweeps_over_whole_parcels_takes_them_along() {
    let pack = built_in_pack("national").unwrap();
    let mut scheme = Scheme::empty(SchemeId(1), "swept".to_owned());
    let square = |side: f64| {
        let (x, y) = (EAST_M + 10.0, NORTH_M + 10.0);
        Shape(MultiPolygon(vec![polygon(&[[x, y], [x + side, y], [x + side, y + 700.0], [x, y + 700.0]])]))
    };
    scheme.zones.push(Arc::new(Zone { shape: square(150.0), ..Zone::clone(&zone(1, 1)) }));
    scheme.measures.push(measure(1, 3, 11));
    let mut assessor = Assessor::new(base());
    for side in [150.0, 800.0, 160.0, 155.0, 780.0, 20.0] {
        scheme.zones[0] = Arc::new(Zone { shape: square(side), ..Zone::clone(&scheme.zones[0]) });
        assert_equals_a_new_one(&mut assessor, &scheme, &pack);
    }
}
