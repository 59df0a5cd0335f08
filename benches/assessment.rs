//! Everything that is known of a township scheme (30 000 parcels, three zones, the provincial pack): from nothing with 200 measures,
//! and with 219 while a vertex of a zone or of a measure is dragged. What a frame of a drag does is what is timed: a zone's conflicts
//! with the pieces to hatch, then the assessment that fills the form, the strip and the verdicts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../tests/support/scheme.rs"]
mod scheme;

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use scheme::township_with_scheme;
use tianfang::assessment::{AssessmentBase, Assessor};
use tianfang::base::Role;
use tianfang::checks::{ConflictBase, LiveZone, built_in_pack};
use tianfang::contiguity::Setting;
use tianfang::design::{Date, Measure, MeasureKind, Shape, Zone};

const PARCELS: usize = 30_000;
const MEASURES: usize = 219;
/// With how many of them a scheme is assessed from nothing.
const CHECKED: usize = 200;
/// Kinds of measures that are dragged: one like any other, and one whose land rules about whole layers leave out.
const DRAGGED: [MeasureKind; 2] = [MeasureKind::NewConstruction, MeasureKind::BasicFarmlandOut];
/// How far the vertex goes in a step, metres, and after how many steps it begins anew.
const STEP_M: f64 = 5.0;
const STEPS: u32 = 60;

fn benches(criterion: &mut Criterion) {
    let (plane, layers, scheme) = township_with_scheme(PARCELS, MEASURES);
    let pack = built_in_pack("zhejiang").unwrap();
    let today = Date::today();
    let conflicts = ConflictBase::new(plane, &layers);
    let base = Arc::new(AssessmentBase::new(plane, &layers, conflicts.clone(), &Setting::default()));
    base.field_overlay();
    base.layers.prepare(&pack);

    criterion.bench_function("assessment/30k/all of a scheme from nothing", |bencher| {
        let mut checked = scheme.clone();
        checked.measures.truncate(CHECKED);
        bencher.iter(|| black_box(Assessor::new(base.clone()).assess(&checked, &pack, today, false)));
    });
    for kind in DRAGGED {
        let name = format!("assessment/30k/a vertex of a measure dragged, {}", kind.key());
        let number = scheme.measures.iter().position(|measure| measure.kind == kind).unwrap();
        criterion.bench_function(&name, |bencher| {
            let mut assessor = Assessor::new(base.clone());
            assessor.assess(&scheme, &pack, today, false);
            let (mut moved, home, mut step) = (scheme.clone(), scheme.measures[number].clone(), 0);
            bencher.iter(|| {
                step = (step + 1) % STEPS;
                let shape = with_vertex_moved(&home.shape, f64::from(step));
                moved.measures[number] = Arc::new(Measure { shape, ..(*home).clone() });
                black_box(assessor.assess(&moved, &pack, today, true))
            });
        });
    }
    for number in 0..scheme.zones.len() {
        let name = format!("assessment/30k/a vertex of zone {} dragged", scheme.zones[number].id.0);
        criterion.bench_function(&name, |bencher| {
            let mut assessor = Assessor::new(base.clone());
            assessor.assess(&scheme, &pack, today, false);
            let (mut moved, home, mut step) = (scheme.clone(), scheme.zones[number].clone(), 0);
            let mut live = LiveZone::new(conflicts.clone(), home.shape.0.clone());
            let [x, y] = first_vertex(&home.shape);
            bencher.iter(|| {
                step = (step + 1) % STEPS;
                let aside = STEP_M * f64::from(step) * 0.1;
                live.move_vertex(0, 0, 0, [x + aside, y + aside]);
                let roles: Vec<Role> = live.report().lines.iter().map(|line| line.role).collect();
                let pieces: usize = roles.into_iter().map(|role| live.pieces(role).len()).sum();
                let shape = with_vertex_moved(&home.shape, aside);
                moved.zones[number] = Arc::new(Zone { shape, ..(*home).clone() });
                black_box((pieces, assessor.assess(&moved, &pack, today, true)))
            });
        });
    }
}

fn first_vertex(shape: &Shape) -> [f64; 2] {
    let first = shape.0.0[0].exterior().0[0];
    [first.x, first.y]
}

/// The first vertex moved to the north-east, metres each way.
fn with_vertex_moved(shape: &Shape, aside_m: f64) -> Shape {
    let mut moved = shape.0.clone();
    moved.0[0].exterior_mut(|line| {
        let last = line.0.len() - 1;
        for index in [0, last] {
            line.0[index].x += aside_m;
            line.0[index].y += aside_m;
        }
    });
    Shape(moved)
}

criterion_group! { name = assessment; config = Criterion::default().sample_size(20); targets = benches }
criterion_main!(assessment);
