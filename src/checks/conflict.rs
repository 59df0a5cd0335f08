//! Shape of the answers (the engine follows).

use std::sync::Arc;

use geo::MultiPolygon;

use crate::base::{BaseLayer, LayerId, Role};
use crate::crs::GaussKruger;
use crate::geometry::Point;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    Forbidden,
    Procedure,
    Review,
    Information,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ConflictLine {
    pub role: Role,
    pub severity: Severity,
    pub features: usize,
    pub area_m2: f64,
    pub sum_m2: f64,
    pub planar_m2: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ClassArea {
    pub code: String,
    pub area_m2: f64,
    pub features: usize,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ZoneReport {
    pub area_m2: f64,
    pub planar_m2: f64,
    pub crossing: Option<Point>,
    pub lines: Vec<ConflictLine>,
    pub land_use: Vec<ClassArea>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ConflictPiece {
    pub layer: LayerId,
    pub feature: usize,
    pub shape: MultiPolygon<f64>,
    pub area_m2: f64,
    pub planar_m2: f64,
}

#[derive(Clone, Debug)]
pub struct ConflictBase;

impl ConflictBase {
    pub fn new(_plane: GaussKruger, _layers: &[Arc<BaseLayer>]) -> Self {
        Self
    }
    pub fn pieces(&self, _zone: &MultiPolygon<f64>, _role: Role) -> Vec<ConflictPiece> {
        Vec::new()
    }
    pub fn report(&self, _zone: &MultiPolygon<f64>) -> Result<ZoneReport, TrimProblem> {
        Ok(ZoneReport::default())
    }
    pub fn trim(&self, zone: &MultiPolygon<f64>, _role: Role) -> Result<Trimmed, TrimProblem> {
        Ok(Trimmed { shape: zone.clone(), area_before_m2: 0.0, area_after_m2: 0.0 })
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Trimmed {
    pub shape: MultiPolygon<f64>,
    pub area_before_m2: f64,
    pub area_after_m2: f64,
}

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("problem")]
pub struct TrimProblem;

impl crate::i18n::Explain for TrimProblem {
    fn message(&self) -> crate::i18n::Message {
        crate::i18n::Message::verbatim("problem")
    }
}

#[derive(Clone, Debug)]
pub struct LiveZone {
    shape: MultiPolygon<f64>,
    report: ZoneReport,
}

impl LiveZone {
    pub fn new(_base: ConflictBase, zone: MultiPolygon<f64>) -> Self {
        Self { shape: zone, report: ZoneReport::default() }
    }
    pub fn move_vertex(&mut self, _part: usize, _ring: usize, _index: usize, _to: Point) {}
    pub fn set_shape(&mut self, zone: MultiPolygon<f64>) {
        self.shape = zone;
    }
    pub fn shape(&self) -> &MultiPolygon<f64> {
        &self.shape
    }
    pub fn report(&self) -> &ZoneReport {
        &self.report
    }
    pub fn pieces(&self, _role: Role) -> Vec<ConflictPiece> {
        Vec::new()
    }
}
