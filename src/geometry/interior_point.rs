//! A position inside a shape that is found in one pass, however many holes the shape has: whether a parcel counts with a zone is asked
//! of thousands of them at once.

use super::{Bounds, Point};

/// The middle of the widest stretch of land at half the height of a part, of the part where that is widest; at a quarter of the height
/// where a part is pinched to a point there. The parts are given by their open rings, shells first, and taken even-odd. `None` for a
/// shape without area.
pub fn interior_point<'a, Rings: Iterator<Item = &'a [Point]> + Clone>(
    parts: impl Iterator<Item = Rings>,
) -> Option<Point> {
    parts.filter_map(widest_stretch).max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, middle)| middle)
}

/// Width and middle of the widest stretch of a part.
fn widest_stretch<'a>(rings: impl Iterator<Item = &'a [Point]> + Clone) -> Option<(f64, Point)> {
    let bounds = Bounds::of_points(rings.clone().next()?);
    [0.5, 0.25, 0.75].into_iter().find_map(|share| {
        let northing = bounds.min[1] + bounds.height_m() * share;
        // An edge belongs to the heights from its lower end up to its upper end, that one left out: so crossings come in pairs.
        let mut crossings: Vec<f64> = Vec::new();
        for ring in rings.clone() {
            let ends = ring.iter().zip(ring.iter().cycle().skip(1));
            let crossing = ends.filter(|(from, to)| (from[1] > northing) != (to[1] > northing));
            crossings.extend(
                crossing.map(|(from, to)| from[0] + (northing - from[1]) / (to[1] - from[1]) * (to[0] - from[0])),
            );
        }
        crossings.sort_by(f64::total_cmp);
        let stretches = crossings.chunks_exact(2).map(|ends| (ends[1] - ends[0], ends[0]));
        let (width_m, west) = stretches.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        (width_m > 0.0).then_some((width_m, [west + width_m / 2.0, northing]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(parts: &[&[&[Point]]]) -> Option<Point> {
        interior_point(parts.iter().map(|rings| rings.iter().copied()))
    }

    #[test]
    fn it_lies_in_the_land_and_not_in_a_hole() {
        let shell: &[Point] = &[[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];
        let hole: &[Point] = &[[2.0, 2.0], [2.0, 8.0], [7.0, 8.0], [7.0, 2.0]];
        assert_eq!(inside(&[&[shell, hole]]), Some([8.5, 5.0]));
        // Half of its height runs through two vertices.
        assert_eq!(inside(&[&[&[[0.0, 5.0], [5.0, 0.0], [10.0, 5.0], [5.0, 10.0]]]]), Some([5.0, 5.0]));
        // Two horns, far apart where there is no land.
        let horns: &[Point] = &[[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [7.0, 1.0], [1.0, 1.0], [0.0, 9.0]];
        let [x, y] = inside(&[&[horns]]).unwrap();
        assert!(y == 4.5 && (x < 1.0 || x > 8.0 && x < 9.0), "({x}, {y})");
        // Two triangles whose tips meet at half height.
        let pinched: &[Point] = &[[0.0, 0.0], [4.0, 0.0], [2.0, 5.0], [4.0, 10.0], [0.0, 10.0], [2.0, 5.0]];
        assert_eq!(inside(&[&[pinched]]), Some([2.0, 2.5]));
    }

    #[test]
    fn it_lies_in_the_widest_part_and_nowhere_without_area() {
        let (wide, narrow): (&[Point], &[Point]) =
            (&[[0.0, 0.0], [8.0, 0.0], [8.0, 2.0], [0.0, 2.0]], &[[20.0, 9.0], [21.0, 9.0], [21.0, 30.0]]);
        assert_eq!(inside(&[&[narrow], &[wide]]), Some([4.0, 1.0]));
        assert_eq!(inside(&[&[&[[0.0, 0.0], [4.0, 0.0], [9.0, 0.0]]]]), None);
        assert_eq!(inside(&[&[&[]]]), None);
        assert_eq!(inside(&[]), None);
    }
}
