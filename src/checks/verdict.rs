//! What the rules say of a scheme, in words that can be acted on: figure, threshold, what is short, the clause, the patches,
//! the way out; which problems were there before, and which were answered.

use std::sync::Arc;

use super::Severity;
use super::engine::{Finding, SubjectId, Unknown};
use super::pack::{OutOfForce, Rule, Unit};
use crate::design::{Answer, AnswerKind, Date};
use crate::i18n::{Language, Message, Text, texts};
use crate::units::mu_from_m2;

/// Where a verdict stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// The scheme brings it.
    New,
    /// It is there without the scheme, which does not make it worse.
    Existing,
    /// It is there without the scheme and gone with it.
    Solved,
    /// Approved with a document, or acknowledged where that is enough.
    Answered,
    /// Waived, with a reason.
    Waived,
    /// The rule holds.
    Satisfied,
}

/// What a rule says of a subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Stable between runs: rule, subject, against.
    pub id: String,
    pub rule: Arc<Rule>,
    pub subject: SubjectId,
    /// What people call the subject; empty for the scheme and for measures without a name.
    pub name: String,
    pub status: Status,
    pub finding: Arc<Finding>,
    /// Hash of the geometry, data and threshold judged: an answer counts only for what it was given for.
    pub judged: u64,
}

/// A rule that could not be asked of a subject. It is not satisfied.
#[derive(Clone, Debug, PartialEq)]
pub struct Unjudged {
    pub rule: Arc<Rule>,
    pub subject: SubjectId,
    pub name: String,
    pub reason: Unknown,
}

/// What all rules say of a scheme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// The pack's id.
    pub pack: String,
    /// By rule in the order of the pack, then zones, then measures in the order of the scheme; solved ones last.
    pub verdicts: Vec<Verdict>,
    pub unjudged: Vec<Unjudged>,
    /// Rules of the pack that were not asked, because they do not hold on the day.
    pub out_of_force: Vec<OutOfForce>,
    /// Pairs of rule and subject that were looked at.
    pub pairs: usize,
}

texts! {
    VerdictText {
        Short: "还差 {0}", "{0} short";
        Excess: "超出 {0}", "{0} too much";
        Spare: "余 {0}", "{0} to spare";
        Found: "涉及 {0}", "{0} concerned";
        OfLand: "{0}（合 {1}）", "{0} (that is {1})";
        New: "新增", "new";
        Existing: "存量", "existing";
        Solved: "已消除", "solved";
        Answered: "已答复", "answered";
        Waived: "已豁免", "waived";
        Satisfied: "满足", "satisfied";
        Unverified: "{0}（未核实）", "{0} (unverified)";
    }
}

impl Status {
    /// Name in reports: `new`.
    pub fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Existing => "existing",
            Self::Solved => "solved",
            Self::Answered => "answered",
            Self::Waived => "waived",
            Self::Satisfied => "satisfied",
        }
    }

    /// The words for people.
    pub fn message(self) -> Message {
        match self {
            Self::New => VerdictText::New,
            Self::Existing => VerdictText::Existing,
            Self::Solved => VerdictText::Solved,
            Self::Answered => VerdictText::Answered,
            Self::Waived => VerdictText::Waived,
            Self::Satisfied => VerdictText::Satisfied,
        }
        .plain()
    }
}

impl Verdict {
    pub(super) fn new(rule: Arc<Rule>, subject: SubjectId, name: &str, finding: Arc<Finding>, judged: u64) -> Self {
        let id = format!("{}/{subject}/{}", rule.id, rule.relation.against());
        let status = if finding.holds { Status::Satisfied } else { Status::New };
        Self { id, rule, subject, name: name.to_owned(), status, finding, judged }
    }

    /// Whether the rule is broken and nobody has settled it.
    pub fn is_open(&self) -> bool {
        matches!(self.status, Status::New | Status::Existing)
    }

    /// Whether it shuts the gate: unsettled, and more than information. What was there before the scheme is settled once, by the
    /// person who hands the scheme in.
    pub fn shuts_the_gate(&self) -> bool {
        self.is_open() && self.rule.severity() != Severity::Information
    }

    /// How far it is from satisfied, in words: `还差 3.20 亩`.
    pub fn slack_message(&self) -> Message {
        let (finding, unit) = (&self.finding, self.rule.unit);
        let said = |value: f64, unit: Unit| {
            Message::owned(unit.say(value, Language::Chinese), unit.say(value, Language::English))
        };
        let mut amount = said(finding.slack.abs(), unit);
        if let Some(land_m2) = finding.slack_m2 {
            amount = VerdictText::OfLand.with([amount.into(), said(mu_from_m2(land_m2.abs()), Unit::Mu).into()]);
        }
        let most = matches!(self.rule.relation.bound(), super::pack::Bound::AtMost | super::pack::Bound::LessThan);
        match (finding.holds, most) {
            (true, _) => VerdictText::Spare,
            (false, true) if finding.threshold == 0.0 => VerdictText::Found,
            (false, true) => VerdictText::Excess,
            (false, false) => VerdictText::Short,
        }
        .with([amount.into()])
    }

    /// The clause, marked where threshold or basis was not verified against its text.
    pub fn basis_message(&self) -> Message {
        basis_message(&self.rule)
    }
}

/// The clause of a rule, marked where threshold or basis was not verified against its text.
pub fn basis_message(rule: &Rule) -> Message {
    let citation = rule.basis.citation();
    if rule.verified { Message::verbatim(citation) } else { VerdictText::Unverified.with([citation.into()]) }
}

impl Judgement {
    /// Whether a scheme may be handed in: nothing that shuts the gate, no zone or measure whose shape can't be judged, no land
    /// left uncounted that could matter.
    pub fn gate_is_open(&self) -> bool {
        self.shutting_unjudged().next().is_none() && !self.verdicts.iter().any(Verdict::shuts_the_gate)
    }

    /// What shuts the gate because it could not be judged.
    pub fn shutting_unjudged(&self) -> impl Iterator<Item = &Unjudged> {
        self.unjudged.iter().filter(|unjudged| match unjudged.reason {
            Unknown::Shape(_) => true,
            Unknown::Uncounted(..) => unjudged.rule.severity() != Severity::Information,
            _ => false,
        })
    }

    /// Tells what was there before from what the scheme brings: `baseline` is the same pack over scheme 0. What a rule asks a
    /// scheme to achieve was not there before: that nobody achieved it yet is no state of the land.
    #[must_use]
    pub fn since(mut self, baseline: &Self) -> Self {
        let mut solved = Vec::new();
        let of_the_land = |before: &&Verdict| !before.finding.holds && !before.rule.relation.asks_for_achievement();
        for before in baseline.verdicts.iter().filter(of_the_land) {
            match self.verdicts.iter_mut().find(|verdict| verdict.id == before.id) {
                Some(now) if now.finding.holds => now.status = Status::Solved,
                Some(now) => {
                    let allowance = now.rule.tolerance() / now.rule.unit.size();
                    if now.finding.slack >= before.finding.slack - allowance {
                        now.status = Status::Existing;
                    }
                }
                // Land that holds has no verdict; that the rule could not be asked this time solves nothing.
                None if !self.unjudged.iter().any(|unjudged| unjudged.is_of(before)) => {
                    solved.push(Verdict { status: Status::Solved, ..before.clone() });
                }
                None => {}
            }
        }
        self.verdicts.extend(solved);
        self
    }

    /// Takes account of what people have answered, as it counts on a day.
    #[must_use]
    pub fn answered(mut self, answers: &[Answer], on: Date) -> Self {
        for verdict in self.verdicts.iter_mut().filter(|verdict| verdict.is_open()) {
            let answer = answers.iter().rev().find(|answer| answer.verdict == verdict.id);
            if let Some(answer) = answer.filter(|answer| answer.counts(on, verdict.judged))
                && let Some(status) = status_by_answer(verdict.rule.severity(), &answer.kind)
            {
                verdict.status = status;
            }
        }
        self
    }
}

impl Unjudged {
    fn is_of(&self, verdict: &Verdict) -> bool {
        self.rule.id == verdict.rule.id && self.subject == verdict.subject
    }
}

/// What an answer makes of an open verdict; `None` where it is not enough: what is forbidden takes a waiver or an approval,
/// a procedure its document.
fn status_by_answer(severity: Severity, kind: &AnswerKind) -> Option<Status> {
    match (severity, kind) {
        (_, AnswerKind::Waiver) | (Severity::Forbidden, AnswerKind::Approval { .. }) => Some(Status::Waived),
        (_, AnswerKind::Approval { .. }) => Some(Status::Answered),
        (Severity::Review | Severity::Information, AnswerKind::Acknowledgement) => Some(Status::Answered),
        (Severity::Forbidden | Severity::Procedure, AnswerKind::Acknowledgement) => None,
    }
}
