//! From the pieces that a figure is made of to their shapes on the map.

use std::sync::Arc;

use geo::MultiPolygon;

use crate::indicators::FormPiece;
use crate::land::{Land, PieceId};

/// Shapes of pieces of the fold.
pub(super) fn piece_shapes(land: &Land, pieces: &[PieceId]) -> Vec<Arc<MultiPolygon<f64>>> {
    pieces.iter().filter_map(|&id| land.piece(id)).map(|piece| land.shape(piece.id.parcel, &piece.extent)).collect()
}

/// Shapes of patches of the review form.
pub(super) fn form_shapes(land: &Land, pieces: &[&FormPiece]) -> Vec<Arc<MultiPolygon<f64>>> {
    pieces.iter().map(|form| land.shape(form.piece.piece.parcel, &form.piece.extent)).collect()
}
