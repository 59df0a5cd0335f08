//! The lie of the land: a valley with a meandering river between hills. Everything else asks this file how steep it is, where
//! the valley floor ends and which way a contour runs.

use super::plane::{Point, along, left_of, unit};
use super::random::Noise;

/// The valley runs along this direction: (0.8, 0.6) is of unit length exactly.
const ALONG_VALLEY: Point = [0.8, 0.6];

/// Position in the valley: `along_m` downstream from the middle, `off_m` to the left of the river's centre line.
#[derive(Clone, Copy, Debug)]
pub(super) struct InValley {
    pub along_m: f64,
    pub off_m: f64,
}

#[derive(Clone, Debug)]
pub(super) struct Terrain {
    /// Half the township along and across the valley, metres.
    pub half_length_m: f64,
    pub half_width_m: f64,
    meander: Noise,
    bend: Noise,
    floor: Noise,
    ridge: Noise,
    knoll: Noise,
}

impl Terrain {
    pub fn new(seed: u64, half_length_m: f64, half_width_m: f64) -> Self {
        let noise = |salt: u64, wavelength_m| Noise { seed: seed.wrapping_mul(31).wrapping_add(salt), wavelength_m };
        Self {
            half_length_m,
            half_width_m,
            meander: noise(1, 620.0),
            bend: noise(2, 2300.0),
            floor: noise(3, 1100.0),
            ridge: noise(4, 780.0),
            knoll: noise(5, 310.0),
        }
    }

    /// Offset of the river from the straight axis, metres to the left.
    fn river_off_axis_m(&self, along_m: f64) -> f64 {
        let calm = (self.half_width_m / 3500.0).min(1.0);
        calm * (420.0 * self.bend.signed([along_m, 0.0]) + 75.0 * self.meander.signed([along_m, 500.0]))
    }

    /// Position in the plane of a place in the valley.
    pub fn position(&self, place: InValley) -> Point {
        let off_axis = place.off_m + self.river_off_axis_m(place.along_m);
        along(along([0.0, 0.0], ALONG_VALLEY, place.along_m), left_of(ALONG_VALLEY), off_axis)
    }

    pub fn place(&self, point: Point) -> InValley {
        let along_m = point[0] * ALONG_VALLEY[0] + point[1] * ALONG_VALLEY[1];
        let off_axis = -point[0] * ALONG_VALLEY[1] + point[1] * ALONG_VALLEY[0];
        InValley { along_m, off_m: off_axis - self.river_off_axis_m(along_m) }
    }

    /// Where the valley floor ends, metres from the river on the side of `off_m`.
    pub fn floor_edge_m(&self, place: InValley) -> f64 {
        let side = if place.off_m >= 0.0 { 0.0 } else { 9000.0 };
        self.half_width_m * (0.13 + 0.21 * self.floor.at([place.along_m, side]))
    }

    /// Metres above the river.
    pub fn height_m(&self, point: Point) -> f64 {
        let place = self.place(point);
        let away = place.off_m.abs();
        let rise = (away - self.floor_edge_m(place)).max(0.0);
        let shape = 0.3 + 0.95 * self.ridge.at(point) + 0.3 * self.knoll.signed(point);
        away * 0.005 + 0.42 * rise * rise / (rise + 330.0) * shape.max(0.12)
    }

    /// Uphill, metres of height a metre.
    pub fn gradient(&self, point: Point) -> Point {
        const STEP_M: f64 = 12.0;
        let slope = |by: Point| {
            (self.height_m(along(point, by, STEP_M)) - self.height_m(along(point, by, -STEP_M))) / (2.0 * STEP_M)
        };
        [slope([1.0, 0.0]), slope([0.0, 1.0])]
    }

    /// Tangent of the slope.
    pub fn steepness(&self, point: Point) -> f64 {
        let [east, north] = self.gradient(point);
        (east * east + north * north).sqrt()
    }

    /// Direction of the contour, with the hill on its left.
    pub fn contour(&self, point: Point) -> Point {
        let uphill = self.gradient(point);
        unit([uphill[1], -uphill[0]])
    }

    /// Slope class of farmland 耕地坡度级别: ≤2°, ≤6°, ≤15°, ≤25°, above (TD/T 1055).
    pub fn slope_class(&self, point: Point) -> u8 {
        // Tangents of 2°, 6°, 15°, 25°.
        let limits = [0.034_92, 0.105_10, 0.267_95, 0.466_31];
        let steepness = self.steepness(point);
        1 + limits.iter().filter(|&&limit| steepness > limit).count() as u8
    }

    /// The line that keeps a distance from the river, given at each station, from upstream to downstream.
    pub fn line_along(&self, from_m: f64, to_m: f64, step_m: f64, off_m: impl Fn(f64) -> f64) -> Vec<Point> {
        let steps = ((to_m - from_m) / step_m).ceil().max(1.0) as usize;
        (0..=steps)
            .map(|step| {
                let along_m = from_m + (to_m - from_m) * step as f64 / steps as f64;
                self.position(InValley { along_m, off_m: off_m(along_m) })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_is_flat_and_the_hills_are_not() {
        let terrain = Terrain::new(1, 4000.0, 3000.0);
        for along_m in [-3000.0, 0.0, 2500.0] {
            assert_eq!(terrain.slope_class(terrain.position(InValley { along_m, off_m: 150.0 })), 1);
            let hill = terrain.position(InValley { along_m, off_m: -2400.0 });
            assert!(terrain.height_m(hill) > 60.0);
        }
    }

    #[test]
    fn a_place_leads_back_to_its_position() {
        let terrain = Terrain::new(5, 4000.0, 3000.0);
        let place = terrain.place(terrain.position(InValley { along_m: 1234.0, off_m: -321.0 }));
        assert!((place.along_m - 1234.0).abs() < 1e-6 && (place.off_m + 321.0).abs() < 1e-6);
    }
}
