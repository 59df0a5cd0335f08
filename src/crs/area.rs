//! Area on the CGCS2000 ellipsoid of polygons whose edges are straight in the project's plane.
//!
//! A = ∮ R·tanh(x/R) dN, with x the easting from the central meridian, N the northing and R² = M·N′ (the radii of curvature
//! in the meridian and in the prime vertical) at the footpoint latitude of N. The integral is *additive*: pieces sum to the
//! whole wherever an edge is cut, so every ledger closes. `survey_area_m2` is the vertex formula of 国土调查办发〔2008〕32号,
//! kept as a named check only.

use super::gauss_kruger::{FLATTENING, GaussKruger, SEMI_MAJOR_M};

/// Northing step of the table of 1/R², metres. Over 10 km the curvature of 1/R² is below 1e-8 of its value, and the value
/// itself enters the area with a weight of 3e-4 at most, so linear interpolation is exact for our purpose.
const TABLE_STEP_M: f64 = 10_000.0;

/// Measures areas in one plane: knows its meridian and a table of the ellipsoid's curvature along it.
#[derive(Clone, Debug)]
pub struct AreaPlane {
    false_easting_m: f64,
    /// 1/R² at northings −10 km, 0, 10 km, … 10 010 km.
    inverse_square_radius: std::sync::Arc<[f64]>,
}

impl AreaPlane {
    pub fn new(plane: GaussKruger) -> Self {
        let rows = (10_002_000.0 / TABLE_STEP_M) as usize + 3;
        let table = (0..rows).map(|row| inverse_square_radius((row as f64 - 1.0) * TABLE_STEP_M)).collect();
        Self { false_easting_m: plane.false_easting_m(), inverse_square_radius: table }
    }

    /// ∫ R·tanh(x/R) dN along the straight edge from `from` to `to` ([easting, northing], metres), in m².
    ///
    /// `origin_easting_m` is taken off the integrand: the sum over a closed ring does not depend on it, and rounding does
    /// least harm with an easting of the ring itself. Sums of pieces must use one origin throughout.
    #[inline]
    pub fn edge_m2(&self, from: [f64; 2], to: [f64; 2], origin_easting_m: f64) -> f64 {
        self.edge_with(from, to, origin_easting_m, |northing_m| self.curvature(northing_m))
    }

    /// [`Self::edge_m2`] with the curvature 1/R² along the edge given as a function of the northing.
    #[inline(always)]
    fn edge_with(&self, from: [f64; 2], to: [f64; 2], origin_easting_m: f64, curvature: impl Fn(f64) -> f64) -> f64 {
        let rise = to[1] - from[1];
        if rise == 0.0 {
            return 0.0;
        }
        let x0 = origin_easting_m - self.false_easting_m;
        let run = to[0] - from[0];
        let start = from[0] - origin_easting_m;
        // Straight part exactly; the curvature term, smooth and small, by three Gauss points.
        let mut curved = 0.0;
        for (position, weight) in GAUSS {
            let x = x0 + start + run * position;
            curved += weight * shortening_m(x, curvature(from[1] + rise * position));
        }
        (start + run * 0.5 - curved) * rise
    }

    /// The ellipsoidal and the planar integral along the straight stretch between two positions given from `origin`, in m²:
    /// [`Self::edge_m2`] and ∫ x dN in one pass, both with the easting of the origin taken off. Positions near the origin keep
    /// the rounding of a small polygon small.
    #[inline]
    pub fn stretch_m2(&self, origin: [f64; 2], from: [f64; 2], to: [f64; 2]) -> [f64; 2] {
        let rise = to[1] - from[1];
        if rise == 0.0 {
            return [0.0; 2];
        }
        let run = to[0] - from[0];
        let x0 = origin[0] - self.false_easting_m + from[0];
        // One curvature for the stretch, that of its middle: along 10 km it changes by 1e-5 of itself, evenly to both sides.
        let k = self.curvature(origin[1] + from[1] + rise * 0.5);
        let mut curved = 0.0;
        for (position, weight) in GAUSS {
            curved += weight * shortening_m(x0 + run * position, k);
        }
        let planar = (from[0] + run * 0.5) * rise;
        [planar - curved * rise, planar]
    }

    /// 1/R² at a northing, 1/m².
    #[inline]
    fn curvature(&self, northing_m: f64) -> f64 {
        self.between(self.row(northing_m), northing_m)
    }

    /// The row of the table at or below a northing; the outermost row for one beyond the table.
    #[inline]
    fn row(&self, northing_m: f64) -> usize {
        // A negative number becomes row 0.
        ((northing_m / TABLE_STEP_M + 1.0) as usize).min(self.inverse_square_radius.len() - 2)
    }

    /// 1/R² at a northing on the straight line from a row of the table to the next, 1/m²; that of an end beyond it.
    #[inline(always)]
    fn between(&self, row: usize, northing_m: f64) -> f64 {
        let (below, above) = (self.inverse_square_radius[row], self.inverse_square_radius[row + 1]);
        let along_m = (northing_m - (row as f64 - 1.0) * TABLE_STEP_M).clamp(0.0, TABLE_STEP_M);
        below + (above - below) / TABLE_STEP_M * along_m
    }

    /// Signed area of a ring in m², positive counter-clockwise. The closing edge is implied; a repeated first point is harmless.
    pub fn ring_m2(&self, ring: &[[f64; 2]]) -> f64 {
        let Some(&first) = ring.first() else { return 0.0 };
        let (low, high) = ring.iter().fold((first[1], first[1]), |(low, high), at| (low.min(at[1]), high.max(at[1])));
        let row = self.row(low);
        if row == self.row(high) {
            // Nearly every ring: one row of the table holds for all of it.
            self.ring_with(ring, first, |northing_m| self.between(row, northing_m))
        } else {
            self.ring_with(ring, first, |northing_m| self.curvature(northing_m))
        }
    }

    #[inline(always)]
    fn ring_with(&self, ring: &[[f64; 2]], first: [f64; 2], curvature: impl Fn(f64) -> f64) -> f64 {
        let mut previous = first;
        let mut sum = 0.0;
        for &point in &ring[1..] {
            sum += self.edge_with(previous, point, first[0], &curvature);
            previous = point;
        }
        sum + self.edge_with(previous, first, first[0], &curvature)
    }
}

/// x − R·tanh(x/R), metres, for an easting from the meridian `x` where 1/R² is `k`.
#[inline]
fn shortening_m(x: f64, k: f64) -> f64 {
    let u = x * x * k;
    // tanh series: u³/3 − 2u⁵/15 + 17u⁷/315 − 62u⁹/2835; at 300 km off the meridian the next term is below 1e-12 m.
    x * u * (1.0 / 3.0 - u * (2.0 / 15.0 - u * (17.0 / 315.0 - u * (62.0 / 2835.0))))
}

/// Planar signed area of a ring in m², positive counter-clockwise: a named check beside the ellipsoidal figure.
pub fn planar_ring_m2(ring: &[[f64; 2]]) -> f64 {
    let Some(&first) = ring.first() else { return 0.0 };
    let mut previous = [0.0, 0.0];
    let mut sum = 0.0;
    for point in ring {
        let here = [point[0] - first[0], point[1] - first[1]];
        sum += previous[0] * here[1] - here[0] * previous[1];
        previous = here;
    }
    sum * 0.5
}

/// Nodes on [0, 1] and weights of the three-point Gauss–Legendre rule.
const GAUSS: [(f64, f64); 3] =
    [(0.112_701_665_379_258_3, 5.0 / 18.0), (0.5, 8.0 / 18.0), (0.887_298_334_620_741_7, 5.0 / 18.0)];

fn eccentricity_squared() -> f64 {
    FLATTENING * (2.0 - FLATTENING)
}

/// 1/R² at the footpoint latitude of a northing, 1/m².
fn inverse_square_radius(northing_m: f64) -> f64 {
    let e2 = eccentricity_squared();
    let sine = footpoint_latitude_rad(northing_m).sin();
    let w2 = 1.0 - e2 * sine * sine;
    w2 * w2 / (SEMI_MAJOR_M * SEMI_MAJOR_M * (1.0 - e2))
}

/// Latitude whose meridian arc from the equator is `northing_m`, by Newton's method on the arc's series.
fn footpoint_latitude_rad(northing_m: f64) -> f64 {
    let n = FLATTENING / (2.0 - FLATTENING);
    let rectifying = SEMI_MAJOR_M / (1.0 + n) * (1.0 + n * n / 4.0 + n.powi(4) / 64.0);
    let mu = northing_m / rectifying;
    mu + (1.5 * n - 27.0 / 32.0 * n.powi(3)) * (2.0 * mu).sin()
        + (21.0 / 16.0 * n * n - 55.0 / 32.0 * n.powi(4)) * (4.0 * mu).sin()
        + 151.0 / 96.0 * n.powi(3) * (6.0 * mu).sin()
        + 1097.0 / 512.0 * n.powi(4) * (8.0 * mu).sin()
}

/// Signed area in m² of a ring of (longitude, latitude) in degrees by the survey's vertex formula (国土调查办发〔2008〕32号,
/// constants of CGCS2000), positive counter-clockwise. With `rounded`, B and L are first rounded to 1e-6″ as the circular asks.
///
/// A named check against a stored TBMJ: not additive, so never the figure of a ledger.
pub fn survey_area_m2(ring: &[[f64; 2]], rounded: bool) -> f64 {
    let e2 = eccentricity_squared();
    let (e4, e6, e8) = (e2 * e2, e2.powi(3), e2.powi(4));
    let coefficients = [
        1.0 + 3.0 / 6.0 * e2 + 30.0 / 80.0 * e4 + 35.0 / 112.0 * e6 + 630.0 / 2304.0 * e8,
        -(1.0 / 6.0 * e2 + 15.0 / 80.0 * e4 + 21.0 / 112.0 * e6 + 420.0 / 2304.0 * e8),
        3.0 / 80.0 * e4 + 7.0 / 112.0 * e6 + 180.0 / 2304.0 * e8,
        -(1.0 / 112.0 * e6 + 45.0 / 2304.0 * e8),
        5.0 / 2304.0 * e8,
    ];
    let semi_minor = SEMI_MAJOR_M * (1.0 - FLATTENING);
    let radians = |degrees: f64| {
        let degrees = if rounded { (degrees * 3600.0 * 1e6).round() / 1e6 / 3600.0 } else { degrees };
        degrees.to_radians()
    };
    // A reference meridian inside the ring keeps the terms small; the closed sum does not depend on it.
    let reference = ring.first().map_or(0.0, |point| radians(point[0]));
    let mut sum = 0.0;
    for (index, from) in ring.iter().enumerate() {
        let to = &ring[(index + 1) % ring.len()];
        let (b1, b2) = (radians(from[1]), radians(to[1]));
        let half_difference = (b2 - b1) / 2.0;
        let middle = (b1 + b2) / 2.0;
        let breadth = (radians(from[0]) + radians(to[0])) / 2.0 - reference;
        let bracket: f64 = coefficients
            .iter()
            .enumerate()
            .map(|(order, coefficient)| {
                let multiple = 2.0 * order as f64 + 1.0;
                coefficient * (multiple * half_difference).sin() * (multiple * middle).cos()
            })
            .sum();
        sum += 2.0 * semi_minor * semi_minor * breadth * bracket;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crs::{SourceCrs, Transform};

    fn plane() -> AreaPlane {
        AreaPlane::new(GaussKruger::from_epsg(4549).unwrap())
    }

    fn square(easting: f64, northing: f64, side: f64) -> Vec<[f64; 2]> {
        vec![
            [easting, northing],
            [easting + side, northing],
            [easting + side, northing + side],
            [easting, northing + side],
        ]
    }

    /// The same ring in degrees, each edge cut into `steps`, so that an edge straight in the plane stays straight.
    fn densified_degrees(ring: &[[f64; 2]], steps: usize) -> Vec<[f64; 2]> {
        let from = SourceCrs::Plane(GaussKruger::from_epsg(4549).unwrap());
        let transform = Transform::new(from, SourceCrs::Cgcs2000Degrees).unwrap();
        let mut points = Vec::new();
        for (index, a) in ring.iter().enumerate() {
            let b = ring[(index + 1) % ring.len()];
            for step in 0..steps {
                let t = step as f64 / steps as f64;
                points.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
            }
        }
        transform.apply(&mut points).unwrap();
        points
    }

    #[test]
    fn areas_agree_with_densified_geodesics() {
        use geo::GeodesicArea;
        for (easting, northing, side) in
            [(600_000.0, 3_370_000.0, 1000.0), (360_000.0, 3_200_000.0, 1000.0), (550_000.0, 3_350_000.0, 10_000.0)]
        {
            let ring = square(easting, northing, side);
            let degrees = densified_degrees(&ring, 400);
            let line: geo::LineString = degrees.iter().map(|p| (p[0], p[1])).collect();
            let reference = geo::Polygon::new(line, vec![]).geodesic_area_signed();
            let ours = plane().ring_m2(&ring);
            // Karney's own noise is about 0.0005 m² on a ring of this size.
            assert!((ours - reference).abs() < 1e-7 * reference.abs(), "{ours} against {reference}");
        }
    }

    #[test]
    fn pieces_sum_to_the_whole() {
        let plane = plane();
        let ring = square(560_123.4, 3_345_678.9, 4321.0);
        let whole = plane.ring_m2(&ring);
        // Cut along a slanting line through two edges.
        let (p, q) = ([561_000.0, 3_345_678.9], [563_210.0, 3_345_678.9 + 4321.0]);
        let left = vec![ring[0], p, q, ring[3]];
        let right = vec![p, ring[1], ring[2], q];
        let sum = plane.ring_m2(&left) + plane.ring_m2(&right);
        assert!((sum - whole).abs() < 1e-9 * whole, "{sum} against {whole}");
    }

    #[test]
    fn the_survey_formula_gives_its_published_figures() {
        // Vertices of a 1 km square on the plane of EPSG:4549, lower left (3 370 000, 600 000), not densified.
        let degrees = densified_degrees(&square(600_000.0, 3_370_000.0, 1000.0), 1);
        assert!((survey_area_m2(&degrees, false) - 999_750.944_8).abs() < 0.01);
        // On a ring this small the two definitions agree to centimetres squared; on a large one they do not.
        assert!(
            (survey_area_m2(&degrees, false) - plane().ring_m2(&square(600_000.0, 3_370_000.0, 1000.0))).abs() < 0.05
        );
    }

    #[test]
    fn a_prefix_before_the_easting_changes_nothing() {
        let prefixed = AreaPlane::new(GaussKruger::from_epsg(4528).unwrap());
        let plain = plane().ring_m2(&square(520_000.0, 3_300_000.0, 700.0));
        let other = prefixed.ring_m2(&square(40_520_000.0, 3_300_000.0, 700.0));
        assert!((plain - other).abs() < 1e-7 * plain);
    }

    #[test]
    fn planar_area_of_a_square_is_its_side_squared() {
        assert_eq!(planar_ring_m2(&square(500_000.0, 3_000_000.0, 100.0)), 10_000.0);
    }
}
