//! The card of the selected zone. While it is dragged the figures are those of the shape in hand, each with its difference.

use egui::Ui;

use super::ZonePanel;
use super::conflict_line::{LineContext, conflict_line_ui};
use super::header::header_ui;
use super::land_use::land_use_ui;
use super::satisfied::satisfied_line_ui;
use crate::base::Role;
use crate::checks::{Uncounted, ZoneReport};
use crate::design::{FeatureId, ZoneId};
use crate::i18n::{Text, count, texts};
use crate::theme;
use crate::ui::Desk;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{divider_ui, small};

texts! {
    CardText {
        Preparing: "正在准备冲突检查…", "Preparing the conflict checks…";
        NoControlLines: "项目里还没有控制线图层，无法判断冲突。导入永久基本农田、生态保护红线、城镇开发边界后自动出现。", "The project has no control lines yet, so conflicts can't be told. They appear once basic farmland, red line and development boundary are imported.";
        Uncounted: "{0} 个图斑无法计算，未计入", "{0} features can't be told and are not counted";
        UncountedSays: "这些图斑的图形有错，无法算出与片区重叠多少，未计入卡片中的任何数字：\n{0}\n请修复后重新导入。", "The rings of these features are so wrong that their overlap with the zone can't be told. They are in no figure of this card:\n{0}\nRepair them and import the layer again.";
        UncountedRole: "{0}：{1} 个", "{0}: {1}";
    }
}

pub fn zone_card_ui(ui: &mut Ui, desk: &mut Desk, panel: &mut ZonePanel, id: ZoneId) {
    let session = desk.session;
    let Some(project) = session.project() else { return };
    let Some(zone) = project.document().zone(id) else { return };
    let gesture = session.gesture().filter(|gesture| gesture.feature() == FeatureId::Zone(id));
    let live = gesture.and_then(|gesture| gesture.live()).map(|live| live.report());
    let before = gesture.and_then(|gesture| gesture.start_report());
    let report = live.or_else(|| project.figures(id).map(|figures| figures.report.as_ref()));
    header_ui(ui, desk, panel, zone, report, before);
    let Some(report) = report else {
        divider_ui(ui);
        ui.add_space(theme::SPACE_3);
        ui.label(small(ui, desk.say(CardText::Preparing)));
        return;
    };
    lines_ui(ui, desk, panel, id, report, before);
    uncounted_ui(ui, desk, &report.uncounted);
    land_use_ui(ui, desk, report);
}

/// Conflicts in the order of the report, then the control lines without any.
fn lines_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    panel: &mut ZonePanel,
    zone: ZoneId,
    report: &ZoneReport,
    before: Option<&ZoneReport>,
) {
    let context = LineContext { zone, grey: report.crossing.is_some(), dragging: before.is_some() };
    for line in report.lines.iter().filter(|line| line.features > 0) {
        let difference_m2 = before.map(|before| line.area_m2 - area_of(before, line.role));
        conflict_line_ui(ui, desk, &mut panel.trim, context, line, difference_m2);
    }
    for line in report.lines.iter().filter(|line| line.features == 0) {
        let difference_m2 = before.map(|before| -area_of(before, line.role));
        satisfied_line_ui(ui, desk, line.role, difference_m2);
    }
    if report.lines.is_empty() {
        divider_ui(ui);
        ui.add_space(theme::SPACE_3);
        ui.label(small(ui, desk.say(CardText::NoControlLines)));
        ui.add_space(theme::SPACE_3);
    }
    divider_ui(ui);
}

/// That the figures above leave something out, and of which layers.
fn uncounted_ui(ui: &mut Ui, desk: &Desk, uncounted: &[Uncounted]) {
    if uncounted.is_empty() {
        return;
    }
    let mut roles: Vec<(Role, usize)> = Vec::new();
    for left_out in uncounted {
        match roles.iter_mut().find(|(role, _)| *role == left_out.role) {
            Some((_, features)) => *features += 1,
            None => roles.push((left_out.role, 1)),
        }
    }
    let of_role = |&(role, features): &(Role, usize)| {
        desk.tell(&CardText::UncountedRole.with([role.message().into(), count(features).into()]))
    };
    let roles: Vec<String> = roles.iter().map(of_role).collect();
    let says = desk.tell(&CardText::UncountedSays.with([roles.join("\n").into()]));
    let text = desk.tell(&CardText::Uncounted.with([count(uncounted.len()).into()]));
    ui.add_space(theme::SPACE_2);
    ui.label(small(ui, text).color(color32(palette(ui).forbidden.mark))).on_hover_text(says);
    ui.add_space(theme::SPACE_2);
    divider_ui(ui);
}

fn area_of(report: &ZoneReport, role: Role) -> f64 {
    report.lines.iter().find(|line| line.role == role).map_or(0.0, |line| line.area_m2)
}
