//! Farmland by slope and by quality 耕地坡度和质量结构, before and after: all farmland of the land-use layer, gross, as the transition
//! matrix counts it.
//!
//! Slope levels 1 to 5 are those of TD/T 1055-2019. Grades are counted one by one, scores in steps of ten; what lies between two
//! grades counts with the nearer. Farmland that stays keeps its parcel's level and grade unless a measure states a grade; new
//! farmland has the level of the slope layer under it and the grade that its measure states.

use std::collections::BTreeMap;

use super::Baseline;
use super::baseline::WeightedMean;
use crate::land::{ClassGroup, GradeScale, GradeSystem, Land, LandBase, SlopeLevel};

/// Area before and after, m².
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BeforeAfter {
    pub before_m2: f64,
    pub after_m2: f64,
}

impl BeforeAfter {
    pub fn change_m2(self) -> f64 {
        self.after_m2 - self.before_m2
    }
}

/// Farmland of one grade; of a score, of the ten that begin there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradeShare {
    /// `None` where nothing says it.
    pub grade: Option<i64>,
    pub area: BeforeAfter,
}

/// Farmland by slope and by quality.
#[derive(Clone, Debug, PartialEq)]
pub struct FarmlandStructure {
    /// By slope level 1 to 5, then of unknown slope.
    pub slopes: [BeforeAfter; 6],
    /// Ascending, unknown last.
    pub grades: Vec<GradeShare>,
    /// Scale of the grades; `None` where no layer has any.
    pub scale: Option<GradeScale>,
    /// Mean grade of farmland whose grade is known, before and after.
    pub mean_grade: [Option<f64>; 2],
}

/// Farmland of one state by level and by grade, m²: what a baseline keeps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FarmlandKinds {
    slopes_m2: [f64; 6],
    grades_m2: BTreeMap<i64, f64>,
    grade_unknown_m2: f64,
    mean_grade: WeightedMean,
}

impl FarmlandKinds {
    /// Counts farmland in, or out again with a negative area.
    pub(super) fn add(&mut self, system: GradeSystem, slope: Option<SlopeLevel>, grade: Option<f64>, area_m2: f64) {
        self.slopes_m2[slope.map_or(5, |level| usize::from(level.level()) - 1)] += area_m2;
        match grade {
            Some(grade) => *self.grades_m2.entry(class_of(system, grade)).or_default() += area_m2,
            None => self.grade_unknown_m2 += area_m2,
        }
        self.mean_grade.add(grade, area_m2);
    }
}

/// The grade, or the ten of scores, that a grade is counted with.
fn class_of(system: GradeSystem, grade: f64) -> i64 {
    match system {
        GradeSystem::SmallerIsBetter => grade.round() as i64,
        GradeSystem::LargerIsBetter => (grade / 10.0).floor() as i64 * 10,
    }
}

impl FarmlandStructure {
    pub fn of(land: &Land, baseline: &Baseline) -> Self {
        let base = land.base();
        let before = &baseline.farmland_kinds;
        let after = after(land, base, before);
        let pair = |before_m2, after_m2| BeforeAfter { before_m2, after_m2 };
        let mut grades: BTreeMap<i64, BeforeAfter> = BTreeMap::new();
        for (&grade, &area_m2) in &before.grades_m2 {
            grades.entry(grade).or_default().before_m2 = area_m2;
        }
        for (&grade, &area_m2) in &after.grades_m2 {
            grades.entry(grade).or_default().after_m2 = area_m2;
        }
        let mut grades: Vec<GradeShare> =
            grades.into_iter().map(|(grade, area)| GradeShare { grade: Some(grade), area }).collect();
        let unknown = pair(before.grade_unknown_m2, after.grade_unknown_m2);
        grades.push(GradeShare { grade: None, area: unknown });
        Self {
            slopes: std::array::from_fn(|level| pair(before.slopes_m2[level], after.slopes_m2[level])),
            grades,
            scale: base.grade_scale().cloned(),
            mean_grade: [before.mean_grade.mean(), after.mean_grade.mean()],
        }
    }
}

/// The farmland after the measures: the pieces of touched parcels take the place of their farmland.
fn after(land: &Land, base: &LandBase, before: &FarmlandKinds) -> FarmlandKinds {
    let system = base.grade_system();
    let mut after = before.clone();
    for piece in land.pieces() {
        let parcel = piece.id.parcel;
        let (was, is) = piece.is_of(ClassGroup::Farmland);
        if was {
            after.add(system, base.slope_of_parcel(parcel), base.grade_of_parcel(parcel), -piece.area_m2);
        }
        if is {
            let slope = if was { base.slope_of_parcel(parcel) } else { piece.slope };
            after.add(system, slope, piece.grade_after, piece.area_m2);
        }
    }
    after
}
