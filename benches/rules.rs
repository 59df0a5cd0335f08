//! All rules over a township scheme of 30 000 parcels, three zones and 200 measures: what is prepared of the layers, which is what
//! the rules say of whole layers too, the scheme from nothing, and after one measure was moved.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../tests/support/scheme.rs"]
mod scheme;

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use scheme::township_with_scheme;
use tianfang::checks::{ConflictBase, Engine, LayersIndex, Quantities, Quantity, Subjects, built_in_pack};
use tianfang::design::{Measure, Shape, translated};

const MEASURES: usize = 200;

fn benches(criterion: &mut Criterion) {
    let (plane, layers, scheme) = township_with_scheme(30_000, MEASURES);
    let pack = built_in_pack("zhejiang").unwrap();
    let quantities: Quantities = Quantity::ALL.iter().map(|&quantity| (quantity, 1.0)).collect();
    let conflicts = ConflictBase::new(plane, &layers);
    criterion.bench_function("rules/30k/prepared", |bencher| {
        bencher.iter(|| {
            let index = LayersIndex::sharing(plane, &layers, conflicts.clone());
            index.prepare(&pack);
            black_box(index)
        });
    });
    let index = LayersIndex::sharing(plane, &layers, conflicts);
    index.prepare(&pack);
    criterion.bench_function("rules/30k/from nothing", |bencher| {
        bencher.iter(|| {
            black_box(Engine::new().judge(&pack, &Subjects::of_scheme(&scheme), &quantities, &index).verdicts.len())
        });
    });
    criterion.bench_function("rules/30k/one measure moved", |bencher| {
        let mut engine = Engine::new();
        let mut moved = scheme.clone();
        engine.judge(&pack, &Subjects::of_scheme(&moved), &quantities, &index);
        let home = moved.measures[17].clone();
        let mut step = 0u32;
        bencher.iter(|| {
            step = (step + 1) % 60;
            let shape = Shape(translated(&home.shape.0, [f64::from(step), 0.0]));
            moved.measures[17] = Arc::new(Measure { shape, ..(*home).clone() });
            black_box(engine.judge(&pack, &Subjects::of_scheme(&moved), &quantities, &index).verdicts.len())
        });
    });
    criterion.bench_function("rules/load the provincial pack", |bencher| {
        bencher.iter(|| black_box(built_in_pack("zhejiang").unwrap().rules.len()));
    });
}

criterion_group!(rules, benches);
criterion_main!(rules);
