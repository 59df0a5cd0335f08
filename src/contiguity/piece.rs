//! A face that is no parcel of the base: what a measure made of one, or the part of one inside a region.

use geo::MultiPolygon;

use crate::base::{LandClass, land_class};
use crate::crs::AreaPlane;
use crate::geometry::{GeometryKind, PackedBuilder, PackedShapes, Point};

/// One face with its own geometry.
#[derive(Clone, Debug)]
pub struct Piece {
    /// One polygon feature.
    pub(super) shape: PackedShapes,
    pub class: Option<&'static LandClass>,
    /// Ellipsoidal area, m².
    pub area_m2: f64,
    /// Length of all rings in the plane, metres.
    pub perimeter_m: f64,
}

impl Piece {
    /// A face of a land class (DLBM; one the standard lacks is neither farmland nor barrier) with its ellipsoidal area.
    pub fn new(shape: &MultiPolygon<f64>, code: &str, area_m2: f64) -> Self {
        Self::with_area(shape, land_class(code), area_m2)
    }

    /// A face of a land class, its area measured.
    pub fn of_class(shape: &MultiPolygon<f64>, class: Option<&'static LandClass>, plane: &AreaPlane) -> Self {
        let ring_m2 = |line: &geo::LineString<f64>| {
            let ring: Vec<Point> = line.0.iter().map(|at| [at.x, at.y]).collect();
            plane.ring_m2(&ring).abs()
        };
        let polygon_m2 = |polygon: &geo::Polygon<f64>| {
            ring_m2(polygon.exterior()) - polygon.interiors().iter().map(ring_m2).sum::<f64>()
        };
        Self::with_area(shape, class, shape.iter().map(polygon_m2).sum())
    }

    /// Whether it is cultivated land 耕地 (01xx).
    pub fn is_cultivated(&self) -> bool {
        self.class.is_some_and(LandClass::is_cultivated)
    }

    fn with_area(shape: &MultiPolygon<f64>, class: Option<&'static LandClass>, area_m2: f64) -> Self {
        let mut builder = PackedBuilder::new(GeometryKind::Polygons);
        builder.multi_polygon(shape);
        let shape = builder.finish();
        Self { class, area_m2, perimeter_m: perimeter_m(&shape, 0), shape }
    }
}

/// Length of all rings of a feature in the plane, metres.
pub(super) fn perimeter_m(shapes: &PackedShapes, feature: usize) -> f64 {
    let ring_m = |ring: &[Point]| -> f64 {
        let previous = ring.iter().cycle().skip(ring.len().saturating_sub(1));
        ring.iter().zip(previous).map(|(to, from)| (to[0] - from[0]).hypot(to[1] - from[1])).sum()
    };
    shapes.rings(feature).map(ring_m).sum()
}
