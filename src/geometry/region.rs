//! The inside of closed rings, asked about many times: which positions lie in it, and which boxes its boundary enters.

use geo::MultiPolygon;

use super::{Bounds, Point, open_rings};

/// Bands that the height is cut into at most; an edge stands in every band that it reaches.
const BANDS: usize = 256;

/// The even-odd inside of rings, with their edges sorted into horizontal bands.
#[derive(Clone, Debug)]
pub struct Region {
    bounds: Bounds,
    bands: Vec<Vec<[Point; 2]>>,
}

impl Region {
    /// Rings are open: the last point is joined to the first.
    pub fn new<'a>(rings: impl IntoIterator<Item = &'a [Point]>) -> Self {
        let mut bounds = Bounds::EMPTY;
        let mut edges = Vec::new();
        for ring in rings {
            ring.iter().for_each(|point| bounds.include(*point));
            edges.extend(ring.iter().zip(ring.iter().cycle().skip(1)).map(|(from, to)| [*from, *to]));
        }
        let bands = vec![Vec::new(); BANDS.min(edges.len())];
        let mut region = Self { bounds, bands };
        for edge in edges {
            let [low, high] = ordered(edge[0][1], edge[1][1]);
            for band in region.bands_of(low, high) {
                region.bands[band].push(edge);
            }
        }
        region
    }

    /// The inside of a shape, even-odd over all its rings.
    pub fn of(shape: &MultiPolygon<f64>) -> Self {
        Self::new(open_rings(shape).iter().map(Vec::as_slice))
    }

    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Whether a position lies inside; one on the boundary may belong to either side.
    pub fn contains(&self, at: Point) -> bool {
        self.bounds.contains_point(at)
            && self.bands_of(at[1], at[1]).next().is_some_and(|band| {
                let crossed = self.bands[band].iter().filter(|[a, b]| {
                    (a[1] > at[1]) != (b[1] > at[1]) && at[0] < a[0] + (at[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
                });
                crossed.count() % 2 == 1
            })
    }

    /// Whether the boundary may enter a box: the box of one of its edges meets it.
    pub fn boundary_meets(&self, window: &Bounds) -> bool {
        let bands = self.bands_of(window.min[1], window.max[1]);
        self.bounds.meets(window)
            && bands.into_iter().any(|band| {
                self.bands[band].iter().any(|[a, b]| {
                    let mut edge = Bounds { min: *a, max: *a };
                    edge.include(*b);
                    edge.meets(window)
                })
            })
    }

    fn bands_of(&self, low: f64, high: f64) -> std::ops::Range<usize> {
        let Some(last) = self.bands.len().checked_sub(1) else { return 0..0 };
        let height = self.bounds.max[1] - self.bounds.min[1];
        let band = |y: f64| {
            let share = if height > 0.0 { (y - self.bounds.min[1]) / height } else { 0.0 };
            ((share * self.bands.len() as f64) as usize).min(last)
        };
        band(low)..band(high) + 1
    }
}

fn ordered(a: f64, b: f64) -> [f64; 2] {
    [a.min(b), a.max(b)]
}

#[cfg(test)]
mod tests {
    use geo::{Contains, Coord, LineString, Polygon};
    use proptest::prelude::*;

    use super::*;

    /// A star about the origin: its rays may be of any length, its ring does not cross itself.
    fn star(rays: &[f64]) -> Vec<Point> {
        let turn = std::f64::consts::TAU / rays.len() as f64;
        rays.iter()
            .enumerate()
            .map(|(index, ray)| [ray * (turn * index as f64).cos(), ray * (turn * index as f64).sin()])
            .collect()
    }

    proptest! {
        #[test]
        fn a_position_is_inside_where_geo_says_so(
            rays in prop::collection::vec(1.0..10.0, 3..40),
            at in prop::array::uniform2(-11.0..11.0),
        ) {
            let ring = star(&rays);
            let polygon = Polygon::new(ring.iter().map(|p| Coord { x: p[0], y: p[1] }).collect::<LineString<f64>>(), vec![]);
            let region = Region::new([ring.as_slice()]);
            prop_assert_eq!(region.contains(at), polygon.contains(&Coord { x: at[0], y: at[1] }));
        }

        #[test]
        fn a_box_that_no_edge_enters_is_inside_or_outside_as_a_whole(
            rays in prop::collection::vec(1.0..10.0, 3..40),
            low in prop::array::uniform2(-11.0..11.0),
            size in prop::array::uniform2(0.0..2.0),
        ) {
            let (ring, high) = (star(&rays), [low[0] + size[0], low[1] + size[1]]);
            let region = Region::new([ring.as_slice()]);
            if !region.boundary_meets(&Bounds { min: low, max: high }) {
                let corners = [low, [high[0], low[1]], high, [low[0], high[1]]].map(|corner| region.contains(corner));
                prop_assert!(corners.iter().all(|inside| *inside == corners[0]));
            }
        }
    }

    #[test]
    fn nothing_is_inside_of_nothing() {
        assert!(!Region::new([]).contains([0.0, 0.0]));
    }
}
