//! Shapes as every reader takes them: no repeated vertex, no spike, no ring that touches itself, no interior that falls apart.
//!
//! Nothing is moved and no land is won or lost: vertices that carry no land go, and rings that meet in a point are linked anew
//! so that each connected piece of the interior becomes a polygon of its own. What crosses itself stays as it is: it is not
//! for an export to guess, and the caller refuses it.

use std::collections::BTreeMap;

use geo::{Contains, Coord, InteriorPoint, LineString, MultiPolygon, Polygon};

use crate::crs::planar_ring_m2;
use crate::geometry::Point;

type Ring = Vec<Point>;

/// The same land in rings that a writer may write; empty where there was no land.
pub(super) fn cleaned(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    shape.iter().flat_map(cleaned_polygon).collect()
}

fn cleaned_polygon(polygon: &Polygon<f64>) -> Vec<Polygon<f64>> {
    let shell = oriented(without_spikes(polygon.exterior()), true);
    if shell.len() < 3 {
        return Vec::new();
    }
    let holes = polygon.interiors().iter().map(|hole| oriented(without_spikes(hole), false));
    let mut rings: Vec<Ring> = std::iter::once(shell).chain(holes.filter(|hole| hole.len() >= 3)).collect();
    if rings.len() > 1 {
        share_touching_vertices(&mut rings);
    }
    if has_repeated_vertex(&rings) {
        assembled(simple_loops(&interior_walks(&rings)))
    } else {
        let mut lines = rings.iter().map(|ring| closed(ring));
        lines.next().map(|shell| Polygon::new(shell, lines.collect())).into_iter().collect()
    }
}

/// The ring open, without repeated points and without edges that are walked there and back.
fn without_spikes(line: &LineString<f64>) -> Ring {
    let mut ring: Ring = Vec::with_capacity(line.0.len());
    for point in line.coords().map(|point| [point.x, point.y]) {
        ring.push(point);
        while drop_fold(&mut ring) {}
    }
    // The same across the seam.
    loop {
        let count = ring.len();
        if count > 1 && ring[0] == ring[count - 1] {
            ring.pop();
        } else if count >= 3 && folds(ring[count - 2], ring[count - 1], ring[0]) {
            ring.pop();
        } else if count >= 3 && folds(ring[count - 1], ring[0], ring[1]) {
            ring.remove(0);
        } else {
            return ring;
        }
    }
}

/// Takes the last point but one away where it repeats its neighbour or is the tip of a spike.
fn drop_fold(ring: &mut Ring) -> bool {
    let count = ring.len();
    if count >= 2 && ring[count - 1] == ring[count - 2] {
        ring.pop();
        return count >= 3;
    }
    let is_tip = count >= 3 && folds(ring[count - 3], ring[count - 2], ring[count - 1]);
    if is_tip {
        ring.remove(count - 2);
    }
    is_tip
}

/// Whether the way from `before` over `tip` to `after` turns straight back.
fn folds(before: Point, tip: Point, after: Point) -> bool {
    let (back, on) = ([before[0] - tip[0], before[1] - tip[1]], [after[0] - tip[0], after[1] - tip[1]]);
    back[0] * on[0] + back[1] * on[1] > 0.0 && is_straight(before, tip, after)
}

fn is_straight(a: Point, b: Point, c: Point) -> bool {
    let coordinate = |point: Point| robust::Coord { x: point[0], y: point[1] };
    robust::orient2d(coordinate(a), coordinate(b), coordinate(c)) == 0.0
}

fn oriented(mut ring: Ring, counter_clockwise: bool) -> Ring {
    if (planar_ring_m2(&ring) > 0.0) != counter_clockwise && ring.len() > 1 {
        // The first point stays first.
        ring[1..].reverse();
    }
    ring
}

/// Gives a ring a vertex wherever another ring's vertex lies exactly on one of its edges.
fn share_touching_vertices(rings: &mut [Ring]) {
    let vertices: Vec<(usize, Point)> =
        rings.iter().enumerate().flat_map(|(number, ring)| ring.iter().map(move |&point| (number, point))).collect();
    for (number, ring) in rings.iter_mut().enumerate() {
        let mut shared = Vec::with_capacity(ring.len());
        for (index, &from) in ring.iter().enumerate() {
            let to = ring[(index + 1) % ring.len()];
            shared.push(from);
            let mut on_edge: Vec<Point> = vertices
                .iter()
                .filter(|(other, point)| *other != number && lies_within(*point, from, to))
                .map(|&(_, point)| point)
                .collect();
            let along = |point: &Point| (point[0] - from[0]).abs() + (point[1] - from[1]).abs();
            on_edge.sort_by(|a, b| along(a).total_cmp(&along(b)));
            on_edge.dedup();
            shared.extend(on_edge);
        }
        *ring = shared;
    }
}

/// Whether a point lies on an edge, its ends excluded.
fn lies_within(point: Point, from: Point, to: Point) -> bool {
    let between = |axis: usize| point[axis] >= from[axis].min(to[axis]) && point[axis] <= from[axis].max(to[axis]);
    between(0) && between(1) && point != from && point != to && is_straight(from, point, to)
}

/// A position as a key: equal positions have equal bits once −0 is 0.
fn key(point: Point) -> [u64; 2] {
    point.map(|value| (value + 0.0).to_bits())
}

fn has_repeated_vertex(rings: &[Ring]) -> bool {
    let mut keys: Vec<[u64; 2]> = rings.iter().flatten().map(|&point| key(point)).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair[0] == pair[1])
}

/// Walks round each connected piece of the interior, which lies left of every edge: at a vertex where several edges leave, the
/// next one is the first met when turning clockwise from the way back, for between the two lies nothing but interior.
fn interior_walks(rings: &[Ring]) -> Vec<Ring> {
    let mut edges: Vec<(Point, Point)> = Vec::new();
    for ring in rings {
        edges.extend(ring.iter().enumerate().map(|(index, &from)| (from, ring[(index + 1) % ring.len()])));
    }
    let mut leaving: BTreeMap<[u64; 2], Vec<usize>> = BTreeMap::new();
    for (number, (from, _)) in edges.iter().enumerate() {
        leaving.entry(key(*from)).or_default().push(number);
    }
    let mut used = vec![false; edges.len()];
    let mut walks = Vec::new();
    for start in 0..edges.len() {
        let mut walk = Vec::new();
        let mut current = start;
        while !used[current] {
            used[current] = true;
            let (from, to) = edges[current];
            walk.push(from);
            let candidates = leaving.get(&key(to)).map_or(&[][..], Vec::as_slice);
            let next = candidates
                .iter()
                .copied()
                .filter(|&edge| !used[edge] || edge == start)
                .min_by(|&a, &b| clockwise(to, from, edges[a].1).total_cmp(&clockwise(to, from, edges[b].1)));
            match next {
                Some(edge) => current = edge,
                None => break,
            }
        }
        if !walk.is_empty() {
            walks.push(walk);
        }
    }
    walks
}

/// Angle in (0, 2π] from the direction of `back` clockwise to the direction of `on`, seen from `at`.
fn clockwise(at: Point, back: Point, on: Point) -> f64 {
    let direction = |to: Point| (to[1] - at[1]).atan2(to[0] - at[0]);
    let angle = (direction(back) - direction(on)).rem_euclid(std::f64::consts::TAU);
    if angle == 0.0 { std::f64::consts::TAU } else { angle }
}

/// Walks cut into loops that visit no vertex twice.
fn simple_loops(walks: &[Ring]) -> Vec<Ring> {
    let mut loops = Vec::new();
    for walk in walks {
        let mut path: Ring = Vec::new();
        let mut place: BTreeMap<[u64; 2], usize> = BTreeMap::new();
        for &point in walk {
            if let Some(&start) = place.get(&key(point)) {
                for left in &path[start..] {
                    place.remove(&key(*left));
                }
                loops.push(path.split_off(start));
            }
            place.insert(key(point), path.len());
            path.push(point);
        }
        loops.push(path);
    }
    loops.retain(|ring| ring.len() >= 3);
    loops
}

/// Polygons from loops: those that run counter-clockwise are shells, the others are holes of the smallest shell around them.
fn assembled(loops: Vec<Ring>) -> Vec<Polygon<f64>> {
    let (shells, holes): (Vec<Ring>, Vec<Ring>) = loops.into_iter().partition(|ring| planar_ring_m2(ring) > 0.0);
    let mut polygons: Vec<Polygon<f64>> = shells.iter().map(|shell| Polygon::new(closed(shell), Vec::new())).collect();
    for hole in holes {
        let line = closed(&hole);
        let inner = Polygon::new(line.clone(), Vec::new()).interior_point();
        let owner = (0..shells.len())
            .filter(|&number| {
                inner.is_some_and(|point| Polygon::new(closed(&shells[number]), Vec::new()).contains(&point))
            })
            .min_by(|&a, &b| planar_ring_m2(&shells[a]).total_cmp(&planar_ring_m2(&shells[b])))
            .unwrap_or(0);
        if let Some(polygon) = polygons.get_mut(owner) {
            polygon.interiors_push(line);
        }
    }
    polygons
}

fn closed(ring: &[Point]) -> LineString<f64> {
    ring.iter().chain(ring.first()).map(|point| Coord { x: point[0], y: point[1] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::verify::fault_of;
    use geo::{Area, wkt};

    fn check(shape: MultiPolygon<f64>, polygons: usize, holes: usize) {
        let clean = cleaned(&shape);
        assert_eq!(fault_of(&clean), None, "{clean:?}");
        assert_eq!(clean.0.len(), polygons, "{clean:?}");
        assert_eq!(clean.iter().map(|polygon| polygon.interiors().len()).sum::<usize>(), holes, "{clean:?}");
        assert!((clean.unsigned_area() - shape.unsigned_area()).abs() < 1e-9, "{clean:?}");
    }

    #[test]
    fn a_valid_shape_stays_as_it_is() {
        let shape = wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (1. 1., 1. 2., 2. 2., 2. 1., 1. 1.))));
        assert_eq!(cleaned(&shape), shape);
    }

    #[test]
    fn repeated_points_and_spikes_go() {
        check(wkt!(MULTIPOLYGON(((0. 0., 0. 0., 9. 0., 9. 9., 9. 20., 9. 9., 0. 9., 0. 9., 0. 0.)))), 1, 0);
        // A spike across the seam, and one of two edges.
        check(wkt!(MULTIPOLYGON(((-5. 0., 0. 0., 9. 0., 9. 9., 0. 9., 0. 0., -5. 0.)))), 1, 0);
        check(wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 12. 9., 15. 12., 12. 9., 9. 9., 0. 9., 0. 0.)))), 1, 0);
        assert!(cleaned(&wkt!(MULTIPOLYGON(((0. 0., 9. 0., 4. 0., 0. 0.))))).0.is_empty());
    }

    #[test]
    fn a_clockwise_shell_is_turned_and_keeps_its_first_point() {
        let clean = cleaned(&wkt!(MULTIPOLYGON(((0. 0., 0. 9., 9. 9., 9. 0., 0. 0.)))));
        assert_eq!(clean, wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.)))));
    }

    /// ```text
    ///   ┌───┐
    ///   │   │
    ///   └───●───┐
    ///       │   │
    ///       └───┘
    /// ```
    #[test]
    fn a_ring_that_touches_itself_from_outside_becomes_two_polygons() {
        check(wkt!(MULTIPOLYGON(((4. 4., 4. 0., 8. 0., 8. 4., 4. 4., 4. 8., 0. 8., 0. 4., 4. 4.)))), 2, 0);
    }

    #[test]
    fn a_ring_that_touches_itself_from_inside_becomes_a_hole() {
        check(wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0., 2. 5., 5. 5., 5. 2., 0. 0.)))), 1, 1);
    }

    #[test]
    fn a_hole_that_meets_the_shell_twice_splits_the_polygon() {
        check(wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (0. 0., 4. 6., 9. 9., 6. 4., 0. 0.)))), 2, 0);
        // Once at a vertex, once in the middle of an edge.
        check(wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (0. 0., 4. 9., 5. 3., 0. 0.)))), 2, 0);
    }

    #[test]
    fn holes_that_meet_in_a_chain_split_the_polygon() {
        check(
            wkt!(MULTIPOLYGON((
                (0. 0., 12. 0., 12. 12., 0. 12., 0. 0.),
                (0. 6., 3. 8., 6. 6., 3. 4., 0. 6.),
                (6. 6., 9. 8., 12. 6., 9. 4., 6. 6.)
            ))),
            2,
            0,
        );
        // Two holes that meet in one point leave the interior whole.
        check(
            wkt!(MULTIPOLYGON((
                (0. 0., 12. 0., 12. 12., 0. 12., 0. 0.),
                (2. 6., 3. 8., 6. 6., 3. 4., 2. 6.),
                (6. 6., 9. 8., 11. 6., 9. 4., 6. 6.)
            ))),
            1,
            2,
        );
    }
}
