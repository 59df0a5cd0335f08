//! The list itself. Only rows in view are drawn: a scheme may have thousands of verdicts.

use std::sync::Arc;

use egui::{Rect, ScrollArea, Ui, vec2};

use super::detail::detail_ui;
use super::fix::FixPreview;
use super::gate::gate_ui;
use super::locate::locate;
use super::order::{SEVERITIES, listed, open_issues};
use super::row::{ROW_HEIGHT, is_stale, row_id, row_ui};
use super::unjudged::unjudged_ui;
use crate::assessment::Assessment;
use crate::checks::{Judgement, Severity, Status, Verdict};
use crate::i18n::{Text, texts};
use crate::theme;
use crate::ui::widgets::{SeverityText, divider_ui, empty_state_ui, quiet_button, section_ui};
use crate::ui::{Desk, icons};

texts! {
    PanelText {
        Preparing: "正在准备", "Preparing";
        PreparingSays: "读完数据就按规则判断。", "The rules are asked once the data are read.";
        Empty: "没有问题", "No issues";
        EmptySays: "画片区、安排措施后，规则的结论列在这里。\n按 F8 逐条查看。", "Draw zones and measures: what the rules say of them is listed here.\nF8 goes through it.";
        Section: "{0} • {1} 项待处理", "{0} • {1} open";
        SectionSettled: "{0} • 已全部处理", "{0} • all settled";
        ShowSatisfied: "显示满足的 {0} 条", "Show {0} satisfied";
        HideSatisfied: "收起满足的 {0} 条", "Hide {0} satisfied";
    }
}

/// Height of a section's heading, points.
const HEADING_HEIGHT: f32 = 32.0;

/// What the tab remembers between frames. Which verdict is unfolded stands in the view.
#[derive(Default)]
pub struct IssuesPanel {
    satisfied: bool,
    unjudged: bool,
    fix: Option<FixPreview>,
    /// The unfolded row comes into view and takes the keyboard.
    reveal: bool,
    /// Place of the unfolded verdict among the open ones: where it is settled, the next one takes its place.
    place: usize,
}

impl IssuesPanel {
    /// Goes to the next open verdict, or the one before; round and round.
    pub fn step(&mut self, desk: &mut Desk, forward: bool) {
        let Some(assessment) = desk.project().and_then(|project| project.assessment()) else { return };
        let open = open_issues(&assessment.judgement);
        if open.is_empty() {
            return;
        }
        let shown = open.iter().position(|verdict| Some(&verdict.id) == desk.view.issue.as_ref());
        self.place = match (shown, forward) {
            (Some(place), true) => (place + 1) % open.len(),
            (Some(place), false) => (place + open.len() - 1) % open.len(),
            // What was unfolded is settled: its successor stands in its place.
            (None, true) if desk.view.issue.is_some() => self.place % open.len(),
            (None, true) => 0,
            (None, false) => (self.place.min(open.len()) + open.len() - 1) % open.len(),
        };
        desk.view.issue = Some(open[self.place].id.clone());
        self.reveal = true;
        locate(desk, open[self.place]);
    }

    /// Brings the unfolded row into view.
    pub fn reveal(&mut self) {
        self.reveal = true;
    }

    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let Some(project) = desk.project() else { return };
        let Some(assessment) = project.assessment() else {
            empty_state_ui(ui, icons::CHECKLIST, desk.say(PanelText::Preparing), desk.say(PanelText::PreparingSays));
            return;
        };
        gate_ui(ui, desk, project, &assessment.judgement);
        divider_ui(ui);
        ScrollArea::vertical().auto_shrink([false; 2]).show_viewport(ui, |ui, visible| {
            ui.spacing_mut().item_spacing.y = 0.0;
            self.list_ui(ui, desk, assessment, visible);
        });
    }

    fn list_ui(&mut self, ui: &mut Ui, desk: &mut Desk, assessment: &Arc<Assessment>, visible: Rect) {
        let judgement = &assessment.judgement;
        let mut listed_any = false;
        for severity in SEVERITIES {
            let verdicts = listed(judgement, severity, self.satisfied);
            if verdicts.is_empty() {
                continue;
            }
            listed_any = true;
            heading_ui(ui, desk, severity, &verdicts);
            self.rows_ui(ui, desk, assessment, &verdicts, visible);
        }
        self.reveal = false;
        if !listed_any {
            empty_state_ui(ui, icons::CHECK_CIRCLE, desk.say(PanelText::Empty), desk.say(PanelText::EmptySays));
        } else {
            divider_ui(ui);
        }
        ui.add_space(theme::SPACE_2);
        self.satisfied_ui(ui, desk, judgement);
        unjudged_ui(ui, desk, judgement, &mut self.unjudged);
        ui.add_space(theme::SPACE_4);
    }

    fn rows_ui(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk,
        assessment: &Arc<Assessment>,
        verdicts: &[&Verdict],
        visible: Rect,
    ) {
        let top = ui.min_rect().top();
        for &verdict in verdicts {
            let grey = desk.project().is_some_and(|project| is_stale(project, verdict));
            let begins = ui.cursor().top() - top;
            let selected = desk.view.issue.as_ref() == Some(&verdict.id);
            let in_view = begins + ROW_HEIGHT >= visible.top() && begins <= visible.bottom();
            if !in_view && !selected {
                ui.add_space(ROW_HEIGHT);
                continue;
            }
            let response = row_ui(ui, desk, verdict, selected, grey);
            if selected && self.reveal {
                ui.memory_mut(|memory| memory.request_focus(row_id(&verdict.id)));
                let with_detail = Rect::from_min_size(response.rect.min, vec2(response.rect.width(), 4.0 * ROW_HEIGHT));
                ui.scroll_to_rect(with_detail, None);
            }
            if response.clicked() {
                desk.view.issue = Some(verdict.id.clone());
                locate(desk, verdict);
            }
            if selected {
                self.follow_fix(desk, assessment, verdict, grey);
                detail_ui(ui, desk, verdict, self.fix.as_ref());
            }
        }
    }

    /// Works out what the quick fix would do, once, and not while a hand holds a vertex.
    fn follow_fix(&mut self, desk: &Desk, assessment: &Arc<Assessment>, verdict: &Verdict, grey: bool) {
        let settled = grey || desk.session.gesture().is_some();
        if !self.fix.as_ref().is_some_and(|fix| fix.is_of(assessment, &verdict.id)) {
            self.fix = (!settled).then(|| FixPreview::new(desk.session, assessment, &verdict.id));
        }
    }

    fn satisfied_ui(&mut self, ui: &mut Ui, desk: &Desk, judgement: &Judgement) {
        let count = judgement.verdicts.iter().filter(|verdict| verdict.status == Status::Satisfied).count();
        if count == 0 {
            return;
        }
        let text = if self.satisfied { PanelText::HideSatisfied } else { PanelText::ShowSatisfied };
        if quiet_button(ui, &desk.tell(&text.with([count.into()]))).clicked() {
            self.satisfied = !self.satisfied;
        }
    }
}

fn heading_ui(ui: &mut Ui, desk: &Desk, severity: Severity, verdicts: &[&Verdict]) {
    let open = verdicts.iter().filter(|verdict| verdict.is_open()).count();
    let word = SeverityText::from(severity).plain();
    let text = match open {
        0 => PanelText::SectionSettled.with([word.into()]),
        _ => PanelText::Section.with([word.into(), open.into()]),
    };
    ui.allocate_ui(vec2(ui.available_width(), HEADING_HEIGHT), |ui| {
        section_ui(ui, &desk.tell(&text));
    });
}
