//! A face on its way to becoming a parcel, and how a strip (a road, a stream) is laid through faces.

use super::plane::{
    Point, along, distance_to_line, extent, left_of, minus, perimeter_m, ring_area_m2, unit, widest_stretch,
};
use super::subdivision::{Halves, Ring, Section, Subdivision, sections};

/// What a face is for. Open land is divided further and gets its class at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Open,
    /// Done: a parcel of this class (DLBM), with its width in metres where it is linear.
    Class(&'static str, u8),
}

#[derive(Clone, Debug)]
pub(super) struct Face {
    pub ring: Ring,
    pub use_: Use,
    /// Position in the list of villages.
    pub village: usize,
}

impl Face {
    pub fn with(&self, ring: Ring, use_: Use) -> Self {
        Self { ring, use_, village: self.village }
    }
}

/// A ribbon of constant width along a line.
pub(super) struct Strip<'a> {
    pub centre: &'a [Point],
    pub width_m: f64,
    pub class: &'static str,
}

/// Cuts one face along every stretch of a line within it.
pub(super) fn cut_along(subdivision: &mut Subdivision, face: Ring, line: &[Point]) -> Vec<Ring> {
    let face = subdivision.expanded(&face);
    let found = sections(&subdivision.positions(&face), line);
    let mut pieces = vec![face];
    for section in found {
        let Some(position) = pieces
            .iter()
            .position(|ring| super::plane::is_inside(&subdivision.positions(ring), section.point_within()))
        else {
            continue;
        };
        let ring = subdivision.expanded(&pieces[position]);
        // Earlier cuts have renumbered the edges, so the section is found anew in the piece that holds it.
        let again = sections(&subdivision.positions(&ring), &section.points_beyond());
        let Some(same) = again
            .iter()
            .min_by(|a, b| a.distance_m(section.point_within()).total_cmp(&b.distance_m(section.point_within())))
        else {
            continue;
        };
        if let Some(halves) = wide_enough(subdivision, &ring, same) {
            pieces.swap_remove(position);
            pieces.extend([halves.left, halves.right]);
        }
    }
    pieces
}

/// The halves of a cut, where neither is a crumb.
fn wide_enough(subdivision: &mut Subdivision, ring: &[u32], section: &Section) -> Option<Halves> {
    let halves = subdivision.cut(ring, section)?;
    let least = [&halves.left, &halves.right]
        .map(|half| ring_area_m2(&subdivision.positions(half)))
        .into_iter()
        .fold(f64::INFINITY, f64::min);
    (least > 4.0).then_some(halves)
}

/// Lays a strip through the faces that `open` admits.
pub(super) fn lay(
    subdivision: &mut Subdivision,
    faces: Vec<Face>,
    strip: &Strip,
    open: impl Fn(&Face) -> bool,
) -> Vec<Face> {
    let (left, right) = (offset(strip.centre, strip.width_m * 0.5), offset(strip.centre, strip.width_m * -0.5));
    let (low, high) = extent(strip.centre);
    let mut laid = Vec::with_capacity(faces.len() + 8);
    for face in faces {
        let (face_low, face_high) = extent(&subdivision.positions(&face.ring));
        let reach = strip.width_m;
        let apart = (0..2).any(|axis| face_high[axis] < low[axis] - reach || face_low[axis] > high[axis] + reach);
        if apart || !open(&face) {
            laid.push(face);
            continue;
        }
        let mut pieces = Vec::new();
        for piece in cut_along(subdivision, face.ring.clone(), &left) {
            pieces.extend(cut_along(subdivision, piece, &right));
        }
        let several = pieces.len() > 1;
        for ring in pieces {
            let on_strip = several && lies_on(subdivision, &ring, strip);
            let use_ = if on_strip { Use::Class(strip.class, strip.width_m as u8) } else { face.use_ };
            laid.push(face.with(ring, use_));
        }
    }
    laid
}

fn lies_on(subdivision: &Subdivision, ring: &[u32], strip: &Strip) -> bool {
    let points = subdivision.positions(ring);
    // A ribbon's area is half its width times its outline; whatever is much stouter is no piece of it.
    if ring_area_m2(&points) > perimeter_m(&points) * strip.width_m * 0.6 {
        return false;
    }
    interior_point(&points).is_some_and(|point| distance_to_line(point, strip.centre) < strip.width_m * 0.5)
}

/// A point surely inside a ring.
pub(super) fn interior_point(points: &[Point]) -> Option<Point> {
    let (low, high) = extent(points);
    // A height that is no node's: nodes lie on whole millimetres.
    let through = [low[0], (low[1] + high[1]) * 0.5 + 0.000_37];
    widest_stretch(points, through, [1.0, 0.0]).map(|(point, _)| point)
}

/// A line beside a line, to its left, with mitred corners.
pub(super) fn offset(line: &[Point], by_m: f64) -> Vec<Point> {
    (0..line.len())
        .map(|index| {
            let before = unit(minus(line[index], line[index.saturating_sub(1)]));
            let after = unit(minus(line[(index + 1).min(line.len() - 1)], line[index]));
            let (before, after) = match index {
                0 => (after, after),
                _ if index + 1 == line.len() => (before, before),
                _ => (before, after),
            };
            let bisector = unit(along(left_of(before), left_of(after), 1.0));
            let shrink = super::plane::dot(bisector, left_of(after)).max(0.5);
            along(line[index], bisector, by_m / shrink)
        })
        .collect()
}
