//! The parcels tile the township: every edge has one neighbour or lies on the outline, and areas sum to the whole.

use std::collections::BTreeMap;

use super::landscape::landscape;

#[test]
fn every_edge_is_shared_or_lies_on_the_outline_and_areas_sum_to_the_whole() {
    for (parcels, seed) in [(600, 1), (3000, 7), (20_000, 1)] {
        let land = landscape(parcels, seed);
        let mut edges: BTreeMap<([i32; 2], [i32; 2]), i32> = BTreeMap::new();
        let mut doubled_area_mm2 = 0i128;
        for parcel in &land.parcels {
            let points: Vec<[i32; 2]> = parcel.ring.iter().map(|&node| land.subdivision.node_mm(node)).collect();
            let mut doubled = 0i128;
            for (index, &a) in points.iter().enumerate() {
                let b = points[(index + 1) % points.len()];
                assert_ne!(a, b, "an edge without length");
                *edges.entry((a, b)).or_default() += 1;
                doubled += i128::from(a[0]) * i128::from(b[1]) - i128::from(b[0]) * i128::from(a[1]);
            }
            assert!(doubled > 0, "a parcel that turns clockwise");
            doubled_area_mm2 += doubled;
        }
        assert!(edges.values().all(|&count| count == 1), "an edge twice in the same direction");
        let outline: Vec<_> = edges.keys().filter(|(a, b)| !edges.contains_key(&(*b, *a))).collect();
        let mut next: BTreeMap<[i32; 2], [i32; 2]> = BTreeMap::new();
        for (a, b) in outline.iter().copied() {
            assert!(next.insert(*a, *b).is_none(), "the outline forks");
        }
        let start = *next.keys().next().unwrap();
        let (mut at, mut steps, mut whole) = (start, 0, 0i128);
        loop {
            let to = next[&at];
            whole += i128::from(at[0]) * i128::from(to[1]) - i128::from(to[0]) * i128::from(at[1]);
            (at, steps) = (to, steps + 1);
            if at == start {
                break;
            }
        }
        assert_eq!(steps, outline.len(), "the outline is one ring: no hole is left inside");
        assert_eq!(whole, doubled_area_mm2);
        assert!((land.parcels.len() as f64 / parcels as f64 - 1.0).abs() < 0.1, "{} of {parcels}", land.parcels.len());
    }
}
