//! A planar mesh of parcels that share their edges exactly, and zones over it: what tests and benches both need of it, and no
//! more.

use std::sync::Arc;

use geo::{LineString, Polygon};
use tianfang::base::{BaseLayer, LayerBuilder, LayerId, Role, Value};
use tianfang::crs::GaussKruger;
use tianfang::geometry::{GeometryKind, Point};

pub const EAST_M: f64 = 475_000.0;
pub const NORTH_M: f64 = 3_350_000.0;

/// Land classes of the mesh and their shares in hundredths.
const CLASSES: [(&str, u64); 7] =
    [("0101", 35), ("0103", 15), ("0201", 10), ("0301", 20), ("0702", 10), ("0601", 3), ("1104", 7)];

/// A small generator of pseudo-random numbers (splitmix64): the same numbers on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.next() >> 11) as f64 / (1u64 << 53) as f64)
    }
}

pub fn plane() -> GaussKruger {
    GaussKruger::from_epsg(4549).unwrap()
}

/// Open rings of `n` × `n` parcels of 16 vertices over a square of `side_m`, row by row.
pub fn mesh_rings(n: usize, side_m: f64, seed: u64) -> Vec<Vec<Point>> {
    let mut random = Random::new(seed);
    let cell = side_m / n as f64;
    let corner: Vec<Point> = (0..(n + 1) * (n + 1))
        .map(|at| {
            let (column, row) = (at / (n + 1), at % (n + 1));
            let x = column as f64 * cell + random.between(-0.3, 0.3) * cell;
            let y = row as f64 * cell + random.between(-0.3, 0.3) * cell;
            [EAST_M + x, NORTH_M + y]
        })
        .collect();
    let at = |column: usize, row: usize| corner[column * (n + 1) + row];
    let mut bent = |from: Point, to: Point| -> [Point; 3] {
        [0.25, 0.5, 0.75].map(|t| {
            let x = from[0] + (to[0] - from[0]) * t + random.between(-0.05, 0.05) * cell;
            let y = from[1] + (to[1] - from[1]) * t + random.between(-0.05, 0.05) * cell;
            [x, y]
        })
    };
    let mut eastward = Vec::with_capacity(n * (n + 1));
    for column in 0..n {
        for row in 0..=n {
            eastward.push(bent(at(column, row), at(column + 1, row)));
        }
    }
    let mut northward = Vec::with_capacity((n + 1) * n);
    for column in 0..=n {
        for row in 0..n {
            northward.push(bent(at(column, row), at(column, row + 1)));
        }
    }
    let mut rings = Vec::with_capacity(n * n);
    for column in 0..n {
        for row in 0..n {
            let mut ring = Vec::with_capacity(16);
            ring.push(at(column, row));
            ring.extend(eastward[column * (n + 1) + row]);
            ring.push(at(column + 1, row));
            ring.extend(northward[(column + 1) * n + row]);
            ring.push(at(column + 1, row + 1));
            ring.extend(eastward[column * (n + 1) + row + 1].iter().rev());
            ring.push(at(column, row + 1));
            ring.extend(northward[column * n + row].iter().rev());
            rings.push(ring);
        }
    }
    rings
}

/// The mesh as a layer of a role, with a DLBM for every parcel.
pub fn mesh_layer(n: usize, side_m: f64, role: Role) -> Arc<BaseLayer> {
    let mut random = Random::new(99);
    let mut builder = LayerBuilder::new("DLTB", role, GeometryKind::Polygons);
    let field = builder.field("DLBM", None, "TEXT");
    for ring in mesh_rings(n, side_m, 1) {
        for point in ring {
            builder.shapes.coordinate(point);
        }
        builder.shapes.end_ring();
        builder.shapes.end_part();
        builder.shapes.end_feature();
        let mut dice = random.next() % 100;
        let class = CLASSES.iter().find(|(_, share)| {
            let found = dice < *share;
            dice = dice.saturating_sub(*share);
            found
        });
        builder.fields[field].values.push(Value::Text(class.map_or("1104", |(code, _)| code).to_owned()));
    }
    Arc::new(builder.build(LayerId(1), plane()))
}

/// A closed polygon of an open ring.
pub fn polygon(ring: &[Point]) -> Polygon<f64> {
    Polygon::new(line(ring), Vec::new())
}

pub fn line(ring: &[Point]) -> LineString<f64> {
    ring.iter().chain(ring.first()).map(|&point| (point[0], point[1])).collect()
}

/// A star-shaped zone of `count` vertices round a centre, radius about `radius_m`, never crossing itself.
pub fn star_ring(center: Point, radius_m: f64, count: usize, random: &mut Random) -> Vec<Point> {
    let mut angles: Vec<f64> = (0..count).map(|_| random.between(0.0, std::f64::consts::TAU)).collect();
    angles.sort_by(f64::total_cmp);
    angles
        .into_iter()
        .map(|angle| {
            let radius = radius_m * (1.0 + 0.2 * (5.0 * angle).sin() + random.between(-0.08, 0.08));
            [center[0] + radius * angle.cos(), center[1] + radius * angle.sin()]
        })
        .collect()
}
