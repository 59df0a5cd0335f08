//! Areas on paper: hectares with two decimals, mu beside them with two.

use super::CellValue;
use crate::units::{hectares_from_m2, mu_from_m2};

/// Decimals of an area in hectares: what land statistics have.
pub(super) const HECTARE_DECIMALS: u32 = 2;
pub(super) const MU_DECIMALS: u32 = 2;

pub(super) fn hectares(area_m2: f64) -> CellValue {
    CellValue::number(Some(hectares_from_m2(area_m2)), HECTARE_DECIMALS)
}

pub(super) fn mu(area_m2: f64) -> CellValue {
    CellValue::number(Some(mu_from_m2(area_m2)), MU_DECIMALS)
}
