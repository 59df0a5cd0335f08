//! What an import does beyond reading: zones out of polygons, and the distance at which a layer is most likely misplaced.

use crate::base::{BaseLayer, ValueRef};
use crate::design::{Shape, ZoneKind};
use crate::edit::actions::NewZone;
use crate::i18n::{Message, Text, fixed, texts};

/// A layer farther than this from the rest of the project is most likely in another zone or on another meridian.
pub const FAR_AWAY_M: f64 = 40_000.0;

/// Fields that name a zone, in the order of trust.
const NAME_FIELDS: &[&str] = &["QYMC", "DYMC", "name"];
/// Fields that hold a zone's goal.
const GOAL_FIELDS: &[&str] = &["MB"];

texts! {
    ImportText {
        TooFar: "图层“{0}”离项目其余数据 {1} km，多半是带号或中央经线不对，没有导入。核对后指定它的坐标系再导入。",
            "The layer \"{0}\" lies {1} km from the rest of the project; its zone or meridian is most likely wrong, so it was not imported. Check it, then import it with its coordinate system named.";
    }
}

/// Why a layer far away was not imported.
pub fn too_far(layer: &str, away_m: f64) -> Message {
    ImportText::TooFar.with([layer.into(), fixed(away_m / 1000.0, 0).into()])
}

/// The polygons of a layer as zones, in the order of its source: regions where the layer is called ZZQY, else units; named by
/// QYMC, DYMC or name. Features without geometry are left out.
pub fn zones_from_layer(layer: &BaseLayer) -> Vec<NewZone> {
    let kind = if layer.name.eq_ignore_ascii_case("ZZQY") { ZoneKind::Region } else { ZoneKind::Unit };
    let mut features: Vec<usize> =
        (0..layer.len()).filter(|&feature| !layer.shapes.feature_bounds(feature).is_empty()).collect();
    features.sort_by_key(|&feature| layer.source_ids[feature]);
    features
        .into_iter()
        .map(|feature| NewZone {
            name: text(layer, feature, NAME_FIELDS),
            kind,
            shape: Shape(layer.shapes.multi_polygon(feature)),
            goal: text(layer, feature, GOAL_FIELDS),
        })
        .collect()
}

fn text(layer: &BaseLayer, feature: usize, fields: &[&str]) -> String {
    match layer.columns.find_any(fields).map(|column| column.get(feature)) {
        None | Some(ValueRef::Null) => String::new(),
        Some(value) => value.display(),
    }
}
