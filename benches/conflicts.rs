//! A zone over many parcels: from nothing, one vertex moved, and the preparation that both rest on.
//!
//! The mesh and the zone follow the recipe of the yardstick (`mesh_99856`: 316 × 316 parcels of 17 vertices on 30 × 30 km, a
//! zone of 201 vertices).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../tests/support/mesh.rs"]
mod mesh;

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use geo::MultiPolygon;
use mesh::{EAST_M, NORTH_M, Random, mesh_layer, plane, polygon, star_ring};
use tianfang::base::{BaseLayer, Role};
use tianfang::checks::{ConflictBase, LiveZone, OverlapSet};
use tianfang::geometry::Point;

const ROLE: Role = Role::PermanentBasicFarmland;

/// Side of the mesh.
const SIDE_M: f64 = 30_000.0;

/// 200 vertices, radius 3.5 km, in the middle of the mesh.
fn bench_zone() -> MultiPolygon<f64> {
    let center = [EAST_M + SIDE_M / 2.0, NORTH_M + SIDE_M / 2.0];
    MultiPolygon(vec![polygon(&star_ring(center, 3500.0, 200, &mut Random::new(2)))])
}

fn base_of(layer: &Arc<BaseLayer>) -> ConflictBase {
    ConflictBase::new(plane(), std::slice::from_ref(layer))
}

/// The vertex that is moved.
const VERTEX: usize = 40;

/// That vertex, moved away from the middle of the zone: a star's ray crosses no other edge.
fn outward_m(zone: &MultiPolygon<f64>, away_m: f64) -> Point {
    let home = zone.0[0].exterior().0[VERTEX];
    let (dx, dy) = (home.x - EAST_M - SIDE_M / 2.0, home.y - NORTH_M - SIDE_M / 2.0);
    let scale = away_m / dx.hypot(dy);
    [home.x + dx * scale, home.y + dy * scale]
}

fn benches(criterion: &mut Criterion) {
    for (name, n) in [("100k", 316), ("1m", 1000)] {
        let layer = mesh_layer(n, SIDE_M, ROLE);
        let base = base_of(&layer);
        let zone = bench_zone();
        criterion.bench_function(&format!("conflicts/{name}/figures from nothing"), |bencher| {
            bencher.iter(|| black_box(base.report(&zone)));
        });
        criterion.bench_function(&format!("conflicts/{name}/figures and pieces from nothing"), |bencher| {
            bencher.iter(|| black_box(base.report_with_pieces(&zone)));
        });
        // Sixty steps of 5 m there and back, as a hand does; the time is that of one step.
        criterion.bench_function(&format!("conflicts/{name}/one vertex moved 5 m"), |bencher| {
            let mut live = LiveZone::new(base.clone(), zone.clone());
            let outward = |steps: u32| outward_m(&zone, f64::from(steps) * 5.0);
            let mut step = 0u32;
            bencher.iter(|| {
                step = (step + 1) % 120;
                live.move_vertex(0, 0, VERTEX, outward(if step < 60 { step } else { 120 - step }));
                black_box(live.report().area_m2)
            });
            assert_eq!(live.report().crossing, None, "the path of the drag keeps the zone valid");
        });
        criterion.bench_function(&format!("conflicts/{name}/one vertex moved 5 m, with pieces"), |bencher| {
            let mut live = LiveZone::new(base.clone(), zone.clone());
            let outward = |steps: u32| outward_m(&zone, f64::from(steps) * 5.0);
            let mut step = 0u32;
            bencher.iter(|| {
                step = (step + 1) % 120;
                live.move_vertex(0, 0, VERTEX, outward(if step < 60 { step } else { 120 - step }));
                black_box(live.pieces(ROLE).len())
            });
        });
    }
    let layer = mesh_layer(316, SIDE_M, ROLE);
    criterion.bench_function("conflicts/100k/preparation", |bencher| {
        bencher.iter_batched(
            || layer.clone(),
            |layer| black_box(OverlapSet::new(plane(), &[layer])),
            BatchSize::PerIteration,
        );
    });
}

criterion_group! {
    name = conflicts;
    config = Criterion::default().sample_size(20).without_plots();
    targets = benches
}
criterion_main!(conflicts);
