//! What is done with a result: a scheme of all of it or of what is marked, without what is not wanted, files, or nothing.

use egui::{Button, RichText, Ui, vec2};

use crate::command::{Availability, Command, DialogKind, SimulationCommand, ViewCommand};
use crate::i18n::{Text, count, texts};
use crate::theme;
use crate::ui::Desk;
use crate::ui::scheme_menu::free_scheme_name;
use crate::ui::widgets::primary_button;

texts! {
    ActionsText {
        AcceptAll: "全部采纳为“{0}”", "Accept all as \"{0}\"";
        AcceptMarked: "采纳勾选 {0}", "Accept {0} marked";
        RejectMarked: "剔除勾选并重算", "Reject marked, run again";
        RejectSays: "把勾选的图斑锁定为不得调整，再运行一次", "Locks the marked parcels out and runs again";
        NothingMarked: "先在列表里勾选几处变化。", "Mark some changes in the list first.";
        Certificate: "导出证书…", "Certificate…";
        Discard: "放弃", "Discard";
        AcceptSays: "一步可撤销；现有片区和措施一并带入新方案。", "One step to undo; the scheme's zones and measures come along.";
        MarkedSays: "勾选的部分不一定满足全部约束，采纳后请看问题清单。", "A part of the plan may break a limit that the whole obeys: look at the issues afterwards.";
    }
}

pub(super) fn actions_ui(ui: &mut Ui, desk: &mut Desk) {
    let marked: Vec<usize> = desk.view.simulation.marked.iter().copied().collect();
    ui.add_space(theme::SPACE_2);
    let name = free_scheme_name(desk);
    let accept = Command::View(ViewCommand::AcceptSimulation);
    let available = desk.availability(&accept);
    ui.with_layout(egui::Layout::top_down_justified(egui::Align::Center), |ui| {
        let text = desk.tell(&ActionsText::AcceptAll.with([name.as_str().into()]));
        let button = primary_button(ui, available.is_ok(), &text);
        let clicked = button.clicked();
        explain(button, desk, available, ActionsText::AcceptSays);
        if clicked {
            desk.ask(accept);
        }
    });
    ui.add_space(theme::SPACE_1);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme::SPACE_1, theme::SPACE_1);
        ui.spacing_mut().button_padding.x = theme::SPACE_2;
        let accept = SimulationCommand::Accept { name, changes: Some(marked.clone()) };
        let text = desk.tell(&ActionsText::AcceptMarked.with([count(marked.len()).into()]));
        on_marked_ui(ui, desk, &text, accept, marked.is_empty(), ActionsText::MarkedSays);
        let reject = SimulationCommand::Reject(marked.clone());
        let text = desk.say(ActionsText::RejectMarked);
        on_marked_ui(ui, desk, text, reject, marked.is_empty(), ActionsText::RejectSays);
        let certificate = Command::View(ViewCommand::Dialog(DialogKind::Certificate));
        button_ui(ui, desk, desk.say(ActionsText::Certificate), certificate);
        button_ui(ui, desk, desk.say(ActionsText::Discard), Command::Simulation(SimulationCommand::Discard));
    });
    ui.add_space(theme::SPACE_2);
}

fn small_button(text: &str) -> Button<'_> {
    Button::new(RichText::new(text).size(theme::TYPE_SMALL)).min_size(vec2(0.0, theme::SPACE_5))
}

/// A button for what is marked: greyed while nothing is.
fn on_marked_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    text: &str,
    command: SimulationCommand,
    nothing_marked: bool,
    says: ActionsText,
) {
    let command = Command::Simulation(command);
    let available = desk.availability(&command);
    let button = ui.add_enabled(available.is_ok() && !nothing_marked, small_button(text));
    let clicked = button.clicked();
    if nothing_marked {
        button.on_disabled_hover_text(desk.say(ActionsText::NothingMarked));
    } else {
        explain(button, desk, available, says);
    }
    if clicked {
        desk.ask(command);
    }
}

fn button_ui(ui: &mut Ui, desk: &mut Desk, text: &str, command: Command) {
    let available = desk.availability(&command);
    let button = ui.add_enabled(available.is_ok(), small_button(text));
    let clicked = button.clicked();
    let sentence = command.describe().sentence.get(desk.language());
    match available {
        Ok(()) => drop(button.on_hover_text(sentence)),
        Err(why) => drop(button.on_disabled_hover_text(desk.say(why))),
    }
    if clicked {
        desk.ask(command);
    }
}

fn explain(button: egui::Response, desk: &Desk, available: Availability, says: ActionsText) {
    match available {
        Ok(()) => drop(button.on_hover_text(desk.say(says))),
        Err(why) => drop(button.on_disabled_hover_text(desk.say(why))),
    }
}
