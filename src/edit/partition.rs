//! Zones that share their boundaries: where the project asks for it, zones of a scheme do not overlap, and what moves of a common boundary
//! moves in all zones that have it. Held by the history, so that every way to a zone is held.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{Area, InteriorPoint, MultiPolygon};

use super::actions::Reshape;
use super::constraints::checked_shape;
use super::{Entry, Patch, Placed, Refusal};
use crate::design::{Document, SchemeId, Shape, VertexAddress, Zone, ZoneId, shape_bounds};
use crate::geometry::Point;
use crate::geometry::overlay::{Operation, overlaid};
use crate::geometry::segment::{apart_m, lies_on};

/// Land of two zones below this is the rounding of their common boundary, m².
const OVERLAP_M2: f64 = 0.01;

/// Places this near to each other are one, m.
const SAME_M: f64 = 1e-3;

/// A patch as it may be carried out: unchanged where the project's zones do not share boundaries. Where they do, it is refused if zones
/// that it touches overlap afterwards, and it gives zones that lie against each other the same vertices along their common boundary.
pub(super) fn held(document: &Document, mut patch: Patch) -> Result<Patch, Refusal> {
    let touches = |entry: &Entry| matches!(entry, Entry::Zone { value: Some(_), .. } | Entry::Settings(_));
    if !patch.entries.iter().any(touches) {
        return Ok(patch);
    }
    let mut after = document.clone();
    after.apply(patch.clone());
    if !after.settings().zones_share_boundaries {
        return Ok(patch);
    }
    let begins = !document.settings().zones_share_boundaries;
    let changed = |scheme: SchemeId, id: ZoneId| {
        begins
            || patch.entries.iter().any(|entry| {
                matches!(entry, Entry::Zone { scheme: within, id: zone, value: Some(_) } if (*within, *zone) == (scheme, id))
            })
    };
    let mut noded = Vec::new();
    for scheme in after.schemes() {
        let mut shapes: BTreeMap<usize, Shape> = BTreeMap::new();
        for (place, zone) in scheme.zones.iter().enumerate() {
            for (other_place, other) in scheme.zones.iter().enumerate().skip(place + 1) {
                let is_judged = changed(scheme.id, zone.id) || changed(scheme.id, other.id);
                if !is_judged || !zone.bounds().grown(SAME_M).meets(&other.bounds()) {
                    continue;
                }
                apart(zone, other)?;
                for (one, from) in [(place, other_place), (other_place, place)] {
                    let shape = shapes.get(&one).unwrap_or(&scheme.zones[one].shape);
                    let others = shapes.get(&from).unwrap_or(&scheme.zones[from].shape);
                    if let Some(shape) = with_vertices_of(shape, others) {
                        shapes.insert(one, shape);
                    }
                }
            }
        }
        for (position, shape) in shapes {
            let zone = Zone { shape: checked_shape(shape)?, ..Zone::clone(&scheme.zones[position]) };
            let (scheme, id) = (scheme.id, zone.id);
            noded.push(Entry::Zone { scheme, id, value: Some(Placed { position, value: Arc::new(zone) }) });
        }
    }
    patch.entries.extend(noded);
    Ok(patch)
}

/// A shape with the vertices of another that lie on its edges; `None` where it has them all.
fn with_vertices_of(shape: &Shape, other: &Shape) -> Option<Shape> {
    let near = shape_bounds(&shape.0).grown(SAME_M);
    let mut vertices: Vec<Point> =
        other.rings().flat_map(|(_, _, points)| points).filter(|at| near.contains_point(*at)).collect();
    vertices.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let mut changed = None;
    for (part, ring, points) in shape.rings() {
        let mut noded = Vec::with_capacity(points.len());
        for (index, &from) in points.iter().enumerate() {
            let to = points[(index + 1) % points.len()];
            let first = vertices.partition_point(|at| at[0] < from[0].min(to[0]) - SAME_M);
            let within = vertices[first..].iter().take_while(|at| at[0] <= from[0].max(to[0]) + SAME_M);
            let on_edge =
                within.filter(|at| lies_on(**at, from, to, SAME_M) && !is_same(**at, from) && !is_same(**at, to));
            let mut on_edge: Vec<Point> = on_edge.copied().collect();
            let along = |at: &Point| apart_m(from, *at);
            on_edge.sort_by(|a, b| along(a).total_cmp(&along(b)));
            on_edge.dedup_by(|a, b| is_same(*a, *b));
            noded.push(from);
            noded.extend(on_edge);
        }
        if noded.len() > points.len() {
            changed = changed.as_ref().unwrap_or(shape).with_ring(part, ring, &noded);
        }
    }
    changed
}

fn apart(zone: &Arc<Zone>, other: &Arc<Zone>) -> Result<(), Refusal> {
    if !zone.bounds().meets(&other.bounds()) {
        return Ok(());
    }
    let common = common_land(&zone.shape.0, &other.shape.0);
    let area_m2 = common.unsigned_area();
    if area_m2 <= OVERLAP_M2 {
        return Ok(());
    }
    let at = common.interior_point().map(|at| [at.x(), at.y()]);
    Err(Refusal::Overlap { zone: zone.name.clone(), other: other.name.clone(), area_m2, at })
}

fn common_land(one: &MultiPolygon<f64>, other: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    // What can't be computed is not called an overlap: the shapes themselves have been checked.
    overlaid(one, other, Operation::Intersection).unwrap_or(MultiPolygon(Vec::new()))
}

/// What a change of one zone's outline does to the zones that have the same boundary there: their shapes afterwards. Nothing where the
/// project's zones do not share boundaries; refused where one of them could not follow, which would leave a gap.
pub fn carried_along(document: &Document, zone: ZoneId, reshape: &Reshape) -> Result<Vec<(ZoneId, Shape)>, Refusal> {
    let scheme = document.current_scheme();
    let moving = scheme.zones.iter().find(|other| other.id == zone).ok_or(Refusal::NoSuchZone)?;
    if !document.settings().zones_share_boundaries {
        return Ok(Vec::new());
    }
    let Some(change) = Common::of(&moving.shape, reshape) else { return Ok(Vec::new()) };
    let others = scheme.zones.iter().filter(|other| other.id != zone);
    let carried = others.filter_map(|other| Some((other.id, change.on(&other.shape).transpose()?)));
    carried.map(|(id, shape)| shape.map(|shape| (id, shape))).collect()
}

/// The entries for the zones that a change carries along, each of them valid.
pub(super) fn entries_along(document: &Document, zone: ZoneId, reshape: &Reshape) -> Result<Vec<Entry>, Refusal> {
    let scheme = document.current_scheme();
    let entry = |(id, shape): (ZoneId, Shape)| {
        let position = scheme.zones.iter().position(|other| other.id == id).ok_or(Refusal::NoSuchZone)?;
        let zone = Zone { shape: checked_shape(shape)?, ..Zone::clone(&scheme.zones[position]) };
        Ok(Entry::Zone { scheme: scheme.id, id, value: Some(Placed { position, value: Arc::new(zone) }) })
    };
    carried_along(document, zone, reshape)?.into_iter().map(entry).collect()
}

/// A change of a boundary, said without the ring it is on.
enum Common {
    /// The vertex here goes there.
    Moved { from: Point, to: Point },
    /// The edge between two vertices takes another on.
    Inserted { between: [Point; 2], at: Point },
    /// The vertex here goes, where the ones before and after are common too.
    Deleted { at: Point, between: [Point; 2] },
}

impl Common {
    fn of(shape: &Shape, reshape: &Reshape) -> Option<Self> {
        let around = |vertex: VertexAddress, steps: [isize; 3]| {
            let ring = shape.ring(vertex.part, vertex.ring);
            let count = ring.len() as isize;
            let at = |step: isize| ring.get((vertex.index as isize + step).rem_euclid(count.max(1)) as usize).copied();
            Some([at(steps[0])?, at(steps[1])?, at(steps[2])?])
        };
        match reshape {
            Reshape::MoveVertex { vertex, to } => {
                let [_, from, _] = around(*vertex, [-1, 0, 1])?;
                Some(Self::Moved { from, to: *to })
            }
            Reshape::InsertVertex { after, at } => {
                let [from, to, _] = around(*after, [0, 1, 1])?;
                Some(Self::Inserted { between: [from, to], at: *at })
            }
            Reshape::DeleteVertex { vertex } => {
                let [before, at, after] = around(*vertex, [-1, 0, 1])?;
                Some(Self::Deleted { at, between: [before, after] })
            }
            Reshape::Translate { .. } | Reshape::Trim { .. } | Reshape::Redraw { .. } => None,
        }
    }

    /// The shape with this change; `None` where it has no part in that boundary. Zones that share boundaries have the same vertices along
    /// them.
    fn on(&self, shape: &Shape) -> Result<Option<Shape>, Refusal> {
        for (part, ring, mut points) in shape.rings() {
            let count = points.len();
            let vertex = |at: Point| points.iter().position(|point| is_same(*point, at));
            let next_to = |one: usize, other: usize| (one + 1) % count == other || (other + 1) % count == one;
            match *self {
                Self::Moved { from, to } => {
                    let Some(index) = vertex(from) else { continue };
                    points[index] = to;
                }
                Self::Inserted { between: [from, to], at } => {
                    let (Some(one), Some(other)) = (vertex(from), vertex(to)) else { continue };
                    if !next_to(one, other) {
                        continue;
                    }
                    let first = if (one + 1) % count == other { one } else { other };
                    points.insert(first + 1, at);
                }
                Self::Deleted { at, between: [before, after] } => {
                    let Some(index) = vertex(at) else { continue };
                    let (Some(before), Some(after)) = (vertex(before), vertex(after)) else {
                        return Err(Refusal::CommonVertex(at));
                    };
                    if !next_to(index, before) || !next_to(index, after) || count <= 3 {
                        return Err(Refusal::CommonVertex(at));
                    }
                    points.remove(index);
                }
            }
            return Ok(shape.with_ring(part, ring, &points));
        }
        Ok(None)
    }
}

fn is_same(a: Point, b: Point) -> bool {
    apart_m(a, b) <= SAME_M
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::History;
    use crate::edit::actions::{AddZones, NewZone, ReshapeZone, SetSharedBoundaries};

    fn square(west: f64) -> NewZone {
        NewZone::drawn(Shape::from_ring(&[[west, 0.0], [west + 100.0, 0.0], [west + 100.0, 100.0], [west, 100.0]]))
    }

    fn two(share: bool) -> (Document, History) {
        let (mut document, mut history) = (Document::new("test"), History::default());
        history.commit(&mut document, &AddZones { zones: vec![square(0.0), square(100.0)] }).unwrap();
        if share {
            history.commit(&mut document, &SetSharedBoundaries { share }).unwrap();
        }
        (document, history)
    }

    fn vertex(index: usize) -> VertexAddress {
        VertexAddress { part: 0, ring: 0, index }
    }

    fn areas(document: &Document) -> Vec<f64> {
        document.current_scheme().zones.iter().map(|zone| zone.shape.0.unsigned_area()).collect()
    }

    #[test]
    fn a_common_vertex_moves_in_both_zones_as_one_step() {
        let (mut document, mut history) = two(true);
        let before = document.clone();
        let reshape = Reshape::MoveVertex { vertex: vertex(1), to: [120.0, 10.0] };
        history.commit(&mut document, &ReshapeZone { zone: ZoneId(1), reshape }).unwrap();
        assert_eq!(areas(&document).iter().sum::<f64>(), 20_000.0 - 10.0 * 200.0 / 2.0);
        assert!(
            common_land(&document.current_scheme().zones[0].shape.0, &document.current_scheme().zones[1].shape.0)
                .0
                .is_empty()
        );
        history.undo(&mut document);
        assert_eq!(areas(&document), areas(&before));
    }

    #[test]
    fn a_vertex_put_into_a_common_edge_and_taken_out_again_is_common() {
        let (mut document, mut history) = two(true);
        let insert = Reshape::InsertVertex { after: vertex(1), at: [130.0, 50.0] };
        history.commit(&mut document, &ReshapeZone { zone: ZoneId(1), reshape: insert }).unwrap();
        assert_eq!(areas(&document), [11_500.0, 8_500.0]);
        let delete = Reshape::DeleteVertex { vertex: vertex(2) };
        history.commit(&mut document, &ReshapeZone { zone: ZoneId(1), reshape: delete }).unwrap();
        assert_eq!(areas(&document), [10_000.0, 10_000.0]);
    }

    #[test]
    fn an_overlap_is_refused_with_its_place_whichever_way_it_comes() {
        let (mut document, mut history) = two(true);
        let over = AddZones { zones: vec![square(150.0)] };
        let refused = history.commit(&mut document, &over).unwrap_err();
        let Refusal::Overlap { area_m2, at: Some(at), .. } = refused else { panic!("{refused:?}") };
        assert!((area_m2 - 5_000.0).abs() < 1e-6 && (150.0..200.0).contains(&at[0]));
        let moved = ReshapeZone { zone: ZoneId(1), reshape: Reshape::Translate { by: [1.0, 0.0] } };
        assert!(matches!(history.commit(&mut document, &moved), Err(Refusal::Overlap { .. })));
        assert_eq!(history.position(), 2, "nothing was committed");
    }

    #[test]
    fn a_vertex_of_one_on_the_edge_of_another_becomes_common() {
        let (mut document, mut history) = two(true);
        let ring = [[0.0, 100.0], [150.0, 100.0], [150.0, 150.0], [0.0, 150.0]];
        history.commit(&mut document, &AddZones { zones: vec![NewZone::drawn(Shape::from_ring(&ring))] }).unwrap();
        let counts: Vec<usize> = document.current_scheme().zones.iter().map(|zone| zone.shape.vertex_count()).collect();
        assert_eq!(counts, [4, 5, 5], "the second has the third's corner, the third the corner of the first two");
        // The corner where three meet can't go from one of them alone.
        let corner = document.current_scheme().zones[2].shape.ring(0, 0).iter().position(|at| *at == [100.0, 100.0]);
        let delete = Reshape::DeleteVertex { vertex: vertex(corner.unwrap()) };
        let refused = history.commit(&mut document, &ReshapeZone { zone: ZoneId(3), reshape: delete });
        assert_eq!(refused, Err(Refusal::CommonVertex([100.0, 100.0])));
        history.undo(&mut document);
        assert_eq!(document.current_scheme().zones[1].shape.vertex_count(), 4, "undo takes what came with it too");
    }

    #[test]
    fn zones_that_overlap_already_can_not_begin_to_share() {
        let (mut document, mut history) = two(false);
        history.commit(&mut document, &AddZones { zones: vec![square(150.0)] }).unwrap();
        let refused = history.commit(&mut document, &SetSharedBoundaries { share: true });
        assert!(matches!(refused, Err(Refusal::Overlap { .. })));
    }
}
