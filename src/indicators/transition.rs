//! Transition matrix 转移矩阵: land by class before (rows) and class after (columns), gross ellipsoidal area, all parcels.
//!
//! Σ of row i is the land of class i before, Σ of column j the land of class j after: the conservation law of the ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Baseline;
use crate::land::{Land, PieceId};

/// Land by class before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Transition {
    /// DLBM that occur before or after, ascending; the empty code is land without a class.
    pub classes: Vec<Arc<str>>,
    /// `area_m2[i][j]` was of class i and is of class j.
    pub area_m2: Vec<Vec<f64>>,
    /// Largest amount by which a row misses the land of its class before, or all cells together miss all land, m².
    pub residual_m2: f64,
    pieces: BTreeMap<(usize, usize), Vec<PieceId>>,
}

impl Transition {
    pub fn of(land: &Land, baseline: &Baseline) -> Self {
        let after = land.changed_pieces().map(|piece| piece.class_after.clone());
        let classes: BTreeSet<Arc<str>> = baseline.class_m2.keys().cloned().chain(after).collect();
        let classes: Vec<Arc<str>> = classes.into_iter().collect();
        let places: BTreeMap<&str, usize> =
            classes.iter().enumerate().map(|(place, class)| (&**class, place)).collect();
        let place = |class: &str| places.get(class).copied().unwrap_or(0);
        let before: Vec<f64> =
            classes.iter().map(|class| baseline.class_m2.get(class).copied().unwrap_or(0.0)).collect();
        let mut area_m2 = vec![vec![0.0; classes.len()]; classes.len()];
        // The diagonal begins with every parcel, gives up the touched ones whole and takes back their pieces that stay.
        for (class, area) in before.iter().enumerate() {
            area_m2[class][class] = *area;
        }
        for parcel in land.touched_parcels() {
            let class = place(land.base().parcels.class(parcel));
            area_m2[class][class] -= land.base().parcels.area_m2(parcel);
        }
        let mut pieces: BTreeMap<(usize, usize), Vec<PieceId>> = BTreeMap::new();
        for piece in land.pieces() {
            let cell = (place(&piece.class_before), place(&piece.class_after));
            area_m2[cell.0][cell.1] += piece.area_m2;
            pieces.entry(cell).or_default().push(piece.id);
        }
        let row_residual = |(row, area): (&Vec<f64>, &f64)| (row.iter().sum::<f64>() - area).abs();
        let worst_row = area_m2.iter().zip(&before).map(row_residual).fold(0.0, f64::max);
        let all: f64 = area_m2.iter().flatten().sum();
        Self { residual_m2: worst_row.max((all - baseline.area_m2).abs()), classes, area_m2, pieces }
    }

    /// Land of a class before, m²: the sum of its row.
    pub fn before_m2(&self, class: usize) -> f64 {
        self.area_m2[class].iter().sum()
    }

    /// Land of a class after, m²: the sum of its column.
    pub fn after_m2(&self, class: usize) -> f64 {
        self.area_m2.iter().map(|row| row[class]).sum()
    }

    /// Place of a class among the rows and columns.
    pub fn class(&self, code: &str) -> Option<usize> {
        self.classes.iter().position(|class| &**class == code)
    }

    /// Pieces of a cell, by parcel. On the diagonal only those of parcels that a measure touches.
    pub fn pieces(&self, before: usize, after: usize) -> &[PieceId] {
        self.pieces.get(&(before, after)).map_or(&[], Vec::as_slice)
    }
}
