//! An answer to a verdict: waiver, approval with its document, or acknowledgement; who answers, why, and for how long.

use egui::{TextEdit, Ui};

use super::sheet::{Buttons, Outcome, sheet_ui};
use crate::checks::{Severity, Verdict};
use crate::command::EditCommand;
use crate::design::{Answer, AnswerKind, Date};
use crate::i18n::texts;
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{small, strong};

texts! {
    AnswerText {
        Title: "答复问题", "Answer issue";
        Waiver: "豁免", "Waive";
        Approval: "批准", "Approved";
        Acknowledgement: "知悉", "Acknowledge";
        WaiverSays: "此处不适用这条规则，说明理由。", "The rule does not bind here; say why.";
        ApprovalSays: "有权机关已经批准，登记文号。", "An authority allowed it; record its document.";
        AcknowledgementSays: "已看过，接受。", "Seen and accepted.";
        Document: "批准文号", "Number of the approval";
        Reason: "理由", "Reason";
        Person: "答复人", "Person";
        Expires: "有效至（可不填）", "Valid until (may be empty)";
        DateHint: "例如 2026-12-31", "For example 2026-12-31";
        Reopens: "图形、数据或阈值变化后，这一答复自动失效，问题重新打开。", "When geometry, data or threshold change, the answer no longer counts and the issue is open again.";
        Answer: "答复", "Answer";
        NoReason: "写明理由。", "Give a reason.";
        NoPerson: "写明答复人。", "Say who answers.";
        NoDocument: "填写批准文号。", "Give the number of the approval.";
        BadDate: "日期要写成 2026-12-31 的样子。", "Write the date as 2026-12-31.";
        PastDate: "有效期已经过了。", "This day is past.";
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Waiver,
    Approval,
    Acknowledgement,
}

/// What is being written.
pub struct AnswerDialog {
    verdict: String,
    judged: u64,
    title: crate::i18n::Message,
    kinds: &'static [Kind],
    kind: Kind,
    document: String,
    reason: String,
    person: String,
    expires: String,
    fresh: bool,
}

impl AnswerDialog {
    /// An answer to the verdict that the issues tab has unfolded; none where it is satisfied or gone.
    pub fn new(desk: &Desk) -> Option<Self> {
        let verdict: &Verdict = desk.session.verdict(desk.view.issue.as_ref()?)?;
        if verdict.finding.holds {
            return None;
        }
        // What is forbidden or asks for a procedure is not settled by having been seen.
        let kinds: &[Kind] = match verdict.rule.severity() {
            Severity::Forbidden | Severity::Procedure => &[Kind::Waiver, Kind::Approval],
            Severity::Review | Severity::Information => &[Kind::Acknowledgement, Kind::Waiver, Kind::Approval],
        };
        Some(Self {
            verdict: verdict.id.clone(),
            judged: verdict.judged,
            title: verdict.rule.message(),
            kinds,
            kind: kinds[0],
            document: String::new(),
            reason: String::new(),
            person: desk.view.answering_person.clone(),
            expires: String::new(),
            fresh: true,
        })
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk) -> Outcome {
        let title = desk.say(AnswerText::Title);
        let outcome = sheet_ui(context, desk, title, 460.0, |ui, desk| {
            ui.add(egui::Label::new(strong(desk.tell(&self.title))).wrap());
            ui.add_space(theme::SPACE_2);
            self.kinds_ui(ui, desk);
            ui.add_space(theme::SPACE_2);
            let reason = field_ui(ui, desk.say(AnswerText::Reason), &mut self.reason, "");
            if std::mem::take(&mut self.fresh) {
                reason.request_focus();
            }
            if self.kind == Kind::Approval {
                field_ui(ui, desk.say(AnswerText::Document), &mut self.document, "");
            }
            field_ui(ui, desk.say(AnswerText::Person), &mut self.person, "");
            field_ui(ui, desk.say(AnswerText::Expires), &mut self.expires, desk.say(AnswerText::DateHint));
            ui.add_space(theme::SPACE_2);
            ui.add(egui::Label::new(small(ui, desk.say(AnswerText::Reopens))).wrap());
            let why_not = self.why_not().map(|text| desk.say(text).to_owned());
            Buttons::Verb { text: desk.say(AnswerText::Answer), why_not }
        });
        if outcome == Outcome::Accepted {
            desk.view.answering_person = self.person.trim().to_owned();
            desk.edit(EditCommand::AnswerVerdict(self.answer()));
        }
        outcome
    }

    fn kinds_ui(&mut self, ui: &mut Ui, desk: &Desk) {
        ui.horizontal(|ui| {
            for &kind in self.kinds {
                let text = match kind {
                    Kind::Waiver => AnswerText::Waiver,
                    Kind::Approval => AnswerText::Approval,
                    Kind::Acknowledgement => AnswerText::Acknowledgement,
                };
                ui.radio_value(&mut self.kind, kind, desk.say(text));
            }
        });
        let says = match self.kind {
            Kind::Waiver => AnswerText::WaiverSays,
            Kind::Approval => AnswerText::ApprovalSays,
            Kind::Acknowledgement => AnswerText::AcknowledgementSays,
        };
        ui.label(small(ui, desk.say(says)));
    }

    fn why_not(&self) -> Option<AnswerText> {
        if self.reason.trim().is_empty() {
            return Some(AnswerText::NoReason);
        }
        if self.kind == Kind::Approval && self.document.trim().is_empty() {
            return Some(AnswerText::NoDocument);
        }
        if self.person.trim().is_empty() {
            return Some(AnswerText::NoPerson);
        }
        if self.expires.trim().is_empty() {
            return None;
        }
        match self.expires.parse::<Date>() {
            Err(_) => Some(AnswerText::BadDate),
            Ok(day) if day < Date::today() => Some(AnswerText::PastDate),
            Ok(_) => None,
        }
    }

    fn answer(&self) -> Answer {
        let document = self.document.trim().to_owned();
        Answer {
            verdict: self.verdict.clone(),
            kind: match self.kind {
                Kind::Waiver => AnswerKind::Waiver,
                Kind::Approval => AnswerKind::Approval { document },
                Kind::Acknowledgement => AnswerKind::Acknowledgement,
            },
            reason: self.reason.trim().to_owned(),
            person: self.person.trim().to_owned(),
            given: Date::today(),
            expires: self.expires.parse().ok(),
            judged: self.judged,
        }
    }
}

fn field_ui(ui: &mut Ui, name: &str, text: &mut String, hint: &str) -> egui::Response {
    let label = ui.label(small(ui, name));
    let field = ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY));
    ui.add_space(theme::SPACE_1);
    field.labelled_by(label.id)
}
