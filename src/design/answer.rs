//! What people answer to a verdict. An answer belongs to the geometry and data it was given for; when they change it no
//! longer counts, and the verdict is open again.

use serde::{Deserialize, Serialize};

use super::Date;

/// How a verdict is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// 豁免: the rule does not bind here, for the reason given.
    Waiver,
    /// 批准: an authority allowed it; `document` is its number 批准文号.
    Approval { document: String },
    /// 知悉: seen and accepted.
    Acknowledgement,
}

/// One answer. The latest for a verdict counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Rule, subject and against, as the verdict's id: `PBF-01/measure-3/permanent_basic_farmland`.
    pub verdict: String,
    pub kind: AnswerKind,
    pub reason: String,
    /// Who answers for it.
    pub person: String,
    pub given: Date,
    /// Last day on which it counts; `None` for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// Hash of the geometry and of the data that were judged; an answer to something else does not count.
    pub judged: u64,
}

impl Answer {
    /// Whether it counts on a day for what was judged then.
    pub fn counts(&self, on: Date, judged: u64) -> bool {
        self.judged == judged && self.expires.is_none_or(|expires| on <= expires)
    }
}
