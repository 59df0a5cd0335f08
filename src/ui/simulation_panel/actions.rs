//! What is done with a result: a scheme of all of it or of what is marked, without what is not wanted, files, or nothing.

use egui::containers::menu::MenuButton;
use egui::{Button, RichText, Ui, vec2};

use crate::command::{Availability, Command, DialogKind, SimulationCommand, ViewCommand};
use crate::i18n::{Text, count, texts};
use crate::theme;
use crate::ui::scheme_menu::free_scheme_name;
use crate::ui::widgets::primary_button;
use crate::ui::{Desk, fonts, icons};

texts! {
    ActionsText {
        AcceptAll: "全部采纳为{0}", "Accept all: {0}";
        AcceptMarked: "采纳勾选 {0}", "Marked {0}";
        RejectMarked: "剔除勾选并重算", "Reject marked, run again";
        RejectSays: "把勾选的图斑锁定为不得调整，再运行一次", "Locks the marked parcels out and runs again";
        NothingMarked: "先在列表里勾选几处变化。", "Mark some changes in the list first.";
        More: "更多操作", "More";
        AcceptSays: "一步可撤销；现有片区和措施一并带入新方案。", "One step to undo; the scheme's zones and measures come along.";
        MarkedSays: "勾选的部分不一定满足全部约束，采纳后请看问题清单。", "A part of the plan may break a limit that the whole obeys: look at the issues afterwards.";
    }
}

pub(super) fn actions_ui(ui: &mut Ui, desk: &mut Desk) {
    let marked: Vec<usize> = desk.view.simulation.marked.iter().copied().collect();
    let name = free_scheme_name(desk);
    ui.add_space(theme::SPACE_2);
    ui.horizontal(|ui| {
        let accept = Command::View(ViewCommand::AcceptSimulation);
        let available = desk.availability(&accept);
        let text = desk.tell(&ActionsText::AcceptAll.with([name.as_str().into()]));
        let button = primary_button(ui, available.is_ok(), &text);
        let clicked = button.clicked();
        explain(button, desk, available, ActionsText::AcceptSays);
        if clicked {
            desk.ask(accept);
        }
        let accept = Command::Simulation(SimulationCommand::Accept { name, changes: Some(marked.clone()) });
        let available = desk.availability(&accept);
        let text = desk.tell(&ActionsText::AcceptMarked.with([count(marked.len()).into()]));
        let can = available.is_ok() && !marked.is_empty();
        let button = ui.add_enabled(can, Button::new(text).min_size(vec2(0.0, theme::CONTROL_HEIGHT + theme::SPACE_1)));
        let clicked = button.clicked();
        if marked.is_empty() {
            button.on_disabled_hover_text(desk.say(ActionsText::NothingMarked));
        } else {
            explain(button, desk, available, ActionsText::MarkedSays);
        }
        if clicked {
            desk.ask(accept);
        }
        menu_ui(ui, desk, &marked);
    });
    ui.add_space(theme::SPACE_2);
}

/// What is asked for less often.
fn menu_ui(ui: &mut Ui, desk: &mut Desk, marked: &[usize]) {
    let sign = RichText::new(icons::MORE).font(fonts::icon(theme::TYPE_HEADING));
    let button = Button::new(sign).min_size(vec2(theme::ICON_BUTTON, theme::CONTROL_HEIGHT + theme::SPACE_1));
    let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(ui.spacing().menu_width);
        let reject = Command::Simulation(SimulationCommand::Reject(marked.to_vec()));
        let why = marked.is_empty().then(|| desk.say(ActionsText::NothingMarked));
        item_ui(ui, desk, desk.say(ActionsText::RejectMarked), reject, why, desk.say(ActionsText::RejectSays));
        for command in [
            Command::View(ViewCommand::Dialog(DialogKind::Certificate)),
            Command::Simulation(SimulationCommand::Discard),
        ] {
            let words = command.describe();
            let (name, sentence) = (words.name.get(desk.language()), words.sentence.get(desk.language()));
            item_ui(ui, desk, name, command, None, sentence);
        }
    });
    let name = desk.say(ActionsText::More);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response.on_hover_text(name);
}

fn item_ui(ui: &mut Ui, desk: &mut Desk, text: &str, command: Command, why: Option<&str>, says: &str) {
    let available = desk.availability(&command);
    let why = why.or_else(|| available.err().map(|why| desk.say(why)));
    let button = ui.add_enabled(why.is_none(), Button::new(text).frame_when_inactive(false));
    let clicked = button.clicked();
    match why {
        None => drop(button.on_hover_text(says)),
        Some(why) => drop(button.on_disabled_hover_text(why)),
    }
    if clicked {
        desk.ask(command);
        ui.close();
    }
}

fn explain(button: egui::Response, desk: &Desk, available: Availability, says: ActionsText) {
    match available {
        Ok(()) => drop(button.on_hover_text(desk.say(says))),
        Err(why) => drop(button.on_disabled_hover_text(desk.say(why))),
    }
}
