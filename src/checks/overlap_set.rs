//! Layers that are judged together: how much of their land a zone covers, feature by feature and counted once.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::MultiPolygon;

use super::piece::{ConflictPiece, Member, conflict_piece, covered_features};
use crate::base::{BaseLayer, LayerId};
use crate::crs::{AreaPlane, GaussKruger};
use crate::geometry::Point;
use crate::geometry::overlay::{Amount, Clipper, Coverage, EdgeIndex, Hit, Swept, doubled_land};
use crate::geometry::validity::{ShapeProblem, shape_problem};

/// Polygon layers prepared to be compared with zones: those of one role, or of one `--against`. Immutable.
#[derive(Debug)]
pub struct OverlapSet {
    pub(super) members: Vec<Member>,
    /// Land under several features of the set.
    doubled: Option<Coverage>,
}

/// What a zone covers of a set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SetOverlap {
    /// Features whose overlap exceeds 0.001 m².
    pub features: usize,
    /// Land covered, counted once where features overlap each other.
    pub area_m2: f64,
    /// Land covered, feature by feature.
    pub sum_m2: f64,
    /// Planar area of the land covered, counted once.
    pub planar_m2: f64,
}

/// A feature that is invalid and was taken by the even-odd rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetNote {
    pub layer: LayerId,
    pub feature: usize,
    pub at: Point,
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
        Self { members: layers.iter().map(member).collect(), doubled: None }
    }

    /// What a zone covers, from nothing. An invalid zone is refused.
    pub fn overlap(&self, zone: &MultiPolygon<f64>) -> Result<SetOverlap, ShapeProblem> {
        if let Some(problem) = shape_problem(zone) {
            return Err(problem);
        }
        let index = EdgeIndex::from_multi_polygon(zone);
        Ok(self.tally(&index, &mut Clipper::new()).overlap())
    }

    /// The land that a zone shares with each feature, where that exceeds 0.001 m²; by layer and feature. None for an invalid zone.
    pub fn pieces(&self, zone: &MultiPolygon<f64>) -> Vec<ConflictPiece> {
        if shape_problem(zone).is_some() {
            return Vec::new();
        }
        let index = EdgeIndex::from_multi_polygon(zone);
        let mut clipper = Clipper::new();
        // One thread: a second gains nothing at the size of a zone (docs/benchmarks.md).
        covered_features(&self.members, &index, &mut clipper)
            .into_iter()
            .filter_map(|covered| conflict_piece(&self.members, covered, &index, &mut clipper))
            .collect()
    }

    /// Invalid features, which were taken by the even-odd rule.
    pub fn notes(&self) -> Vec<SetNote> {
        let of_member = |member: &Member| {
            let layer = member.layer;
            member.coverage.notes().iter().map(|&(feature, at)| SetNote { layer, feature, at }).collect::<Vec<_>>()
        };
        self.members.iter().flat_map(of_member).collect()
    }

    pub(super) fn tally(&self, zone: &EdgeIndex, clipper: &mut Clipper) -> SetTally {
        let mut tally = SetTally { members: vec![Tally::default(); self.members.len()], doubled: Amount::ZERO };
        for (member, tally) in self.members.iter().zip(&mut tally.members) {
            member.coverage.hits(zone, clipper, |hit| tally.add(hit));
        }
        if let Some(doubled) = &self.doubled {
            doubled.hits(zone, clipper, |hit| tally.doubled += hit.overlap);
        }
        tally
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
        for (position, (member, tally)) in self.members.iter().zip(&mut tally.members).enumerate() {
            member.coverage.hits_near(zone, swept, clipper, |hit| {
                touched(position, hit.feature);
                if adding { tally.add(hit) } else { tally.take_off(hit) }
            });
        }
        if let Some(doubled) = &self.doubled {
            doubled.hits_near(zone, swept, clipper, |hit| {
                tally.doubled += if adding { hit.overlap } else { -hit.overlap };
            });
        }
    }
}

/// Running totals of a set: integers, so that what is taken off again leaves no trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SetTally {
    members: Vec<Tally>,
    doubled: Amount,
}

impl SetTally {
    pub fn overlap(&self) -> SetOverlap {
        let sum = self.members.iter().fold(Amount::ZERO, |sum, member| sum + member.sum);
        let once = sum - self.doubled;
        SetOverlap {
            features: self.members.iter().map(Tally::features).sum(),
            area_m2: once.ellipsoidal_m2(),
            sum_m2: sum.ellipsoidal_m2(),
            planar_m2: once.planar_m2(),
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
    fn add(&mut self, hit: Hit) {
        self.sum += hit.overlap;
        if hit.is_tile {
            *self.cut.entry(hit.feature).or_default() += hit.overlap;
        } else if hit.overlap.counts() {
            self.counted += 1;
        }
    }

    fn take_off(&mut self, hit: Hit) {
        self.sum -= hit.overlap;
        if hit.is_tile {
            let left = self.cut.entry(hit.feature).or_default();
            *left -= hit.overlap;
            if *left == Amount::ZERO {
                self.cut.remove(&hit.feature);
            }
        } else if hit.overlap.counts() {
            self.counted -= 1;
        }
    }

    fn features(&self) -> usize {
        self.counted + self.cut.values().filter(|amount| amount.counts()).count()
    }
}
