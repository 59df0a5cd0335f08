//! Basic farmland that a scheme moves out and in, piece by piece of the fold.
//!
//! On one piece of land the last measure of basic farmland decides: land moved out and later in again stays what it was.
//! `Out` is what such land shares with the patches that are; `in` is what it has beside them.

use std::sync::Arc;

use super::cut::shape_area_m2;
use super::ground::shape_rings;
use super::piece::is_farmland;
use super::role_land::DUST_M2;
use super::{BasicFarmland, Extent, LandBase, Piece, PieceId, SlopeLevel};
use crate::design::{MeasureId, MeasureKind};
use crate::geometry::overlay::{Clipper, EdgeIndex, FillRule, Operation, general_overlay};

/// Which way basic farmland moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// 调出
    Out,
    /// 调入
    In,
}

/// What areas of basic farmland are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AreaBasis {
    /// Net of ridges: YJJBNTMJ × piece ÷ patch; for land moved in, gross × (1 − KCXS), which is what its YJJBNTMJ will be.
    Net,
    /// Ellipsoidal area of the geometry: the layer has no net area.
    Gross,
}

impl AreaBasis {
    /// `net` or `gross`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Net => "net",
            Self::Gross => "gross",
        }
    }
}

/// Land that becomes, or ceases to be, basic farmland.
#[derive(Clone, Debug, PartialEq)]
pub struct BasicFarmlandPiece {
    pub direction: Direction,
    /// The piece of the fold that it is part of.
    pub piece: PieceId,
    /// The measure that decides.
    pub measure: MeasureId,
    /// The patch it leaves; `None` for land moved in.
    pub patch: Option<usize>,
    /// Whole means the parcel as a whole.
    pub extent: Extent,
    pub gross_m2: f64,
    /// On the form's basis ([`LandBase::basis`]).
    pub area_m2: f64,
    /// Class as it is: what the form asks for both directions.
    pub class_before: Arc<str>,
    pub class_after: Arc<str>,
    /// Out: grade of the patch, else of the parcel. In: grade after consolidation. `None` where nothing says it.
    pub grade: Option<f64>,
    pub slope: Option<SlopeLevel>,
    /// Part of `area_m2` that lies in built high-standard farmland.
    pub high_standard_m2: f64,
}

/// The pieces that a measure of basic farmland makes of a piece of the fold.
pub(super) fn basic_farmland_pieces(
    base: &LandBase,
    piece: &Piece,
    measure: MeasureId,
    kind: MeasureKind,
    clipper: &mut Clipper,
) -> Vec<BasicFarmlandPiece> {
    let shape = match &piece.extent {
        Extent::Whole => Arc::new(base.parcels.shape(piece.id.parcel)),
        Extent::Part(shape) => shape.clone(),
    };
    let index = EdgeIndex::from_multi_polygon(&shape);
    let patches = base.basic_farmland.as_ref();
    let overlaps = patches.map_or_else(Vec::new, |patches| patches.land.overlaps(&index, clipper));
    let make = Maker { base, piece, measure };
    match (kind, patches) {
        (MeasureKind::BasicFarmlandOut, Some(patches)) => overlaps
            .into_iter()
            .filter_map(|(patch, shared_m2)| make.out(patches, patch, shared_m2, &shape, clipper))
            .collect(),
        (MeasureKind::BasicFarmlandIn, _) => make.moved_in(patches, &overlaps, &shape, clipper).into_iter().collect(),
        _ => Vec::new(),
    }
}

struct Maker<'a> {
    base: &'a LandBase,
    piece: &'a Piece,
    measure: MeasureId,
}

impl Maker<'_> {
    fn out(
        &self,
        patches: &BasicFarmland,
        patch: usize,
        shared_m2: f64,
        shape: &geo::MultiPolygon<f64>,
        clipper: &mut Clipper,
    ) -> Option<BasicFarmlandPiece> {
        let (extent, gross_m2) = if shared_m2 >= self.piece.area_m2 - DUST_M2 {
            (self.piece.extent.clone(), self.piece.area_m2)
        } else {
            let (subject, clip) = (shape_rings(shape), shape_rings(&patches.land.shape(patch)));
            let shared = general_overlay(
                subject.iter().map(Vec::as_slice),
                clip.iter().map(Vec::as_slice),
                Operation::Intersection,
                FillRule::EvenOdd,
            )?;
            (Extent::Part(Arc::new(shared)), shared_m2)
        };
        let parcels = &self.base.parcels;
        let parcel = self.piece.id.parcel;
        let own = self.index_of(&extent);
        let slope = patches
            .slope(patch)
            .or_else(|| parcels.slope(parcel))
            .or_else(|| self.base.slope_of(&own, clipper));
        let grade = patches
            .grade(patch)
            .or_else(|| parcels.grade(parcel))
            .or_else(|| self.base.grade_of(&own, clipper));
        let area_m2 = patches.net_m2(patch, gross_m2);
        let shared = self.high_standard_share(&own, gross_m2, clipper);
        Some(self.finished(Direction::Out, Some(patch), extent, gross_m2, area_m2, grade, slope, shared))
    }

    fn moved_in(
        &self,
        patches: Option<&BasicFarmland>,
        overlaps: &[(usize, f64)],
        shape: &geo::MultiPolygon<f64>,
        clipper: &mut Clipper,
    ) -> Option<BasicFarmlandPiece> {
        let existing: Vec<_> = patches
            .into_iter()
            .flat_map(|patches| overlaps.iter().flat_map(|(patch, _)| shape_rings(&patches.land.shape(*patch))))
            .collect();
        let (extent, gross_m2) = if existing.is_empty() {
            (self.piece.extent.clone(), self.piece.area_m2)
        } else {
            let subject = shape_rings(shape);
            let rest = general_overlay(
                subject.iter().map(Vec::as_slice),
                existing.iter().map(Vec::as_slice),
                Operation::Difference,
                FillRule::NonZero,
            )?;
            let area_m2 = shape_area_m2(&rest, &self.base.plane);
            (Extent::Part(Arc::new(rest)), area_m2)
        };
        if gross_m2 <= DUST_M2 {
            return None;
        }
        let parcels = &self.base.parcels;
        let parcel = self.piece.id.parcel;
        let own = self.index_of(&extent);
        let slope = parcels.slope(parcel).or_else(|| self.base.slope_of(&own, clipper));
        let grade = self.piece.grade_after.or_else(|| {
            is_farmland(&self.piece.class_after).then(|| self.base.grade_of(&own, clipper)).flatten()
        });
        let ridges = match self.base.basis() {
            AreaBasis::Net => parcels.ridge_share(parcel),
            AreaBasis::Gross => 0.0,
        };
        let area_m2 = gross_m2 * (1.0 - ridges);
        let shared = self.high_standard_share(&own, gross_m2, clipper);
        Some(self.finished(Direction::In, None, extent, gross_m2, area_m2, grade, slope, shared))
    }

    fn index_of(&self, extent: &Extent) -> EdgeIndex {
        match extent {
            Extent::Whole => EdgeIndex::from_multi_polygon(&self.base.parcels.shape(self.piece.id.parcel)),
            Extent::Part(shape) => EdgeIndex::from_multi_polygon(shape),
        }
    }

    fn high_standard_share(&self, shape: &EdgeIndex, gross_m2: f64, clipper: &mut Clipper) -> f64 {
        let Some(built) = &self.base.high_standard else { return 0.0 };
        (built.shared_m2(shape, clipper) / gross_m2).clamp(0.0, 1.0)
    }

    #[expect(clippy::too_many_arguments, reason = "the facts of one piece, gathered above in two ways")]
    fn finished(
        &self,
        direction: Direction,
        patch: Option<usize>,
        extent: Extent,
        gross_m2: f64,
        area_m2: f64,
        grade: Option<f64>,
        slope: Option<SlopeLevel>,
        high_standard_share: f64,
    ) -> BasicFarmlandPiece {
        BasicFarmlandPiece {
            direction,
            piece: self.piece.id,
            measure: self.measure,
            patch,
            extent,
            gross_m2,
            area_m2,
            class_before: self.piece.class_before.clone(),
            class_after: self.piece.class_after.clone(),
            grade,
            slope,
            high_standard_m2: area_m2 * high_standard_share,
        }
    }
}
