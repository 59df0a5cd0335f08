//! A scheme that came from a simulation says so: what was asked, what came of it, and that it can be asked again.

use egui::{Label, RichText, Ui};

use super::headline::gap_of_run;
use crate::command::{Command, SimulationCommand};
use crate::design::SimulationRun;
use crate::i18n::{Text, count, fixed, texts};
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{divider_ui, quiet_button, section_ui, small};

texts! {
    StoredText {
        Heading: "这个方案来自模拟", "This scheme comes from a simulation";
        What: "{0}，目标 {1} 亩以上，种子 {2}", "{0}, blocks of {1} mu and more, seed {2}";
        Came: "{0} 处变化，目标值 {1} 亩（不做 {2} 亩）", "{0:change|changes}, objective {1} mu (doing nothing {2} mu)";
        Data: "数据指纹 {0} • 版本 {1}", "Data {0} • version {1}";
        DataSays: "同样的数据、设置、种子和版本得到同样的结果。", "The same data, settings, seed and version give the same result.";
        Take: "取用这些设置", "Take these settings";
        Repeat: "照样再运行", "Run it again";
    }
}

/// Characters of the data's hash that are shown.
const HASH: usize = 12;

/// Draws the card; returns whether its settings are to be taken over.
pub(super) fn stored_ui(ui: &mut Ui, desk: &mut Desk, run: &SimulationRun) -> bool {
    divider_ui(ui);
    section_ui(ui, desk.say(StoredText::Heading));
    let request = &run.request;
    let target = fixed(request.threshold_mu, 0);
    let what = StoredText::What.with([request.kind.message().into(), target.into(), request.seed.into()]);
    let came = StoredText::Came.with([
        count(run.changes as usize).into(),
        fixed(run.value_mu, 2).into(),
        fixed(run.do_nothing_mu, 2).into(),
    ]);
    let gap = gap_of_run(run);
    for line in [what, came].into_iter().chain(gap) {
        ui.add(Label::new(RichText::new(desk.tell(&line)).size(theme::TYPE_SMALL)).wrap());
    }
    let hash: String = run.data_hash.chars().take(HASH).collect();
    let data = StoredText::Data.with([hash.into(), run.version.as_str().into()]);
    ui.add(Label::new(small(ui, desk.tell(&data))).wrap()).on_hover_text(desk.say(StoredText::DataSays));
    let mut takes = false;
    ui.horizontal(|ui| {
        takes = quiet_button(ui, desk.say(StoredText::Take)).clicked();
        let repeat = Command::Simulation(SimulationCommand::Start(Box::new(request.clone())));
        if desk.availability(&repeat).is_ok() && quiet_button(ui, desk.say(StoredText::Repeat)).clicked() {
            desk.ask(repeat);
        }
    });
    ui.add_space(theme::SPACE_2);
    takes
}
