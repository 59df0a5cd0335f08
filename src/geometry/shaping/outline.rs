//! Places on the outline of a shape: where a line meets it, and the way along it from one place to another.

use geo::MultiPolygon;

use crate::geometry::segment::{apart_m, nearest_on};
use crate::geometry::{Point, open_ring, ring_lines};

/// A ring of a shape, points open.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    pub part: usize,
    /// 0 is the shell.
    pub ring: usize,
    pub points: Vec<Point>,
}

/// A place on a ring: on the edge after a vertex, at a share of its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub edge: usize,
    pub share: f64,
    pub at: Point,
}

/// All rings of a shape.
pub(super) fn outlines(shape: &MultiPolygon<f64>) -> Vec<Outline> {
    let outlines = shape.iter().enumerate().flat_map(|(part, polygon)| {
        let outline = move |(ring, line)| Outline { part, ring, points: open_ring(line).collect() };
        ring_lines(polygon).enumerate().map(outline)
    });
    outlines.collect()
}

impl Outline {
    /// The edge after a vertex.
    pub fn edge(&self, index: usize) -> [Point; 2] {
        [self.points[index], self.points[(index + 1) % self.points.len()]]
    }

    /// The place nearest to a point, and how far it is.
    pub fn nearest(&self, point: Point) -> (f64, Place) {
        let place = |edge: usize| {
            let [from, to] = self.edge(edge);
            let (share, at) = nearest_on(point, from, to);
            (apart_m(point, at), Place { edge, share, at })
        };
        let nearest = (0..self.points.len()).map(place).min_by(|a, b| a.0.total_cmp(&b.0));
        nearest.unwrap_or((f64::INFINITY, Place { edge: 0, share: 0.0, at: point }))
    }

    /// The vertices that one passes on the way from a place to another, forward along the ring.
    pub fn between(&self, from: Place, to: Place) -> Vec<Point> {
        let count = self.points.len();
        let is_ahead = from.edge == to.edge && from.share <= to.share;
        let steps = if is_ahead { 0 } else { (to.edge + count - from.edge - 1) % count + 1 };
        (1..=steps).map(|step| self.points[(from.edge + step) % count]).collect()
    }
}

/// Where two segments cross or touch: shares along both, and the place. None for parallels.
pub(super) fn crossing(a: [Point; 2], b: [Point; 2]) -> Option<(f64, f64, Point)> {
    let (r, s) = ([a[1][0] - a[0][0], a[1][1] - a[0][1]], [b[1][0] - b[0][0], b[1][1] - b[0][1]]);
    let across = r[0] * s[1] - r[1] * s[0];
    if across == 0.0 {
        return None;
    }
    let away = [b[0][0] - a[0][0], b[0][1] - a[0][1]];
    let on_a = (away[0] * s[1] - away[1] * s[0]) / across;
    let on_b = (away[0] * r[1] - away[1] * r[0]) / across;
    let within = |share: f64| (-1e-12..=1.0 + 1e-12).contains(&share);
    (within(on_a) && within(on_b)).then(|| (on_a, on_b, [a[0][0] + on_a * r[0], a[0][1] + on_a * r[1]]))
}
