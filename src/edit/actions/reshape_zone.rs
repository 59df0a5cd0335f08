//! Gives a zone another shape: a vertex moved, inserted or deleted, the whole zone moved, a layer's land trimmed off.

use super::words::StepText;
use crate::base::Role;
use crate::design::{Document, Shape, VertexAddress, ZoneId, translated};
use crate::edit::constraints::{checked_shape, drawable_shape, zone_patch};
use crate::edit::{Action, Patch, Refusal};
use crate::geometry::Point;
use crate::i18n::{Message, Text};

/// The ways a shape changes.
#[derive(Clone, Debug)]
pub enum Reshape {
    MoveVertex {
        vertex: VertexAddress,
        to: Point,
    },
    /// The new vertex stands after `after` on its ring.
    InsertVertex {
        after: VertexAddress,
        at: Point,
    },
    DeleteVertex {
        vertex: VertexAddress,
    },
    /// Moves the whole zone by `[east, north]` metres.
    Translate {
        by: Point,
    },
    /// The zone without the land of a role; the new shape was previewed.
    Trim {
        role: Role,
        shape: Shape,
    },
}

#[derive(Clone, Debug)]
pub struct ReshapeZone {
    pub zone: ZoneId,
    pub reshape: Reshape,
}

impl Reshape {
    /// The shape after the change, as it is shown while it is being made: it may still cross itself.
    pub fn applied_to(&self, shape: &Shape) -> Result<Shape, Refusal> {
        let on_ring = |vertex: VertexAddress, edit: &dyn Fn(&mut Vec<Point>) -> Result<(), Refusal>| {
            let mut points = shape.ring(vertex.part, vertex.ring);
            if vertex.index >= points.len() {
                return Err(Refusal::NoSuchVertex);
            }
            edit(&mut points)?;
            shape.with_ring(vertex.part, vertex.ring, &points).ok_or(Refusal::NoSuchVertex)
        };
        drawable_shape(match self {
            Self::MoveVertex { vertex, to } => on_ring(*vertex, &|points| {
                points[vertex.index] = *to;
                Ok(())
            })?,
            Self::InsertVertex { after, at } => on_ring(*after, &|points| {
                points.insert(after.index + 1, *at);
                Ok(())
            })?,
            Self::DeleteVertex { vertex } => on_ring(*vertex, &|points| {
                if points.len() <= 3 {
                    return Err(Refusal::TooFewVertices);
                }
                points.remove(vertex.index);
                Ok(())
            })?,
            Self::Translate { by } => Shape(translated(&shape.0, *by)),
            Self::Trim { shape, .. } => shape.clone(),
        })
    }
}

impl Action for ReshapeZone {
    fn name(&self) -> Message {
        match &self.reshape {
            Reshape::MoveVertex { .. } => StepText::MoveVertex.plain(),
            Reshape::InsertVertex { .. } => StepText::InsertVertex.plain(),
            Reshape::DeleteVertex { .. } => StepText::DeleteVertex.plain(),
            Reshape::Translate { .. } => StepText::MoveZone.plain(),
            Reshape::Trim { role, .. } => StepText::TrimZone.with([role.message().into()]),
        }
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        zone_patch(document, self.zone, |zone| {
            zone.shape = checked_shape(self.reshape.applied_to(&zone.shape)?)?;
            Ok(())
        })
    }
}
