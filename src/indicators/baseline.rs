//! What the land is before any measure, summed once a base: every later figure is this and the changes of a few pieces.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::FarmlandKinds;
use crate::land::{ClassGroup, LandBase};

/// Sums over all parcels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Baseline {
    /// Gross area by DLBM, m²; ordered by code.
    pub class_m2: BTreeMap<Arc<str>, f64>,
    /// All land, gross, m².
    pub area_m2: f64,
    /// Farmland net of ridges, gross × (1 − KCXS), m².
    pub farmland_net_m2: f64,
    /// Paddy 0101 net of ridges, m².
    pub paddy_net_m2: f64,
    /// Σ gross area × degrees over farmland whose slope level is known, and Σ of those areas.
    pub farmland_slope: WeightedMean,
    /// Farmland by slope level and by grade.
    pub farmland_kinds: FarmlandKinds,
    /// The development boundary, m²; `None` without the layer.
    pub boundary_m2: Option<f64>,
    /// Basic farmland on the form's basis, m²; `None` without the layer.
    pub basic_farmland_m2: Option<f64>,
}

/// A mean weighted by area, while it is summed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WeightedMean {
    pub sum: f64,
    pub weight: f64,
}

impl WeightedMean {
    /// Counts a value in (or out again, with a negative weight); a value that is unknown does not count.
    pub fn add(&mut self, value: Option<f64>, weight: f64) {
        if let Some(value) = value {
            self.sum += value * weight;
            self.weight += weight;
        }
    }

    /// `None` where nothing was known.
    pub fn mean(self) -> Option<f64> {
        (self.weight > 1e-6).then(|| self.sum / self.weight)
    }
}

impl Baseline {
    pub fn of(base: &LandBase) -> Self {
        let parcels = &base.parcels;
        let mut baseline = Self {
            class_m2: parcels.class_totals().into_iter().collect(),
            boundary_m2: base.development_boundary.as_ref().map(|boundary| boundary.land.total_m2()),
            basic_farmland_m2: base.basic_farmland.as_ref().map(|patches| patches.total_net_m2()),
            ..Self::default()
        };
        baseline.area_m2 = baseline.class_m2.values().sum();
        for parcel in (0..parcels.len()).filter(|&parcel| is_farmland(parcels.class(parcel))) {
            let (area_m2, class) = (parcels.area_m2(parcel), parcels.class(parcel));
            let net_m2 = area_m2 * (1.0 - parcels.ridge_share(parcel));
            baseline.farmland_net_m2 += net_m2;
            if is_paddy(class) {
                baseline.paddy_net_m2 += net_m2;
            }
            let slope = base.slope_of_parcel(parcel);
            baseline.farmland_kinds.add(base.grade_system(), slope, base.grade_of_parcel(parcel), area_m2);
            let degrees = slope.map(|level| level.typical_degrees());
            baseline.farmland_slope.add(degrees, area_m2);
        }
        baseline
    }

    /// Gross area of the classes for which `holds` says so, m².
    pub fn sum_m2(&self, holds: impl Fn(&str) -> bool) -> f64 {
        self.class_m2.iter().filter(|(class, _)| holds(class)).map(|(_, area)| area).sum()
    }
}

/// Cultivated land 耕地 (01xx).
pub(crate) fn is_farmland(class: &str) -> bool {
    ClassGroup::of(class) == Some(ClassGroup::Farmland)
}

/// Paddy field 水田.
pub(crate) fn is_paddy(class: &str) -> bool {
    class.starts_with("0101")
}

pub(crate) fn is_construction(class: &str) -> bool {
    ClassGroup::of(class) == Some(ClassGroup::Construction)
}

pub(crate) fn is_forest(class: &str) -> bool {
    ClassGroup::of(class) == Some(ClassGroup::Forest)
}

/// Surface of rivers, lakes, reservoirs, ponds and ditches (1101–1104, 1107).
pub(crate) fn is_water(class: &str) -> bool {
    ["1101", "1102", "1103", "1104", "1107"].iter().any(|water| class.starts_with(water))
}
