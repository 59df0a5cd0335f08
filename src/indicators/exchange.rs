//! 优进劣出: basic farmland that moves out and in under one pair number, the one beside the other. Means over a whole scheme
//! (PBF-06) hide a pair that gives good land for poor 调优补劣, so pairs are looked at one by one (PBF-18).
//!
//! What moves in is worse where its mean grade is, or its mean slope is steeper, weighted by area on the form's basis; the middle
//! of a slope level stands for it. Grade and slope are compared where both sides state them.

use std::collections::BTreeMap;

use super::baseline::WeightedMean;
use super::{FormPiece, ReviewForm};
use crate::land::Land;

/// What two means may differ by and be the same.
const SAME: f64 = 1e-9;

/// One side of a pair.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    area_m2: f64,
    grade: WeightedMean,
    degrees: WeightedMean,
}

impl Side {
    fn add(&mut self, piece: &FormPiece) {
        let piece = &piece.piece;
        self.area_m2 += piece.area_m2;
        self.grade.add(piece.grade, piece.area_m2);
        self.degrees.add(piece.slope.map(|level| level.typical_degrees()), piece.area_m2);
    }
}

/// Basic farmland moved in under a pair number that moves better land out, on the form's basis, m². 0 where nothing moves; `None`
/// where no pair can be compared: no number stands on both sides, or neither grade nor slope does.
pub(super) fn worse_exchange_m2(land: &Land, form: &ReviewForm) -> Option<f64> {
    if !form.is_involved() {
        return Some(0.0);
    }
    let mut pairs: BTreeMap<u32, [Side; 2]> = BTreeMap::new();
    for (side, pieces) in [form.out.pieces(), form.moved_in.pieces()].into_iter().enumerate() {
        for piece in pieces {
            if let Some(pair) = land.measure(piece.piece.measure).and_then(|measure| measure.pair) {
                pairs.entry(pair).or_default()[side].add(piece);
            }
        }
    }
    let mut worse_m2 = None;
    for [out, moved_in] in pairs.into_values().filter(|sides| sides.iter().all(|side| side.area_m2 > 0.0)) {
        let grades = out.grade.mean().zip(moved_in.grade.mean());
        let degrees = out.degrees.mean().zip(moved_in.degrees.mean());
        if grades.is_none() && degrees.is_none() {
            continue;
        }
        let is_poorer = grades.is_some_and(|(out, moved_in)| form.grade_system.gain(out, moved_in) < -SAME);
        let is_steeper = degrees.is_some_and(|(out, moved_in)| moved_in > out + SAME);
        *worse_m2.get_or_insert(0.0) += if is_poorer || is_steeper { moved_in.area_m2 } else { 0.0 };
    }
    worse_m2
}
