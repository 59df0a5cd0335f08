//! A zone against the base layers: what it covers of each, how serious that is, and which land that is.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::land_use::{ClassTally, LandUse};
use super::overlap_set::{OverlapSet, SetNote, SetTally};
use super::{ConflictPiece, Severity, Uncounted};
use crate::base::{BaseLayer, LayerId, Role};
use crate::crs::{AreaPlane, GaussKruger};
use crate::geometry::overlay::{Clipper, EdgeIndex};
use crate::geometry::validity::{ShapeProblem, shape_problem};
use crate::geometry::{GeometryKind, Point};

/// Everything zones are judged against, prepared once. Clones share it.
#[derive(Clone, Debug)]
pub struct ConflictBase {
    pub(super) prepared: Arc<Prepared>,
}

#[derive(Debug)]
pub(super) struct Prepared {
    pub plane: AreaPlane,
    /// By severity, the gravest first, then in the order of the roles.
    pub sets: Vec<(Role, OverlapSet)>,
    pub land_use: LandUse,
}

/// What a zone covers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ZoneReport {
    pub area_m2: f64,
    pub planar_m2: f64,
    /// The outline crosses itself here: the figures are those before it did, to be shown greyed.
    pub crossing: Option<Point>,
    /// One line a role that the base has, the gravest first; roles that describe rather than restrict are left out.
    pub lines: Vec<ConflictLine>,
    /// Land-use classes under the zone by DLBM, the largest first.
    pub land_use: Vec<ClassArea>,
    /// Features near the zone that are in no figure because nothing could tell their overlap; in the order of the lines, then
    /// land use.
    pub uncounted: Vec<Uncounted>,
}

/// The land that a zone shares with the features of each role, by layer and feature.
pub type RolePieces = BTreeMap<Role, Vec<ConflictPiece>>;

/// What a zone covers of one role.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConflictLine {
    pub role: Role,
    pub severity: Severity,
    /// Features whose overlap exceeds 0.001 m².
    pub features: usize,
    /// Land counted once where features overlap each other.
    pub area_m2: f64,
    /// Feature by feature.
    pub sum_m2: f64,
    /// Planar area, land counted once.
    pub planar_m2: f64,
}

/// Land of one class under a zone.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassArea {
    /// DLBM; empty where the parcels have none.
    pub code: String,
    pub area_m2: f64,
    pub features: usize,
}

impl ConflictBase {
    /// Prepares the polygon layers among `layers`; all are in `plane`.
    pub fn new(plane: GaussKruger, layers: &[Arc<BaseLayer>]) -> Self {
        let of_role = |role: Role| -> Vec<Arc<BaseLayer>> {
            let wanted = |layer: &&Arc<BaseLayer>| layer.role == role && layer.shapes.kind() == GeometryKind::Polygons;
            layers.iter().filter(wanted).cloned().collect()
        };
        let mut sets: Vec<(Role, OverlapSet)> = Role::ALL
            .iter()
            .filter(|role| restricts(**role))
            .map(|&role| (role, of_role(role)))
            .filter(|(_, layers)| !layers.is_empty())
            .map(|(role, layers)| (role, OverlapSet::new(plane, &layers)))
            .collect();
        sets.sort_by_key(|(role, _)| Severity::of_zone_over(*role));
        let area_plane = AreaPlane::new(plane);
        let land_use = LandUse::new(&area_plane, &of_role(Role::LandUse));
        Self { prepared: Arc::new(Prepared { plane: area_plane, sets, land_use }) }
    }

    /// What a zone covers, from nothing. An invalid zone is refused.
    pub fn report(&self, zone: &MultiPolygon<f64>) -> Result<ZoneReport, ShapeProblem> {
        if let Some(problem) = shape_problem(zone) {
            return Err(problem);
        }
        let index = EdgeIndex::from_multi_polygon(zone);
        let Prepared { sets, land_use, .. } = &*self.prepared;
        let tally_sets = || {
            let mut clipper = Clipper::new();
            sets.iter().map(|(_, set)| set.tally(&index, &mut clipper)).collect()
        };
        let (sets, land_use) = rayon::join(tally_sets, || land_use.tally(&index, &mut Clipper::new()));
        Ok(self.report_of(&index, &BaseTally { sets, land_use }))
    }

    /// The report with the pieces of every line that has any, for little more than the report alone.
    pub fn report_with_pieces(&self, zone: &MultiPolygon<f64>) -> Result<(ZoneReport, RolePieces), ShapeProblem> {
        if let Some(problem) = shape_problem(zone) {
            return Err(problem);
        }
        let index = EdgeIndex::from_multi_polygon(zone);
        let mut clipper = Clipper::new();
        let mut tally = BaseTally { sets: Vec::new(), land_use: self.prepared.land_use.tally(&index, &mut clipper) };
        let mut pieces = RolePieces::new();
        for (role, set) in &self.prepared.sets {
            let (set_tally, found) = set.tally_and_pieces(&index, &mut clipper);
            tally.sets.push(set_tally);
            if !found.is_empty() {
                pieces.insert(*role, found);
            }
        }
        Ok((self.report_of(&index, &tally), pieces))
    }

    /// The land that the zone shares with each feature of a role, where that exceeds 0.001 m²; by layer and feature.
    pub fn pieces(&self, zone: &MultiPolygon<f64>, role: Role) -> Vec<ConflictPiece> {
        self.set(role).map(|set| set.pieces(zone)).unwrap_or_default()
    }

    /// As [`Self::pieces`] for several roles at once. None for an invalid zone.
    pub fn pieces_of_roles(&self, zone: &MultiPolygon<f64>, roles: &[Role]) -> RolePieces {
        if shape_problem(zone).is_some() {
            return RolePieces::new();
        }
        let index = EdgeIndex::from_multi_polygon(zone);
        let of_role = |role: &Role| Some((*role, self.set(*role)?.pieces_of_index(&index)));
        roles.par_iter().filter_map(of_role).collect()
    }

    /// Base features that are not counted as they stand.
    pub fn notes(&self) -> Vec<SetNote> {
        let sets = self.prepared.sets.iter().map(|(_, set)| set);
        sets.chain([&self.prepared.land_use.set]).flat_map(OverlapSet::notes).collect()
    }

    pub(super) fn set(&self, role: Role) -> Option<&OverlapSet> {
        if role == Role::LandUse {
            return Some(&self.prepared.land_use.set);
        }
        self.prepared.sets.iter().find(|(of, _)| *of == role).map(|(_, set)| set)
    }

    pub(super) fn tally(&self, zone: &EdgeIndex, clipper: &mut Clipper) -> BaseTally {
        BaseTally {
            sets: self.prepared.sets.iter().map(|(_, set)| set.tally(zone, clipper)).collect(),
            land_use: self.prepared.land_use.tally(zone, clipper),
        }
    }

    pub(super) fn report_of(&self, zone: &EdgeIndex, tally: &BaseTally) -> ZoneReport {
        let area = zone.area(&self.prepared.plane);
        let mut uncounted = Vec::new();
        let mut leave_out = |role, features: Vec<(LayerId, usize)>| {
            uncounted.extend(features.into_iter().map(|(layer, feature)| Uncounted { role, layer, feature }));
        };
        let line = |((role, set), tally): (&(Role, OverlapSet), &SetTally)| {
            let (role, overlap) = (*role, set.overlap_of(zone, tally));
            leave_out(role, overlap.uncounted);
            ConflictLine {
                role,
                severity: Severity::of_zone_over(role),
                features: overlap.features,
                area_m2: overlap.area_m2,
                sum_m2: overlap.sum_m2,
                planar_m2: overlap.planar_m2,
            }
        };
        let lines = self.prepared.sets.iter().zip(&tally.sets).map(line).collect();
        leave_out(Role::LandUse, self.prepared.land_use.set.uncounted(zone, &tally.land_use.unknown));
        ZoneReport {
            area_m2: area.ellipsoidal_m2(),
            planar_m2: area.planar_m2(),
            crossing: None,
            lines,
            land_use: self.prepared.land_use.areas(&tally.land_use),
            uncounted,
        }
    }
}

/// Running totals over the whole base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BaseTally {
    pub sets: Vec<SetTally>,
    pub land_use: ClassTally,
}

/// Whether covering land of a role is worth a line: what only describes is not.
fn restricts(role: Role) -> bool {
    use Role as R;
    !matches!(role, R::LandUse | R::Village | R::Township | R::Reference | R::Slope | R::QualityGrade)
}
