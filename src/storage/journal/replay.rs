//! The records of a journal carried out again on the design that the last compaction left.

use super::Record;
use super::scan::ScannedRecord;
use crate::design::Document;
use crate::edit::History;

/// Carries out `records`; gives the number of those carried out. It stops before a record that does not fit the history (an
/// undo of nothing), because nothing after it can be trusted to be about this design.
pub fn replay(records: &[ScannedRecord], document: &mut Document, history: &mut History) -> usize {
    let fits = |record: &Record, document: &mut Document, history: &mut History| match record {
        Record::Commit(step) | Record::Outside { step, .. } => {
            history.commit_patch(document, step.name.clone(), step.forward.clone());
            true
        }
        Record::Undo => history.undo(document).is_some(),
        Record::Redo => history.redo(document).is_some(),
    };
    records.iter().position(|scanned| !fits(&scanned.record, document, history)).unwrap_or(records.len())
}
