//! What each quick fix of the unfolded verdict would do, worked out once for each state of the scheme.

use std::sync::Arc;

use crate::assessment::Assessment;
use crate::checks::FixKind;
use crate::i18n::{Message, Text, fixed, signed, texts};
use crate::session::{IssueFix, Session};
use crate::units::mu_from_m2;

texts! {
    FixText {
        Trim: "修复：裁去问题部分，{0} → {1} 亩（{2} 亩）", "Fix: trim the land in question, {0} → {1} mu ({2} mu)";
        Exclude: "修复：移出方案，{0} 亩", "Fix: take it out of the scheme, {0} mu";
    }
}

/// The preview of the quick fixes.
pub(super) struct FixPreview {
    of: Arc<Assessment>,
    verdict: String,
    /// What each would do, or why it can't, in the order in which they are offered.
    pub fixes: Vec<(FixKind, Result<Message, Message>)>,
}

impl FixPreview {
    pub fn is_of(&self, assessment: &Arc<Assessment>, verdict: &str) -> bool {
        Arc::ptr_eq(&self.of, assessment) && self.verdict == verdict
    }

    pub fn new(session: &Session, assessment: &Arc<Assessment>, verdict: &str) -> Self {
        let fixes = session.issue_fixes(verdict).into_iter().map(|(kind, fix)| (kind, fix.map(|fix| says(&fix))));
        Self { of: Arc::clone(assessment), verdict: verdict.to_owned(), fixes: fixes.collect() }
    }
}

fn says(fix: &IssueFix) -> Message {
    match fix {
        IssueFix::Trim { trimmed, .. } => {
            let (before, after) = (mu_from_m2(trimmed.area_before_m2), mu_from_m2(trimmed.area_after_m2));
            FixText::Trim.with([fixed(before, 2).into(), fixed(after, 2).into(), signed(after - before, 2).into()])
        }
        IssueFix::Exclude { area_m2, .. } => FixText::Exclude.with([signed(-mu_from_m2(*area_m2), 2).into()]),
    }
}
