//! Styles that QGIS loads with a table: `layer_styles`, one default a table.

use rusqlite::{Connection, Result};

use super::table::GEOMETRY_COLUMN;

/// A style of one table.
#[derive(Clone, Debug)]
pub struct LayerStyle<'a> {
    pub table: &'a str,
    pub name: &'a str,
    pub qml: &'a str,
    pub sld: &'a str,
    pub description: &'a str,
    /// `2026-11-23T08:00:00.000Z`.
    pub timestamp: &'a str,
}

/// Adds a default style; the first one makes the table, registered as attributes as QGIS does.
pub fn add_layer_style(connection: &Connection, style: &LayerStyle<'_>) -> Result<()> {
    let known: bool =
        connection
            .query_row("SELECT count(*) FROM gpkg_contents WHERE table_name = 'layer_styles'", [], |row| row.get(0))?;
    if !known {
        create_table(connection, style.timestamp)?;
    }
    connection.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, \
         styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?1, ?2, ?3, ?4, ?5, 1, ?6, '', NULL, ?7)",
        (style.table, GEOMETRY_COLUMN, style.name, style.qml, style.sld, style.description, style.timestamp),
    )?;
    Ok(())
}

fn create_table(connection: &Connection, timestamp: &str) -> Result<()> {
    connection.execute_batch(
        "CREATE TABLE layer_styles (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            f_table_catalog TEXT(256),
            f_table_schema TEXT(256),
            f_table_name TEXT(256),
            f_geometry_column TEXT(256),
            styleName TEXT(30),
            styleQML TEXT,
            styleSLD TEXT,
            useAsDefault BOOLEAN,
            description TEXT,
            owner TEXT(30),
            ui TEXT(30),
            update_time DATETIME)",
    )?;
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) \
         VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles for QGIS', ?1)",
        [timestamp],
    )?;
    Ok(())
}
