//! The land itself that a zone shares with single features of a set of layers.

use crate::base::LayerId;
use crate::geometry::PackedFeature;
use crate::geometry::overlay::{Clipper, Coverage, EdgeIndex, Hit, Piece};

/// One layer of a set.
#[derive(Debug)]
pub(super) struct Member {
    pub layer: LayerId,
    pub coverage: Coverage,
}

/// The land that a zone and one feature share.
#[derive(Clone, Debug, PartialEq)]
pub struct ConflictPiece {
    pub layer: LayerId,
    pub feature: usize,
    /// Valid rings: those of the layer itself where the feature lies in the zone as a whole.
    pub shape: PackedFeature,
    pub area_m2: f64,
    pub planar_m2: f64,
}

impl Member {
    /// The piece of every feature whose overlap counts, by feature.
    pub fn pieces(&self, zone: &EdgeIndex, clipper: &mut Clipper) -> Vec<ConflictPiece> {
        let pieces = self.coverage.pieces(zone, clipper).into_iter();
        pieces.map(|piece| ConflictPiece::new(self.layer, piece)).collect()
    }

    /// The same, and `visit` hears of everything that the zone covers.
    pub fn hits_and_pieces(
        &self,
        zone: &EdgeIndex,
        clipper: &mut Clipper,
        visit: impl FnMut(Hit),
    ) -> Vec<ConflictPiece> {
        let pieces = self.coverage.hits_and_pieces(zone, clipper, visit).into_iter();
        pieces.map(|piece| ConflictPiece::new(self.layer, piece)).collect()
    }

    /// The pieces of these features alone.
    pub fn pieces_of(
        &self,
        features: impl IntoIterator<Item = usize>,
        zone: &EdgeIndex,
        clipper: &mut Clipper,
    ) -> Vec<ConflictPiece> {
        let pieces = self.coverage.pieces_of(features, zone, clipper).into_iter();
        pieces.map(|piece| ConflictPiece::new(self.layer, piece)).collect()
    }
}

impl ConflictPiece {
    fn new(layer: LayerId, piece: Piece) -> Self {
        let (area_m2, planar_m2) = (piece.amount.ellipsoidal_m2(), piece.amount.planar_m2());
        Self { layer, feature: piece.feature, shape: piece.shape, area_m2, planar_m2 }
    }
}
