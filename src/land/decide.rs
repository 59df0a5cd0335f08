//! From cells to pieces: of the measures on one cell, the last one that says something decides it.

use super::basic_farmland::basic_farmland_pieces;
use super::boundary::{boundary_pieces, built_in_elastic_m2};
use super::cut::{Cell, Cuts};
use super::piece::is_farmland;
use super::{ClassGroup, LandBase, ParcelLand, Piece, PieceId, Regime};
use crate::design::{Measure, MeasureId};
use crate::geometry::overlay::Clipper;

/// The pieces of a parcel. `place_of` gives a measure's place in the scheme and the measure.
pub(super) fn decide<'a>(
    base: &LandBase,
    parcel: usize,
    cuts: Cuts,
    place_of: impl Fn(MeasureId) -> Option<(usize, &'a Measure)>,
    clipper: &mut Clipper,
) -> ParcelLand {
    let mut land = ParcelLand::default();
    let in_order = |cell: &Cell| {
        let mut measures: Vec<(usize, &Measure)> = cell.measures.iter().filter_map(|&id| place_of(id)).collect();
        measures.sort_unstable_by_key(|(place, _)| *place);
        measures
    };
    for (index, cell) in cuts.land.iter().enumerate() {
        let measures = in_order(cell);
        let piece = piece_of(base, PieceId { parcel, index }, cell, &measures, clipper);
        let mut latest_first = measures.iter().rev();
        if let Some((_, measure)) = latest_first.find(|(_, measure)| measure.kind.moves_basic_farmland()) {
            land.basic_farmland.extend(basic_farmland_pieces(base, &piece, measure.id, measure.kind, clipper));
        }
        land.pieces.push(piece);
    }
    for cell in &cuts.boundary {
        if let Some((_, measure)) = in_order(cell).last() {
            land.boundary.extend(boundary_pieces(base, parcel, cell, measure, clipper));
        }
    }
    land.cuts = cuts;
    land
}

fn piece_of(base: &LandBase, id: PieceId, cell: &Cell, measures: &[(usize, &Measure)], clipper: &mut Clipper) -> Piece {
    let class_before = base.parcels.class(id.parcel).clone();
    let deciding = measures.iter().rev().find(|(_, measure)| measure.to_class.is_some());
    let class_after = match deciding.and_then(|(_, measure)| measure.to_class.as_deref()) {
        Some(code) if code != &*class_before => std::sync::Arc::from(code),
        _ => class_before.clone(),
    };
    let stated_grade = measures.iter().rev().find_map(|(_, measure)| measure.grade_after);
    let stays_farmland = is_farmland(&class_before) && is_farmland(&class_after);
    let group_before = ClassGroup::of(&class_before);
    let group_after = if class_before == class_after { group_before } else { ClassGroup::of(&class_after) };
    let slope = base.slope_of(id.parcel, &cell.extent, clipper);
    let is_built = group_after == Some(ClassGroup::Construction) && group_before != group_after;
    Piece {
        id,
        extent: cell.extent.clone(),
        area_m2: cell.area_m2,
        regime: if class_before == class_after {
            Regime::Unchanged
        } else {
            Regime::of_known(group_before, group_after)
        },
        group_before,
        group_after,
        measures: measures.iter().map(|(_, measure)| measure.id).collect(),
        deciding: deciding.map(|(_, measure)| measure.id),
        grade_after: stated_grade.or_else(|| stays_farmland.then(|| base.grade_of_parcel(id.parcel)).flatten()),
        slope,
        is_stable: base.is_stable(id.parcel, slope),
        built_in_elastic_m2: if is_built { built_in_elastic_m2(base, id.parcel, cell, clipper) } else { 0.0 },
        class_before,
        class_after,
    }
}
