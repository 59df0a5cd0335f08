//! Grades of farmland that is there, and of farmland that would be: the mean of the farmland near by, one grade worse. Nothing else
//! is known of land that nobody has farmed; the figure is this program's assumption and every report says so.

use crate::land::{GradeSystem, LandBase};

use super::present::Present;

/// Farmland whose box comes this near to that of a parcel says what grade it would have, metres.
pub(super) const NEAR_M: f64 = 500.0;

/// The worst grade of the longer of the two national scales.
const WORST_GRADE: f64 = 15.0;

/// Grades of the land under a scheme.
pub(super) struct Grades<'a> {
    base: &'a LandBase,
    present: &'a Present,
    farmland: &'a [bool],
}

impl<'a> Grades<'a> {
    pub fn new(base: &'a LandBase, present: &'a Present, farmland: &'a [bool]) -> Self {
        Self { base, present, farmland }
    }

    /// Grade of a face that is farmland.
    pub fn of_face(&self, face: usize) -> Option<f64> {
        if face < self.present.faces.parcel_count() {
            self.base.grade_of_parcel(face)
        } else {
            self.present.grade_of_piece(face)
        }
    }

    /// Mean grade of all graded farmland, weighted by area.
    pub fn mean(&self) -> Option<f64> {
        let faces = (0..self.farmland.len()).filter(|&face| self.farmland[face]);
        self.mean_of(faces)
    }

    /// Grade that a parcel would have as farmland; `None` where no graded farmland lies near.
    pub fn of_new(&self, parcel: usize) -> Option<f64> {
        let mut near = Vec::new();
        self.present.faces.query(&self.present.faces.bounds(parcel).grown(NEAR_M), |face| {
            if self.farmland[face] {
                near.push(face);
            }
        });
        let mean = self.mean_of(near.into_iter())?;
        Some(match self.base.grade_system() {
            GradeSystem::SmallerIsBetter => (mean + 1.0).min(WORST_GRADE.max(mean)),
            GradeSystem::LargerIsBetter => (mean - 1.0).max(0.0),
        })
    }

    fn mean_of(&self, faces: impl Iterator<Item = usize>) -> Option<f64> {
        let (mut area_m2, mut sum) = (0.0, 0.0);
        for face in faces {
            if let Some(grade) = self.of_face(face) {
                area_m2 += self.present.faces.area_m2(face);
                sum += grade * self.present.faces.area_m2(face);
            }
        }
        (area_m2 > 0.0).then(|| sum / area_m2)
    }
}
