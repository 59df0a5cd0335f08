//! The whole file: opened once, read-only, and asked for everything it promises.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::contents::{Records, Table, tables};
use super::{Check, CheckKind, VerifyProblem, VerifyReport, checks, features};

/// Tables that every export has (docs/export.md).
const REQUIRED_TABLES: [&str; 4] = ["ZZDY", "CTTB", "SJLY", "JYJL"];
/// `GPKG` as the application id.
const APPLICATION_ID: f64 = 1_196_444_487.0;
/// GeoPackage 1.3.0.
const USER_VERSION: f64 = 10_300.0;
/// Where the header of a SQLite file says how it is written and read: 1 for a rollback journal, 2 for a write-ahead log.
const FORMAT_VERSIONS: std::ops::Range<usize> = 18..20;

/// Re-reads an exported proposal and says what holds. The file is not changed.
pub fn verify(path: &Path) -> Result<VerifyReport, VerifyProblem> {
    let header = header_of(path)?;
    let mut report = vec![sidecars(path, &header)];
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let read = |report: &mut Vec<Check>| -> rusqlite::Result<()> {
        let connection = Connection::open_with_flags(path, flags)?;
        identity(&connection, report)?;
        let tables = tables(&connection)?;
        let missing = REQUIRED_TABLES.iter().filter(|name| !tables.iter().any(|table| table.name == **name)).count();
        report.push(Check::none(CheckKind::Tables, "", missing));
        report.push(checks::reference_systems(&connection, &tables)?);
        let records = if tables.iter().any(|table| table.name == "JYJL") {
            Records::read(&connection)?
        } else {
            Records::default()
        };
        for table in &tables {
            one_table(&connection, table, &records, report)?;
        }
        Ok(())
    };
    read(&mut report).map_err(|source| VerifyProblem::from_sqlite(path, source))?;
    Ok(VerifyReport::of(report))
}

fn one_table(
    connection: &Connection,
    table: &Table,
    records: &Records,
    report: &mut Vec<Check>,
) -> rusqlite::Result<()> {
    report.push(checks::names(table));
    report.push(checks::titles(connection, table)?);
    report.push(checks::keys(connection, table)?);
    // JYJL holds the numbers of the others, and grows by the result of the first reading.
    report.push(match table.name.as_str() {
        "JYJL" => checks::records(connection)?,
        _ => checks::rows(connection, table, records)?,
    });
    if table.has("BSM") && table.name != "DLTB_FW" {
        report.push(checks::identifiers(connection, table)?);
    }
    match &table.geometry {
        Some(geometry) => features::check(connection, table, geometry, records, report),
        None => Ok(()),
    }
}

/// The first hundred bytes of a SQLite file.
fn header_of(path: &Path) -> Result<[u8; 100], VerifyProblem> {
    if path.is_dir() {
        return Err(VerifyProblem::IsFolder { path: path.to_owned() });
    }
    let mut header = [0; 100];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    match read {
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Err(VerifyProblem::NotGeopackage { path: path.to_owned() })
        }
        Err(error) => Err(VerifyProblem::from_io(path, error)),
        Ok(()) if !header.starts_with(b"SQLite format 3\0") => {
            Err(VerifyProblem::NotGeopackage { path: path.to_owned() })
        }
        Ok(()) => Ok(header),
    }
}

/// A journal or log beside the file makes every copy of it incomplete; a write-ahead log would come back at the next opening.
fn sidecars(path: &Path, header: &[u8; 100]) -> Check {
    let beside = |suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name).exists()
    };
    let left = ["-wal", "-shm", "-journal"].into_iter().filter(|suffix| beside(suffix)).count();
    let logged = usize::from(header[FORMAT_VERSIONS].iter().any(|&version| version != 1));
    Check::none(CheckKind::Sidecars, "", left + logged)
}

fn identity(connection: &Connection, report: &mut Vec<Check>) -> rusqlite::Result<()> {
    let number = |pragma: &str| connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, f64>(0));
    report.push(Check::equal(CheckKind::ApplicationId, "", number("application_id")?, APPLICATION_ID));
    report.push(Check::equal(CheckKind::UserVersion, "", number("user_version")?, USER_VERSION));
    let mut problems = 0;
    let mut integrity = connection.prepare("PRAGMA integrity_check")?;
    let mut rows = integrity.query([])?;
    while let Some(row) = rows.next()? {
        problems += usize::from(row.get::<_, String>(0)? != "ok");
    }
    let mut foreign_keys = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = foreign_keys.query([])?;
    while rows.next()?.is_some() {
        problems += 1;
    }
    report.push(Check::none(CheckKind::Integrity, "", problems));
    Ok(())
}
