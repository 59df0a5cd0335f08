//! Why a rule could not be asked. What cannot be judged is said, never taken for satisfied.

use crate::base::{LayerId, Role};
use crate::checks::quantity::Quantity;
use crate::geometry::validity::ShapeProblem;
use crate::i18n::{Explain, Message, Text, texts};

/// What a rule lacks.
#[derive(Clone, Debug, PartialEq)]
pub enum Unknown {
    /// The project has no polygon layer of this role.
    NoLayer(Role),
    /// No layer of the role has one of these columns.
    NoColumn(Role, Vec<String>),
    /// These figures of the scheme are not known.
    NoQuantity(Vec<Quantity>),
    /// Some of the land stands neither in the slope layer nor, with a level, in the survey.
    NoSlope,
    /// The measure does not say for how many households it plans.
    NoHouseholds,
    /// The subject is not a valid area.
    Shape(ShapeProblem),
    /// The overlap with this base feature can't be told: its rings are too wrong.
    Uncounted(LayerId, usize),
    /// Shapes could not be cut along each other.
    Cut,
}

texts! {
    UnknownText {
        NoLayer: "没有“{0}”图层", "there is no layer of \"{0}\"";
        NoColumn: "“{0}”图层没有字段 {1}", "the layer of \"{0}\" has no field {1}";
        NoQuantity: "没有数据：{0}", "not known: {0}";
        NoSlope: "部分土地既不在坡度图内，图斑也没有坡度级别 GDPDJB", "some of the land lies in no slope layer, and its parcels state no slope level GDPDJB";
        NoHouseholds: "措施没有填写户数", "the measure does not say how many households it is for";
        Uncounted: "图层 {0} 的第 {1} 个要素图形错误，压占多少算不出来", "feature {1} of layer {0} is so wrong that what is covered of it can't be told";
        Cut: "图形无法裁剪，请移动附近的顶点", "the shapes could not be cut; move a vertex nearby";
        List: "{0}、{1}", "{0}, {1}";
    }
}

impl Explain for Unknown {
    fn message(&self) -> Message {
        match self {
            Self::NoLayer(role) => UnknownText::NoLayer.with([role.message().into()]),
            Self::NoColumn(role, columns) => {
                UnknownText::NoColumn.with([role.message().into(), columns.join("/").into()])
            }
            Self::NoQuantity(missing) => {
                let names = missing.iter().map(|quantity| quantity.missing_message());
                let list = names.reduce(|all, next| UnknownText::List.with([all.into(), next.into()]));
                UnknownText::NoQuantity.with([list.unwrap_or_else(|| Message::verbatim("")).into()])
            }
            Self::NoSlope => UnknownText::NoSlope.plain(),
            Self::NoHouseholds => UnknownText::NoHouseholds.plain(),
            Self::Shape(problem) => problem.message(),
            Self::Uncounted(layer, feature) => UnknownText::Uncounted.with([layer.0.into(), (feature + 1).into()]),
            Self::Cut => UnknownText::Cut.plain(),
        }
    }
}
