//! The card of the selected zone. While it is dragged the figures are those of the shape in hand, each with its difference.

use egui::Ui;

use super::ZonePanel;
use super::conflict_line::{LineContext, conflict_line_ui};
use super::header::header_ui;
use super::land_use::land_use_ui;
use super::satisfied::satisfied_line_ui;
use crate::base::Role;
use crate::checks::ZoneReport;
use crate::design::{FeatureId, ZoneId};
use crate::i18n::texts;
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{divider_ui, small};

texts! {
    CardText {
        Preparing: "正在准备冲突检查…", "Preparing the conflict checks…";
        NoControlLines: "项目里还没有控制线图层，无法判断冲突。导入永久基本农田、生态保护红线、城镇开发边界后自动出现。", "The project has no control lines yet, so conflicts can't be told. They appear once basic farmland, red line and development boundary are imported.";
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

fn area_of(report: &ZoneReport, role: Role) -> f64 {
    report.lines.iter().find(|line| line.role == role).map_or(0.0, |line| line.area_m2)
}
