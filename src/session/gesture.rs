//! A drag in progress: the design does not know of it until it is committed, as one step.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Role;
use crate::checks::{ConflictBase, ConflictPiece, LiveZone, ZoneReport};
use crate::design::{Shape, Zone, ZoneId};
use crate::edit::Refusal;
use crate::edit::actions::Reshape;

/// A vertex, a new vertex or a whole zone on its way.
pub struct Gesture {
    zone: ZoneId,
    start: Shape,
    start_report: Option<ZoneReport>,
    reshape: Option<Reshape>,
    shape: Shape,
    live: Option<LiveZone>,
    /// Land in conflict as the shape is now, by role: what the map hatches.
    pieces: BTreeMap<Role, Vec<Arc<ConflictPiece>>>,
}

impl Gesture {
    pub(super) fn begin(zone: &Zone, base: Option<&ConflictBase>) -> Self {
        let live = base.map(|base| LiveZone::new(base.clone(), zone.shape.0.clone()));
        let mut gesture = Self {
            zone: zone.id,
            start: zone.shape.clone(),
            start_report: live.as_ref().map(|live| live.report().clone()),
            reshape: None,
            shape: zone.shape.clone(),
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

    pub fn zone(&self) -> ZoneId {
        self.zone
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

    pub(super) fn into_reshape(self) -> (ZoneId, Option<Reshape>) {
        (self.zone, self.reshape)
    }
}
