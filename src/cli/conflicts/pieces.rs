//! The overlapped land itself, as a GeoPackage.

use std::path::Path;

use super::layers::{Against, Zones};
use crate::base::Value;
use crate::checks::OverlapSet;
use crate::storage::WriteProblem;
use crate::storage::atomic::Replaced;
use crate::storage::geopackage::{ColumnSpec, GeometryBlob, GeometryType, GeopackageWriter, Row, TableSpec};

/// Time that stands in a file which has no commit behind it: the same input gives the same bytes.
const NO_TIME: &str = "1970-01-01T00:00:00.000Z";

/// Writes every piece with its zone, role and base feature; says where, for the target may be held by another program.
pub fn write(target: &Path, zones: &Zones, against: &[Against], sets: &[OverlapSet]) -> Result<Replaced, WriteProblem> {
    let spec = TableSpec {
        name: "PIECES".to_owned(),
        identifier: "重叠图斑".to_owned(),
        description: "Land that zones and layers share".to_owned(),
        geometry: Some(GeometryType::MultiPolygon),
        columns: vec![
            ColumnSpec::new("ZONE", "片区", "INTEGER").described("fid of the zone"),
            ColumnSpec::new("DXCS", "对象图层", "TEXT(40)").described("Role of the layer met"),
            ColumnSpec::new("DXFID", "对象行号", "INTEGER").described("fid of the base feature"),
            ColumnSpec::new("MJ", "椭球面积（平方米）", "DOUBLE").described("Ellipsoidal area, m²"),
            ColumnSpec::new("MJ_PM", "平面面积（平方米）", "DOUBLE").described("Planar area, m², for comparison only"),
        ],
        timestamp: NO_TIME.to_owned(),
    };
    let mut rows = Vec::new();
    for (zone, shape) in &zones.shapes {
        for (against, set) in against.iter().zip(sets) {
            for piece in set.pieces(&shape.0) {
                let Some(id) = against.source_id(piece.layer, piece.feature) else { continue };
                let values = vec![
                    Value::Integer(*zone),
                    Value::Text(against.role.key().to_owned()),
                    Value::Integer(id),
                    Value::Real(piece.area_m2),
                    Value::Real(piece.planar_m2),
                ];
                rows.push(Row { fid: None, geometry: GeometryBlob::of_parts(piece.shape.parts()), values });
            }
        }
    }
    let mut writer = GeopackageWriter::create(target, zones.plane)?;
    writer.table(&spec, rows)?;
    writer.finish()
}
