//! The transition matrix: what land was (rows), what it becomes (columns). A click on a cell outlines its patches.

use egui::Ui;

use super::structure_page::class_name;
use super::table::{Cell, Column, Tone, table_ui};
use crate::assessment::Assessment;
use crate::i18n::{Message, Text, count, fixed, texts};
use crate::indicators::Transition;
use crate::session::{Highlight, MOST_OUTLINES};
use crate::ui::Desk;
use crate::units::{hectares_from_m2, mu_from_m2};

/// What rounds to nothing is not shown, mu.
const LEAST_MU: f64 = 0.005;

texts! {
    TransitionText {
        From: "整治前 ↓　整治后 →", "Before ↓   after →";
        Sum: "整治前合计", "Before";
        After: "整治后合计", "After";
        Becomes: "{0} → {1}\n{2} 亩（{3} 公顷），{4} 个图斑", "{0} → {1}\n{2} mu ({3} ha), {4:patch|patches}";
        Largest: "地图上标出最大的 {0} 个图斑，共 {1} 个", "the map outlines the largest {0} of {1:patch|patches}";
        Stays: "{0}，地类不变\n{1} 亩（{2} 公顷）", "{0}, as it was\n{1} mu ({2} ha)";
    }
}

pub(super) fn transition_table_ui(ui: &mut Ui, desk: &mut Desk, assessment: &Assessment) {
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
            (Some(before), Some(after)) => cell(desk, transition, before, after),
            (Some(before), None) if column == 0 => Cell::new(class_name(desk, &transition.classes[before])),
            (Some(before), None) => sum_cell(transition.before_m2(before)),
            (None, Some(after)) => sum_cell(transition.after_m2(after)),
            (None, None) if column == 0 => Cell::new(desk.say(TransitionText::After)).toned(Tone::Strong),
            (None, None) => sum_cell(transition.area_m2.iter().flatten().sum()),
        }
    });
    let Some((row, column)) = clicked else { return };
    if let (Some(&before), Some(after)) = (before.get(row), column.checked_sub(2).map(|column| after[column])) {
        let (before, after) = (transition.classes[before].clone(), transition.classes[after].clone());
        desk.show(Highlight::Transition { before, after });
    }
}

/// How many of the patches of the chosen cell the map shows, where they are too many for it.
pub(super) fn outlined_text(desk: &Desk, assessment: &Assessment) -> Option<Message> {
    let highlight = desk.view.highlight.as_ref()?;
    let patches = match highlight {
        Highlight::Transition { .. } => highlight.patches(assessment),
        _ => 0,
    };
    (patches > MOST_OUTLINES)
        .then(|| TransitionText::Largest.with([count(MOST_OUTLINES).into(), count(patches).into()]))
}

fn cell(desk: &Desk, transition: &Transition, before: usize, after: usize) -> Cell {
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
    let chosen = match &desk.view.highlight {
        Some(Highlight::Transition { before, after }) => before == from && after == to,
        _ => false,
    };
    Cell::new(fixed(mu, 2)).toned(tone).saying(desk.tell(&says)).opening(true).chosen(chosen)
}

/// Places of the classes that have land.
fn classes(transition: &Transition, area_m2: impl Fn(&Transition, usize) -> f64) -> Vec<usize> {
    let mu = |class: usize| mu_from_m2(area_m2(transition, class));
    (0..transition.classes.len()).filter(|&class| mu(class) >= LEAST_MU).collect()
}

fn sum_cell(area_m2: f64) -> Cell {
    Cell::new(fixed(mu_from_m2(area_m2), 2)).toned(Tone::Strong)
}
