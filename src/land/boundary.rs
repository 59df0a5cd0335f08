//! Land that enters or leaves the urban development boundary 城镇开发边界. As with basic farmland the last measure decides, and
//! land that is inside already cannot enter. These measures leave the use of the land alone, so they cut no pieces: a boundary
//! drawn across a field does not make two fields of it.

use super::against::Against;
use super::cut::Cell;
use super::{BoundaryZone, Extent, LandBase};
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
    /// Zone of the boundary that it leaves; `None` for land taken in, and where the layer tells no zones apart.
    pub zone: Option<BoundaryZone>,
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
    let land = boundary.map(|boundary| &boundary.land);
    let against = Against::new(base, (parcel, &cell.extent, cell.area_m2), land, clipper);
    let is_extension = measure.kind == MeasureKind::BoundaryExtension;
    let piece =
        |(extent, area_m2), zone| BoundaryPiece { is_extension, parcel, measure: measure.id, extent, area_m2, zone };
    if is_extension {
        return against.rest(land).into_iter().map(|part| piece(part, None)).collect();
    }
    let released = against.overlaps.iter().filter_map(|&(feature, area_m2)| {
        let boundary = boundary?;
        Some(piece(against.part_in(&boundary.land, feature, area_m2)?, boundary.zone(feature)))
    });
    released.collect()
}

/// Land of a cell in the elastic zone, m²; 0 where the layer tells no zones apart.
pub(super) fn built_in_elastic_m2(base: &LandBase, parcel: usize, cell: &Cell, clipper: &mut Clipper) -> f64 {
    let Some(boundary) = base.development_boundary.as_ref().filter(|boundary| boundary.has_zones()) else { return 0.0 };
    let against = Against::new(base, (parcel, &cell.extent, cell.area_m2), Some(&boundary.land), clipper);
    let in_elastic = |feature| boundary.zone(feature) == Some(BoundaryZone::Elastic);
    against.overlaps.iter().filter(|(feature, _)| in_elastic(*feature)).map(|(_, area_m2)| area_m2).sum()
}
