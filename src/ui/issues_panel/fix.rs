//! What the quick fix of the unfolded verdict would do, worked out once for each state of the scheme.

use std::sync::Arc;

use crate::assessment::Assessment;
use crate::i18n::{Message, Text, fixed, signed, texts};
use crate::session::{IssueFix, Session};
use crate::units::mu_from_m2;

texts! {
    FixText {
        Trim: "修复：裁去问题部分，{0} → {1} 亩（{2} 亩）", "Fix: trim the land in question, {0} → {1} mu ({2} mu)";
        Exclude: "修复：移出方案，{0} 亩", "Fix: take it out of the scheme, {0} mu";
    }
}

/// The preview of a quick fix.
pub(super) struct FixPreview {
    of: Arc<Assessment>,
    verdict: String,
    /// What it would do, or why it can't; `None` where the verdict has none.
    pub says: Option<Result<Message, Message>>,
}

impl FixPreview {
    pub fn is_of(&self, assessment: &Arc<Assessment>, verdict: &str) -> bool {
        Arc::ptr_eq(&self.of, assessment) && self.verdict == verdict
    }

    pub fn new(session: &Session, assessment: &Arc<Assessment>, verdict: &str) -> Self {
        let says = session.issue_fix(verdict).map(|fix| fix.map(|fix| says(&fix)));
        Self { of: Arc::clone(assessment), verdict: verdict.to_owned(), says }
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
