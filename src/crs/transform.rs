//! Conversion of coordinates between what can be read and the project's plane.

use proj4rs::Proj;
use proj4rs::transform::{Transform as Points, TransformClosure};

use super::{CrsProblem, GaussKruger};

/// Radius of the sphere of EPSG:3857, metres.
const WEB_MERCATOR_RADIUS_M: f64 = 6_378_137.0;

/// A coordinate reference system that data may come in. WGS 84 and CGCS2000 are taken as identical: they differ by less than
/// a decimetre, which is below planning accuracy; whoever imports is told so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceCrs {
    /// A CGCS2000 Gauss–Krüger plane, EPSG 4491–4554.
    Plane(GaussKruger),
    /// EPSG:4490, longitude and latitude in degrees.
    Cgcs2000Degrees,
    /// EPSG:4326, longitude and latitude in degrees.
    Wgs84Degrees,
    /// EPSG:3857, metres on the sphere.
    WebMercator,
}

impl SourceCrs {
    pub fn epsg(self) -> u32 {
        match self {
            Self::Plane(plane) => plane.epsg(),
            Self::Cgcs2000Degrees => 4490,
            Self::Wgs84Degrees => 4326,
            Self::WebMercator => 3857,
        }
    }

    pub fn name(self) -> String {
        match self {
            Self::Plane(plane) => plane.name(),
            Self::Cgcs2000Degrees => "China Geodetic Coordinate System 2000".to_owned(),
            Self::Wgs84Degrees => "WGS 84".to_owned(),
            Self::WebMercator => "WGS 84 / Pseudo-Mercator".to_owned(),
        }
    }

    /// Whether coordinates are longitude and latitude in degrees.
    pub fn is_degrees(self) -> bool {
        matches!(self, Self::Cgcs2000Degrees | Self::Wgs84Degrees)
    }
}

/// Converts points from one system to another; easting (longitude) first, northing (latitude) second, degrees where geographic.
pub struct Transform {
    steps: Steps,
}

enum Steps {
    Same,
    /// Same meridian, only the zone number before the easting differs.
    Shift {
        easting_m: f64,
    },
    Project {
        from: Box<End>,
        to: Box<End>,
    },
}

enum End {
    Degrees,
    Mercator,
    /// The plane's projection and the geographic system beside it.
    Plane(Box<(Proj, Proj)>),
}

impl Transform {
    pub fn new(from: SourceCrs, to: SourceCrs) -> Result<Self, CrsProblem> {
        if from == to || (from.is_degrees() && to.is_degrees()) {
            return Ok(Self { steps: Steps::Same });
        }
        if let (SourceCrs::Plane(a), SourceCrs::Plane(b)) = (from, to)
            && a.central_meridian_deg() == b.central_meridian_deg()
        {
            return Ok(Self { steps: Steps::Shift { easting_m: b.false_easting_m() - a.false_easting_m() } });
        }
        Ok(Self { steps: Steps::Project { from: Box::new(End::new(from)?), to: Box::new(End::new(to)?) } })
    }

    /// Converts the points in place; on failure names the first point that has no place in the target system.
    pub fn apply(&self, points: &mut [[f64; 2]]) -> Result<(), CrsProblem> {
        match &self.steps {
            Steps::Same => Ok(()),
            Steps::Shift { easting_m } => {
                for point in points {
                    point[0] += easting_m;
                }
                Ok(())
            }
            Steps::Project { from, to } => {
                for (index, point) in points.iter_mut().enumerate() {
                    let outside = CrsProblem::PointOutside { index, at: *point };
                    let degrees = from.degrees_from(*point).ok_or_else(|| outside.clone())?;
                    *point = to.place_of_degrees(degrees).filter(|p| p.iter().all(|c| c.is_finite())).ok_or(outside)?;
                }
                Ok(())
            }
        }
    }

    /// One point converted.
    pub fn point(&self, point: [f64; 2]) -> Result<[f64; 2], CrsProblem> {
        let mut points = [point];
        self.apply(&mut points)?;
        Ok(points[0])
    }
}

impl End {
    fn new(crs: SourceCrs) -> Result<Self, CrsProblem> {
        Ok(match crs {
            SourceCrs::Cgcs2000Degrees | SourceCrs::Wgs84Degrees => Self::Degrees,
            SourceCrs::WebMercator => Self::Mercator,
            SourceCrs::Plane(plane) => {
                let proj = |definition: &str| {
                    Proj::from_proj_string(definition).map_err(|_| CrsProblem::Unsupported { text: plane.name() })
                };
                Self::Plane(Box::new((proj(&plane.proj_string())?, proj("+proj=longlat +ellps=GRS80 +no_defs")?)))
            }
        })
    }

    fn degrees_from(&self, point: [f64; 2]) -> Option<[f64; 2]> {
        match self {
            Self::Degrees => (point[0].abs() <= 360.0 && point[1].abs() <= 90.0).then_some(point),
            Self::Mercator => Some([
                (point[0] / WEB_MERCATOR_RADIUS_M).to_degrees(),
                (2.0 * (point[1] / WEB_MERCATOR_RADIUS_M).exp().atan() - std::f64::consts::FRAC_PI_2).to_degrees(),
            ])
            .filter(|p| p.iter().all(|c| c.is_finite())),
            Self::Plane(ends) => {
                let radians = run(&ends.0, &ends.1, point)?;
                Some([radians[0].to_degrees(), radians[1].to_degrees()])
            }
        }
    }

    fn place_of_degrees(&self, degrees: [f64; 2]) -> Option<[f64; 2]> {
        match self {
            Self::Degrees => Some(degrees),
            Self::Mercator => {
                let northing = (std::f64::consts::FRAC_PI_4 + degrees[1].to_radians() / 2.0).tan().ln();
                Some([degrees[0].to_radians() * WEB_MERCATOR_RADIUS_M, northing * WEB_MERCATOR_RADIUS_M])
            }
            Self::Plane(ends) => run(&ends.1, &ends.0, [degrees[0].to_radians(), degrees[1].to_radians()]),
        }
    }
}

struct OnePoint([f64; 2]);

impl Points for OnePoint {
    fn transform_coordinates<F: TransformClosure>(&mut self, step: &mut F) -> proj4rs::errors::Result<()> {
        let (x, y, _) = step(self.0[0], self.0[1], 0.0)?;
        self.0 = [x, y];
        Ok(())
    }
}

fn run(from: &Proj, to: &Proj, point: [f64; 2]) -> Option<[f64; 2]> {
    let mut one = OnePoint(point);
    proj4rs::transform::transform(from, to, &mut one).ok()?;
    one.0.iter().all(|c| c.is_finite()).then_some(one.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plane(epsg: u32) -> SourceCrs {
        SourceCrs::Plane(GaussKruger::from_epsg(epsg).unwrap())
    }

    /// Control points of PROJ 9.1 (`cs2cs EPSG:4490 EPSG:4549`).
    #[test]
    fn control_points_agree_with_proj() {
        let forward = Transform::new(SourceCrs::Cgcs2000Degrees, plane(4549)).unwrap();
        for (degrees, metres) in CONTROL_POINTS {
            let ours = forward.point(degrees).unwrap();
            assert!((ours[0] - metres[0]).abs() < 1e-6 && (ours[1] - metres[1]).abs() < 1e-6, "{ours:?} {metres:?}");
        }
    }

    #[test]
    fn there_and_back_is_the_same_place() {
        for from in [plane(4549), plane(4528), plane(4550), SourceCrs::WebMercator] {
            let there = Transform::new(SourceCrs::Cgcs2000Degrees, from).unwrap();
            let back = Transform::new(from, SourceCrs::Cgcs2000Degrees).unwrap();
            let home = back.point(there.point([120.7, 30.1]).unwrap()).unwrap();
            assert!((home[0] - 120.7).abs() < 1e-11 && (home[1] - 30.1).abs() < 1e-11, "{home:?}");
        }
    }

    #[test]
    fn a_prefix_is_a_shift_and_nothing_else() {
        let shift = Transform::new(plane(4528), plane(4549)).unwrap();
        let moved = shift.point([40_512_345.678, 3_358_123.456]).unwrap();
        assert!((moved[0] - 512_345.678).abs() < 1e-8 && moved[1] == 3_358_123.456, "{moved:?}");
    }

    #[test]
    fn a_point_that_is_not_on_earth_is_named() {
        let forward = Transform::new(SourceCrs::Cgcs2000Degrees, plane(4549)).unwrap();
        let mut points = [[120.0, 30.0], [f64::NAN, 30.0]];
        assert!(matches!(forward.apply(&mut points), Err(CrsProblem::PointOutside { index: 1, .. })));
    }

    const CONTROL_POINTS: [([f64; 2], [f64; 2]); 4] = [
        ([120.4, 30.2], [538_517.043_241_622, 3_342_351.855_510_795]),
        ([121.3, 29.1], [626_554.232_982_002, 3_221_051.296_992_416]),
        ([118.7, 28.3], [372_479.388_171_261, 3_132_374.237_525_813]),
        ([120.0, 30.0], [500_000.0, 3_320_113.397_845_02]),
    ];
}
