//! A drag in progress: the design does not know of it until it is committed, as one step.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Role;
use crate::checks::{ConflictBase, ConflictPiece, LiveZone, Severity, ZoneReport};
use crate::design::{Document, FeatureId, Shape, ZoneId};
use crate::edit::actions::Reshape;
use crate::edit::{Refusal, carried_along};

use super::contested::Contest;

/// A vertex, a new vertex, or a whole zone or measure on its way.
pub struct Gesture {
    feature: FeatureId,
    start: Shape,
    start_report: Option<ZoneReport>,
    reshape: Option<Reshape>,
    shape: Shape,
    /// Zones that share the boundary that moves, as they are now.
    along: Vec<(ZoneId, Shape)>,
    live: Option<LiveZone>,
    /// Land in conflict as the shape is now, by role: what the map hatches.
    pieces: BTreeMap<Role, (Severity, Vec<Arc<ConflictPiece>>)>,
}

impl Gesture {
    /// Zones and measures are held against the control lines while they move.
    pub(super) fn begin(feature: FeatureId, shape: &Shape, base: Option<&ConflictBase>) -> Self {
        let live = base.map(|base| LiveZone::new(base.clone(), shape.0.clone()));
        Self {
            feature,
            start: shape.clone(),
            start_report: live.as_ref().map(|live| live.report().clone()),
            reshape: None,
            shape: shape.clone(),
            along: Vec::new(),
            live,
            pieces: BTreeMap::new(),
        }
    }

    /// Takes the shape to where the gesture is now. What can't be (a ring of two vertices) is refused and the last shape stays.
    pub(super) fn preview(&mut self, reshape: Reshape, document: &Document) -> Result<(), Refusal> {
        let shape = reshape.applied_to(&self.start)?;
        self.along = match self.feature {
            FeatureId::Zone(zone) => carried_along(document, zone, &reshape)?,
            FeatureId::Measure(_) => Vec::new(),
        };
        if let Some(live) = &mut self.live {
            match (&reshape, &self.reshape) {
                (Reshape::MoveVertex { vertex, to }, None | Some(Reshape::MoveVertex { .. })) => {
                    live.move_vertex(vertex.part, vertex.ring, vertex.index, *to);
                }
                (Reshape::InsertVertex { after, at }, Some(Reshape::InsertVertex { after: before, .. }))
                    if after == before =>
                {
                    live.move_vertex(after.part, after.ring, after.index + 1, *at);
                }
                _ => live.set_shape(shape.0.clone()),
            }
        }
        self.shape = shape;
        self.reshape = Some(reshape);
        Ok(())
    }

    /// What is being dragged.
    pub fn feature(&self) -> FeatureId {
        self.feature
    }

    /// The shape when the gesture began: drawn as a thin dashed ghost.
    pub fn start(&self) -> &Shape {
        &self.start
    }

    /// Figures when the gesture began, for the differences that the card shows.
    pub fn start_report(&self) -> Option<&ZoneReport> {
        self.start_report.as_ref()
    }

    /// The shape now.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Zones that move with it because they share the boundary, with their shapes now.
    pub fn along(&self) -> &[(ZoneId, Shape)] {
        &self.along
    }

    /// Exact figures of the shape now; `None` until the base is prepared.
    pub fn live(&self) -> Option<&LiveZone> {
        self.live.as_ref()
    }

    /// Land in conflict as the shape is now, by role.
    pub fn conflict_land(&self) -> impl Iterator<Item = (Role, Severity, &[Arc<ConflictPiece>])> {
        self.pieces.iter().map(|(role, (severity, pieces))| (*role, *severity, pieces.as_slice()))
    }

    /// Brings the land in conflict to where the shape is: of a zone by the zone rules, of a measure (`contests`) by what its
    /// verdicts are about.
    pub(super) fn find_pieces(&mut self, contests: Option<&BTreeMap<Role, Contest>>) {
        let Some(live) = &mut self.live else { return };
        let lines = live.report().lines.iter().filter(|line| line.features > 0);
        let covered: Vec<(Role, Severity)> = lines.map(|line| (line.role, line.severity)).collect();
        self.pieces = match contests {
            None => covered.into_iter().map(|(role, severity)| (role, (severity, live.pieces(role)))).collect(),
            Some(contests) => contests
                .iter()
                .map(|(role, contest)| {
                    let mut pieces = live.pieces(*role);
                    pieces.retain(|piece| contest.is_about(piece));
                    (*role, (contest.severity, pieces))
                })
                .collect(),
        };
    }

    pub(super) fn into_reshape(self) -> (FeatureId, Option<Reshape>) {
        (self.feature, self.reshape)
    }
}
