//! A shape laid against its neighbours: what it covers of them is theirs, and the narrow land between them and it becomes its own.

use geo::{Area, Euclidean, Length, LineString, MapCoords, MultiPolygon, Polygon};

use super::{ShapingProblem, checked, joined, offset};
use crate::geometry::overlay::{EdgeIndex, Operation, closed_line, overlaid};
use crate::geometry::segment::{apart_m, lies_on};
use crate::geometry::{Bounds, Point, open_ring, ring_lines};

/// The shape without the land of its neighbours, with the gaps to them that are no wider than `reach_m`: those that lie in the
/// morphological closing of all of them and touch both sides.
pub fn aligned(
    shape: &MultiPolygon<f64>,
    neighbours: &[&MultiPolygon<f64>],
    reach_m: f64,
) -> Result<MultiPolygon<f64>, ShapingProblem> {
    if !reach_m.is_finite() || reach_m <= 0.0 {
        return Err(ShapingProblem::BadFigure);
    }
    let all: Vec<&MultiPolygon<f64>> = std::iter::once(shape).chain(neighbours.iter().copied()).collect();
    let land = joined(&all)?;
    let theirs = joined(neighbours)?;
    let closed = settled(&offset(&offset(&land, reach_m / 2.0)?, -reach_m / 2.0)?, &land);
    let own = without(shape, &theirs)?;
    let gaps = without(&closed, &land)?;
    let mut whole = vec![own.clone()];
    for gap in gaps.into_iter().filter(|gap| mean_width_m(gap) > DUST_M) {
        let gap = MultiPolygon(vec![gap]);
        // A hair wider, it meets what it lies against.
        let wider = offset(&gap, TOUCH_M)?;
        if meets(&wider, &own)? && meets(&wider, &theirs)? {
            whole.push(gap);
        }
    }
    let whole = joined(&whole.iter().collect::<Vec<_>>())?;
    checked(without_hairs(&without(&whole, &theirs)?))
}

/// What lies this near touches, m.
const TOUCH_M: f64 = 1e-3;
/// Narrower than this is no land but the rounding of the outlines that were moved out and in again, m.
const DUST_M: f64 = 1e-4;

/// A shape whose vertices lie where those of `land` do, if they are no further from there than what touches: rounding would leave
/// hairs along every outline that was moved out and in again.
fn settled(shape: &MultiPolygon<f64>, land: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let edges = EdgeIndex::from_multi_polygon(land);
    let place = |at: Point| {
        let mut nearest = (TOUCH_M, at);
        edges.query(&Bounds { min: at, max: at }.grown(TOUCH_M), |edge| {
            let (corner, _) = edges.edge(edge);
            let away_m = apart_m(at, corner);
            if away_m < nearest.0 {
                nearest = (away_m, corner);
            }
            true
        });
        nearest.1
    };
    shape.map_coords(|at| place([at.x, at.y]).into())
}

/// A shape without the points at which an outline runs back where it came from.
fn without_hairs(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let cleaned = |line: &LineString<f64>| {
        let mut ring: Vec<Point> = open_ring(line).collect();
        let mut looked_at = 0;
        // Taking a point off may make its neighbours the tip of what is left.
        while looked_at < ring.len() && ring.len() > 3 {
            let count = ring.len();
            let [before, tip, after] = [count - 1, 0, 1].map(|step| ring[(looked_at + step) % count]);
            let is_hair = apart_m(tip, after) <= DUST_M
                || lies_on(after, before, tip, DUST_M)
                || lies_on(before, tip, after, DUST_M);
            if is_hair {
                ring.remove(looked_at);
                looked_at = looked_at.saturating_sub(2);
            } else {
                looked_at += 1;
            }
        }
        closed_line(&ring)
    };
    let polygon =
        |part: &Polygon<f64>| Polygon::new(cleaned(part.exterior()), part.interiors().iter().map(cleaned).collect());
    shape.iter().map(polygon).collect()
}

/// Area over half the outline: of a strip, how wide it is.
fn mean_width_m(strip: &Polygon<f64>) -> f64 {
    let outline_m: f64 = ring_lines(strip).map(|ring| Euclidean.length(ring)).sum();
    2.0 * strip.unsigned_area() / outline_m
}

fn without(shape: &MultiPolygon<f64>, land: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, ShapingProblem> {
    overlay(shape, land, Operation::Difference)
}

fn meets(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> Result<bool, ShapingProblem> {
    overlay(one, other, Operation::Intersection).map(|common| !common.0.is_empty())
}

fn overlay(
    one: &MultiPolygon<f64>,
    other: &MultiPolygon<f64>,
    operation: Operation,
) -> Result<MultiPolygon<f64>, ShapingProblem> {
    overlaid(one, other, operation).ok_or(ShapingProblem::Failed)
}

#[cfg(test)]
mod tests {
    use geo::{Area, BoundingRect, Rect, coord, polygon};

    use super::*;

    fn block(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
        MultiPolygon(vec![Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north }).to_polygon()])
    }

    #[test]
    fn a_narrow_gap_is_closed_and_a_wide_one_stays() {
        let (zone, near, far) =
            (block(0.0, 0.0, 100.0, 100.0), block(103.0, 0.0, 200.0, 100.0), block(0.0, 110.0, 100.0, 200.0));
        let laid = aligned(&zone, &[&near, &far], 5.0).unwrap();
        assert!((laid.unsigned_area() - 10_300.0).abs() < 0.01, "{}", laid.unsigned_area());
        assert!(overlay(&laid, &near, Operation::Intersection).unwrap().unsigned_area() < 1e-3);
    }

    #[test]
    fn neighbours_far_away_change_nothing() {
        let around = |center: [f64; 2], radius_m: f64, turned: f64| {
            let corner = |number: i32| {
                let angle = turned + f64::from(number) * std::f64::consts::TAU / 7.0;
                coord! { x: center[0] + radius_m * angle.cos(), y: center[1] + radius_m * angle.sin() }
            };
            MultiPolygon(vec![Polygon::new((0..7).map(corner).collect(), Vec::new())])
        };
        let (zone, near) = (
            block(528_203.0, 3_329_000.0, 528_403.0, 3_329_200.0),
            block(528_000.0, 3_329_000.0, 528_200.0, 3_329_200.0),
        );
        let across = MultiPolygon(vec![polygon![
            (x: 528_838.418, y: 3_329_858.13), (x: 528_097.829, y: 3_329_840.449),
            (x: 528_158.799, y: 3_329_190.122), (x: 529_104.776, y: 3_329_070.202),
        ]]);
        let alone = aligned(&zone, &[&near, &across], 5.0).unwrap().unsigned_area();
        assert!(alone < 40_600.0, "{alone}");
        for step in 0..12 {
            let turned = f64::from(step) * 0.07;
            let far = around([532_335.18, 3_332_033.63], 250.0, turned);
            let farther = around([525_101.77, 3_329_551.93], 180.0, turned + 0.3);
            let laid = aligned(&zone, &[&near, &across, &far, &farther], 5.0).unwrap();
            assert!((laid.unsigned_area() - alone).abs() < 0.5, "{} for {alone}", laid.unsigned_area());
            // No hair along the far side of the neighbour.
            assert!(laid.bounding_rect().unwrap().min().x > 528_199.9, "{laid:?}");
        }
    }

    #[test]
    fn nothing_but_the_gap_is_added() {
        let (zone, near) = (
            block(528_203.0, 3_329_000.0, 528_403.0, 3_329_200.0),
            block(528_000.0, 3_329_000.0, 528_200.0, 3_329_200.0),
        );
        let far = block(532_088.821, 3_331_781.651, 532_581.529, 3_332_285.117);
        let laid = aligned(&zone, &[&near, &far], 5.0).unwrap();
        let (corners, bounds) = (laid.0[0].exterior().0.len(), laid.bounding_rect().unwrap());
        assert_eq!((laid.0.len(), bounds.min().x, bounds.max().x, corners), (1, 528_200.0, 528_403.0, 5), "{laid:?}");
        // Where the neighbour ends halfway along the zone, so does what is added.
        let short = block(528_000.0, 3_329_000.0, 528_200.0, 3_329_117.3);
        let laid = aligned(&zone, &[&short, &far], 5.0).unwrap();
        assert!((laid.unsigned_area() - 40_000.0 - 3.0 * 117.3).abs() < 0.01, "{}", laid.unsigned_area());
        assert!(laid.0[0].exterior().0.len() <= 9, "{laid:?}");
    }

    #[test]
    fn an_overlap_goes_to_the_neighbour() {
        let laid = aligned(&block(0.0, 0.0, 100.0, 100.0), &[&block(90.0, 20.0, 200.0, 80.0)], 2.0).unwrap();
        assert!((laid.unsigned_area() - 9_400.0).abs() < 0.01);
    }

    #[test]
    fn a_reach_of_nothing_is_refused() {
        for reach in [0.0, -1.0, f64::NAN] {
            assert_eq!(
                aligned(&block(0.0, 0.0, 1.0, 1.0), &[&block(2.0, 0.0, 3.0, 1.0)], reach),
                Err(ShapingProblem::BadFigure)
            );
        }
    }
}
