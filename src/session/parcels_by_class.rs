//! Land-use parcels by their class, within a zone or everywhere: what painting by attribute picks from.

use std::collections::BTreeMap;

use geo::MultiPolygon;

use super::OpenProject;
use crate::base::{LayerId, Role};
use crate::design::ZoneId;
use crate::geometry::Region;

/// The parcels of one class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassParcels {
    pub parcels: Vec<(LayerId, usize)>,
    /// Gross ellipsoidal area, m².
    pub area_m2: f64,
}

impl OpenProject {
    /// Parcels by class code (`DLBM`) whose interior point lies in a zone; all of them without one.
    pub fn parcels_by_class(&self, zone: Option<ZoneId>) -> BTreeMap<String, ClassParcels> {
        let nothing = MultiPolygon(Vec::new());
        let region = zone.map(|id| Region::of(self.document().zone(id).map_or(&nothing, |zone| &zone.shape.0)));
        let mut classes: BTreeMap<String, ClassParcels> = BTreeMap::new();
        for layer in self.present_layers().filter(|layer| layer.role == Role::LandUse) {
            let Some(column) = layer.columns.find("DLBM") else { continue };
            let parcels = match &region {
                Some(region) => layer.features_within(region),
                None => (0..layer.len()).collect(),
            };
            for parcel in parcels {
                let class = classes.entry(column.get(parcel).display()).or_default();
                class.parcels.push((layer.id, parcel));
                class.area_m2 += layer.areas_m2[parcel];
            }
        }
        classes
    }
}
