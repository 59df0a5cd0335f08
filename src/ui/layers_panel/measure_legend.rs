//! The measures of the scheme: how many, and how each kind, change and pair is drawn on the map.

use std::collections::BTreeMap;

use egui::{Align, Layout, Ui};

use super::panel::design_row_ui;
use crate::design::MeasureKind;
use crate::i18n::{Text, count, texts};
use crate::indicators::LinkagePair;
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{MeasureSign, measure_sign_swatch_ui, measure_swatch_ui, quiet_button, small};

/// Kinds shown before the rest is asked for.
const FIRST_KINDS: usize = 5;

texts! {
    MeasureLegendText {
        Measures: "整治措施", "Measures";
        More: "另有 {0} 类", "{0} more kinds";
        Fewer: "收起", "Fewer";
        Bands: "外圈改前、内条改后地类", "Class before, then after";
        Pair: "拆旧与建新配对", "Demolition to building";
        Short: "建新多于拆旧", "Builds more than it frees";
        Unbacked: "建新缺拆旧", "Building lacks demolition";
    }
}

/// The row of measures and, while they are shown, its legend; `unfolded` remembers whether all kinds are shown.
pub fn measure_legend_ui(ui: &mut Ui, desk: &Desk, shown: &mut bool, unfolded: &mut bool) {
    use MeasureLegendText as T;
    let Some(project) = desk.project() else { return };
    let scheme = project.document().current_scheme();
    let mut kinds: BTreeMap<MeasureKind, usize> = BTreeMap::new();
    for measure in &scheme.measures {
        *kinds.entry(measure.kind).or_default() += 1;
    }
    let swatch = |ui: &mut Ui| drop(measure_sign_swatch_ui(ui, MeasureSign::Bands));
    design_row_ui(ui, desk, shown, desk.say(T::Measures), scheme.measures.len(), swatch);
    if kinds.is_empty() || !*shown {
        return;
    }
    let listed = if *unfolded { kinds.len() } else { FIRST_KINDS };
    for (kind, number) in kinds.iter().take(listed) {
        row_ui(ui, kind.title(desk.language()), Some(*number), |ui| {
            measure_swatch_ui(ui, *kind, desk.language());
        });
    }
    if kinds.len() > FIRST_KINDS {
        ui.horizontal(|ui| {
            ui.add_space(theme::SPACE_5);
            let more = T::More.with([(kinds.len() - FIRST_KINDS).into()]);
            let text = if *unfolded { desk.say(T::Fewer).to_owned() } else { desk.tell(&more) };
            *unfolded ^= quiet_button(ui, &text).clicked();
        });
    }
    let assessment = project.assessment().filter(|assessment| assessment.scheme == scheme.id);
    let pairs = assessment.map_or(&[][..], |assessment| &assessment.pairs);
    let linked =
        |pair: &&LinkagePair| pair.pair.is_some() && !pair.demolition.is_empty() && !pair.construction.is_empty();
    let (short, even): (Vec<_>, Vec<_>) = pairs.iter().filter(linked).partition(|pair| pair.is_short());
    let changes = assessment.is_some_and(|assessment| assessment.land.changed_pieces().next().is_some());
    let signs = [
        (changes, MeasureSign::Bands, T::Bands),
        (!even.is_empty(), MeasureSign::Link, T::Pair),
        (!short.is_empty(), MeasureSign::ShortLink, T::Short),
        (pairs.iter().any(LinkagePair::lacks_demolition), MeasureSign::Unbacked, T::Unbacked),
    ];
    for (_, sign, text) in signs.into_iter().filter(|(is_drawn, ..)| *is_drawn) {
        row_ui(ui, desk.say(text), None, |ui| {
            measure_sign_swatch_ui(ui, sign);
        });
    }
}

fn row_ui(ui: &mut Ui, name: &str, number: Option<usize>, swatch_ui: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_height(theme::SPACE_5 - 2.0);
        ui.add_space(theme::SPACE_5 + theme::SPACE_3);
        swatch_ui(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(number) = number {
                ui.label(small(ui, count(number)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(small(ui, name)).truncate()).on_hover_text(name);
            });
        });
    });
}
