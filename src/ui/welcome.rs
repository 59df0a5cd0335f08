//! The start page: go on with a recent project, practise on the sample, begin a new one. Files can be dropped on it.

use std::path::PathBuf;

use egui::{Align2, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, vec2};

use super::style::{HAIRLINE, color32, palette};
use super::widgets::{section_ui, small};
use super::{Desk, fonts, icons};
use crate::command::{Command, DialogKind, ProjectCommand, Shortcut, ViewCommand};
use crate::i18n::texts;
use crate::theme;

texts! {
    WelcomeText {
        Title: "田方", "Tianfang";
        Tagline: "全域土地综合整治的设计台：画一个片区，立刻看到它压占了什么。", "A planning table for land consolidation: draw a zone and see at once what it touches.";
        Begin: "开始", "Begin";
        Recent: "最近的项目", "Recent projects";
        NoRecent: "还没有打开过项目。第一次使用？先打开示例乡镇，五分钟走一遍。", "No project was opened yet. First time here? Open the practice township and walk through it in five minutes.";
        Sample: "打开示例乡镇", "Open the practice township";
        SampleSays: "虚构的练习数据，改坏了也没关系", "Fictional data to practise on; nothing can be spoilt";
        New: "新建项目…", "New project…";
        NewSays: "选文件夹和坐标系，再导入数据", "Choose a folder and a plane, then import data";
        Open: "打开项目…", "Open project…";
        OpenSays: "打开 .tianfang 文件夹", "Open a .tianfang folder";
        Drop: "也可以把 .tianfang 文件夹拖进窗口。", "A .tianfang folder can also be dropped on this window.";
    }
}

const WIDTH: f32 = 560.0;
const CARD_HEIGHT: f32 = 56.0;

pub fn welcome_ui(ui: &mut Ui, desk: &mut Desk, recent: &[PathBuf]) {
    ui.painter().rect_filled(ui.max_rect(), 0.0, color32(palette(ui).window));
    ScrollArea::vertical().auto_shrink([false; 2]).show(ui, |ui| {
        let side = ((ui.available_width() - WIDTH) / 2.0).max(theme::SPACE_4);
        ui.add_space((ui.available_height() * 0.12).max(theme::SPACE_5));
        ui.horizontal(|ui| {
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_width(WIDTH.min(ui.available_width() - theme::SPACE_4));
                title_ui(ui, desk);
                section_ui(ui, desk.say(WelcomeText::Begin));
                begin_ui(ui, desk);
                ui.add_space(theme::SPACE_3);
                section_ui(ui, desk.say(WelcomeText::Recent));
                recent_ui(ui, desk, recent);
                ui.add_space(theme::SPACE_3);
                ui.label(small(ui, desk.say(WelcomeText::Drop)));
                ui.add_space(theme::SPACE_5);
            });
        });
    });
}

fn title_ui(ui: &mut Ui, desk: &Desk) {
    ui.horizontal(|ui| {
        ui.set_height(theme::TYPE_HERO * 1.5);
        ui.spacing_mut().item_spacing.x = theme::SPACE_3;
        super::top_bar::mark_ui(ui, theme::TYPE_HERO);
        ui.label(RichText::new(desk.say(WelcomeText::Title)).font(fonts::bold(theme::TYPE_HERO)));
    });
    let colour = color32(palette(ui).secondary);
    ui.label(RichText::new(desk.say(WelcomeText::Tagline)).color(colour));
    ui.add_space(theme::SPACE_4);
}

fn begin_ui(ui: &mut Ui, desk: &mut Desk) {
    let dialog = |kind| Command::View(ViewCommand::Dialog(kind));
    let rows = [
        (icons::MAP, WelcomeText::Sample, WelcomeText::SampleSays, Command::Project(ProjectCommand::OpenSample)),
        (icons::NEW_FILE, WelcomeText::New, WelcomeText::NewSays, dialog(DialogKind::New)),
        (icons::OPEN_FOLDER, WelcomeText::Open, WelcomeText::OpenSays, dialog(DialogKind::Open)),
    ];
    for (index, (icon, title, says, command)) in rows.into_iter().enumerate() {
        let key = Shortcut::of(&command).map(Shortcut::label).unwrap_or_default();
        let enabled = desk.availability(&command);
        let row = Row { icon, title: desk.say(title), says: desk.say(says), right: &key, first: index == 0 };
        let response = row.ui(ui, enabled.is_ok());
        if let Err(why) = enabled {
            response.on_hover_text(desk.say(why));
        } else if response.clicked() {
            desk.ask(command);
        }
    }
}

fn recent_ui(ui: &mut Ui, desk: &mut Desk, recent: &[PathBuf]) {
    if recent.is_empty() {
        ui.label(small(ui, desk.say(WelcomeText::NoRecent)));
        return;
    }
    for path in recent {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = path.display().to_string();
        let row = Row { icon: icons::OPEN_FOLDER, title: &name, says: &folder, right: "", first: false };
        if row.ui(ui, true).clicked() {
            desk.project_command(ProjectCommand::Open(path.clone()));
        }
    }
}

/// A large row to press: icon, title, one sentence.
struct Row<'a> {
    icon: &'a str,
    title: &'a str,
    says: &'a str,
    right: &'a str,
    /// The one that a newcomer should press.
    first: bool,
}

impl Row<'_> {
    fn ui(self, ui: &mut Ui, enabled: bool) -> egui::Response {
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), CARD_HEIGHT), sense);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, self.title));
        let palette = palette(ui);
        let lit = enabled && (response.hovered() || response.has_focus());
        let fill = if lit { palette.raised } else { palette.panel };
        let line = if self.first || response.has_focus() { palette.accent } else { palette.line };
        ui.painter().rect(
            rect,
            theme::CARD_RADIUS,
            color32(fill),
            Stroke::new(HAIRLINE, color32(line)),
            StrokeKind::Inside,
        );
        let inside = rect.shrink2(vec2(theme::SPACE_3, 0.0));
        let painter = ui.painter().with_clip_rect(inside);
        let accent = color32(if self.first { palette.accent } else { palette.secondary });
        let center = inside.left_center();
        painter.text(center, Align2::LEFT_CENTER, self.icon, fonts::icon(theme::SPACE_5), accent);
        let text_at = center + vec2(theme::SPACE_5 + theme::SPACE_3, 0.0);
        let text = color32(if enabled { palette.text } else { palette.secondary });
        let title_font = fonts::bold(theme::TYPE_BODY);
        painter.text(text_at + vec2(0.0, -1.0), Align2::LEFT_BOTTOM, self.title, title_font, text);
        let quiet = color32(palette.secondary);
        let small = fonts::regular(theme::TYPE_SMALL);
        painter.text(text_at + vec2(0.0, 2.0), Align2::LEFT_TOP, self.says, small.clone(), quiet);
        painter.text(inside.right_center(), Align2::RIGHT_CENTER, self.right, small, quiet);
        response
    }
}
