//! What every edit must keep, whichever tool it came from.

use std::sync::Arc;

use super::{Entry, Patch, Placed, Refusal};
use crate::base::land_class;
use crate::design::{Document, Lock, Measure, MeasureId, SchemeId, Shape, Zone, ZoneId};
use crate::geometry::validity::shape_problem;

/// The scheme that new zones and measures go to, and the entries that make it: the base forks on its first edit.
pub(super) fn scheme_for_new(document: &Document) -> (SchemeId, Vec<Entry>) {
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

/// The patch that replaces one measure of the current scheme by what `edit` makes of it.
pub(super) fn measure_patch(
    document: &Document,
    id: MeasureId,
    edit: impl FnOnce(&mut Measure) -> Result<(), Refusal>,
) -> Result<Patch, Refusal> {
    let scheme = document.current_scheme();
    let position = scheme.measures.iter().position(|measure| measure.id == id).ok_or(Refusal::NoSuchMeasure)?;
    let mut measure = Measure::clone(&scheme.measures[position]);
    edit(&mut measure)?;
    if measure == *scheme.measures[position] {
        return Ok(Patch::default());
    }
    let measure = checked_measure(measure)?;
    Ok(Patch::one(Entry::Measure { scheme: scheme.id, id, value: Some(Placed { position, value: Arc::new(measure) }) }))
}

/// A measure that may enter the design, whichever way it came: a valid shape, a class of the survey, finite figures.
pub fn checked_measure(measure: Measure) -> Result<Measure, Refusal> {
    if let Some(code) = measure.to_class.as_deref().filter(|code| land_class(code).is_none()) {
        return Err(Refusal::NoSuchClass(code.to_owned()));
    }
    let figures = [measure.quantity, measure.grade_after];
    if figures.into_iter().flatten().any(|figure| !figure.is_finite() || figure < 0.0)
        || measure.cost_fen.is_some_and(|cost| cost < 0)
    {
        return Err(Refusal::NotAnAmount);
    }
    if measure.year.is_some_and(|year| !(1949..=2100).contains(&year)) {
        return Err(Refusal::NotAYear);
    }
    Ok(Measure { shape: checked_shape(measure.shape)?, ..measure })
}

/// A lock that may enter the design, whichever way it came: a valid shape.
pub fn checked_lock(lock: Lock) -> Result<Lock, Refusal> {
    Ok(Lock { shape: checked_shape(lock.shape)?, note: lock.note.trim().to_owned(), ..lock })
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

/// `NAME-2`, `NAME-3` …: the first that nobody has.
pub(super) fn numbered_name(name: &str, taken: &[String]) -> String {
    let numbered = (2..).map(|number: usize| format!("{name}-{number}"));
    numbered.into_iter().find(|name| !taken.contains(name)).unwrap_or_default()
}

/// A zone name that no other zone of the current scheme has.
pub(super) fn free_name(document: &Document, name: &str, of: Option<ZoneId>) -> Result<String, Refusal> {
    let name = checked_name(name)?;
    match document.current_scheme().zone_named(&name) {
        Some(other) if Some(other.id) != of => Err(Refusal::NameTaken(name)),
        _ => Ok(name),
    }
}
