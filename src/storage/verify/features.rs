//! Promises about one table of features: geometry, header, index, extent, style, and the areas beside them.

use std::collections::BTreeMap;

use geo::CoordsIter;
use rayon::prelude::*;
use rusqlite::{Connection, Result};

use super::checks::quoted;
use super::contents::{GeometryColumn, Records, Table};
use super::decode::{Decoded, decode};
use super::{Check, CheckKind, ShapePrint, areas, fault_of};
use crate::crs::GaussKruger;
use crate::geometry::Bounds;

/// Triggers of the R-tree extension in version 1.3.
const TRIGGERS: [&str; 6] = ["insert", "update1", "update2", "update3", "update4", "delete"];
/// The index holds single precision, rounded outward: how far a side may stand off, as a share of the coordinate.
const SINGLE_PRECISION: f64 = 2.4e-7;

/// Tables whose rows share the cents of their sum: by verdict, or all of them.
const SHARED_CENTS: [&str; 4] = ["CTTB", "CJDK", "JXDK", "LGZH"];

/// One row as it is stored.
pub(super) struct Feature {
    pub fid: i64,
    /// `None`: no geometry, or bytes that are none.
    pub decoded: Option<Decoded>,
    pub figures: areas::Figures,
}

pub(super) fn check(
    connection: &Connection,
    table: &Table,
    geometry: &GeometryColumn,
    records: &Records,
    report: &mut Vec<Check>,
) -> Result<()> {
    let features = read(connection, table, geometry)?;
    let name = &table.name;
    let none = |kind, offending| Check::none(kind, name, offending);
    let count = |offends: &dyn Fn(&Feature) -> bool| features.iter().filter(|feature| offends(feature)).count();

    let plane = u32::try_from(geometry.srs_id).ok().and_then(GaussKruger::from_epsg);
    let declared = usize::from(table.srs_id != Some(geometry.srs_id)) + usize::from(plane.is_none());
    let strangers =
        count(&|feature| feature.decoded.as_ref().is_some_and(|found| i64::from(found.srs_id) != geometry.srs_id));
    report.push(none(CheckKind::Srs, declared + strangers));
    let others = count(&|feature| feature.decoded.as_ref().is_none_or(|found| !found.only_multi_polygon));
    let declared = usize::from(geometry.type_name != "MULTIPOLYGON") + usize::from(!geometry.is_flat);
    report.push(none(CheckKind::GeometryType, others + declared));
    report.push(none(CheckKind::Rings, invalid_rings(name, &features, records)));
    let wrong = count(&|feature| feature.decoded.as_ref().is_some_and(|found| found.envelope != Some(found.bounds)));
    report.push(none(CheckKind::Envelopes, wrong));
    let print = records.figure("shapes", name).unwrap_or(f64::NAN);
    report.push(Check::equal(CheckKind::Shapes, name, print_of(&features), print));
    report.push(none(CheckKind::Extent, usize::from(table.extent.unwrap_or(Bounds::EMPTY) != extent_of(&features))));
    report.push(none(CheckKind::SpatialIndex, wrongly_indexed(connection, table, geometry, &features)?));
    report.push(none(CheckKind::Triggers, missing_triggers(connection, table, geometry)?));
    report.push(extensions(connection, table, geometry)?);
    report.push(style(connection, name)?);
    if let Some(plane) = plane {
        areas::check(table, plane, &features, records, report);
    }
    Ok(())
}

fn read(connection: &Connection, table: &Table, geometry: &GeometryColumn) -> Result<Vec<Feature>> {
    let column = |name: &str| if table.has(name) { name.to_owned() } else { "NULL".to_owned() };
    let columns = ["MJ", "MJ_MU", "MJ_PM", "FWMJ", "JLBS"].map(column).join(", ");
    let sql = format!("SELECT fid, {}, {columns} FROM {} ORDER BY fid", quoted(&geometry.name), quoted(&table.name));
    let mut select = connection.prepare(&sql)?;
    let rows = select.query_map([], |row| {
        let text = |index: usize| row.get::<_, Option<String>>(index).map(Option::unwrap_or_default);
        let figures = areas::Figures {
            mj: row.get(2)?,
            mj_mu: row.get(3)?,
            mj_pm: row.get(4)?,
            inside: row.get(5)?,
            group: if SHARED_CENTS.contains(&table.name.as_str()) { Some(text(6)?) } else { None },
        };
        let blob = row.get_ref(1)?.as_blob_or_null()?.map(<[u8]>::to_vec);
        Ok((row.get(0)?, blob, figures))
    })?;
    let rows = rows.collect::<Result<Vec<_>>>()?;
    Ok(rows
        .into_par_iter()
        .map(|(fid, blob, figures)| Feature { fid, decoded: blob.as_deref().and_then(decode), figures })
        .collect())
}

/// Rows whose shape is invalid and that are not recorded as invalid in their source.
fn invalid_rings(table: &str, features: &[Feature], records: &Records) -> usize {
    let is_sound = |feature: &Feature| {
        feature.decoded.as_ref().is_some_and(|found| found.closed && fault_of(&found.shape).is_none())
    };
    features.par_iter().filter(|feature| !is_sound(feature) && !records.is_invalid_source(table, feature.fid)).count()
}

fn print_of(features: &[Feature]) -> f64 {
    let mut print = ShapePrint::new();
    for found in features.iter().filter_map(|feature| feature.decoded.as_ref()) {
        found.shape.coords_iter().for_each(|point| print.add([point.x, point.y]));
    }
    print.finish()
}

fn extent_of(features: &[Feature]) -> Bounds {
    let boxes = features.iter().filter_map(|feature| feature.decoded.as_ref()).map(|found| found.bounds);
    boxes.fold(Bounds::EMPTY, |extent, bounds| extent.union(&bounds))
}

/// Rows that the index lacks, holds elsewhere, or holds without the table having them.
fn wrongly_indexed(
    connection: &Connection,
    table: &Table,
    geometry: &GeometryColumn,
    features: &[Feature],
) -> Result<usize> {
    let index = format!("rtree_{}_{}", table.name, geometry.name);
    let exists: bool =
        connection.query_row("SELECT count(*) FROM sqlite_master WHERE name = ?1", [&index], |row| row.get(0))?;
    if !exists {
        return Ok(features.len().max(1));
    }
    let mut select = connection.prepare(&format!("SELECT id, minx, miny, maxx, maxy FROM {}", quoted(&index)))?;
    let rows = select.query_map([], |row| {
        Ok((row.get(0)?, Bounds { min: [row.get(1)?, row.get(2)?], max: [row.get(3)?, row.get(4)?] }))
    })?;
    let mut indexed = rows.collect::<Result<BTreeMap<i64, Bounds>>>()?;
    let mut wrong = 0;
    for feature in features {
        let held = indexed.remove(&feature.fid);
        wrong += usize::from(match (&feature.decoded, held) {
            (Some(found), Some(held)) => !stands_for(&held, &found.bounds),
            (None, None) => false,
            _ => true,
        });
    }
    Ok(wrong + indexed.len())
}

/// Whether a box of the index is the box of a geometry, rounded outward to single precision.
fn stands_for(held: &Bounds, bounds: &Bounds) -> bool {
    held.contains(bounds)
        && (0..2).all(|axis| {
            let near = |a: f64, b: f64| (a - b).abs() <= SINGLE_PRECISION * b.abs().max(1.0);
            near(held.min[axis], bounds.min[axis]) && near(held.max[axis], bounds.max[axis])
        })
}

fn missing_triggers(connection: &Connection, table: &Table, geometry: &GeometryColumn) -> Result<usize> {
    let mut missing = 0;
    for suffix in TRIGGERS {
        let name = format!("rtree_{}_{}_{suffix}", table.name, geometry.name);
        let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = ?1 AND tbl_name = ?2";
        let found: i64 = connection.query_row(sql, [&name, &table.name], |row| row.get(0))?;
        missing += usize::from(found != 1);
    }
    Ok(missing)
}

/// A reader looks for the index only where it is registered.
fn extensions(connection: &Connection, table: &Table, geometry: &GeometryColumn) -> Result<Check> {
    let sql = "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index' AND scope = 'write-only' \
               AND table_name = ?1 AND column_name = ?2";
    let found: f64 = connection.query_row(sql, [&table.name, &geometry.name], |row| row.get(0))?;
    Ok(Check::equal(CheckKind::Extensions, &table.name, found, 1.0))
}

/// Exactly one default style, as QML for QGIS and as SLD for others.
fn style(connection: &Connection, table: &str) -> Result<Check> {
    let known: bool = connection.query_row(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'layer_styles'",
        [],
        |row| row.get(0),
    )?;
    let sql = "SELECT count(*) FROM layer_styles WHERE f_table_name = ?1 AND useAsDefault = 1 \
               AND styleQML LIKE '%<qgis %</qgis>%' AND styleSLD LIKE '%<StyledLayerDescriptor %</StyledLayerDescriptor>%'";
    let found: f64 = if known { connection.query_row(sql, [table], |row| row.get(0))? } else { 0.0 };
    Ok(Check::equal(CheckKind::Style, table, found, 1.0))
}
