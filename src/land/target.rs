//! 耕地保护目标: the farmland that the plan wants kept (GDBHMB), each place once.

use std::sync::Arc;

use super::RoleLand;
use crate::base::{BaseLayer, Role};
use crate::crs::AreaPlane;

const TARGET_FIELDS: &[&str] = &["GDBHMBMJ"];
const RIDGE_FIELDS: &[&str] = &["KCXS", "扣除地类系数"];

/// Farmland to be kept, net of ridges, m²: GDBHMBMJ, else gross × (1 − KCXS); `None` without the layer.
pub(super) fn farmland_target_m2(layers: &[Arc<BaseLayer>], plane: &AreaPlane) -> Option<f64> {
    let land = RoleLand::of_role(layers, Role::FarmlandTarget, plane)?;
    let net_share = |number| {
        let (id, feature) = land.source(number);
        let layer = layers.iter().find(|layer| layer.id == id)?;
        let value = |fields| layer.columns.find_any(fields).and_then(|column| column.get(feature).number());
        let gross_m2 = land.source_area_m2(number);
        let stated = value(TARGET_FIELDS).filter(|stated| *stated >= 0.0 && gross_m2 > 0.0);
        let ridges = value(RIDGE_FIELDS).filter(|share| (0.0..1.0).contains(share));
        stated.map(|stated| stated / gross_m2).or_else(|| ridges.map(|share| 1.0 - share))
    };
    Some((0..land.len()).map(|number| land.area_m2(number) * net_share(number).unwrap_or(1.0)).sum())
}
