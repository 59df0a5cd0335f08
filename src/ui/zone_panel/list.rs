//! All zones of the scheme, with their sizes; with none, how to draw the first.

use egui::{Align, Layout, Sense, Ui, UiBuilder};

use crate::checks::{Severity, ZoneReport};
use crate::command::{Command, EditCommand, ToolKind, ViewCommand};
use crate::design::{FeatureId, Zone};
use crate::i18n::common::CommonText;
use crate::i18n::{area_ha, area_mu, fixed, texts};
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{
    divider_ui, empty_state_ui, figure_ui, primary_button, satisfied_mark_ui, section_ui, severity_mark_ui, small,
};
use crate::ui::{Desk, icons};
use crate::units::mu_from_m2;

texts! {
    ListText {
        Empty: "还没有片区", "No zones yet";
        EmptySays: "按 Z 画一个：逐点单击，回车完成。", "Press Z to draw one: click point by point,\nEnter to finish.";
        Draw: "绘制片区", "Draw zone";
        Title: "{0} 个片区", "{0} zones";
        Sum: "合计", "Total";
        Hint: "点击片区，在这里看它的面积与冲突。", "Click a zone to see its size and conflicts here.";
    }
}

pub fn zone_list_ui(ui: &mut Ui, desk: &mut Desk) {
    let Some(project) = desk.project() else { return };
    let zones = &project.document().current_scheme().zones;
    if zones.is_empty() {
        empty_state_ui(ui, icons::POLYGON, desk.say(ListText::Empty), desk.say(ListText::EmptySays));
        let draw = Command::View(ViewCommand::Tool(ToolKind::DrawZone));
        let available = desk.availability(&draw);
        ui.vertical_centered(|ui| {
            let button = primary_button(ui, available.is_ok(), desk.say(ListText::Draw));
            let clicked = button.clicked();
            if let Err(why) = available {
                button.on_disabled_hover_text(desk.say(why));
            }
            if clicked {
                desk.ask(draw);
            }
        });
        return;
    }
    section_ui(ui, &desk.tell(&crate::i18n::Text::with(ListText::Title, [zones.len().into()])));
    let mut total_m2 = Some(0.0);
    for zone in zones {
        let report = project.figures(zone.id).map(|figures| figures.report.as_ref());
        total_m2 = total_m2.zip(report).map(|(total, report)| total + report.area_m2);
        row_ui(ui, desk, zone, report);
    }
    divider_ui(ui);
    if let Some(total_m2) = total_m2 {
        ui.horizontal(|ui| {
            ui.set_height(theme::ICON_BUTTON + theme::SPACE_1);
            ui.label(small(ui, desk.say(ListText::Sum)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let mu = fixed(mu_from_m2(total_m2), 2);
                figure_ui(ui, &mu, desk.say(CommonText::Mu), theme::TYPE_BODY, None);
                ui.label(small(ui, area_ha(total_m2, desk.language())));
            });
        });
    }
    ui.add_space(theme::SPACE_2);
    ui.label(small(ui, desk.say(ListText::Hint)));
}

fn row_ui(ui: &mut Ui, desk: &mut Desk, zone: &Zone, report: Option<&ZoneReport>) {
    divider_ui(ui);
    let ground = ui.painter().add(egui::Shape::Noop);
    let scope = UiBuilder::new().id_salt(("zone row", zone.id.0)).sense(Sense::click());
    let response = ui
        .scope_builder(scope, |ui| {
            ui.horizontal(|ui| {
                ui.set_height(theme::ICON_BUTTON + theme::SPACE_2);
                match report.map(worst) {
                    Some(Some(severity)) => severity_mark_ui(ui, severity),
                    Some(None) => satisfied_mark_ui(ui),
                    None => ui.allocate_response(egui::Vec2::splat(theme::SPACE_4), Sense::hover()),
                };
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if let Some(report) = report {
                        let mu = fixed(mu_from_m2(report.area_m2), 2);
                        figure_ui(ui, &mu, desk.say(CommonText::Mu), theme::TYPE_BODY, None);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(egui::Label::new(&zone.name).truncate());
                    });
                });
            });
        })
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &zone.name));
    if response.contains_pointer() || response.has_focus() {
        let row = egui::Rect::from_x_y_ranges(ui.clip_rect().x_range(), response.rect.y_range());
        ui.painter().set(ground, egui::Shape::rect_filled(row, 0.0, color32(palette(ui).window)));
    }
    let response = match report {
        Some(report) => response.on_hover_text(format!(
            "{}   {}",
            area_mu(report.area_m2, desk.language()),
            area_ha(report.area_m2, desk.language())
        )),
        None => response,
    };
    if response.clicked() {
        desk.edit(EditCommand::Select(Some(FeatureId::Zone(zone.id))));
    }
    if response.double_clicked() {
        desk.view_command(ViewCommand::FitSelection);
    }
}

/// The worst that a zone does; nothing if it touches no control line.
fn worst(report: &ZoneReport) -> Option<Severity> {
    report.lines.iter().filter(|line| line.features > 0).map(|line| line.severity).min()
}
