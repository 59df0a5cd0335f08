//! The areas of a shape: ours, the planar one, and the survey's vertex formula, with its rounding and without, as named checks.

use geo::{LineString, MultiPolygon, Polygon};

use crate::crs::{AreaPlane, CrsProblem, GaussKruger, SourceCrs, Transform, planar_ring_m2, survey_area_m2};
use crate::geometry::Point;

/// Measures shapes of one plane.
pub(super) struct Surveyor {
    area_plane: AreaPlane,
    to_degrees: Transform,
}

/// One shape measured in every way, m².
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Areas {
    pub ellipsoidal_m2: f64,
    pub planar_m2: f64,
    /// The survey's formula with its rounding to 1e-6″.
    pub survey_m2: f64,
    pub survey_unrounded_m2: f64,
}

impl std::iter::Sum for Areas {
    fn sum<I: Iterator<Item = Self>>(areas: I) -> Self {
        areas.fold(Self::default(), |sum, one| Self {
            ellipsoidal_m2: sum.ellipsoidal_m2 + one.ellipsoidal_m2,
            planar_m2: sum.planar_m2 + one.planar_m2,
            survey_m2: sum.survey_m2 + one.survey_m2,
            survey_unrounded_m2: sum.survey_unrounded_m2 + one.survey_unrounded_m2,
        })
    }
}

impl Surveyor {
    pub fn new(plane: GaussKruger) -> Result<Self, CrsProblem> {
        let to_degrees = Transform::new(SourceCrs::Plane(plane), SourceCrs::Cgcs2000Degrees)?;
        Ok(Self { area_plane: AreaPlane::new(plane), to_degrees })
    }

    /// Ellipsoidal area, m²: the figure of every ledger.
    pub fn ellipsoidal_m2(&self, shape: &MultiPolygon<f64>) -> f64 {
        sum_of_rings(shape, |ring| self.area_plane.ring_m2(&ring))
    }

    /// Planar area, m²: for comparison only.
    pub fn planar_m2(&self, shape: &MultiPolygon<f64>) -> f64 {
        sum_of_rings(shape, |ring| planar_ring_m2(&ring))
    }

    /// Area by the vertex formula of 国土调查办发〔2008〕32号, with its rounding to 1e-6″ where `rounded`, m². Not a number where
    /// a point cannot be told in degrees.
    pub fn survey_m2(&self, shape: &MultiPolygon<f64>, rounded: bool) -> f64 {
        sum_of_rings(shape, |mut ring| match self.to_degrees.apply(&mut ring) {
            Ok(()) => survey_area_m2(&ring, rounded),
            Err(_) => f64::NAN,
        })
    }

    pub fn areas(&self, shape: &MultiPolygon<f64>) -> Areas {
        Areas {
            ellipsoidal_m2: self.ellipsoidal_m2(shape),
            planar_m2: self.planar_m2(shape),
            survey_m2: self.survey_m2(shape, true),
            survey_unrounded_m2: self.survey_m2(shape, false),
        }
    }
}

/// Shells less holes, whichever way the rings run.
fn sum_of_rings(shape: &MultiPolygon<f64>, ring_m2: impl Fn(Vec<Point>) -> f64) -> f64 {
    let of_line = |line: &LineString<f64>| ring_m2(line.coords().map(|point| [point.x, point.y]).collect()).abs();
    let of_polygon =
        |polygon: &Polygon<f64>| of_line(polygon.exterior()) - polygon.interiors().iter().map(of_line).sum::<f64>();
    shape.iter().map(of_polygon).sum()
}

/// Length of all rings, metres.
pub(super) fn perimeter_m(shape: &MultiPolygon<f64>) -> f64 {
    let of_line = |line: &LineString<f64>| {
        line.lines().map(|edge| (edge.end.x - edge.start.x).hypot(edge.end.y - edge.start.y)).sum::<f64>()
    };
    shape.iter().map(|polygon| of_line(polygon.exterior()) + polygon.interiors().iter().map(of_line).sum::<f64>()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    #[test]
    fn a_hole_is_taken_off_in_all_three() {
        // Test vector V6 of the survey: a square of 1 km less a square of 200 m, 100 km east of the meridian.
        let square = |east: f64, north: f64, side: f64| polygon![(x: east, y: north), (x: east + side, y: north), (x: east + side, y: north + side), (x: east, y: north + side)];
        let shell = square(600_000.0, 3_370_000.0, 1000.0).into_inner().0;
        let hole = square(600_400.0, 3_370_400.0, 200.0).into_inner().0;
        let shape = MultiPolygon(vec![Polygon::new(shell, vec![hole])]);
        let surveyor = Surveyor::new(GaussKruger::from_epsg(4549).unwrap()).unwrap();
        assert_eq!(surveyor.planar_m2(&shape), 960_000.0);
        assert!((surveyor.survey_m2(&shape, true) - 959_760.914).abs() < 0.02);
        assert!((surveyor.survey_m2(&shape, false) - 959_760.914).abs() < 0.05);
        assert!((surveyor.ellipsoidal_m2(&shape) - 959_760.91).abs() < 0.05);
        assert_eq!(perimeter_m(&shape), 4800.0);
    }
}
