//! Shapes of design records: multipolygons in the project's plane, and how one vertex of them is named.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::crs::AreaPlane;
use crate::geometry::{Bounds, Point, open_ring, ring_lines};

/// A multipolygon in the project's plane, metres; stored as nested arrays of `[easting, northing]`, rings open.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape(pub MultiPolygon<f64>);

/// A vertex of a shape: part, ring of the part (0 is the shell, then the holes), position in the open ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct VertexAddress {
    pub part: usize,
    pub ring: usize,
    pub index: usize,
}

impl Shape {
    /// One ring, open or closed, without holes.
    pub fn from_ring(ring: &[Point]) -> Self {
        Self(MultiPolygon(vec![Polygon::new(line(ring), Vec::new())]))
    }

    /// A ring as open points; empty where the address names none.
    pub fn ring(&self, part: usize, ring: usize) -> Vec<Point> {
        self.line(part, ring).map(open_points).unwrap_or_default()
    }

    /// Every ring with its part and ring number, points open.
    pub fn rings(&self) -> impl Iterator<Item = (usize, usize, Vec<Point>)> + '_ {
        self.0.iter().enumerate().flat_map(|(part, polygon)| {
            ring_lines(polygon).enumerate().map(move |(ring, line)| (part, ring, open_points(line)))
        })
    }

    /// The shape with one ring replaced; `None` where the address names no ring.
    pub fn with_ring(&self, part: usize, ring: usize, points: &[Point]) -> Option<Self> {
        let mut polygons = self.0.0.clone();
        let polygon = polygons.get_mut(part)?;
        let (mut exterior, mut interiors) = (polygon.exterior().clone(), polygon.interiors().to_vec());
        if ring == 0 {
            exterior = line(points);
        } else {
            *interiors.get_mut(ring - 1)? = line(points);
        }
        *polygon = Polygon::new(exterior, interiors);
        Some(Self(MultiPolygon(polygons)))
    }

    /// Area on the CGCS2000 ellipsoid, m²; edges straight in the plane, holes taken off.
    pub fn area_m2(&self, plane: &AreaPlane) -> f64 {
        self.rings().map(|(_, ring, points)| plane.ring_m2(&points).abs() * if ring == 0 { 1.0 } else { -1.0 }).sum()
    }

    /// Number of vertices over all rings, closing points not counted.
    pub fn vertex_count(&self) -> usize {
        self.rings().map(|(_, _, points)| points.len()).sum()
    }

    fn line(&self, part: usize, ring: usize) -> Option<&LineString<f64>> {
        let polygon = self.0.0.get(part)?;
        if ring == 0 { Some(polygon.exterior()) } else { polygon.interiors().get(ring - 1) }
    }
}

fn line(points: &[Point]) -> LineString<f64> {
    points.iter().map(|point| Coord { x: point[0], y: point[1] }).collect()
}

fn open_points(line: &LineString<f64>) -> Vec<Point> {
    open_ring(line).collect()
}

/// Box of a shape, metres.
pub fn shape_bounds(shape: &MultiPolygon<f64>) -> Bounds {
    let mut bounds = Bounds::EMPTY;
    for coordinate in shape.iter().flat_map(|polygon| polygon.exterior().coords()) {
        bounds.include([coordinate.x, coordinate.y]);
    }
    bounds
}

/// The shape moved by `[east, north]` metres.
pub fn translated(shape: &MultiPolygon<f64>, by: Point) -> MultiPolygon<f64> {
    use geo::Translate;
    shape.translate(by[0], by[1])
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let nested: Vec<Vec<Vec<Point>>> =
            self.0.iter().map(|polygon| ring_lines(polygon).map(open_points).collect()).collect();
        nested.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let nested: Vec<Vec<Vec<Point>>> = Deserialize::deserialize(deserializer)?;
        Ok(Self(
            nested
                .into_iter()
                .map(|rings| {
                    let mut rings = rings.iter().map(|ring| line(ring));
                    Polygon::new(rings.next().unwrap_or_else(|| LineString::new(Vec::new())), rings.collect())
                })
                .collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_comes_back_to_the_last_bit() {
        let shape =
            Shape::from_ring(&[[512_345.678_901_234_5, 3_358_123.1], [512_400.3, 3_358_123.1], [512_400.3, 0.1 + 0.2]]);
        let text = serde_json::to_string(&shape).unwrap();
        assert_eq!(serde_json::from_str::<Shape>(&text).unwrap(), shape);
        assert_eq!(shape.vertex_count(), 3);
        let moved = shape.with_ring(0, 0, &[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]).unwrap();
        assert_eq!(moved.ring(0, 0).len(), 4);
        assert!(shape.with_ring(1, 0, &[]).is_none());
    }
}
