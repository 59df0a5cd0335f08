//! A zone without the land of a role: the quick fix that makes a conflict go away.

use std::collections::BTreeSet;

use geo::MultiPolygon;

use super::piece::Member;
use super::{ConflictBase, OverlapSet};
use crate::base::{LayerId, Role};
use crate::crs::{AreaPlane, planar_ring_m2};
use crate::geometry::overlay::{Clipper, EdgeIndex, FillRule, Operation, general_overlay};
use crate::geometry::validity::{ShapeProblem, shape_problem};
use crate::geometry::{Point, open_ring};
use crate::i18n::{Explain, Message, Text, texts};

/// Parts of a trimmed zone below this are dust, not zones: the overlap from which a feature is counted.
const DUST_M2: f64 = 1e-3;

/// A zone after trimming, with its ellipsoidal area before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Trimmed {
    pub shape: MultiPolygon<f64>,
    pub area_before_m2: f64,
    pub area_after_m2: f64,
}

/// Why a zone cannot be trimmed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TrimProblem {
    #[error("the zone is not a valid area: {0}")]
    Zone(#[from] ShapeProblem),
    /// The zone covers no land of the role.
    #[error("the zone covers no {}", role.title_en())]
    NothingToTrim { role: Role },
    /// Nothing of the zone lies outside the role's land.
    #[error("the whole zone lies on {}", role.title_en())]
    NothingLeft { role: Role },
    /// The shapes could not be cut.
    #[error("the zone could not be cut along {}", role.title_en())]
    Failed { role: Role },
}

texts! {
    TrimText {
        NothingToTrim: "片区没有压占{0}，不需要裁剪。", "The zone covers no land of \"{0}\"; there is nothing to trim.";
        NothingLeft: "整个片区都在{0}上，裁剪后什么也不剩。请改画片区。", "The whole zone lies on \"{0}\"; nothing would be left. Draw the zone elsewhere.";
        Failed: "沿{0}裁剪片区没有成功。请移动附近的顶点后再试。", "The zone could not be cut along \"{0}\". Move a vertex nearby and try again.";
    }
}

impl Explain for TrimProblem {
    fn message(&self) -> Message {
        match self {
            Self::Zone(problem) => problem.message(),
            Self::NothingToTrim { role } => TrimText::NothingToTrim.with([role.message().into()]),
            Self::NothingLeft { role } => TrimText::NothingLeft.with([role.message().into()]),
            Self::Failed { role } => TrimText::Failed.with([role.message().into()]),
        }
    }
}

impl OverlapSet {
    /// The rings of every feature that a zone covers some of, as they are taken, oriented.
    pub(super) fn land_met(&self, zone: &EdgeIndex) -> Vec<Vec<Point>> {
        self.features_met(zone).into_iter().flat_map(|(layer, feature)| self.rings(layer, feature)).collect()
    }

    /// Features that a zone covers some of, by layer and feature.
    pub(super) fn features_met(&self, zone: &EdgeIndex) -> BTreeSet<(LayerId, usize)> {
        let mut clipper = Clipper::new();
        let mut features = BTreeSet::new();
        for Member { layer, coverage } in &self.members {
            coverage.hits(zone, &mut clipper, |hit| {
                features.insert((*layer, hit.feature));
            });
        }
        features
    }

    /// The rings of a feature, as they are taken, oriented.
    pub(super) fn rings(&self, layer: LayerId, feature: usize) -> Vec<Vec<Point>> {
        let Some(Member { coverage, .. }) = self.members.iter().find(|member| member.layer == layer) else {
            return Vec::new();
        };
        match coverage.repaired(feature) {
            Some(repaired) => EdgeIndex::from_multi_polygon(repaired).ring_points().map(<[Point]>::to_vec).collect(),
            None => coverage.shapes().rings(feature).map(<[Point]>::to_vec).collect(),
        }
    }
}

impl ConflictBase {
    /// The zone without the land of a role. What is left is valid, and may be several parts or have holes.
    pub fn trim(&self, zone: &MultiPolygon<f64>, role: Role) -> Result<Trimmed, TrimProblem> {
        if let Some(problem) = shape_problem(zone) {
            return Err(problem.into());
        }
        let set = self.set(role).ok_or(TrimProblem::NothingToTrim { role })?;
        let index = EdgeIndex::from_multi_polygon(zone);
        without_land(&index, &set.land_met(&index), role, &self.prepared.plane)
    }
}

/// A zone without the land within some rings, shells counter-clockwise and holes clockwise. `role` is what a refusal names.
pub(super) fn without_land(
    zone: &EdgeIndex,
    land: &[Vec<Point>],
    role: Role,
    plane: &AreaPlane,
) -> Result<Trimmed, TrimProblem> {
    if land.is_empty() {
        return Err(TrimProblem::NothingToTrim { role });
    }
    let rings = land.iter().map(Vec::as_slice);
    let mut shape = general_overlay(zone.ring_points(), rings, Operation::Difference, FillRule::NonZero)
        .ok_or(TrimProblem::Failed { role })?;
    shape.0.retain(|polygon| planar_ring_m2(&open_ring(polygon.exterior()).collect::<Vec<_>>()).abs() > DUST_M2);
    if shape.0.is_empty() {
        return Err(TrimProblem::NothingLeft { role });
    }
    if shape_problem(&shape).is_some() {
        return Err(TrimProblem::Failed { role });
    }
    Ok(Trimmed {
        area_before_m2: zone.area(plane).ellipsoidal_m2(),
        area_after_m2: EdgeIndex::from_multi_polygon(&shape).area(plane).ellipsoidal_m2(),
        shape,
    })
}
