//! The bar on top: name of the program, menus, scheme, commands, undo, theme, language.

use egui::{Align, Align2, Button, CornerRadius, Layout, Rect, RichText, Sense, Ui, UiBuilder, vec2};

use super::scheme_menu::{SchemeMenu, scheme_button_ui, shown_name};
use super::style::{color32, palette};
use super::widgets::{IconButton, strong, text_width};
use super::{Desk, fonts, icons, menu_bar};
use crate::command::{Command, EditCommand, Shortcut, ViewCommand};
use crate::i18n::{Language, Message, Text, texts};
use crate::session::Theme;
use crate::theme;

texts! {
    TopBarText {
        Program: "田方", "Tianfang";
        Commands: "命令", "Commands";
        UndoStep: "撤销：{0}（{1}）", "Undo: {0} ({1})";
        ToDark: "深色界面", "Dark window";
        ToLight: "浅色界面", "Light window";
    }
}

/// Below this width the search for commands is an icon, points.
const ROOMY: f32 = 1150.0;
/// What the scheme and the buttons on the right need beside the menus, points.
const BESIDE_MENUS: f32 = 280.0;
/// Side of the program's mark, points.
const MARK: f32 = 18.0;

pub fn top_bar_ui(ui: &mut Ui, desk: &mut Desk, schemes: &mut SchemeMenu) {
    let whole = ui.max_rect();
    let roomy = whole.width() >= ROOMY;
    let mut left_end = whole.left();
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_1;
        mark_ui(ui, MARK);
        ui.add_space(theme::SPACE_2);
        ui.label(strong(desk.say(TopBarText::Program)));
        ui.add_space(theme::SPACE_1);
        left_end = menu_bar::menu_bar_ui(ui, desk, schemes, whole.right() - BESIDE_MENUS);
    });
    let right = ui.scope_builder(UiBuilder::new().max_rect(whole).layout(Layout::right_to_left(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_1;
        language_ui(ui, desk);
        theme_ui(ui, desk);
        undo_ui(ui, desk);
        ui.add_space(theme::SPACE_1);
        search_ui(ui, desk, roomy);
        ui.min_rect().left()
    });
    scheme_ui(ui, desk, schemes, Rect::from_x_y_ranges(left_end..=right.inner, whole.y_range()));
}

/// The scheme in the middle of the window, or of what is left of the bar.
fn scheme_ui(ui: &mut Ui, desk: &mut Desk, schemes: &mut SchemeMenu, free: Rect) {
    let Some(project) = desk.project() else { return };
    let name = shown_name(desk, project);
    let width = (text_width(ui, name, fonts::regular(theme::TYPE_BODY)) + 4.0 * theme::SPACE_3)
        .min(free.width() - 2.0 * theme::SPACE_2);
    let wished = ui.ctx().content_rect().center().x;
    let half = width / 2.0 + theme::SPACE_2;
    let center = wished.clamp(free.left() + half, (free.right() - half).max(free.left() + half));
    let rect = Rect::from_center_size(egui::pos2(center, free.center().y), vec2(width, free.height()));
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)), |ui| {
        scheme_button_ui(ui, desk, schemes);
    });
}

/// A field of four squares: 田.
pub fn mark_ui(ui: &mut Ui, side: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let palette = palette(ui);
    ui.painter().rect_filled(rect, CornerRadius::same((side * 0.22) as u8), color32(palette.accent));
    // Margin, field, gap, field, margin: in the proportions of the program's icon.
    let (margin, field, gap) = (side * 0.2, side * 0.27, side * 0.06);
    for (column, row) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
        let corner = rect.min + vec2(margin + column * (field + gap), margin + row * (field + gap));
        ui.painter().rect_filled(Rect::from_min_size(corner, vec2(field, field)), 0.5, color32(palette.panel));
    }
}

fn search_ui(ui: &mut Ui, desk: &mut Desk, roomy: bool) {
    let command = Command::View(ViewCommand::Palette);
    let key = Shortcut::of(&command).map(Shortcut::label).unwrap_or_default();
    let label = desk.say(TopBarText::Commands);
    let clicked = if roomy {
        let palette = palette(ui);
        let button = Button::new("").min_size(vec2(190.0, theme::CONTROL_HEIGHT));
        let response = ui.add(button).on_hover_text(command.describe().sentence.get(desk.language()));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, label));
        let inside = response.rect.shrink2(vec2(theme::SPACE_2, 0.0));
        let (quiet, painter) = (color32(palette.secondary), ui.painter());
        painter.text(inside.left_center(), Align2::LEFT_CENTER, icons::SEARCH, fonts::icon(theme::TYPE_BODY), quiet);
        let after_icon = inside.left_center() + vec2(theme::SPACE_5 - 4.0, 0.0);
        painter.text(after_icon, Align2::LEFT_CENTER, label, fonts::regular(theme::TYPE_BODY), quiet);
        painter.text(inside.right_center(), Align2::RIGHT_CENTER, key, fonts::regular(theme::TYPE_SMALL), quiet);
        response.clicked()
    } else {
        ui.add(IconButton::new(icons::SEARCH, label).detail(&key)).clicked()
    };
    if clicked {
        desk.ask(command);
    }
}

fn undo_ui(ui: &mut Ui, desk: &mut Desk) {
    let command = Command::Edit(EditCommand::Undo);
    let name = command.describe().name.get(desk.language());
    let step = desk.project().and_then(|project| project.history().undo_name());
    let key = Shortcut::of(&command).map(Shortcut::label).unwrap_or_default();
    let label = step.map(|step: &Message| desk.tell(&TopBarText::UndoStep.with([step.clone().into(), key.into()])));
    let why = desk.availability(&command).err().map(|why| desk.say(why));
    let button = IconButton::new(icons::UNDO, label.as_deref().unwrap_or(name)).why_disabled(why);
    if ui.add(button).clicked() {
        desk.ask(command);
    }
}

fn theme_ui(ui: &mut Ui, desk: &mut Desk) {
    let (icon, label) = match desk.view.theme {
        Theme::Light => (icons::MOON, TopBarText::ToDark),
        Theme::Dark => (icons::SUN, TopBarText::ToLight),
    };
    if ui.add(IconButton::new(icon, desk.say(label))).clicked() {
        desk.view_command(ViewCommand::ToggleTheme);
    }
}

fn language_ui(ui: &mut Ui, desk: &mut Desk) {
    let (now, other) = match desk.language() {
        Language::Chinese => ("中", "En"),
        Language::English => ("En", "中"),
    };
    let palette = palette(ui);
    let mut text = egui::text::LayoutJob::default();
    let format = |font_id, color| egui::TextFormat { font_id, color, ..egui::TextFormat::default() };
    text.append(now, 0.0, format(fonts::bold(theme::TYPE_SMALL), color32(palette.text)));
    text.append(&format!(" / {other}"), 0.0, format(fonts::regular(theme::TYPE_SMALL), color32(palette.secondary)));
    let sentence = Command::View(ViewCommand::ToggleLanguage).describe().sentence.get(desk.language());
    let button = Button::new(text).frame_when_inactive(false).min_size(vec2(56.0, theme::CONTROL_HEIGHT));
    if ui.add(button).on_hover_text(RichText::new(sentence)).clicked() {
        desk.view_command(ViewCommand::ToggleLanguage);
    }
}
