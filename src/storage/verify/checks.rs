//! Promises about names, titles, counts and reference systems: whatever needs no geometry.

use std::collections::BTreeSet;

use rusqlite::{Connection, Result};

use super::contents::{Records, Table};
use super::{Check, CheckKind};

/// Longest name of a table or a column.
const LONGEST_NAME: usize = 30;

/// `[A-Z][A-Z0-9_]{0,29}`, but for `fid` and the geometry: what county databases and old tools take.
pub(super) fn names(table: &Table) -> Check {
    let geometry = table.geometry.as_ref().map_or("geom", |geometry| geometry.name.as_str());
    let own = table.columns.iter().filter(|name| *name != "fid" && *name != geometry);
    let offending = std::iter::once(&table.name).chain(own).filter(|name| !is_conventional(name)).count();
    Check::none(CheckKind::Names, &table.name, offending)
}

fn is_conventional(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && !is_reserved(name)
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Words of SQL and names that geodatabases keep for themselves: a column called so is renamed or refused by some reader.
const RESERVED: [&str; 40] = [
    "ADD", "ALL", "ALTER", "AND", "AS", "BY", "CASE", "CHECK", "COLUMN", "CREATE", "DATE", "DEFAULT", "DELETE", "DESC",
    "DROP", "EXISTS", "FOR", "FROM", "GROUP", "IN", "INDEX", "INSERT", "INTO", "IS", "KEY", "LIKE", "NOT", "NULL",
    "OBJECTID", "OR", "ORDER", "SELECT", "SET", "SHAPE", "TABLE", "UNION", "UPDATE", "VALUES", "VIEW", "WHERE",
];

/// Whether a name, in upper case, is one that readers keep for themselves.
pub(in crate::storage) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// `fid` is the key, and numbers itself: what ArcGIS asks of a table that is to be edited.
pub(super) fn keys(connection: &Connection, table: &Table) -> Result<Check> {
    let sql = "SELECT count(*) FROM sqlite_master, pragma_table_info(?1) AS columns WHERE sqlite_master.type = 'table' \
               AND sqlite_master.name = ?1 AND sqlite_master.sql LIKE '%AUTOINCREMENT%' AND columns.name = 'fid' \
               AND columns.pk = 1 AND columns.\"notnull\" = 1 AND upper(columns.type) = 'INTEGER'";
    let found: f64 = connection.query_row(sql, [&table.name], |row| row.get(0))?;
    Ok(Check::equal(CheckKind::Keys, &table.name, found, 1.0))
}

/// The table has a title, and so has each of its columns.
pub(super) fn titles(connection: &Connection, table: &Table) -> Result<Check> {
    let mut select = connection.prepare(
        "SELECT column_name FROM gpkg_data_columns WHERE table_name = ?1 AND length(coalesce(title, '')) > 0",
    )?;
    let titled = select.query_map([&table.name], |row| row.get(0))?.collect::<Result<BTreeSet<String>>>()?;
    let geometry = table.geometry.as_ref().map_or("", |geometry| geometry.name.as_str());
    let bare = table.columns.iter().filter(|name| *name != "fid" && *name != geometry && !titled.contains(*name));
    Ok(Check::none(CheckKind::Titles, &table.name, bare.count() + usize::from(table.identifier.is_empty())))
}

pub(super) fn rows(connection: &Connection, table: &Table, records: &Records) -> Result<Check> {
    let sql = format!("SELECT count(*) FROM {}", quoted(&table.name));
    let count: f64 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(Check::equal(CheckKind::Rows, &table.name, count, records.figure("rows", &table.name).unwrap_or(f64::NAN)))
}

/// Checks made before the file was closed (the pieces drawn against the figures shown).
pub(super) fn records(connection: &Connection) -> Result<Check> {
    let failed: i64 = connection.query_row("SELECT count(*) FROM JYJL WHERE JG = '未通过'", [], |row| row.get(0))?;
    Ok(Check::none(CheckKind::Records, "JYJL", failed as usize))
}

/// BSM: never empty, never twice, 18 characters.
pub(super) fn identifiers(connection: &Connection, table: &Table) -> Result<Check> {
    let name = quoted(&table.name);
    let sql = format!("SELECT count(*) - count(DISTINCT CASE WHEN length(BSM) = 18 THEN BSM END) FROM {name}");
    let offending: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(Check::none(CheckKind::Identifiers, &table.name, offending as usize))
}

/// The three rows that every GeoPackage has, and a full definition of every system in use.
pub(super) fn reference_systems(connection: &Connection, tables: &[Table]) -> Result<Check> {
    let mut used: BTreeSet<i64> = [-1, 0, 4326].into();
    used.extend(tables.iter().filter_map(|table| table.srs_id));
    used.extend(tables.iter().filter_map(|table| Some(table.geometry.as_ref()?.srs_id)));
    let mut offending = 0;
    for srs_id in used {
        let sql = "SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id = ?1 AND \
                   (srs_id <= 0 OR definition LIKE 'PROJCS[%AUTHORITY[%' OR definition LIKE 'GEOGCS[%AUTHORITY[%')";
        let defined: i64 = connection.query_row(sql, [srs_id], |row| row.get(0))?;
        offending += usize::from(defined != 1);
    }
    Ok(Check::none(CheckKind::ReferenceSystems, "", offending))
}

/// A name as SQL.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_conventional_names_pass() {
        for good in ["ZZDY", "MJ_MU", "A", "DLBM_H2"] {
            assert!(is_conventional(good), "{good}");
        }
        for bad in ["", "zzdy", "_A", "2A", "地类", "A B", "ORDER", "OBJECTID", &"A".repeat(31)] {
            assert!(!is_conventional(bad), "{bad}");
        }
    }
}
