//! The R-tree extension of one geometry column, GeoPackage 1.3 (OGC 12-128r17, annex F.3).

use rusqlite::{Connection, Result};

use super::quoted;

/// Makes the index of a table that already holds its rows: one `INSERT … SELECT`, then the triggers that keep it. The
/// connection must know the functions of [`super::register_functions`].
pub fn add_rtree(connection: &Connection, table: &str, geometry: &str, id: &str) -> Result<()> {
    let index = quoted(&format!("rtree_{table}_{geometry}"));
    let (table_sql, geometry_sql, id_sql) = (quoted(table), quoted(geometry), quoted(id));
    connection.execute_batch(&format!("CREATE VIRTUAL TABLE {index} USING rtree(id, minx, maxx, miny, maxy)"))?;
    connection.execute_batch(&format!(
        "INSERT INTO {index} SELECT {id_sql}, ST_MinX({geometry_sql}), ST_MaxX({geometry_sql}), ST_MinY({geometry_sql}), \
         ST_MaxY({geometry_sql}) FROM {table_sql} WHERE {geometry_sql} NOTNULL AND NOT ST_IsEmpty({geometry_sql})"
    ))?;
    connection.execute_batch(&triggers_sql(table, geometry, id))?;
    connection.execute(
        "INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) \
         VALUES (?1, ?2, 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
        [table, geometry],
    )?;
    Ok(())
}

/// The trigger set of version 1.3: insert, update1 to update4, delete.
fn triggers_sql(table: &str, geometry: &str, id: &str) -> String {
    let trigger = |suffix: &str| quoted(&format!("rtree_{table}_{geometry}_{suffix}"));
    let (t, c, i) = (quoted(table), quoted(geometry), quoted(id));
    let r = quoted(&format!("rtree_{table}_{geometry}"));
    let has_shape = format!("(NEW.{c} NOTNULL AND NOT ST_IsEmpty(NEW.{c}))");
    let has_none = format!("(NEW.{c} ISNULL OR ST_IsEmpty(NEW.{c}))");
    let put = format!(
        "INSERT OR REPLACE INTO {r} VALUES (NEW.{i}, ST_MinX(NEW.{c}), ST_MaxX(NEW.{c}), ST_MinY(NEW.{c}), ST_MaxY(NEW.{c}));"
    );
    let (insert, delete) = (trigger("insert"), trigger("delete"));
    let [update1, update2, update3, update4] = ["update1", "update2", "update3", "update4"].map(trigger);
    format!(
        "CREATE TRIGGER {insert} AFTER INSERT ON {t} WHEN {has_shape} BEGIN {put} END;
         CREATE TRIGGER {update1} AFTER UPDATE OF {c} ON {t} WHEN OLD.{i} = NEW.{i} AND {has_shape} BEGIN {put} END;
         CREATE TRIGGER {update2} AFTER UPDATE OF {c} ON {t} WHEN OLD.{i} = NEW.{i} AND {has_none}
             BEGIN DELETE FROM {r} WHERE id = OLD.{i}; END;
         CREATE TRIGGER {update3} AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND {has_shape}
             BEGIN DELETE FROM {r} WHERE id = OLD.{i}; {put} END;
         CREATE TRIGGER {update4} AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND {has_none}
             BEGIN DELETE FROM {r} WHERE id IN (OLD.{i}, NEW.{i}); END;
         CREATE TRIGGER {delete} AFTER DELETE ON {t} WHEN OLD.{c} NOTNULL
             BEGIN DELETE FROM {r} WHERE id = OLD.{i}; END;"
    )
}
