//! What is, prepared once a project for every fold and every figure.

use std::sync::Arc;

use super::{AreaBasis, BasicFarmland, Parcels, RoleLand, SlopeLevel};
use crate::base::{BaseLayer, Role};
use crate::crs::{AreaPlane, GaussKruger};
use crate::geometry::overlay::{Clipper, EdgeIndex};

const SLOPE_FIELDS: &[&str] = &["PDJB", "BZPDJB", "坡度级别", "GDPDJB"];
const GRADE_FIELDS: &[&str] = &["GDDB", "GJLYD", "耕地等别"];

/// The base as figures see it. Every layer but land use may be missing; what asks for it then says so. Immutable.
#[derive(Debug)]
pub struct LandBase {
    pub plane: AreaPlane,
    pub parcels: Parcels,
    pub basic_farmland: Option<BasicFarmland>,
    /// 城镇开发边界
    pub development_boundary: Option<RoleLand>,
    /// 已建高标准农田
    pub high_standard: Option<RoleLand>,
    /// 粮食生产功能区
    pub grain_zone: Option<RoleLand>,
    slopes: Option<Levels>,
    grades: Option<Levels>,
}

/// Features of a role with a number each.
#[derive(Debug)]
struct Levels {
    land: RoleLand,
    values: Vec<Option<f64>>,
}

impl LandBase {
    /// Prepares the layers of a project; all are in `plane`. Other roles are passed over.
    pub fn new(plane: GaussKruger, layers: &[Arc<BaseLayer>]) -> Self {
        let plane = AreaPlane::new(plane);
        let role_land = |role| RoleLand::of_role(layers, role, &plane);
        Self {
            parcels: Parcels::new(layers, &plane),
            basic_farmland: BasicFarmland::new(layers, &plane),
            development_boundary: role_land(Role::UrbanDevelopmentBoundary),
            high_standard: role_land(Role::HighStandardFarmland),
            grain_zone: role_land(Role::GrainProductionZone),
            slopes: Levels::new(layers, Role::Slope, SLOPE_FIELDS, &plane),
            grades: Levels::new(layers, Role::QualityGrade, GRADE_FIELDS, &plane),
            plane,
        }
    }

    /// Whether figures of basic farmland are net of ridges.
    pub fn basis(&self) -> AreaBasis {
        self.basic_farmland.as_ref().map_or(AreaBasis::Gross, BasicFarmland::basis)
    }

    /// Slope level of a shape by the slope layer: of the feature that covers most of it.
    pub fn slope_of(&self, shape: &EdgeIndex, clipper: &mut Clipper) -> Option<SlopeLevel> {
        let level = self.slopes.as_ref()?.main_value(shape, clipper)?;
        SlopeLevel::new(level as u8)
    }

    /// Quality grade of a shape by the layer of grades: of the feature that covers most of it.
    pub fn grade_of(&self, shape: &EdgeIndex, clipper: &mut Clipper) -> Option<f64> {
        self.grades.as_ref()?.main_value(shape, clipper)
    }
}

impl Levels {
    fn new(layers: &[Arc<BaseLayer>], role: Role, fields: &[&str], plane: &AreaPlane) -> Option<Self> {
        let land = RoleLand::of_role(layers, role, plane)?;
        let value = |feature| {
            let (id, number) = land.source(feature);
            let layer = layers.iter().find(|layer| layer.id == id)?;
            layer.columns.find_any(fields)?.get(number).number().filter(|value| *value > 0.0)
        };
        let values = (0..land.len()).map(value).collect();
        Some(Self { land, values })
    }

    fn main_value(&self, shape: &EdgeIndex, clipper: &mut Clipper) -> Option<f64> {
        self.land.main_feature(shape, clipper).and_then(|feature| self.values[feature])
    }
}
