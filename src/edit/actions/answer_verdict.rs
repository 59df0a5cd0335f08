//! Answers a verdict, or takes the answer back. Answers are design: undone, journalled and exported like a zone.

use super::words::StepText;
use crate::design::{Answer, AnswerKind, Document, SchemeId};
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

/// Replaces an earlier answer to the same verdict.
#[derive(Clone, Debug)]
pub struct AnswerVerdict {
    pub answer: Answer,
}

impl Action for AnswerVerdict {
    fn name(&self) -> Message {
        match self.answer.kind {
            AnswerKind::Waiver => StepText::Waive.plain(),
            AnswerKind::Approval { .. } => StepText::Approve.plain(),
            AnswerKind::Acknowledgement => StepText::Acknowledge.plain(),
        }
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let without_document =
            matches!(&self.answer.kind, AnswerKind::Approval { document } if document.trim().is_empty());
        if self.answer.reason.trim().is_empty() || self.answer.person.trim().is_empty() || without_document {
            return Err(Refusal::AnswerIncomplete);
        }
        let mut answers = other_answers(document, &self.answer.verdict)?;
        answers.push(self.answer.clone());
        Ok(Patch::one(Entry::Answers { scheme: document.current_scheme().id, answers }))
    }
}

#[derive(Clone, Debug)]
pub struct WithdrawAnswer {
    pub verdict: String,
}

impl Action for WithdrawAnswer {
    fn name(&self) -> Message {
        StepText::Withdraw.plain()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let answers = other_answers(document, &self.verdict)?;
        if answers.len() == document.current_scheme().answers.len() {
            return Ok(Patch::default());
        }
        Ok(Patch::one(Entry::Answers { scheme: document.current_scheme().id, answers }))
    }
}

/// The answers of the current scheme to other verdicts.
fn other_answers(document: &Document, verdict: &str) -> Result<Vec<Answer>, Refusal> {
    let scheme = document.current_scheme();
    if scheme.id == SchemeId::BASE {
        return Err(Refusal::BaseScheme);
    }
    Ok(scheme.answers.iter().filter(|answer| answer.verdict != verdict).cloned().collect())
}
