//! What every simulation has to obey: the locks, and the tool that paints them.

use egui::{Align, Label, Layout, RichText, Sense, Ui, UiBuilder};

use crate::command::{Command, EditCommand, ToolKind, ViewCommand};
use crate::crs::AreaPlane;
use crate::design::{Lock, LockKind};
use crate::i18n::{Text, area_mu, texts};
use crate::theme;
use crate::ui::Desk;
use crate::ui::icons;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{IconButton, choice_ui, divider_ui, quiet_button, section_ui, small};

texts! {
    LocksText {
        Heading: "锁定", "Locks";
        Says: "在地图上点击或拖过图斑画锁定，所有模拟都遵守；改动一步可撤销。", "Click or drag over parcels on the map: every simulation obeys. Each edit is one step to undo.";
        Paint: "画锁定（L）", "Paint locks (L)";
        Painting: "正在画：Esc 结束", "Painting: Esc ends";
        Kind: "要求", "Asks";
        Must: "必须", "Must";
        MustNot: "不得", "Must not";
        Together: "一并", "Together";
        None: "还没有锁定。", "There is no lock yet.";
        Delete: "删除锁定 {0}", "Delete lock {0}";
        Row: "锁定 {0} • {1} • {2}", "Lock {0} • {1} • {2}";
    }
}

impl From<LockKind> for LocksText {
    fn from(kind: LockKind) -> Self {
        match kind {
            LockKind::Must => Self::Must,
            LockKind::MustNot => Self::MustNot,
            LockKind::Together => Self::Together,
        }
    }
}

pub(super) fn locks_ui(ui: &mut Ui, desk: &mut Desk) {
    let Some(project) = desk.project() else { return };
    divider_ui(ui);
    section_ui(ui, desk.say(LocksText::Heading));
    ui.add(Label::new(small(ui, desk.say(LocksText::Says))).wrap());
    ui.add_space(theme::SPACE_1);
    let kinds =
        LockKind::ALL.iter().map(|&kind| (desk.say(LocksText::from(kind)).to_owned(), desk.tell(&kind.message())));
    let kinds: Vec<(String, String)> = kinds.collect();
    let chosen = LockKind::ALL.iter().position(|kind| *kind == desk.view.lock_kind);
    let tool = Command::View(ViewCommand::Tool(ToolKind::LockParcels));
    if let Some(&kind) =
        choice_ui(ui, desk.say(LocksText::Kind), &kinds, chosen).and_then(|taken| LockKind::ALL.get(taken))
    {
        desk.view.lock_kind = kind;
        desk.ask(tool.clone());
    }
    ui.add_space(theme::SPACE_1);
    let available = desk.availability(&tool);
    let painting = desk.view.tool == ToolKind::LockParcels;
    ui.add_enabled_ui(available.is_ok(), |ui| {
        let text = if painting { LocksText::Painting } else { LocksText::Paint };
        let button = quiet_button(ui, desk.say(text));
        let clicked = button.clicked();
        if let Err(why) = available {
            button.on_disabled_hover_text(desk.say(why));
        }
        if clicked {
            desk.ask(if painting { Command::View(ViewCommand::Tool(ToolKind::Select)) } else { tool });
        }
    });
    let locks = project.document().locks();
    if locks.is_empty() {
        ui.label(small(ui, desk.say(LocksText::None)));
    }
    let plane = AreaPlane::new(project.document_plane());
    for lock in locks {
        row_ui(ui, desk, lock, lock.shape.area_m2(&plane), project.read_only());
    }
    ui.add_space(theme::SPACE_2);
}

fn row_ui(ui: &mut Ui, desk: &mut Desk, lock: &Lock, area_m2: f64, read_only: bool) {
    let area = area_mu(area_m2, desk.language());
    let words = [lock.id.0.into(), lock.kind.message().into(), area.into()];
    let text = desk.tell(&LocksText::Row.with(words));
    let ground = ui.painter().add(egui::Shape::Noop);
    let scope = UiBuilder::new().id_salt(("lock row", lock.id.0)).sense(Sense::click());
    let response = ui
        .scope_builder(scope, |ui| {
            ui.horizontal(|ui| {
                ui.set_height(theme::SPACE_5);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if !read_only {
                        let name = desk.tell(&LocksText::Delete.with([lock.id.0.into()]));
                        if ui.add(IconButton::new(icons::TRASH, &name).small()).clicked() {
                            desk.edit(EditCommand::DeleteLock(lock.id));
                        }
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Label::new(RichText::new(&text).size(theme::TYPE_SMALL)).truncate());
                    });
                });
            });
        })
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &text));
    if response.contains_pointer() || response.has_focus() {
        let row = egui::Rect::from_x_y_ranges(ui.clip_rect().x_range(), response.rect.y_range());
        ui.painter().set(ground, egui::Shape::rect_filled(row, 0.0, color32(palette(ui).window)));
    }
    let response = if lock.note.is_empty() { response } else { response.on_hover_text(&lock.note) };
    if response.clicked() {
        let bounds = lock.bounds();
        desk.view_command(ViewCommand::ZoomTo(bounds.with_margin(1.0)));
    }
}
