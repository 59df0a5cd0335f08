//! What another program changed in the design tables, as a patch: zones, measures and locks drawn, reshaped, renamed or deleted in
//! QGIS come in as one step, and undo takes them out again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::design_tables::DesignTables;
use super::outside_locks;
use super::outside_record::{Read, Record};
use crate::design::{Document, Measure, SchemeId, Zone};
use crate::edit::{Entry, Patch, Placed};
use crate::i18n::{Message, texts};

texts! {
    OutsideText {
        Step: "外部修改", "Edited outside";
        NoShape: "另一个程序写入的片区 {0} 没有有效的多边形，这个图形没有纳入。",
            "Zone {0}, written by another program, has no valid polygon; its shape was not taken in.";
        NoMeasureShape: "另一个程序写入的措施 {0} 没有有效的多边形，这个图形没有纳入。",
            "Measure {0}, written by another program, has no valid polygon; its shape was not taken in.";
        NoKind: "另一个程序写入的措施 {0} 没有写明类型（kind），没有纳入。请填写措施类型，例如“拆旧复垦”，再打开。",
            "Measure {0}, written by another program, does not say its kind and was not taken in. Fill in its kind, for example \"reclaim\", and open again.";
        NoLockShape: "另一个程序写入的锁定 {0} 没有有效的多边形，这个图形没有纳入。",
            "Lock {0}, written by another program, has no valid polygon; its shape was not taken in.";
        NoLockKind: "另一个程序写入的锁定 {0} 没有写明类型（kind），没有纳入。请填写“必须调整”“不得调整”或“一并调整”，再打开。",
            "Lock {0}, written by another program, does not say its kind and was not taken in. Fill in \"must\", \"must_not\" or \"together\", and open again.";
        RefusedMeasure: "另一个程序写入的措施 {0} 没有纳入：{1}", "Measure {0}, written by another program, was not taken in: {1}";
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
    let mut found = OutsideChanges::default();
    let mut target = Target { current, made: None };
    compare::<Zone>(stored, &tables.zones, &mut target, &mut found);
    compare::<Measure>(stored, &tables.measures, &mut target, &mut found);
    outside_locks::compare(stored, &tables.locks, current, &mut found);
    rename_schemes(stored, tables, current, &mut found.patch);
    found
}

/// Adds what the rows of one table change.
fn compare<R: Record>(
    stored: &Document,
    rows: &BTreeMap<i64, R::Row>,
    target: &mut Target<'_>,
    found: &mut OutsideChanges,
) {
    let (before, now) = (by_id::<R>(stored), by_id::<R>(target.current));
    let mut last_id = R::next_id(target.current) - 1;
    for (&fid, row) in rows {
        let old = u64::try_from(fid).ok().and_then(|id| before.get(&id));
        let Read { record, note } = R::from_row(fid, row, old.map(|(_, record)| record.as_ref()));
        found.notes.extend(note);
        let Some(record) = record else { continue };
        let scheme_of_row = R::scheme(row).and_then(|scheme| u32::try_from(scheme).ok()).map(SchemeId);
        match old {
            Some((scheme, old)) => {
                let scheme_now = scheme_of_row.filter(|id| target.takes(*id)).unwrap_or(*scheme);
                let record = record.with_id(old.id());
                if record != ***old || scheme_now != *scheme {
                    put(&mut found.patch, target.current, &now, scheme_now, record);
                }
            }
            None => {
                let scheme = target.scheme(scheme_of_row, &mut found.patch);
                // The row's own number where no record ever had it, so that the row stays the same row; else a new one.
                let wanted = u64::try_from(fid).unwrap_or(0);
                last_id = if wanted > last_id { wanted } else { last_id + 1 };
                let record = record.with_id(last_id);
                // Taken in at an earlier opening: the same row would come in at every one until the next compaction.
                let known = now.values().any(|(_, other)| R::clone(other).with_id(last_id) == record);
                if !known {
                    put(&mut found.patch, target.current, &now, scheme, record);
                }
            }
        }
    }
    for id in before.keys().filter(|id| !rows.contains_key(&(**id as i64))) {
        if let Some((scheme, _)) = now.get(id) {
            found.patch.entries.push(R::entry(*scheme, *id, None));
        }
    }
}

type ById<'a, R> = BTreeMap<u64, (SchemeId, &'a Arc<R>)>;

fn by_id<R: Record>(document: &Document) -> ById<'_, R> {
    let schemes = document.schemes().iter();
    schemes.flat_map(|scheme| R::listed(scheme).iter().map(|record| (record.id(), (scheme.id, record)))).collect()
}

/// Sets a record of `current`, unless it is so already.
fn put<R: Record>(patch: &mut Patch, current: &Document, now: &ById<'_, R>, scheme: SchemeId, record: R) {
    let id = record.id();
    let listed = current.scheme(scheme).map_or(&[][..], R::listed);
    if let Some((scheme_now, record_now)) = now.get(&id) {
        if *scheme_now == scheme && ***record_now == record {
            return;
        }
        if *scheme_now != scheme {
            patch.entries.push(R::entry(*scheme_now, id, None));
        }
    }
    let position = listed
        .iter()
        .position(|other| other.id() == id)
        .unwrap_or_else(|| listed.len() + patch.entries.iter().filter(|entry| R::is_added_to(entry, scheme)).count());
    patch.entries.push(R::entry(scheme, id, Some(Placed { position, value: Arc::new(record) })));
}

/// Where records that another program added belong.
struct Target<'a> {
    current: &'a Document,
    /// The scheme made for them, where there was only the base.
    made: Option<SchemeId>,
}

impl Target<'_> {
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
