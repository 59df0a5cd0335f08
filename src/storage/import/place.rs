//! The distance at which a layer is most likely misplaced.

use std::path::Path;

use crate::geometry::Bounds;
use crate::i18n::{Message, Text, fixed, texts};
use crate::storage::formats::{ReadLayer, metres_away};

/// Beyond this from the rest of a project, metres, a layer is most likely in another zone or on another meridian.
const FAR_AWAY_M: f64 = 40_000.0;

texts! {
    PlaceText {
        FarAway: "“{0}”的图层“{1}”离项目的其他数据 {2} 公里，带号或中央经线多半不对，没有导入。请检查；确认无误就写明它的坐标系再导入。",
            "Layer \"{1}\" of \"{0}\" lies {2} km from the rest of the project: its zone or meridian is probably wrong, so it was not imported. Check it; if it is right, name its system and import it again.";
    }
}

/// Refuses a layer that lies far from the rest of the project, unless the person named its system.
pub fn check_place(path: &Path, read: &ReadLayer, project: &Bounds, crs_named: bool) -> Result<(), Message> {
    let away_m = metres_away(&read.builder.shapes.shapes().total_bounds(), project);
    if away_m <= FAR_AWAY_M || crs_named {
        return Ok(());
    }
    let kilometres = fixed(away_m / 1000.0, 0);
    Err(PlaceText::FarAway.with([path.into(), read.builder.name.as_str().into(), kilometres.into()]))
}
