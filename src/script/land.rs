//! Land of base layers as commands ask for it: what a zone shares with a role, and whole features by their numbers.

use std::sync::Arc;

use geo::MultiPolygon;

use super::{ScriptProblem, Side};
use crate::base::{BaseLayer, Role};
use crate::checks::OverlapSet;
use crate::crs::GaussKruger;
use crate::geometry::GeometryKind;
use crate::geometry::overlay::{EdgeIndex, FillRule, Operation, general_overlay};
use crate::geometry::shaping::{ShapingProblem, joined};

/// Columns that number the features of a layer.
const NUMBERS: [&str; 3] = ["BSM", "标识码", "YJJBNTTBBH"];

fn of_role(layers: &[Arc<BaseLayer>], role: Role) -> Result<Vec<Arc<BaseLayer>>, ScriptProblem> {
    let wanted = |layer: &&Arc<BaseLayer>| layer.role == role && layer.shapes.kind() == GeometryKind::Polygons;
    let found: Vec<Arc<BaseLayer>> = layers.iter().filter(wanted).cloned().collect();
    if found.is_empty() { Err(ScriptProblem::NoLayer { role }) } else { Ok(found) }
}

/// What of a zone lies on land of a role, or beside it.
pub(super) fn clipped(
    zone: &MultiPolygon<f64>,
    side: Side,
    role: Role,
    layers: &[Arc<BaseLayer>],
    plane: GaussKruger,
) -> Result<MultiPolygon<f64>, ScriptProblem> {
    let set = OverlapSet::new(plane, &of_role(layers, role)?);
    let pieces: Vec<MultiPolygon<f64>> = set.pieces(zone).iter().map(|piece| piece.shape.multi_polygon()).collect();
    let nothing = ScriptProblem::NoLand { role };
    let left = match side {
        Side::Inside if pieces.is_empty() => return Err(nothing),
        Side::Inside => return Ok(joined(&pieces.iter().collect::<Vec<_>>())?),
        Side::Outside => {
            let (whole, pieces) =
                (EdgeIndex::from_multi_polygon(zone), pieces.iter().map(EdgeIndex::from_multi_polygon));
            let pieces: Vec<EdgeIndex> = pieces.collect();
            let land = pieces.iter().flat_map(EdgeIndex::ring_points);
            general_overlay(whole.ring_points(), land, Operation::Difference, FillRule::NonZero)
        }
    };
    let left = left.ok_or(ShapingProblem::Failed)?;
    if left.0.is_empty() { Err(nothing) } else { Ok(left) }
}

/// The shapes of the features with these numbers.
pub(super) fn features(
    role: Role,
    numbers: &[String],
    layers: &[Arc<BaseLayer>],
) -> Result<Vec<MultiPolygon<f64>>, ScriptProblem> {
    let layers = of_role(layers, role)?;
    let find = |number: &String| {
        layers.iter().find_map(|layer| {
            let column = layer.columns.find_any(&NUMBERS)?;
            let feature = (0..layer.len()).find(|&feature| column.get(feature).display() == *number)?;
            Some(layer.shapes.multi_polygon(feature))
        })
    };
    let missing = |number: &String| ScriptProblem::NoFeature { role, number: number.clone() };
    numbers.iter().map(|number| find(number).ok_or_else(|| missing(number))).collect()
}
