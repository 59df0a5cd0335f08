//! Where land lies 坐落: the villages of the parcels beneath a shape, by area.

use std::collections::BTreeMap;

use super::OpenProject;
use crate::base::Role;
use crate::design::Shape;
use crate::geometry::Region;

/// Columns that name the unit a parcel lies in.
const SEATS: [&str; 2] = ["ZLDWMC", "QSDWMC"];

impl OpenProject {
    /// Villages and the shares of the area of the parcels whose interior point lies in a shape, the largest first. Empty where no parcel
    /// names one.
    pub fn seats(&self, shape: &Shape) -> Vec<(String, f64)> {
        let region = Region::of(&shape.0);
        let mut areas: BTreeMap<String, f64> = BTreeMap::new();
        for layer in self.present_layers().filter(|layer| layer.role == Role::LandUse) {
            let Some(column) = layer.columns.find_any(&SEATS) else { continue };
            for parcel in layer.features_within(&region) {
                let name = column.get(parcel).display();
                if !name.trim().is_empty() {
                    *areas.entry(name).or_default() += layer.areas_m2[parcel];
                }
            }
        }
        let whole: f64 = areas.values().sum();
        let mut shares: Vec<(String, f64)> = areas.into_iter().map(|(name, area)| (name, area / whole)).collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        shares
    }
}
