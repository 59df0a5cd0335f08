//! The urban development boundary 城镇开发边界 with its zones 集中建设区, 弹性发展区, 特别用途区, and the towns of the base period.
//!
//! Zones are read by name (GHFQMC), else by the code (GHFQDM) as plans have been seen to write it. 扩展倍数 = boundary ÷ urban
//! construction land of the base period 2020 (自然资发〔2023〕193号): land of 201, 202 by CZCSXM, of a survey of that year alone.

use std::sync::Arc;

use super::RoleLand;
use crate::base::{BaseLayer, Role};
use crate::crs::AreaPlane;

/// Part of the development boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundaryZone {
    /// 集中建设区
    Concentrated,
    /// 弹性发展区
    Elastic,
    /// 特别用途区
    Special,
}

/// The boundary as it is.
#[derive(Debug)]
pub struct DevelopmentBoundary {
    pub land: RoleLand,
    /// By feature.
    zones: Vec<Option<BoundaryZone>>,
}

const ZONE_FIELDS: &[&str] = &["GHFQMC", "GHFQDM"];
const TOWN_FIELDS: &[&str] = &["CZCSXM", "城镇村属性码"];
const YEAR_FIELDS: &[&str] = &["SJNF", "数据年份"];
/// Attribute codes of cities and towns; what follows them (201A) is industry set apart.
const TOWNS: [&str; 2] = ["201", "202"];
const BASE_YEAR: f64 = 2020.0;

impl DevelopmentBoundary {
    /// The layers of the boundary; `None` where there is none.
    pub fn new(layers: &[Arc<BaseLayer>], plane: &AreaPlane) -> Option<Self> {
        let land = RoleLand::of_role(layers, Role::UrbanDevelopmentBoundary, plane)?;
        let zone = |number| {
            let (id, feature) = land.source(number);
            let layer = layers.iter().find(|layer| layer.id == id)?;
            BoundaryZone::from_text(&layer.columns.find_any(ZONE_FIELDS)?.get(feature).display())
        };
        let zones = (0..land.len()).map(zone).collect();
        Some(Self { land, zones })
    }

    /// The zone that a feature is; `None` where the layer does not say.
    pub fn zone(&self, feature: usize) -> Option<BoundaryZone> {
        self.zones[feature]
    }

    /// Whether the layer tells its zones apart.
    pub fn has_zones(&self) -> bool {
        self.zones.iter().any(Option::is_some)
    }
}

impl BoundaryZone {
    /// The zone of a name or a code; `None` for any other word.
    fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let is = |name: &str, codes: [&str; 3]| text.contains(name) || codes.contains(&text);
        if is("集中建设", ["010", "01", "410"]) {
            Some(Self::Concentrated)
        } else if is("弹性发展", ["020", "02", "420"]) {
            Some(Self::Elastic)
        } else if is("特别用途", ["030", "03", "430"]) {
            Some(Self::Special)
        } else {
            None
        }
    }
}

/// Land of cities and towns in the base period, m²; `None` unless the survey is of that year and marks them.
pub(super) fn towns_of_base_year_m2(layers: &[Arc<BaseLayer>]) -> Option<f64> {
    let mut towns_m2 = None;
    for layer in layers.iter().filter(|layer| layer.role == Role::LandUse) {
        let town = layer.columns.find_any(TOWN_FIELDS)?;
        let year = layer.columns.find_any(YEAR_FIELDS)?;
        for feature in 0..layer.len() {
            if year.get(feature).number() != Some(BASE_YEAR) {
                return None;
            }
            let code = town.get(feature).display();
            if TOWNS.iter().any(|town| code.trim().starts_with(town)) {
                *towns_m2.get_or_insert(0.0) += layer.areas_m2[feature];
            }
        }
    }
    towns_m2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_told_by_name_or_by_code() {
        let zones = ["城镇集中建设区", "020", "特别用途区", "其他", ""].map(BoundaryZone::from_text);
        let expected =
            [Some(BoundaryZone::Concentrated), Some(BoundaryZone::Elastic), Some(BoundaryZone::Special), None, None];
        assert_eq!(zones, expected);
    }
}
