//! Whether a drawn shape is a valid area, fast enough to ask while a vertex is dragged, and what to say when it is not.

use std::collections::BTreeSet;

use geo::MultiPolygon;

use super::overlay::{EdgeIndex, Meeting, MeetingKind, ring_locates};
use super::{Bounds, Point};
use crate::crs::planar_ring_m2;
use crate::geometry::{open_ring, ring_lines};
use crate::i18n::{Explain, Message, Text, texts};

/// What is wrong with a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShapeProblemKind {
    /// No ring at all.
    Empty,
    /// A ring of fewer than three different points, or without area.
    TooFewPoints,
    /// A coordinate is NaN or infinite.
    NotFinite,
    /// A ring crosses itself or runs along itself.
    SelfCrossing,
    /// A ring touches itself in a point.
    SelfTouching,
    /// A ring turns back over its own edge.
    Spike,
    /// A hole is not within its shell, or within another hole.
    HoleOutside,
    /// Two parts share land or an edge.
    PartsOverlap,
}

/// A shape that is not a valid area, and where.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{kind:?} at {at:?}")]
pub struct ShapeProblem {
    pub kind: ShapeProblemKind,
    /// Where to look: `[easting_m, northing_m]`; the origin for an empty shape.
    pub at: Point,
}

texts! {
    ShapeText {
        Empty: "图形是空的。请重新绘制。", "The shape is empty. Draw it again.";
        TooFewPoints: "（{0}, {1}）处的环不足三个不同的点，或面积为零。请补点或删除该环。",
            "The ring at ({0}, {1}) has fewer than three different points or no area. Add points or delete the ring.";
        NotFinite: "图形含有不是有限数的坐标。请检查数据来源。", "The shape has a coordinate that is not a finite number. Check where it comes from.";
        SelfCrossing: "边界在（{0}, {1}）处自相交。请移动附近的顶点。", "The outline crosses itself at ({0}, {1}). Move a vertex nearby.";
        SelfTouching: "边界在（{0}, {1}）处碰到自身。请移动或删除该顶点。", "The outline touches itself at ({0}, {1}). Move or delete that vertex.";
        Spike: "边界在（{0}, {1}）处折返成尖刺。请删除该顶点。", "The outline doubles back in a spike at ({0}, {1}). Delete that vertex.";
        HoleOutside: "（{0}, {1}）处的孔洞不在外环之内，或与另一孔洞重叠。请移动或删除该孔洞。",
            "The hole at ({0}, {1}) is not within its outline, or overlaps another hole. Move or delete it.";
        PartsOverlap: "图形的两部分在（{0}, {1}）处重叠或共边。请合并或分开它们。",
            "Two parts of the shape overlap or share an edge at ({0}, {1}). Merge them or move them apart.";
    }
}

impl Explain for ShapeProblem {
    fn message(&self) -> Message {
        let place = || [format!("{:.3}", self.at[0]).into(), format!("{:.3}", self.at[1]).into()];
        match self.kind {
            ShapeProblemKind::Empty => ShapeText::Empty.plain(),
            ShapeProblemKind::TooFewPoints => ShapeText::TooFewPoints.with(place()),
            ShapeProblemKind::NotFinite => ShapeText::NotFinite.plain(),
            ShapeProblemKind::SelfCrossing => ShapeText::SelfCrossing.with(place()),
            ShapeProblemKind::SelfTouching => ShapeText::SelfTouching.with(place()),
            ShapeProblemKind::Spike => ShapeText::Spike.with(place()),
            ShapeProblemKind::HoleOutside => ShapeText::HoleOutside.with(place()),
            ShapeProblemKind::PartsOverlap => ShapeText::PartsOverlap.with(place()),
        }
    }
}

/// The first problem of a shape, `None` when it is a valid area. Repeated consecutive points are no problem, nor are rings
/// that touch each other in single points.
pub fn shape_problem(shape: &MultiPolygon<f64>) -> Option<ShapeProblem> {
    if shape.0.is_empty() {
        return Some(ShapeProblem { kind: ShapeProblemKind::Empty, at: [0.0; 2] });
    }
    let mut rings: Vec<Ring> = Vec::new();
    for (part, polygon) in shape.iter().enumerate() {
        for (number, line) in ring_lines(polygon).enumerate() {
            let mut points: Vec<Point> = open_ring(line).collect();
            points.dedup();
            while points.len() > 1 && points.first() == points.last() {
                points.pop();
            }
            let bounds = Bounds::of_points(&points);
            rings.push(Ring { number: rings.len(), part, is_hole: number > 0, points, bounds });
        }
    }
    let mut touching = Touching::new();
    ring_alone(&rings).or_else(|| between_edges(&rings, &mut touching)).or_else(|| nesting(&rings, &touching))
}

struct Ring {
    number: usize,
    part: usize,
    is_hole: bool,
    points: Vec<Point>,
    bounds: Bounds,
}

/// Numbers of rings that touch each other, both ways round.
type Touching = BTreeSet<[usize; 2]>;

fn ring_alone(rings: &[Ring]) -> Option<ShapeProblem> {
    rings.iter().find_map(|ring| {
        let at = ring.points.first().copied().unwrap_or([0.0; 2]);
        if let Some(&at) = ring.points.iter().find(|point| !(point[0].is_finite() && point[1].is_finite())) {
            return Some(ShapeProblem { kind: ShapeProblemKind::NotFinite, at });
        }
        let flat = ring.points.len() == 3 && planar_ring_m2(&ring.points) == 0.0;
        (ring.points.len() < 3 || flat).then_some(ShapeProblem { kind: ShapeProblemKind::TooFewPoints, at })
    })
}

/// What edges do to each other that they must not; notes which rings touch.
fn between_edges(rings: &[Ring], touching: &mut Touching) -> Option<ShapeProblem> {
    let index = EdgeIndex::from_rings(rings.iter().map(|ring| ring.points.as_slice()));
    let problem =
        |meeting: &Meeting| problem_of_meeting(&index, meeting, |ring| (rings[ring].part, rings[ring].is_hole));
    let found = index.first_meeting(|meeting| {
        let [first, second] = meeting.edges.map(|edge| ring_of(&index, edge));
        touching.extend([[first, second], [second, first]]);
        problem(meeting).is_some()
    })?;
    problem(&found).map(|kind| ShapeProblem { kind, at: found.at })
}

/// What a meeting of two edges means; `None` where rings may touch. `ring` gives part and whether it is a hole.
pub(crate) fn problem_of_meeting(
    index: &EdgeIndex,
    meeting: &Meeting,
    ring: impl Fn(usize) -> (usize, bool),
) -> Option<ShapeProblemKind> {
    let [first, second] = meeting.edges.map(|edge| ring_of(index, edge));
    match meeting.kind {
        MeetingKind::Spike => Some(ShapeProblemKind::Spike),
        MeetingKind::Touch if first == second => Some(ShapeProblemKind::SelfTouching),
        MeetingKind::Touch => None,
        _ if first == second => Some(ShapeProblemKind::SelfCrossing),
        _ if ring(first).0 == ring(second).0 => Some(ShapeProblemKind::HoleOutside),
        _ => Some(ShapeProblemKind::PartsOverlap),
    }
}

/// Number of the ring that an edge belongs to.
fn ring_of(index: &EdgeIndex, edge: usize) -> usize {
    index.rings().partition_point(|ring| ring.end as usize <= edge)
}

/// Rings do not cross; where they lie in each other is left to check.
fn nesting(rings: &[Ring], touching: &Touching) -> Option<ShapeProblem> {
    let point_where = |ring, other, inside| point_where(ring, other, inside, touching);
    for ring in rings {
        let problem = |kind, at| Some(ShapeProblem { kind, at });
        if ring.is_hole {
            let Some(shell) = rings.iter().find(|other| other.part == ring.part && !other.is_hole) else { continue };
            if let Some(at) = point_where(ring, shell, false) {
                return problem(ShapeProblemKind::HoleOutside, at);
            }
            let mut siblings =
                rings.iter().filter(|other| other.number != ring.number && other.part == ring.part && other.is_hole);
            if let Some(at) = siblings.find_map(|other| point_where(ring, other, true)) {
                return problem(ShapeProblemKind::HoleOutside, at);
            }
        } else {
            for other in rings.iter().filter(|other| other.part != ring.part && !other.is_hole) {
                let Some(at) = point_where(ring, other, true) else { continue };
                // An island in a hole of the other part is no overlap.
                let in_hole = rings
                    .iter()
                    .any(|hole| hole.part == other.part && hole.is_hole && point_where(ring, hole, false).is_none());
                if !in_hole {
                    return problem(ShapeProblemKind::PartsOverlap, at);
                }
            }
        }
    }
    None
}

/// The first point of `ring` that lies strictly inside (`true`) or outside (`false`) `other`. Rings that never touch are
/// decided by their first point.
fn point_where(ring: &Ring, other: &Ring, inside: bool, touching: &Touching) -> Option<Point> {
    if inside && !ring.bounds.meets(&other.bounds) {
        return None;
    }
    let touches = touching.contains(&[ring.number, other.number]);
    for &point in &ring.points {
        // Outside of the box is outside of the ring.
        let is_outside = !other.bounds.contains_point(point);
        match if is_outside { Some(false) } else { ring_locates(&other.points, point) } {
            Some(found) if found == inside => return Some(point),
            // The other side, and rings cross nowhere: only a ring that touches could still change sides.
            Some(_) if !touches => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use geo::{LineString, Polygon};

    use super::*;

    fn ring(points: &[(f64, f64)]) -> LineString<f64> {
        LineString::from(points.to_vec())
    }

    fn square(x: f64, y: f64, side: f64) -> LineString<f64> {
        ring(&[(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
    }

    fn kind(parts: &[(LineString<f64>, Vec<LineString<f64>>)]) -> Option<ShapeProblemKind> {
        let polygons = parts.iter().map(|(shell, holes)| Polygon::new(shell.clone(), holes.clone())).collect();
        shape_problem(&MultiPolygon(polygons)).map(|problem| problem.kind)
    }

    #[test]
    fn holes_lie_within_their_shell_and_beside_each_other() {
        let shell = square(0.0, 0.0, 100.0);
        let with = |holes: Vec<LineString<f64>>| kind(&[(shell.clone(), holes)]);
        assert_eq!(with(vec![square(10.0, 10.0, 20.0), square(40.0, 10.0, 20.0)]), None);
        // A corner on the shell's edge, and two holes that share a corner.
        assert_eq!(with(vec![ring(&[(0.0, 50.0), (30.0, 40.0), (30.0, 60.0)])]), None);
        assert_eq!(with(vec![square(10.0, 10.0, 20.0), square(30.0, 30.0, 20.0)]), None);
        assert_eq!(with(vec![square(200.0, 10.0, 20.0)]), Some(ShapeProblemKind::HoleOutside));
        // Outside, and touching in a corner; one hole within another; and within it, touching.
        let outside = ring(&[(100.0, 50.0), (130.0, 40.0), (130.0, 60.0)]);
        assert_eq!(with(vec![outside]), Some(ShapeProblemKind::HoleOutside));
        let inner = square(15.0, 15.0, 5.0);
        assert_eq!(with(vec![square(10.0, 10.0, 20.0), inner]), Some(ShapeProblemKind::HoleOutside));
        let touching = ring(&[(10.0, 20.0), (20.0, 15.0), (20.0, 25.0)]);
        assert_eq!(with(vec![square(10.0, 10.0, 20.0), touching]), Some(ShapeProblemKind::HoleOutside));
    }

    #[test]
    fn parts_lie_apart_or_in_each_others_holes() {
        let with_hole = (square(0.0, 0.0, 100.0), vec![square(20.0, 20.0, 60.0)]);
        let alone = |shell| (shell, Vec::new());
        assert_eq!(kind(&[with_hole.clone(), alone(square(40.0, 40.0, 10.0))]), None);
        assert_eq!(kind(&[with_hole.clone(), alone(square(100.0, 100.0, 10.0))]), None);
        let in_the_hole = alone(ring(&[(20.0, 50.0), (40.0, 40.0), (40.0, 60.0)]));
        assert_eq!(kind(&[with_hole.clone(), in_the_hole]), None);
        assert_eq!(kind(&[with_hole, alone(square(5.0, 5.0, 5.0))]), Some(ShapeProblemKind::PartsOverlap));
    }
}
