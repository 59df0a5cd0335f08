//! A field of ten by ten parcels with the three control lines over it, and a scheme of three zones and some measures.

use std::path::Path;
use std::sync::Arc;

use geo::{MultiPolygon, polygon};
use tianfang::assessment::AssessmentBase;
use tianfang::base::{BaseLayer, LayerBuilder, LayerId, Role, Value};
use tianfang::checks::{ConflictBase, RulePack, standard_pack};
use tianfang::contiguity::Setting;
use tianfang::crs::GaussKruger;
use tianfang::design::{
    Answer, Date, Document, LockId, LockKind, Measure, MeasureId, MeasureKind, QuotaUse, Scheme, SchemeId, Shape,
    SimulationKind, SimulationRequest, SimulationRun, Zone, ZoneId, ZoneKind,
};
use tianfang::edit::actions::{AcceptSimulation, AddLock, AddMeasures, AddZones, AnswerVerdict, NewZone};
use tianfang::edit::{Action, Entry, History, Patch, Placed};
use tianfang::geometry::GeometryKind;
use tianfang::storage::export::{ExportInput, ExportProblem, Exported, export_geopackage};

pub const EAST: f64 = 520_000.0;
pub const NORTH: f64 = 3_330_000.0;
/// Side of a parcel, metres.
pub const SIDE: f64 = 50.0;

pub struct Township {
    pub document: Document,
    pub layers: Vec<Arc<BaseLayer>>,
    pub conflicts: ConflictBase,
    pub base: Arc<AssessmentBase>,
    pub pack: RulePack,
    pub history: History,
}

impl Township {
    pub fn new(zones: Vec<NewZone>) -> Self {
        let plane = plane();
        let layers: Vec<Arc<BaseLayer>> =
            [parcels(), farmland(), red_line(), development_boundary()].map(Arc::new).into();
        let conflicts = ConflictBase::new(plane, &layers);
        let base = Arc::new(AssessmentBase::new(plane, &layers, conflicts.clone(), &Setting::default()));
        let (document, pack) = (Document::new("练习镇"), standard_pack().clone());
        let mut township = Self { document, layers, conflicts, base, pack, history: History::default() };
        if !zones.is_empty() {
            township.act(&AddZones { zones });
        }
        township
    }

    pub fn act(&mut self, action: &dyn Action) {
        self.history.commit(&mut self.document, action).unwrap();
    }

    pub fn answer(&mut self, answer: Answer) {
        self.act(&AnswerVerdict { answer });
    }

    /// A zone that no action would let in, as another program may write it into the project.
    pub fn changed_outside(invalid: NewZone) -> Self {
        let valid = zone(&invalid.name, invalid.kind, &[[0.0, 0.0], [100.0, 0.0], [100.0, 90.0]]);
        let mut township = Self::new(vec![valid]);
        let scheme = township.scheme();
        let changed = Zone { shape: invalid.shape, ..Zone::clone(&scheme.zones[0]) };
        let (scheme, id) = (scheme.id, changed.id);
        let value = Some(Placed { position: 0, value: Arc::new(changed) });
        township.document.apply(Patch::one(Entry::Zone { scheme, id, value }));
        township
    }

    /// Two units and the region around them.
    pub fn with_three_zones() -> Self {
        let slanting = [[30.0, 20.0], [270.0, 35.0], [310.0, 180.0], [160.0, 260.0], [20.0, 210.0]];
        // Along the boundaries of parcels.
        let traced = [[350.0, 50.0], [500.0, 50.0], [500.0, 200.0], [350.0, 200.0], [350.0, 100.0]];
        let around = [[0.0, 0.0], [500.0, 0.0], [500.0, 300.0], [0.0, 300.0]];
        Self::new(vec![
            zone("甲片区", ZoneKind::Unit, &slanting),
            zone("乙片区", ZoneKind::Unit, &traced),
            zone("整治区域", ZoneKind::Region, &around),
        ])
    }

    /// The same with measures of many kinds, most of them in a sub-project.
    pub fn with_measures() -> Self {
        use MeasureKind as Kind;
        let mut township = Self::with_three_zones();
        let east = |x: f64, y: f64, width: f64, height: f64| corners(x, y, width, height);
        let mut measures = vec![
            // Half of it on land that is paddy already, part of it under the red line.
            new_measure(Kind::DryToPaddy, &east(260.0, 110.0, 120.0, 60.0)),
            new_measure(Kind::NewConstruction, &east(100.0, 0.0, 60.0, 70.0)),
            new_measure(Kind::ForestToFarmland, &east(0.0, 100.0, 200.0, 50.0)),
            new_measure(Kind::FarmlandToForest, &east(300.0, 400.0, 100.0, 100.0)),
            new_measure(Kind::BasicFarmlandOut, &east(100.0, 0.0, 100.0, 100.0)),
            new_measure(Kind::BasicFarmlandIn, &east(200.0, 50.0, 75.0, 50.0)),
            new_measure(Kind::BoundaryExtension, &east(100.0, 20.0, 40.0, 30.0)),
            new_measure(Kind::HighStandardFarmland, &east(400.0, 100.0, 75.0, 75.0)),
        ];
        measures[0].sub_project = "农用地整治".into();
        measures[0].cost_fen = Some(123_456_789);
        measures[0].year = Some(2027);
        measures[7].sub_project = "农用地整治".into();
        measures[7].cost_fen = Some(100);
        measures[7].year = Some(2026);
        measures[1].sub_project = "建设用地整治".into();
        measures[1].quota_use = Some(QuotaUse::Own);
        measures[1].reason = "老村搬迁；三户".into();
        measures[2].pair = Some(3);
        measures[3].pair = Some(3);
        township.act(&AddMeasures { measures });
        township
    }

    /// The same with the plan of a simulation over its first zone, under a lock.
    pub fn with_simulation() -> Self {
        let mut township = Self::with_measures();
        let locked = new_measure(MeasureKind::PlotMerging, &corners(400.0, 400.0, 50.0, 50.0)).shape;
        township.act(&AddLock { kind: LockKind::MustNot, shape: locked, note: "果园刚签约".into() });
        let mut request = SimulationRequest { zones: vec![ZoneId(1)], ..SimulationRequest::new(SimulationKind::Swap) };
        request.seed = u64::MAX;
        request.limits.unit_costs = [("0301>0101".to_owned(), 0.25)].into();
        let run = SimulationRun {
            request,
            version: "0.1.0".into(),
            data_hash: "9f86d081884c7d65".into(),
            value_mu: 120.5,
            do_nothing_mu: 100.25,
            bound_mu: None,
            stopped_by: "time".into(),
            changes: 2,
            lock_ids: vec![LockId(1), LockId(9)],
        };
        let mut measures = vec![
            new_measure(MeasureKind::ForestToFarmland, &corners(200.0, 300.0, 50.0, 50.0)),
            new_measure(MeasureKind::FarmlandToForest, &corners(400.0, 0.0, 50.0, 50.0)),
        ];
        measures[0].reason = "并入 103.2 亩连片耕地；坡度 2 级，不高于 3 级（规则 FRM-08）".into();
        measures[1].reason = "零散耕地 3.75 亩，小于 5 亩".into();
        township.act(&AcceptSimulation { name: "置换".into(), measures, run, from: SchemeId(1) });
        township
    }

    pub fn scheme(&self) -> &Scheme {
        self.document.current_scheme()
    }

    pub fn export(&self, target: &Path) -> Result<Exported, ExportProblem> {
        self.export_telling(target, &|_| true)
    }

    /// `progress` answers whether to go on.
    pub fn export_telling(&self, target: &Path, progress: &dyn Fn(f32) -> bool) -> Result<Exported, ExportProblem> {
        let input = ExportInput {
            document: &self.document,
            scheme: self.scheme(),
            layers: &self.layers,
            plane: plane(),
            conflicts: &self.conflicts,
            base: &self.base,
            pack: &self.pack,
            date: day(),
            history: &self.history,
            committed_at: "2026-11-23T08:00:00.000Z",
            revision: 7,
        };
        export_geopackage(&input, target, progress)
    }
}

/// The day of every export.
pub fn day() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

/// Corners of a rectangle, metres from the corner of the field.
pub fn corners(x: f64, y: f64, width: f64, height: f64) -> [[f64; 2]; 4] {
    [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]
}

/// A measure by its corners, metres from the corner of the field.
pub fn new_measure(kind: MeasureKind, corners: &[[f64; 2]]) -> Measure {
    let ring: Vec<[f64; 2]> = corners.iter().map(|corner| [EAST + corner[0], NORTH + corner[1]]).collect();
    Measure::new(MeasureId(0), kind, Shape::from_ring(&ring))
}

pub fn plane() -> GaussKruger {
    GaussKruger::from_epsg(4549).unwrap()
}

/// A zone by its corners, metres from the corner of the field.
pub fn zone(name: &str, kind: ZoneKind, corners: &[[f64; 2]]) -> NewZone {
    let ring: Vec<[f64; 2]> = corners.iter().map(|corner| [EAST + corner[0], NORTH + corner[1]]).collect();
    NewZone { name: name.into(), kind, shape: Shape::from_ring(&ring), goal: "集中连片".into() }
}

fn square(column: usize, row: usize) -> MultiPolygon<f64> {
    let (x, y) = (EAST + SIDE * column as f64, NORTH + SIDE * row as f64);
    MultiPolygon(vec![polygon![(x: x, y: y), (x: x + SIDE, y: y), (x: x + SIDE, y: y + SIDE), (x: x, y: y + SIDE)]])
}

fn parcels() -> BaseLayer {
    let mut layer = LayerBuilder::new("DLTB", Role::LandUse, GeometryKind::Polygons);
    layer.provenance.file = "某县DLTB.gpkg".into();
    layer.provenance.source_epsg = 4549;
    layer.provenance.data_date = Some("2024-12-31".into());
    for (name, title, declared) in [
        ("BSM", "标识码", "TEXT(18)"),
        ("DLBM", "地类编码", "TEXT(5)"),
        ("地类名称", "", "TEXT"),
        ("TBMJ", "图斑面积", "DOUBLE"),
        ("ZLDWDM", "坐落单位代码", "TEXT(19)"),
    ] {
        layer.field(name, Some(title), declared);
    }
    let classes = [("0101", "水田"), ("0103", "旱地"), ("0301", "乔木林地"), ("1107A", "干渠")];
    for index in 0..100 {
        let (column, row) = (index % 10, index / 10);
        if index == 22 {
            // As a county might send it: two corners exchanged.
            let (x, y) = (EAST + SIDE * column as f64, NORTH + SIDE * row as f64);
            layer.shapes.multi_polygon(&MultiPolygon(vec![
                polygon![(x: x, y: y), (x: x + SIDE, y: y + SIDE), (x: x + SIDE, y: y), (x: x, y: y + 0.9 * SIDE)],
            ]));
        } else {
            layer.shapes.multi_polygon(&square(column, row));
        }
        let (code, name) = classes[(column + 3 * row) % classes.len()];
        let values = [
            Value::Text(format!("3399010000{index:08}")),
            Value::Text(code.into()),
            Value::Text(name.into()),
            Value::Real(2500.12),
            Value::Text("339901101201".into()),
        ];
        for (field, value) in layer.fields.iter_mut().zip(values) {
            field.values.push(value);
        }
    }
    layer.build(LayerId(1), plane())
}

fn farmland() -> BaseLayer {
    let mut layer = LayerBuilder::new("YJJBNTTB", Role::PermanentBasicFarmland, GeometryKind::Polygons);
    layer.field("BSM", None, "TEXT(18)");
    layer.field("ZRRMC", None, "TEXT(60)");
    for index in (0..100).filter(|index| index % 3 == 0 && index % 10 < 8) {
        layer.shapes.multi_polygon(&square(index % 10, index / 10));
        layer.fields[0].values.push(Value::Text(format!("3399012005{index:08}")));
        layer.fields[1].values.push(Value::Text("张三".into()));
    }
    layer.build(LayerId(2), plane())
}

fn red_line() -> BaseLayer {
    let mut layer = LayerBuilder::new("STBHHX", Role::EcologicalRedLine, GeometryKind::Polygons);
    let at = |x: f64, y: f64| geo::coord! { x: EAST + x, y: NORTH + y };
    let shell = vec![at(240.0, 120.0), at(420.0, 110.0), at(440.0, 330.0), at(250.0, 320.0)];
    let hole = vec![at(260.0, 140.0), at(300.0, 150.0), at(280.0, 170.0)];
    layer.shapes.multi_polygon(&MultiPolygon(vec![geo::Polygon::new(shell.into(), vec![hole.into()])]));
    layer.build(LayerId(3), plane())
}

fn development_boundary() -> BaseLayer {
    let mut layer = LayerBuilder::new("CZKFBJ", Role::UrbanDevelopmentBoundary, GeometryKind::Polygons);
    layer.shapes.multi_polygon(&square(1, 1));
    layer.shapes.multi_polygon(&square(2, 1));
    layer.build(LayerId(4), plane())
}
