//! GeoPackages as they come: of any version and any program, read only, with nothing left beside them.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::data_file::Task;
use super::geopackage_rows::{self, Table};
use super::intake::Intake;
use super::raw_shape::RawShape;
use super::shapefile::Read;
use super::{DeclaredCrs, FieldInfo, LayerInfo, ReadProblem, TextEncoding};
use crate::crs::{CrsProblem, crs_from_epsg, crs_from_text};
use crate::geometry::GeometryKind;
use crate::storage::geopackage::{Header, Simple, quoted, walk};

/// A GeoPackage opened for reading.
pub(super) struct GeopackageFile {
    path: PathBuf,
    tables: Vec<Table>,
}

impl GeopackageFile {
    pub fn open(path: &Path) -> Result<(Self, Vec<LayerInfo>), ReadProblem> {
        check_length(path)?;
        let connection = connect(path)?;
        let sqlite = |source| ReadProblem::from_sqlite(path, source);
        let contents = "SELECT count(*) FROM sqlite_master WHERE name IN ('gpkg_contents', 'gpkg_geometry_columns')";
        let known: i64 = connection.query_row(contents, [], |row| row.get(0)).map_err(sqlite)?;
        if known < 2 {
            return Err(ReadProblem::NotGeopackage { path: path.to_owned() });
        }
        let mut statement = connection
            .prepare(
                "SELECT c.table_name, c.identifier, g.column_name, g.geometry_type_name, g.srs_id \
                 FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name \
                 WHERE c.data_type = 'features' ORDER BY c.rowid",
            )
            .map_err(sqlite)?;
        let listed: Vec<Listed> = statement
            .query_map([], |row| {
                Ok(Listed {
                    table: text(row.get_ref(0)?),
                    title: Some(text(row.get_ref(1)?)),
                    geometry: text(row.get_ref(2)?),
                    geometry_type: text(row.get_ref(3)?).to_ascii_uppercase(),
                    srs_id: row.get(4)?,
                })
            })
            .and_then(Iterator::collect)
            .map_err(sqlite)?;
        let (mut tables, mut layers) = (Vec::new(), Vec::new());
        for entry in listed {
            let (table, layer) = layer_from_entry(&connection, entry).map_err(sqlite)?;
            tables.push(table);
            layers.push(layer);
        }
        Ok((Self { path: path.to_owned(), tables }, layers))
    }

    pub fn read(&self, task: &Task<'_>, intake: &mut Intake) -> Result<Read, ReadProblem> {
        let table = self.tables.iter().find(|table| table.name == task.info.name);
        let table = table.ok_or_else(|| ReadProblem::NoLayers { path: self.path.clone() })?;
        geopackage_rows::read(table, task, intake)
    }
}

struct Listed {
    table: String,
    title: Option<String>,
    geometry: String,
    geometry_type: String,
    srs_id: i64,
}

fn layer_from_entry(connection: &Connection, entry: Listed) -> rusqlite::Result<(Table, LayerInfo)> {
    let mut id = None;
    let mut fields = Vec::new();
    let mut columns = connection.prepare("SELECT name, type, pk FROM pragma_table_info(?1)")?;
    let mut rows = columns.query([&entry.table])?;
    while let Some(row) = rows.next()? {
        let (name, declared, key) = (text(row.get_ref(0)?), text(row.get_ref(1)?), row.get::<_, i64>(2)?);
        if name.eq_ignore_ascii_case(&entry.geometry) {
            continue;
        }
        if key == 1 && declared.eq_ignore_ascii_case("INTEGER") {
            id = Some(name);
        } else {
            fields.push(FieldInfo { title: column_title(connection, &entry.table, &name), name, declared });
        }
    }
    let table = Table {
        name: entry.table.clone(),
        geometry: entry.geometry.clone(),
        id,
        columns: fields.iter().map(|field| field.name.clone()).collect(),
    };
    let (sample, found) = sample(connection, &table)?;
    let kind = kind_from_name(&entry.geometry_type).map_or_else(|| kind_of_mixture(connection, &table, found), Ok)?;
    let features = match table.id {
        Some(_) => feature_count(connection, &entry.table)?,
        None => counted(connection, &entry.table)?,
    };
    let info = LayerInfo {
        title: entry.title.filter(|title| !title.is_empty() && *title != entry.table),
        name: entry.table,
        geometry_type: type_name(&entry.geometry_type),
        kind,
        features,
        crs: declared_crs(connection, entry.srs_id)?,
        fields,
        encoding: TextEncoding::UTF_8,
        sample,
    };
    Ok((table, info))
}

/// A connection that only reads. A file in WAL mode whose log is empty is read as it stands, so that SQLite makes no `-wal`
/// and `-shm` beside it, which a read-only folder would not even allow.
pub(super) fn connect(path: &Path) -> Result<Connection, ReadProblem> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let log_is_empty = std::fs::metadata(log).map_or(true, |log| log.len() == 0);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = if log_is_empty && is_in_wal_mode(path) {
        Connection::open_with_flags(immutable_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)
    } else {
        Connection::open_with_flags(path, flags)
    };
    opened.map_err(|source| ReadProblem::from_sqlite(path, source))
}

fn is_in_wal_mode(path: &Path) -> bool {
    let mut header = [0u8; 20];
    File::open(path).and_then(|mut file| file.read_exact(&mut header)).is_ok() && header[18..20] == [2, 2]
}

fn immutable_uri(path: &Path) -> String {
    let text = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    // `C:\a` becomes `file:///C:/a`.
    let text = if cfg!(windows) { format!("///{}", text.replace('\\', "/")) } else { text };
    format!("file:{text}?immutable=1")
}

/// A file that was not copied whole has fewer pages than its header says.
fn check_length(path: &Path) -> Result<(), ReadProblem> {
    let mut file = File::open(path).map_err(|source| ReadProblem::from_io(path, source))?;
    let found_bytes = file.metadata().map_err(|source| ReadProblem::from_io(path, source))?.len();
    let mut header = [0u8; 100];
    if file.read_exact(&mut header).is_err() {
        return Err(ReadProblem::Truncated { path: path.to_owned(), found_bytes, expected_bytes: 100 });
    }
    let number =
        |at: usize| u64::from(u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]));
    let page_bytes = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 65_536,
        bytes => bytes,
    };
    // The number of pages holds only where the last writer kept it: its change counters then agree.
    let expected_bytes = if number(24) == number(92) { number(28) * page_bytes } else { 0 };
    if found_bytes < expected_bytes {
        return Err(ReadProblem::Truncated { path: path.to_owned(), found_bytes, expected_bytes });
    }
    Ok(())
}

/// The declared system: by organization and code, else by its definition.
fn declared_crs(connection: &Connection, srs_id: i64) -> rusqlite::Result<DeclaredCrs> {
    let found = connection
        .query_row(
            "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1",
            [srs_id],
            |row| Ok((text(row.get_ref(0)?), row.get::<_, Option<i64>>(1)?, text(row.get_ref(2)?))),
        )
        .optional()?;
    let Some((organization, code, definition)) = found else {
        return Ok(DeclaredCrs::Unusable(CrsProblem::Missing));
    };
    let by_code = organization
        .eq_ignore_ascii_case("EPSG")
        .then_some(code)
        .flatten()
        .and_then(|code| u32::try_from(code).ok())
        .map(crs_from_epsg);
    if let Some(Ok(crs)) = by_code {
        return Ok(DeclaredCrs::Declared(crs));
    }
    if definition.trim().is_empty() || definition.eq_ignore_ascii_case("undefined") {
        let problem = by_code.and_then(Result::err).unwrap_or(CrsProblem::Missing);
        return Ok(DeclaredCrs::Unusable(problem));
    }
    Ok(crs_from_text(&definition).map_or_else(DeclaredCrs::Unusable, DeclaredCrs::Declared))
}

/// The first positions of the first features, and whether polygons, lines and points are among them.
fn sample(connection: &Connection, table: &Table) -> rusqlite::Result<(Vec<[f64; 2]>, [bool; 3])> {
    let sql = format!("SELECT {} FROM {} LIMIT 256", quoted(&table.geometry), quoted(&table.name));
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let (mut positions, mut found) = (Vec::new(), [false; 3]);
    let mut raw = RawShape::default();
    while let Some(row) = rows.next()? {
        let Ok(blob) = row.get_ref(0)?.as_blob() else { continue };
        decode(blob, &mut raw);
        positions.extend(raw.middle_point());
        note_kinds(&raw, &mut found);
    }
    Ok((positions, found))
}

fn decode(blob: &[u8], raw: &mut RawShape) {
    raw.clear();
    if let Some(body) = Header::read(blob).and_then(|header| blob.get(header.body..)) {
        // Whatever stands before a fault still tells where the data lie.
        let _ = walk(body, raw);
    }
}

fn note_kinds(raw: &RawShape, found: &mut [bool; 3]) {
    for (kind, _) in raw.parts() {
        let place = match kind {
            Simple::Polygon => 0,
            Simple::Line => 1,
            Simple::Point => 2,
        };
        found[place] = true;
    }
}

/// What a table of mixed geometries is taken as: polygons if there is one, else lines, else points.
fn kind_of_mixture(connection: &Connection, table: &Table, mut found: [bool; 3]) -> rusqlite::Result<GeometryKind> {
    if !found[0] {
        let sql = format!("SELECT {} FROM {}", quoted(&table.geometry), quoted(&table.name));
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let mut raw = RawShape::default();
        while let Some(row) = rows.next()?.filter(|_| !found[0]) {
            if let Ok(blob) = row.get_ref(0)?.as_blob() {
                decode(blob, &mut raw);
                note_kinds(&raw, &mut found);
            }
        }
    }
    Ok(match found {
        [true, ..] => GeometryKind::Polygons,
        [_, true, _] => GeometryKind::Lines,
        [_, _, true] => GeometryKind::Points,
        _ => GeometryKind::Polygons,
    })
}

/// The kind that a declared type promises; `None` where it may be anything.
fn kind_from_name(name: &str) -> Option<GeometryKind> {
    match name {
        "POLYGON" | "MULTIPOLYGON" | "CURVEPOLYGON" | "MULTISURFACE" | "SURFACE" => Some(GeometryKind::Polygons),
        "LINESTRING" | "MULTILINESTRING" | "CURVE" | "MULTICURVE" | "CIRCULARSTRING" | "COMPOUNDCURVE" => {
            Some(GeometryKind::Lines)
        }
        "POINT" | "MULTIPOINT" => Some(GeometryKind::Points),
        _ => None,
    }
}

/// `MultiPolygon` from `MULTIPOLYGON`.
fn type_name(name: &str) -> String {
    const NAMES: [&str; 15] = [
        "Geometry",
        "GeometryCollection",
        "Point",
        "LineString",
        "Polygon",
        "MultiPoint",
        "MultiLineString",
        "MultiPolygon",
        "CurvePolygon",
        "MultiSurface",
        "MultiCurve",
        "CompoundCurve",
        "CircularString",
        "Curve",
        "Surface",
    ];
    NAMES
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name))
        .map_or_else(|| name.to_owned(), |&known| known.to_owned())
}

fn column_title(connection: &Connection, table: &str, column: &str) -> Option<String> {
    // The table of titles is an extension: without it there are none.
    let sql = "SELECT title FROM gpkg_data_columns WHERE table_name = ?1 AND column_name = ?2";
    let title = connection.query_row(sql, [table, column], |row| Ok(text(row.get_ref(0)?))).ok()?;
    (!title.is_empty()).then_some(title)
}

/// Number of rows: as GDAL keeps it, else counted.
fn feature_count(connection: &Connection, table: &str) -> rusqlite::Result<usize> {
    let sql = "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?1";
    match connection.query_row(sql, [table], |row| row.get::<_, Option<i64>>(0)) {
        Ok(Some(count)) if count >= 0 => Ok(count as usize),
        _ => counted(connection, table),
    }
}

fn counted(connection: &Connection, table: &str) -> rusqlite::Result<usize> {
    let sql = format!("SELECT count(*) FROM {}", quoted(table));
    connection.query_row(&sql, [], |row| Ok(usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0)))
}

/// A text that should be UTF-8; what is not is read as GBK, so that no name is lost.
fn text(value: rusqlite::types::ValueRef<'_>) -> String {
    match value {
        rusqlite::types::ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => TextEncoding::GBK.decode(bytes).0,
        },
        _ => String::new(),
    }
}
