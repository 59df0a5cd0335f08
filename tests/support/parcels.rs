//! Small land drawn by hand: parcels as rings with a class, areas in the plane so that figures can be worked out on paper.

use std::sync::Arc;

use geo::MultiPolygon;
use tianfang::base::land_class;
use tianfang::contiguity::{Contact, ContactKind, Faces, Graph, Setting};
use tianfang::crs::planar_ring_m2;
use tianfang::geometry::{GeometryKind, PackedBuilder, PackedTree, Point};

/// South-west corner of what is drawn.
const ORIGIN_M: Point = [500_000.0, 3_300_000.0];

/// A class and an open ring, counter-clockwise.
pub type Parcel = (&'static str, Vec<Point>);

/// A rectangle from its west, south, east and north.
pub fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Vec<Point> {
    ring(&[[west, south], [east, south], [east, north], [west, north]])
}

pub fn ring(points: &[Point]) -> Vec<Point> {
    points.iter().map(|[x, y]| [ORIGIN_M[0] + x, ORIGIN_M[1] + y]).collect()
}

/// Parcels numbered as they stand.
pub fn faces_of(parcels: &[Parcel]) -> Faces {
    let mut builder = PackedBuilder::new(GeometryKind::Polygons);
    for (_, ring) in parcels {
        builder.multi_polygon(&shape_of(ring));
    }
    let shapes = builder.finish();
    let tree = PackedTree::over(shapes.all_bounds());
    let classes = parcels.iter().map(|(code, _)| land_class(code)).collect();
    let areas_m2 = parcels.iter().map(|(_, ring)| planar_ring_m2(ring).abs()).collect();
    Faces::new(Arc::new(shapes), Arc::new(tree), classes, areas_m2)
}

pub fn shape_of(ring: &[Point]) -> MultiPolygon<f64> {
    let line: geo::LineString = ring.iter().map(|at| (at[0], at[1])).collect();
    MultiPolygon(vec![geo::Polygon::new(line, Vec::new())])
}

/// The graph of the cultivated land.
pub fn farmland_graph(faces: &Faces, setting: &Setting) -> Graph {
    Graph::build(faces, setting, &|face| faces.is_cultivated(face))
}

/// Which faces count as farmland.
pub fn farmland(faces: &Faces) -> Vec<bool> {
    (0..faces.len()).map(|face| faces.is_cultivated(face)).collect()
}

/// Every pair of linked faces, the lower number first.
pub fn pairs(graph: &Graph) -> Vec<(usize, usize, Contact)> {
    let mut pairs = Vec::new();
    graph.for_each_pair(|first, second, contact| pairs.push((first, second, *contact)));
    pairs.sort_by_key(|pair| (pair.0, pair.1));
    pairs
}

/// The contact of the only two fields among parcels: kind, length and gap to a billionth.
pub fn contact_of_fields(parcels: &[Parcel], setting: &Setting) -> Option<(ContactKind, f64, f64)> {
    let round = |value: f64| (value * 1e6).round() / 1e6;
    let pairs = pairs(&farmland_graph(&faces_of(parcels), setting));
    assert!(pairs.len() <= 1, "{pairs:?}");
    pairs.first().map(|(_, _, contact)| (contact.kind, round(contact.length_m), round(contact.gap_m)))
}
