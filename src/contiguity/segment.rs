//! Two straight edges: how far apart, and where along the one the other is near.

use crate::geometry::{Bounds, Point};

/// Edges that run apart by more than this (rise over run) do not run along each other, whatever their distance.
const PARALLEL_SLOPE: f64 = 0.1;

/// A straight edge with its box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub from: Point,
    pub to: Point,
    pub bounds: Bounds,
}

/// A stretch of an edge: 0 is its start, 1 its end.
pub(super) type Stretch = [f64; 2];

impl Segment {
    pub fn new(from: Point, to: Point) -> Self {
        Self { from, to, bounds: Bounds::of_points(&[from, to]) }
    }

    pub fn length_m(&self) -> f64 {
        let [x, y] = minus(self.to, self.from);
        x.hypot(y)
    }

    /// The same two ends, in either direction.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.from == other.to && self.to == other.from) || (self.from == other.from && self.to == other.to)
    }

    /// The point of this edge that is nearest to a position.
    pub fn nearest(&self, position: Point) -> Point {
        let run = minus(self.to, self.from);
        let square = dot(run, run);
        if square == 0.0 {
            return self.from;
        }
        let along = dot(minus(position, self.from), run) / square;
        if along <= 0.0 {
            self.from
        } else if along >= 1.0 {
            self.to
        } else {
            [self.from[0] + run[0] * along, self.from[1] + run[1] * along]
        }
    }

    /// Lines from this edge to another that begin or end at an end of either: one of the four is a shortest line between edges
    /// that do not cross.
    pub fn lines_between(&self, other: &Self) -> [[Point; 2]; 4] {
        [
            [self.from, other.nearest(self.from)],
            [self.to, other.nearest(self.to)],
            [self.nearest(other.from), other.from],
            [self.nearest(other.to), other.to],
        ]
    }

    /// Square of the distance to another edge, m²; zero where they cross.
    pub fn distance_squared(&self, other: &Self) -> f64 {
        if self.crosses(other) {
            return 0.0;
        }
        self.lines_between(other).iter().map(square_m2).fold(f64::INFINITY, f64::min)
    }

    /// Whether each edge has the ends of the other strictly on both its sides.
    pub fn crosses(&self, other: &Self) -> bool {
        let side = |edge: &Self, point: Point| cross(minus(edge.to, edge.from), minus(point, edge.from));
        side(self, other.from) * side(self, other.to) < 0.0 && side(other, self.from) * side(other, self.to) < 0.0
    }

    /// Where along this edge one is within `reach_m` of another: the points near an edge are a convex set, so it is one stretch.
    pub fn stretch_within(&self, other: &Self, reach_m: f64) -> Option<Stretch> {
        let run = minus(self.to, self.from);
        let square = dot(run, run);
        if square == 0.0 {
            return None;
        }
        let (mut start, mut end) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut include = |low: f64, high: f64| {
            if low <= high {
                start = start.min(low);
                end = end.max(high);
            }
        };
        // The discs round the other's ends …
        for position in [other.from, other.to] {
            let way = minus(position, self.from);
            let off = cross(run, way);
            let half_squared = (reach_m * reach_m - off * off / square) / square;
            if half_squared >= 0.0 {
                let (middle, half) = (dot(way, run) / square, half_squared.sqrt());
                include(middle - half, middle + half);
            }
        }
        // … and the band along it, between its ends.
        let base = minus(other.to, other.from);
        let base_square = dot(base, base);
        if base_square > 0.0 {
            let way = minus(self.from, other.from);
            let reach = reach_m * base_square.sqrt();
            let between = where_between(dot(way, base), dot(run, base), 0.0, base_square);
            let beside = where_between(cross(base, way), cross(base, run), -reach, reach);
            include(between[0].max(beside[0]), between[1].min(beside[1]));
        }
        let stretch = [start.max(0.0), end.min(1.0)];
        (stretch[0] < stretch[1]).then_some(stretch)
    }

    /// Where another edge runs along this one, nowhere more than `tolerance_m` beside it. Edges that only meet at an end share
    /// no stretch.
    pub fn stretch_along(&self, other: &Self, tolerance_m: f64) -> Option<Stretch> {
        if self.is_same(other) {
            return Some([0.0, 1.0]);
        }
        let run = minus(self.to, self.from);
        let square = dot(run, run);
        let length_m = square.sqrt();
        let place = |point: Point| {
            let way = minus(point, self.from);
            (dot(way, run) / square, cross(run, way) / length_m)
        };
        let (mut first, mut last) = (place(other.from), place(other.to));
        if first.0 > last.0 {
            std::mem::swap(&mut first, &mut last);
        }
        let slope = (last.1 - first.1) / (last.0 - first.0);
        // Not a number where either edge has no length: no stretch either.
        if slope.is_nan() || slope.abs() > PARALLEL_SLOPE * length_m {
            return None;
        }
        let near = where_between(first.1 - slope * first.0, slope, -tolerance_m, tolerance_m);
        let stretch = [first.0.max(near[0]).max(0.0), last.0.min(near[1]).min(1.0)];
        (stretch[0] < stretch[1]).then_some(stretch)
    }
}

/// The values of t for which `low ≤ start + t·step ≤ high`.
fn where_between(start: f64, step: f64, low: f64, high: f64) -> [f64; 2] {
    if step == 0.0 {
        let all = start >= low && start <= high;
        return if all { [f64::NEG_INFINITY, f64::INFINITY] } else { [f64::INFINITY, f64::NEG_INFINITY] };
    }
    let (a, b) = ((low - start) / step, (high - start) / step);
    [a.min(b), a.max(b)]
}

/// Total of stretches of one edge, each place once; the stretches are put in order.
pub(super) fn total_of(stretches: &mut [Stretch]) -> f64 {
    stretches.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let (mut total, mut reached) = (0.0, 0.0f64);
    for &[start, end] in stretches.iter() {
        total += (end - start.max(reached)).max(0.0);
        reached = reached.max(end);
    }
    total
}

/// Square of the length of a line, m².
pub(super) fn square_m2([from, to]: &[Point; 2]) -> f64 {
    let way = minus(*to, *from);
    dot(way, way)
}

pub(super) fn minus(a: Point, b: Point) -> Point {
    [a[0] - b[0], a[1] - b[1]]
}

fn dot(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

pub(super) fn cross(a: Point, b: Point) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: Point, to: Point) -> Segment {
        let shift = |[x, y]: Point| [500_000.0 + x, 3_300_000.0 + y];
        Segment::new(shift(from), shift(to))
    }

    fn near(found: Option<Stretch>, wanted: Stretch) {
        let found = found.unwrap();
        assert!((found[0] - wanted[0]).abs() < 1e-6 && (found[1] - wanted[1]).abs() < 1e-6, "{found:?} {wanted:?}");
    }

    #[test]
    fn a_stretch_near_an_edge_ends_where_its_round_ends_do() {
        let long = edge([0.0, 0.0], [100.0, 0.0]);
        // 3 m above from 40 to 60: of 5 m reach, 4 m more at either end.
        near(long.stretch_within(&edge([40.0, 3.0], [60.0, 3.0]), 5.0), [0.36, 0.64]);
        // An edge that crosses at a right angle: 5 m to both sides.
        near(long.stretch_within(&edge([50.0, -20.0], [50.0, 20.0]), 5.0), [0.45, 0.55]);
        // Beyond the end.
        near(long.stretch_within(&edge([103.0, 0.0], [110.0, 0.0]), 5.0), [0.98, 1.0]);
        assert_eq!(long.stretch_within(&edge([0.0, 5.1], [100.0, 5.1]), 5.0), None);
        assert_eq!(edge([0.0, 0.0], [0.0, 0.0]).stretch_within(&long, 5.0), None);
    }

    #[test]
    fn edges_run_along_each_other_within_the_tolerance_and_meet_at_corners_without() {
        let long = edge([0.0, 0.0], [100.0, 0.0]);
        near(long.stretch_along(&edge([60.0, 0.0], [20.0, 0.0]), 0.001), [0.2, 0.6]);
        near(long.stretch_along(&edge([-10.0, 0.0009], [50.0, 0.0009]), 0.001), [0.0, 0.5]);
        // From 0 to 2 mm beside over 100 m: half of it.
        near(long.stretch_along(&edge([0.0, 0.0], [100.0, 0.002]), 0.001), [0.0, 0.5]);
        assert_eq!(long.stretch_along(&edge([0.0, 0.002], [100.0, 0.002]), 0.001), None);
        assert_eq!(long.stretch_along(&edge([100.0, 0.0], [100.0, 50.0]), 0.001), None);
        assert_eq!(long.stretch_along(&edge([100.0, 0.0], [170.0, 50.0]), 0.001), None);
        assert_eq!(long.stretch_along(&edge([100.0, 0.0], [120.0, 0.0]), 0.001), None);
    }

    #[test]
    fn the_distance_of_crossing_edges_is_nothing() {
        let long = edge([0.0, 0.0], [100.0, 0.0]);
        assert_eq!(long.distance_squared(&edge([50.0, -1.0], [60.0, 9.0])), 0.0);
        assert_eq!(long.distance_squared(&edge([50.0, 3.0], [60.0, 9.0])), 9.0);
        assert_eq!(long.distance_squared(&edge([103.0, 4.0], [110.0, 90.0])), 25.0);
    }

    #[test]
    fn stretches_that_overlap_count_once() {
        assert_eq!(total_of(&mut [[0.5, 0.75], [0.0, 0.25], [0.625, 1.0]]), 0.75);
        assert_eq!(total_of(&mut []), 0.0);
    }
}
