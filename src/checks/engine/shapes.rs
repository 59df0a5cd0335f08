//! Relations between land and land: overlap, within, count, slope, and one measure over another.

use std::collections::BTreeSet;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::land::{Ground, area_of};
use super::place_index::PlaceIndex;
use super::{Patch, Unknown};
use crate::checks::overlap_set::SetOverlap;
use crate::checks::sliver::Sliver;
use crate::crs::AreaPlane;
use crate::design::MeasureId;
use crate::geometry::Point;
use crate::geometry::overlay::{Clipper, EdgeIndex, FillRule, Operation, general_overlay};

/// Shapes that one thread takes at a time: fewer are not worth handing out.
const FEW: usize = 128;

/// Land shared with something.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared {
    pub overlap: SetOverlap,
    /// Whose land it is, and which pieces are slivers; filled by [`Shared::explain`] or at once.
    pub patches: Vec<Patch>,
    pub slivers: Vec<Sliver>,
}

/// What ground shares with a place, land counted once.
pub(super) fn shared_with_place(ground: &Ground<'_>, indexes: &[EdgeIndex], place: &PlaceIndex) -> Shared {
    let mut shared = Shared::default();
    let Some(set) = place.set() else { return shared };
    let overlaps: Vec<SetOverlap> = indexes
        .par_iter()
        .with_min_len(FEW)
        .map_init(Clipper::new, |clipper, index| set.overlap_of(index, &set.tally(index, clipper)))
        .collect();
    for (position, overlap) in overlaps.into_iter().enumerate() {
        shared.overlap.uncounted.extend(overlap.uncounted);
        if overlap.features == 0 {
            continue;
        }
        shared.overlap.features += overlap.features;
        shared.overlap.area_m2 += overlap.area_m2;
        shared.overlap.sum_m2 += overlap.sum_m2;
        shared.overlap.planar_m2 += overlap.planar_m2;
        if let Some(&(layer, feature)) = ground.features.get(position) {
            shared.patches.push(Patch::Feature(layer, feature));
        }
    }
    if !ground.features.is_empty() {
        shared.overlap.features = shared.patches.len();
    }
    shared
}

impl Shared {
    /// Names the features behind the land, and its slivers.
    pub fn explain(&mut self, ground: &Ground<'_>, place: &PlaceIndex) {
        if !ground.features.is_empty() {
            return;
        }
        let Some(set) = place.set() else { return };
        let mut patches = BTreeSet::new();
        for shape in &ground.shapes {
            for mut piece in set.pieces(shape) {
                piece.feature = place.row(piece.layer, piece.feature);
                patches.insert(Patch::Feature(piece.layer, piece.feature));
                self.slivers.extend(Sliver::of_piece(&piece));
            }
        }
        // A feature that several parts of the ground touch is one feature.
        self.overlap.features = patches.len();
        self.patches = patches.into_iter().collect();
    }
}

/// What ground shares with other measures, land counted once where those overlap each other.
pub(super) fn shared_with_measures(
    indexes: &[EdgeIndex],
    others: &[(MeasureId, &MultiPolygon<f64>)],
    plane: &AreaPlane,
) -> Result<Shared, Unknown> {
    let mut shared = Shared::default();
    let subject: Vec<&[Point]> = indexes.iter().flat_map(EdgeIndex::ring_points).collect();
    let mut pieces: Vec<EdgeIndex> = Vec::new();
    for &(id, shape) in others {
        let other = EdgeIndex::from_multi_polygon(shape);
        let piece = EdgeIndex::from_multi_polygon(&overlay(&subject, &other, Operation::Intersection)?);
        let amount = piece.area(plane);
        if amount.counts() {
            shared.patches.push(Patch::Measure(id));
            shared.overlap.sum_m2 += amount.ellipsoidal_m2();
            pieces.push(piece);
        }
    }
    shared.overlap.features = pieces.len();
    let once = match &pieces[..] {
        [] => return Ok(shared),
        [piece] => piece.area(plane),
        [first, rest @ ..] => {
            let mut union: Vec<EdgeIndex> = vec![first.clone()];
            for piece in rest {
                let rings: Vec<&[Point]> = union.iter().flat_map(EdgeIndex::ring_points).collect();
                let joined = EdgeIndex::from_multi_polygon(&overlay(&rings, piece, Operation::Union)?);
                union = vec![joined];
            }
            area_of(&union, plane)
        }
    };
    shared.overlap.area_m2 = once.ellipsoidal_m2();
    shared.overlap.planar_m2 = once.planar_m2();
    Ok(shared)
}

fn overlay(subject: &[&[Point]], other: &EdgeIndex, operation: Operation) -> Result<MultiPolygon<f64>, Unknown> {
    general_overlay(subject.iter().copied(), other.ring_points(), operation, FillRule::NonZero).ok_or(Unknown::Cut)
}
