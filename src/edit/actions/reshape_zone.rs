//! Gives a zone another shape: a vertex moved, inserted or deleted, the whole zone moved, a layer's land trimmed off.

use super::words::StepText;
use crate::base::Role;
use crate::design::{Document, Shape, VertexAddress, ZoneId, translated};
use crate::edit::constraints::{checked_shape, drawable_shape, zone_patch};
use crate::edit::partition::entries_along;
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
    /// Another shape, made of the one that it has.
    Redraw {
        how: Redraw,
        shape: Shape,
    },
}

/// How a shape was made of another; the name of the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redraw {
    CutHole,
    FillHoles,
    Outline,
    Break,
    Rotate,
    Offset,
    Simplify,
    /// Laid against the zones beside it.
    Align,
    /// What lies on land of a role.
    ClipTo(Role),
    Paint(Role),
    Unpaint(Role),
}

impl Redraw {
    fn name(self) -> Message {
        match self {
            Self::CutHole => StepText::CutHole.plain(),
            Self::FillHoles => StepText::FillHoles.plain(),
            Self::Outline => StepText::RedrawOutline.plain(),
            Self::Break => StepText::BreakOutline.plain(),
            Self::Rotate => StepText::RotateZone.plain(),
            Self::Offset => StepText::OffsetZone.plain(),
            Self::Simplify => StepText::SimplifyZone.plain(),
            Self::Align => StepText::AlignZone.plain(),
            Self::ClipTo(role) => StepText::ClipZone.with([role.message().into()]),
            Self::Paint(role) => StepText::PaintZone.with([role.message().into()]),
            Self::Unpaint(role) => StepText::UnpaintZone.with([role.message().into()]),
        }
    }
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
            Self::Trim { shape, .. } | Self::Redraw { shape, .. } => shape.clone(),
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
            Reshape::Redraw { how, .. } => how.name(),
        }
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let mut patch = zone_patch(document, self.zone, |zone| {
            zone.shape = checked_shape(self.reshape.applied_to(&zone.shape)?)?;
            Ok(())
        })?;
        if !patch.is_empty() {
            patch.entries.extend(entries_along(document, self.zone, &self.reshape)?);
        }
        Ok(patch)
    }
}
