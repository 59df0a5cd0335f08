//! A base layer from its table back into packed form: ranges of rows read at once by several threads, each over a connection
//! of its own, straight into packed shapes and columns.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rusqlite::types::ValueRef as SqlValue;
use rusqlite::{Connection, Result};

use super::ProjectProblem;
use super::database::open_to_read;
use super::layer_table::{LayerRecord, SOURCE_ID_COLUMN};
use crate::base::{BaseLayer, Column, ColumnBuilder, Columns, ValueRef};
use crate::crs::{AreaPlane, GaussKruger};
use crate::geometry::{GeometryKind, PackedBuilder, PackedTree, Point};
use crate::storage::geopackage::table::{GEOMETRY_COLUMN, ID_COLUMN};
use crate::storage::geopackage::{Header, Simple, Visitor, quoted, walk};

/// Rows below which a thread of its own does not pay.
const ROWS_WORTH_A_THREAD: i64 = 2_000;

/// Rows after which a reader says how far it is.
const ROWS_BETWEEN_NEWS: usize = 16_384;

/// Rows of one range.
struct Part {
    shapes: PackedBuilder,
    source_ids: Vec<i64>,
    columns: Vec<ColumnBuilder>,
}

/// Reads a layer; rows lie along the Hilbert curve already. `told` hears from every thread how many more rows were read.
pub(super) fn read(
    connection: &Connection,
    data: &Path,
    record: &LayerRecord,
    plane: GaussKruger,
    told: &(dyn Fn(usize) + Sync),
) -> std::result::Result<BaseLayer, ProjectProblem> {
    let problem = |error| ProjectProblem::from_sqlite(data, error);
    let kind = geometry_kind(connection, record).map_err(problem)?;
    let ranges = ranges(connection, record).map_err(problem)?;
    let mut parts = if let [(first, last)] = ranges[..] {
        vec![read_range(connection, record, kind, (first, last), told).map_err(problem)?]
    } else {
        let part = |&(first, last): &(i64, i64)| {
            let connection = open_to_read(data)?;
            read_range(&connection, record, kind, (first, last), told).map_err(problem)
        };
        ranges.par_iter().map(part).collect::<std::result::Result<Vec<Part>, ProjectProblem>>()?
    };
    let shapes = parts.iter_mut().map(|part| std::mem::replace(&mut part.shapes, PackedBuilder::new(kind))).collect();
    let shapes = PackedBuilder::joined(kind, shapes);
    let mut whole = parts.remove(0);
    parts.iter().for_each(|part| whole.source_ids.extend(&part.source_ids));
    let columns = whole.columns.into_par_iter().enumerate().map(|(index, mut column)| {
        parts.iter().for_each(|part| column.append(&part.columns[index]));
        let stored = &record.columns[index];
        Column {
            name: stored.name.clone(),
            title: stored.title.clone(),
            declared: stored.declared.clone(),
            data: column.finish(),
        }
    });
    let columns = Columns::new(columns.collect());
    drop(parts);
    Ok(layer(record, plane, shapes, whole.source_ids, columns))
}

fn layer(
    record: &LayerRecord,
    plane: GaussKruger,
    shapes: PackedBuilder,
    source_ids: Vec<i64>,
    columns: Columns,
) -> BaseLayer {
    let in_order: Vec<u32> = (0..shapes.shapes().len() as u32).collect();
    // Oriented anew: another program may have rewritten a row.
    let shapes = shapes.finish_in_order(&in_order, true);
    let area_plane = AreaPlane::new(plane);
    let areas_m2: Vec<f64> = if shapes.kind() == GeometryKind::Polygons {
        let area_m2 = |feature| shapes.rings(feature).map(|ring| area_plane.ring_m2(ring)).sum();
        (0..shapes.len()).into_par_iter().map(area_m2).collect()
    } else {
        vec![0.0; shapes.len()]
    };
    BaseLayer {
        id: record.id,
        name: record.name.clone(),
        title: record.title.clone(),
        role: record.role,
        plane,
        tree: Arc::new(PackedTree::over(shapes.all_bounds())),
        shapes: Arc::new(shapes),
        areas_m2: areas_m2.into(),
        source_ids: source_ids.into(),
        columns: Arc::new(columns),
        provenance: record.provenance.clone(),
    }
}

fn geometry_kind(connection: &Connection, record: &LayerRecord) -> Result<GeometryKind> {
    let sql = "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = ?1";
    let name: String = connection.query_row(sql, [&record.table], |row| row.get(0))?;
    Ok(match name.to_ascii_uppercase().as_str() {
        "MULTILINESTRING" | "LINESTRING" => GeometryKind::Lines,
        "MULTIPOINT" | "POINT" => GeometryKind::Points,
        _ => GeometryKind::Polygons,
    })
}

/// Ranges of fid, about equal, one a thread; at least one.
fn ranges(connection: &Connection, record: &LayerRecord) -> Result<Vec<(i64, i64)>> {
    let sql =
        format!("SELECT coalesce(min({ID_COLUMN}), 1), coalesce(max({ID_COLUMN}), 0) FROM {}", quoted(&record.table));
    let (first, last): (i64, i64) = connection.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows = last.saturating_sub(first).saturating_add(1);
    let count = (rayon::current_num_threads() as i64).min(rows / ROWS_WORTH_A_THREAD).max(1);
    let step = rows / count + 1;
    Ok((0..count).map(|part| (first + part * step, (first + (part + 1) * step - 1).min(last))).collect())
}

fn read_range(
    connection: &Connection,
    record: &LayerRecord,
    kind: GeometryKind,
    (first, last): (i64, i64),
    told: &dyn Fn(usize),
) -> Result<Part> {
    let names: String = record.columns.iter().map(|stored| format!(", {}", quoted(&stored.column))).collect();
    let sql = format!(
        "SELECT {ID_COLUMN}, {GEOMETRY_COLUMN}, {SOURCE_ID_COLUMN}{names} FROM {} WHERE {ID_COLUMN} BETWEEN ?1 AND ?2 \
         ORDER BY {ID_COLUMN}",
        quoted(&record.table)
    );
    let mut select = connection.prepare(&sql)?;
    let mut rows = select.query([first, last])?;
    let mut part = Part {
        shapes: PackedBuilder::new(kind),
        source_ids: Vec::new(),
        columns: vec![ColumnBuilder::default(); record.columns.len()],
    };
    while let Some(row) = rows.next()? {
        let fid: i64 = row.get(0)?;
        if let SqlValue::Blob(blob) = row.get_ref(1)? {
            push_geometry(&mut part.shapes, blob).ok_or_else(|| {
                let reason = format!("{} {ID_COLUMN} {fid}: no geometry of this layer", record.table);
                rusqlite::Error::InvalidColumnName(reason)
            })?;
        }
        part.shapes.end_feature();
        part.source_ids.push(row.get::<_, Option<i64>>(2)?.unwrap_or(fid));
        if part.source_ids.len().is_multiple_of(ROWS_BETWEEN_NEWS) {
            told(ROWS_BETWEEN_NEWS);
        }
        for (index, column) in part.columns.iter_mut().enumerate() {
            column.push(match row.get_ref(index + 3)? {
                SqlValue::Null => ValueRef::Null,
                SqlValue::Integer(value) => ValueRef::Integer(value),
                SqlValue::Real(value) => ValueRef::Real(value),
                SqlValue::Text(bytes) => std::str::from_utf8(bytes).map_or(ValueRef::Blob(bytes), ValueRef::Text),
                SqlValue::Blob(bytes) => ValueRef::Blob(bytes),
            });
        }
    }
    told(part.source_ids.len() % ROWS_BETWEEN_NEWS);
    Ok(part)
}

fn push_geometry(shapes: &mut PackedBuilder, blob: &[u8]) -> Option<()> {
    struct Packer<'a>(&'a mut PackedBuilder);
    impl Visitor for Packer<'_> {
        fn point(&mut self, point: Point) {
            self.0.coordinate(point);
        }
        fn end_ring(&mut self) {
            self.0.end_ring();
        }
        fn end_part(&mut self, _: Simple) {
            self.0.end_part();
        }
    }
    let header = Header::read(blob)?;
    if header.empty {
        return Some(());
    }
    walk(blob.get(header.body..)?, &mut Packer(shapes)).ok()
}
