//! A drag in progress: the design does not know of it until it is committed, as one step.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Role;
use crate::checks::{ConflictBase, ConflictPiece, LiveZone, ZoneReport};
use crate::design::{FeatureId, Shape};
use crate::edit::Refusal;
use crate::edit::actions::Reshape;

/// A vertex, a new vertex, or a whole zone or measure on its way.
pub struct Gesture {
    feature: FeatureId,
    start: Shape,
    start_report: Option<ZoneReport>,
    reshape: Option<Reshape>,
    shape: Shape,
    live: Option<LiveZone>,
    /// Land in conflict as the shape is now, by role: what the map hatches.
    pieces: BTreeMap<Role, Vec<Arc<ConflictPiece>>>,
}

impl Gesture {
    /// Zones are held against the control lines while they move; what a measure does is judged with its scheme.
    pub(super) fn begin(feature: FeatureId, shape: &Shape, base: Option<&ConflictBase>) -> Self {
        let base = base.filter(|_| matches!(feature, FeatureId::Zone(_)));
        let live = base.map(|base| LiveZone::new(base.clone(), shape.0.clone()));
        let mut gesture = Self {
            feature,
            start: shape.clone(),
            start_report: live.as_ref().map(|live| live.report().clone()),
            reshape: None,
            shape: shape.clone(),
            live,
            pieces: BTreeMap::new(),
        };
        gesture.find_pieces();
        gesture
    }

    /// Takes the shape to where the gesture is now. What can't be (a ring of two vertices) is refused and the last shape stays.
    pub(super) fn preview(&mut self, reshape: Reshape) -> Result<(), Refusal> {
        let shape = reshape.applied_to(&self.start)?;
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
        self.find_pieces();
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

    /// Exact figures of the shape now; `None` until the base is prepared.
    pub fn live(&self) -> Option<&LiveZone> {
        self.live.as_ref()
    }

    /// Land in conflict as the shape is now.
    pub fn pieces(&self, role: Role) -> &[Arc<ConflictPiece>] {
        self.pieces.get(&role).map_or(&[], Vec::as_slice)
    }

    fn find_pieces(&mut self) {
        let Some(live) = &mut self.live else { return };
        let roles: Vec<Role> =
            live.report().lines.iter().filter(|line| line.features > 0).map(|line| line.role).collect();
        self.pieces = roles.into_iter().map(|role| (role, live.pieces(role))).collect();
    }

    pub(super) fn into_reshape(self) -> (FeatureId, Option<Reshape>) {
        (self.feature, self.reshape)
    }
}
