//! A made-up township of rectangles: 100 m squares hold 15 mu.

use std::sync::Arc;

use geo::{MultiPolygon, polygon};

use crate::base::{BaseLayer, LayerBuilder, LayerId, Role, Value};
use crate::checks::{LayersIndex, RulePack, built_in_pack};
use crate::contiguity::{Faces, Setting};
use crate::crs::GaussKruger;
use crate::design::{
    Date, Lock, LockId, LockKind, Measure, MeasureId, MeasureKind, Shape, SimulationKind, SimulationRequest, Zone,
    ZoneId, ZoneKind,
};
use crate::geometry::{Bounds, GeometryKind};
use crate::i18n::Language;
use crate::land::{Land, LandBase};
use crate::simulation::{Control, CostTable, Ground, Limits, Prepared, Proposal, TownshipProblem, Unwatched};

const EAST: f64 = 500_000.0;
const NORTH: f64 = 3_320_000.0;
/// Side of a square, metres.
pub const SIDE: f64 = 100.0;

/// Columns of the parcels: class, slope level, grade, village.
const COLUMNS: [&str; 4] = ["DLBM", "GDPDJB", "GDDB", "ZLDWDM"];

pub struct Town {
    layers: Vec<Arc<BaseLayer>>,
    pub measures: Vec<Arc<Measure>>,
    pub zones: Vec<Arc<Zone>>,
    pub locks: Vec<Arc<Lock>>,
    pub costs: CostTable,
    pub pack: RulePack,
    pub request: SimulationRequest,
}

pub fn rectangle(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
    let (x, y) = (EAST + x, NORTH + y);
    MultiPolygon(vec![
        polygon![(x: x, y: y), (x: x + width, y: y), (x: x + width, y: y + height), (x: x, y: y + height)],
    ])
}

/// Squares as a map, top row first: `a` paddy, `s` steep paddy, `u` paddy of unknown slope, `o` orchard, `O` steep orchard, `U` orchard
/// of unknown slope, `p` pond, `f` forest, `r` river, `h` house, `x` rural road; a space is no land.
pub fn town(map: &[&str]) -> Town {
    let mut features = Vec::new();
    for (row, line) in map.iter().rev().enumerate() {
        for (column, letter) in line.chars().enumerate() {
            let (class, slope) = match letter {
                'a' => ("0101", "2"),
                's' => ("0101", "5"),
                'u' => ("0101", ""),
                'o' => ("0201", "2"),
                'O' => ("0201", "4"),
                'U' => ("0201", ""),
                'p' => ("1104", "1"),
                'f' => ("0301", "2"),
                'r' => ("1101", "1"),
                'h' => ("0702", "1"),
                'x' => ("1006", "1"),
                _ => continue,
            };
            let (x, y) = (column as f64 * SIDE, row as f64 * SIDE);
            let grade = if class == "0101" { "5" } else { "" };
            features.push((rectangle(x, y, SIDE, SIDE), [class, slope, grade, "330000000001"]));
        }
    }
    let mut request = SimulationRequest::new(SimulationKind::Concentration);
    request.limits.quality_not_lower = false;
    Town {
        layers: vec![layer(1, Role::LandUse, &COLUMNS, &features)],
        measures: Vec::new(),
        zones: Vec::new(),
        locks: Vec::new(),
        costs: CostTable::built_in().unwrap(),
        pack: built_in_pack("zhejiang").unwrap(),
        request,
    }
}

fn layer<const N: usize>(
    id: u32,
    role: Role,
    columns: &[&str; N],
    features: &[(MultiPolygon<f64>, [&str; N])],
) -> Arc<BaseLayer> {
    let mut builder = LayerBuilder::new(role.key(), role, GeometryKind::Polygons);
    let fields: Vec<_> = columns.iter().map(|column| builder.field(column, None, "TEXT")).collect();
    for (shape, values) in features {
        builder.shapes.multi_polygon(shape);
        for (field, value) in fields.iter().zip(values) {
            let value = if value.is_empty() { Value::Null } else { Value::Text((*value).to_owned()) };
            builder.fields[*field].values.push(value);
        }
    }
    Arc::new(builder.build(LayerId(id), plane()))
}

fn plane() -> GaussKruger {
    GaussKruger::from_epsg(4549).unwrap()
}

impl Town {
    /// With land of a role, in metres.
    pub fn with_land(mut self, role: Role, shape: MultiPolygon<f64>) -> Self {
        let id = self.layers.len() as u32 + 1;
        self.layers.push(layer(id, role, &["BSM"], &[(shape, ["1"])]));
        self
    }

    pub fn with_measure(mut self, kind: MeasureKind, shape: MultiPolygon<f64>) -> Self {
        let id = MeasureId(self.measures.len() as u64 + 1);
        self.measures.push(Arc::new(Measure::new(id, kind, Shape(shape))));
        self
    }

    pub fn with_lock(mut self, kind: LockKind, shape: MultiPolygon<f64>) -> Self {
        let id = LockId(self.locks.len() as u64 + 1);
        self.locks.push(Arc::new(Lock { id, kind, shape: Shape(shape), note: String::new() }));
        self
    }

    pub fn with_zone(mut self, shape: MultiPolygon<f64>) -> Self {
        let id = ZoneId(self.zones.len() as u64 + 1);
        let (name, goal, note) = (format!("片区 {}", id.0), String::new(), String::new());
        self.zones.push(Arc::new(Zone { id, name, kind: ZoneKind::Unit, shape: Shape(shape), goal, note }));
        self
    }

    pub fn asking(mut self, change: impl FnOnce(&mut SimulationRequest)) -> Self {
        change(&mut self.request);
        self
    }

    pub fn prepared(&self) -> Result<Arc<Prepared>, TownshipProblem> {
        self.prepared_by(&Unwatched)
    }

    pub fn prepared_by(&self, control: &dyn Control) -> Result<Arc<Prepared>, TownshipProblem> {
        let base = Arc::new(LandBase::new(plane(), &self.layers));
        let faces = Faces::of_layers(&self.layers[..1]);
        let land = Land::of(base, &self.measures);
        let index = LayersIndex::new(plane(), &self.layers);
        let setting = Setting::default();
        let ground = Ground {
            land: &land,
            faces: &faces,
            setting: &setting,
            layers: &index,
            pack: &self.pack,
            on: "2026-11-26".parse::<Date>().unwrap(),
            zones: &self.zones,
            locks: &self.locks,
            costs: &self.costs,
        };
        Prepared::new(&ground, &self.request, control).map(Arc::new)
    }

    pub fn solved(&self) -> Proposal {
        let prepared = self.prepared().unwrap();
        prepared.solve(&limits(), Arc::new(Unwatched))
    }

    pub fn refused(&self) -> TownshipProblem {
        self.prepared().unwrap_err()
    }
}

/// Enough for a few parcels.
pub fn limits() -> Limits {
    Limits { iterations: Some(200), ..Limits::default() }
}

/// The parcel of a square: column from the west, row from the south; layers number their parcels in an order of their own.
pub fn at(proposal: &Proposal, column: usize, row: usize) -> usize {
    let centre = [EAST + (column as f64 + 0.5) * SIDE, NORTH + (row as f64 + 0.5) * SIDE];
    let faces = &proposal.prepared().site.present.faces;
    let mut found = None;
    for parcel in 0..faces.parcel_count() {
        if faces.bounds(parcel).meets(&Bounds::around(centre, 1.0)) {
            found = Some(parcel);
        }
    }
    found.unwrap()
}

/// Why the parcel of a square stays, in Chinese.
pub fn why(proposal: &Proposal, column: usize, row: usize) -> String {
    proposal.stay_reason(at(proposal, column, row)).say(Language::Chinese)
}

/// Parcels that change, ascending.
pub fn changed(proposal: &Proposal) -> Vec<usize> {
    let mut parcels: Vec<usize> = proposal.changes.iter().map(|change| change.parcel).collect();
    parcels.sort_unstable();
    parcels
}
