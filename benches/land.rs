//! The fold over a township of 30 000 parcels: from nothing, and one vertex of one measure moved.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../tests/support/mesh.rs"]
mod mesh;

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use geo::MultiPolygon;
use mesh::{EAST_M, NORTH_M, Random, mesh_layer, plane, polygon, star_ring};
use tianfang::base::Role;
use tianfang::design::{Measure, MeasureId, MeasureKind, Shape};
use tianfang::geometry::Point;
use tianfang::indicators::{Baseline, LedgerSettings, Ledgers, ReviewForm, Totals, Transition};
use tianfang::land::{Land, LandBase, Region};

/// 173 × 173 parcels of about 80 m.
const N: usize = 173;
const SIDE_M: f64 = 14_000.0;

fn ring(random: &mut Random) -> Vec<Point> {
    let center = [EAST_M + random.between(500.0, SIDE_M - 500.0), NORTH_M + random.between(500.0, SIDE_M - 500.0)];
    star_ring(center, 150.0, 24, random)
}

fn measure(id: u64, ring: &[Point]) -> Arc<Measure> {
    let kind = MeasureKind::ALL[id as usize % MeasureKind::ALL.len()];
    Arc::new(Measure::new(MeasureId(id), kind, Shape(MultiPolygon(vec![polygon(ring)]))))
}

fn benches(criterion: &mut Criterion) {
    let layers = [mesh_layer(N, SIDE_M, Role::LandUse)];
    let mut basic = (*mesh_layer(N, SIDE_M, Role::PermanentBasicFarmland)).clone();
    basic.id = tianfang::base::LayerId(2);
    let layers = [layers[0].clone(), Arc::new(basic)];
    let base = Arc::new(LandBase::new(plane(), &layers));
    let mut random = Random::new(5);
    let rings: Vec<Vec<Point>> = (0..200).map(|_| ring(&mut random)).collect();
    let measures: Vec<Arc<Measure>> = rings.iter().zip(1..).map(|(ring, id)| measure(id, ring)).collect();
    criterion.bench_function("land/30k/200 measures from nothing", |bencher| {
        bencher.iter(|| black_box(Land::of(base.clone(), &measures)));
    });
    let mut land = Land::of(base.clone(), &measures);
    let mut list = measures.clone();
    let mut step = 0;
    criterion.bench_function("land/30k/one vertex moved", |bencher| {
        bencher.iter(|| {
            step += 1;
            let mut ring = rings[8].clone();
            ring[3][0] += f64::from(step % 60 - 30) * 0.5;
            list[8] = measure(9, &ring);
            black_box(land.refold(&list));
        });
    });
    let (baseline, region) = (Baseline::of(&base), Region::of_zones(&base, &[]));
    criterion.bench_function("land/30k/figures of 200 measures", |bencher| {
        bencher.iter(|| {
            let form = ReviewForm::of(&land, &region, |piece| Some(piece.gross_m2));
            let totals = Totals::of(&land, &baseline, &region, &form);
            let ledgers = Ledgers::of(&land, &LedgerSettings::default());
            black_box((Transition::of(&land, &baseline), totals, ledgers, form))
        });
    });
}

criterion_group!(land, benches);
criterion_main!(land);
