//! Figures of the farmland before and after a plan.

use crate::units::mu_from_m2;

use super::proposed_block::large;
use super::quality::Grades;
use super::site::Site;
use super::{FigurePair, Figures, ProposedBlock, ProposedChange};

/// The figures of a plan: the blocks on both sides, and what changes.
pub(super) fn figures_of(
    site: &Site,
    threshold_mu: f64,
    blocks: [&[ProposedBlock]; 2],
    changes: &[ProposedChange],
    new_grades: &dyn Fn(usize) -> Option<f64>,
) -> Figures {
    let [before, after] = blocks.map(|blocks| {
        let all_mu: f64 = blocks.iter().map(|block| mu_from_m2(block.area_m2)).sum();
        let (in_blocks_mu, count) = large(blocks, threshold_mu);
        (all_mu, in_blocks_mu, count)
    });
    let share = |(all_mu, in_blocks_mu, _): (f64, f64, usize)| if all_mu > 0.0 { in_blocks_mu / all_mu } else { 0.0 };
    let changed_mu = |joins: bool| {
        let wanted = changes.iter().filter(|change| change.is_gain == joins);
        wanted.map(|change| mu_from_m2(change.area_m2)).sum()
    };
    let (slope, grade) = means(site, changes, new_grades);
    Figures {
        in_blocks_mu: FigurePair { before: before.1, after: after.1 },
        in_blocks_share: FigurePair { before: share(before), after: share(after) },
        blocks: FigurePair { before: before.2 as f64, after: after.2 as f64 },
        farmland_mu: FigurePair { before: before.0, after: after.0 },
        slope_degrees: slope,
        grade,
        new_farmland_mu: changed_mu(true),
        left_farmland_mu: changed_mu(false),
        cost_fen: changes.iter().map(|change| change.cost_fen).sum(),
    }
}

/// Mean slope and mean grade before and after.
fn means(
    site: &Site,
    changes: &[ProposedChange],
    new_grades: &dyn Fn(usize) -> Option<f64>,
) -> (Option<FigurePair>, Option<FigurePair>) {
    let grades = Grades::new(&site.base, &site.present, &site.counts);
    let (mut slope, mut grade) = (Mean::default(), Mean::default());
    let degrees = |parcel: usize| site.base.slope_of_parcel(parcel).map(|level| level.typical_degrees());
    for face in (0..site.counts.len()).filter(|&face| site.counts[face]) {
        let area_m2 = site.present.faces.area_m2(face);
        slope.add(degrees(site.present.parcel_of(face)), area_m2);
        grade.add(grades.of_face(face), area_m2);
    }
    let (slope_before, grade_before) = (slope.value(), grade.value());
    for change in changes {
        let joins = change.is_gain;
        let signed_m2 = if joins { change.area_m2 } else { -change.area_m2 };
        slope.add(degrees(change.parcel), signed_m2);
        grade.add(if joins { new_grades(change.parcel) } else { grades.of_face(change.parcel) }, signed_m2);
    }
    let pair = |before: Option<f64>, after: Option<f64>| Some(FigurePair { before: before?, after: after? });
    (pair(slope_before, slope.value()), pair(grade_before, grade.value()))
}

/// A mean weighted by area, of what is known.
#[derive(Default)]
pub(super) struct Mean {
    sum: f64,
    area_m2: f64,
}

impl Mean {
    pub fn add(&mut self, value: Option<f64>, area_m2: f64) {
        if let Some(value) = value {
            self.sum += value * area_m2;
            self.area_m2 += area_m2;
        }
    }

    pub fn value(&self) -> Option<f64> {
        (self.area_m2 > 0.0).then(|| self.sum / self.area_m2)
    }
}
