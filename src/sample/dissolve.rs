//! The union of parcels that share nodes: edges between two of them cancel, what is left is the outline. Exact by construction.

use std::collections::HashMap;

use super::face::interior_point;
use super::plane::{Point, extent, is_inside, ring_area_m2};
use super::subdivision::{Ring, Subdivision};

/// A shell, counter-clockwise, and its holes, clockwise; rings open.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    pub shell: Vec<Point>,
    pub holes: Vec<Vec<Point>>,
}

impl Outline {
    pub fn area_m2(&self) -> f64 {
        ring_area_m2(&self.shell) + self.holes.iter().map(|hole| ring_area_m2(hole)).sum::<f64>()
    }
}

/// The outlines of a union, in the order in which their first parcels came.
pub(super) fn dissolve<'a>(subdivision: &Subdivision, rings: impl Iterator<Item = &'a Ring>) -> Vec<Outline> {
    let edges: Vec<(u32, u32)> =
        rings.flat_map(|ring| (0..ring.len()).map(|index| (ring[index], ring[(index + 1) % ring.len()]))).collect();
    let mut inner: HashMap<(u32, u32), bool> = edges.iter().map(|&edge| (edge, false)).collect();
    for &(a, b) in &edges {
        if let Some(shared) = inner.get_mut(&(b, a)) {
            *shared = true;
        }
    }
    let outer: Vec<(u32, u32)> = edges.into_iter().filter(|edge| inner.get(edge) == Some(&false)).collect();
    let mut leaving: HashMap<u32, Vec<u32>> = HashMap::new();
    for &(a, b) in &outer {
        leaving.entry(a).or_default().push(b);
    }
    let mut shells: Vec<Outline> = Vec::new();
    let mut holes: Vec<Vec<Point>> = Vec::new();
    for (start, next) in outer {
        let Some(position) = leaving.get(&start).and_then(|ways| ways.iter().position(|&way| way == next)) else {
            continue;
        };
        for ring in simple_rings(walk(subdivision, &mut leaving, start, position)) {
            let points = subdivision.positions(&ring);
            if ring_area_m2(&points) > 0.0 {
                shells.push(Outline { shell: points, holes: Vec::new() });
            } else {
                holes.push(points);
            }
        }
    }
    assign(&mut shells, holes);
    shells
}

/// Follows the outline from a node until it comes back; where ways part, the leftmost keeps to one piece of land.
fn walk(subdivision: &Subdivision, leaving: &mut HashMap<u32, Vec<u32>>, start: u32, first: usize) -> Ring {
    let mut ring = vec![start];
    let mut way = first;
    let mut at = start;
    while let Some(ways) = leaving.get_mut(&at) {
        let next = ways.swap_remove(way);
        if ways.is_empty() {
            leaving.remove(&at);
        }
        if next == start {
            break;
        }
        let heading = super::plane::minus(subdivision.position(next), subdivision.position(at));
        ring.push(next);
        at = next;
        way = leaving.get(&at).map_or(0, |ways| leftmost(subdivision, at, heading, ways));
    }
    ring
}

fn leftmost(subdivision: &Subdivision, at: u32, heading: Point, ways: &[u32]) -> usize {
    let turn = |way: u32| {
        let out = super::plane::unit(super::plane::minus(subdivision.position(way), subdivision.position(at)));
        let heading = super::plane::unit(heading);
        let (ahead, left) = (super::plane::dot(heading, out), super::plane::cross(heading, out));
        // Grows with the turn to the left from −2 (about-turn to the right) to 2.
        if left >= 0.0 { 1.0 - ahead } else { ahead - 1.0 }
    };
    (0..ways.len()).max_by(|&a, &b| turn(ways[a]).total_cmp(&turn(ways[b]))).unwrap_or(0)
}

/// A ring that touches itself, as rings that do not.
fn simple_rings(ring: Ring) -> Vec<Ring> {
    let mut open: Ring = Vec::with_capacity(ring.len());
    let mut place: HashMap<u32, usize> = HashMap::new();
    let mut closed = Vec::new();
    for node in ring {
        if let Some(&since) = place.get(&node) {
            let loop_ring: Ring = open.drain(since..).collect();
            for gone in &loop_ring {
                place.remove(gone);
            }
            closed.push(loop_ring);
        }
        place.insert(node, open.len());
        open.push(node);
    }
    closed.push(open);
    closed
}

fn assign(shells: &mut [Outline], holes: Vec<Vec<Point>>) {
    let boxes: Vec<(Point, Point)> = shells.iter().map(|outline| extent(&outline.shell)).collect();
    for hole in holes {
        let Some(within) = interior_point(&hole) else { continue };
        let around = (0..shells.len())
            .filter(|&index| {
                let (low, high) = boxes[index];
                (0..2).all(|axis| low[axis] < within[axis] && within[axis] < high[axis])
                    && is_inside(&shells[index].shell, within)
            })
            .min_by(|&a, &b| ring_area_m2(&shells[a].shell).total_cmp(&ring_area_m2(&shells[b].shell)));
        if let Some(index) = around {
            shells[index].holes.push(hole);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ```text
    ///  6 7 8      a ring of eight cells round an empty ninth, or two cells that touch in a corner
    ///  3   5
    ///  0 1 2
    /// ```
    fn cells(wanted: &[usize]) -> Vec<Outline> {
        let mut subdivision = Subdivision::default();
        for row in 0..4 {
            for column in 0..4 {
                subdivision.node([f64::from(column) * 10.0, f64::from(row) * 10.0]);
            }
        }
        let rings: Vec<Ring> = wanted
            .iter()
            .map(|&cell| {
                let corner = (cell / 3 * 4 + cell % 3) as u32;
                vec![corner, corner + 1, corner + 5, corner + 4]
            })
            .collect();
        dissolve(&subdivision, rings.iter())
    }

    #[test]
    fn a_ring_of_cells_has_a_hole() {
        let outlines = cells(&[0, 1, 2, 3, 5, 6, 7, 8]);
        assert_eq!((outlines.len(), outlines[0].holes.len()), (1, 1));
        assert_eq!(outlines[0].area_m2(), 800.0);
    }

    #[test]
    fn cells_that_touch_in_a_corner_stay_two() {
        assert_eq!(cells(&[0, 4]).len(), 2);
    }

    #[test]
    fn a_hole_that_touches_the_outline_is_still_a_hole() {
        let outlines = cells(&[0, 1, 3, 5, 6, 7, 8]);
        assert_eq!(outlines.iter().map(Outline::area_m2).sum::<f64>(), 700.0);
        assert!(outlines.iter().all(|outline| outline.area_m2() > 0.0));
    }
}
