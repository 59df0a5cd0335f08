//! One polygon layer, prepared once so that any zone is answered at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::clip::rings_m2;
use super::descent::Descent;
use super::prepare::Preparation;
use super::share::Share;
use super::tiles::tiles;
use super::{Amount, Clipper, EdgeIndex, Swept};
use crate::crs::AreaPlane;
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
    unreadable: Vec<(usize, Point)>,
}

/// What a zone covers of an item: of a feature, or of one tile of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub feature: usize,
    /// The feature is cut: its overlap is the sum over several hits.
    pub is_tile: bool,
    /// `None` where nothing can tell: the feature is not counted, and that is to be said.
    pub overlap: Option<Amount>,
}

/// Items of one arena under one tree.
#[derive(Debug)]
pub(super) struct Group {
    pub shapes: Arc<PackedShapes>,
    pub tree: Arc<PackedTree>,
    /// Ellipsoidal and planar area of each item, m²; NaN where the item is passed over.
    pub areas_m2: Vec<[f64; 2]>,
}

const PASSED_OVER: [f64; 2] = [f64::NAN; 2];

impl Coverage {
    /// Prepares polygons that lie along a Hilbert curve under `tree`, shells counter-clockwise and holes clockwise. Features of
    /// other kinds cover nothing.
    pub fn new(shapes: Arc<PackedShapes>, tree: Arc<PackedTree>, plane: AreaPlane) -> Self {
        let prepared: Vec<Preparation> = if shapes.kind() == GeometryKind::Polygons {
            (0..shapes.len())
                .into_par_iter()
                .with_min_len(256)
                .map_init(EdgeIndex::default, |index, feature| Preparation::of(&shapes, feature, &plane, index))
                .collect()
        } else {
            (0..shapes.len()).map(|_| Preparation::Empty).collect()
        };
        let mut areas_m2 = Vec::with_capacity(prepared.len());
        let mut pieces = PackedBuilder::new(GeometryKind::Polygons);
        let (mut owners, mut repaired) = (Vec::new(), BTreeMap::new());
        let (mut notes, mut unreadable) = (Vec::new(), Vec::new());
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
                Preparation::Unreadable(at) => {
                    unreadable.push((feature, at));
                    continue;
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
        Self { plane, whole: Group { shapes, tree, areas_m2 }, cut, owners, repaired, notes, unreadable }
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

    /// Features that are invalid and whose land nothing can tell, with a place where each is wrong. They are never hit.
    pub fn unreadable(&self) -> &[(usize, Point)] {
        &self.unreadable
    }

    /// The valid shape an invalid feature was taken for.
    pub fn repaired(&self, feature: usize) -> Option<&MultiPolygon<f64>> {
        self.repaired.get(&feature)
    }

    /// Calls `visit` with every item that the zone covers in part or whole.
    pub fn hits(&self, zone: &EdgeIndex, clipper: &mut Clipper, mut visit: impl FnMut(Hit)) {
        self.shares(zone, clipper, |feature, is_tile, share| visit(Hit { feature, is_tile, overlap: share.amount() }));
    }

    /// The same for the items whose boxes meet land that an edge swept, and for no others.
    pub fn hits_near(&self, zone: &EdgeIndex, swept: &Swept, clipper: &mut Clipper, mut visit: impl FnMut(Hit)) {
        for group in [&self.whole, &self.cut] {
            group.tree.query(&group.shapes, &swept.bounds(), |item| {
                if !group.passes_over(item)
                    && swept.meets(&group.shapes.feature_bounds(item))
                    && let Some(share) = group.share_alone(item, zone, &self.plane, clipper)
                {
                    let (feature, is_tile) = self.owner(group, item);
                    visit(Hit { feature, is_tile, overlap: share.amount() });
                }
            });
        }
    }

    /// As [`Self::hits`], with how each share was told: features as they are in ascending order, then tiles with their features.
    pub(super) fn shares(
        &self,
        zone: &EdgeIndex,
        clipper: &mut Clipper,
        mut visit: impl FnMut(usize, bool, Share<'_>),
    ) {
        for group in [&self.whole, &self.cut] {
            Descent::new(group, zone, &self.plane, clipper).run(&mut |item, share| {
                let (feature, is_tile) = self.owner(group, item);
                visit(feature, is_tile, share);
            });
        }
    }

    /// The features as they are, whether or not they are cut.
    pub(super) fn features(&self) -> &Group {
        &self.whole
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

    /// The feature that an item belongs to, and whether the item is a tile of it.
    fn owner(&self, group: &Group, item: usize) -> (usize, bool) {
        let is_tile = std::ptr::eq(group, &raw const self.cut);
        (if is_tile { self.owners[item] as usize } else { item }, is_tile)
    }
}

impl Group {
    pub fn passes_over(&self, item: usize) -> bool {
        self.areas_m2[item][1].is_nan()
    }
}
