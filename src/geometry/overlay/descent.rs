//! A layer's tree and a zone's edges, descended together: each node keeps only the edges that meet it.

use super::clip::EDGE_MARGIN_M;
use super::coverage::Group;
use super::share::Share;
use super::sides::{crosses, segment_meets_box};
use super::{Amount, Clipper, EdgeIndex};
use crate::crs::AreaPlane;
use crate::geometry::{PackedTree, Point};

/// With at most this many edges about, whether a point lies in the zone is told from a point that is known.
const FEW_EDGES: usize = 24;

/// One descent.
pub(super) struct Descent<'a> {
    group: &'a Group,
    zone: &'a EdgeIndex,
    plane: &'a AreaPlane,
    clipper: &'a mut Clipper,
    /// Edge lists of the nodes between the root and here, one after the other.
    arena: Vec<u32>,
}

/// A point whose place is known, and the edges among which it is: any other point of the node lies on the same side if the
/// way there crosses an even number of them.
#[derive(Clone, Copy)]
struct Known {
    at: Point,
    inside: bool,
    /// Start of the node's edges in the arena.
    list: usize,
}

impl<'a> Descent<'a> {
    pub fn new(group: &'a Group, zone: &'a EdgeIndex, plane: &'a AreaPlane, clipper: &'a mut Clipper) -> Self {
        Self { group, zone, plane, clipper, arena: Vec::new() }
    }

    /// Calls `visit` with every item that shares land with the zone, and what.
    pub fn run(mut self, visit: &mut impl FnMut(usize, Share<'_>)) {
        let Some(top) = self.group.tree.levels().len().checked_sub(1) else { return };
        if self.group.shapes.is_empty() || !self.group.tree.levels()[top][0].meets(&self.zone.bounds()) {
            return;
        }
        let zone = self.zone;
        self.arena.extend((0..zone.len() as u32).filter(|&edge| {
            let (from, to) = zone.edge(edge as usize);
            from != to
        }));
        let at = self.group.tree.levels()[top][0].min;
        let known = Known { at, inside: zone.contains(at), list: 0 };
        self.node(top, 0, known, visit);
    }

    /// Visits a node; `known` is a point of its parent, with the parent's edges.
    fn node(&mut self, level: usize, node: usize, known: Known, visit: &mut impl FnMut(usize, Share<'_>)) {
        let bounds = self.group.tree.levels()[level][node];
        if !bounds.grown(EDGE_MARGIN_M).meets(&self.zone.bounds()) {
            return;
        }
        let list = self.arena.len();
        // Twice the margin of items: an edge that meets an item meets every node above it, whatever rounding does.
        for position in known.list..list {
            let edge = self.arena[position];
            let (from, to) = self.zone.edge(edge as usize);
            if segment_meets_box(from, to, &bounds, 2.0 * EDGE_MARGIN_M) {
                self.arena.push(edge);
            }
        }
        let inside = contains(self.zone, &self.arena[known.list..list], known, bounds.min);
        let here = Known { at: bounds.min, inside, list };
        let children = node * PackedTree::FAN_OUT..(node + 1) * PackedTree::FAN_OUT;
        if self.arena.len() == list {
            if inside {
                self.inside(level, node, visit);
            }
        } else if level == 0 {
            for item in children.start..children.end.min(self.group.shapes.len()) {
                self.item(item, here, visit);
            }
        } else {
            let count = self.group.tree.levels()[level - 1].len();
            for child in children.start..children.end.min(count) {
                self.node(level - 1, child, here, visit);
            }
        }
        self.arena.truncate(list);
    }

    fn inside(&self, level: usize, node: usize, visit: &mut impl FnMut(usize, Share<'_>)) {
        let run = PackedTree::FAN_OUT.pow(level as u32 + 1);
        for item in node * run..((node + 1) * run).min(self.group.shapes.len()) {
            if !self.group.passes_over(item) {
                visit(item, Share::Whole(Amount::from_m2(self.group.areas_m2[item])));
            }
        }
    }

    fn item(&mut self, item: usize, known: Known, visit: &mut impl FnMut(usize, Share<'_>)) {
        if self.group.passes_over(item) {
            return;
        }
        let Self { group, zone, plane, clipper, arena } = self;
        let bounds = group.shapes.feature_bounds(item);
        let list = &arena[known.list..];
        clipper.local.clear();
        for &edge in list {
            let (from, to) = zone.edge(edge as usize);
            if segment_meets_box(from, to, &bounds, EDGE_MARGIN_M) {
                clipper.local.push(edge);
            }
        }
        if let Some(share) = group.share(item, zone, |point| contains(zone, list, known, point), plane, clipper) {
            visit(item, share);
        }
    }
}

/// Whether a point of the node that `known` and `list` belong to lies in the zone.
#[inline]
fn contains(zone: &EdgeIndex, list: &[u32], known: Known, point: Point) -> bool {
    if list.len() > FEW_EDGES {
        return zone.contains(point);
    }
    list.iter().fold(known.inside, |inside, &edge| {
        let (from, to) = zone.edge(edge as usize);
        inside ^ crosses(known.at, point, from, to)
    })
}
