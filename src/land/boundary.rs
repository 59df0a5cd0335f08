//! Land that enters or leaves the urban development boundary 城镇开发边界. As with basic farmland the last measure decides, and
//! land that is inside already cannot enter. These measures leave the use of the land alone, so they cut no pieces: a boundary
//! drawn across a field does not make two fields of it.

use super::against::Against;
use super::cut::Cell;
use super::{Extent, LandBase};
use crate::design::{Measure, MeasureKind};
use crate::geometry::overlay::Clipper;

/// Land of one parcel that the boundary takes in or lets go.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundaryPiece {
    /// Taken in (扩入) or let go (划出).
    pub is_extension: bool,
    pub parcel: usize,
    pub measure: crate::design::MeasureId,
    pub extent: Extent,
    /// Gross, m².
    pub area_m2: f64,
}

/// What the deciding boundary measure makes of a cell.
pub(super) fn boundary_pieces(
    base: &LandBase,
    parcel: usize,
    cell: &Cell,
    measure: &Measure,
    clipper: &mut Clipper,
) -> Vec<BoundaryPiece> {
    let boundary = base.development_boundary.as_ref();
    let against = Against::new(base, (parcel, &cell.extent, cell.area_m2), boundary, clipper);
    let is_extension = measure.kind == MeasureKind::BoundaryExtension;
    let parts: Vec<(Extent, f64)> = if is_extension {
        against.rest(boundary).into_iter().collect()
    } else {
        let shared = against.overlaps.iter().filter_map(|&(feature, area)| against.part_in(boundary?, feature, area));
        shared.collect()
    };
    let piece = |(extent, area_m2)| BoundaryPiece { is_extension, parcel, measure: measure.id, extent, area_m2 };
    parts.into_iter().map(piece).collect()
}
