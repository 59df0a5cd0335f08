//! What another program changed in the design tables, as a patch: zones drawn, reshaped, renamed or deleted in QGIS come in as
//! one step, and undo takes them out again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::design_tables::{DesignTables, ZoneRow, kind_word};
use super::zone_blob::shape_from_blob;
use crate::design::{Document, SchemeId, Zone, ZoneId, ZoneKind};
use crate::edit::{Entry, Patch, Placed};
use crate::i18n::{Message, Text, texts};

texts! {
    OutsideText {
        Step: "外部修改", "Edited outside";
        Taken: "另一个程序改动了片区，已作为一步“外部修改”纳入，可以撤销。",
            "Another program changed zones; this was taken in as one step, \"Edited outside\", which can be undone.";
        NoShape: "另一个程序写入的片区 {0} 没有可用的多边形，没有纳入。",
            "Zone {0}, written by another program, has no usable polygon and was not taken in.";
    }
}

/// Differences that another program made.
#[derive(Clone, Debug, Default)]
pub(super) struct OutsideChanges {
    pub patch: Patch,
    pub notes: Vec<Message>,
}

/// What `tables` say otherwise than `stored`, the document they were written from, as a patch of `current`, the document as it
/// is now. What `current` says already is left out.
pub(super) fn changes(stored: &Document, tables: &DesignTables, current: &Document) -> OutsideChanges {
    let (before, now) = (zones_by_id(stored), zones_by_id(current));
    let mut target = NewZones::new(current);
    let mut found = OutsideChanges::default();
    for (&fid, row) in &tables.zones {
        let old = u64::try_from(fid).ok().and_then(|id| before.get(&ZoneId(id)));
        let Some(zone) = zone_from_row(row, old.map(|(_, zone)| zone.as_ref())) else {
            found.notes.push(OutsideText::NoShape.with([fid.into()]));
            continue;
        };
        let scheme_of_row = row.scheme.and_then(|scheme| u32::try_from(scheme).ok()).map(SchemeId);
        match old {
            Some((scheme, old)) => {
                let scheme_now = scheme_of_row.filter(|id| target.takes(*id)).unwrap_or(*scheme);
                let zone = Zone { id: old.id, ..zone };
                if zone != ***old || scheme_now != *scheme {
                    put(&mut found.patch, current, &now, scheme_now, zone);
                }
            }
            None => {
                let scheme = target.scheme(scheme_of_row, &mut found.patch);
                let id = target.identity(fid);
                // Taken in at an earlier opening: the same row would come in at every one until the next compaction.
                let known =
                    now.values().any(|(_, other)| Zone { id, ..zone.clone() } == Zone { id, ..Zone::clone(other) });
                if !known {
                    put(&mut found.patch, current, &now, scheme, Zone { id, ..zone });
                }
            }
        }
    }
    for (id, _) in before.iter().filter(|(id, _)| !tables.zones.contains_key(&(id.0 as i64))) {
        if let Some((scheme, _)) = now.get(id) {
            found.patch.entries.push(Entry::Zone { scheme: *scheme, id: *id, value: None });
        }
    }
    rename_schemes(stored, tables, current, &mut found.patch);
    found
}

type ZonesById<'a> = BTreeMap<ZoneId, (SchemeId, &'a Arc<Zone>)>;

fn zones_by_id(document: &Document) -> ZonesById<'_> {
    let schemes = document.schemes().iter();
    schemes.flat_map(|scheme| scheme.zones.iter().map(|zone| (zone.id, (scheme.id, zone)))).collect()
}

/// Sets a zone of `current`, unless it is so already.
fn put(patch: &mut Patch, current: &Document, now: &ZonesById<'_>, scheme: SchemeId, zone: Zone) {
    let id = zone.id;
    let zones = current.scheme(scheme).map_or(&[][..], |scheme| &scheme.zones);
    let mut position = zones.iter().position(|other| other.id == id).unwrap_or(usize::MAX);
    if let Some((scheme_now, zone_now)) = now.get(&id) {
        if *scheme_now == scheme && ***zone_now == zone {
            return;
        }
        if *scheme_now != scheme {
            patch.entries.push(Entry::Zone { scheme: *scheme_now, id, value: None });
        }
    }
    if position == usize::MAX {
        let added = |entry: &&Entry| matches!(entry, Entry::Zone { scheme: of, value: Some(_), .. } if *of == scheme);
        position = zones.len() + patch.entries.iter().filter(added).count();
    }
    patch.entries.push(Entry::Zone { scheme, id, value: Some(Placed { position, value: Arc::new(zone) }) });
}

/// The zone that a row says; where its geometry says nothing, the one it had.
fn zone_from_row(row: &ZoneRow, old: Option<&Zone>) -> Option<Zone> {
    let shape = row.blob.as_deref().and_then(shape_from_blob).or_else(|| old.map(|old| old.shape.clone()))?;
    let name = row.name.trim();
    Some(Zone {
        id: ZoneId(0),
        name: if name.is_empty() { old.map(|old| old.name.clone()).unwrap_or_default() } else { name.to_owned() },
        kind: if row.kind.trim() == kind_word(ZoneKind::Region) { ZoneKind::Region } else { ZoneKind::Unit },
        shape,
        goal: row.goal.clone(),
        note: row.note.clone(),
    })
}

/// Where zones that another program added belong, and what they are numbered.
struct NewZones<'a> {
    current: &'a Document,
    last_zone: u64,
    /// The scheme made for them, where there was only the base.
    made: Option<SchemeId>,
}

impl<'a> NewZones<'a> {
    fn new(current: &'a Document) -> Self {
        Self { current, last_zone: current.next_zone_id().0 - 1, made: None }
    }

    /// Whether a scheme exists and can be edited.
    fn takes(&self, id: SchemeId) -> bool {
        id != SchemeId::BASE && self.current.scheme(id).is_some()
    }

    /// The scheme asked for, else the current one, else the last, else a new one.
    fn scheme(&mut self, wanted: Option<SchemeId>, patch: &mut Patch) -> SchemeId {
        let current = self.current.current_scheme().id;
        let last = self.current.schemes().last().map_or(SchemeId::BASE, |scheme| scheme.id);
        let found = wanted.into_iter().chain([current, last]).find(|id| self.takes(*id)).or(self.made);
        found.unwrap_or_else(|| {
            let id = self.current.next_scheme_id();
            let value = Placed { position: self.current.schemes().len(), value: format!("方案 {}", id.0) };
            patch.entries.extend([Entry::Scheme { id, value: Some(value) }, Entry::CurrentScheme(id)]);
            self.made = Some(id);
            id
        })
    }

    /// The row's own number where no zone ever had it, so that the row stays the same row; else a new one.
    fn identity(&mut self, fid: i64) -> ZoneId {
        let wanted = u64::try_from(fid).unwrap_or(0);
        self.last_zone = if wanted > self.last_zone { wanted } else { self.last_zone + 1 };
        ZoneId(self.last_zone)
    }
}

fn rename_schemes(stored: &Document, tables: &DesignTables, current: &Document, patch: &mut Patch) {
    for scheme in stored.schemes() {
        let Some(row) = tables.schemes.get(&(i64::from(scheme.id.0) + 1)) else { continue };
        let name = row.name.trim();
        let position = current.schemes().iter().position(|other| other.id == scheme.id && other.name != name);
        if let (false, Some(position)) = (name.is_empty() || name == scheme.name, position) {
            let value = Some(Placed { position, value: name.to_owned() });
            patch.entries.push(Entry::Scheme { id: scheme.id, value });
        }
    }
}
