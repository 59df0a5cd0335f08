//! What the file says about itself: its tables, their columns, and the records written before it was closed.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Result};

use crate::geometry::Bounds;

/// A table of the proposal, as `gpkg_contents` and SQLite describe it.
#[derive(Debug)]
pub(super) struct Table {
    pub name: String,
    pub identifier: String,
    pub srs_id: Option<i64>,
    /// Extent as declared; `None` where it is not given.
    pub extent: Option<Bounds>,
    pub columns: Vec<String>,
    /// Of a table with geometry.
    pub geometry: Option<GeometryColumn>,
}

#[derive(Debug)]
pub(super) struct GeometryColumn {
    pub name: String,
    pub type_name: String,
    pub srs_id: i64,
    /// Neither Z nor M is allowed.
    pub is_flat: bool,
}

impl Table {
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }
}

/// Tables in the order of their registration; the styles are no table of the proposal.
pub(super) fn tables(connection: &Connection) -> Result<Vec<Table>> {
    let mut contents = connection.prepare(
        "SELECT c.table_name, c.identifier, c.srs_id, c.min_x, c.min_y, c.max_x, c.max_y, \
                g.column_name, g.geometry_type_name, g.srs_id, g.z, g.m \
         FROM gpkg_contents c LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name \
         WHERE c.table_name <> 'layer_styles' ORDER BY c.rowid",
    )?;
    let rows = contents.query_map([], |row| {
        let side = |index: usize| row.get::<_, Option<f64>>(index);
        let extent = match (side(3)?, side(4)?, side(5)?, side(6)?) {
            (Some(min_x), Some(min_y), Some(max_x), Some(max_y)) => {
                Some(Bounds { min: [min_x, min_y], max: [max_x, max_y] })
            }
            _ => None,
        };
        let geometry = match row.get::<_, Option<String>>(7)? {
            Some(name) => Some(GeometryColumn {
                name,
                type_name: row.get(8)?,
                srs_id: row.get(9)?,
                is_flat: row.get::<_, i64>(10)? == 0 && row.get::<_, i64>(11)? == 0,
            }),
            None => None,
        };
        Ok(Table {
            name: row.get(0)?,
            identifier: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            srs_id: row.get(2)?,
            extent,
            columns: Vec::new(),
            geometry,
        })
    })?;
    let mut tables = rows.collect::<Result<Vec<Table>>>()?;
    for table in &mut tables {
        let mut columns = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        table.columns = columns.query_map([&table.name], |row| row.get(0))?.collect::<Result<_>>()?;
    }
    Ok(tables)
}

/// What JYJL holds of the state before the file was closed.
#[derive(Debug, Default)]
pub(super) struct Records {
    figures: BTreeMap<(String, String), f64>,
    /// Parcels that were invalid in their source and were written as they were, by table and fid.
    invalid_sources: BTreeSet<(String, i64)>,
}

impl Records {
    pub fn read(connection: &Connection) -> Result<Self> {
        let mut records = Self::default();
        let mut select =
            connection.prepare("SELECT JCX, DXB, coalesce(DXBSM, ''), SZ FROM JYJL WHERE DXB IS NOT NULL")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let (check, table, object): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            match row.get::<_, Option<f64>>(3)? {
                Some(fid) if check == "invalid_source" => {
                    records.invalid_sources.insert((table, fid as i64));
                }
                Some(figure) if object.is_empty() => {
                    records.figures.insert((check, table), figure);
                }
                _ => {}
            }
        }
        Ok(records)
    }

    pub fn figure(&self, check: &str, table: &str) -> Option<f64> {
        self.figures.get(&(check.to_owned(), table.to_owned())).copied()
    }

    pub fn is_invalid_source(&self, table: &str, fid: i64) -> bool {
        self.invalid_sources.contains(&(table.to_owned(), fid))
    }
}
