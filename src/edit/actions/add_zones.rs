//! Adds zones to the current scheme: one that was drawn, or many that were imported.

use std::sync::Arc;

use super::words::StepText;
use crate::design::{Document, Shape, Zone, ZoneId, ZoneKind};
use crate::edit::constraints::{checked_shape, scheme_for_new};
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

/// A zone on its way into the design.
#[derive(Clone, Debug)]
pub struct NewZone {
    /// An empty name becomes 片区 1, 片区 2 …
    pub name: String,
    pub kind: ZoneKind,
    pub shape: Shape,
    pub goal: String,
}

impl NewZone {
    /// A drawn zone: a unit that still needs a name.
    pub fn drawn(shape: Shape) -> Self {
        Self { name: String::new(), kind: ZoneKind::Unit, shape, goal: String::new() }
    }
}

/// Scheme 0 forks first.
#[derive(Clone, Debug)]
pub struct AddZones {
    pub zones: Vec<NewZone>,
}

impl Action for AddZones {
    fn name(&self) -> Message {
        match self.zones.as_slice() {
            [zone] => StepText::DrawZone.with([zone.name.as_str().into()]),
            zones => StepText::ImportZones.with([zones.len().into()]),
        }
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let (scheme, mut entries) = scheme_for_new(document);
        let existing = document.scheme(scheme).map_or(&[][..], |scheme| &scheme.zones);
        let mut names: Vec<String> = existing.iter().map(|zone| zone.name.clone()).collect();
        for (offset, new) in self.zones.iter().enumerate() {
            let id = ZoneId(document.next_zone_id().0 + offset as u64);
            let name = unused_name(new.name.trim(), &names);
            names.push(name.clone());
            let shape = checked_shape(new.shape.clone())?;
            let zone = Zone { id, name, kind: new.kind, shape, goal: new.goal.clone(), note: String::new() };
            let value = Some(Placed { position: existing.len() + offset, value: Arc::new(zone) });
            entries.push(Entry::Zone { scheme, id, value });
        }
        Ok(Patch { entries })
    }
}

/// The name wanted, or with a number behind it where it is taken; 片区 1 … where none is wanted.
fn unused_name(wanted: &str, taken: &[String]) -> String {
    let free = |name: &String| !taken.contains(name);
    if !wanted.is_empty() && free(&wanted.to_owned()) {
        return wanted.to_owned();
    }
    let stem = if wanted.is_empty() { "片区" } else { wanted };
    let first = if wanted.is_empty() { 1 } else { 2 };
    (first..).map(|number: usize| format!("{stem} {number}")).find(free).unwrap_or_default()
}
