//! Reading a GeoPackage into a packed layer, areas and index included: what a designer waits for when a county's data arrive.
//!
//! `BENCH_GEOPACKAGE=mesh_99856.gpkg cargo bench --bench reading` reads a file made by `make_mesh.py`; without it a file of
//! the same kind is written first.

#![allow(clippy::expect_used)]

use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use tianfang::base::{LayerId, Role, Value};
use tianfang::crs::GaussKruger;
use tianfang::storage::formats::{self, NoProgress, ReadOptions};
use tianfang::storage::geopackage::{ColumnSpec, GeometryBlob, GeometryType, GeopackageWriter, Row, TableSpec};

const SIDE: usize = 316;
const VERTICES: usize = 16;

fn plane() -> GaussKruger {
    GaussKruger::three_degree_at_longitude(120.0).expect("120° E is a meridian")
}

/// Rings of 16 vertices on a grid of 316 × 316 cells, 30 km wide.
fn write_mesh(path: &Path) {
    let spec = TableSpec {
        name: "DLTB".into(),
        identifier: "地类图斑".into(),
        description: String::new(),
        geometry: Some(GeometryType::MultiPolygon),
        columns: vec![ColumnSpec::new("DLBM", "地类编码", "TEXT(5)")],
        timestamp: "2026-01-01T00:00:00.000Z".into(),
    };
    let row = |index: usize| {
        let (column, line) = ((index / SIDE) as f64, (index % SIDE) as f64);
        let ring: Vec<[f64; 2]> = (0..VERTICES)
            .map(|vertex| {
                let angle = std::f64::consts::TAU * vertex as f64 / VERTICES as f64;
                [475_000.0 + 95.0 * column + 47.0 * angle.cos(), 3_350_000.0 + 95.0 * line + 47.0 * angle.sin()]
            })
            .collect();
        Row {
            fid: None,
            geometry: GeometryBlob::of_parts([[&ring[..]].into_iter()].into_iter()),
            values: vec![Value::Text(["0101", "0103", "0301"][index % 3].into())],
        }
    };
    let mut writer = GeopackageWriter::create(path, plane()).expect("the folder can be written");
    writer.table(&spec, (0..SIDE * SIDE).map(row)).expect("the rows can be written");
    writer.finish().expect("the file can be finished");
}

fn reading(criterion: &mut Criterion) {
    let path = std::env::var_os("BENCH_GEOPACKAGE").map_or_else(
        || {
            let path = std::env::temp_dir().join("tianfang_bench_mesh.gpkg");
            write_mesh(&path);
            path
        },
        PathBuf::from,
    );
    let options = ReadOptions {
        plane: plane(),
        role: Role::LandUse,
        crs: None,
        encoding: None,
        repair: false,
        progress: &NoProgress,
    };
    let mut group = criterion.benchmark_group("reading");
    group.sample_size(10);
    group.bench_function("geopackage to packed layer", |bencher| {
        bencher.iter(|| {
            let file = formats::open(&path).expect("the file can be opened");
            let layer = file.read("DLTB", &options).expect("the layer can be read");
            layer.builder.build(LayerId(1), plane())
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
