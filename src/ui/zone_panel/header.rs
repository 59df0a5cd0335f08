//! Name, menu, size and method of a zone.

use egui::{Align, Button, Layout, Popup, RichText, Ui};

use super::ZonePanel;
use super::zone_texts::title;
use crate::checks::ZoneReport;
use crate::command::{Command, EditCommand, ShapeVerb, ToolKind, ViewCommand, WhyNot, quoted_name};
use crate::design::{FeatureId, Zone, ZoneKind};
use crate::edit::actions::ZoneText;
use crate::i18n::common::CommonText;
use crate::i18n::{Text, fixed, signed, texts};
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{IconButton, figure_ui, seat_line_ui, small};
use crate::ui::{Desk, fonts, icons};
use crate::units::{hectares_from_m2, mu_from_m2};

texts! {
    HeaderText {
        Rename: "重命名", "Rename";
        More: "更多操作", "More";
        MakeRegion: "设为整治区域", "Make it a region";
        MakeUnit: "设为整治单元", "Make it a unit";
        Region: "整治区域", "Region";
        Fit: "缩放到片区", "Zoom to zone";
        Split: "用线分割（S）", "Split by a line (S)";
        Reshape: "重画一段边界，挖孔（E）", "Redraw an edge, cut a hole (E)";
        FillHoles: "填补孔洞", "Fill holes";
        Delete: "删除片区", "Delete zone";
        Back: "返回片区列表", "Back to all zones";
        Exact: "{0} • 拖动中，数字为精确值", "{0} • while dragging, figures are exact";
        Still: "{0} • {1} 个顶点", "{0} • {1:vertex|vertices}";
        Method: "CGCS2000 椭球面上的面积，边在项目平面内为直线，可逐块相加。\n平面面积 {0} m²", "Area on the CGCS2000 ellipsoid, edges straight in the project's plane; pieces add up.\nPlanar area {0} m²";
        Crossing: "边界自相交，数字暂不可信。拖开交点，或按 Esc 放弃这次拖动。", "The boundary crosses itself, so the figures can't be trusted. Drag the crossing apart, or press Esc to give up this drag.";
    }
}

pub fn header_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    panel: &mut ZonePanel,
    zone: &Zone,
    report: Option<&ZoneReport>,
    before: Option<&ZoneReport>,
) {
    ui.add_space(theme::SPACE_2);
    ui.horizontal(|ui| {
        ui.set_height(theme::ICON_BUTTON);
        if !panel.renaming.ui(ui, desk, zone) {
            name_ui(ui, desk, panel, zone);
        }
    });
    if let Some(report) = report {
        size_ui(ui, desk, report, before);
        ui.add_space(theme::SPACE_1);
        method_ui(ui, desk, zone, report, before.is_some());
        if let Some(project) = desk.project() {
            seat_line_ui(ui, desk, &project.seats_of(FeatureId::Zone(zone.id)));
        }
    }
    panel.writing.ui(ui, desk, zone);
    ui.add_space(theme::SPACE_3);
}

fn name_ui(ui: &mut Ui, desk: &mut Desk, panel: &mut ZonePanel, zone: &Zone) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_1;
        if ui.add(IconButton::new(icons::CLOSE, desk.say(HeaderText::Back)).detail("Esc").small()).clicked() {
            desk.edit(EditCommand::Select(None));
        }
        let more = ui.add(IconButton::new(icons::MORE, desk.say(HeaderText::More)).small());
        Popup::menu(&more).show(|ui| menu_ui(ui, desk, panel, zone));
        let read_only = desk.project().is_some_and(|project| project.read_only());
        let why = read_only.then(|| desk.say(WhyNot::ReadOnly));
        let rename = IconButton::new(icons::PENCIL, desk.say(HeaderText::Rename)).detail("F2").small();
        if ui.add(rename.why_disabled(why)).clicked() {
            panel.rename(zone.id, &zone.name);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let name = RichText::new(&zone.name).font(fonts::bold(theme::TYPE_HEADING));
            ui.add(egui::Label::new(name).truncate());
            if zone.kind == ZoneKind::Region {
                ui.label(small(ui, desk.say(HeaderText::Region)));
            }
        });
    });
}

fn menu_ui(ui: &mut Ui, desk: &mut Desk, panel: &mut ZonePanel, zone: &Zone) {
    ui.set_min_width(200.0);
    let read_only = desk.project().is_some_and(|project| project.read_only());
    let language = desk.language();
    let item = |ui: &mut Ui, text: &str, changes: bool| {
        let button = Button::new(text).frame_when_inactive(false);
        let response = ui.add_enabled(!(changes && read_only), button);
        if response.clicked() {
            ui.close();
        }
        response.on_disabled_hover_text(WhyNot::ReadOnly.get(language)).clicked()
    };
    if item(ui, HeaderText::Fit.get(language), false) {
        desk.view_command(ViewCommand::FitSelection);
    }
    let (kind_text, kind) = match zone.kind {
        ZoneKind::Unit => (HeaderText::MakeRegion, ZoneKind::Region),
        ZoneKind::Region => (HeaderText::MakeUnit, ZoneKind::Unit),
    };
    if item(ui, kind_text.get(language), true) {
        desk.edit(EditCommand::SetZoneKind { zone: zone.id, kind });
    }
    ui.separator();
    for (text, tool) in [(HeaderText::Split, ToolKind::Split), (HeaderText::Reshape, ToolKind::Reshape)] {
        if item(ui, text.get(language), true) {
            desk.view_command(ViewCommand::Tool(tool));
        }
    }
    // The rest is said in words: the command line opens with the first of them.
    for verb in ShapeVerb::ALL {
        let command = ViewCommand::Shape(verb);
        if item(ui, Command::View(command).describe().name.get(language), true) {
            desk.view_command(command);
        }
    }
    if zone.shape.0.iter().any(|part| !part.interiors().is_empty())
        && item(ui, HeaderText::FillHoles.get(language), true)
    {
        desk.edit(EditCommand::Line(format!("fill-hole {}", quoted_name(&zone.name))));
    }
    ui.separator();
    for which in [ZoneText::Goal, ZoneText::Note] {
        if item(ui, title(which, language), true) {
            panel.writing.begin(zone.id, which);
        }
    }
    ui.separator();
    if item(ui, HeaderText::Delete.get(language), true) {
        desk.edit(EditCommand::DeleteZone(zone.id));
    }
}

/// The hero figure in 亩, the same in 公顷 beside it, and while dragging the difference.
fn size_ui(ui: &mut Ui, desk: &Desk, report: &ZoneReport, before: Option<&ZoneReport>) {
    let palette = palette(ui);
    let grey = report.crossing.is_some().then(|| color32(palette.secondary));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_2 + 2.0;
        ui.with_layout(Layout::left_to_right(Align::BOTTOM), |ui| {
            let mu = fixed(mu_from_m2(report.area_m2), 2);
            figure_ui(ui, &mu, desk.say(CommonText::Mu), theme::TYPE_HERO, grey);
            let hectares = fixed(hectares_from_m2(report.area_m2), 2);
            figure_ui(ui, &hectares, desk.say(CommonText::Hectares), theme::TYPE_HEADING, grey);
            if let Some(before) = before {
                let difference = signed(mu_from_m2(report.area_m2 - before.area_m2), 2);
                let colour = color32(palette.secondary);
                ui.label(RichText::new(difference).font(fonts::bold(theme::TYPE_SMALL)).color(colour));
            }
        });
    });
}

fn method_ui(ui: &mut Ui, desk: &Desk, zone: &Zone, report: &ZoneReport, dragging: bool) {
    if report.crossing.is_some() {
        let colour = color32(palette(ui).forbidden.mark);
        ui.label(RichText::new(desk.say(HeaderText::Crossing)).size(theme::TYPE_SMALL).color(colour));
        return;
    }
    let method = CommonText::AreaMethod.plain();
    let line = match dragging {
        true => HeaderText::Exact.with([method.into()]),
        false => HeaderText::Still.with([method.into(), zone.shape.vertex_count().into()]),
    };
    let says = HeaderText::Method.with([fixed(report.planar_m2, 2).into()]);
    ui.label(small(ui, desk.tell(&line))).on_hover_text(desk.tell(&says));
}
