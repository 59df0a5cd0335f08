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

    /// The four lines from an end of either edge to the nearest point of the other: one of them is a shortest line between
    /// edges that do not cross.
    pub fn lines_between(&self, other: &Self) -> [(Point, Point); 4] {
        [
            (self.from, other.nearest(self.from)),
            (self.to, other.nearest(self.to)),
            (other.from, self.nearest(other.from)),
            (other.to, self.nearest(other.to)),
        ]
    }

    /// Square of the distance to another edge, m²; zero where they cross.
    pub fn distance_squared(&self, other: &Self) -> f64 {
        if self.crosses(other) {
            return 0.0;
        }
        self.lines_between(other).iter().map(|&(a, b)| square_m2(a, b)).fold(f64::INFINITY, f64::min)
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

pub(super) fn square_m2(a: Point, b: Point) -> f64 {
    let way = minus(a, b);
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
