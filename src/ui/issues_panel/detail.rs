//! The unfolded verdict: figure and threshold, clause, exemptions, ways out, slivers, what was answered, and what to press.

use egui::{Button, Label, RichText, Ui, vec2};

use super::fix::FixPreview;
use super::locate::locate;
use super::row::title_is_cut;
use crate::checks::{Bound, Dimension, FixKind, Rule, Status, Verdict};
use crate::command::{Command, DialogKind, EditCommand, Shortcut, ViewCommand};
use crate::design::{Answer, AnswerKind};
use crate::i18n::{Language, Message, Text, area_ha, count, texts};
use crate::theme;
use crate::ui::Desk;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::small;

texts! {
    DetailText {
        Figure: "{0}，限 {1} {2}", "{0}, limit {1} {2}";
        FigureOfLand: "{0}（{1}），限 {2} {3}", "{0} ({1}), limit {2} {3}";
        Basis: "依据", "Clause";
        Rule: "规则 {0}", "Rule {0}";
        RuleFrom: "规则 {0}，{1} 起施行", "Rule {0}, in force from {1}";
        RuleTo: "规则 {0}，有效至 {1}", "Rule {0}, in force to {1}";
        RuleFromTo: "规则 {0}，{1} 至 {2} 有效", "Rule {0}, in force from {1} to {2}";
        Exemption: "例外", "Exempt";
        Remedy: "处置", "Way out";
        Places: "{0} 处，涉及土地 {1}", "{0:place|places}, {1} of land";
        Unverified: "阈值或条款未与文件原文核对。", "Threshold or clause is not verified against its document.";
        MoreSlivers: "另有 {0} 处碎屑", "{0} more slivers";
        Existing: "方案之前就有，方案没有加重。", "It was there before the scheme, which does not make it worse.";
        Waived: "豁免：{0}（{1}，{2}）", "Waived: {0} ({1}, {2})";
        Approved: "批准 {3}：{0}（{1}，{2}）", "Approved by {3}: {0} ({1}, {2})";
        Acknowledged: "知悉：{0}（{1}，{2}）", "Acknowledged: {0} ({1}, {2})";
        Until: "有效至 {0}", "Valid until {0}";
        Stale: "图形、数据或阈值已变，或已过期：这一答复不再算数，请重新答复。",
            "Geometry, data or threshold changed, or it has expired: this answer no longer counts. Answer again.";
        Locate: "定位", "Locate";
        Trim: "裁去", "Trim";
        Exclude: "移出方案", "Take out";
        Answer: "答复…", "Answer…";
        AnswerAgain: "重新答复…", "Answer again…";
        Withdraw: "撤回答复", "Withdraw answer";
    }
}

/// More slivers than these are only counted.
const MOST_SLIVERS: usize = 3;

pub(super) fn detail_ui(ui: &mut Ui, desk: &mut Desk, verdict: &Verdict, fix: Option<&FixPreview>) {
    let answer = desk.project().and_then(|project| project.document().current_scheme().answer(&verdict.id));
    let indented = egui::Frame::new().inner_margin(egui::Margin {
        left: theme::SPACE_5 as i8,
        top: theme::SPACE_1 as i8,
        ..Default::default()
    });
    let title_is_cut = title_is_cut(ui, desk, verdict);
    indented.show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(theme::SPACE_2, theme::SPACE_1);
        if title_is_cut {
            ui.add(Label::new(desk.tell(&verdict.rule.message())).wrap().selectable(true));
        }
        facts_ui(ui, desk, verdict);
        if let Some(answer) = answer {
            answer_ui(ui, desk, verdict, answer);
        }
        for (_, says) in fix.map_or(&[][..], |fix| &fix.fixes) {
            let colour = if says.is_ok() { palette(ui).accent } else { palette(ui).procedure.mark };
            let (Ok(says) | Err(says)) = says;
            let says = RichText::new(desk.tell(says)).size(theme::TYPE_SMALL).color(color32(colour));
            ui.add(Label::new(says).wrap());
        }
        ui.add_space(theme::SPACE_1);
        buttons_ui(ui, desk, verdict, fix, answer);
        ui.add_space(theme::SPACE_3);
    });
}

fn facts_ui(ui: &mut Ui, desk: &Desk, verdict: &Verdict) {
    let (rule, finding, language) = (&verdict.rule, &verdict.finding, desk.language());
    let text = |ui: &mut Ui, message: &Message| {
        let text = RichText::new(desk.tell(message)).size(theme::TYPE_SMALL);
        ui.add(Label::new(text).wrap().selectable(true));
    };
    let said =
        |value: f64| Message::owned(rule.unit.say(value, Language::Chinese), rule.unit.say(value, Language::English));
    let bound = match rule.relation.bound() {
        Bound::AtMost => "≤",
        Bound::LessThan => "<",
        Bound::AtLeast => "≥",
        Bound::MoreThan => ">",
    };
    let (figure, threshold) = (said(finding.figure), said(finding.threshold));
    text(
        ui,
        &if rule.unit.dimension() == Dimension::Area {
            let hectares = area_ha(finding.figure * rule.unit.size(), language);
            DetailText::FigureOfLand.with([figure.into(), hectares.into(), bound.into(), threshold.into()])
        } else {
            DetailText::Figure.with([figure.into(), bound.into(), threshold.into()])
        },
    );
    if !finding.patches.is_empty() && finding.area_m2 > 0.0 {
        let land = area_ha(finding.area_m2, language);
        ui.label(small(ui, desk.tell(&DetailText::Places.with([count(finding.patches.len()).into(), land.into()]))));
    }
    if verdict.status == Status::Existing {
        ui.add(Label::new(small(ui, desk.say(DetailText::Existing))).wrap());
    }
    heading_ui(ui, desk, DetailText::Basis);
    text(ui, &verdict.basis_message());
    text(ui, &identity(rule));
    if !rule.verified {
        let colour = color32(palette(ui).procedure.mark);
        let says = RichText::new(desk.say(DetailText::Unverified)).size(theme::TYPE_SMALL).color(colour);
        ui.add(Label::new(says).wrap());
    }
    if !rule.exemptions.is_empty() {
        heading_ui(ui, desk, DetailText::Exemption);
        for words in &rule.exemptions {
            text(ui, &Message::owned(words.zh.clone(), words.en.clone()));
        }
    }
    if !rule.remedies.is_empty() {
        heading_ui(ui, desk, DetailText::Remedy);
        for remedy in &rule.remedies {
            text(ui, &Message::owned(remedy.zh.clone(), remedy.en.clone()));
        }
    }
    for sliver in finding.slivers.iter().take(MOST_SLIVERS) {
        ui.add(Label::new(small(ui, desk.tell(&sliver.message()))).wrap());
    }
    if finding.slivers.len() > MOST_SLIVERS {
        let more = DetailText::MoreSlivers.with([(finding.slivers.len() - MOST_SLIVERS).into()]);
        ui.label(small(ui, desk.tell(&more)));
    }
}

/// The rule's id, which an officer's own pack names, and when its basis holds.
fn identity(rule: &Rule) -> Message {
    let id = rule.id.as_str().into();
    match (rule.basis.valid_from, rule.basis.valid_to) {
        (None, None) => DetailText::Rule.with([id]),
        (Some(from), None) => DetailText::RuleFrom.with([id, from.to_string().into()]),
        (None, Some(to)) => DetailText::RuleTo.with([id, to.to_string().into()]),
        (Some(from), Some(to)) => DetailText::RuleFromTo.with([id, from.to_string().into(), to.to_string().into()]),
    }
}

fn heading_ui(ui: &mut Ui, desk: &Desk, text: DetailText) {
    ui.add_space(theme::SPACE_1);
    ui.label(small(ui, desk.say(text)));
}

fn answer_ui(ui: &mut Ui, desk: &Desk, verdict: &Verdict, answer: &Answer) {
    ui.add_space(theme::SPACE_1);
    let given = [answer.reason.as_str().into(), answer.person.as_str().into(), answer.given.to_string().into()];
    let says = match &answer.kind {
        AnswerKind::Waiver => DetailText::Waived.with(given),
        AnswerKind::Acknowledgement => DetailText::Acknowledged.with(given),
        AnswerKind::Approval { document } => {
            let [reason, person, day] = given;
            DetailText::Approved.with([reason, person, day, document.as_str().into()])
        }
    };
    ui.add(Label::new(RichText::new(desk.tell(&says)).size(theme::TYPE_SMALL)).wrap());
    if let Some(expires) = answer.expires {
        ui.label(small(ui, desk.tell(&DetailText::Until.with([expires.to_string().into()]))));
    }
    if verdict.is_open() {
        let colour = color32(palette(ui).procedure.mark);
        let says = RichText::new(desk.say(DetailText::Stale)).size(theme::TYPE_SMALL).color(colour);
        ui.add(Label::new(says).wrap());
    }
}

fn buttons_ui(ui: &mut Ui, desk: &mut Desk, verdict: &Verdict, fix: Option<&FixPreview>, answer: Option<&Answer>) {
    let can_edit = desk.project().is_some_and(|project| !project.read_only());
    ui.horizontal_wrapped(|ui| {
        if button_ui(ui, desk.say(DetailText::Locate), "Enter").clicked() {
            locate(desk, verdict);
        }
        if !can_edit {
            return;
        }
        let fixes = fix.map_or(&[][..], |fix| &fix.fixes).iter().filter(|(_, says)| says.is_ok());
        for (place, &(kind, _)) in fixes.enumerate() {
            let text = if kind == FixKind::Exclude { DetailText::Exclude } else { DetailText::Trim };
            // The key carries out the first.
            let key = if place == 0 { key_of(&Command::View(ViewCommand::FixIssue)) } else { String::new() };
            if button_ui(ui, desk.say(text), &key).clicked() {
                desk.edit(EditCommand::FixIssue { verdict: verdict.id.clone(), kind: Some(kind) });
            }
        }
        if !verdict.finding.holds && verdict.status != Status::Solved {
            let text = if answer.is_some() { DetailText::AnswerAgain } else { DetailText::Answer };
            let dialog = ViewCommand::Dialog(DialogKind::AnswerIssue);
            if button_ui(ui, desk.say(text), &key_of(&Command::View(dialog))).clicked() {
                desk.view_command(dialog);
            }
        }
        if answer.is_some() && button_ui(ui, desk.say(DetailText::Withdraw), "").clicked() {
            desk.edit(EditCommand::WithdrawAnswer(verdict.id.clone()));
        }
    });
}

fn button_ui(ui: &mut Ui, text: &str, key: &str) -> egui::Response {
    let button = Button::new(RichText::new(text).size(theme::TYPE_SMALL)).min_size(vec2(0.0, theme::CONTROL_HEIGHT));
    let response = ui.add(button);
    if key.is_empty() { response } else { response.on_hover_text(key) }
}

fn key_of(command: &Command) -> String {
    Shortcut::of(command).map(Shortcut::label).unwrap_or_default()
}
