//! Bands and landscape metrics of land small enough to be worked out on paper.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/parcels.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod parcels;

use parcels::{Parcel, faces_of, farmland, farmland_graph, rectangle};
use tianfang::contiguity::{Blocks, Setting};
use tianfang::indicators::{BlockSizes, Fragmentation, band_of_mu};

/// ```text
/// 200 ┌──────────┬──────────┐
///     │ forest   │ G field  │
/// 110 │          ├──────────┤
/// 100 ├──────────┼─ path 10 ┤   ┌──────┐     ┌──────────┐
///     │ A field  │ B field  │ 6 │ C    │road │ E field  │
///     │          │          │   │      │  6  │          │
///   0 └──────────┴──────────┘   └──────┘     └──────────┘
///     0         100        200 206   256    262        362
/// ```
/// A and B share 100 m; B and C face each other across a ditch of 6 m; the road parts C and E; the path of 10 m is too wide for G.
fn land() -> Vec<Parcel> {
    vec![
        ("0101", rectangle(0.0, 0.0, 100.0, 100.0)),
        ("0103", rectangle(100.0, 0.0, 200.0, 100.0)),
        ("1107", rectangle(200.0, 0.0, 206.0, 100.0)),
        ("0101", rectangle(206.0, 0.0, 256.0, 100.0)),
        ("1003", rectangle(256.0, 0.0, 262.0, 100.0)),
        ("0102", rectangle(262.0, 0.0, 362.0, 100.0)),
        ("0301", rectangle(0.0, 100.0, 100.0, 200.0)),
        ("1006", rectangle(100.0, 100.0, 200.0, 110.0)),
        ("0101", rectangle(100.0, 110.0, 200.0, 200.0)),
    ]
}

fn blocks(land: &[Parcel]) -> Blocks {
    let faces = faces_of(land);
    Blocks::of(&farmland_graph(&faces, &Setting::default()), &faces, &farmland(&faces))
}

#[test]
fn every_metric_is_the_one_worked_out_on_paper() {
    let blocks = blocks(&land());
    // Block 1: A + B + C = 10 000 + 10 000 + 5 000 m², outline 400 + 400 + 300 − 2 · 100 = 900 m (the ditch is no shared boundary).
    // Block 2: E 10 000 m², 400 m.  Block 3: G 9 000 m², 2 (100 + 90) = 380 m.
    let figures: Vec<_> = blocks.blocks().iter().map(|block| (block.faces, block.area_m2, block.outline_m)).collect();
    assert_eq!(figures, vec![(3, 25_000.0, 900.0), (1, 10_000.0, 400.0), (1, 9_000.0, 380.0)]);
    assert_eq!(blocks.block_of(3), Some(0));
    // Perimeters 400 + 400 + 300 + 400 + 380 = 1 880 m; links 100 m shared, 100 + 2 · 2 − 2 (8 − 6) = 100 m facing.
    assert_eq!((blocks.perimeters_m(), blocks.contact_m()), (1880.0, 200.0));

    // A landscape of 10 ha. A = 44 000 m², Σa² = 6.25e8 + 1e8 + 0.81e8 = 8.06e8 m⁴, Σp = 1 680 m.
    let found = Fragmentation::of(&blocks, 100_000.0);
    let near = |found: Option<f64>, wanted: f64| {
        let found = found.unwrap();
        assert!((found - wanted).abs() <= 5e-7 * wanted.abs(), "{found} instead of {wanted}");
    };
    assert_eq!(found.patches, 3);
    // 3 patches on 10 ha.
    near(found.patch_density_per_100ha, 30.0);
    // 4.4 ha / 3.
    near(found.mean_patch_size_ha, 1.466_666_7);
    // 25 000 / 100 000.
    near(found.largest_patch_index_percent, 25.0);
    // 8.06e8 / 44 000 = 18 318.18 m².
    near(found.area_weighted_mean_patch_size_ha, 1.831_818_2);
    // 8.06e8 / 100 000 = 8 060 m².
    near(found.effective_mesh_size_ha, 0.806);
    // 1 − 8.06e8 / 1e10.
    near(found.division, 0.9194);
    // 1e10 / 8.06e8.
    near(found.splitting_index, 12.406_947_9);
    // 1 680 m / 10 ha.
    near(found.edge_density_m_per_ha, 168.0);
    // √(π · 44 000) = 371.793 06; 1 680 / 743.586 12.
    near(found.landscape_shape_index, 1_680.0 / (2.0 * 371.793_055));
    // 900 / (2 · 280.249 56) = 1.605 711 6; 400 / (2 · 177.245 39) = 1.128 379 2; 380 / (2 · 168.149 57) = 1.129 946 1;
    // (25 000 · 1.605 711 6 + 10 000 · 1.128 379 2 + 9 000 · 1.129 946 1) / 44 000.
    near(found.area_weighted_shape, 1.399_911_2);
    // 2 · 200 / 1 880.
    near(found.joined_share, 0.212_765_96);
    // Cells of 10 m: p 90, 40, 38; a 250, 100, 90; Σ p√a = 90 · 15.811 388 3 + 400 + 38 · 9.486 833 0 = 2 183.524 6;
    // 100 (1 − 168 / 2 183.524 6) / (1 − 1 / √1 000) = 92.306 017 / 0.968 377 22.
    near(found.cohesion_10m_percent, 95.320_312);
}

#[test]
fn blocks_are_counted_by_band_and_from_each_size_on() {
    // Blocks of 37.5, 15 and 13.5 mu.
    let sizes = BlockSizes::of(&blocks(&land()));
    assert_eq!((sizes.count, sizes.area_mu), (3, 66.0));
    let bands: Vec<_> =
        sizes.bands.iter().map(|band| (band.above_mu, band.up_to_mu, band.count, band.area_mu)).collect();
    assert_eq!(
        bands,
        vec![(0.0, Some(5.0), 0, 0.0), (5.0, Some(10.0), 0, 0.0), (10.0, Some(20.0), 2, 28.5), (20.0, None, 1, 37.5)]
    );
    let large: Vec<_> = sizes.at_least.iter().map(|size| (size.mu, size.count, size.area_mu)).collect();
    assert_eq!(large[0], (30.0, 1, 37.5));
    assert!(large[1..].iter().all(|size| size.1 == 0));
}

#[test]
fn a_limit_belongs_to_the_band_below_it() {
    let bands = [0.0, 5.0, 5.001, 10.0, 10.001, 20.0, 20.001, 1e6].map(band_of_mu);
    assert_eq!(bands, [0, 0, 1, 1, 2, 2, 3, 3]);
}

#[test]
fn land_without_fields_has_no_figures_rather_than_wrong_ones() {
    let blocks = blocks(&[("0301", rectangle(0.0, 0.0, 100.0, 100.0))]);
    let found = Fragmentation::of(&blocks, 10_000.0);
    assert_eq!((found.patches, found.patch_density_per_100ha), (0, Some(0.0)));
    assert_eq!(
        (found.mean_patch_size_ha, found.largest_patch_index_percent, found.splitting_index),
        (None, None, None)
    );
    assert_eq!((found.landscape_shape_index, found.joined_share, found.cohesion_10m_percent), (None, None, None));
    assert_eq!((found.effective_mesh_size_ha, found.division), (Some(0.0), Some(1.0)));
    let nowhere = Fragmentation::of(&blocks, 0.0);
    assert_eq!((nowhere.patch_density_per_100ha, nowhere.division, nowhere.edge_density_m_per_ha), (None, None, None));
    let written = serde_json::to_string(&nowhere).unwrap();
    assert!(written.contains("\"MPS_ha\":null") && !written.contains("NaN"), "{written}");
    assert_eq!(BlockSizes::of(&blocks).bands.map(|band| band.count), [0; 4]);
}
