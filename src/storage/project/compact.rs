//! Compaction: the design and its history into `data.gpkg` in one transaction, then the journal is cut.

use rusqlite::{Connection, TransactionBehavior};

use super::database::open_to_write;
use super::design_tables::{self, DesignTables};
use super::key_values::{DESIGN_HASH, DOCUMENT, LAST_RECORD, META};
use super::{Project, ProjectProblem, history_table, outside};
use crate::design::Document;
use crate::edit::History;

impl Project {
    /// Stores the design and its history, and empties the journal. What is stored already is not written again.
    ///
    /// # Errors
    /// `DataBusy` where another program holds the data, `ChangedOutside` where it changed the zones since the project was
    /// opened. Either way nothing is changed, the journal keeps its records and takes new ones.
    pub fn compact(&mut self, document: &Document, history: &History) -> Result<(), ProjectProblem> {
        let Some(writer) = &mut self.writer else {
            return Err(ProjectProblem::ReadOnly { path: self.paths.folder.clone() });
        };
        let data = &self.paths.data;
        let sqlite = |error| ProjectProblem::from_sqlite(data, error);
        let json = serde_json::to_string(document).map_err(|error| ProjectProblem::damaged(data, error))?;
        let last_number = writer.journal.last_number();

        let mut connection = open_to_write(data)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
        let stands = design_tables::read(&transaction).map_err(sqlite)?;
        let hash = stands.hash();
        let stored_json = META.get(&transaction, DOCUMENT).map_err(sqlite)?;
        if hash != writer.tables {
            let stored: Document =
                serde_json::from_str(&stored_json).map_err(|error| ProjectProblem::damaged(data, error))?;
            if !outside::changes(&stored, &stands, document).patch.is_empty() {
                return Err(ProjectProblem::ChangedOutside { path: data.clone() });
            }
        }
        let stored_number = META.number(&transaction, LAST_RECORD).map_err(sqlite)?;
        let stored_hash = META.number(&transaction, DESIGN_HASH).map_err(sqlite)?;
        if stored_number == last_number && stored_json == json && stored_hash == hash {
            return Ok(());
        }
        let wanted = DesignTables::of_document(document, self.plane);
        let timestamp = self.clock.timestamp();
        let store = |connection: &Connection, stored_steps: &[u64]| -> rusqlite::Result<Vec<u64>> {
            design_tables::write(connection, document, &stands, &wanted, &timestamp)?;
            META.set(connection, DOCUMENT, &json)?;
            META.set(connection, DESIGN_HASH, &wanted.hash().to_string())?;
            META.set(connection, LAST_RECORD, &last_number.to_string())?;
            history_table::write(connection, history, stored_steps)
        };
        let stored_steps = store(&transaction, &writer.stored_steps).map_err(sqlite)?;
        transaction.commit().map_err(sqlite)?;
        writer.stored_steps = stored_steps;
        writer.tables = wanted.hash();
        if let Err(error) = writer.journal.cut() {
            // Its records are stored and will be passed over; the cut is tried again before the next record.
            log::warn!("{} was not cut: {error}", writer.journal.path().display());
        }
        Ok(())
    }
}
