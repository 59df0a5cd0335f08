//! The top of the tab: whether the scheme may be handed in and why not, which rules say so, and what is wrong with their file.

use egui::{CornerRadius, Frame, Label, Margin, RichText, Ui};

use super::order::SEVERITIES;
use crate::checks::{Judgement, Verdict};
use crate::i18n::{Message, Text, texts};
use crate::session::OpenProject;
use crate::theme::{self, SeverityColours};
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{SeverityText, quiet_button, small};
use crate::ui::{Desk, fonts, icons};

texts! {
    GateText {
        Open: "闸门开", "Gate open";
        OpenSays: "没有阻止报审的问题。", "Nothing stands in the way of handing in.";
        Shut: "闸门关", "Gate shut";
        Count: "{0} {1} 项", "{0}: {1}";
        Unjudged: "无法判断 {0} 项", "can't be judged: {0}";
        And: "{0}，{1}", "{0}, {1}";
        Why: "{0} 待处理", "To be settled: {0}";
        Rules: "规则：{0}", "Rules: {0}";
        OwnRules: "规则：{0}（本项目 rules.ron）", "Rules: {0} (this project's rules.ron)";
        Broken: "规则包有误，仍按上一次正确的版本判断。", "The rule pack has a mistake; the last good version is in use.";
        Copy: "复制路径", "Copy path";
        Updating: "正在更新…", "Updating…";
    }
}

/// Draws the banners above the list.
pub(super) fn gate_ui(ui: &mut Ui, desk: &Desk, project: &OpenProject, judgement: &Judgement) {
    let palette = palette(ui);
    let open = judgement.gate_is_open();
    let (colours, icon, title, says) = if open {
        (palette.satisfied, icons::CHECK_CIRCLE, GateText::Open, GateText::OpenSays.plain())
    } else {
        (palette.forbidden, icons::CLOSE_CIRCLE, GateText::Shut, why_shut(judgement))
    };
    ui.add_space(theme::SPACE_2);
    banner_ui(ui, colours, |ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(icon).font(fonts::icon(theme::ICON)).color(color32(colours.mark)));
            let title = RichText::new(desk.say(title)).font(fonts::bold(theme::TYPE_HEADING));
            ui.label(title.color(color32(colours.mark)));
            if !project.assessment_is_current() {
                ui.label(small(ui, desk.say(GateText::Updating)));
            }
        });
        ui.add(Label::new(RichText::new(desk.tell(&says)).size(theme::TYPE_SMALL)).wrap());
    });
    if let Some(problem) = project.rules_problem() {
        ui.add_space(theme::SPACE_1);
        problem_ui(ui, desk, problem);
    }
    rules_ui(ui, desk, project);
}

fn why_shut(judgement: &Judgement) -> Message {
    let shutting = |severity| {
        let shuts = |verdict: &&Verdict| verdict.rule.severity() == severity && verdict.shuts_the_gate();
        judgement.verdicts.iter().filter(shuts).count()
    };
    let counts = SEVERITIES.iter().map(|&severity| (severity, shutting(severity))).filter(|(_, count)| *count > 0);
    let mut reasons: Vec<Message> = counts
        .map(|(severity, count)| GateText::Count.with([SeverityText::from(severity).plain().into(), count.into()]))
        .collect();
    let unjudged = judgement.shutting_unjudged().count();
    if unjudged > 0 {
        reasons.push(GateText::Unjudged.with([unjudged.into()]));
    }
    let all = reasons.into_iter().reduce(|all, next| GateText::And.with([all.into(), next.into()]));
    GateText::Why.with([all.unwrap_or_else(|| Message::verbatim("")).into()])
}

/// The mistake in the project's file of rules, `FILE:LINE:COLUMN: reason`, to be selected and copied.
fn problem_ui(ui: &mut Ui, desk: &Desk, problem: &Message) {
    let colours = palette(ui).procedure;
    banner_ui(ui, colours, |ui| {
        let title = RichText::new(desk.say(GateText::Broken)).font(fonts::bold(theme::TYPE_SMALL));
        ui.add(Label::new(title.color(color32(colours.mark))).wrap());
        let reason = RichText::new(desk.tell(problem)).size(theme::TYPE_SMALL);
        ui.add(Label::new(reason).wrap().selectable(true));
    });
}

fn rules_ui(ui: &mut Ui, desk: &Desk, project: &OpenProject) {
    let title = &project.rule_pack().title;
    let title = Message::owned(title.zh.clone(), title.en.clone());
    ui.horizontal(|ui| {
        ui.set_height(theme::CONTROL_HEIGHT);
        let file = project.rules_file();
        let text = if file.is_some() { GateText::OwnRules } else { GateText::Rules };
        if let Some(file) = file {
            let path = file.display().to_string();
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if quiet_button(ui, desk.say(GateText::Copy)).on_hover_text(&path).clicked() {
                    ui.ctx().copy_text(path);
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(Label::new(small(ui, desk.tell(&text.with([title.into()])))).truncate());
                });
            });
        } else {
            ui.add(Label::new(small(ui, desk.tell(&text.with([title.into()])))).truncate());
        }
    });
}

fn banner_ui(ui: &mut Ui, colours: SeverityColours, content: impl FnOnce(&mut Ui)) {
    Frame::new()
        .fill(color32(colours.ground))
        .corner_radius(CornerRadius::same(theme::RADIUS as u8))
        .inner_margin(Margin::symmetric(theme::SPACE_3 as i8, theme::SPACE_2 as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            content(ui);
        });
}
