//! How far a face lies from others: the shortest way between two outlines.

use crate::contiguity::Faces;
use crate::geometry::Point;

/// Whether any face that `counts` lies within `reach_m` of a face.
pub(super) fn is_near(faces: &Faces, face: usize, reach_m: f64, counts: &dyn Fn(usize) -> bool) -> bool {
    let own = edges(faces, face);
    let mut is_near = false;
    faces.query(&faces.bounds(face).grown(reach_m), |other| {
        if !is_near && other != face && counts(other) {
            let theirs = edges(faces, other);
            is_near = own.iter().any(|a| theirs.iter().any(|b| apart_m(*a, *b) <= reach_m));
        }
    });
    is_near
}

fn edges(faces: &Faces, face: usize) -> Vec<[Point; 2]> {
    let Some((shapes, feature)) = faces.shape(face) else { return Vec::new() };
    let ring_edges = |ring: &[Point]| {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(from, to)| [*from, *to]).collect::<Vec<_>>()
    };
    shapes.rings(feature).flat_map(ring_edges).collect()
}

/// Distance between two segments of different outlines of a partition: they may touch, and do not cross.
fn apart_m([a, b]: [Point; 2], [c, d]: [Point; 2]) -> f64 {
    let ends = [from_segment_m(a, c, d), from_segment_m(b, c, d), from_segment_m(c, a, b), from_segment_m(d, a, b)];
    ends.into_iter().fold(f64::INFINITY, f64::min)
}

fn from_segment_m(point: Point, from: Point, to: Point) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let away = [point[0] - from[0], point[1] - from[1]];
    let length_2 = along[0] * along[0] + along[1] * along[1];
    let share =
        if length_2 > 0.0 { ((away[0] * along[0] + away[1] * along[1]) / length_2).clamp(0.0, 1.0) } else { 0.0 };
    (away[0] - share * along[0]).hypot(away[1] - share * along[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_as_far_apart_as_their_nearest_points() {
        assert_eq!(apart_m([[0.0, 0.0], [10.0, 0.0]], [[4.0, 3.0], [4.0, 9.0]]), 3.0);
        assert_eq!(apart_m([[0.0, 0.0], [10.0, 0.0]], [[13.0, 4.0], [20.0, 4.0]]), 5.0);
        assert_eq!(apart_m([[0.0, 0.0], [0.0, 0.0]], [[3.0, 4.0], [3.0, 4.0]]), 5.0);
    }
}
