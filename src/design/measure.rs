//! A measure 整治措施: the unit of every proposal. What it does to the land is a fold over the base (`land`); here stands only
//! what the designer says: where, what kind, what it becomes, under which policy, when, for how much, and why.

use serde::{Deserialize, Serialize};

use super::{MeasureId, PolicyTool, QuotaUse, Shape, shape_bounds};
use crate::design::MeasureKind;
use crate::geometry::Bounds;
use crate::i18n::Language;

/// One measure of a scheme. Its from-classes and its regime are read from the land beneath, never typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    pub id: MeasureId,
    pub kind: MeasureKind,
    /// What people call it; empty for most.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    pub shape: Shape,
    /// DLBM of the land afterwards; `None` where the class stays (basic farmland out and in, boundary adjustment …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_class: Option<String>,
    pub tool: PolicyTool,
    /// What the quota that the measure earns is used for; one use only, so that no hectare counts twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota_use: Option<QuotaUse>,
    /// Planned quantity in the unit of the kind ([`MeasureKind::quantity_unit`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<f64>,
    /// Investment in fen 分 (0.01 yuan): sums of money are exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_fen: Option<i64>,
    /// Year of implementation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Measures that belong together (demolition and new construction, forest and farmland) share a pair number PDBH.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<u32>,
    /// Quality grade of the farmland afterwards, in the grade system of the base (GDDB: 1 best, 15 worst).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_after: Option<f64>,
    /// Sub-project 子项目 it belongs to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sub_project: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Measure {
    /// A measure of a kind with the kind's usual class and tool.
    pub fn new(id: MeasureId, kind: MeasureKind, shape: Shape) -> Self {
        Self {
            id,
            kind,
            name: String::new(),
            shape,
            to_class: kind.usual_class().map(str::to_owned),
            tool: kind.usual_tool(),
            quota_use: None,
            quantity: None,
            cost_fen: None,
            year: None,
            pair: None,
            grade_after: None,
            sub_project: String::new(),
            reason: String::new(),
        }
    }

    /// What people call it: its name, or its kind and number.
    pub fn title(&self, language: Language) -> String {
        if self.name.is_empty() { format!("{} {}", self.kind.title(language), self.id.0) } else { self.name.clone() }
    }

    pub fn bounds(&self) -> Bounds {
        shape_bounds(&self.shape.0)
    }
}
