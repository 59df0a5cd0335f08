//! The graph does not depend on how it came about: on the order of the parcels, the number of threads or the edits before.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/mesh.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod mesh;
#[path = "support/parcels.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod parcels;

use std::collections::BTreeMap;

use geo::{BooleanOps, Distance, Euclidean, MultiPolygon, Translate};
use mesh::{Random, mesh_rings};
use parcels::{Parcel, faces_of, farmland, farmland_graph, pairs, shape_of};
use proptest::prelude::*;
use tianfang::contiguity::{Blocks, ContactKind, Faces, Graph, Piece, Setting};
use tianfang::geometry::Point;

/// Parcels on a side of the land.
const SIDE: usize = 9;
const CLASSES: [&str; 8] = ["0101", "0101", "0103", "0301", "0601", "0702", "1003", "1107"];

/// A mesh of some 25 m; a third of the parcels drawn in towards their middle, so that gaps of all widths are left.
fn land(seed: u64) -> Vec<Parcel> {
    let mut random = Random::new(seed);
    let rings = mesh_rings(SIDE, SIDE as f64 * 25.0, seed);
    rings
        .into_iter()
        .map(|ring| {
            let scale = if random.next().is_multiple_of(3) { random.between(0.75, 1.0) } else { 1.0 };
            let count = ring.len() as f64;
            let middle = [0, 1].map(|axis| ring.iter().map(|point| point[axis]).sum::<f64>() / count);
            let drawn_in = |point: &Point| [0, 1].map(|axis| middle[axis] + (point[axis] - middle[axis]) * scale);
            (CLASSES[random.next() as usize % CLASSES.len()], ring.iter().map(drawn_in).collect())
        })
        .collect()
}

/// Village cores of 2 mu: some three parcels of this land are one.
fn setting(gap_m: f64) -> Setting {
    Setting { gap_m, village_core_mu: 2.0, ..Setting::default() }
}

fn blocks_of(faces: &Faces, graph: &Graph) -> Blocks {
    Blocks::of(graph, faces, &farmland(faces))
}

/// What can be done to the land: a place, and what to do there.
type Choice = (u16, u8);

/// Carries out an edit; gives the numbers that changed.
fn edit(faces: &mut Faces, (place, kind): Choice) -> Vec<usize> {
    let face = usize::from(place) % faces.len();
    let class = CLASSES[usize::from(kind / 4) % CLASSES.len()];
    if !faces.is_present(face) {
        if face < faces.parcel_count() {
            // The parcel comes back, what took its place goes.
            let over = faces.bounds(face);
            let mut changed = Vec::new();
            let mut pieces = Vec::new();
            faces.query(&over, |piece| pieces.push(piece));
            pieces.retain(|&piece| piece >= faces.parcel_count() && over.grown(1e-6).contains(&faces.bounds(piece)));
            for piece in pieces {
                faces.remove(piece);
                changed.push(piece);
            }
            faces.restore(face);
            changed.push(face);
            return changed;
        }
        return Vec::new();
    }
    let (shapes, feature) = faces.shape(face).unwrap();
    let shape = shapes.multi_polygon(feature);
    let bounds = faces.bounds(face);
    let east = geo::Rect::new(bounds.min, bounds.max).to_polygon().translate(bounds.width_m() * 0.55, 0.0);
    let east = MultiPolygon(vec![east]);
    let parts = match kind % 4 {
        0 => vec![(shape, class)],
        1 => Vec::new(),
        2 => vec![(shape.intersection(&east), class)],
        _ => vec![(shape.intersection(&east), class), (shape.difference(&east), "0101")],
    };
    faces.remove(face);
    let mut changed = vec![face];
    for (part, code) in parts.iter().filter(|(part, _)| !part.0.is_empty()) {
        let area_m2 = geo::Area::unsigned_area(part);
        changed.push(faces.insert(Piece::new(part, code, area_m2)));
    }
    changed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_graph_and_its_blocks_kept_through_edits_are_those_built_from_nothing(
        seed in 0u64..1000,
        choices in prop::collection::vec((any::<u16>(), any::<u8>()), 1..25),
    ) {
        let mut faces = faces_of(&land(seed));
        let setting = setting(6.0);
        let mut graph = farmland_graph(&faces, &setting);
        let mut blocks = blocks_of(&faces, &graph);
        for choice in choices {
            let changed = edit(&mut faces, choice);
            let relinked = graph.refresh(&faces, &changed, &|face| faces.is_cultivated(face));
            blocks.refresh(&graph, &faces, &relinked);
            let built = farmland_graph(&faces, &setting);
            prop_assert_eq!(pairs(&graph), pairs(&built));
            prop_assert_eq!(&blocks, &blocks_of(&faces, &built));
            for face in 0..faces.len() {
                let mut kept: Vec<u32> = graph.links(face).map(|link| link.to).collect();
                kept.sort_unstable();
                prop_assert_eq!(kept, built.links(face).map(|link| link.to).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn the_order_of_the_parcels_and_of_their_corners_is_nothing(seed in 0u64..1000, shift in 1usize..80) {
        let straight = land(seed);
        let count = straight.len();
        // A step prime to the count visits every parcel once; every other ring is turned and starts elsewhere.
        let order: Vec<usize> = (0..count).map(|at| (at * 7 + shift) % count).collect();
        let turned: Vec<Parcel> = order
            .iter()
            .enumerate()
            .map(|(number, &old)| {
                let (code, mut ring) = straight[old].clone();
                ring.rotate_left(number % 5);
                if number.is_multiple_of(2) {
                    ring.reverse();
                }
                (code, ring)
            })
            .collect();
        let (first, second) = (faces_of(&straight), faces_of(&turned));
        let setting = setting(6.0);
        let named = |graph: &Graph, name: &dyn Fn(usize) -> usize| -> BTreeMap<(usize, usize), (ContactKind, i64)> {
            let pair = |a: usize, b: usize| (name(a).min(name(b)), name(a).max(name(b)));
            let round = |value: f64| (value * 1e6).round() as i64;
            pairs(graph).iter().map(|(a, b, contact)| (pair(*a, *b), (contact.kind, round(contact.length_m)))).collect()
        };
        let (one, other) = (farmland_graph(&first, &setting), farmland_graph(&second, &setting));
        prop_assert_eq!(named(&one, &|face| face), named(&other, &|face| order[face]));
        let sizes = |faces: &Faces, graph: &Graph| {
            let blocks = blocks_of(faces, graph);
            let mut sizes: Vec<i64> = blocks.blocks().iter().map(|block| (block.area_m2 * 1e6).round() as i64).collect();
            sizes.sort_unstable();
            sizes
        };
        prop_assert_eq!(sizes(&first, &one), sizes(&second, &other));
    }

    #[test]
    fn links_lead_both_ways_and_a_wider_gap_loses_no_shared_boundary(seed in 0u64..1000) {
        let faces = faces_of(&land(seed));
        let touching = farmland_graph(&faces, &setting(0.0));
        prop_assert!(pairs(&touching).iter().all(|(_, _, contact)| contact.kind == ContactKind::Shared));
        for gap_m in [0.0, 3.0, 8.0] {
            let graph = farmland_graph(&faces, &setting(gap_m));
            for face in 0..faces.len() {
                for link in graph.links(face) {
                    let back = graph.links(link.to as usize).find(|back| back.to as usize == face);
                    prop_assert_eq!(back.map(|back| back.contact), Some(link.contact));
                    prop_assert!(link.contact.gap_m <= gap_m + 1e-6);
                }
            }
            let shared: Vec<_> =
                pairs(&graph).into_iter().filter(|pair| pair.2.kind == ContactKind::Shared).collect();
            prop_assert_eq!(shared, pairs(&touching));
        }
    }

    #[test]
    fn facing_is_what_measuring_along_the_outlines_finds(seed in 0u64..1000) {
        let land = land(seed);
        let faces = faces_of(&land);
        let setting = Setting { barriers: [].into(), village_core_mu: 1e9, ..setting(6.0) };
        let found: BTreeMap<(usize, usize), f64> = pairs(&farmland_graph(&faces, &setting))
            .into_iter()
            .filter(|pair| pair.2.kind == ContactKind::Facing)
            .map(|(a, b, contact)| ((a, b), contact.length_m))
            .collect();
        let shapes: Vec<MultiPolygon<f64>> = land.iter().map(|(_, ring)| shape_of(ring)).collect();
        for (&(a, b), &facing_m) in found.iter().take(12) {
            let gap_m = Euclidean.distance(&shapes[a], &shapes[b]);
            let within = |own: usize, other: usize| -> f64 {
                let ring = &land[own].1;
                (0..ring.len()).map(|at| measured_m(ring[at], ring[(at + 1) % ring.len()], &shapes[other], 6.0)).sum()
            };
            let measured_m = within(a, b).min(within(b, a)) - 2.0 * (6.0 - gap_m);
            prop_assert!((measured_m - facing_m).abs() < 0.5, "{a} {b}: {measured_m} against {facing_m}");
        }
    }
}

/// Length of an edge within a distance of a shape, in steps of some 5 cm.
fn measured_m(from: Point, to: Point, shape: &MultiPolygon<f64>, reach_m: f64) -> f64 {
    let length_m = (to[0] - from[0]).hypot(to[1] - from[1]);
    let steps = (length_m / 0.05).ceil().max(1.0) as usize;
    let near = (0..steps).filter(|&step| {
        let t = (step as f64 + 0.5) / steps as f64;
        let at = geo::Point::new(from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t);
        Euclidean.distance(&at, shape) <= reach_m
    });
    near.count() as f64 * length_m / steps as f64
}

#[test]
fn any_number_of_threads_builds_the_same_graph() {
    let land: Vec<Parcel> = (0..4).flat_map(land).collect();
    let faces = faces_of(&land);
    let with_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Graph::build(&faces, &setting(8.0), &|face| faces.is_cultivated(face)))
    };
    let (one, five) = (with_threads(1), with_threads(5));
    assert_eq!(pairs(&one), pairs(&five));
    assert_eq!(blocks_of(&faces, &one), blocks_of(&faces, &five));
}

#[test]
fn the_links_of_a_piece_are_those_it_would_have_in_the_graph() {
    let mut faces = faces_of(&land(7));
    let gone = (0..faces.len()).find(|&face| faces.is_cultivated(face)).unwrap();
    let (shapes, feature) = faces.shape(gone).unwrap();
    let shape = shapes.multi_polygon(feature);
    faces.remove(gone);
    let graph = farmland_graph(&faces, &setting(6.0));
    let piece = || Piece::new(&shape, "0101", 1.0);
    let links = graph.links_of(piece(), &faces);
    let number = faces.insert(piece());
    let built = farmland_graph(&faces, &setting(6.0));
    assert_eq!(links, built.links(number).collect::<Vec<_>>());
}
