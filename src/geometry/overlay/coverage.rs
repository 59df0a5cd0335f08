//! One polygon layer, prepared once so that any zone is answered at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::clip::{EDGE_MARGIN_M, rings_m2};
use super::sides::segment_meets_box;
use super::tiles::{TILE_VERTICES, rings_of, tiles};
use super::{Amount, Clipper, EdgeIndex, FillRule, MeetingKind, Operation, Swept, general_overlay};
use crate::crs::{AreaPlane, planar_ring_m2};
use crate::geometry::{Bounds, GeometryKind, PackedBuilder, PackedShapes, PackedTree, Point, hilbert_order};

/// A layer of polygons ready to be compared with zones. Immutable.
#[derive(Debug)]
pub struct Coverage {
    plane: AreaPlane,
    /// The features as they are; those that are cut or repaired are passed over.
    whole: Group,
    /// Tiles of large features, and what became of invalid ones; each item belongs to a feature of `whole`.
    cut: Group,
    owners: Vec<u32>,
    repaired: BTreeMap<usize, MultiPolygon<f64>>,
    notes: Vec<(usize, Point)>,
}

/// What a zone covers of an item: of a feature, or of one tile of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub feature: usize,
    /// The feature is cut: its overlap is the sum over several hits.
    pub is_tile: bool,
    pub overlap: Amount,
}

#[derive(Debug)]
struct Group {
    shapes: Arc<PackedShapes>,
    tree: Arc<PackedTree>,
    /// Ellipsoidal and planar area of each item, m²; NaN where the item is passed over.
    areas_m2: Vec<[f64; 2]>,
}

const PASSED_OVER: [f64; 2] = [f64::NAN; 2];

/// What one feature needs before zones may be compared with it.
enum Preparation {
    AsItIs([f64; 2]),
    Empty,
    Tiled(Vec<MultiPolygon<f64>>),
    Repaired(MultiPolygon<f64>, Point),
}

impl Coverage {
    /// Prepares polygons that lie along a Hilbert curve under `tree`, shells counter-clockwise and holes clockwise. Features of
    /// other kinds cover nothing.
    pub fn new(shapes: Arc<PackedShapes>, tree: Arc<PackedTree>, plane: AreaPlane) -> Self {
        let prepared: Vec<Preparation> = if shapes.kind() == GeometryKind::Polygons {
            (0..shapes.len())
                .into_par_iter()
                .with_min_len(256)
                .map_init(EdgeIndex::default, |index, feature| prepare(&shapes, feature, &plane, index))
                .collect()
        } else {
            (0..shapes.len()).map(|_| Preparation::Empty).collect()
        };
        let mut areas_m2 = Vec::with_capacity(prepared.len());
        let mut pieces = PackedBuilder::new(GeometryKind::Polygons);
        let (mut owners, mut repaired, mut notes) = (Vec::new(), BTreeMap::new(), Vec::new());
        for (feature, preparation) in prepared.into_iter().enumerate() {
            areas_m2.push(if let Preparation::AsItIs(area) = &preparation { *area } else { PASSED_OVER });
            let parts = match preparation {
                Preparation::AsItIs(_) | Preparation::Empty => continue,
                Preparation::Tiled(parts) => parts,
                Preparation::Repaired(shape, at) => {
                    notes.push((feature, at));
                    repaired.insert(feature, shape.clone());
                    tiles(shape)
                }
            };
            for part in parts {
                pieces.multi_polygon(&part);
                owners.push(feature as u32);
            }
        }
        let order = hilbert_order(pieces.shapes().all_bounds());
        let owners = order.iter().map(|&old| owners[old as usize]).collect();
        let cut_shapes = pieces.finish_in_order(&order, true);
        let cut_areas = (0..cut_shapes.len()).map(|item| rings_m2(cut_shapes.rings(item), &plane)).collect();
        let cut = Group {
            tree: Arc::new(PackedTree::over(cut_shapes.all_bounds())),
            shapes: Arc::new(cut_shapes),
            areas_m2: cut_areas,
        };
        Self { plane, whole: Group { shapes, tree, areas_m2 }, cut, owners, repaired, notes }
    }

    /// Features of their own arena, in any order.
    pub fn of_shapes(shapes: &[MultiPolygon<f64>], plane: AreaPlane) -> Self {
        let mut builder = PackedBuilder::new(GeometryKind::Polygons);
        for shape in shapes {
            builder.multi_polygon(shape);
        }
        let order = hilbert_order(builder.shapes().all_bounds());
        let shapes = builder.finish_in_order(&order, true);
        let tree = PackedTree::over(shapes.all_bounds());
        Self::new(Arc::new(shapes), Arc::new(tree), plane)
    }

    pub fn plane(&self) -> &AreaPlane {
        &self.plane
    }

    /// The features as the layer holds them.
    pub fn shapes(&self) -> &PackedShapes {
        &self.whole.shapes
    }

    /// Features that are invalid and were taken by the even-odd rule, with a place where each is wrong.
    pub fn notes(&self) -> &[(usize, Point)] {
        &self.notes
    }

    /// The valid shape an invalid feature was taken for.
    pub fn repaired(&self, feature: usize) -> Option<&MultiPolygon<f64>> {
        self.repaired.get(&feature)
    }

    /// Calls `visit` with every item that the zone covers in part or whole.
    pub fn hits(&self, zone: &EdgeIndex, clipper: &mut Clipper, mut visit: impl FnMut(Hit)) {
        for group in [&self.whole, &self.cut] {
            let mut descent = Descent { group, zone, plane: &self.plane, clipper, arena: Vec::new() };
            descent.run(&mut |item, overlap| visit(self.hit(group, item, overlap)));
        }
    }

    /// The same for the items whose boxes meet land that an edge swept, and for no others.
    pub fn hits_near(&self, zone: &EdgeIndex, swept: &Swept, clipper: &mut Clipper, mut visit: impl FnMut(Hit)) {
        for group in [&self.whole, &self.cut] {
            group.tree.query(&group.shapes, &swept.bounds(), |item| {
                if !group.passes_over(item) && swept.meets(&group.shapes.feature_bounds(item)) {
                    clipper.gather(zone, &group.shapes.feature_bounds(item));
                    let overlap = group.overlap(item, zone, &self.plane, clipper);
                    if overlap != Amount::ZERO {
                        visit(self.hit(group, item, overlap));
                    }
                }
            });
        }
    }

    /// Number of items: features as they are, and tiles; see [`Self::item`].
    pub(super) fn item_count(&self) -> usize {
        self.whole.shapes.len() + self.cut.shapes.len()
    }

    /// The shapes that hold an item's valid rings, its number there and its feature; `None` where the item is passed over.
    pub(super) fn item(&self, number: usize) -> Option<(&PackedShapes, usize, usize)> {
        let count = self.whole.shapes.len();
        if number < count {
            (!self.whole.passes_over(number)).then_some((&*self.whole.shapes, number, number))
        } else {
            let item = number - count;
            (!self.cut.passes_over(item)).then(|| (&*self.cut.shapes, item, self.owners[item] as usize))
        }
    }

    /// Calls `visit` with the number of every item whose box meets a window.
    pub(super) fn items_meeting(&self, window: &Bounds, mut visit: impl FnMut(usize)) {
        self.whole.tree.query(&self.whole.shapes, window, &mut visit);
        let count = self.whole.shapes.len();
        self.cut.tree.query(&self.cut.shapes, window, |item| visit(count + item));
    }

    fn hit(&self, group: &Group, item: usize, overlap: Amount) -> Hit {
        if std::ptr::eq(group, &raw const self.whole) {
            Hit { feature: item, is_tile: false, overlap }
        } else {
            Hit { feature: self.owners[item] as usize, is_tile: true, overlap }
        }
    }
}

impl Group {
    fn passes_over(&self, item: usize) -> bool {
        self.areas_m2[item][1].is_nan()
    }

    /// What the zone covers of an item whose local edges are gathered.
    fn overlap(&self, item: usize, zone: &EdgeIndex, plane: &AreaPlane, clipper: &mut Clipper) -> Amount {
        if clipper.local.is_empty() {
            let inside = self.shapes.feature_coordinates(item).first().is_some_and(|&point| zone.contains(point));
            return if inside { Amount::from_m2(self.areas_m2[item]) } else { Amount::ZERO };
        }
        let bounds = self.shapes.feature_bounds(item);
        clipper.shared(self.shapes.rings(item), &bounds, zone, plane).unwrap_or_else(|_| {
            // Winding left {0, 1}: only rings that touch themselves in ways the fast path does not follow.
            general_area(self.shapes.rings(item), zone, plane)
        })
    }
}

/// Shared area by the general overlay; zero where even that gives up.
fn general_area<'a>(rings: impl Iterator<Item = &'a [Point]>, zone: &EdgeIndex, plane: &AreaPlane) -> Amount {
    let shape = general_overlay(rings, zone.ring_points(), Operation::Intersection, FillRule::EvenOdd);
    shape.map_or(Amount::ZERO, |shape| {
        let rings = rings_of(&shape);
        Amount::from_m2(rings_m2(rings.iter().map(Vec::as_slice), plane))
    })
}

/// A descent of a layer's tree together with the zone's edges that still meet it.
struct Descent<'a> {
    group: &'a Group,
    zone: &'a EdgeIndex,
    plane: &'a AreaPlane,
    clipper: &'a mut Clipper,
    /// Edge lists of the nodes between the root and here, one after the other.
    arena: Vec<u32>,
}

impl Descent<'_> {
    fn run(&mut self, visit: &mut impl FnMut(usize, Amount)) {
        let Some(top) = self.group.tree.levels().len().checked_sub(1) else { return };
        if self.group.shapes.is_empty() || !self.group.tree.levels()[top][0].meets(&self.zone.bounds()) {
            return;
        }
        let zone = self.zone;
        self.arena.extend((0..zone.len() as u32).filter(|&edge| {
            let (from, to) = zone.edge(edge as usize);
            from != to
        }));
        self.node(top, 0, 0, visit);
    }

    /// Visits a node; `arena[parent_list..]` are the edges that meet its parent.
    fn node(&mut self, level: usize, node: usize, parent_list: usize, visit: &mut impl FnMut(usize, Amount)) {
        let bounds = self.group.tree.levels()[level][node];
        if !bounds.grown(EDGE_MARGIN_M).meets(&self.zone.bounds()) {
            return;
        }
        let list = self.arena.len();
        // Twice the margin of items: an edge that meets an item meets every node above it, whatever rounding does.
        for position in parent_list..list {
            let edge = self.arena[position];
            let (from, to) = self.zone.edge(edge as usize);
            if segment_meets_box(from, to, &bounds, 2.0 * EDGE_MARGIN_M) {
                self.arena.push(edge);
            }
        }
        let children = node * PackedTree::FAN_OUT..(node + 1) * PackedTree::FAN_OUT;
        if self.arena.len() == list {
            if self.zone.contains(bounds.min) {
                self.inside(level, node, visit);
            }
        } else if level == 0 {
            for item in children.start..children.end.min(self.group.shapes.len()) {
                self.item(item, list, visit);
            }
        } else {
            let count = self.group.tree.levels()[level - 1].len();
            for child in children.start..children.end.min(count) {
                self.node(level - 1, child, list, visit);
            }
        }
        self.arena.truncate(list);
    }

    fn inside(&self, level: usize, node: usize, visit: &mut impl FnMut(usize, Amount)) {
        let run = PackedTree::FAN_OUT.pow(level as u32 + 1);
        for item in node * run..((node + 1) * run).min(self.group.shapes.len()) {
            if !self.group.passes_over(item) {
                visit(item, Amount::from_m2(self.group.areas_m2[item]));
            }
        }
    }

    fn item(&mut self, item: usize, list: usize, visit: &mut impl FnMut(usize, Amount)) {
        if self.group.passes_over(item) {
            return;
        }
        let bounds = self.group.shapes.feature_bounds(item);
        self.clipper.local.clear();
        for &edge in &self.arena[list..] {
            let (from, to) = self.zone.edge(edge as usize);
            if segment_meets_box(from, to, &bounds, EDGE_MARGIN_M) {
                self.clipper.local.push(edge);
            }
        }
        let overlap = self.group.overlap(item, self.zone, self.plane, self.clipper);
        if overlap != Amount::ZERO {
            visit(item, overlap);
        }
    }
}

fn prepare(shapes: &PackedShapes, feature: usize, plane: &AreaPlane, index: &mut EdgeIndex) -> Preparation {
    let points = shapes.feature_coordinates(feature);
    if points.len() < 3 || points.iter().any(|point| !(point[0].is_finite() && point[1].is_finite())) {
        return Preparation::Empty;
    }
    if let Some(at) = wrong_winding(shapes, feature, index) {
        let even_odd =
            general_overlay(shapes.rings(feature), std::iter::empty(), Operation::Subject, FillRule::EvenOdd);
        return Preparation::Repaired(even_odd.unwrap_or_else(|| MultiPolygon(Vec::new())), at);
    }
    if points.len() > TILE_VERTICES {
        Preparation::Tiled(tiles(shapes.multi_polygon(feature)))
    } else {
        Preparation::AsItIs(rings_m2(shapes.rings(feature), plane))
    }
}

/// A place where the rings of a feature do not wind once round land and nowhere else; `None` for a feature as it should be.
fn wrong_winding(shapes: &PackedShapes, feature: usize, index: &mut EdgeIndex) -> Option<Point> {
    index.refill(shapes.rings(feature));
    let mut touch = None;
    let crossing = index.first_meeting(|meeting| {
        if matches!(meeting.kind, MeetingKind::Touch | MeetingKind::Along | MeetingKind::Spike) {
            touch = touch.or(Some(meeting.at));
        }
        meeting.kind == MeetingKind::Cross
    });
    if let Some(crossing) = crossing {
        return Some(crossing.at);
    }
    let at = match touch {
        Some(at) => at,
        // One ring that meets itself nowhere needs no more; several might lie in each other the wrong way.
        None if shapes.rings(feature).count() == 1 => return None,
        None => shapes.feature_coordinates(feature).first().copied()?,
    };
    let signed: f64 = shapes.rings(feature).map(planar_ring_m2).sum();
    let even_odd = general_overlay(shapes.rings(feature), std::iter::empty(), Operation::Subject, FillRule::EvenOdd)?;
    let even_odd_m2: f64 = rings_of(&even_odd).iter().map(|ring| planar_ring_m2(ring)).sum();
    ((signed - even_odd_m2).abs() > 1e-6 * signed.abs().max(1.0)).then_some(at)
}
