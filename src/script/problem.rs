//! Why a line was not carried out.

use crate::base::Role;
use crate::edit::Refusal;
use crate::geometry::shaping::ShapingProblem;
use crate::i18n::{Explain, Message, Text, texts};

/// Nothing has changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ScriptProblem {
    #[error("there is no command {0}")]
    NoCommand(String),
    /// Too few words, or one that does not fit; the way it is written.
    #[error("it is written {usage}")]
    Usage { usage: &'static str },
    #[error("{word} can't be read: {what:?}")]
    Unreadable { word: String, what: What },
    #[error("a quotation does not end")]
    OpenQuote,
    #[error("there is no zone {0}")]
    NoZone(String),
    #[error("zone {name} has {count} vertices")]
    NoVertex { name: String, count: usize },
    #[error("the project has no polygon layer of {}", role.title_en())]
    NoLayer { role: Role },
    #[error("no feature of {} has the number {number}", role.title_en())]
    NoFeature { role: Role, number: String },
    #[error("the zone has no land on that side of {}", role.title_en())]
    NoLand { role: Role },
    #[error("there are no steps")]
    NoSteps,
    #[error(transparent)]
    Shaping(#[from] ShapingProblem),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// What a word should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Point,
    Number,
    Area,
    Degrees,
    Metres,
    Role,
    Field,
}

texts! {
    ScriptText {
        NoCommand: "没有命令“{0}”。", "There is no command \"{0}\".";
        Usage: "写法：{0}", "It is written: {0}";
        Unreadable: "“{0}”不是{1}。", "\"{0}\" is not {1}.";
        OpenQuote: "引号没有成对。", "A quotation mark has no partner.";
        NoZone: "没有名为“{0}”的片区。", "There is no zone called \"{0}\".";
        NoVertex: "片区“{0}”只有 {1} 个顶点，从 1 数起。", "Zone \"{0}\" has {1} vertices, counted from 1.";
        NoLayer: "项目里没有“{0}”面图层。先导入。", "The project has no polygon layer \"{0}\". Import it first.";
        NoFeature: "“{0}”里没有标识码（BSM）为 {1} 的图斑。", "No feature of \"{0}\" has the number (BSM) {1}.";
        NoLand: "片区在“{0}”的这一侧没有土地，裁剪后什么也不剩。", "The zone has no land on that side of \"{0}\": nothing would be left.";
        NoSteps: "没有可以撤销或重做的步骤。", "There is no step to undo or redo.";
        Point: "坐标：写作 东坐标,北坐标、@dx,dy 或 距离<方位角", "a position: easting,northing, @dx,dy or distance<bearing";
        Number: "从 1 起的整数", "a whole number from 1 on";
        Area: "面积：如 120mu、8ha、5000m2", "an area, such as 120mu, 8ha or 5000m2";
        Degrees: "角度：如 35deg", "an angle, such as 35deg";
        Metres: "长度：如 5m", "a length, such as 5m";
        Role: "图层角色：见 tianfang roles", "a role; see tianfang roles";
        Field: "字段：goal、note 或 kind（region、unit）", "a field: goal, note or kind (region, unit)";
    }
}

impl Explain for ScriptProblem {
    fn message(&self) -> Message {
        match self {
            Self::NoCommand(word) => ScriptText::NoCommand.with([word.as_str().into()]),
            Self::Usage { usage } => ScriptText::Usage.with([(*usage).into()]),
            Self::Unreadable { word, what } => {
                ScriptText::Unreadable.with([word.as_str().into(), what.text().plain().into()])
            }
            Self::OpenQuote => ScriptText::OpenQuote.plain(),
            Self::NoZone(name) => ScriptText::NoZone.with([name.as_str().into()]),
            Self::NoVertex { name, count } => ScriptText::NoVertex.with([name.as_str().into(), (*count).into()]),
            Self::NoLayer { role } => ScriptText::NoLayer.with([role.message().into()]),
            Self::NoFeature { role, number } => {
                ScriptText::NoFeature.with([role.message().into(), number.as_str().into()])
            }
            Self::NoLand { role } => ScriptText::NoLand.with([role.message().into()]),
            Self::NoSteps => ScriptText::NoSteps.plain(),
            Self::Shaping(problem) => problem.message(),
            Self::Refused(refusal) => refusal.message(),
        }
    }
}

impl What {
    fn text(self) -> ScriptText {
        match self {
            Self::Point => ScriptText::Point,
            Self::Number => ScriptText::Number,
            Self::Area => ScriptText::Area,
            Self::Degrees => ScriptText::Degrees,
            Self::Metres => ScriptText::Metres,
            Self::Role => ScriptText::Role,
            Self::Field => ScriptText::Field,
        }
    }
}
