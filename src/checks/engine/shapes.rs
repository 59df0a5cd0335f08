//! Relations between land and land: overlap, within, count, slope, and one measure over another.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::land::{Ground, area_of};
use super::place_index::PlaceIndex;
use super::slivers::{SliverFinder, outlines_of};
use super::{Patch, Unknown};
use crate::checks::overlap_set::{OverlapSet, SetOverlap};
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

/// Ground, and the place that it is held against.
#[derive(Clone, Debug)]
pub(super) struct Held<'a> {
    pub ground: Cow<'a, Ground<'a>>,
    pub place: Arc<PlaceIndex>,
}

impl Shared {
    /// What grounds share with the places that they are held against, land counted once in each.
    pub fn of(held: &[Held<'_>]) -> Self {
        let mut shared = Self::default();
        for Held { ground, place } in held {
            shared.add(ground, place);
        }
        shared.patches.sort_unstable();
        shared.patches.dedup();
        if !shared.patches.is_empty() {
            shared.overlap.features = shared.patches.len();
        }
        shared
    }

    /// Adds what other land shares with the same places.
    pub fn join(&mut self, other: &Self) {
        self.overlap.uncounted.extend(&other.overlap.uncounted);
        self.overlap.features += other.overlap.features;
        self.overlap.area_m2 += other.overlap.area_m2;
        self.overlap.sum_m2 += other.overlap.sum_m2;
        self.overlap.planar_m2 += other.overlap.planar_m2;
        self.patches.extend(&other.patches);
        self.slivers.extend(other.slivers.iter().cloned());
    }

    fn add(&mut self, ground: &Ground<'_>, place: &PlaceIndex) {
        let Some(set) = place.set() else { return };
        let overlaps: Vec<SetOverlap> = ground
            .indexes()
            .par_iter()
            .with_min_len(FEW)
            .map_init(Clipper::new, |clipper, index| set.overlap_of(index, &set.tally(index, clipper)))
            .collect();
        for (position, overlap) in overlaps.into_iter().enumerate() {
            let uncounted = overlap.uncounted.into_iter();
            self.overlap.uncounted.extend(uncounted.map(|(layer, feature)| (layer, place.row(layer, feature))));
            if overlap.features == 0 {
                continue;
            }
            self.overlap.features += overlap.features;
            self.overlap.area_m2 += overlap.area_m2;
            self.overlap.sum_m2 += overlap.sum_m2;
            self.overlap.planar_m2 += overlap.planar_m2;
            if let Some(&(layer, feature)) = ground.features.get(position) {
                self.patches.push(Patch::Feature(layer, feature));
            }
        }
    }

    /// Names the features behind the land, and its slivers.
    pub fn explain(&mut self, held: &[Held<'_>]) {
        let mut met = BTreeSet::new();
        for Held { ground, place } in held {
            let Some(set) = place.set() else { continue };
            // Of the features of a layer those that share land are known already.
            let shares = |position: &usize| {
                ground
                    .features
                    .get(*position)
                    .is_none_or(|&(layer, feature)| self.patches.binary_search(&Patch::Feature(layer, feature)).is_ok())
            };
            let explained: Vec<_> = (0..ground.shapes.len())
                .into_par_iter()
                .filter(shares)
                .map(|position| explained(ground, position, place, set))
                .collect();
            for (patches, slivers) in explained {
                met.extend(patches);
                self.slivers.extend(slivers);
            }
        }
        // A feature that several parts of the ground touch is one feature.
        if !met.is_empty() {
            self.overlap.features = met.len();
            self.patches = met.into_iter().collect();
        }
    }
}

/// What one shape of a ground shares with a place: the place's features (none where the ground is of features itself), slivers.
fn explained(ground: &Ground<'_>, position: usize, place: &PlaceIndex, set: &OverlapSet) -> (Vec<Patch>, Vec<Sliver>) {
    let shape = &ground.shapes[position];
    let own = ground.features.get(position).map(|&(layer, feature)| Patch::Feature(layer, feature));
    let mut slivers = SliverFinder::new(EdgeIndex::from_multi_polygon(shape));
    let mut patches = Vec::new();
    for piece in set.pieces(shape) {
        let patch = Patch::Feature(piece.layer, place.row(piece.layer, piece.feature));
        let rings: Vec<&[Point]> = piece.shape.rings().collect();
        slivers.look_at(&rings, [piece.area_m2, piece.planar_m2], Some(own.unwrap_or(patch)), || {
            outlines_of(place, [(piece.layer, piece.feature)])
        });
        patches.extend(own.is_none().then_some(patch));
    }
    (patches, slivers.found)
}

/// What ground shares with other measures, land counted once where those overlap each other.
pub(super) fn shared_with_measures(
    indexes: &[EdgeIndex],
    others: &[(MeasureId, &MultiPolygon<f64>)],
    plane: &AreaPlane,
) -> Result<Shared, Unknown> {
    let mut shared = Shared::default();
    let subject: Vec<&[Point]> = indexes.iter().flat_map(EdgeIndex::ring_points).collect();
    let mut slivers = SliverFinder::new(EdgeIndex::from_rings(subject.iter().copied()));
    let mut pieces: Vec<EdgeIndex> = Vec::new();
    for &(id, shape) in others {
        let other = EdgeIndex::from_multi_polygon(shape);
        let piece = EdgeIndex::from_multi_polygon(&overlay(&subject, &other, Operation::Intersection)?);
        let amount = piece.area(plane);
        if amount.counts() {
            shared.patches.push(Patch::Measure(id));
            shared.overlap.sum_m2 += amount.ellipsoidal_m2();
            let rings: Vec<&[Point]> = piece.ring_points().collect();
            let area = [amount.ellipsoidal_m2(), amount.planar_m2()];
            slivers.look_at(&rings, area, Some(Patch::Measure(id)), || other.clone());
            pieces.push(piece);
        }
    }
    shared.slivers = slivers.found;
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
