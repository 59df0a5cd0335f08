//! What one item and a zone share, and how that was told.

use super::clip::rings_m2;
use super::coverage::Group;
use super::{Amount, Clipper, EdgeIndex, FillRule, Operation, general_overlay};
use crate::crs::AreaPlane;
use crate::geometry::{Point, open_rings};

/// Land that an item and the zone share.
pub(super) enum Share<'c> {
    /// All of the item: it lies in the zone, away from its edges.
    Whole(Amount),
    /// The item was clipped; its crossings are in the clipper.
    Clipped(Amount, &'c Clipper),
    /// The rings touch themselves in ways that the clipper does not follow; the general overlay told.
    Overlaid(Amount),
    /// Neither could tell.
    Unknown,
}

impl Share<'_> {
    /// `None` where nothing could tell.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Whole(amount) | Self::Clipped(amount, _) | Self::Overlaid(amount) => Some(*amount),
            Self::Unknown => None,
        }
    }

    fn is_land(&self) -> bool {
        self.amount() != Some(Amount::ZERO)
    }
}

impl Group {
    /// What the zone covers of an item whose local edges are gathered; `None` where it covers nothing. `contains` says whether
    /// a point of the item lies in the zone.
    pub fn share<'c>(
        &self,
        item: usize,
        zone: &EdgeIndex,
        contains: impl Fn(Point) -> bool,
        plane: &AreaPlane,
        clipper: &'c mut Clipper,
    ) -> Option<Share<'c>> {
        if clipper.local.is_empty() {
            let inside = self.shapes.feature_coordinates(item).first().is_some_and(|&point| contains(point));
            return inside.then(|| Share::Whole(self.amount(item, plane)));
        }
        let bounds = self.shapes.feature_bounds(item);
        let rings = || self.shapes.rings(item);
        let share = match clipper.shared(rings(), &bounds, zone, contains, plane) {
            Ok(amount) => Share::Clipped(amount, clipper),
            Err(_) => match general_overlay(rings(), zone.ring_points(), Operation::Intersection, FillRule::EvenOdd) {
                Some(shape) => {
                    let rings = open_rings(&shape);
                    Share::Overlaid(Amount::from_m2(rings_m2(rings.iter().map(Vec::as_slice), plane)))
                }
                None => Share::Unknown,
            },
        };
        share.is_land().then_some(share)
    }

    /// The same for an item on its own.
    pub fn share_alone<'c>(
        &self,
        item: usize,
        zone: &EdgeIndex,
        plane: &AreaPlane,
        clipper: &'c mut Clipper,
    ) -> Option<Share<'c>> {
        clipper.gather(zone, &self.shapes.feature_bounds(item));
        self.share(item, zone, |point| zone.contains(point), plane, clipper)
    }

    fn amount(&self, item: usize, plane: &AreaPlane) -> Amount {
        // An item that is passed over as a whole may still be asked for alone.
        let area_m2 =
            if self.passes_over(item) { rings_m2(self.shapes.rings(item), plane) } else { self.areas_m2[item] };
        Amount::from_m2(area_m2)
    }
}
