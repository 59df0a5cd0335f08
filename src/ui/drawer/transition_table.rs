//! The transition matrix: what land was (rows), what it becomes (columns). A click on a cell outlines its patches.

use std::sync::Arc;

use egui::Ui;

use super::patches::piece_shapes;
use super::structure_page::class_name;
use super::table::{Cell, Column, Tone, table_ui};
use crate::assessment::Assessment;
use crate::i18n::{Text, count, fixed, texts};
use crate::indicators::Transition;
use crate::ui::Desk;
use crate::units::{hectares_from_m2, mu_from_m2};

/// What rounds to nothing is not shown, mu.
const LEAST_MU: f64 = 0.005;

texts! {
    TransitionText {
        From: "整治前 ↓　整治后 →", "Before ↓   after →";
        Sum: "整治前合计", "Before";
        After: "整治后合计", "After";
        Becomes: "{0} → {1}\n{2} 亩（{3} 公顷），{4} 个图斑", "{0} → {1}\n{2} mu ({3} ha), {4} patches";
        Stays: "{0}，地类不变\n{1} 亩（{2} 公顷）", "{0}, as it was\n{1} mu ({2} ha)";
    }
}

/// The matrix, and the cell whose patches are outlined.
#[derive(Default)]
pub(super) struct TransitionTable {
    /// DLBM before and after: the places of classes move with the scheme.
    chosen: Option<(Arc<str>, Arc<str>)>,
}

impl TransitionTable {
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, assessment: &Arc<Assessment>) {
        let transition = &assessment.transition;
        let before = classes(transition, Transition::before_m2);
        let after = classes(transition, Transition::after_m2);
        let mut columns = vec![Column::text(desk.say(TransitionText::From), 156.0)];
        columns.push(Column::figure(desk.say(TransitionText::Sum), 92.0));
        columns.extend(after.iter().map(|&class| {
            let code = &transition.classes[class];
            Column::figure(class_name(desk, code), 92.0).saying(class_name(desk, code))
        }));
        let clicked = table_ui(ui, "transition", &columns, before.len() + 1, |row, column| {
            let before = before.get(row).copied();
            let after = column.checked_sub(2).map(|column| after[column]);
            match (before, after) {
                (Some(before), Some(after)) => self.cell(desk, transition, before, after),
                (Some(before), None) if column == 0 => Cell::new(class_name(desk, &transition.classes[before])),
                (Some(before), None) => sum_cell(transition.before_m2(before)),
                (None, Some(after)) => sum_cell(transition.after_m2(after)),
                (None, None) if column == 0 => Cell::new(desk.say(TransitionText::After)).toned(Tone::Strong),
                (None, None) => sum_cell(transition.area_m2.iter().flatten().sum()),
            }
        });
        let Some((row, column)) = clicked else { return };
        if let (Some(&before), Some(after)) = (before.get(row), column.checked_sub(2).map(|column| after[column])) {
            self.chosen = Some((transition.classes[before].clone(), transition.classes[after].clone()));
            desk.show_patches(piece_shapes(&assessment.land, transition.pieces(before, after)));
        }
    }

    fn cell(&self, desk: &Desk, transition: &Transition, before: usize, after: usize) -> Cell {
        let area_m2 = transition.area_m2[before][after];
        let mu = mu_from_m2(area_m2);
        if mu.abs() < LEAST_MU {
            return Cell::default();
        }
        let (from, to) = (&transition.classes[before], &transition.classes[after]);
        let pieces = transition.pieces(before, after).len();
        let (mu_words, hectares) = (fixed(mu, 2).into(), fixed(hectares_from_m2(area_m2), 4).into());
        let (tone, says) = if before == after {
            (Tone::Quiet, TransitionText::Stays.with([class_name(desk, from).into(), mu_words, hectares]))
        } else {
            let (from, to) = (class_name(desk, from).into(), class_name(desk, to).into());
            (Tone::Strong, TransitionText::Becomes.with([from, to, mu_words, hectares, count(pieces).into()]))
        };
        let chosen = self.chosen.as_ref().is_some_and(|chosen| &chosen.0 == from && &chosen.1 == to);
        Cell::new(fixed(mu, 2)).toned(tone).saying(desk.tell(&says)).opening(before != after).chosen(chosen)
    }
}

/// Places of the classes that have land.
fn classes(transition: &Transition, area_m2: impl Fn(&Transition, usize) -> f64) -> Vec<usize> {
    let mu = |class: usize| mu_from_m2(area_m2(transition, class));
    (0..transition.classes.len()).filter(|&class| mu(class) >= LEAST_MU).collect()
}

fn sum_cell(area_m2: f64) -> Cell {
    Cell::new(fixed(mu_from_m2(area_m2), 2)).toned(Tone::Strong)
}
