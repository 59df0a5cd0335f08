//! Which rings of a shapefile polygon are shells and which are holes: by direction (clockwise shells), corrected by
//! containment where the direction is wrong.

use super::raw_shape::RawShape;
use crate::crs::planar_ring_m2;
use crate::geometry::health::{Position, position};
use crate::geometry::{Bounds, Point};
use crate::storage::geopackage::Simple;

/// Sorts the rings of a polygon into parts, each a shell and its holes, in the order of the file. Says whether the
/// direction of a ring was wrong.
pub(super) fn nest(raw: &mut RawShape) -> bool {
    let count = raw.ring_ends.len();
    if count == 1 {
        return planar_ring_m2(raw.ring(0)) > 0.0;
    }
    let rings: Vec<Ring<'_>> = (0..count).map(|ring| Ring::new(raw.ring(ring))).collect();
    // Larger rings first: a ring can only lie in one that comes before it.
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| rings[b].area_m2.abs().total_cmp(&rings[a].area_m2.abs()));
    let mut depth = vec![0usize; count];
    let mut parent = vec![None; count];
    for (place, &inner) in order.iter().enumerate() {
        // The smallest ring around it comes last among those before it.
        let around = order[..place].iter().rev().find(|&&outer| rings[outer].contains(&rings[inner]));
        if let Some(&outer) = around {
            depth[inner] = depth[outer] + 1;
            parent[inner] = Some(outer);
        }
    }
    let is_hole = |ring: usize| depth[ring] % 2 == 1;
    let wrong = (0..count).any(|ring| rings[ring].area_m2 != 0.0 && (rings[ring].area_m2 > 0.0) != is_hole(ring));
    let mut sorted = RawShape { extra_dimensions: raw.extra_dimensions, ..RawShape::default() };
    for shell in (0..count).filter(|&ring| !is_hole(ring)) {
        let holes = (0..count).filter(|&ring| is_hole(ring) && parent[ring] == Some(shell));
        for ring in std::iter::once(shell).chain(holes) {
            sorted.points.extend_from_slice(rings[ring].points);
            sorted.ring_ends.push(sorted.points.len());
        }
        sorted.part_ends.push((sorted.ring_ends.len(), Simple::Polygon));
    }
    *raw = sorted;
    wrong
}

struct Ring<'a> {
    points: &'a [Point],
    bounds: Bounds,
    area_m2: f64,
}

impl<'a> Ring<'a> {
    fn new(points: &'a [Point]) -> Self {
        Self { points, bounds: Bounds::of_points(points), area_m2: planar_ring_m2(points) }
    }

    fn contains(&self, inner: &Self) -> bool {
        self.bounds.contains(&inner.bounds)
            && inner.points.iter().find_map(|&point| match position(self.points, point) {
                Position::Boundary => None,
                Position::Inside => Some(true),
                Position::Outside => Some(false),
            }) == Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::geopackage::Visitor;

    fn square(center: f64, reach: f64, clockwise: bool) -> Vec<Point> {
        let (low, high) = (center - reach, center + reach);
        let mut ring = vec![[low, low], [low, high], [high, high], [high, low], [low, low]];
        if !clockwise {
            ring.reverse();
        }
        ring
    }

    fn nested(rings: &[Vec<Point>]) -> (Vec<usize>, bool) {
        let mut raw = RawShape::default();
        for ring in rings {
            ring.iter().for_each(|&point| raw.point(point));
            raw.end_ring();
        }
        raw.end_part(Simple::Polygon);
        let wrong = nest(&mut raw);
        (raw.parts().map(|(_, rings)| rings.len()).collect(), wrong)
    }

    #[test]
    fn holes_go_to_the_shell_around_them() {
        // Two shells, the second listed after the hole of the first, and an island in the hole.
        let rings =
            [square(0.0, 10.0, true), square(0.0, 5.0, false), square(100.0, 3.0, true), square(0.0, 1.0, true)];
        assert_eq!(nested(&rings), (vec![2, 1, 1], false));
    }

    #[test]
    fn containment_decides_where_the_direction_is_wrong() {
        assert_eq!(nested(&[square(0.0, 10.0, true), square(0.0, 5.0, true)]), (vec![2], true));
        assert_eq!(nested(&[square(0.0, 10.0, true), square(100.0, 5.0, false)]), (vec![1, 1], true));
        assert_eq!(nested(&[square(0.0, 10.0, false)]), (vec![1], true));
    }
}
