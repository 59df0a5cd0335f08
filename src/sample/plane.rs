//! Small planar geometry of the generator, metres.

pub(super) type Point = [f64; 2];

pub(super) fn minus(a: Point, b: Point) -> Point {
    [a[0] - b[0], a[1] - b[1]]
}

/// `a + b·factor`.
pub(super) fn along(a: Point, b: Point, factor: f64) -> Point {
    [a[0] + b[0] * factor, a[1] + b[1] * factor]
}

pub(super) fn middle(a: Point, b: Point) -> Point {
    [(a[0] + b[0]) * 0.5, (a[1] + b[1]) * 0.5]
}

pub(super) fn dot(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

pub(super) fn cross(a: Point, b: Point) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// A quarter turn counter-clockwise.
pub(super) fn left_of(direction: Point) -> Point {
    [-direction[1], direction[0]]
}

pub(super) fn distance(a: Point, b: Point) -> f64 {
    let d = minus(a, b);
    dot(d, d).sqrt()
}

pub(super) fn unit(vector: Point) -> Point {
    let length = dot(vector, vector).sqrt();
    if length < 1e-12 { [1.0, 0.0] } else { [vector[0] / length, vector[1] / length] }
}

pub(super) fn distance_to_segment(point: Point, a: Point, b: Point) -> f64 {
    let edge = minus(b, a);
    let square = dot(edge, edge);
    let t = if square > 0.0 { (dot(minus(point, a), edge) / square).clamp(0.0, 1.0) } else { 0.0 };
    distance(point, along(a, edge, t))
}

pub(super) fn distance_to_line(point: Point, line: &[Point]) -> f64 {
    line.windows(2).map(|pair| distance_to_segment(point, pair[0], pair[1])).fold(f64::INFINITY, f64::min)
}

/// Parameters on both segments where `a→b` and `c→d` cross.
pub(super) fn crossing(a: Point, b: Point, c: Point, d: Point) -> Option<(f64, f64)> {
    let (ab, cd, ac) = (minus(b, a), minus(d, c), minus(c, a));
    let turn = cross(ab, cd);
    if turn.abs() < 1e-12 {
        return None;
    }
    let (t, u) = (cross(ac, cd) / turn, cross(ac, ab) / turn);
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some((t, u))
}

/// Signed area, m², positive counter-clockwise.
pub(super) fn ring_area_m2(ring: &[Point]) -> f64 {
    let Some(&first) = ring.first() else { return 0.0 };
    ring.windows(2).map(|pair| cross(minus(pair[0], first), minus(pair[1], first))).sum::<f64>() * 0.5
}

pub(super) fn perimeter_m(ring: &[Point]) -> f64 {
    (0..ring.len()).map(|index| distance(ring[index], ring[(index + 1) % ring.len()])).sum()
}

pub(super) fn is_inside(ring: &[Point], point: Point) -> bool {
    let mut inside = false;
    for (index, &a) in ring.iter().enumerate() {
        let b = ring[(index + 1) % ring.len()];
        if (a[1] > point[1]) != (b[1] > point[1]) {
            inside ^= point[0] < a[0] + (point[1] - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
        }
    }
    inside
}

/// Lower left and upper right corner.
pub(super) fn extent(points: &[Point]) -> (Point, Point) {
    points.iter().fold(([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]), |(low, high), point| {
        ([low[0].min(point[0]), low[1].min(point[1])], [high[0].max(point[0]), high[1].max(point[1])])
    })
}

/// The middle of the widest stretch of a ring on the line through `through` along `direction`: surely inside.
pub(super) fn widest_stretch(ring: &[Point], through: Point, direction: Point) -> Option<(Point, f64)> {
    let normal = left_of(direction);
    let mut hits: Vec<f64> = Vec::new();
    for (index, &a) in ring.iter().enumerate() {
        let b = ring[(index + 1) % ring.len()];
        let (da, db) = (dot(minus(a, through), normal), dot(minus(b, through), normal));
        if (da > 0.0) != (db > 0.0) {
            hits.push(dot(minus(along(a, minus(b, a), da / (da - db)), through), direction));
        }
    }
    hits.sort_by(f64::total_cmp);
    let stretch = hits.chunks_exact(2).max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))?;
    Some((along(through, direction, (stretch[0] + stretch[1]) * 0.5), stretch[1] - stretch[0]))
}

/// Where the land of a ring lies: its centre, the direction it is long in, its length and breadth (of the rectangle with the
/// same moments).
pub(super) struct Shape {
    pub area_m2: f64,
    pub centre: Point,
    pub long: Point,
    pub length_m: f64,
    pub breadth_m: f64,
}

pub(super) fn shape_of(ring: &[Point]) -> Shape {
    let origin = ring.first().copied().unwrap_or([0.0; 2]);
    let (mut area, mut mean, mut xx, mut xy, mut yy) = (0.0, [0.0, 0.0], 0.0, 0.0, 0.0);
    for index in 0..ring.len() {
        let (a, b) = (minus(ring[index], origin), minus(ring[(index + 1) % ring.len()], origin));
        let turn = cross(a, b);
        area += turn * 0.5;
        mean = along(mean, along(a, b, 1.0), turn / 6.0);
        xx += turn * (a[0] * a[0] + a[0] * b[0] + b[0] * b[0]) / 12.0;
        yy += turn * (a[1] * a[1] + a[1] * b[1] + b[1] * b[1]) / 12.0;
        xy += turn * (a[0] * b[1] + 2.0 * a[0] * a[1] + 2.0 * b[0] * b[1] + b[0] * a[1]) / 24.0;
    }
    let area = area.max(1e-9);
    let mean = [mean[0] / area, mean[1] / area];
    let (xx, yy, xy) = (xx / area - mean[0] * mean[0], yy / area - mean[1] * mean[1], xy / area - mean[0] * mean[1]);
    let root = ((xx - yy) * (xx - yy) * 0.25 + xy * xy).sqrt();
    let (large, small) = ((xx + yy) * 0.5 + root, ((xx + yy) * 0.5 - root).max(0.0));
    let long = if xy.abs() > 1e-9 {
        unit([large - yy, xy])
    } else if xx >= yy {
        [1.0, 0.0]
    } else {
        [0.0, 1.0]
    };
    Shape {
        area_m2: area,
        centre: along(origin, mean, 1.0),
        long,
        length_m: (12.0 * large).sqrt(),
        breadth_m: (12.0 * small).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rectangle_has_its_own_shape() {
        let ring = [[10.0, 10.0], [50.0, 10.0], [50.0, 20.0], [10.0, 20.0]];
        let shape = shape_of(&ring);
        assert!((shape.area_m2 - 400.0).abs() < 1e-9 && (ring_area_m2(&ring) - 400.0).abs() < 1e-9);
        assert!((shape.length_m - 40.0).abs() < 1e-6 && (shape.breadth_m - 10.0).abs() < 1e-6);
        assert!(shape.long[0].abs() > 0.999 && distance(shape.centre, [30.0, 15.0]) < 1e-9);
    }
}
