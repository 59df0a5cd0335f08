//! The land under a scheme as a mosaic: the parcels, with the pieces of the fold in the place of those whose class changes. It is
//! the mosaic that the indicators of the scheme are read from, so a simulation counts what they count.

use crate::contiguity::{Faces, Piece};
use crate::land::Land;

/// Faces of the land under a scheme.
#[derive(Clone, Debug)]
pub(super) struct Present {
    pub faces: Faces,
    /// The parcel of each piece, from the first number above the parcels on.
    piece_parcels: Vec<u32>,
    /// Grade of each piece after the measures.
    piece_grades: Vec<Option<f64>>,
}

impl Present {
    pub fn of(land: &Land, faces: &Faces) -> Self {
        let mut present = Self { faces: faces.clone(), piece_parcels: Vec::new(), piece_grades: Vec::new() };
        for parcel in land.touched_parcels() {
            let Some(touched) = land.parcel(parcel).filter(|touched| touched.changes_class()) else { continue };
            present.faces.remove(parcel);
            for piece in &touched.pieces {
                let shape = land.shape(parcel, &piece.extent);
                present.faces.insert(Piece::new(&shape, &piece.class_after, piece.area_m2));
                present.piece_parcels.push(parcel as u32);
                present.piece_grades.push(piece.grade_after);
            }
        }
        present
    }

    /// The parcel that a face is, or is a piece of.
    pub fn parcel_of(&self, face: usize) -> usize {
        match face.checked_sub(self.faces.parcel_count()) {
            None => face,
            Some(place) => self.piece_parcels.get(place).map_or(face, |&parcel| parcel as usize),
        }
    }

    /// Grade of the farmland that a piece is.
    pub fn grade_of_piece(&self, face: usize) -> Option<f64> {
        let place = face.checked_sub(self.faces.parcel_count())?;
        self.piece_grades.get(place).copied().flatten()
    }

    /// Whether each face is farmland 01xx.
    pub fn farmland(&self) -> Vec<bool> {
        (0..self.faces.len()).map(|face| self.faces.is_cultivated(face)).collect()
    }
}
