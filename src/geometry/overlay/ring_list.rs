//! Rings as they come from linking, one after the other in one list, and how they become simple: split where they pass a point
//! twice, spikes taken off, dust dropped.

use std::collections::HashMap;

use super::sides::turn;
use crate::crs::planar_ring_m2;
use crate::geometry::Point;

/// Rings below this area are dust.
const DUST_M2: f64 = 1e-9;

/// Open rings in one list of points, with their signed planar areas. Keeps its memory when cleared.
#[derive(Debug, Default)]
pub(super) struct RingList {
    points: Vec<Point>,
    /// End of each ring in `points`, and its area, m².
    ends: Vec<(usize, f64)>,
}

impl RingList {
    pub fn clear(&mut self) {
        self.points.clear();
        self.ends.clear();
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn ring(&self, number: usize) -> &[Point] {
        let start = if number == 0 { 0 } else { self.ends[number - 1].0 };
        &self.points[start..self.ends[number].0]
    }

    /// Signed planar area of a ring, m²: positive for a shell.
    pub fn area_m2(&self, number: usize) -> f64 {
        self.ends[number].1
    }

    pub fn rings(&self) -> impl Iterator<Item = &[Point]> + '_ {
        (0..self.len()).map(|number| self.ring(number))
    }

    /// The list of points, to append the points of one more ring; [`Self::end_ring`] ends it.
    pub fn open_ring(&mut self) -> &mut Vec<Point> {
        &mut self.points
    }

    /// Ends the ring whose points were appended: none, one or several simple rings are left of it.
    pub fn end_ring(&mut self) {
        let start = self.ends.last().map_or(0, |&(end, _)| end);
        let ring = &self.points[start..];
        if !repeats(ring) && !has_spike(ring) {
            self.keep();
            return;
        }
        for mut ring in split_at_repeats(&self.points.split_off(start)) {
            drop_spikes(&mut ring);
            self.points.extend(ring);
            self.keep();
        }
    }

    /// Keeps the points after the last ring as a ring, unless it is dust.
    fn keep(&mut self) {
        let start = self.ends.last().map_or(0, |&(end, _)| end);
        let ring = &self.points[start..];
        let area_m2 = planar_ring_m2(ring);
        if ring.len() >= 3 && area_m2.abs() > DUST_M2 {
            self.ends.push((self.points.len(), area_m2));
        } else {
            self.points.truncate(start);
        }
    }
}

/// A ring that passes a point twice is several rings.
fn split_at_repeats(ring: &[Point]) -> Vec<Vec<Point>> {
    // Adding 0.0 makes −0.0 and 0.0 one place.
    let key = |point: Point| [(point[0] + 0.0).to_bits(), (point[1] + 0.0).to_bits()];
    let mut rings = Vec::new();
    let mut open: Vec<Point> = Vec::with_capacity(ring.len());
    let mut seen: HashMap<[u64; 2], usize> = HashMap::with_capacity(ring.len());
    for &point in ring {
        if let Some(&first) = seen.get(&key(point)) {
            let loop_points = open.split_off(first);
            for point in &loop_points {
                seen.remove(&key(*point));
            }
            if loop_points.len() >= 3 {
                rings.push(loop_points);
            }
        }
        seen.insert(key(point), open.len());
        open.push(point);
    }
    if open.len() >= 3 {
        rings.push(open);
    }
    rings
}

/// Whether a ring passes a point twice.
fn repeats(ring: &[Point]) -> bool {
    const FEW_POINTS: usize = 40;
    if ring.len() <= FEW_POINTS {
        return ring.iter().enumerate().any(|(index, point)| ring[..index].contains(point));
    }
    let mut sorted = ring.to_vec();
    sorted.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    sorted.windows(2).any(|pair| pair[0] == pair[1])
}

/// Whether the ring turns back on itself at `at`.
fn is_spike(before: Point, at: Point, after: Point) -> bool {
    let back = (at[0] - before[0]) * (after[0] - at[0]) + (at[1] - before[1]) * (after[1] - at[1]) <= 0.0;
    at == after || (back && turn(before, at, after) == 0.0)
}

fn has_spike(ring: &[Point]) -> bool {
    let [first, .., last] = ring else { return false };
    ring.windows(3).any(|three| is_spike(three[0], three[1], three[2]))
        || (ring.len() >= 3 && (is_spike(*last, *first, ring[1]) || is_spike(ring[ring.len() - 2], *last, *first)))
}

/// Takes off points where the ring turns back on itself.
fn drop_spikes(ring: &mut Vec<Point>) {
    let mut index = 0;
    let mut kept = 0;
    while ring.len() >= 3 && kept < ring.len() {
        let count = ring.len();
        let (before, at, after) = (ring[(index + count - 1) % count], ring[index % count], ring[(index + 1) % count]);
        if is_spike(before, at, after) {
            ring.remove(index % count);
            index = (index % count).saturating_sub(1);
            kept = 0;
        } else {
            index = (index + 1) % count;
            kept += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list_of(ring: &[Point]) -> RingList {
        let mut list = RingList::default();
        list.open_ring().extend_from_slice(ring);
        list.end_ring();
        list
    }

    #[test]
    fn a_simple_ring_stays_as_it_is() {
        let ring = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]];
        let list = list_of(&ring);
        assert_eq!(list.rings().collect::<Vec<_>>(), [&ring]);
        assert_eq!(list.area_m2(0), 4.0);
    }

    #[test]
    fn a_ring_through_one_point_twice_is_two_rings() {
        let list = list_of(&[[0.0, 0.0], [1.0, 1.0], [2.0, 0.0], [2.0, 2.0], [1.0, 1.0], [0.0, 2.0]]);
        assert_eq!(list.len(), 2);
        assert!((0..2).all(|number| list.area_m2(number).abs() == 1.0));
    }

    #[test]
    fn spikes_go_wherever_the_ring_begins_and_dust_is_no_ring() {
        let ring = [[0.0, 0.0], [4.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]];
        for turned in 0..ring.len() {
            let mut ring = ring;
            ring.rotate_left(turned);
            let list = list_of(&ring);
            assert_eq!((list.len(), list.area_m2(0), list.ring(0).len()), (1, 4.0, 4));
        }
        assert_eq!(list_of(&[[0.0, 0.0], [1.0, 0.0], [1.0, 1e-10]]).len(), 0);
        assert_eq!(list_of(&[[0.0, 0.0], [1.0, 0.0]]).len(), 0);
        assert_eq!(list_of(&[]).len(), 0);
    }
}
