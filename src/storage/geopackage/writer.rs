//! A whole GeoPackage, written beside its target and renamed over it.

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::style::{LayerStyle, add_layer_style};
use super::table::{Row, TableSpec, add_table};
use super::{register_functions, schema};
use crate::crs::GaussKruger;
use crate::storage::WriteProblem;
use crate::storage::atomic::{self, Replaced};

/// Writes one GeoPackage. Nothing appears under the target's name before [`Self::finish`]; dropped unfinished, it leaves
/// nothing behind. The same calls with the same data make the same bytes.
pub struct GeopackageWriter {
    connection: Option<Connection>,
    target: PathBuf,
    temporary: PathBuf,
    srs_id: i32,
}

impl GeopackageWriter {
    /// Begins a file whose tables are in `plane`.
    pub fn create(target: &Path, plane: GaussKruger) -> Result<Self, WriteProblem> {
        if target.is_dir() {
            return Err(WriteProblem::IsFolder { path: target.to_owned() });
        }
        let temporary = atomic::temporary_beside(target);
        atomic::discard(&temporary);
        // SQLite says only "unable to open": the plain file says why.
        File::create(&temporary).map_err(|source| WriteProblem::from_io(target, source))?;
        let mut writer = Self { connection: None, target: target.to_owned(), temporary, srs_id: 0 };
        let begin = || -> rusqlite::Result<(Connection, i32)> {
            let connection = Connection::open(&writer.temporary)?;
            register_functions(&connection)?;
            // The file is nobody's until it is renamed: no journal and no sync before the one at the end.
            connection.pragma_update(None, "journal_mode", "OFF")?;
            connection.pragma_update(None, "synchronous", "OFF")?;
            connection.pragma_update(None, "page_size", 4096)?;
            connection.execute_batch("BEGIN")?;
            schema::create_empty(&connection)?;
            let srs_id = schema::add_plane(&connection, plane)?;
            Ok((connection, srs_id))
        };
        let (connection, srs_id) = begin().map_err(|source| WriteProblem::from_sqlite(target, source))?;
        (writer.connection, writer.srs_id) = (Some(connection), srs_id);
        Ok(writer)
    }

    /// Adds a table with its rows; gives their number.
    pub fn table(&mut self, spec: &TableSpec, rows: impl IntoIterator<Item = Row>) -> Result<usize, WriteProblem> {
        let srs_id = self.srs_id;
        self.with(|connection| add_table(connection, spec, srs_id, rows))
    }

    /// Adds a default style of a table.
    pub fn layer_style(&mut self, style: &LayerStyle<'_>) -> Result<(), WriteProblem> {
        self.with(|connection| add_layer_style(connection, style))
    }

    /// Closes and syncs the file and puts it in the target's place.
    pub fn finish(mut self) -> Result<Replaced, WriteProblem> {
        self.with(|connection| connection.execute_batch("COMMIT"))?;
        if let Some(connection) = self.connection.take() {
            connection.close().map_err(|(_, source)| WriteProblem::from_sqlite(&self.target, source))?;
        }
        File::options()
            .write(true)
            .open(&self.temporary)
            .and_then(|file| file.sync_all())
            .map_err(|source| WriteProblem::from_io(&self.target, source))?;
        atomic::replace(&self.temporary, &self.target)
    }

    fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, WriteProblem> {
        match &self.connection {
            Some(connection) => work(connection).map_err(|source| WriteProblem::from_sqlite(&self.target, source)),
            None => Err(WriteProblem::Locked { path: self.target.clone() }),
        }
    }
}

impl Drop for GeopackageWriter {
    fn drop(&mut self) {
        drop(self.connection.take());
        // Gone already where the file was finished.
        atomic::discard(&self.temporary);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::base::Value;
    use crate::storage::geopackage::{ColumnSpec, GeometryBlob, GeometryType};

    fn write(target: &Path) -> Replaced {
        let mut writer = GeopackageWriter::create(target, GaussKruger::from_epsg(4549).unwrap()).unwrap();
        let spec = TableSpec {
            name: "ZZDY".into(),
            identifier: "整治单元".into(),
            description: "Consolidation units".into(),
            geometry: Some(GeometryType::MultiPolygon),
            columns: vec![ColumnSpec::new("DYMC", "单元名称", "TEXT(60)"), ColumnSpec::new("MJ", "面积", "DOUBLE")],
            timestamp: "2026-01-01T00:00:00.000Z".into(),
        };
        let row = |index: i64| {
            let (x, y) = (500_000.0 + 20.0 * index as f64, 3_300_000.0);
            let ring = [[x, y], [x + 10.0, y], [x + 10.0, y + 10.0], [x, y + 10.0]];
            Row {
                fid: None,
                geometry: GeometryBlob::of_parts([[&ring[..]].into_iter()].into_iter()).filter(|_| index != 1),
                values: vec![Value::Text(format!("片区 {index}")), Value::Real(100.0)],
            }
        };
        assert_eq!(writer.table(&spec, (0..3).map(row)).unwrap(), 3);
        let mut notes = TableSpec { geometry: None, name: "JYJL".into(), identifier: "校验记录".into(), ..spec };
        notes.columns.truncate(1);
        writer.table(&notes, [Row { values: vec![Value::Null], ..Row::default() }]).unwrap();
        let style = LayerStyle {
            table: "ZZDY",
            name: "zzdy",
            qml: "<qgis/>",
            sld: "<sld/>",
            description: "",
            timestamp: "2026-01-01T00:00:00.000Z",
        };
        writer.layer_style(&style).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn the_same_rows_make_the_same_bytes_and_nothing_stands_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("一.gpkg"), folder.path().join("二.gpkg"));
        write(&first);
        write(&second);
        assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_table_is_registered_indexed_and_can_be_edited() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("plan.gpkg");
        write(&target);
        let connection = Connection::open(&target).unwrap();
        let text = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, f64>(0)).unwrap();
        assert_eq!(number("PRAGMA user_version"), 10_300.0);
        assert_eq!(text("PRAGMA journal_mode"), "delete");
        assert_eq!(text("SELECT identifier FROM gpkg_contents WHERE table_name = 'ZZDY'"), "整治单元");
        assert_eq!(text("SELECT title FROM gpkg_data_columns WHERE column_name = 'DYMC'"), "单元名称");
        assert_eq!(number("SELECT max_x FROM gpkg_contents WHERE table_name = 'ZZDY'"), 500_050.0);
        assert_eq!(number("SELECT count(*) FROM rtree_ZZDY_geom"), 2.0);
        assert_eq!(number("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"), 6.0);
        assert!(text("SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id = 4549").starts_with("PROJCS"));
        register_functions(&connection).unwrap();
        connection
            .execute_batch("UPDATE ZZDY SET geom = NULL WHERE fid = 1; UPDATE ZZDY SET fid = 9 WHERE fid = 3")
            .unwrap();
        assert_eq!(number("SELECT sum(id) FROM rtree_ZZDY_geom"), 9.0);
        connection.execute_batch("DELETE FROM ZZDY").unwrap();
        assert_eq!(number("SELECT count(*) FROM rtree_ZZDY_geom"), 0.0);
        assert_eq!(text("PRAGMA integrity_check"), "ok");
    }

    #[test]
    fn a_writer_that_is_dropped_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("plan.gpkg");
        fs::write(&target, b"old").unwrap();
        drop(GeopackageWriter::create(&target, GaussKruger::from_epsg(4549).unwrap()).unwrap());
        assert_eq!(fs::read(&target).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_refused_with_its_reason() {
        let plane = GaussKruger::from_epsg(4549).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let missing = GeopackageWriter::create(&folder.path().join("no/plan.gpkg"), plane);
        assert!(matches!(missing, Err(WriteProblem::NoFolder { .. })));
        assert!(matches!(GeopackageWriter::create(folder.path(), plane), Err(WriteProblem::IsFolder { .. })));
    }
}
