//! What a command comes to: an action on the design, steps back or forth, or figures.

use std::sync::Arc;

use geo::MultiPolygon;
use serde_json::{Value, json};

use super::land::{clipped, features};
use super::{ScriptCommand, ScriptProblem, Side};
use crate::base::BaseLayer;
use crate::checks::ConflictBase;
use crate::crs::{AreaPlane, GaussKruger};
use crate::design::{Document, Shape, VertexAddress, Zone};
use crate::edit::Action;
use crate::edit::actions::{
    AddZones, CopyZone, DeleteZone, MergeZones, NewZone, Redraw, RenameZone, Reshape, ReshapeZone, SetZoneKind,
    SetZoneText, SplitZone,
};
use crate::geometry::overlay::{EdgeIndex, FillRule, Operation, general_overlay};
use crate::geometry::shaping::{self, ShapingProblem};
use crate::units::{hectares_from_m2, mu_from_m2};

/// What commands look at.
pub struct Ground<'a> {
    pub document: &'a Document,
    /// The layers that take part.
    pub layers: &'a [Arc<BaseLayer>],
    pub plane: GaussKruger,
}

/// What is to be done.
pub enum Step {
    Act(Box<dyn Action>),
    Undo(usize),
    Redo(usize),
    /// Figures of the zone with this name.
    Area(String),
    Conflicts(String),
}

/// Another shape of the one that is there.
type Make<'a> = dyn Fn(&MultiPolygon<f64>) -> Result<MultiPolygon<f64>, ScriptProblem> + 'a;

/// What a command comes to. Nothing is changed by asking.
pub fn step_of(command: &ScriptCommand, ground: &Ground<'_>) -> Result<Step, ScriptProblem> {
    use ScriptCommand as C;
    let zone = |name: &str| zone_named(ground, name);
    let redraw = |name: &str, how: Redraw, make: &Make<'_>| {
        let zone = zone(name)?;
        let shape = Shape(make(&zone.shape.0)?);
        Ok::<Step, ScriptProblem>(act(ReshapeZone { zone: zone.id, reshape: Reshape::Redraw { how, shape } }))
    };
    let reshape = |name: &str, reshape: Reshape| Ok(act(ReshapeZone { zone: zone(name)?.id, reshape }));
    match command {
        C::Zone { name, ring } => {
            let new = NewZone { name: name.clone(), ..NewZone::drawn(Shape::from_ring(ring)) };
            match ground.document.current_scheme().zone_named(name) {
                Some(_) => Err(crate::edit::Refusal::NameTaken(name.clone()).into()),
                None => Ok(act(AddZones { zones: vec![new] })),
            }
        }
        C::Hole { name, ring } => redraw(name, Redraw::CutHole, &|shape| Ok(shaping::with_hole(shape, ring)?)),
        C::FillHole { name } => redraw(name, Redraw::FillHoles, &|shape| Ok(shaping::without_holes(shape)?)),
        C::Split { name, line } => {
            let zone = zone(name)?;
            let cut = shaping::split(&zone.shape.0, line)?;
            let parts = std::iter::once(cut.left).chain(cut.others).map(Shape).collect();
            Ok(act(SplitZone { zone: zone.id, parts }))
        }
        C::SplitArea { name, area_m2, bearing } => {
            let zone = zone(name)?;
            let parts = shaping::split_to_area(&zone.shape.0, *area_m2, *bearing, &AreaPlane::new(ground.plane))?;
            Ok(act(SplitZone { zone: zone.id, parts: parts.map(Shape).into() }))
        }
        C::Merge { names } => {
            let zones = names.iter().map(|name| zone(name)).collect::<Result<Vec<_>, _>>()?;
            let shape = shaping::joined(&zones.iter().map(|zone| &zone.shape.0).collect::<Vec<_>>())?;
            Ok(act(MergeZones { zones: zones.iter().map(|zone| zone.id).collect(), shape: Shape(shape) }))
        }
        C::Reshape { name, line } => redraw(name, Redraw::Outline, &|shape| Ok(shaping::redrawn(shape, line)?)),
        C::Break { name, from, to } => {
            redraw(name, Redraw::Break, &|shape| Ok(shaping::broken_open(shape, *from, *to)?))
        }
        C::Vertex { name, index, to } => {
            reshape(name, Reshape::MoveVertex { vertex: vertex(zone(name)?, *index)?, to: *to })
        }
        C::Insert { name, index, at } => {
            reshape(name, Reshape::InsertVertex { after: vertex(zone(name)?, *index)?, at: *at })
        }
        C::Remove { name, index } => reshape(name, Reshape::DeleteVertex { vertex: vertex(zone(name)?, *index)? }),
        C::Move { name, by } => reshape(name, Reshape::Translate { by: *by }),
        C::Rotate { name, degrees } => redraw(name, Redraw::Rotate, &|shape| Ok(shaping::turned(shape, *degrees)?)),
        C::Offset { name, metres } => redraw(name, Redraw::Offset, &|shape| Ok(shaping::offset(shape, *metres)?)),
        C::Align { name, metres } => {
            let others = ground.document.current_scheme().zones.iter().filter(|other| other.name != *name);
            let others: Vec<&MultiPolygon<f64>> = others.map(|other| &other.shape.0).collect();
            if others.is_empty() {
                return Err(ShapingProblem::NoNeighbour.into());
            }
            redraw(name, Redraw::Align, &|shape| Ok(shaping::aligned(shape, &others, *metres)?))
        }
        C::Simplify { name, metres } => {
            redraw(name, Redraw::Simplify, &|shape| Ok(shaping::simplified(shape, *metres)?))
        }
        C::Clip { name, side, role } => {
            let zone = zone(name)?;
            let shape = Shape(clipped(&zone.shape.0, *side, *role, ground.layers, ground.plane)?);
            let reshape = match side {
                Side::Inside => Reshape::Redraw { how: Redraw::ClipTo(*role), shape },
                Side::Outside => Reshape::Trim { role: *role, shape },
            };
            Ok(act(ReshapeZone { zone: zone.id, reshape }))
        }
        C::Paint { name, role, numbers } => {
            let painted = features(*role, numbers, ground.layers)?;
            match ground.document.current_scheme().zone_named(name) {
                Some(zone) => {
                    let all: Vec<&MultiPolygon<f64>> = std::iter::once(&zone.shape.0).chain(&painted).collect();
                    let shape = Shape(shaping::joined(&all)?);
                    let reshape = Reshape::Redraw { how: Redraw::Paint(*role), shape };
                    Ok(act(ReshapeZone { zone: zone.id, reshape }))
                }
                None => {
                    let shape = Shape(shaping::joined(&painted.iter().collect::<Vec<_>>())?);
                    Ok(act(AddZones { zones: vec![NewZone { name: name.clone(), ..NewZone::drawn(shape) }] }))
                }
            }
        }
        C::Unpaint { name, role, numbers } => {
            let painted = features(*role, numbers, ground.layers)?;
            redraw(name, Redraw::Unpaint(*role), &|shape| Ok(without(shape, &painted)?))
        }
        C::Copy { name, to } => Ok(act(CopyZone { zone: zone(name)?.id, name: to.clone() })),
        C::Rename { name, to } => Ok(act(RenameZone { zone: zone(name)?.id, name: to.clone() })),
        C::Delete { name } => Ok(act(DeleteZone { zone: zone(name)?.id })),
        C::SetText { name, which, text } => {
            Ok(act(SetZoneText { zone: zone(name)?.id, which: *which, text: text.clone() }))
        }
        C::SetKind { name, kind } => Ok(act(SetZoneKind { zone: zone(name)?.id, kind: *kind })),
        C::Undo { steps } => Ok(Step::Undo(*steps)),
        C::Redo { steps } => Ok(Step::Redo(*steps)),
        C::Area { name } => zone(name).map(|_| Step::Area(name.clone())),
        C::Conflicts { name } => zone(name).map(|_| Step::Conflicts(name.clone())),
    }
}

fn act(action: impl Action + 'static) -> Step {
    Step::Act(Box::new(action))
}

fn zone_named<'a>(ground: &'a Ground<'_>, name: &str) -> Result<&'a Arc<Zone>, ScriptProblem> {
    let found = ground.document.current_scheme().zone_named(name);
    found.ok_or_else(|| ScriptProblem::NoZone(name.to_owned()))
}

/// The address of a vertex by its number.
fn vertex(zone: &Zone, index: usize) -> Result<VertexAddress, ScriptProblem> {
    let mut left = index - 1;
    for (part, ring, points) in zone.shape.rings() {
        if left < points.len() {
            return Ok(VertexAddress { part, ring, index: left });
        }
        left -= points.len();
    }
    Err(ScriptProblem::NoVertex { name: zone.name.clone(), count: zone.shape.vertex_count() })
}

fn without(shape: &MultiPolygon<f64>, painted: &[MultiPolygon<f64>]) -> Result<MultiPolygon<f64>, ShapingProblem> {
    let (whole, painted) = (EdgeIndex::from_multi_polygon(shape), painted.iter().map(EdgeIndex::from_multi_polygon));
    let painted: Vec<EdgeIndex> = painted.collect();
    let land = painted.iter().flat_map(EdgeIndex::ring_points);
    let left = general_overlay(whole.ring_points(), land, Operation::Difference, FillRule::NonZero);
    left.filter(|left| !left.0.is_empty()).ok_or(ShapingProblem::NothingLeft)
}

/// `{"area_m2","area_mu","area_ha"}` on the ellipsoid; `None` where there is no such zone.
pub fn zone_figures(ground: &Ground<'_>, name: &str) -> Option<Value> {
    let zone = ground.document.current_scheme().zone_named(name)?;
    let area_m2 = zone.shape.area_m2(&AreaPlane::new(ground.plane));
    Some(json!({"area_m2": area_m2, "area_mu": mu_from_m2(area_m2), "area_ha": hectares_from_m2(area_m2)}))
}

/// What the window's card shows of a zone: its area and a line for every layer that restricts it.
pub fn told(ground: &Ground<'_>, conflicts: &ConflictBase, name: &str) -> Result<Value, ScriptProblem> {
    let zone = zone_named(ground, name)?;
    let report = conflicts.report(&zone.shape.0).map_err(ShapingProblem::Shape)?;
    let line = |line: &crate::checks::ConflictLine| {
        json!({"role": line.role.key(), "severity": line.severity.key(), "features": line.features,
               "area_m2": line.area_m2, "area_mu": mu_from_m2(line.area_m2), "area_ha": hectares_from_m2(line.area_m2)})
    };
    let mut figures = zone_figures(ground, name).unwrap_or_default();
    figures["conflicts"] = report.lines.iter().map(line).collect();
    Ok(figures)
}
