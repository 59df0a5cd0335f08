//! What was judged, as the tables of rules and conflicts tell it: subjects by the numbers that other tables know them by,
//! answers with reason, person and last day.

use std::sync::Arc;

use super::measures::number_of_id;
use super::zones::zone_number;
use crate::assessment::{Assessment, Assessor};
use crate::base::BaseLayer;
use crate::checks::{RulePack, Status, SubjectId, Verdict};
use crate::design::{Answer, AnswerKind, Date, Scheme};
use crate::i18n::Language;

/// A scheme judged by a pack on a day.
pub(super) struct Judged<'a> {
    pub scheme: &'a Scheme,
    pub layers: &'a [Arc<BaseLayer>],
    pub assessor: &'a Assessor,
    /// The last answer of `assessor`, on `scheme`.
    pub assessment: &'a Assessment,
    /// The rules in force on `date`.
    pub pack: &'a RulePack,
    pub date: Date,
}

/// A zone, a measure, the scheme or a layer.
pub(super) struct JudgedSubject {
    /// 片区, 措施, 方案 or 图层.
    pub kind: &'static str,
    /// `DY001`, `CS003`, the number of the scheme, the key of the layer's role.
    pub number: String,
    /// What people call it, in Chinese.
    pub name: String,
}

impl Judged<'_> {
    /// `name` is the one that the verdict carries.
    pub fn subject(&self, id: SubjectId, name: &str) -> JudgedSubject {
        let (kind, number) = match id {
            SubjectId::Zone(id) => {
                ("片区", self.scheme.zone(id).map_or_else(|| id.0.to_string(), |zone| zone_number(zone)))
            }
            SubjectId::Measure(id) => ("措施", number_of_id(id)),
            SubjectId::Scheme => ("方案", self.scheme.id.0.to_string()),
            SubjectId::Layer(role) => ("图层", role.key().to_owned()),
        };
        JudgedSubject { kind, number, name: id.message(name, self.scheme).say(Language::Chinese) }
    }

    /// The answer by which a verdict is settled; `None` where it is open, or was never broken.
    pub fn answer(&self, verdict: &Verdict) -> Option<&Answer> {
        matches!(verdict.status, Status::Answered | Status::Waived).then(|| self.scheme.answer(&verdict.id)).flatten()
    }
}

/// 豁免, 批准 or 知悉.
pub(super) fn answer_word(kind: &AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Waiver => "豁免",
        AnswerKind::Approval { .. } => "批准",
        AnswerKind::Acknowledgement => "知悉",
    }
}

/// Number of the document of an approval; empty for the other kinds.
pub(super) fn document_of(answer: &Answer) -> &str {
    match &answer.kind {
        AnswerKind::Approval { document } => document,
        AnswerKind::Waiver | AnswerKind::Acknowledgement => "",
    }
}

/// An answer in one line: `批准 浙农〔2026〕1号：理由；张三；至 2027-12-31`.
pub(super) fn waiver_words(answer: &Answer) -> String {
    let kind = answer_word(&answer.kind);
    let document = document_of(answer);
    let head = if document.is_empty() { kind.to_owned() } else { format!("{kind} {document}") };
    let expires = answer.expires.map(|day| format!("至 {day}"));
    let said = [answer.reason.trim(), answer.person.trim(), expires.as_deref().unwrap_or("长期")];
    let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
    format!("{head}：{}", said.join("；"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_with_document_reason_person_and_last_day() {
        let day = Date::new(2027, 12, 31);
        let answer = |kind, reason: &str, expires| Answer {
            verdict: "ZON-01/zone-1/ecological_red_line".into(),
            kind,
            reason: reason.into(),
            person: "王工".into(),
            given: Date::new(2026, 11, 24).unwrap(),
            expires,
            judged: 0,
        };
        let approved = AnswerKind::Approval { document: "县自然资〔2026〕8号".into() };
        let said = waiver_words(&answer(approved, "线性工程无法避让", day));
        assert_eq!(said, "批准 县自然资〔2026〕8号：线性工程无法避让；王工；至 2027-12-31");
        assert_eq!(waiver_words(&answer(AnswerKind::Waiver, "", None)), "豁免：王工；长期");
    }
}
