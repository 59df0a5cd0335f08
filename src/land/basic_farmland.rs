//! Basic farmland that a scheme moves out and in, piece by piece of the fold.
//!
//! On one piece of land the last measure of basic farmland decides: land moved out and later in again stays what it was.
//! `Out` is what such land shares with the patches that are; `in` is what it has beside them.

use std::sync::Arc;

use super::against::Against;
use super::piece::is_farmland;
use super::{BasicFarmland, Extent, LandBase, Piece, PieceId, SlopeLevel};
use crate::design::{MeasureId, MeasureKind};
use crate::geometry::overlay::{Clipper, EdgeIndex};

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
    let patches = base.basic_farmland.as_ref();
    let place = (piece.id.parcel, &piece.extent, piece.area_m2);
    let against = Against::new(base, place, patches.map(|patches| &patches.land), clipper);
    let mut make = Maker { base, piece, measure, against: &against, clipper };
    match (kind, patches) {
        (MeasureKind::BasicFarmlandOut, Some(patches)) => against
            .overlaps
            .iter()
            .filter_map(|&(patch, shared_m2)| {
                let (extent, gross_m2) = against.part_in(&patches.land, patch, shared_m2)?;
                Some(make.moved_out(patches, patch, extent, gross_m2))
            })
            .collect(),
        (MeasureKind::BasicFarmlandIn, _) => against
            .rest(patches.map(|patches| &patches.land))
            .map(|(extent, gross_m2)| make.moved_in(extent, gross_m2))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

struct Maker<'a> {
    base: &'a LandBase,
    piece: &'a Piece,
    measure: MeasureId,
    against: &'a Against<'a>,
    clipper: &'a mut Clipper,
}

impl Maker<'_> {
    fn moved_out(
        &mut self,
        patches: &BasicFarmland,
        patch: usize,
        extent: Extent,
        gross_m2: f64,
    ) -> BasicFarmlandPiece {
        let (parcels, parcel) = (&self.base.parcels, self.piece.id.parcel);
        let (own, base) = (self.against.index_of(&extent), self.base);
        let slope = patches.slope(patch).or_else(|| base.slope_of(parcel, &extent, self.clipper));
        let grade = patches.grade(patch).or_else(|| parcels.grade(parcel));
        BasicFarmlandPiece {
            direction: Direction::Out,
            patch: Some(patch),
            area_m2: patches.net_m2(patch, gross_m2),
            slope,
            grade: grade.or_else(|| base.grade_of(&own, self.clipper)),
            ..self.common(extent, gross_m2, &own)
        }
        .with_high_standard_share()
    }

    fn moved_in(&mut self, extent: Extent, gross_m2: f64) -> BasicFarmlandPiece {
        let (parcels, parcel) = (&self.base.parcels, self.piece.id.parcel);
        let (own, base) = (self.against.index_of(&extent), self.base);
        let ridges = match base.basis() {
            AreaBasis::Net => parcels.ridge_share(parcel),
            AreaBasis::Gross => 0.0,
        };
        let becomes_farmland = is_farmland(&self.piece.class_after);
        BasicFarmlandPiece {
            direction: Direction::In,
            area_m2: gross_m2 * (1.0 - ridges),
            slope: base.slope_of(parcel, &extent, self.clipper),
            grade: self
                .piece
                .grade_after
                .or_else(|| becomes_farmland.then(|| base.grade_of(&own, self.clipper)).flatten()),
            ..self.common(extent, gross_m2, &own)
        }
        .with_high_standard_share()
    }

    /// What both directions share; the built high-standard farmland is gross still.
    fn common(&mut self, extent: Extent, gross_m2: f64, own: &EdgeIndex) -> BasicFarmlandPiece {
        let built = self.base.high_standard.as_ref();
        let high_standard_m2 = built.map_or(0.0, |built| built.shared_m2(own, self.clipper));
        BasicFarmlandPiece {
            direction: Direction::In,
            piece: self.piece.id,
            measure: self.measure,
            patch: None,
            extent,
            gross_m2,
            area_m2: gross_m2,
            class_before: self.piece.class_before.clone(),
            class_after: self.piece.class_after.clone(),
            grade: None,
            slope: None,
            high_standard_m2,
        }
    }
}

impl BasicFarmlandPiece {
    /// Takes the built high-standard farmland from gross to the form's basis.
    fn with_high_standard_share(mut self) -> Self {
        let share = (self.high_standard_m2 / self.gross_m2).clamp(0.0, 1.0);
        self.high_standard_m2 = self.area_m2 * share;
        self
    }
}
