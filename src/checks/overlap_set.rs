//! Layers that are judged together: how much of their land a zone covers, feature by feature and counted once.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::MultiPolygon;

use super::piece::{ConflictPiece, Member};
use super::unknown::UnknownItems;
use crate::base::{BaseLayer, LayerId};
use crate::crs::{AreaPlane, GaussKruger};
use crate::geometry::Point;
use crate::geometry::overlay::{Amount, Clipper, Coverage, DoubledLand, EdgeIndex, Hit, Swept, doubled_land};
use crate::geometry::validity::{ShapeProblem, shape_problem};

/// Polygon layers prepared to be compared with zones: those of one role, or of one `--against`. Immutable.
#[derive(Debug)]
pub struct OverlapSet {
    pub(super) members: Vec<Member>,
    /// Land under several features of the set.
    doubled: DoubledLand,
}

/// What a zone covers of a set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetOverlap {
    /// Features whose overlap exceeds 0.001 m².
    pub features: usize,
    /// Land covered, counted once where features overlap each other.
    pub area_m2: f64,
    /// Land covered, feature by feature.
    pub sum_m2: f64,
    /// Planar area of the land covered, counted once.
    pub planar_m2: f64,
    /// Features near the zone whose overlap nothing could tell, by layer: they are in no figure.
    pub uncounted: Vec<(LayerId, usize)>,
}

/// A feature that is not counted as it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetNote {
    pub kind: SetNoteKind,
    pub layer: LayerId,
    pub feature: usize,
    pub at: Point,
}

/// What became of a feature that is not counted as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetNoteKind {
    /// It is invalid and was taken by the even-odd rule.
    EvenOdd,
    /// It is invalid and nothing could tell its land: zones that reach it have it among their uncounted features.
    Unreadable,
    /// What it shares with other features could not be told: that land counts with each of them.
    CountedTwice,
}

impl OverlapSet {
    /// Prepares the polygon layers among `layers`; all are in `plane`.
    pub fn new(plane: GaussKruger, layers: &[Arc<BaseLayer>]) -> Self {
        let mut set = Self::feature_by_feature(&AreaPlane::new(plane), layers);
        let coverages: Vec<&Coverage> = set.members.iter().map(|member| &member.coverage).collect();
        set.doubled = doubled_land(&coverages);
        set
    }

    /// Without counting land once: for layers whose features are a partition by definition.
    pub(super) fn feature_by_feature(plane: &AreaPlane, layers: &[Arc<BaseLayer>]) -> Self {
        let member = |layer: &Arc<BaseLayer>| Member {
            layer: layer.id,
            coverage: Coverage::new(layer.shapes.clone(), layer.tree.clone(), plane.clone()),
        };
        let doubled = DoubledLand { land: None, unknown: Vec::new() };
        Self { members: layers.iter().map(member).collect(), doubled }
    }

    /// What a zone covers, from nothing. An invalid zone is refused.
    pub fn overlap(&self, zone: &MultiPolygon<f64>) -> Result<SetOverlap, ShapeProblem> {
        if let Some(problem) = shape_problem(zone) {
            return Err(problem);
        }
        let index = EdgeIndex::from_multi_polygon(zone);
        let tally = self.tally(&index, &mut Clipper::new());
        Ok(self.overlap_of(&index, &tally))
    }

    /// The land that a zone shares with each feature, where that exceeds 0.001 m²; by layer and feature. None for an invalid zone.
    pub fn pieces(&self, zone: &MultiPolygon<f64>) -> Vec<ConflictPiece> {
        if shape_problem(zone).is_some() {
            return Vec::new();
        }
        self.pieces_of_index(&EdgeIndex::from_multi_polygon(zone))
    }

    /// As [`Self::pieces`], for a zone that is valid.
    pub(super) fn pieces_of_index(&self, zone: &EdgeIndex) -> Vec<ConflictPiece> {
        let mut clipper = Clipper::new();
        // One thread: a second gains nothing at the size of a zone (docs/benchmarks.md).
        self.members.iter().flat_map(|member| member.pieces(zone, &mut clipper)).collect()
    }

    /// Features that are not counted as they stand, by layer and kind.
    pub fn notes(&self) -> Vec<SetNote> {
        let mut notes = Vec::new();
        for (position, Member { layer, coverage }) in self.members.iter().enumerate() {
            let note = |kind| move |&(feature, at): &(usize, Point)| SetNote { kind, layer: *layer, feature, at };
            notes.extend(coverage.notes().iter().map(note(SetNoteKind::EvenOdd)));
            notes.extend(coverage.unreadable().iter().map(note(SetNoteKind::Unreadable)));
            let twice = self.doubled.unknown.iter().filter(|(member, _)| *member == position);
            let twice = twice.map(|&(_, feature)| (feature, coverage.shapes().feature_bounds(feature).center()));
            notes.extend(twice.map(|found| note(SetNoteKind::CountedTwice)(&found)));
        }
        notes
    }

    pub(super) fn tally(&self, zone: &EdgeIndex, clipper: &mut Clipper) -> SetTally {
        let mut tally = SetTally::of(self);
        for (position, member) in self.members.iter().enumerate() {
            member.coverage.hits(zone, clipper, |hit| tally.add(position, hit));
        }
        self.tally_doubled(zone, clipper, &mut tally);
        tally
    }

    /// The tally and the pieces, by member and feature, in one go.
    pub(super) fn tally_and_pieces(&self, zone: &EdgeIndex, clipper: &mut Clipper) -> (SetTally, Vec<ConflictPiece>) {
        let mut tally = SetTally::of(self);
        let mut pieces = Vec::new();
        for (position, member) in self.members.iter().enumerate() {
            pieces.extend(member.hits_and_pieces(zone, clipper, |hit| tally.add(position, hit)));
        }
        self.tally_doubled(zone, clipper, &mut tally);
        (tally, pieces)
    }

    fn tally_doubled(&self, zone: &EdgeIndex, clipper: &mut Clipper, tally: &mut SetTally) {
        if let Some(doubled) = &self.doubled.land {
            doubled.hits(zone, clipper, |hit| tally.doubled += doubled_overlap(hit));
        }
    }

    /// Adds to a tally (or takes off it) what lies where an edge swept; `touched` hears of every feature, by member.
    pub(super) fn tally_swept(
        &self,
        zone: &EdgeIndex,
        swept: &Swept,
        clipper: &mut Clipper,
        tally: &mut SetTally,
        adding: bool,
        mut touched: impl FnMut(usize, usize),
    ) {
        for (position, member) in self.members.iter().enumerate() {
            member.coverage.hits_near(zone, swept, clipper, |hit| {
                touched(position, hit.feature);
                if adding { tally.add(position, hit) } else { tally.take_off(position, hit) }
            });
        }
        if let Some(doubled) = &self.doubled.land {
            doubled.hits_near(zone, swept, clipper, |hit| {
                tally.doubled += if adding { doubled_overlap(hit) } else { -doubled_overlap(hit) };
            });
        }
    }

    /// The figures of a tally.
    pub(super) fn overlap_of(&self, zone: &EdgeIndex, tally: &SetTally) -> SetOverlap {
        let sum = tally.members.iter().fold(Amount::ZERO, |sum, member| sum + member.sum);
        let once = sum - tally.doubled;
        SetOverlap {
            features: tally.members.iter().map(Tally::features).sum(),
            area_m2: once.ellipsoidal_m2(),
            sum_m2: sum.ellipsoidal_m2(),
            planar_m2: once.planar_m2(),
            uncounted: self.uncounted(zone, &tally.unknown),
        }
    }

    /// Features near a zone that its figures leave out, by layer and feature.
    pub(super) fn uncounted(&self, zone: &EdgeIndex, unknown: &UnknownItems) -> Vec<(LayerId, usize)> {
        let unknown = unknown.features().map(|(member, feature)| (self.members[member].layer, feature));
        let mut uncounted: Vec<(LayerId, usize)> = unknown.collect();
        for Member { layer, coverage } in &self.members {
            let near = |&feature: &usize| coverage.shapes().feature_bounds(feature).meets(&zone.bounds());
            let unreadable = coverage.unreadable().iter().map(|(feature, _)| *feature);
            uncounted.extend(unreadable.filter(near).map(|feature| (*layer, feature)));
        }
        uncounted.sort_unstable();
        uncounted
    }
}

/// Land that could not be told is not taken off: what restricts is rather shown twice than not at all.
fn doubled_overlap(hit: Hit) -> Amount {
    hit.overlap.unwrap_or_default()
}

/// Running totals of a set: integers, so that what is taken off again leaves no trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SetTally {
    members: Vec<Tally>,
    doubled: Amount,
    unknown: UnknownItems,
}

impl SetTally {
    fn of(set: &OverlapSet) -> Self {
        Self { members: vec![Tally::default(); set.members.len()], ..Self::default() }
    }

    fn add(&mut self, member: usize, hit: Hit) {
        match hit.overlap {
            Some(overlap) => self.members[member].add(hit.feature, hit.is_tile, overlap),
            None => self.unknown.add(member, hit.feature),
        }
    }

    fn take_off(&mut self, member: usize, hit: Hit) {
        match hit.overlap {
            Some(overlap) => self.members[member].take_off(hit.feature, hit.is_tile, overlap),
            None => self.unknown.take_off(member, hit.feature),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tally {
    sum: Amount,
    /// Features that are not cut and count.
    counted: usize,
    /// Cut features by their number: their tiles count together.
    cut: BTreeMap<usize, Amount>,
}

impl Tally {
    fn add(&mut self, feature: usize, is_tile: bool, overlap: Amount) {
        self.sum += overlap;
        if is_tile {
            *self.cut.entry(feature).or_default() += overlap;
        } else if overlap.counts() {
            self.counted += 1;
        }
    }

    fn take_off(&mut self, feature: usize, is_tile: bool, overlap: Amount) {
        self.sum -= overlap;
        if is_tile {
            let left = self.cut.entry(feature).or_default();
            *left -= overlap;
            if *left == Amount::ZERO {
                self.cut.remove(&feature);
            }
        } else if overlap.counts() {
            self.counted -= 1;
        }
    }

    fn features(&self) -> usize {
        self.counted + self.cut.values().filter(|amount| amount.counts()).count()
    }
}
