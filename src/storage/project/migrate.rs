//! The ladder of formats: each rung takes `data.gpkg` from one version to the next, inside the transaction of the opening.

use std::path::Path;

use rusqlite::{Connection, Result};

use super::key_values::{FORMAT_VERSION, META};
use super::{ProjectProblem, lock_rows, measure_rows};

/// The format that this program writes.
pub(super) const FORMAT: u32 = 4;

/// From the version of its position + 1 to the next.
type Rung = fn(&Connection) -> Result<()>;

/// `LADDER[0]` leads from version 1 to version 2, and so on.
const LADDER: &[Rung] = &[add_measures, let_review_notes_in, add_locks];

/// Version 2 has measures, and a table that shows them.
fn add_measures(connection: &Connection) -> Result<()> {
    let (srs_id, timestamp) = as_the_zones(connection)?;
    measure_rows::create(connection, srs_id, &timestamp)
}

/// In version 3 a scheme may hold what people write in the review form. It stands in the document, which needs no new table; an
/// earlier program would lose it, and is kept out by the number.
fn let_review_notes_in(_: &Connection) -> Result<()> {
    Ok(())
}

/// Version 4 has locks, and a table that shows them; a scheme may hold the simulation that it was accepted from, in the document.
fn add_locks(connection: &Connection) -> Result<()> {
    let (srs_id, timestamp) = as_the_zones(connection)?;
    lock_rows::create(connection, srs_id, &timestamp)
}

/// Plane and date of the table of zones, which every version has.
fn as_the_zones(connection: &Connection) -> Result<(i32, String)> {
    let zones = "SELECT srs_id, last_change FROM gpkg_contents WHERE table_name = 'tf_zones'";
    connection.query_row(zones, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The version of a file that this program can read or bring up to date.
pub(super) fn known_version(connection: &Connection, path: &Path) -> std::result::Result<u32, ProjectProblem> {
    let stored = META.number(connection, FORMAT_VERSION).map_err(|e| ProjectProblem::from_sqlite(path, e))?;
    let found = u32::try_from(stored).unwrap_or(u32::MAX);
    match found {
        0 => Err(ProjectProblem::UnknownFormat { path: path.to_owned(), found }),
        _ if found > FORMAT => Err(ProjectProblem::TooNew { path: path.to_owned(), found, known: FORMAT }),
        _ => Ok(found),
    }
}

/// Brings the tables from version `found` up to the present one.
pub(super) fn climb(connection: &Connection, found: u32) -> Result<()> {
    climb_by(connection, found, LADDER)
}

fn climb_by(connection: &Connection, found: u32, ladder: &[Rung]) -> Result<()> {
    for (rung, version) in ladder.iter().zip(1u32..).filter(|(_, version)| *version >= found) {
        rung(connection)?;
        META.set(connection, FORMAT_VERSION, &(version + 1).to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::geopackage::schema;

    #[test]
    fn an_older_file_climbs_only_the_rungs_above_it() {
        let connection = Connection::open_in_memory().unwrap();
        schema::create_empty(&connection).unwrap();
        META.create(&connection, "").unwrap();
        META.set(&connection, FORMAT_VERSION, "2").unwrap();
        let ladder: [Rung; 3] = [
            |_| panic!("the file is past this rung"),
            |connection| connection.execute_batch("CREATE TABLE two (a)"),
            |connection| connection.execute_batch("ALTER TABLE two ADD COLUMN b"),
        ];
        climb_by(&connection, 2, &ladder).unwrap();
        assert_eq!(META.number(&connection, FORMAT_VERSION).unwrap(), 4);
        connection.execute_batch("INSERT INTO two VALUES (1, 2)").unwrap();
    }
}
