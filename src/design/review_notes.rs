//! What the review form 《永久基本农田布局调整事项审查情况汇总表》 asks people and no figure answers: by hand, once a scheme.

use serde::{Deserialize, Serialize};

/// What people write in the review form of a scheme.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewNotes {
    /// 所含乡镇名称; where nothing is written the township layer says them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub townships: String,
    /// 是否编制永久基本农田布局调整方案; `None` until someone says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_prepared: Option<bool>,
    /// 计划提升耕地质量等别, in grades; where nothing is written it is what the scheme gains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_grade_gain: Option<f64>,
    /// 生态有改善; `None` until someone says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ecology_improves: Option<bool>,
    /// Why the ecology improves, or does not.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ecology_reason: String,
    /// 其他审查意见
    #[serde(skip_serializing_if = "String::is_empty")]
    pub opinion: String,
    /// 审查人员
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reviewer: String,
}

impl ReviewNotes {
    /// Whether nothing is written yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the form says that the ecology improves, and why: what rule PBF-08 asks for.
    pub fn states_ecology(&self) -> bool {
        self.ecology_improves == Some(true) && !self.ecology_reason.is_empty()
    }
}
