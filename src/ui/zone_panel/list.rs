//! All zones of the scheme, with their sizes; with none, how to draw the first.

use egui::{Align, Layout, Sense, Ui};

use crate::checks::{Severity, ZoneReport};
use crate::command::{Command, ToolKind, ViewCommand};
use crate::design::{FeatureId, Zone};
use crate::i18n::common::CommonText;
use crate::i18n::{Text, area_ha, fixed, texts};
use crate::theme;
use crate::ui::feature_list::{empty_list_ui, feature_row_ui};
use crate::ui::widgets::{divider_ui, figure_ui, satisfied_mark_ui, section_ui, severity_mark_ui, small};
use crate::ui::{Desk, icons};
use crate::units::mu_from_m2;

texts! {
    ListText {
        Empty: "还没有片区", "No zones yet";
        EmptySays: "按 Z 画一个：逐点单击，回车完成。", "Press Z to draw one: click point by point, Enter to finish.";
        Draw: "绘制片区", "Draw zone";
        Title: "{0} 个片区", "{0:zone|zones}";
        Sum: "合计", "Total";
        Hint: "点击片区，在这里看它的面积与冲突。", "Click a zone to see its size and conflicts here.";
    }
}

pub fn zone_list_ui(ui: &mut Ui, desk: &mut Desk) {
    let Some(project) = desk.project() else { return };
    let zones = &project.document().current_scheme().zones;
    if zones.is_empty() {
        let says = [icons::POLYGON, desk.say(ListText::Empty), desk.say(ListText::EmptySays), desk.say(ListText::Draw)];
        empty_list_ui(ui, desk, says, Command::View(ViewCommand::Tool(ToolKind::DrawZone)));
        return;
    }
    section_ui(ui, &desk.tell(&ListText::Title.with([zones.len().into()])));
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
    let area_m2 = report.map(|report| report.area_m2);
    feature_row_ui(ui, desk, FeatureId::Zone(zone.id), &zone.name, area_m2, |ui, desk| {
        ui.set_height(theme::ICON_BUTTON + theme::SPACE_2);
        match report.map(worst) {
            Some(Some(severity)) => severity_mark_ui(ui, severity),
            Some(None) => satisfied_mark_ui(ui),
            None => ui.allocate_response(egui::Vec2::splat(theme::SPACE_4), Sense::hover()),
        };
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(area_m2) = area_m2 {
                figure_ui(ui, &fixed(mu_from_m2(area_m2), 2), desk.say(CommonText::Mu), theme::TYPE_BODY, None);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(&zone.name).truncate());
            });
        });
    });
}

/// The worst that a zone does; nothing if it touches no control line.
fn worst(report: &ZoneReport) -> Option<Severity> {
    report.lines.iter().filter(|line| line.features > 0).map(|line| line.severity).min()
}
