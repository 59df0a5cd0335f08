//! What is in the way of a result, or of trusting it: what has changed since, rows that can't be obeyed, land that can't be
//! simulated, and doubts about the figures.

use egui::{Frame, Label, Margin, RichText, Ui};

use crate::command::{Command, DialogKind, ViewCommand};
use crate::design::SimulationKind;
use crate::i18n::{Message, Text, fixed, texts};
use crate::session::{SimulationResult, StaleReason};
use crate::theme::{self, SeverityColours};
use crate::ui::Desk;
use crate::ui::fonts;
use crate::ui::icons;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{empty_state_ui, quiet_button, section_ui, small, strong};

texts! {
    TroubleText {
        Stale: "结果已过期：{0}。", "The result is out of date: {0}.";
        OfAnother: "下面仍是“{0}”的结果", "Still the result of \"{0}\"";
        And: "{0}、{1}", "{0}, {1}";
        RunAgain: "重新运行", "Run again";
        Infeasible: "没有方案能同时满足全部约束", "No plan obeys every limit";
        Missing: "“{0}”至少要 {1} {3}，现限 {2} {3}：差 {4} {3}。", "\"{0}\" needs at least {1} {3}, the limit is {2} {3}: {4} {3} are missing.";
        Satisfy: "放宽到 {0} {1} 即可满足这一条；或解除相关锁定、扩大范围。", "A limit of {0} {1} would satisfy it; or take locks off, or choose more land.";
        Whole: "单看面积可行，但图斑不能拆分，没有一组整块图斑恰好满足。放宽约束或解除锁定再试。",
            "In area it could be done, but parcels are not split and no set of whole ones obeys. Loosen a limit or take locks off.";
        Stopped: "没有结果", "No result";
        StoppedEarly: "在找到第一个方案之前就停下了。", "It was stopped before the first plan was found.";
        NothingBetter: "在这些约束下，现状已经最好", "Within these limits nothing is better than now";
        NothingMore: "没有一处变化能让更多耕地连片。可降低连片目标，或扩大范围。", "No change would bring more farmland into blocks. Try a smaller target, or more land.";
        HeldBy: "限住它的可能是“{0}”（已用 {1}，限 {2} {3}）：在“更多”里放宽再试。", "\"{0}\" may hold it back ({1} used, the limit is {2} {3}): loosen it under More.";
        NotRun: "没有运行成", "It could not be run";
        Notes: "要知道的", "To be known";
        NoLand: "还没有地类图斑图层", "No land-use layer yet";
        NoLandSays: "模拟从地类图斑（DLTB）算起。\n按 Ctrl+I 导入，再回到这里运行。", "Simulations start from land-use parcels (DLTB).\nPress Ctrl+I to import them, then come back.";
        Import: "导入数据…", "Import data…";
        Preparing: "正在准备数据", "Preparing the data";
        PreparingSays: "读完图层、连好地块就可以运行。", "It can be run once layers are read and fields joined.";
        Teach: "点“运行”，程序在预算内找出该调整哪些图斑，\n逐块说明理由，并给出离最优还差多少。\n结果先在地图上预览，采纳前不改任何方案。",
            "Press Run: the program finds which parcels to change within the budget, gives a reason for each, and says how far from the best it can be.\nNothing changes until you accept.";
        TeachBase: "当前是“现状”：采纳时会另建新方案。", "This is the present state: accepting makes a new scheme.";
        Ready: "还没有结果", "No result yet";
    }
}

/// Prices below this are rounding, mu.
const NOTHING_MU: f64 = 1e-6;

/// The land can't be simulated yet; whether that is so.
pub(super) fn no_land_ui(ui: &mut Ui, desk: &mut Desk) -> bool {
    let Some(project) = desk.project() else { return true };
    match project.assessment_base() {
        None if project.present_layers().any(|layer| layer.role == crate::base::Role::LandUse) => {
            let (title, next) = (desk.say(TroubleText::Preparing), desk.say(TroubleText::PreparingSays));
            empty_state_ui(ui, icons::MAP, title, next);
            true
        }
        Some(base) if !base.land.parcels.is_empty() => false,
        _ => {
            empty_state_ui(ui, icons::MAP, desk.say(TroubleText::NoLand), desk.say(TroubleText::NoLandSays));
            let import = Command::View(ViewCommand::Dialog(DialogKind::Import));
            ui.vertical_centered(|ui| {
                if desk.availability(&import).is_ok() && quiet_button(ui, desk.say(TroubleText::Import)).clicked() {
                    desk.ask(import);
                }
            });
            true
        }
    }
}

/// Another kind has been chosen than the result below is of.
pub(super) fn of_another_ui(ui: &mut Ui, desk: &Desk, kind: SimulationKind) {
    ui.label(small(ui, desk.tell(&TroubleText::OfAnother.with([kind.message().into()]))));
    ui.add_space(theme::SPACE_1);
}

/// What to do first.
pub(super) fn teach_ui(ui: &mut Ui, desk: &Desk) {
    empty_state_ui(ui, icons::CHART, desk.say(TroubleText::Ready), desk.say(TroubleText::Teach));
    let is_base =
        desk.project().is_some_and(|project| project.document().current_scheme().id == crate::design::SchemeId::BASE);
    if is_base {
        ui.vertical_centered(|ui| ui.label(small(ui, desk.say(TroubleText::TeachBase))));
    }
}

/// Why the last run came to nothing.
pub(super) fn problem_ui(ui: &mut Ui, desk: &Desk, message: &Message) {
    let colours = palette(ui).forbidden;
    notice_ui(ui, colours, icons::WARNING_CIRCLE, desk.say(TroubleText::NotRun), |ui| {
        ui.add(Label::new(RichText::new(desk.tell(message)).size(theme::TYPE_SMALL)).wrap().selectable(true));
    });
}

pub(super) fn stale_ui(ui: &mut Ui, desk: &mut Desk, reasons: &[StaleReason]) {
    let reasons: Vec<Message> = reasons.iter().map(|reason| reason.plain()).collect();
    let Some(all) = reasons.into_iter().reduce(|one, other| TroubleText::And.with([one.into(), other.into()])) else {
        return;
    };
    let says = desk.tell(&TroubleText::Stale.with([all.into()]));
    let colours = palette(ui).procedure;
    notice_ui(ui, colours, icons::WARNING, &says, |ui| {
        let run = Command::View(ViewCommand::RunSimulation);
        if desk.availability(&run).is_ok() && quiet_button(ui, desk.say(TroubleText::RunAgain)).clicked() {
            desk.ask(run);
        }
    });
}

/// Which row can't be obeyed, how much is missing, and what would satisfy it.
pub(super) fn infeasible_ui(ui: &mut Ui, desk: &Desk, result: &SimulationResult) {
    let colours = palette(ui).forbidden;
    let proposal = &result.proposal;
    let is_stopped = proposal.shortfalls.is_empty() && proposal.run.stopped_by == "request";
    let title = if is_stopped { TroubleText::Stopped } else { TroubleText::Infeasible };
    notice_ui(ui, colours, icons::WARNING_CIRCLE, desk.say(title), |ui| {
        let text = |ui: &mut Ui, message: &Message| {
            ui.add(Label::new(RichText::new(desk.tell(message)).size(theme::TYPE_SMALL)).wrap().selectable(true));
        };
        for row in &proposal.shortfalls {
            let unit = || row.unit.clone().into();
            let figures = [row.least, row.limit, row.missing].map(|value| fixed(value, 2));
            let [least, limit, missing] = figures.map(crate::i18n::Argument::from);
            text(ui, &TroubleText::Missing.with([row.title.clone().into(), least, limit, unit(), missing]));
            // Rounded up: what is said must suffice.
            let enough = fixed((row.least * 100.0).ceil() / 100.0, 2);
            text(ui, &TroubleText::Satisfy.with([enough.into(), unit()]));
        }
        if proposal.shortfalls.is_empty() {
            text(ui, &if is_stopped { TroubleText::StoppedEarly } else { TroubleText::Whole }.plain());
        }
    });
}

/// A plan that changes nothing is one, too: it says which limits hold it back.
pub(super) fn nothing_better_ui(ui: &mut Ui, desk: &Desk, result: &SimulationResult) {
    let colours = palette(ui).information;
    notice_ui(ui, colours, icons::INFORMATION, desk.say(TroubleText::NothingBetter), |ui| {
        // A plan that changes nothing uses nothing: what has no room for anything holds it back.
        let holds = result.proposal.rows.iter().filter(|row| {
            row.price.is_some_and(|price| price > NOTHING_MU) && result.proposal.prepared().candidates() > 0
        });
        let mut said: Vec<Message> = holds
            .map(|row| {
                let [used, limit] = [row.used, row.limit].map(|value| crate::i18n::Argument::from(fixed(value, 2)));
                TroubleText::HeldBy.with([row.title.clone().into(), used, limit, row.unit.clone().into()])
            })
            .collect();
        if said.is_empty() {
            said.push(TroubleText::NothingMore.plain());
        }
        for message in said {
            ui.add(Label::new(RichText::new(desk.tell(&message)).size(theme::TYPE_SMALL)).wrap());
        }
    });
}

/// Doubts about the figures.
pub(super) fn notes_ui(ui: &mut Ui, desk: &Desk, result: &SimulationResult) {
    if result.proposal.notes.is_empty() {
        return;
    }
    section_ui(ui, desk.say(TroubleText::Notes));
    for note in &result.proposal.notes {
        ui.add(Label::new(small(ui, desk.tell(note))).wrap().selectable(true));
    }
}

fn notice_ui(ui: &mut Ui, colours: SeverityColours, icon: &str, title: &str, content: impl FnOnce(&mut Ui)) {
    let frame = Frame::new()
        .fill(color32(colours.ground))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(Margin::symmetric(theme::SPACE_2 as i8, theme::SPACE_2 as i8));
    ui.add_space(theme::SPACE_1);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::SPACE_1;
        ui.horizontal_top(|ui| {
            let icon = RichText::new(icon).font(fonts::icon(theme::TYPE_HEADING)).color(color32(colours.mark));
            ui.label(icon);
            ui.add(Label::new(strong(title)).wrap());
        });
        content(ui);
    });
    ui.add_space(theme::SPACE_2);
}
