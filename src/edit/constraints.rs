//! What every edit must keep, whichever tool it came from.

use std::sync::Arc;

use super::{Entry, Patch, Placed, Refusal};
use crate::design::{Document, SchemeId, Shape, Zone, ZoneId};
use crate::geometry::validity::shape_problem;

/// The scheme that new zones go to, and the entries that make it: the base forks on its first edit.
pub(super) fn scheme_for_new_zones(document: &Document) -> (SchemeId, Vec<Entry>) {
    let scheme = document.current_scheme();
    if scheme.id != SchemeId::BASE {
        return (scheme.id, Vec::new());
    }
    let id = document.next_scheme_id();
    let value = Some(Placed { position: document.schemes().len(), value: format!("方案 {}", id.0) });
    (id, vec![Entry::Scheme { id, value }, Entry::CurrentScheme(id)])
}

/// The patch that replaces one zone of the current scheme by what `edit` makes of it.
pub(super) fn zone_patch(
    document: &Document,
    id: ZoneId,
    edit: impl FnOnce(&mut Zone) -> Result<(), Refusal>,
) -> Result<Patch, Refusal> {
    let scheme = document.current_scheme();
    let position = scheme.zones.iter().position(|zone| zone.id == id).ok_or(Refusal::NoSuchZone)?;
    let mut zone = Zone::clone(&scheme.zones[position]);
    edit(&mut zone)?;
    if zone == *scheme.zones[position] {
        return Ok(Patch::default());
    }
    Ok(Patch::one(Entry::Zone { scheme: scheme.id, id, value: Some(Placed { position, value: Arc::new(zone) }) }))
}

/// A shape that may be shown while it is edited: rings of three points or more, finite coordinates. It may cross itself.
pub(super) fn drawable_shape(shape: Shape) -> Result<Shape, Refusal> {
    if shape.0.0.is_empty() || shape.rings().any(|(_, _, points)| points.len() < 3) {
        return Err(Refusal::TooFewVertices);
    }
    if shape.rings().any(|(_, _, points)| points.iter().flatten().any(|value| !value.is_finite())) {
        return Err(Refusal::NotFinite);
    }
    Ok(shape)
}

/// A shape that may enter the design: valid, whichever way it came.
pub(super) fn checked_shape(shape: Shape) -> Result<Shape, Refusal> {
    let shape = drawable_shape(shape)?;
    match shape_problem(&shape.0) {
        None => Ok(shape),
        Some(problem) => Err(Refusal::Shape(problem)),
    }
}

/// A name that may be given: trimmed, not empty.
pub(super) fn checked_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    if name.is_empty() { Err(Refusal::EmptyName) } else { Ok(name.to_owned()) }
}

/// A zone name that no other zone of the current scheme has.
pub(super) fn free_name(document: &Document, name: &str, of: Option<ZoneId>) -> Result<String, Refusal> {
    let name = checked_name(name)?;
    match document.current_scheme().zone_named(&name) {
        Some(other) if Some(other.id) != of => Err(Refusal::NameTaken(name)),
        _ => Ok(name),
    }
}
