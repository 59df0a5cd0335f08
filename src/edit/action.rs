//! What a person does to the design: pure, from a document to a patch.

use crate::design::{Document, SchemeId};
use crate::geometry::Point;
use crate::geometry::validity::ShapeProblem;
use crate::i18n::{Explain, Language, Message, Text, area_m2, area_mu, texts};

use super::Patch;

/// One kind of edit. Knows nothing of undo: it only says what would change.
pub trait Action {
    /// Name of the step in the history: “移动顶点”.
    fn name(&self) -> Message;

    /// The change it makes to this document, or why it can't.
    fn apply(&self, document: &Document) -> Result<Patch, Refusal>;
}

/// Why an edit was not made. Nothing has changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("the zone no longer exists")]
    NoSuchZone,
    #[error("the measure no longer exists")]
    NoSuchMeasure,
    #[error("the lock no longer exists")]
    NoSuchLock,
    #[error("the land class {0} does not exist")]
    NoSuchClass(String),
    #[error("an amount is negative or not a number")]
    NotAnAmount,
    #[error("a year is out of range")]
    NotAYear,
    #[error("an answer needs a reason and a person")]
    AnswerIncomplete,
    #[error("the scheme {0:?} does not exist")]
    NoSuchScheme(SchemeId),
    #[error("scheme 0 is the untouched base")]
    BaseScheme,
    #[error("the layer no longer exists")]
    NoSuchLayer,
    #[error("the vertex no longer exists")]
    NoSuchVertex,
    #[error("a ring needs three vertices")]
    TooFewVertices,
    #[error("a coordinate is not a finite number")]
    NotFinite,
    #[error(transparent)]
    Shape(ShapeProblem),
    #[error("a figure of the contiguity setting is out of range")]
    NotASetting,
    #[error("a figure of the simulation is out of range")]
    NotASimulation,
    #[error("another zone is called {0}")]
    NameTaken(String),
    #[error("{zone} and {other} overlap")]
    Overlap {
        zone: String,
        other: String,
        area_m2: f64,
        /// A place within the common land.
        at: Option<Point>,
    },
    #[error("the vertex is common to zones that meet differently there")]
    CommonVertex(Point),
    #[error("a name cannot be empty")]
    EmptyName,
}

texts! {
    RefusalText {
        NoSuchZone: "这个片区已不存在，可能已被撤销或删除。", "This zone no longer exists; it may have been undone or deleted.";
        NoSuchMeasure: "这项整治措施已不存在，可能已被撤销或删除。", "This measure no longer exists; it may have been undone or deleted.";
        NoSuchLock: "这处锁定已不存在，可能已被撤销或删除。", "This lock no longer exists; it may have been undone or deleted.";
        NoSuchClass: "地类编码“{0}”不在三调工作分类中。从列表里选一个。", "Land class \"{0}\" is not one of the third land survey. Choose one from the list.";
        NotAnAmount: "数量、金额和等别须为不小于零的数字。", "Quantity, cost and grade must be numbers not below zero.";
        NotAYear: "年份须在 1949 至 2100 之间。", "The year must lie between 1949 and 2100.";
        AnswerIncomplete: "请填写理由和答复人；批准还须填写批准文号。", "Give a reason and a person; an approval also needs the number of its document.";
        NoSuchScheme: "没有方案 {0}。", "There is no scheme {0}.";
        BaseScheme: "方案 0 是现状，不能修改。新建一个方案再编辑。", "Scheme 0 is the untouched base and can't be changed. Make a new scheme first.";
        NoSuchLayer: "这个图层已不存在。", "This layer no longer exists.";
        NoSuchVertex: "这个顶点已不存在。", "This vertex no longer exists.";
        TooFewVertices: "图形至少要有三个顶点。", "A shape needs at least three vertices.";
        NotFinite: "坐标不是有效的数字。", "A coordinate is not a finite number.";
        Shape: "{0}这一步没有提交。", "{0} Nothing was committed.";
        NotASetting: "间隔须在 0 至 100 m 之间，其余数字须大于零。", "The gap must lie between 0 and 100 m, and the other figures above zero.";
        NotASimulation: "模拟的设置或结果中有数字超出范围：连片规模须大于零，坡度级别须为 1 至 5，其余须为不小于零的数字。没有采纳。",
            "A figure of the simulation is out of range: the size of a block must be above zero, slope levels lie between 1 and 5, all other figures are not below zero. Nothing was accepted.";
        NameTaken: "已有名为“{0}”的片区。换一个名称。", "Another zone is called \"{0}\". Choose another name.";
        Overlap: "“{0}”与“{1}”会重叠 {2}，片区共边时不许重叠。这一步没有提交；改图形，或先关掉“片区共边”。", "\"{0}\" and \"{1}\" would overlap by {2}, and zones share their boundaries. Nothing was committed; change the shape, or switch shared boundaries off.";
        CommonVertex: "这个顶点是几个片区的交汇处，只从一个里删除会留下缝隙。先移动它，或先关掉“片区共边”。", "Zones meet at this vertex; taking it from one alone would leave a gap. Move it instead, or switch shared boundaries off.";
        EmptyName: "名称不能为空。", "A name can't be empty.";
    }
}

impl Refusal {
    /// Where on the map to look, where it is about a place.
    pub fn at(&self) -> Option<Point> {
        match self {
            Self::Shape(problem) => Some(problem.at),
            Self::Overlap { at, .. } => *at,
            Self::CommonVertex(at) => Some(*at),
            _ => None,
        }
    }
}

impl Explain for Refusal {
    fn message(&self) -> Message {
        match self {
            Self::NoSuchZone => RefusalText::NoSuchZone.plain(),
            Self::NoSuchMeasure => RefusalText::NoSuchMeasure.plain(),
            Self::NoSuchLock => RefusalText::NoSuchLock.plain(),
            Self::NoSuchClass(code) => RefusalText::NoSuchClass.with([code.as_str().into()]),
            Self::NotAnAmount => RefusalText::NotAnAmount.plain(),
            Self::NotAYear => RefusalText::NotAYear.plain(),
            Self::AnswerIncomplete => RefusalText::AnswerIncomplete.plain(),
            Self::NoSuchScheme(id) => RefusalText::NoSuchScheme.with([id.0.into()]),
            Self::BaseScheme => RefusalText::BaseScheme.plain(),
            Self::NoSuchLayer => RefusalText::NoSuchLayer.plain(),
            Self::NoSuchVertex => RefusalText::NoSuchVertex.plain(),
            Self::TooFewVertices => RefusalText::TooFewVertices.plain(),
            Self::NotFinite => RefusalText::NotFinite.plain(),
            Self::Shape(problem) => RefusalText::Shape.with([problem.message().into()]),
            Self::NotASetting => RefusalText::NotASetting.plain(),
            Self::NotASimulation => RefusalText::NotASimulation.plain(),
            Self::NameTaken(name) => RefusalText::NameTaken.with([name.as_str().into()]),
            Self::Overlap { zone, other, area_m2, .. } => {
                let area =
                    Message::owned(format_area(*area_m2, Language::Chinese), format_area(*area_m2, Language::English));
                RefusalText::Overlap.with([zone.as_str().into(), other.as_str().into(), area.into()])
            }
            Self::CommonVertex(_) => RefusalText::CommonVertex.plain(),
            Self::EmptyName => RefusalText::EmptyName.plain(),
        }
    }
}

/// `12.34 亩`, or square metres where that would read as nothing.
fn format_area(of_m2: f64, language: Language) -> String {
    if of_m2 < 10.0 { area_m2(of_m2) } else { area_mu(of_m2, language) }
}
