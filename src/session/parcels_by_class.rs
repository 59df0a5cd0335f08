//! Land-use parcels by their class, within a zone or everywhere: what painting by attribute picks from.

use std::collections::BTreeMap;

use super::OpenProject;
use crate::base::{LayerId, Role};
use crate::design::ZoneId;
use crate::geometry::{Point, Region};

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
        let rings: Option<Vec<Vec<Point>>> = zone.map(|id| {
            let zone = self.document().zone(id);
            zone.map_or_else(Vec::new, |zone| zone.shape.rings().map(|(_, _, points)| points).collect())
        });
        let region = rings.as_ref().map(|rings| Region::new(rings.iter().map(Vec::as_slice)));
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
