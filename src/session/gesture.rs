//! A drag in progress: the design does not know of it until it is committed, as one step.

use crate::checks::{ConflictBase, LiveZone, ZoneReport};
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
}

impl Gesture {
    pub(super) fn begin(zone: &Zone, base: Option<&ConflictBase>) -> Self {
        let live = base.map(|base| LiveZone::new(base.clone(), zone.shape.0.clone()));
        Self {
            zone: zone.id,
            start: zone.shape.clone(),
            start_report: live.as_ref().map(|live| live.report().clone()),
            reshape: None,
            shape: zone.shape.clone(),
            live,
        }
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

    pub(super) fn into_reshape(self) -> (ZoneId, Option<Reshape>) {
        (self.zone, self.reshape)
    }
}
