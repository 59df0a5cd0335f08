//! Where land lies 坐落: the villages of the parcels beneath a shape, by area.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::OpenProject;
use crate::base::{Role, ValueRef};
use crate::design::{FeatureId, Shape};
use crate::geometry::Region;
use crate::i18n::fixed;

/// Villages with the shares of land that lies in them, the largest first.
pub type Seats = Vec<(String, f64)>;

/// Columns that name the unit a parcel lies in.
const SEATS: [&str; 2] = ["ZLDWMC", "QSDWMC"];

/// A zone is named after a village that has at least this share of it.
const NAMED_AFTER: f64 = 0.5;

impl OpenProject {
    /// What a new zone is called: after the village that most of it lies in, where the parcels tell.
    pub(super) fn name_for_zone(&self, shape: &Shape) -> String {
        let seats = self.seats(shape);
        let village = seats.first().filter(|(_, share)| *share >= NAMED_AFTER).map(|(name, _)| name.trim());
        self.document().free_zone_name(village)
    }

    /// Villages of a zone or a measure with their shares; those of zones and of what is selected are known.
    pub fn seats_of(&self, feature: FeatureId) -> Cow<'_, [(String, f64)]> {
        let found = |shape: Option<&Shape>| shape.map(|shape| self.seats(shape)).unwrap_or_default();
        let known = match feature {
            FeatureId::Zone(id) => self.figures.get(id).map(|figures| figures.seats.as_slice()),
            FeatureId::Measure(id) => {
                self.document.measure(id).and_then(|measure| self.figures.seats_of_measure(measure))
            }
        };
        known.map_or_else(|| Cow::Owned(found(self.document.current_scheme().shape(feature))), Cow::Borrowed)
    }

    /// Villages and the shares of the area of the parcels whose interior point lies in a shape, the largest first. Empty where no parcel
    /// names one.
    pub(super) fn seats(&self, shape: &Shape) -> Seats {
        let region = Region::of(&shape.0);
        let mut areas: BTreeMap<Cow<'_, str>, f64> = BTreeMap::new();
        for layer in self.present_layers().filter(|layer| layer.role == Role::LandUse) {
            let Some(column) = layer.columns.find_any(&SEATS) else { continue };
            for parcel in layer.features_within(&region) {
                let name = match column.get(parcel) {
                    ValueRef::Text(name) => Cow::Borrowed(name),
                    value => Cow::Owned(value.display()),
                };
                if !name.trim().is_empty() {
                    *areas.entry(name).or_default() += layer.areas_m2[parcel];
                }
            }
        }
        let whole: f64 = areas.values().sum();
        let mut shares: Vec<(String, f64)> =
            areas.into_iter().map(|(name, area)| (name.into_owned(), area / whole)).collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        shares
    }
}

/// `松岭头村 62 % • 上塆村 38 %`: the mix is shown, not only the largest.
pub fn seats_said(seats: &[(String, f64)]) -> String {
    match seats {
        [(only, _)] => only.clone(),
        many => {
            let said: Vec<String> =
                many.iter().map(|(name, share)| format!("{name} {} %", fixed(100.0 * share, 0))).collect();
            said.join(" • ")
        }
    }
}
