//! Blocks and landscape metrics of a project's farmland as it is, as JSON: what `docs/checks/blocks.py` compares itself with.
//!
//! `cargo run --release --example blocks -- sample_projects/township.tianfang [GAP_M]`. Areas are planar here, because the tools
//! it is compared with know no others; the program itself counts ellipsoidal ones.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use tianfang::base::{BaseLayer, Role};
use tianfang::contiguity::{Blocks, Faces, Graph, Setting};
use tianfang::crs::planar_ring_m2;
use tianfang::indicators::{BlockSizes, Fragmentation};
use tianfang::storage::project::Project;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let project = words.first().ok_or("which project?")?;
    let gap_m = words.get(1).map_or(Ok(Setting::default().gap_m), |word| word.parse())?;
    let loaded = Project::open_read_only(Path::new(project), &|_| {})?;
    let land_use = loaded.layers.iter().filter(|layer| layer.role == Role::LandUse).map(planar);
    let layers: Vec<Arc<BaseLayer>> = land_use.collect();
    let landscape_m2: f64 = layers.iter().map(|layer| layer.total_area_m2()).sum();
    let faces = Faces::of_layers(&layers);
    let setting = Setting::default().with_gap_m(gap_m);
    let graph = Graph::build(&faces, &setting, &|face| faces.is_cultivated(face));
    let counts: Vec<bool> = (0..faces.len()).map(|face| faces.is_cultivated(face)).collect();
    let blocks = Blocks::of(&graph, &faces, &counts);
    let mut links = 0;
    graph.for_each_pair(|_, _, _| links += 1);
    let block = |block: &tianfang::contiguity::Block| json!([block.faces, block.area_m2, block.outline_m]);
    println!(
        "{}",
        json!({
            "contiguity": setting,
            "landscape_m2": landscape_m2,
            "barriers": (0..faces.len()).filter(|&face| graph.barriers().contains(face)).count(),
            "links": links,
            "blocks": blocks.blocks().iter().map(block).collect::<Vec<_>>(),
            "sizes": BlockSizes::of(&blocks),
            "fragmentation": Fragmentation::of(&blocks, landscape_m2),
        })
    );
    Ok(())
}

/// The same layer with areas in the plane.
fn planar(layer: &Arc<BaseLayer>) -> Arc<BaseLayer> {
    let area_m2 = |feature: usize| layer.shapes.rings(feature).map(planar_ring_m2).sum::<f64>();
    Arc::new(BaseLayer { areas_m2: (0..layer.len()).map(area_m2).collect(), ..BaseLayer::clone(layer) })
}
