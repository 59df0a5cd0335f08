//! What an import does beyond reading: zones out of polygons, and the distance at which a layer is most likely misplaced.

use std::path::Path;

use super::formats::{ReadLayer, metres_away};
use crate::base::{FieldBuilder, Value};
use crate::design::{Shape, ZoneKind};
use crate::edit::actions::NewZone;
use crate::geometry::validity::shape_problem;
use crate::geometry::{Bounds, GeometryKind};
use crate::i18n::{Explain, Message, Text, fixed, texts};

/// Beyond this from the rest of a project, metres, a layer is most likely in another zone or on another meridian.
const FAR_AWAY_M: f64 = 40_000.0;
/// Fields that name a zone, first choice first.
const NAME_FIELDS: [&str; 3] = ["QYMC", "DYMC", "name"];
/// The field of its goal.
const GOAL_FIELD: &str = "MB";
/// Layers of this name hold regions, any other units.
const REGIONS: &str = "ZZQY";

texts! {
    ImportText {
        FarAway: "“{0}”的图层“{1}”离项目的其他数据 {2} 公里，带号或中央经线多半不对，没有导入。请检查；确认无误就写明它的坐标系再导入。",
            "Layer \"{1}\" of \"{0}\" lies {2} km from the rest of the project: its zone or meridian is probably wrong, so it was not imported. Check it; if it is right, name its system and import it again.";
        NotPolygons: "“{0}”的图层“{1}”不是面图层，不能作为片区导入。", "Layer \"{1}\" of \"{0}\" holds no polygons and can't be imported as zones.";
        BadZone: "“{0}”里的片区“{1}”（要素 {2}）：{3}没有导入任何内容。",
            "Zone \"{1}\" of \"{0}\" (feature {2}): {3} Nothing was imported.";
    }
}

/// Refuses a layer that lies far from the rest of the project, unless the person named its system.
pub fn check_place(path: &Path, read: &ReadLayer, project: &Bounds, crs_named: bool) -> Result<(), Message> {
    let away_m = metres_away(&read.builder.shapes.shapes().total_bounds(), project);
    if away_m <= FAR_AWAY_M || crs_named {
        return Ok(());
    }
    let kilometres = fixed(away_m / 1000.0, 0);
    Err(ImportText::FarAway.with([path.into(), read.builder.name.as_str().into(), kilometres.into()]))
}

/// The polygons of a layer as zones, in the order of the file. Features without geometry are left out (the notes of the reading
/// name them); an invalid zone refuses the whole layer.
pub fn zones_from_layer(path: &Path, read: &ReadLayer) -> Result<Vec<NewZone>, Message> {
    let builder = &read.builder;
    let shapes = builder.shapes.shapes();
    if shapes.kind() != GeometryKind::Polygons {
        return Err(ImportText::NotPolygons.with([path.into(), builder.name.as_str().into()]));
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
            return Err(ImportText::BadZone.with([path.into(), name.into(), id.into(), problem.message().into()]));
        }
        let goal = text_of(&builder.fields, GOAL_FIELD, feature).unwrap_or_default();
        zones.push(NewZone { name, kind, shape: Shape(shape), goal });
    }
    Ok(zones)
}

/// A value that is not empty, as text.
fn text_of(fields: &[FieldBuilder], name: &str, feature: usize) -> Option<String> {
    let field = fields.iter().find(|field| field.name.eq_ignore_ascii_case(name))?;
    let text = match field.values.get(feature)? {
        Value::Text(text) => text.trim().to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Null | Value::Blob(_) => String::new(),
    };
    (!text.is_empty()).then_some(text)
}
