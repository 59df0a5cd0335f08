//! The menus: every listed command with its key; what is disabled says why.

use egui::{Button, Ui};

use super::scheme_menu::{SchemeMenu, scheme_menu_ui};
use super::widgets::text_width;
use super::{Desk, fonts};
use crate::command::{Command, DialogKind, EditCommand, Menu, ProjectCommand, ShapeVerb, Shortcut, ViewCommand};
use crate::i18n::{Text, texts};
use crate::theme;

texts! {
    /// Names of the menus.
    MenuText {
        File: "文件", "File";
        Edit: "编辑", "Edit";
        View: "视图", "View";
        Zone: "片区", "Zone";
        Shape: "图形", "Shape";
        Measure: "措施", "Measure";
        Scheme: "方案", "Scheme";
        Analysis: "分析", "Analysis";
        Help: "帮助", "Help";
        All: "菜单", "Menu";
    }
}

impl From<Menu> for MenuText {
    fn from(menu: Menu) -> Self {
        match menu {
            Menu::File => Self::File,
            Menu::Edit => Self::Edit,
            Menu::View => Self::View,
            Menu::Zone => Self::Zone,
            Menu::Shape => Self::Shape,
            Menu::Measure => Self::Measure,
            Menu::Scheme => Self::Scheme,
            Menu::Analysis => Self::Analysis,
            Menu::Help => Self::Help,
        }
    }
}

/// Draws all menus in a row, or behind one button where that would reach beyond `room`; returns where they end. The bar itself
/// takes all the width it is offered.
pub fn menu_bar_ui(ui: &mut Ui, desk: &mut Desk, schemes: &mut SchemeMenu, room: f32) -> f32 {
    let mut end = ui.cursor().left();
    let titles: String = Menu::ALL.iter().map(|&menu| desk.say(MenuText::from(menu))).collect();
    let paddings = Menu::ALL.len() as f32 * 2.0 * theme::SPACE_2;
    let folded = paddings + text_width(ui, titles, fonts::regular(theme::TYPE_BODY)) > room - end;
    egui::MenuBar::new().ui(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.spacing_mut().button_padding.x = theme::SPACE_2;
        end = match folded {
            true => ui.menu_button(desk.say(MenuText::All), |ui| menus_ui(ui, desk, schemes)).response.rect.right(),
            false => menus_ui(ui, desk, schemes),
        };
    });
    end
}

/// The menus side by side, or below one another in a menu; where the last one ends.
fn menus_ui(ui: &mut Ui, desk: &mut Desk, schemes: &mut SchemeMenu) -> f32 {
    let mut end = ui.cursor().left();
    for &menu in Menu::ALL {
        let opened = ui.menu_button(desk.say(MenuText::from(menu)), |ui| {
            ui.set_min_width(ui.spacing().menu_width);
            for command in menu.commands() {
                if begins_a_group(&command) {
                    ui.separator();
                }
                item_ui(ui, desk, &command);
            }
            if menu == Menu::Scheme {
                scheme_menu_ui(ui, desk, schemes);
            }
        });
        end = opened.response.rect.right();
    }
    end
}

/// One command as a row of a menu.
fn item_ui(ui: &mut Ui, desk: &mut Desk, command: &Command) {
    let description = command.describe();
    let mut button = Button::new(description.name.get(desk.language())).frame_when_inactive(false);
    if let Some(shortcut) = Shortcut::of(command) {
        button = button.shortcut_text(shortcut.label());
    }
    match desk.availability(command) {
        Ok(()) => {
            let sentence = description.sentence.get(desk.language());
            if ui.add(button).on_hover_text(sentence).clicked() {
                desk.ask(command.clone());
                ui.close();
            }
        }
        Err(why) => {
            ui.add_enabled(false, button).on_disabled_hover_text(desk.say(why));
        }
    }
}

/// Commands that stand below a line of their menu.
fn begins_a_group(command: &Command) -> bool {
    matches!(
        command,
        Command::View(
            ViewCommand::Dialog(DialogKind::Import)
                | ViewCommand::Quit
                | ViewCommand::ToggleLeftPanel
                | ViewCommand::Simulation
                | ViewCommand::ToggleDrawer
                | ViewCommand::ToggleFullColours
                | ViewCommand::RenameSelected
                | ViewCommand::Shape(ShapeVerb::SplitArea)
                | ViewCommand::FixIssue
                | ViewCommand::Dialog(DialogKind::CompareSchemes)
        ) | Command::Project(ProjectCommand::Close)
            | Command::Edit(EditCommand::DeleteSelected)
    )
}
