//! Land that enters or leaves the urban development boundary 城镇开发边界. As with basic farmland the last measure decides, and
//! land that is inside already cannot enter.

use super::role_land::DUST_M2;
use super::{Extent, LandBase, Piece, PieceId};
use crate::design::{MeasureId, MeasureKind};
use crate::geometry::overlay::{Clipper, EdgeIndex};

/// Land of one piece of the fold that the boundary takes in or lets go.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundaryPiece {
    /// Taken in (扩入) or let go (划出).
    pub is_extension: bool,
    pub piece: PieceId,
    pub measure: MeasureId,
    /// Gross, m².
    pub area_m2: f64,
}

/// What a boundary measure makes of a piece of the fold.
pub(super) fn boundary_piece(
    base: &LandBase,
    piece: &Piece,
    measure: MeasureId,
    kind: MeasureKind,
    clipper: &mut Clipper,
) -> Option<BoundaryPiece> {
    let inside_m2 = base.development_boundary.as_ref().map_or(0.0, |boundary| {
        let index = match &piece.extent {
            Extent::Whole => EdgeIndex::from_multi_polygon(&base.parcels.shape(piece.id.parcel)),
            Extent::Part(shape) => EdgeIndex::from_multi_polygon(shape),
        };
        boundary.shared_m2(&index, clipper)
    });
    let is_extension = kind == MeasureKind::BoundaryExtension;
    let area_m2 = if is_extension { piece.area_m2 - inside_m2 } else { inside_m2 };
    (area_m2 > DUST_M2).then_some(BoundaryPiece { is_extension, piece: piece.id, measure, area_m2 })
}
