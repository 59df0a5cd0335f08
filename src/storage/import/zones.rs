//! Zones out of the polygons of a layer.

use std::path::Path;

use super::fields::text_of;
use crate::design::{Shape, ZoneKind};
use crate::edit::actions::NewZone;
use crate::geometry::GeometryKind;
use crate::geometry::validity::shape_problem;
use crate::i18n::{Explain, Message, Text, texts};
use crate::storage::formats::ReadLayer;

/// Fields that name a zone, first choice first.
const NAME_FIELDS: [&str; 3] = ["QYMC", "DYMC", "name"];
/// The field of its goal.
const GOAL_FIELD: &str = "MB";
/// Layers of this name hold regions, any other units.
const REGIONS: &str = "ZZQY";

texts! {
    ZoneImportText {
        NotPolygons: "“{0}”的图层“{1}”不是面图层，不能作为片区导入。", "Layer \"{1}\" of \"{0}\" holds no polygons and can't be imported as zones.";
        BadZone: "“{0}”里的片区“{1}”（要素 {2}）：{3}没有导入任何内容。",
            "Zone \"{1}\" of \"{0}\" (feature {2}): {3} Nothing was imported.";
    }
}

/// The polygons of a layer as zones, in the order of the file. Features without geometry are left out (the notes of the reading
/// name them); an invalid zone refuses the whole layer.
pub fn zones_from_layer(path: &Path, read: &ReadLayer) -> Result<Vec<NewZone>, Message> {
    let builder = &read.builder;
    let shapes = builder.shapes.shapes();
    if shapes.kind() != GeometryKind::Polygons {
        return Err(ZoneImportText::NotPolygons.with([path.into(), builder.name.as_str().into()]));
    }
    let kind = if builder.name.eq_ignore_ascii_case(REGIONS) { ZoneKind::Region } else { ZoneKind::Unit };
    let mut zones = Vec::new();
    for feature in 0..shapes.len() {
        let shape = shapes.multi_polygon(feature);
        if shape.0.is_empty() {
            continue;
        }
        let name = NAME_FIELDS.iter().find_map(|field| text_of(&builder.fields, field, feature)).unwrap_or_default();
        if let Some(problem) = shape_problem(&shape) {
            let id = builder.source_ids.get(feature).copied().unwrap_or(feature as i64 + 1);
            return Err(ZoneImportText::BadZone.with([path.into(), name.into(), id.into(), problem.message().into()]));
        }
        let goal = text_of(&builder.fields, GOAL_FIELD, feature).unwrap_or_default();
        zones.push(NewZone { name, kind, shape: Shape(shape), goal });
    }
    Ok(zones)
}
