//! A run that is going on: what it has so far, how far it is, pause and stop.

use egui::{ProgressBar, Ui};

use super::chart::chart_ui;
use super::headline::gap_text;
use crate::command::{Command, SimulationCommand};
use crate::i18n::common::CommonText;
use crate::i18n::{fixed, texts};
use crate::session::RunningSimulation;
use crate::simulation::Stage;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{divider_ui, figure_ui, icon_text_button, small, strong};
use crate::ui::{Desk, icons};

texts! {
    RunningText {
        Preparing: "正在按规则筛选图斑", "Asking the rules which parcels may change";
        Search: "正在寻找更好的方案", "Looking for better plans";
        Bound: "正在压低上界", "Lowering the bound";
        Proof: "正在收尾：改进方案并证明", "Improving the plan and proving it";
        Paused: "已暂停", "Paused";
        Stopping: "正在停下，保留目前最好的", "Stopping; the best so far is kept";
        Pause: "暂停", "Pause";
        Resume: "继续", "Go on";
        Stop: "停止", "Stop";
        StopSays: "停在这里，用目前最好的方案和上界。", "End here with the best plan and bound so far.";
    }
}

pub(super) fn running_ui(ui: &mut Ui, desk: &mut Desk, running: &RunningSimulation) {
    divider_ui(ui);
    ui.add_space(theme::SPACE_2);
    let trace = running.trace();
    let last = trace.last().copied();
    let text = if running.is_stopping() {
        RunningText::Stopping
    } else if running.is_paused() {
        RunningText::Paused
    } else {
        match running.stage() {
            _ if last.is_none() => RunningText::Preparing,
            Stage::Construction | Stage::Search => RunningText::Search,
            Stage::Bound => RunningText::Bound,
            Stage::Proof => RunningText::Proof,
        }
    };
    ui.label(strong(desk.say(text)));
    ui.add_space(theme::SPACE_1);
    let bar = ProgressBar::new(running.done()).desired_height(theme::SPACE_2).fill(color32(palette(ui).accent));
    ui.add(bar);
    ui.add_space(theme::SPACE_1);
    let value = last.and_then(|last| last.value_mu);
    ui.horizontal(|ui| {
        let figure = value.map_or("—".to_owned(), |value| fixed(value, 2));
        figure_ui(ui, &figure, desk.say(CommonText::Mu), theme::TYPE_FIGURE, None);
        if let Some(gap) = value.zip(last.and_then(|last| last.bound_mu)).map(|(value, bound)| gap_text(value, bound)) {
            ui.label(small(ui, desk.tell(&gap)));
        }
    });
    chart_ui(ui, desk, &trace, running.seconds());
    ui.add_space(theme::SPACE_1);
    ui.horizontal(|ui| {
        let pause = if running.is_paused() { RunningText::Resume } else { RunningText::Pause };
        ui.add_enabled_ui(!running.is_stopping(), |ui| {
            let sign = if running.is_paused() { icons::PLAY } else { icons::PAUSE };
            if icon_text_button(ui, sign, desk.say(pause), false, theme::CONTROL_HEIGHT).clicked() {
                desk.ask(Command::Simulation(SimulationCommand::Pause));
            }
            let stop = icon_text_button(ui, icons::STOP, desk.say(RunningText::Stop), false, theme::CONTROL_HEIGHT);
            if stop.on_hover_text(desk.say(RunningText::StopSays)).clicked() {
                desk.ask(Command::Simulation(SimulationCommand::Stop));
            }
        });
    });
    ui.add_space(theme::SPACE_2);
}
