//! What is asked: four kinds, the size of blocks, the budget, and one button. Everything else has good defaults and is folded away.

use egui::{ComboBox, RichText, Ui};

use super::budget::budget_ui;

use super::more::more_ui;
use super::panel::SimulationPanel;
use crate::command::{Command, ViewCommand};
use crate::design::{SimulationKind, SimulationRequest};
use crate::i18n::{Text, count, fixed, texts};
use crate::session::SimulationResult;
use crate::theme;
use crate::ui::widgets::{choice_ui, icon_text_button, primary_icon_button, small, text_width};
use crate::ui::{Desk, fonts, icons};

texts! {
    SettingsText {
        Kind: "模拟什么", "What to simulate";
        Concentration: "在预算和约束内选图斑调整为耕地，使尽可能多的耕地连成大块。",
            "Chooses parcels to turn into farmland, within budget and limits, so that most of it lies in large blocks.";
        Swap: "平缓的林地、园地换陡坡耕地：坡上退下来，平地补回去，两边面积守恒。",
            "Flat forest and orchard against steep farmland: the slopes give back what the flat land takes.";
        BasicFarmland: "调整永久基本农田的布局：调出零散的，补进连片优质的，数量质量不降。",
            "Moves basic farmland: scattered land out, good land that lies together in, neither less nor worse.";
        Linkage: "拆旧建新在哪里：腾退的村庄复垦，节余指标留给建新，占补相抵。",
            "Where to demolish and where to build: hamlets are reclaimed, what is saved pays for what is built.";
        Target: "连片目标（亩以上）", "Blocks of at least (mu)";
        TargetSays: "只有落在这么大连片里的耕地才计入", "Farmland counts only where it lies in blocks of this size";
        NoBudget: "调整布局不改变地类，没有工程投资：不设预算。", "Moving basic farmland changes no land class and has no works to pay: there is no budget.";
        Run: "运行", "Run";
        RunAgain: "重新运行", "Run again";
        Locks: "锁定 {0}", "Locks {0}";
        LocksSays: "必须调整、不得调整、一并调整的图斑：所有模拟都遵守。", "Parcels that must change, must not, or change together: every simulation obeys.";
        More: "更多", "More";
        MoreSays: "范围、坡度、平衡、质量、距离、种子", "Where, slope, balances, quality, distance, seed";
    }
}

impl From<SimulationKind> for SettingsText {
    fn from(kind: SimulationKind) -> Self {
        match kind {
            SimulationKind::Concentration => Self::Concentration,
            SimulationKind::Swap => Self::Swap,
            SimulationKind::BasicFarmland => Self::BasicFarmland,
            SimulationKind::Linkage => Self::Linkage,
        }
    }
}

pub(super) fn settings_ui(ui: &mut Ui, desk: &mut Desk, panel: &mut SimulationPanel) {
    ui.spacing_mut().item_spacing.y = theme::SPACE_1;
    ui.add_space(theme::SPACE_2);
    let is_shown = of_kind(desk, panel.request.kind).is_some();
    kind_ui(ui, desk, &mut panel.request, !is_shown);
    if has_target(panel.request.kind) {
        ui.add_space(theme::SPACE_1);
        target_ui(ui, desk, &mut panel.request);
    }
    ui.add_space(theme::SPACE_1);
    let region_mu = panel.region.mu(desk, &panel.request);
    let of_this_kind = of_kind(desk, panel.request.kind);
    if panel.request.kind == SimulationKind::BasicFarmland {
        ui.add(egui::Label::new(small(ui, desk.say(SettingsText::NoBudget))).wrap());
    } else {
        budget_ui(ui, desk, &mut panel.request, region_mu, of_this_kind);
    }
    ui.add_space(theme::SPACE_1);
    buttons_ui(ui, desk, panel);
    if panel.more {
        ui.add_space(theme::SPACE_2);
        more_ui(ui, desk, &mut panel.request);
    }
    ui.add_space(theme::SPACE_2);
}

/// The result that is shown, if it is of this kind.
fn of_kind<'a>(desk: &'a Desk, kind: SimulationKind) -> Option<&'a SimulationResult> {
    desk.project()?.simulation().filter(|result| result.request.kind == kind)
}

/// Whether the size of blocks is part of what is asked.
fn has_target(kind: SimulationKind) -> bool {
    matches!(kind, SimulationKind::Concentration | SimulationKind::Swap)
}

/// The kinds; what the chosen one does is written out until a result takes the room.
fn kind_ui(ui: &mut Ui, desk: &Desk, request: &mut SimulationRequest, spelled_out: bool) {
    let language = desk.language();
    let title = RichText::new(request.kind.title(language)).font(fonts::bold(theme::TYPE_BODY));
    let combo = ComboBox::from_id_salt("kind of simulation").width(ui.available_width()).selected_text(title);
    let response = combo
        .show_ui(ui, |ui| {
            for &kind in SimulationKind::ALL {
                let row = ui.selectable_value(&mut request.kind, kind, kind.title(language));
                row.on_hover_text(desk.say(SettingsText::from(kind)));
            }
        })
        .response;
    response.widget_info(|| {
        let spoken = format!("{} {}", desk.say(SettingsText::Kind), request.kind.title(language));
        egui::WidgetInfo::labeled(egui::Role::ComboBox, true, spoken)
    });
    let says = desk.say(SettingsText::from(request.kind));
    if spelled_out {
        ui.add(egui::Label::new(small(ui, says)).wrap());
    } else {
        response.on_hover_text(says);
    }
}

fn target_ui(ui: &mut Ui, desk: &Desk, request: &mut SimulationRequest) {
    ui.label(small(ui, desk.say(SettingsText::Target))).on_hover_text(desk.say(SettingsText::TargetSays));
    let sizes = SimulationRequest::USUAL_THRESHOLDS_MU;
    let values = sizes.map(|mu| (fixed(mu, 0), String::new()));
    let chosen = sizes.iter().position(|mu| *mu == request.threshold_mu);
    if let Some(taken) = choice_ui(ui, desk.say(SettingsText::Target), &values, chosen) {
        request.threshold_mu = sizes[taken];
    }
}

fn buttons_ui(ui: &mut Ui, desk: &mut Desk, panel: &mut SimulationPanel) {
    let run = Command::View(ViewCommand::RunSimulation);
    let available = desk.availability(&run);
    let locks = desk.project().map_or(0, |project| project.document().locks().len());
    let is_shown = of_kind(desk, panel.request.kind).is_some();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_2;
        let more = desk.say(SettingsText::More);
        let caret = if panel.more { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        let locks_text = desk.tell(&SettingsText::Locks.with([count(locks).into()]));
        let padding = 2.0 * ui.spacing().button_padding.x;
        let font = fonts::regular(theme::TYPE_BODY);
        let sides = text_width(ui, locks_text.as_str(), font.clone())
            + text_width(ui, more, font)
            + 2.0 * padding
            + 2.0 * (theme::TYPE_BODY + theme::SPACE_1 + theme::SPACE_2);
        let width = (ui.available_width() - sides).max(72.0);
        let text = desk.say(if is_shown { SettingsText::RunAgain } else { SettingsText::Run });
        let wide = ui.scope(|ui| {
            ui.set_width(width);
            ui.with_layout(egui::Layout::top_down_justified(egui::Align::Center), |ui| {
                primary_icon_button(ui, available.is_ok(), icons::PLAY, text)
            })
            .inner
        });
        let clicked = wide.inner.clicked();
        match available {
            Ok(()) => drop(wide.inner.on_hover_text(run_says(desk))),
            Err(why) => drop(wide.inner.on_disabled_hover_text(desk.say(why))),
        }
        if clicked {
            desk.ask(run);
        }
        let height = theme::CONTROL_HEIGHT + theme::SPACE_1;
        let locks = icon_text_button(ui, icons::LOCK, &locks_text, panel.locks, height);
        if locks.on_hover_text(desk.say(SettingsText::LocksSays)).clicked() {
            panel.locks = !panel.locks;
        }
        let more = icon_text_button(ui, caret, more, panel.more, height);
        if more.on_hover_text(desk.say(SettingsText::MoreSays)).clicked() {
            panel.more = !panel.more;
        }
    });
}

/// The sentence and the key of the command.
fn run_says(desk: &Desk) -> String {
    let command = Command::View(ViewCommand::RunSimulation);
    let key = crate::command::Shortcut::of(&command).map(crate::command::Shortcut::label).unwrap_or_default();
    format!("{}\n{key}", command.describe().sentence.get(desk.language()))
}
