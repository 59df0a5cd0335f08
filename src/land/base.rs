//! What is, prepared once a project for every fold and every figure.

use std::sync::Arc;

use rayon::prelude::*;

use super::grade::{grade_columns, positive};
use super::target::farmland_target_m2;
use super::urban::towns_of_base_year_m2;
use super::{
    AreaBasis, BasicFarmland, DevelopmentBoundary, Extent, GradeScale, GradeSystem, Parcels, RoleLand, SlopeLevel,
};
use crate::base::{BaseLayer, Column, LayerId, Role};
use crate::crs::{AreaPlane, GaussKruger};
use crate::geometry::overlay::{Clipper, EdgeIndex};

const SLOPE_FIELDS: &[&str] = &["PDJB", "BZPDJB", "坡度级别", "GDPDJB"];

/// The base as figures see it. Every layer but land use may be missing; what asks for it then says so. Immutable.
#[derive(Debug)]
pub struct LandBase {
    pub plane: AreaPlane,
    pub parcels: Parcels,
    pub basic_farmland: Option<BasicFarmland>,
    /// 城镇开发边界
    pub development_boundary: Option<DevelopmentBoundary>,
    /// 已建高标准农田
    pub high_standard: Option<RoleLand>,
    /// 粮食生产功能区
    pub grain_zone: Option<RoleLand>,
    /// 耕地保护目标, net of ridges, m²; `None` without the layer.
    pub farmland_target_m2: Option<f64>,
    /// Urban construction land of the base period, m²; `None` where no survey of that year is loaded.
    pub towns_of_base_year_m2: Option<f64>,
    grade_scale: Option<GradeScale>,
    slopes: Option<Levels>,
    grades: Option<Levels>,
    /// What the slope layer says of each parcel, and the layer of grades of each the survey gives none; empty without the layer.
    parcel_slopes: Vec<Option<SlopeLevel>>,
    parcel_grades: Vec<Option<f64>>,
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
        let parcels = Parcels::new(layers, &plane);
        let mut basic_farmland = BasicFarmland::new(layers, &plane);
        let (grade_columns, scale_of_layer) = grade_columns(layers, Role::QualityGrade);
        let scales = [
            parcels.grade_scale().cloned(),
            basic_farmland.as_ref().and_then(|patches| patches.grade_scale().cloned()),
            scale_of_layer.clone(),
        ];
        let grade_scale = scales.into_iter().flatten().next();
        let is_other = |scale: Option<&GradeScale>| {
            scale.zip(grade_scale.as_ref()).is_some_and(|(scale, projects)| scale.system != projects.system)
        };
        if let Some(patches) = &mut basic_farmland
            && is_other(patches.grade_scale())
        {
            patches.leave_grades_out();
        }
        let grades = Levels::of_role(layers, Role::QualityGrade, &plane, &grade_columns)
            .filter(|_| !is_other(scale_of_layer.as_ref()));
        let slopes = Levels::of_slopes(layers, &plane);
        let parcel_slopes = values_of_parcels(&parcels, slopes.as_ref(), |_| true);
        let parcel_grades = values_of_parcels(&parcels, grades.as_ref(), |parcel| parcels.grade(parcel).is_none());
        Self {
            parcels,
            basic_farmland,
            development_boundary: DevelopmentBoundary::new(layers, &plane),
            high_standard: role_land(Role::HighStandardFarmland),
            grain_zone: role_land(Role::GrainProductionZone),
            farmland_target_m2: farmland_target_m2(layers, &plane),
            towns_of_base_year_m2: towns_of_base_year_m2(layers),
            grade_scale,
            slopes,
            grades,
            parcel_slopes: parcel_slopes.into_iter().map(level).collect(),
            parcel_grades,
            plane,
        }
    }

    /// Whether figures of basic farmland are net of ridges.
    pub fn basis(&self) -> AreaBasis {
        self.basic_farmland.as_ref().map_or(AreaBasis::Gross, BasicFarmland::basis)
    }

    /// The scale of all grades; `None` where no layer has any.
    pub fn grade_scale(&self) -> Option<&GradeScale> {
        self.grade_scale.as_ref()
    }

    /// Which way grades count.
    pub fn grade_system(&self) -> GradeSystem {
        self.grade_scale.as_ref().map_or_else(GradeSystem::default, |scale| scale.system)
    }

    /// Slope level of a parcel: of the feature of the slope layer that covers most of it, else the survey's, which states one for
    /// farmland alone.
    pub fn slope_of_parcel(&self, parcel: usize) -> Option<SlopeLevel> {
        self.parcel_slopes.get(parcel).copied().flatten().or_else(|| self.parcels.slope(parcel))
    }

    /// Slope level of a piece of a parcel: by the slope layer under the piece itself, else the survey's of the parcel.
    pub fn slope_of(&self, parcel: usize, extent: &Extent, clipper: &mut Clipper) -> Option<SlopeLevel> {
        match (&self.slopes, extent) {
            (Some(slopes), Extent::Part(shape)) => {
                let own = level(slopes.main_value(&EdgeIndex::from_multi_polygon(shape), clipper));
                own.or_else(|| self.parcels.slope(parcel))
            }
            _ => self.slope_of_parcel(parcel),
        }
    }

    /// Whether farmland of a slope would be in stable use 稳定利用耕地 there: not steeper than 25° and none of the detail codes of
    /// river, lake, forest, pasture, sandy or rocky farmland.
    pub fn is_stable(&self, parcel: usize, slope: Option<SlopeLevel>) -> bool {
        !self.parcels.has_unstable_detail(parcel) && slope != Some(SlopeLevel::STEEPEST)
    }

    /// Quality grade of a parcel: the survey's, else that of the feature of the layer of grades that covers most of it.
    pub fn grade_of_parcel(&self, parcel: usize) -> Option<f64> {
        self.parcels.grade(parcel).or_else(|| self.parcel_grades.get(parcel).copied().flatten())
    }

    /// Quality grade of a shape by the layer of grades: of the feature that covers most of it.
    pub fn grade_of(&self, shape: &EdgeIndex, clipper: &mut Clipper) -> Option<f64> {
        self.grades.as_ref()?.main_value(shape, clipper)
    }
}

impl Levels {
    fn of_slopes(layers: &[Arc<BaseLayer>], plane: &AreaPlane) -> Option<Self> {
        let of_role = layers.iter().filter(|layer| layer.role == Role::Slope);
        let columns = of_role.filter_map(|layer| Some((layer.id, layer.columns.find_any(SLOPE_FIELDS)?)));
        Self::of_role(layers, Role::Slope, plane, &columns.collect::<Vec<_>>())
    }

    fn of_role(
        layers: &[Arc<BaseLayer>],
        role: Role,
        plane: &AreaPlane,
        columns: &[(LayerId, &Column)],
    ) -> Option<Self> {
        let land = RoleLand::of_role(layers, role, plane)?;
        let value_of = |number| {
            let (id, feature) = land.source(number);
            let (_, column) = columns.iter().find(|(layer, _)| *layer == id)?;
            positive(column, feature)
        };
        let values = (0..land.len()).map(value_of).collect();
        Some(Self { land, values })
    }

    fn main_value(&self, shape: &EdgeIndex, clipper: &mut Clipper) -> Option<f64> {
        self.land.main_feature(shape, clipper).and_then(|feature| self.values[feature])
    }
}

/// The value of a layer for each parcel that is wanted, found once: figures ask of all farmland. Empty without the layer.
fn values_of_parcels(
    parcels: &Parcels,
    layer: Option<&Levels>,
    is_wanted: impl Fn(usize) -> bool + Sync,
) -> Vec<Option<f64>> {
    let Some(layer) = layer else { return Vec::new() };
    let value = |clipper: &mut Clipper, parcel| {
        is_wanted(parcel)
            .then(|| layer.main_value(&EdgeIndex::from_multi_polygon(&parcels.shape(parcel)), clipper))
            .flatten()
    };
    (0..parcels.len()).into_par_iter().with_min_len(256).map_init(Clipper::new, value).collect()
}

fn level(value: Option<f64>) -> Option<SlopeLevel> {
    SlopeLevel::new(value? as u8)
}
