//! How healthy a layer is, shown before it is imported: found by a job, said in sentences, listed place by place on request.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Label, ProgressBar, RichText, ScrollArea, Ui};

use super::stack::DialogTools;
use crate::crs::{GaussKruger, SourceCrs};
use crate::geometry::Bounds;
use crate::i18n::{Message, Text, count, texts};
use crate::jobs::{Job, Outcome, Wake};
use crate::storage::checkup::{Checkup, CheckupRequest, Finding, Weight};
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{quiet_button, section_ui, small};
use crate::ui::{Desk, fonts, icons};

texts! {
    HealthText {
        Title: "导入前检查", "Check before import";
        Checking: "正在检查图形…", "Checking the shapes…";
        Details: "逐条列出（{0} 处）", "List them ({0})";
        Hide: "收起", "Hide the list";
        Copy: "复制报告", "Copy the report";
    }
}

/// Height of the list of problems, points: a few lines, so that the dialog keeps its buttons on a small screen.
const LIST_HEIGHT: f32 = 120.0;

/// What is to be checked; another one begins another check.
#[derive(Clone, Debug, PartialEq)]
pub struct HealthSubject {
    pub file: PathBuf,
    pub layer: String,
    pub crs: Option<SourceCrs>,
    pub plane: GaussKruger,
    pub project: Bounds,
}

/// The check of one layer.
#[derive(Default)]
pub struct HealthView {
    subject: Option<HealthSubject>,
    state: State,
    listed: bool,
}

#[derive(Default)]
enum State {
    #[default]
    Nothing,
    Checking(Job<Result<Checkup, Message>>),
    Done(Checkup),
    Failed(Message),
}

impl HealthView {
    /// Checks a layer on a thread of its own, unless that is what is checked already; collects what was found.
    pub fn look_at(&mut self, subject: HealthSubject, context: &egui::Context, tools: &DialogTools) {
        if self.subject.as_ref() != Some(&subject) {
            self.forget();
            let (sources, context) = (tools.sources.clone(), context.clone());
            let wake: Wake = Arc::new(move || context.request_repaint());
            self.subject = Some(subject.clone());
            self.state = State::Checking(Job::start(wake, move |progress| {
                let HealthSubject { file, layer, crs, plane, project } = &subject;
                let request = CheckupRequest { file, layer, plane: *plane, project: *project, crs: *crs };
                sources.check_up(&request, progress)
            }));
        }
        if let State::Checking(job) = &self.state
            && let Some(outcome) = job.try_finish()
        {
            self.state = match outcome {
                Outcome::Done(Ok(checkup)) => State::Done(checkup),
                Outcome::Done(Err(message)) => State::Failed(message),
                Outcome::Panicked(text) => State::Failed(Message::verbatim(text)),
            };
        }
    }

    /// Gives up the check that is running, if one is.
    pub fn forget(&mut self) {
        if let State::Checking(job) = &self.state {
            job.cancel();
        }
        *self = Self::default();
    }

    pub fn is_checking(&self) -> bool {
        matches!(self.state, State::Checking(_))
    }

    /// What was found, once it is known.
    pub fn checkup(&self) -> Option<&Checkup> {
        match &self.state {
            State::Done(checkup) => Some(checkup),
            _ => None,
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk) {
        section_ui(ui, desk.say(HealthText::Title));
        match &self.state {
            State::Nothing => {}
            State::Checking(job) => {
                ui.label(small(ui, desk.say(HealthText::Checking)));
                ui.add(ProgressBar::new(job.done()).desired_height(theme::SPACE_1));
            }
            State::Failed(message) => {
                finding_ui(ui, desk, &Finding { weight: Weight::Refusal, message: message.clone() });
            }
            State::Done(checkup) => {
                for fact in &checkup.facts {
                    ui.label(small(ui, desk.tell(fact)));
                }
                for finding in &checkup.findings {
                    finding_ui(ui, desk, finding);
                }
                if let Some(subject) = &self.subject {
                    self.listed = details_ui(ui, desk, subject, checkup, self.listed);
                }
            }
        }
    }
}

/// Buttons for the list and the report, and the list; returns whether the list is open.
fn details_ui(ui: &mut Ui, desk: &Desk, subject: &HealthSubject, checkup: &Checkup, mut listed: bool) -> bool {
    ui.horizontal(|ui| {
        if !checkup.problems.is_empty() {
            let details = HealthText::Details.with([count(checkup.problems.len()).into()]);
            let text = if listed { desk.say(HealthText::Hide).to_owned() } else { desk.tell(&details) };
            listed ^= quiet_button(ui, &text).clicked();
        }
        if quiet_button(ui, desk.say(HealthText::Copy)).clicked() {
            ui.ctx().copy_text(checkup.report(&subject.file, &subject.layer, desk.language()));
        }
    });
    if listed && !checkup.problems.is_empty() {
        let rows = checkup.problems.len();
        let area = ScrollArea::vertical().id_salt("problems").max_height(LIST_HEIGHT).auto_shrink([false, true]);
        area.show_rows(ui, theme::TYPE_SMALL + theme::SPACE_1, rows, |ui, range| {
            for problem in &checkup.problems[range] {
                ui.add(Label::new(small(ui, desk.tell(problem))).truncate());
            }
        });
    }
    listed
}

fn finding_ui(ui: &mut Ui, desk: &Desk, finding: &Finding) {
    let palette = palette(ui);
    let (icon, colour) = match finding.weight {
        Weight::Sound => (icons::CHECK_CIRCLE, palette.satisfied.mark),
        Weight::Note => (icons::INFORMATION, palette.information.mark),
        Weight::Fault => (icons::WARNING, palette.procedure.mark),
        Weight::Refusal => (icons::WARNING_CIRCLE, palette.forbidden.mark),
    };
    ui.horizontal_top(|ui| {
        ui.label(RichText::new(icon).font(fonts::icon(theme::TYPE_HEADING)).color(color32(colour)));
        ui.add(Label::new(desk.tell(&finding.message)).wrap());
    });
}
