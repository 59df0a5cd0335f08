//! What a scheme does outside its region: it is allowed, and it is told.

use super::ReviewForm;
use crate::design::MeasureId;
use crate::geometry::overlay::Clipper;
use crate::land::{Land, Region};

/// Land outside up to here is rounding along the region's border, m².
const DUST_M2: f64 = 0.001;

/// Land under measures that lies outside the region. Nothing where the scheme has no zones: all the land is its region then.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutsideRegion {
    /// Measures with some land outside, in the order of the scheme.
    pub measures: Vec<MeasureId>,
    /// Land whose class changes, gross, m².
    pub changed_m2: f64,
    /// Basic farmland moved out and in, on the form's basis, m².
    pub basic_farmland_out_m2: f64,
    pub basic_farmland_in_m2: f64,
}

impl OutsideRegion {
    pub fn of(land: &Land, region: &Region, form: &ReviewForm) -> Self {
        if region.shape.is_none() {
            return Self::default();
        }
        let mut clipper = Clipper::new();
        let mut changed_m2 = 0.0;
        let mut outside = std::collections::BTreeSet::new();
        let mut outside_m2 = |parcel, extent, area_m2: f64| {
            area_m2 - region.shared_m2(land.base(), (parcel, extent, area_m2), &mut clipper)
        };
        for piece in land.pieces().filter(|piece| !piece.measures.is_empty()) {
            let area_m2 = outside_m2(piece.id.parcel, &piece.extent, piece.area_m2);
            if area_m2 > DUST_M2 {
                outside.extend(&piece.measures);
                changed_m2 += if piece.changes_class() { area_m2 } else { 0.0 };
            }
        }
        for piece in land.boundary() {
            if outside_m2(piece.parcel, &piece.extent, piece.area_m2) > DUST_M2 {
                outside.insert(piece.measure);
            }
        }
        Self {
            measures: land.measures().map(|measure| measure.id).filter(|id| outside.contains(id)).collect(),
            changed_m2,
            basic_farmland_out_m2: form.out.outside_m2(),
            basic_farmland_in_m2: form.moved_in.outside_m2(),
        }
    }
}
