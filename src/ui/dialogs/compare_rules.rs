//! One scheme under two rule packs, side by side; what differs comes first, what agrees is only counted.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{ComboBox, Grid, Label, RichText, Ui};

use super::sheet::{Buttons, Outcome, sheet_ui};
use super::stack::DialogTools;
use crate::assessment::compare_packs;
use crate::checks::{ComparedRule, Difference, PackComparison, Rule, Unjudged, Verdict};
use crate::design::Date;
use crate::i18n::{Explain, Language, Message, Text, texts};
use crate::jobs::{Job, Outcome as JobOutcome};
use crate::storage::rules::load_rules;
use crate::theme;
use crate::ui::Desk;
use crate::ui::file_chooser::Purpose;
use crate::ui::widgets::{PathField, divider_ui, small, strong, unless_verified};

texts! {
    CompareText {
        Title: "对比规则包", "Compare rule packs";
        National: "国家", "National";
        Zhejiang: "浙江省", "Zhejiang";
        Own: "本项目", "This project";
        File: "文件…", "A file…";
        FileHint: "县级规则包（.ron）的路径", "Path of a county pack (.ron)";
        Browse: "浏览…", "Browse…";
        NoFile: "先选择规则包文件。", "Choose the file of a rule pack first.";
        With: "对比", "with";
        Working: "正在按两个规则包判断…", "Judging by both packs…";
        Alike: "{0} 条规则在两个规则包下结论相同。", "{0} rules say the same under both packs.";
        AllAlike: "两个规则包对当前方案的结论完全相同。", "Both packs say the same of this scheme.";
        OnlyFirst: "只在前者", "only in the first";
        OnlySecond: "只在后者", "only in the second";
        RuleDiffers: "规则不同", "the rule differs";
        SameRule: "规则相同，结论不同", "same rule, other findings";
        NoRule: "没有这条规则", "no such rule";
        Limit: "{0}，阈值 {1}", "{0}, threshold {1}";
        NoFinding: "满足或不涉及", "satisfied, or nothing concerned";
        NotJudged: "未能判断：{0}", "can't be judged: {0}";
        Found: "{0} 项未满足，最差 {1}", "{0} not satisfied, at worst {1}";
        NotReady: "方案还在判断，请稍候。", "The scheme is still being judged; wait a moment.";
    }
}

/// A pack that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    National,
    Zhejiang,
    Own,
    /// The one whose path stands in the field.
    File,
}

/// What the dialog remembers.
#[derive(Default)]
pub struct CompareRulesDialog {
    chosen: Option<[Choice; 2]>,
    file: PathField,
    working: Option<Job<Result<PackComparison, Message>>>,
    found: Option<Result<PackComparison, Message>>,
}

impl CompareRulesDialog {
    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk, tools: &DialogTools) -> Outcome {
        self.collect();
        let title = desk.say(CompareText::Title);
        sheet_ui(context, desk, title, 720.0, |ui, desk| {
            self.choices_ui(ui, desk, tools);
            ui.add_space(theme::SPACE_2);
            match &self.found {
                Some(Ok(comparison)) => comparison_ui(ui, desk, comparison),
                Some(Err(why)) => {
                    ui.add(Label::new(desk.tell(why)).wrap());
                }
                None => {
                    let text = match &self.working {
                        Some(_) => CompareText::Working,
                        None if self.lacks_file() => CompareText::NoFile,
                        None => CompareText::NotReady,
                    };
                    ui.label(small(ui, desk.say(text)));
                }
            }
            Buttons::Close
        })
    }

    fn collect(&mut self) {
        if let Some(outcome) = self.working.as_ref().and_then(Job::try_finish) {
            self.working = None;
            self.found = Some(match outcome {
                JobOutcome::Done(result) => result,
                JobOutcome::Panicked(text) => Err(Message::verbatim(text)),
            });
        }
    }

    /// Whether a pack is to come from a file that is not named yet.
    fn lacks_file(&self) -> bool {
        self.chosen.is_some_and(|chosen| chosen.contains(&Choice::File)) && !self.file.path().is_file()
    }

    fn choices_ui(&mut self, ui: &mut Ui, desk: &Desk, tools: &DialogTools) {
        let own = desk.project().and_then(|project| project.rules_file());
        let mut choices = vec![Choice::National, Choice::Zhejiang];
        choices.extend(own.map(|_| Choice::Own));
        let before = self.chosen;
        let mut chosen = before.unwrap_or([choices[choices.len() - 2], choices[choices.len() - 1]]);
        choices.push(Choice::File);
        ui.horizontal(|ui| {
            for (place, choice) in chosen.iter_mut().enumerate() {
                if place == 1 {
                    ui.label(small(ui, desk.say(CompareText::With)));
                }
                let menu = ComboBox::from_id_salt(("pack", place)).selected_text(desk.say(choice.text()));
                let shown = menu.show_ui(ui, |ui| {
                    for &other in &choices {
                        ui.selectable_value(choice, other, desk.say(other.text()));
                    }
                });
                let name = format!("{} {}", desk.say(CompareText::Title), place + 1);
                shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
            }
        });
        self.chosen = Some(chosen);
        let mut changed = before != self.chosen;
        if chosen.contains(&Choice::File) {
            ui.add_space(theme::SPACE_1);
            let (hint, browse) = (desk.say(CompareText::FileHint), desk.say(CompareText::Browse));
            changed |= self.file.ui(ui, tools.chooser.as_ref(), Purpose::RulePack, hint, browse);
        }
        let started = self.working.is_some() || self.found.is_some();
        if changed || !started {
            self.found = None;
            let file = self.file.path();
            self.working = if self.lacks_file() { None } else { work(ui.ctx(), desk, chosen, file) };
        }
    }
}

impl Choice {
    fn text(self) -> CompareText {
        match self {
            Self::National => CompareText::National,
            Self::Zhejiang => CompareText::Zhejiang,
            Self::Own => CompareText::Own,
            Self::File => CompareText::File,
        }
    }
}

/// Judges by both packs on a thread of its own; `None` while the scheme itself is still being judged.
fn work(
    context: &egui::Context,
    desk: &Desk,
    chosen: [Choice; 2],
    file: PathBuf,
) -> Option<Job<Result<PackComparison, Message>>> {
    let project = desk.project()?;
    let (base, assessment) = (Arc::clone(project.assessment_base()?), Arc::clone(project.assessment()?));
    let scheme = project.document().current_scheme().clone();
    let own: Option<PathBuf> = project.rules_file().map(PathBuf::from);
    let context = context.clone();
    Some(Job::start(Arc::new(move || context.request_repaint()), move |_| {
        let pack_of = |choice: Choice| {
            let word = match (choice, &own) {
                (Choice::National, _) => "national".to_owned(),
                (Choice::Own, Some(own)) => own.display().to_string(),
                (Choice::File, _) => file.display().to_string(),
                (Choice::Zhejiang | Choice::Own, _) => "zhejiang".to_owned(),
            };
            load_rules(&word).map(|loaded| loaded.pack).map_err(|problem| problem.message())
        };
        let (first, second) = (pack_of(chosen[0])?, pack_of(chosen[1])?);
        Ok(compare_packs(&base, &scheme, &assessment.quantities, [&first, &second], Date::today()))
    }))
}

fn comparison_ui(ui: &mut Ui, desk: &Desk, comparison: &PackComparison) {
    let differing: Vec<&ComparedRule> = comparison.differing().collect();
    if differing.is_empty() {
        ui.label(desk.say(CompareText::AllAlike));
        return;
    }
    for rule in &differing {
        divider_ui(ui);
        ui.add_space(theme::SPACE_2);
        rule_ui(ui, desk, rule);
        ui.add_space(theme::SPACE_2);
    }
    divider_ui(ui);
    ui.add_space(theme::SPACE_2);
    let alike = comparison.rules.len() - differing.len();
    ui.label(small(ui, desk.tell(&CompareText::Alike.with([alike.into()]))));
}

fn rule_ui(ui: &mut Ui, desk: &Desk, compared: &ComparedRule) {
    let title = compared.second.as_ref().or(compared.first.as_ref()).map(|rule| rule.message());
    ui.horizontal(|ui| {
        ui.label(RichText::new(&compared.id).small());
        let differs = match compared.difference {
            Difference::OnlyFirst => CompareText::OnlyFirst,
            Difference::OnlySecond => CompareText::OnlySecond,
            Difference::RuleDiffers => CompareText::RuleDiffers,
            Difference::None => CompareText::SameRule,
        };
        ui.label(small(ui, desk.say(differs)));
    });
    ui.add(Label::new(strong(title.map(|title| desk.tell(&title)).unwrap_or_default())).wrap());
    let half = (ui.available_width() - theme::SPACE_4) / 2.0;
    Grid::new(("compared", &compared.id)).num_columns(2).spacing([theme::SPACE_4, theme::SPACE_1]).show(ui, |ui| {
        let sides = [(&compared.first, compared.broken(0)), (&compared.second, compared.broken(1))];
        for (rule, _) in &sides {
            cell_ui(ui, half, &rule_says(desk, rule.as_deref()));
        }
        ui.end_row();
        for ((rule, verdicts), unjudged) in sides.iter().zip(&compared.unjudged) {
            cell_ui(ui, half, &findings_say(desk, rule.as_deref(), verdicts, unjudged.first()));
        }
        ui.end_row();
    });
}

fn cell_ui(ui: &mut Ui, width: f32, text: &str) {
    ui.scope(|ui| {
        ui.set_width(width);
        ui.add(Label::new(RichText::new(text).size(theme::TYPE_SMALL)).wrap());
    });
}

fn rule_says(desk: &Desk, rule: Option<&Rule>) -> String {
    let Some(rule) = rule else { return desk.say(CompareText::NoRule).to_owned() };
    let threshold = Message::owned(
        rule.unit.say(rule.threshold, Language::Chinese),
        rule.unit.say(rule.threshold, Language::English),
    );
    let limit = CompareText::Limit.with([rule.severity().text().plain().into(), threshold.into()]);
    desk.tell(&unless_verified(rule, limit))
}

fn findings_say(desk: &Desk, rule: Option<&Rule>, verdicts: &[&Verdict], unjudged: Option<&Unjudged>) -> String {
    match (rule, verdicts.first(), unjudged) {
        (None, ..) => String::new(),
        (Some(_), None, Some(unjudged)) => desk.tell(&CompareText::NotJudged.with([unjudged.reason.message().into()])),
        (Some(_), None, None) => desk.say(CompareText::NoFinding).to_owned(),
        (Some(_), Some(worst), _) => {
            desk.tell(&CompareText::Found.with([verdicts.len().into(), worst.slack_message().into()]))
        }
    }
}
