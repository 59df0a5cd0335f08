//! Planar areas against those of GEOS (`docs/checks/areas.py` wrote the fixture): parcels with holes and shared edges, and zones
//! drawn freely, along parcels, and both.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{LineString, MultiPolygon, Polygon};
use serde::Deserialize;
use tianfang::base::{BaseLayer, LayerBuilder, LayerId, Role};
use tianfang::checks::OverlapSet;
use tianfang::crs::{GaussKruger, planar_ring_m2};
use tianfang::geometry::{GeometryKind, Point};

/// What the two may differ by: of a parcel, m², and of a zone, as a share of it.
const PARCEL_TOLERANCE_M2: f64 = 1e-6;
const ZONE_TOLERANCE: f64 = 1e-9;

/// Open rings, the shell first.
type Rings = Vec<Vec<Point>>;

#[derive(Deserialize)]
struct Fixture {
    epsg: u32,
    parcels: Vec<Parcel>,
    zones: Vec<Zone>,
}

#[derive(Deserialize)]
struct Parcel {
    rings: Rings,
    area_m2: f64,
}

#[derive(Deserialize)]
struct Zone {
    name: String,
    parts: Vec<Rings>,
    area_m2: f64,
    /// Parcels by their number from 0, and how much of each the zone covers.
    covered: Vec<(usize, f64)>,
}

fn fixture() -> Fixture {
    serde_json::from_str(include_str!("fixtures/geos_areas.json")).unwrap()
}

fn plane(fixture: &Fixture) -> GaussKruger {
    GaussKruger::from_epsg(fixture.epsg).unwrap()
}

/// The parcels as a layer; the id of each in its source is its number in the fixture.
fn layer_of(fixture: &Fixture) -> Arc<BaseLayer> {
    let mut builder = LayerBuilder::new("DLTB", Role::LandUse, GeometryKind::Polygons);
    for (number, parcel) in fixture.parcels.iter().enumerate() {
        for ring in &parcel.rings {
            ring.iter().for_each(|&point| builder.shapes.coordinate(point));
            builder.shapes.end_ring();
        }
        builder.shapes.end_part();
        builder.shapes.end_feature();
        builder.source_ids.push(number as i64);
    }
    Arc::new(builder.build(LayerId(1), plane(fixture)))
}

fn shape_of(zone: &Zone) -> MultiPolygon<f64> {
    let line = |ring: &Vec<Point>| LineString::from(ring.clone());
    let polygon = |rings: &Rings| Polygon::new(line(&rings[0]), rings[1..].iter().map(line).collect());
    MultiPolygon(zone.parts.iter().map(polygon).collect())
}

#[test]
fn every_parcel_has_the_planar_area_that_geos_gives_it() {
    let fixture = fixture();
    let layer = layer_of(&fixture);
    assert_eq!((layer.len(), fixture.zones.len()), (300, 5));
    for feature in 0..layer.len() {
        let area_m2: f64 = layer.shapes.rings(feature).map(planar_ring_m2).sum();
        let wanted_m2 = fixture.parcels[layer.source_ids[feature] as usize].area_m2;
        assert!((area_m2 - wanted_m2).abs() < PARCEL_TOLERANCE_M2, "{area_m2} and {wanted_m2}");
    }
}

#[test]
fn zones_cover_of_every_parcel_what_geos_says_they_do() {
    let fixture = fixture();
    let layer = layer_of(&fixture);
    let set = OverlapSet::new(plane(&fixture), std::slice::from_ref(&layer));
    for zone in &fixture.zones {
        let (name, shape) = (&zone.name, shape_of(zone));
        let overlap = set.overlap(&shape).unwrap();
        let wanted_m2: f64 = zone.covered.iter().map(|(_, share_m2)| share_m2).sum();
        let tolerance_m2 = ZONE_TOLERANCE * zone.area_m2;
        assert!((overlap.planar_m2 - wanted_m2).abs() < tolerance_m2, "{name}: {} and {wanted_m2}", overlap.planar_m2);
        assert!((overlap.planar_m2 - zone.area_m2).abs() < tolerance_m2, "{name}: parcels tile the zone");
        assert_eq!((overlap.features, overlap.uncounted.len()), (zone.covered.len(), 0), "{name}");

        let mut shares: BTreeMap<usize, f64> = BTreeMap::new();
        for piece in set.pieces(&shape) {
            *shares.entry(layer.source_ids[piece.feature] as usize).or_default() += piece.planar_m2;
        }
        assert_eq!(shares.len(), zone.covered.len(), "{name}");
        for (parcel, wanted_m2) in &zone.covered {
            let share_m2 = shares[parcel];
            let differ_m2 = (share_m2 - wanted_m2).abs();
            assert!(differ_m2 < PARCEL_TOLERANCE_M2, "{name}, parcel {parcel}: {share_m2} and {wanted_m2}");
        }
    }
}
