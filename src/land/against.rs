//! What of a piece of land lies in features of a role, and what is left of it beside them.

use std::sync::Arc;

use geo::MultiPolygon;

use super::cut::shape_area_m2;
use super::role_land::DUST_M2;
use super::{Extent, LandBase, RoleLand};
use crate::geometry::open_rings;
use crate::geometry::overlay::{Clipper, EdgeIndex, FillRule, Operation, general_overlay};

/// A piece of land held against a role.
pub(super) struct Against<'a> {
    base: &'a LandBase,
    parcel: usize,
    extent: &'a Extent,
    area_m2: f64,
    shape: Arc<MultiPolygon<f64>>,
    /// Features that share land with it, and how much, m².
    pub overlaps: Vec<(usize, f64)>,
}

impl<'a> Against<'a> {
    /// A piece of a parcel against the features of a role, which may be missing.
    pub fn new(
        base: &'a LandBase,
        (parcel, extent, area_m2): (usize, &'a Extent, f64),
        land: Option<&RoleLand>,
        clipper: &mut Clipper,
    ) -> Self {
        let shape = shape_of(base, parcel, extent);
        let overlaps =
            land.map_or_else(Vec::new, |land| land.overlaps(&EdgeIndex::from_multi_polygon(&shape), clipper));
        Self { base, parcel, extent, area_m2, shape, overlaps }
    }

    /// The part that one feature shares, with its gross area.
    pub fn part_in(&self, land: &RoleLand, feature: usize, shared_m2: f64) -> Option<(Extent, f64)> {
        if shared_m2 >= self.area_m2 - DUST_M2 {
            return Some((self.extent.clone(), self.area_m2));
        }
        let shared = self.overlaid(Operation::Intersection, &open_rings(&land.shape(feature)))?;
        Some((Extent::Part(Arc::new(shared)), shared_m2))
    }

    /// What no feature shares, with its gross area; `None` where that is nothing.
    pub fn rest(&self, land: Option<&RoleLand>) -> Option<(Extent, f64)> {
        let Some(land) = land.filter(|_| !self.overlaps.is_empty()) else {
            return Some((self.extent.clone(), self.area_m2));
        };
        let shared_m2: f64 = self.overlaps.iter().map(|(_, area)| area).sum();
        if shared_m2 >= self.area_m2 - DUST_M2 {
            return None;
        }
        let clip: Vec<_> = self.overlaps.iter().flat_map(|(feature, _)| open_rings(&land.shape(*feature))).collect();
        let rest = self.overlaid(Operation::Difference, &clip)?;
        let area_m2 = shape_area_m2(&rest, &self.base.plane);
        (area_m2 > DUST_M2).then(|| (Extent::Part(Arc::new(rest)), area_m2))
    }

    fn overlaid(&self, operation: Operation, clip: &[Vec<crate::geometry::Point>]) -> Option<MultiPolygon<f64>> {
        let subject = open_rings(&self.shape);
        let (subject, clip) = (subject.iter().map(Vec::as_slice), clip.iter().map(Vec::as_slice));
        general_overlay(subject, clip, operation, FillRule::NonZero)
    }

    /// The edges of a part, for asking other roles about it.
    pub fn index_of(&self, extent: &Extent) -> EdgeIndex {
        EdgeIndex::from_multi_polygon(&shape_of(self.base, self.parcel, extent))
    }
}

fn shape_of(base: &LandBase, parcel: usize, extent: &Extent) -> Arc<MultiPolygon<f64>> {
    match extent {
        Extent::Whole => Arc::new(base.parcels.shape(parcel)),
        Extent::Part(shape) => shape.clone(),
    }
}
