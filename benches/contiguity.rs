//! The contiguity graph over practice townships: from nothing, after an edit, and the blocks from it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use geo::{BooleanOps, MultiPolygon, Translate};
use tianfang::base::{BaseLayer, LayerId, land_class};
use tianfang::contiguity::{Blocks, Faces, Graph, Piece, Setting};
use tianfang::crs::AreaPlane;
use tianfang::indicators::{BlockSizes, Fragmentation};
use tianfang::sample::{SampleParameters, township};

/// The land-use parcels of a practice township.
fn land_use(parcels: usize) -> BaseLayer {
    let township = township(&SampleParameters { parcels, seed: 1 });
    let plane = township.plane;
    township.layers.into_iter().next().unwrap().build(LayerId(1), plane)
}

/// A field cut in two by a zone's edge: the faces after, and the numbers that changed.
fn with_a_field_cut(faces: &Faces, layer: &BaseLayer, parcel: usize) -> (Faces, Vec<usize>) {
    let shape = faces.shape(parcel).map(|(shapes, feature)| shapes.multi_polygon(feature)).unwrap();
    let bounds = faces.bounds(parcel);
    let window = geo::Rect::new(bounds.min, bounds.max).to_polygon().translate(bounds.width_m() / 2.0, 0.0);
    let window = MultiPolygon(vec![window]);
    let plane = AreaPlane::new(layer.plane);
    let mut after = faces.clone();
    after.remove(parcel);
    let mut changed = vec![parcel];
    for (part, code) in [(shape.intersection(&window), "0101"), (shape.difference(&window), "0301")] {
        changed.push(after.insert(Piece::of_class(&part, land_class(code), &plane)));
    }
    (after, changed)
}

fn benches(criterion: &mut Criterion) {
    for (name, parcels) in [("20k", 20_000), ("50k", 50_000), ("300k", 300_000)] {
        let layer = land_use(parcels);
        let setting = Setting::default();
        let faces = Faces::of_layer(&layer);
        let graph = Graph::build(&faces, &setting, &|face| faces.is_cultivated(face));
        let counts: Vec<bool> = (0..faces.len()).map(|face| faces.is_cultivated(face)).collect();
        let mut group = criterion.benchmark_group(format!("contiguity/{name}"));
        group.bench_function("faces of the layer", |bencher| bencher.iter(|| black_box(Faces::of_layer(&layer))));
        group.bench_function("graph of the farmland", |bencher| {
            bencher.iter(|| black_box(Graph::build(&faces, &setting, &|face| faces.is_cultivated(face))));
        });
        group.bench_function("graph of all parcels", |bencher| {
            bencher.iter(|| black_box(Graph::build(&faces, &setting, &|_| true)));
        });
        group.bench_function("blocks from the graph", |bencher| {
            bencher.iter(|| black_box(Blocks::of(&graph, &faces, &counts)));
        });
        let blocks = Blocks::of(&graph, &faces, &counts);
        group.bench_function("bands and metrics from the blocks", |bencher| {
            let landscape_m2 = layer.total_area_m2();
            bencher.iter(|| black_box((BlockSizes::of(&blocks), Fragmentation::of(&blocks, landscape_m2))));
        });
        let field = (0..faces.len()).filter(|&face| faces.is_cultivated(face)).nth(parcels / 5).unwrap();
        let (after, changed) = with_a_field_cut(&faces, &layer, field);
        group.bench_function("graph and blocks after a field is cut in two", |bencher| {
            let (mut graph, mut blocks) = (graph.clone(), blocks.clone());
            bencher.iter(|| {
                let relinked = graph.refresh(&after, &changed, &|face| after.is_cultivated(face));
                blocks.refresh(&graph, &after, &relinked);
                black_box(blocks.blocks().len())
            });
        });
    }
}

criterion_group! {
    name = contiguity;
    config = Criterion::default().sample_size(10).without_plots();
    targets = benches
}
criterion_main!(contiguity);
