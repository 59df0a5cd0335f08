//! The permanent basic farmland as it is: patches, each place once, with what the review form asks of them.

use std::sync::Arc;

use super::grade::{grade_columns, positive};
use super::{AreaBasis, GradeScale, RoleLand, SlopeLevel};
use crate::base::{BaseLayer, Role, ValueRef};
use crate::crs::AreaPlane;

const NET_FIELDS: &[&str] = &["YJJBNTMJ", "JBNTMJ"];
const NUMBER_FIELDS: &[&str] = &["YJJBNTTBBH", "JBNTTBBH", "TBBH", "BSM"];
const SLOPE_FIELDS: &[&str] = &["GDPDJB", "PDJB", "GDPDJ"];

/// Patches of permanent basic farmland. Its own DLBM is not read: what the land is, the land-use layer says.
#[derive(Debug)]
pub struct BasicFarmland {
    pub land: RoleLand,
    basis: AreaBasis,
    facts: Vec<Facts>,
    grade_scale: Option<GradeScale>,
}

#[derive(Clone, Debug)]
struct Facts {
    number: String,
    /// YJJBNTMJ ÷ area of the patch.
    net_share: f64,
    slope: Option<SlopeLevel>,
    grade: Option<f64>,
}

impl BasicFarmland {
    /// The layers of permanent basic farmland; `None` where there is none.
    pub fn new(layers: &[Arc<BaseLayer>], plane: &AreaPlane) -> Option<Self> {
        let land = RoleLand::of_role(layers, Role::PermanentBasicFarmland, plane)?;
        let mut has_net = false;
        let (grades, grade_scale) = grade_columns(layers, Role::PermanentBasicFarmland);
        let facts = (0..land.len()).map(|patch| {
            let (id, feature) = land.source(patch);
            let layer = layers.iter().find(|layer| layer.id == id);
            let value = |fields: &[&str]| {
                layer
                    .and_then(|layer| layer.columns.find_any(fields))
                    .map_or(ValueRef::Null, |column| column.get(feature))
            };
            let net = value(NET_FIELDS).number().filter(|net| *net >= 0.0);
            has_net |= net.is_some();
            let gross = land.source_area_m2(patch);
            Facts {
                number: value(NUMBER_FIELDS).display(),
                net_share: net.filter(|_| gross > 0.0).map_or(1.0, |net| net / gross),
                slope: SlopeLevel::from_value(value(SLOPE_FIELDS)),
                grade: grades.iter().find(|(layer, _)| *layer == id).and_then(|(_, column)| positive(column, feature)),
            }
        });
        let facts = facts.collect();
        Some(Self { land, basis: if has_net { AreaBasis::Net } else { AreaBasis::Gross }, facts, grade_scale })
    }

    /// The scale of the grades; `None` where the layers have none.
    pub(super) fn grade_scale(&self) -> Option<&GradeScale> {
        self.grade_scale.as_ref()
    }

    /// Forgets grades that count the other way than the project's.
    pub(super) fn leave_grades_out(&mut self) {
        self.facts.iter_mut().for_each(|facts| facts.grade = None);
    }

    /// Net where a patch states YJJBNTMJ.
    pub fn basis(&self) -> AreaBasis {
        self.basis
    }

    /// YJJBNTTBBH of a patch.
    pub fn number(&self, patch: usize) -> &str {
        &self.facts[patch].number
    }

    pub fn slope(&self, patch: usize) -> Option<SlopeLevel> {
        self.facts[patch].slope
    }

    pub fn grade(&self, patch: usize) -> Option<f64> {
        self.facts[patch].grade
    }

    /// Area on the form's basis of a part of a patch: YJJBNTMJ × part ÷ patch, else the part itself, m².
    pub fn net_m2(&self, patch: usize, part_m2: f64) -> f64 {
        part_m2 * self.facts[patch].net_share
    }

    /// All basic farmland on the form's basis, m².
    pub fn total_net_m2(&self) -> f64 {
        (0..self.land.len()).map(|patch| self.net_m2(patch, self.land.area_m2(patch))).sum()
    }
}
