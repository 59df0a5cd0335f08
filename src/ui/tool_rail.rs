//! The rail on the left: one tool in hand, one press away; each says its name, its key and one sentence.

use egui::scroll_area::ScrollBarVisibility;
use egui::{ScrollArea, Ui};

use super::style::{color32, palette};
use super::widgets::IconButton;
use super::{Desk, icons};
use crate::command::{Command, Shortcut, ToolKind, ViewCommand};
use crate::i18n::Text;
use crate::theme;

/// Where the window is too low for all of them, the wheel brings the rest.
pub fn tool_rail_ui(ui: &mut Ui, desk: &mut Desk) {
    let rail = ScrollArea::vertical().scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
    rail.show(ui, |ui| buttons_ui(ui, desk));
}

fn buttons_ui(ui: &mut Ui, desk: &mut Desk) {
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_1;
        ui.add_space(theme::SPACE_2);
        for (icon, tool) in [
            (icons::CURSOR, ToolKind::Select),
            (icons::POLYGON, ToolKind::DrawZone),
            (icons::PARCELS, ToolKind::PaintZone),
            (icons::MEASURE, ToolKind::DrawMeasure),
            (icons::PAINT, ToolKind::PaintParcels),
            (icons::SCISSORS, ToolKind::Split),
            (icons::PENCIL, ToolKind::Reshape),
            (icons::LOCK, ToolKind::LockParcels),
            (icons::RULER, ToolKind::Ruler),
            (icons::INFORMATION, ToolKind::Identify),
        ] {
            let in_hand = desk.view.tool == tool && desk.project().is_some();
            command_button_ui(ui, desk, icon, ViewCommand::Tool(tool), in_hand);
        }
        line_ui(ui);
        command_button_ui(ui, desk, icons::FIT_ALL, ViewCommand::FitAll, false);
        let shown = desk.view.left_panel;
        line_ui(ui);
        command_button_ui(ui, desk, icons::LAYERS, ViewCommand::ToggleLeftPanel, shown);
    });
}

fn command_button_ui(ui: &mut Ui, desk: &mut Desk, icon: &str, view: ViewCommand, selected: bool) {
    let command = Command::View(view);
    let description = command.describe();
    let name = description.name.get(desk.language());
    let label = match Shortcut::of(&command) {
        Some(shortcut) => format!("{name}  {}", shortcut.label()),
        None => name.to_owned(),
    };
    let why = desk.availability(&command).err().map(|why| desk.say(why));
    let sentence = description.sentence.get(desk.language());
    if ui.add(IconButton::new(icon, &label).detail(sentence).selected(selected).why_disabled(why)).clicked() {
        desk.ask(command);
    }
}

fn line_ui(ui: &mut Ui) {
    ui.add_space(theme::SPACE_1);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(theme::SPACE_5, 1.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, egui::Stroke::new(1.0, color32(palette(ui).line)));
    ui.add_space(theme::SPACE_1);
}
