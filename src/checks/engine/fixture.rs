//! A small made-up township for tests: a chequered land-use layer, basic farmland, a red line and a slope layer.

use std::sync::Arc;

use geo::{MultiPolygon, polygon};

use super::{Engine, LayersIndex, Subjects};
use crate::base::{BaseLayer, LayerBuilder, LayerId, Role, Value};
use crate::checks::verdict::{Judgement, Verdict};
use crate::checks::{Quantities, RulePack, built_in_pack};
use crate::crs::GaussKruger;
use crate::design::{Measure, MeasureId, MeasureKind, Scheme, SchemeId, Shape, Zone, ZoneId, ZoneKind};
use crate::geometry::GeometryKind;

pub const EAST: f64 = 500_000.0;
pub const NORTH: f64 = 3_320_000.0;
/// Side of a parcel, metres.
pub const SIDE: f64 = 100.0;
/// Classes of the parcels, along each row again and again.
pub const CLASSES: [&str; 7] = ["0101", "0103", "0301", "0702", "1104", "1006", "1106"];

pub fn plane() -> GaussKruger {
    GaussKruger::from_epsg(4549).unwrap()
}

pub fn rectangle(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
    let (x, y) = (EAST + x, NORTH + y);
    MultiPolygon(vec![
        polygon![(x: x, y: y), (x: x + width, y: y), (x: x + width, y: y + height), (x: x, y: y + height)],
    ])
}

/// A layer with one text column.
pub fn layer(id: u32, role: Role, column: &str, features: Vec<(MultiPolygon<f64>, &str)>) -> Arc<BaseLayer> {
    let features = features.into_iter().map(|(shape, value)| (shape, vec![value])).collect();
    Arc::new(layer_of(id, role, &[column], features))
}

/// A layer with several text columns; an empty text is null.
pub fn layer_of(id: u32, role: Role, columns: &[&str], features: Vec<(MultiPolygon<f64>, Vec<&str>)>) -> BaseLayer {
    let mut builder = LayerBuilder::new(role.key(), role, GeometryKind::Polygons);
    let fields: Vec<_> = columns.iter().map(|column| builder.field(column, None, "TEXT")).collect();
    for (shape, values) in features {
        builder.shapes.multi_polygon(&shape);
        for (field, value) in fields.iter().zip(values) {
            let value = if value.is_empty() { Value::Null } else { Value::Text(value.to_owned()) };
            builder.fields[*field].values.push(value);
        }
    }
    builder.build(LayerId(id), plane())
}

/// The chequered parcels, each with what becomes of its class.
pub fn parcels(class_of: impl Fn(&'static str) -> &'static str) -> Vec<(MultiPolygon<f64>, &'static str)> {
    let places = (0..8).flat_map(|row| (0..8).map(move |column| (row, column)));
    let parcel = |(row, column): (i32, i32)| {
        let shape = rectangle(f64::from(column) * SIDE, f64::from(row) * SIDE, SIDE, SIDE);
        (shape, class_of(CLASSES[(row + 2 * column) as usize % CLASSES.len()]))
    };
    places.map(parcel).collect()
}

pub fn layers() -> Vec<Arc<BaseLayer>> {
    vec![
        layer(1, Role::LandUse, "DLBM", parcels(|class| class)),
        layer(
            2,
            Role::PermanentBasicFarmland,
            "YJJBNTTBBH",
            vec![(rectangle(0.0, 0.0, 250.0, 250.0), "1"), (rectangle(200.0, 0.0, 250.0, 250.0), "2")],
        ),
        layer(
            3,
            Role::EcologicalRedLine,
            "ZRBHDFQ",
            vec![
                (rectangle(400.0, 400.0, 400.0, 400.0), "一般控制区"),
                (rectangle(600.0, 600.0, 200.0, 200.0), "核心保护区"),
            ],
        ),
        layer(
            4,
            Role::Slope,
            "PDJB",
            vec![
                (rectangle(0.0, 0.0, 800.0, 500.0), "2"),
                (rectangle(0.0, 500.0, 800.0, 200.0), "4"),
                (rectangle(0.0, 700.0, 800.0, 100.0), "5"),
            ],
        ),
    ]
}

pub fn pack() -> RulePack {
    built_in_pack("zhejiang").unwrap()
}

pub fn scheme() -> Scheme {
    Scheme::empty(SchemeId(1), "方案 1".to_owned())
}

pub fn zone(id: u64, shape: MultiPolygon<f64>) -> Arc<Zone> {
    let (goal, note) = (String::new(), String::new());
    Arc::new(Zone {
        id: ZoneId(id), name: format!("片区 {id}"), kind: ZoneKind::Unit, shape: Shape(shape), goal, note
    })
}

pub fn measure(id: u64, kind: MeasureKind, shape: MultiPolygon<f64>) -> Arc<Measure> {
    Arc::new(Measure::new(MeasureId(id), kind, Shape(shape)))
}

pub fn judge(engine: &mut Engine, scheme: &Scheme, quantities: &Quantities, index: &LayersIndex) -> Judgement {
    engine.judge(&pack(), &Subjects::of_scheme(scheme), quantities, index)
}

pub fn judged(scheme: &Scheme) -> Judgement {
    judge(&mut Engine::new(), scheme, &Quantities::new(), &LayersIndex::new(plane(), &layers()))
}

pub fn figure(judgement: &Judgement, id: &str) -> Option<f64> {
    judgement.verdicts.iter().find(|verdict| verdict.id == id).map(|verdict| verdict.finding.figure)
}

pub fn about(found: Option<f64>, expected: f64) {
    let found = found.unwrap_or(f64::NAN);
    assert!((found - expected).abs() < 1e-3, "{found} is not {expected}");
}

/// The verdict with an id; there must be one.
pub fn verdict<'a>(judgement: &'a Judgement, id: &str) -> &'a Verdict {
    judgement.verdicts.iter().find(|verdict| verdict.id == id).unwrap_or_else(|| panic!("no verdict {id}"))
}

/// Judges a scheme over layers with an engine of its own.
pub fn judged_over(scheme: &Scheme, layers: &[Arc<BaseLayer>]) -> Judgement {
    judge(&mut Engine::new(), scheme, &Quantities::new(), &LayersIndex::new(plane(), layers))
}
