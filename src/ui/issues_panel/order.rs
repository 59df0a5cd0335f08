//! The order in which verdicts are listed and gone through.

use crate::checks::{Judgement, Severity, Status, Verdict};

/// Severities as they are listed, the gravest first.
pub(super) const SEVERITIES: [Severity; 4] =
    [Severity::Forbidden, Severity::Procedure, Severity::Review, Severity::Information];

/// Open verdicts, the gravest first, what the scheme brings before what was there: the order of "next issue".
pub fn open_issues(judgement: &Judgement) -> Vec<&Verdict> {
    let mut open: Vec<&Verdict> = judgement.verdicts.iter().filter(|verdict| verdict.is_open()).collect();
    open.sort_by_key(|verdict| (verdict.rule.severity(), rank(verdict.status)));
    open
}

/// Verdicts of a severity as they are listed: open ones, settled ones, and satisfied ones where they are asked for.
pub(super) fn listed(judgement: &Judgement, severity: Severity, satisfied: bool) -> Vec<&Verdict> {
    let is_listed =
        |verdict: &&Verdict| verdict.rule.severity() == severity && (satisfied || verdict.status != Status::Satisfied);
    let mut listed: Vec<&Verdict> = judgement.verdicts.iter().filter(is_listed).collect();
    listed.sort_by_key(|verdict| rank(verdict.status));
    listed
}

fn rank(status: Status) -> usize {
    match status {
        Status::New => 0,
        Status::Existing => 1,
        Status::Answered => 2,
        Status::Waived => 3,
        Status::Solved => 4,
        Status::Satisfied => 5,
    }
}
