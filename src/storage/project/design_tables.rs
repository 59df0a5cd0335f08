//! `tf_zones`, `tf_measures`, `tf_locks` and `tf_schemes`: the design as tables that other programs show and edit.
//!
//! They are a view of the document, written at each compaction; the document itself stands in `tf_meta` beside them. Rows are
//! updated in place and only where they differ, so that columns which another program added keep their values.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result, Row};

use super::key_values::SETTINGS;
use super::lock_rows::{self, LockRow};
use super::measure_rows::{self, MeasureRow};
use super::shape_blob::blob_from_shape;
use crate::crs::GaussKruger;
use crate::design::{ContiguitySetting, Document, ZoneKind};
use crate::geometry::Bounds;
use crate::storage::geopackage::table::add_table;
use crate::storage::geopackage::{ColumnSpec, GeometryType, TableSpec};
use crate::storage::journal::fingerprint;

/// The rows of the design tables as they stand in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DesignTables {
    /// By fid, which is the zone's identity.
    pub zones: BTreeMap<i64, ZoneRow>,
    /// By fid, which is the measure's identity.
    pub measures: BTreeMap<i64, MeasureRow>,
    /// By fid, which is the lock's identity.
    pub locks: BTreeMap<i64, LockRow>,
    /// By fid, which is the scheme's number + 1: programs dislike a fid of 0.
    pub schemes: BTreeMap<i64, SchemeRow>,
}

/// A zone as a row. Another program may have left any of it empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ZoneRow {
    pub blob: Option<Vec<u8>>,
    pub scheme: Option<i64>,
    pub position: Option<i64>,
    pub name: String,
    pub kind: String,
    pub goal: String,
    pub note: String,
}

/// A scheme as a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SchemeRow {
    pub scheme: Option<i64>,
    pub position: Option<i64>,
    pub name: String,
    pub current: Option<i64>,
}

/// The word that a zone's kind is stored as.
pub(super) const fn kind_word(kind: ZoneKind) -> &'static str {
    match kind {
        ZoneKind::Unit => "unit",
        ZoneKind::Region => "region",
    }
}

pub(super) fn create(connection: &Connection, srs_id: i32, timestamp: &str) -> Result<()> {
    let mut spec = TableSpec {
        name: "tf_zones".into(),
        identifier: "片区（各方案）".into(),
        description: "Tianfang: zones of all schemes".into(),
        geometry: Some(GeometryType::MultiPolygon),
        columns: vec![
            ColumnSpec::new("scheme", "方案号", "INTEGER"),
            ColumnSpec::new("position", "次序", "INTEGER"),
            ColumnSpec::new("name", "名称", "TEXT"),
            ColumnSpec::new("kind", "类型", "TEXT").described("unit 整治单元, region 整治区域"),
            ColumnSpec::new("goal", "整治目标", "TEXT"),
            ColumnSpec::new("note", "备注", "TEXT"),
        ],
        timestamp: timestamp.into(),
    };
    add_table(connection, &spec, srs_id, [])?;
    spec.name = "tf_schemes".into();
    spec.identifier = "方案".into();
    spec.description = "Tianfang: schemes; 0 is the untouched base".into();
    spec.geometry = None;
    spec.columns = vec![
        ColumnSpec::new("scheme", "方案号", "INTEGER"),
        ColumnSpec::new("position", "次序", "INTEGER"),
        ColumnSpec::new("name", "名称", "TEXT"),
        ColumnSpec::new("current", "当前", "INTEGER"),
    ];
    add_table(connection, &spec, srs_id, [])?;
    measure_rows::create(connection, srs_id, timestamp)?;
    lock_rows::create(connection, srs_id, timestamp)?;
    SETTINGS.create(connection, timestamp)
}

pub(super) fn read(connection: &Connection) -> Result<DesignTables> {
    let mut zones =
        connection.prepare("SELECT fid, geom, scheme, position, name, kind, goal, note FROM tf_zones ORDER BY fid")?;
    let zones = zones.query_map([], |row| {
        let zone = ZoneRow {
            blob: blob(row, 1)?,
            scheme: integer(row, 2)?,
            position: integer(row, 3)?,
            name: text(row, 4)?,
            kind: text(row, 5)?,
            goal: text(row, 6)?,
            note: text(row, 7)?,
        };
        Ok((row.get(0)?, zone))
    })?;
    let zones = zones.collect::<Result<_>>()?;
    let mut schemes = connection.prepare("SELECT fid, scheme, position, name, current FROM tf_schemes ORDER BY fid")?;
    let schemes = schemes.query_map([], |row| {
        let scheme = SchemeRow {
            scheme: integer(row, 1)?,
            position: integer(row, 2)?,
            name: text(row, 3)?,
            current: integer(row, 4)?,
        };
        Ok((row.get(0)?, scheme))
    })?;
    let schemes = schemes.collect::<Result<_>>()?;
    Ok(DesignTables { zones, measures: measure_rows::read(connection)?, locks: lock_rows::read(connection)?, schemes })
}

/// The bytes of a geometry; `None` where there are none.
pub(super) fn blob(row: &Row<'_>, column: usize) -> Result<Option<Vec<u8>>> {
    Ok(row.get_ref(column)?.as_blob_or_null().ok().flatten().map(<[u8]>::to_vec))
}

pub(super) fn integer(row: &Row<'_>, column: usize) -> Result<Option<i64>> {
    Ok(row.get_ref(column)?.as_i64_or_null().ok().flatten())
}

pub(super) fn text(row: &Row<'_>, column: usize) -> Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Null => String::new(),
    })
}

impl DesignTables {
    /// The rows that a document makes.
    pub fn of_document(document: &Document, plane: GaussKruger) -> Self {
        let mut tables = Self::default();
        for (position, lock) in document.locks().iter().enumerate() {
            tables.locks.insert(lock.id.0 as i64, LockRow::of(lock, position as i64, plane));
        }
        for (position, scheme) in document.schemes().iter().enumerate() {
            let number = i64::from(scheme.id.0);
            let row = SchemeRow {
                scheme: Some(number),
                position: Some(position as i64),
                name: scheme.name.clone(),
                current: Some(i64::from(document.current_scheme().id == scheme.id)),
            };
            tables.schemes.insert(number + 1, row);
            for (position, zone) in scheme.zones.iter().enumerate() {
                let row = ZoneRow {
                    blob: Some(blob_from_shape(&zone.shape, plane.epsg() as i32)),
                    scheme: Some(number),
                    position: Some(position as i64),
                    name: zone.name.clone(),
                    kind: kind_word(zone.kind).to_owned(),
                    goal: zone.goal.clone(),
                    note: zone.note.clone(),
                };
                tables.zones.insert(zone.id.0 as i64, row);
            }
            for (position, measure) in scheme.measures.iter().enumerate() {
                let row = MeasureRow::of(measure, number, position as i64, plane);
                tables.measures.insert(measure.id.0 as i64, row);
            }
        }
        tables
    }

    /// Tells whether another program changed the rows: what it would change by merely rewriting a blob counts too.
    pub fn hash(&self) -> u64 {
        let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string()).into_bytes();
        let mut parts: Vec<Vec<u8>> = Vec::new();
        for (fid, zone) in &self.zones {
            parts.extend([number(Some(*fid)), number(zone.scheme), number(zone.position)]);
            parts.extend([&zone.name, &zone.kind, &zone.goal, &zone.note].map(|text| text.clone().into_bytes()));
            parts.push(zone.blob.clone().unwrap_or_default());
        }
        for (fid, scheme) in &self.schemes {
            parts.extend([number(Some(*fid)), number(scheme.scheme), number(scheme.position), number(scheme.current)]);
            parts.push(scheme.name.clone().into_bytes());
        }
        for (fid, measure) in &self.measures {
            parts.push(number(Some(*fid)));
            parts.extend(measure.parts());
        }
        for (fid, lock) in &self.locks {
            parts.push(number(Some(*fid)));
            parts.extend(lock.parts());
        }
        fingerprint(parts.iter().map(Vec::as_slice))
    }
}

/// Brings the tables from what they hold to what the document says.
pub(super) fn write(
    connection: &Connection,
    document: &Document,
    stands: &DesignTables,
    wanted: &DesignTables,
    timestamp: &str,
) -> Result<()> {
    for (table, gone) in [
        ("tf_zones", missing(&stands.zones, &wanted.zones)),
        (measure_rows::TABLE, missing(&stands.measures, &wanted.measures)),
        (lock_rows::TABLE, missing(&stands.locks, &wanted.locks)),
        ("tf_schemes", missing(&stands.schemes, &wanted.schemes)),
    ] {
        for fid in gone {
            connection.execute(&format!("DELETE FROM {table} WHERE fid = ?1"), [fid])?;
        }
    }
    for (fid, zone) in wanted.zones.iter().filter(|(fid, zone)| stands.zones.get(fid) != Some(zone)) {
        let values = (fid, &zone.blob, zone.scheme, zone.position, &zone.name, &zone.kind, &zone.goal, &zone.note);
        let sql = if stands.zones.contains_key(fid) {
            "UPDATE tf_zones SET geom = ?2, scheme = ?3, position = ?4, name = ?5, kind = ?6, goal = ?7, note = ?8 \
             WHERE fid = ?1"
        } else {
            "INSERT INTO tf_zones (fid, geom, scheme, position, name, kind, goal, note) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        };
        connection.execute(sql, values)?;
    }
    for (fid, measure) in wanted.measures.iter().filter(|(fid, measure)| stands.measures.get(fid) != Some(measure)) {
        measure_rows::put(connection, *fid, measure, stands.measures.contains_key(fid))?;
    }
    for (fid, lock) in wanted.locks.iter().filter(|(fid, lock)| stands.locks.get(fid) != Some(lock)) {
        lock_rows::put(connection, *fid, lock, stands.locks.contains_key(fid))?;
    }
    for (fid, scheme) in wanted.schemes.iter().filter(|(fid, scheme)| stands.schemes.get(fid) != Some(scheme)) {
        let sql = if stands.schemes.contains_key(fid) {
            "UPDATE tf_schemes SET scheme = ?2, position = ?3, name = ?4, current = ?5 WHERE fid = ?1"
        } else {
            "INSERT INTO tf_schemes (fid, scheme, position, name, current) VALUES (?1, ?2, ?3, ?4, ?5)"
        };
        connection.execute(sql, (fid, scheme.scheme, scheme.position, &scheme.name, scheme.current))?;
    }
    SETTINGS.set(connection, "name", &document.settings().name)?;
    let ContiguitySetting { gap_m, facing_m, shared_m, barriers, village_core_mu } = &document.settings().contiguity;
    let figures =
        [("gap_m", gap_m), ("facing_m", facing_m), ("shared_m", shared_m), ("village_core_mu", village_core_mu)];
    for (key, figure) in figures {
        SETTINGS.set(connection, &format!("contiguity_{key}"), &figure.to_string())?;
    }
    let barriers: Vec<&str> = barriers.iter().map(String::as_str).collect();
    SETTINGS.set(connection, "contiguity_barriers", &barriers.join(" "))?;
    let share = document.settings().zones_share_boundaries;
    // A project that never asked for it keeps the rows it has.
    if share || SETTINGS.get(connection, SHARED_BOUNDARIES).is_ok() {
        SETTINGS.set(connection, SHARED_BOUNDARIES, if share { "1" } else { "0" })?;
    }
    write_extent(connection, document, timestamp)
}

/// `1` where zones share their boundaries.
const SHARED_BOUNDARIES: &str = "zones_share_boundaries";

fn missing<Row>(stands: &BTreeMap<i64, Row>, wanted: &BTreeMap<i64, Row>) -> Vec<i64> {
    stands.keys().filter(|fid| !wanted.contains_key(fid)).copied().collect()
}

fn write_extent(connection: &Connection, document: &Document, timestamp: &str) -> Result<()> {
    let mut zones = document.schemes().iter().flat_map(|scheme| &scheme.zones).map(|zone| zone.bounds());
    let mut measures = document.schemes().iter().flat_map(|scheme| &scheme.measures).map(|measure| measure.bounds());
    let mut locks = document.locks().iter().map(|lock| lock.bounds());
    let whole = |boxes: &mut dyn Iterator<Item = Bounds>| boxes.fold(Bounds::EMPTY, |whole, one| whole.union(&one));
    for (table, extent) in [
        ("tf_zones", whole(&mut zones)),
        (measure_rows::TABLE, whole(&mut measures)),
        (lock_rows::TABLE, whole(&mut locks)),
    ] {
        let side = |value: f64| (!extent.is_empty()).then_some(value);
        connection.execute(
            "UPDATE gpkg_contents SET min_x = ?2, min_y = ?3, max_x = ?4, max_y = ?5 WHERE table_name = ?1",
            (table, side(extent.min[0]), side(extent.min[1]), side(extent.max[0]), side(extent.max[1])),
        )?;
    }
    let touched = "'tf_zones', 'tf_measures', 'tf_locks', 'tf_schemes', 'tf_history', 'tf_meta'";
    connection
        .execute(&format!("UPDATE gpkg_contents SET last_change = ?1 WHERE table_name IN ({touched})"), [timestamp])?;
    Ok(())
}
