//! A control line that the zone does not touch.

use egui::{Align, Layout, RichText, Ui};

use crate::base::Role;
use crate::i18n::signed;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{SeverityText, divider_ui, satisfied_mark_ui, small};
use crate::ui::{Desk, fonts};
use crate::units::mu_from_m2;

pub fn satisfied_line_ui(ui: &mut Ui, desk: &Desk, role: Role, difference_m2: Option<f64>) {
    divider_ui(ui);
    ui.horizontal(|ui| {
        ui.set_height(theme::CONTROL_HEIGHT + theme::SPACE_3);
        satisfied_mark_ui(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(small(ui, desk.say(SeverityText::Satisfied)));
            if let Some(difference_m2) = difference_m2.filter(|difference| *difference < 0.0) {
                let colour = color32(palette(ui).satisfied.mark);
                let text = signed(mu_from_m2(difference_m2), 2);
                ui.label(RichText::new(text).font(fonts::bold(theme::TYPE_SMALL)).color(colour));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(role.title(desk.language())).truncate());
            });
        });
    });
}
