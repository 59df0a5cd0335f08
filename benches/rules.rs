//! All rules over a township scheme of 30 000 parcels, three zones and 200 measures: from nothing, and after one measure was
//! moved.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use tianfang::base::{BaseLayer, LayerId};
use tianfang::checks::{ConflictBase, Engine, LayersIndex, Quantities, Quantity, Subjects, built_in_pack};
use tianfang::design::{Measure, MeasureId, MeasureKind, Scheme, SchemeId, Shape, Zone, ZoneId, ZoneKind, translated};
use tianfang::sample::{SampleParameters, township};

const MEASURES: usize = 200;

fn benches(criterion: &mut Criterion) {
    let township = township(&SampleParameters { parcels: 30_000, seed: 1 });
    let plane = township.plane;
    let layers: Vec<Arc<BaseLayer>> = township
        .layers
        .into_iter()
        .enumerate()
        .map(|(index, builder)| Arc::new(builder.build(LayerId(index as u32 + 1), plane)))
        .collect();
    let mut scheme = Scheme::empty(SchemeId(1), String::new());
    for (index, zone) in township.zones.into_iter().enumerate() {
        let (goal, note) = (String::new(), String::new());
        let (id, shape) = (ZoneId(index as u64 + 1), Shape(zone.shape));
        scheme.zones.push(Arc::new(Zone { id, name: zone.name, kind: ZoneKind::Unit, shape, goal, note }));
    }
    let parcels = &layers[0];
    for index in 0..MEASURES {
        // Shifted by some metres, so that a measure covers parts of several parcels.
        let shape = translated(&parcels.shapes.multi_polygon(index * parcels.len() / MEASURES), [7.0, 5.0]);
        let kind = MeasureKind::ALL[index % MeasureKind::ALL.len()];
        scheme.measures.push(Arc::new(Measure::new(MeasureId(index as u64 + 1), kind, Shape(shape))));
    }
    let pack = built_in_pack("zhejiang").unwrap();
    let quantities: Quantities = Quantity::ALL.iter().map(|&quantity| (quantity, 1.0)).collect();
    let conflicts = ConflictBase::new(plane, &layers);
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
