//! Which fields lie together: cases small enough to be worked out on paper.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/parcels.rs"]
#[allow(dead_code, reason = "each test file uses a part of the support")]
mod parcels;

use parcels::{Parcel, contact_of_fields, faces_of, farmland, farmland_graph, rectangle, ring, shape_of};
use tianfang::contiguity::{Blocks, ContactKind, Setting};
use tianfang::crs::{AreaPlane, GaussKruger};

use ContactKind::{Facing, Shared};

fn usual() -> Setting {
    Setting::default()
}

/// Two fields, 100 m wide, `gap_m` apart, and what lies between them.
fn across(gap_m: f64, between: &'static str) -> Vec<Parcel> {
    vec![
        ("0101", rectangle(0.0, 0.0, 100.0, 50.0)),
        (between, rectangle(0.0, 50.0, 100.0, 50.0 + gap_m)),
        ("0103", rectangle(0.0, 50.0 + gap_m, 100.0, 100.0 + gap_m)),
    ]
}

#[test]
fn fields_lie_together_that_share_a_metre_of_boundary() {
    //   ┌────┐┌────┐     The second field is moved north until the two share `m` metres of their common line.
    //   │    │└─┐  │
    //   └────┘  └──┘
    let shifted = |m: f64| -> Vec<Parcel> {
        vec![("0101", rectangle(0.0, 0.0, 10.0, 10.0)), ("0101", rectangle(10.0, 10.0 - m, 20.0, 20.0 - m))]
    };
    assert_eq!(contact_of_fields(&shifted(10.0), &usual()), Some((Shared, 10.0, 0.0)));
    assert_eq!(contact_of_fields(&shifted(1.0), &usual()), Some((Shared, 1.0, 0.0)));
    // Facing is no way round: 8.9 m of the common line and 8 m of the side that turns away are within 8 m, less 2 · 8 m.
    assert_eq!(contact_of_fields(&shifted(0.9), &usual()), None);
    // Corners that touch: 8 + 8 − 2 · 8 = 0 m.
    assert_eq!(contact_of_fields(&shifted(0.0), &usual()), None);
}

#[test]
fn one_boundary_drawn_twice_is_shared_up_to_a_millimetre() {
    let beside = |gap_m: f64| -> Vec<Parcel> {
        let bend = [100.0 + gap_m, 31.0];
        vec![
            ("0101", rectangle(0.0, 0.0, 100.0, 50.0)),
            ("0101", ring(&[[100.0 + gap_m, 0.0], [200.0, 0.0], [200.0, 50.0], [100.0 + gap_m, 50.0], bend])),
        ]
    };
    assert_eq!(contact_of_fields(&beside(0.0), &usual()), Some((Shared, 50.0, 0.0)));
    assert_eq!(contact_of_fields(&beside(0.0009), &usual()), Some((Shared, 50.0, 0.0)));
    let touching_only = usual().with_gap_m(0.0);
    assert_eq!(contact_of_fields(&beside(0.0009), &touching_only), Some((Shared, 50.0, 0.0)));
    assert_eq!(contact_of_fields(&beside(0.0011), &touching_only), None);
    assert_eq!(contact_of_fields(&beside(0.0011), &usual()), Some((Facing, 50.0, 0.0011)));
}

#[test]
fn fields_lie_together_across_a_ditch_up_to_the_gap() {
    // Within 8 m of the other field lie 100 m of the near side and 2 m of either flank: 104 − 2 (8 − 6) = 100.
    assert_eq!(contact_of_fields(&across(6.0, "1107"), &usual()), Some((Facing, 100.0, 6.0)));
    assert_eq!(contact_of_fields(&across(8.0, "1107"), &usual()), Some((Facing, 100.0, 8.0)));
    assert_eq!(contact_of_fields(&across(8.1, "1107"), &usual()), None);
    assert_eq!(contact_of_fields(&across(6.0, "1107"), &usual().with_gap_m(0.0)), None);
}

#[test]
fn fields_that_face_each_other_along_less_than_five_metres_do_not_lie_together() {
    //        ┌──────┐
    //        │      │   `m` metres of the two face each other across 4 m.
    //        └──────┘
    //   ┌──────┐
    //   │      │
    //   └──────┘
    let staggered = |m: f64| -> Vec<Parcel> {
        vec![("0101", rectangle(0.0, 0.0, 50.0, 50.0)), ("0101", rectangle(50.0 - m, 54.0, 100.0 - m, 104.0))]
    };
    // Of the lower field within 8 m of the upper: `m` metres that face it and √(8² − 4²) m more of the north side, up to which its
    // corner is near, and 4 m of the east flank: m + 4√3 + 4 − 2 (8 − 4), so 5 m are reached from 9 − 4√3 = 2.0718 m on.
    let facing_m = |m: f64| m + 4.0 * 3f64.sqrt() - 4.0;
    let found = contact_of_fields(&staggered(20.0), &usual()).unwrap();
    assert_eq!((found.0, found.2), (Facing, 4.0));
    assert!((found.1 - facing_m(20.0)).abs() < 1e-6, "{found:?}");
    assert!(contact_of_fields(&staggered(2.08), &usual()).is_some());
    assert!(contact_of_fields(&staggered(2.06), &usual()).is_none());
}

#[test]
fn the_facing_of_a_narrow_field_and_a_wide_one_is_the_same_from_either_side() {
    //   ┌──────────────┐     A strip of 3 m ends 4 m before a wide field: from the strip 3 + 4 + 4 − 2 · 4 = 3 m,
    //   └──────────────┘     from the wide field 3 + 2 · 4√3 − 8 = 8.9 m. The smaller counts: 3 m, too little.
    //         ┌┐
    //         ││
    let strip = |width_m: f64| -> Vec<Parcel> {
        vec![("0101", rectangle(0.0, 4.0, 100.0, 50.0)), ("0101", rectangle(50.0, -60.0, 50.0 + width_m, 0.0))]
    };
    assert_eq!(contact_of_fields(&strip(3.0), &usual()), None);
    assert_eq!(contact_of_fields(&strip(5.0), &usual()), Some((Facing, 5.0, 4.0)));
}

#[test]
fn roads_railways_and_rivers_part_fields_and_field_paths_do_not() {
    for barrier in ["1001", "1002", "1003", "1101"] {
        assert_eq!(contact_of_fields(&across(6.0, barrier), &usual()), None, "{barrier}");
    }
    for between in ["1006", "1107", "1203", "0301", "0702"] {
        assert!(contact_of_fields(&across(6.0, between), &usual()).is_some(), "{between}");
    }
    let no_barriers = Setting { barriers: [].into(), ..usual() };
    assert!(contact_of_fields(&across(6.0, "1003"), &no_barriers).is_some());
}

#[test]
fn a_road_in_two_parcels_that_meet_between_the_fields_is_a_road() {
    //   ┌──────┐         The west ends of the fields are 5 m apart, their east ends more: the one shortest line runs along the
    //   └──────┘\        border between two parcels of the road, and inside neither.
    //  ═╪═══════════
    //   ┌──────┐
    //   └──────┘
    let land: Vec<Parcel> = vec![
        ("0101", rectangle(0.0, 0.0, 100.0, 50.0)),
        ("1003", rectangle(-50.0, 50.0, 0.0, 55.0)),
        ("1003", ring(&[[0.0, 50.0], [100.0, 50.0], [100.0, 56.0], [0.0, 55.0]])),
        ("0101", ring(&[[0.0, 55.0], [100.0, 56.0], [100.0, 100.0], [0.0, 100.0]])),
    ];
    assert_eq!(contact_of_fields(&land, &usual()), None);
}

#[test]
fn a_road_that_touches_the_shortest_line_at_its_end_parts_nothing() {
    //   ┌──────┐         As above, but the road turns away west: it is within a millimetre of the shortest line for the first two
    //   └──────┘\\       centimetres only.
    //  ══╲ ditch
    //   ┌──────┐
    let land: Vec<Parcel> = vec![
        ("0101", rectangle(0.0, 0.0, 100.0, 50.0)),
        ("1003", ring(&[[-50.0, 50.0], [0.0, 50.0], [-0.3, 56.0], [-50.0, 56.0]])),
        ("0101", ring(&[[0.0, 55.0], [100.0, 56.0], [100.0, 100.0], [0.0, 100.0]])),
    ];
    assert!(contact_of_fields(&land, &usual()).is_some());
}

#[test]
fn roads_at_both_ends_of_a_ditch_do_not_close_the_way_across_it() {
    //   │┌──────┐│
    //   │└──────┘│      The shortest lines at the ends run along the roads, those between meet only the ditch.
    //   │┌──────┐│
    //   │└──────┘│
    let mut land = across(6.0, "1107");
    land.push(("1003", rectangle(-6.0, 0.0, 0.0, 106.0)));
    land.push(("1003", rectangle(100.0, 0.0, 106.0, 106.0)));
    assert_eq!(contact_of_fields(&land, &usual()), Some((Facing, 100.0, 6.0)));
}

#[test]
fn houses_part_fields_once_the_village_reaches_twenty_mu() {
    //   ┌───────────────┐
    //   └───────────────┘
    //   │ street of houses, 6 m ├──────────┐      20 mu are 13 333.33 m²: the houses between the fields are 600 m²,
    //   ┌───────────────┐       │ village  │      the rest of the village needs 12 733.33 m² to make them a core.
    //   └───────────────┘       └──────────┘
    let village = |east: f64| -> Vec<Parcel> {
        let mut land = across(6.0, "0702");
        land.push(("1004", rectangle(100.0, 50.0, 104.0, 56.0)));
        land.push(("0601", rectangle(104.0, 0.0, east, 100.0)));
        land
    };
    // 600 + 24 + 100 (m − 104): 231.09 m give 13 333 m², 231.10 m give 13 334 m².
    assert!(contact_of_fields(&village(231.09), &usual()).is_some());
    assert!(contact_of_fields(&village(231.10), &usual()).is_none());
    let larger = Setting { village_core_mu: 30.0, ..usual() };
    assert!(contact_of_fields(&village(231.10), &larger).is_some());
}

#[test]
fn a_field_round_a_pond_and_a_field_on_its_island_face_each_other_all_round() {
    // A pond of 20 m with an island field of 10 m in the middle: 5 m of water all round, and the pond's hole in the field.
    let square = |low: f64, high: f64| rectangle(low, low, high, high);
    let outer = geo::Polygon::new(
        shape_of(&square(0.0, 100.0)).0[0].exterior().clone(),
        vec![shape_of(&square(40.0, 60.0)).0[0].exterior().clone()],
    );
    let mut faces = faces_of(&[("1104", square(40.0, 60.0)), ("0101", square(45.0, 55.0))]);
    let field = tianfang::contiguity::Piece::new(&geo::MultiPolygon(vec![outer]), "0101", 9600.0);
    assert_eq!(field.perimeter_m, 480.0);
    let face = faces.insert(field);
    let graph = farmland_graph(&faces, &usual());
    let links: Vec<_> = graph.links(face).collect();
    assert_eq!((links.len(), links[0].to, links[0].contact.gap_m), (1, 1, 5.0));
    // All 40 m of the island are within 8 m: 40 − 2 (8 − 5) = 34. So are all 80 m of the hole (its corners are 5√2 m away).
    assert!((links[0].contact.length_m - 34.0).abs() < 1e-9);
    let blocks = Blocks::of(&graph, &faces, &farmland(&faces));
    assert_eq!(blocks.blocks().len(), 1);
    assert_eq!((blocks.blocks()[0].area_m2, blocks.blocks()[0].outline_m), (9700.0, 520.0));
}

#[test]
fn fields_that_do_not_count_join_nothing() {
    //   │ A │ B │ C │   With B left out, A and C are two blocks.
    let land: Vec<Parcel> = (0..3)
        .map(|column| ("0101", rectangle(f64::from(column) * 10.0, 0.0, f64::from(column) * 10.0 + 10.0, 10.0)))
        .collect();
    let faces = faces_of(&land);
    let graph = farmland_graph(&faces, &usual().with_gap_m(0.0));
    let blocks = Blocks::of(&graph, &faces, &[true, true, true]);
    // 3 · 40 − 2 · (10 + 10) = 80.
    assert_eq!((blocks.blocks().len(), blocks.blocks()[0].outline_m, blocks.blocks()[0].faces), (1, 80.0, 3));
    let apart = Blocks::of(&graph, &faces, &[true, false, true]);
    assert_eq!((apart.blocks().len(), apart.block_of(1), apart.block_of(2)), (2, None, Some(1)));
    assert_eq!(apart.blocks()[1].first_face, 2);
    assert_eq!(apart.contact_m(), 0.0);
}

#[test]
fn land_inside_a_region_is_cut_at_its_border_and_what_stays_apart_inside_is_apart() {
    //   ┌───┬───┬───┐     Fields A, B, C of 100 × 100 m. The region is everything west of 250 m but for a notch that takes
    //   │ A ╎ B │ C │     the northern half of B away and a bit more: A and C hang together through B's south only.
    //   │   ├───┤   │
    //   └───┴───┴─╌─┘
    let land: Vec<Parcel> = (0..3)
        .map(|column| f64::from(column) * 100.0)
        .map(|west| ("0101", rectangle(west, 0.0, west + 100.0, 100.0)))
        .chain([("1101", rectangle(300.0, 0.0, 320.0, 100.0))])
        .collect();
    let faces = faces_of(&land);
    let graph = farmland_graph(&faces, &usual());
    let plane = AreaPlane::new(GaussKruger::from_epsg(4549).unwrap());
    let region = shape_of(&ring(&[
        [-10.0, -10.0],
        [250.0, -10.0],
        [250.0, 110.0],
        [200.0, 110.0],
        [200.0, 50.0],
        [100.0, 50.0],
        [100.0, 110.0],
        [-10.0, 110.0],
    ]));
    let inside = faces.inside(&region, &plane, &|face| faces.is_cultivated(face));
    // A may have been left whole or been cut along its own edge: its land is the same.
    assert!(inside.faces.is_present(3), "the river is no farmland and stays");
    let mut after = graph.clone();
    after.refresh(&inside.faces, &inside.changed, &|face| inside.faces.is_cultivated(face));
    let blocks = Blocks::of(&after, &inside.faces, &farmland(&inside.faces));
    assert_eq!(blocks.blocks().len(), 1);
    // A 10 000 + B 5 000 + C 5 000 m², ellipsoidal within a part in 10⁴ of the plane here.
    assert!((blocks.area_m2() / 20_000.0 - 1.0).abs() < 1e-3, "{}", blocks.area_m2());
    // A 400 + B 2 (100 + 50) + C 2 (50 + 100) − 2 (50 + 50) = 800 m.
    assert!((blocks.blocks()[0].outline_m - 800.0).abs() < 1e-6);
    let parts: Vec<usize> = inside.parts.iter().map(|part| part.1).collect();
    assert!(parts.ends_with(&[1, 2]), "{parts:?}");
}
