//! What another program changed in the table of locks, as entries of the step that takes it in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lock_rows::LockRow;
use super::outside::{OutsideChanges, OutsideText};
use super::outside_record::usable_shape;
use crate::design::{Document, Lock, LockId, LockKind};
use crate::edit::{Entry, Placed};
use crate::i18n::Text;

/// Adds what the rows say otherwise than `stored`, the document they were written from, and `current` does not say already.
pub(super) fn compare(
    stored: &Document,
    rows: &BTreeMap<i64, LockRow>,
    current: &Document,
    found: &mut OutsideChanges,
) {
    let mut last_id = current.next_lock_id().0 - 1;
    let mut added = current.locks().len();
    for (&fid, row) in rows {
        let wanted = u64::try_from(fid).unwrap_or(0);
        let old = stored.lock(LockId(wanted));
        let Some(lock) = read(fid, row, old.map(AsRef::as_ref), found) else { continue };
        let id = match old {
            Some(old) if lock == **old => continue,
            Some(old) => old.id,
            None => {
                // The row's own number where no lock ever had it, so that the row stays the same row; else a new one.
                last_id = if wanted > last_id { wanted } else { last_id + 1 };
                LockId(last_id)
            }
        };
        let lock = Lock { id, ..lock };
        let known = |other: &Arc<Lock>| **other == lock || (old.is_none() && same_but_id(other, &lock));
        if current.locks().iter().any(known) {
            // Taken in at an earlier opening: the same row would come in at every one until the next compaction.
            continue;
        }
        let position = current.locks().iter().position(|other| other.id == id).unwrap_or_else(|| {
            added += 1;
            added - 1
        });
        found.patch.entries.push(Entry::Lock { id, value: Some(Placed { position, value: Arc::new(lock) }) });
    }
    for lock in stored.locks().iter().filter(|lock| !rows.contains_key(&(lock.id.0 as i64))) {
        if current.lock(lock.id).is_some() {
            found.patch.entries.push(Entry::Lock { id: lock.id, value: None });
        }
    }
}

fn same_but_id(one: &Lock, other: &Lock) -> bool {
    (one.kind, &one.shape, &one.note) == (other.kind, &other.shape, &other.note)
}

/// The lock that a row says; where its shape or kind says nothing, with those it had.
fn read(fid: i64, row: &LockRow, old: Option<&Lock>, found: &mut OutsideChanges) -> Option<Lock> {
    let shape = usable_shape(row.blob.as_deref(), old.map(|old| &old.shape));
    if shape.is_none() {
        found.notes.push(OutsideText::NoLockShape.with([fid.into()]));
    }
    let shape = shape.or_else(|| old.map(|old| old.shape.clone()))?;
    let Some(kind) = LockKind::find(row.kind.trim()).or_else(|| old.map(|old| old.kind)) else {
        found.notes.push(OutsideText::NoLockKind.with([fid.into()]));
        return None;
    };
    Some(Lock { id: old.map_or(LockId(0), |old| old.id), kind, shape, note: row.note.trim().to_owned() })
}
