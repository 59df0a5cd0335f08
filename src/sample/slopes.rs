//! The slope map 坡度图: the land of each village by slope class. The survey states a class for farmland alone; this says it of all.

use super::dissolve::{Outline, dissolve};
use super::landscape::Landscape;
use super::parcel::Parcel;
use super::site::{Site, identifier};
use super::table::{Field, layer, row, shape, text};
use crate::base::{LayerBuilder, Role, Value};

const SLOPE_FIELDS: [Field; 4] = [
    ("BSM", "标识码", "TEXT(18)"),
    ("PDJB", "坡度级别", "TEXT(2)"),
    ("MJ", "面积", "REAL"),
    ("BZ", "备注", "TEXT(255)"),
];

/// Land of one slope class in one village, before it is moved to its place.
pub(super) struct SlopeLand {
    class: u8,
    outlines: Vec<Outline>,
}

/// The slope classes of every village, the gentlest first.
pub(super) fn slopes(land: &Landscape, parcels: &[Parcel]) -> Vec<SlopeLand> {
    let kinds = (0..land.places.villages.len()).flat_map(|village| (1..=5).map(move |class| (village, class)));
    let lands = kinds.map(|(village, class)| {
        let of_kind = |parcel: &Parcel| parcel.village == village && parcel.slope_class == class;
        let chosen = land.parcels.iter().zip(parcels).filter(|(_, parcel)| of_kind(parcel));
        SlopeLand { class, outlines: dissolve(&land.subdivision, chosen.map(|(face, _)| &face.ring)) }
    });
    lands.filter(|land| !land.outlines.is_empty()).collect()
}

pub(super) fn slope_layer() -> LayerBuilder {
    layer("PDT", Role::Slope, &SLOPE_FIELDS)
}

/// Writes the slopes of one township into the layer.
pub(super) fn write(slopes: &[SlopeLand], site: &Site, layer: &mut LayerBuilder) {
    for land in slopes {
        let moved: Vec<Outline> = land.outlines.iter().map(|outline| site.moved_outline(outline)).collect();
        let number = identifier(70, layer.source_ids.len() + 1);
        let area = Value::Real(site.stored_outlines_m2(&moved));
        shape(layer, &moved);
        row(layer, vec![text(number), text(land.class.to_string()), area, text("")]);
    }
}
