//! Heap that a base layer holds, against the bytes of its coordinates: geometry, index and areas, then the conflict checks over it.
//!
//! `BENCH_GEOPACKAGE=mesh_99856.gpkg cargo bench --bench memory`; attributes and GPU chunks are not counted.

#![allow(clippy::expect_used, clippy::print_stdout)]
#![allow(unsafe_code, reason = "a counting allocator is a GlobalAlloc")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering};

use tianfang::base::{BaseLayer, LayerId, Role};
use tianfang::checks::ConflictBase;
use tianfang::crs::GaussKruger;
use tianfang::storage::formats::{self, NoProgress, ReadOptions};

struct Counting;

static HELD: AtomicIsize = AtomicIsize::new(0);

// SAFETY: every call is handed to the system's allocator unchanged; only the sizes are counted.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size() as isize, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size() as isize, Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let Some(path) = std::env::var_os("BENCH_GEOPACKAGE").map(PathBuf::from) else {
        println!("name a GeoPackage in BENCH_GEOPACKAGE");
        return;
    };
    let plane = GaussKruger::from_epsg(4549).expect("EPSG:4549 is a plane");
    let file = formats::open(&path).expect("the file opens");
    let name = file.layers().first().expect("a layer").name.clone();
    let options =
        ReadOptions { plane, role: Role::LandUse, crs: None, encoding: None, repair: false, progress: &NoProgress };
    let mut builder = file.read(&name, &options).expect("the layer is read").builder;
    builder.fields.clear();
    drop(file);
    let layer = Arc::new(builder.build(LayerId(1), plane));
    let coordinates = layer.shapes.coordinate_bytes() as f64;
    let start = HELD.load(Ordering::Relaxed);
    let kept = layer_bytes(&layer);
    println!("layer: {kept} B = {:.2} x its coordinates", kept as f64 / coordinates);
    let conflicts = ConflictBase::new(plane, &[layer]);
    let more = HELD.load(Ordering::Relaxed) - start;
    println!("with the conflict checks: {:.2} x", (kept + more) as f64 / coordinates);
    drop(conflicts);
}

/// Bytes that a copy of the layer's geometry, index and areas gives back when it is dropped.
fn layer_bytes(layer: &BaseLayer) -> isize {
    let copy = deep_copy(layer);
    let with = HELD.load(Ordering::Relaxed);
    drop(copy);
    with - HELD.load(Ordering::Relaxed)
}

fn deep_copy(layer: &BaseLayer) -> BaseLayer {
    BaseLayer {
        shapes: Arc::new(layer.shapes.as_ref().clone()),
        tree: Arc::new(layer.tree.as_ref().clone()),
        areas_m2: layer.areas_m2.iter().copied().collect(),
        source_ids: layer.source_ids.iter().copied().collect(),
        ..layer.clone()
    }
}
