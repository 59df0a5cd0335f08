//! What the lists of zones and of measures share: a row that is one button, and an empty list that offers the first step.

use egui::{Rect, Response, Sense, Shape, Ui, UiBuilder};

use super::Desk;
use super::style::{color32, palette};
use super::widgets::{divider_ui, empty_state_ui, primary_button};
use crate::command::{Command, EditCommand, ViewCommand};
use crate::design::FeatureId;
use crate::i18n::{area_ha, area_mu};

/// A list without rows: what is missing, how to make the first, and a button that begins it or says why it can't.
pub fn empty_list_ui(ui: &mut Ui, desk: &mut Desk, [icon, title, next_step, draw]: [&str; 4], command: Command) {
    empty_state_ui(ui, icon, title, next_step);
    let available = desk.availability(&command);
    ui.vertical_centered(|ui| {
        let button = primary_button(ui, available.is_ok(), draw);
        let clicked = button.clicked();
        if let Err(why) = available {
            button.on_disabled_hover_text(desk.say(why));
        }
        if clicked {
            desk.ask(command);
        }
    });
}

/// A row over the whole width of the panel: a click selects the feature, a double click zooms to it, and the pointer is told its
/// area (m²) where that is known.
pub fn feature_row_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    feature: FeatureId,
    title: &str,
    area_m2: Option<f64>,
    content: impl FnOnce(&mut Ui, &Desk),
) {
    divider_ui(ui);
    let ground = ui.painter().add(Shape::Noop);
    let scope = UiBuilder::new().id_salt(("feature row", feature)).sense(Sense::click());
    let response = ui.scope_builder(scope, |ui| ui.horizontal(|ui| content(ui, desk))).response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, title));
    if response.contains_pointer() || response.has_focus() {
        let row = Rect::from_x_y_ranges(ui.clip_rect().x_range(), response.rect.y_range());
        ui.painter().set(ground, Shape::rect_filled(row, 0.0, color32(palette(ui).window)));
    }
    let response = told_area(response, desk, area_m2);
    if response.clicked() {
        desk.edit(EditCommand::Select(Some(feature)));
    }
    if response.double_clicked() {
        desk.view_command(ViewCommand::FitSelection);
    }
}

fn told_area(response: Response, desk: &Desk, area_m2: Option<f64>) -> Response {
    match area_m2 {
        Some(area_m2) => {
            let (mu, hectares) = (area_mu(area_m2, desk.language()), area_ha(area_m2, desk.language()));
            response.on_hover_text(format!("{mu}   {hectares}"))
        }
        None => response,
    }
}
