//! The limits that the plan obeys, how much of each it uses, what a little more would bring; and doubts about the figures.

use egui::{Align, Label, Layout, RichText, Ui};

use super::trouble::notes_ui;
use crate::i18n::{Message, Text, count, fixed, texts};
use crate::session::SimulationResult;
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{section_ui, small};
use crate::units::mu_from_m2;

texts! {
    RowsText {
        Used: "{0} / {1} {2}", "{0} / {1} {2}";
        Price: "每多 1 {0} 约多连片 {1} 亩", "1 {0} more brings about {1} mu";
        Excluded: "没有参与的图斑", "Parcels that are kept out";
        KeptOut: "{0}：{1} 块，{2} 亩", "{0}: {1:parcel|parcels}, {2} mu";
        Says: "方案用了多少，限多少", "What the plan uses, and the limit";
    }
}

/// Prices below this are rounding, mu.
const NOTHING_MU: f64 = 0.005;
/// More rows than these (one a village) are not read.
const MOST_ROWS: usize = 12;
/// Reasons that are named.
const MOST_REASONS: usize = 6;

pub(super) fn rows_ui(ui: &mut Ui, desk: &Desk, excluded: &mut Excluded, result: &SimulationResult) {
    ui.spacing_mut().item_spacing.y = 2.0;
    for row in result.proposal.rows.iter().take(MOST_ROWS) {
        let unit = desk.tell(&row.unit);
        ui.horizontal(|ui| {
            let used = [fixed(row.used, 2).into(), fixed(row.limit, 2).into(), unit.as_str().into()];
            let used = desk.tell(&RowsText::Used.with(used));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(RichText::new(used).size(theme::TYPE_SMALL)).on_hover_text(desk.say(RowsText::Says));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(desk.tell(&row.title)).size(theme::TYPE_SMALL)).truncate());
                });
            });
        });
        if let Some(price) = row.price.filter(|price| *price > NOTHING_MU) {
            ui.label(small(ui, desk.tell(&RowsText::Price.with([unit.as_str().into(), fixed(price, 2).into()]))));
        }
    }
    excluded.ui(ui, desk, result);
    notes_ui(ui, desk, result);
}

/// What keeps parcels out, counted once a result.
#[derive(Default)]
pub(super) struct Excluded {
    of: Option<u64>,
    reasons: Vec<Message>,
}

impl Excluded {
    /// The reasons that keep most parcels out.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, result: &SimulationResult) {
        if self.of != Some(result.number) {
            self.of = Some(result.number);
            let counted = result.proposal.prepared().exclusions().into_iter().take(MOST_REASONS);
            self.reasons = counted
                .map(|(_, title, parcels, area_m2)| {
                    let area = fixed(mu_from_m2(area_m2), 0);
                    RowsText::KeptOut.with([title.into(), count(parcels).into(), area.into()])
                })
                .collect();
        }
        section_ui(ui, desk.say(RowsText::Excluded));
        for reason in &self.reasons {
            ui.add(Label::new(small(ui, desk.tell(reason))).wrap());
        }
    }
}
