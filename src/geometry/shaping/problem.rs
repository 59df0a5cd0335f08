//! Why a shape can't be made.

use crate::geometry::Point;
use crate::geometry::validity::ShapeProblem;
use crate::i18n::{Explain, Message, Text, fixed, texts};

/// Nothing was made of it; what was drawn is the caller's to keep.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ShapingProblem {
    /// A line of fewer than two different points.
    #[error("a line needs two different points")]
    LineTooShort,
    /// The line does not divide the shape; `at` is where it comes nearest, or ends.
    #[error("the line does not divide the shape, see {at:?}")]
    NotDivided { at: Point },
    /// The line does not meet one outline twice.
    #[error("the line does not meet one outline twice, see {at:?}")]
    NotMetTwice { at: Point },
    /// The area asked for is not below that of the shape, or nothing.
    #[error("the area asked for is not within 0 and {whole_m2} m²")]
    AreaOutOfRange { whole_m2: f64 },
    /// The hole reaches beyond the shape, or into another hole.
    #[error("the hole is not within the shape, see {at:?}")]
    HoleOutside { at: Point },
    #[error("there is no other zone")]
    NoNeighbour,
    #[error("there is no hole")]
    NoHole,
    /// A figure that no shape can be made with.
    #[error("the figure is no finite number, or out of range")]
    BadFigure,
    #[error("nothing is left")]
    NothingLeft,
    /// The overlay gave up.
    #[error("the shapes could not be cut")]
    Failed,
    #[error(transparent)]
    Shape(ShapeProblem),
}

texts! {
    ShapingText {
        LineTooShort: "线至少要有两个不同的点。", "A line needs two different points.";
        NotDivided: "这条线没有把图形分开，看（{0}, {1}）处。让线的两端都越过边界。",
            "The line does not divide the shape, see ({0}, {1}). Let both its ends reach beyond the outline.";
        NotMetTwice: "这条线没有两次碰到同一条边界，看（{0}, {1}）处。从边界画起，画回到边界。",
            "The line does not meet one outline twice, see ({0}, {1}). Draw it from the outline back to the outline.";
        AreaOutOfRange: "要分出的面积须大于零、小于整个图形的 {0} 亩。", "The area asked for must lie above zero and below the {0} mu of the whole.";
        HoleOutside: "孔洞在（{0}, {1}）处超出了图形，或碰到另一个孔洞。画在图形里面。",
            "The hole reaches beyond the shape, or into another hole, at ({0}, {1}). Draw it inside.";
        NoNeighbour: "没有别的片区可以对齐。", "There is no other zone to align to.";
        NoHole: "图形没有孔洞。", "The shape has no hole.";
        BadFigure: "数字须是有限的，并在合理范围内。", "The figure must be finite and within reason.";
        NothingLeft: "这样什么也不剩。", "Nothing would be left.";
        Failed: "图形没有切成。移动附近的顶点再试。", "The shapes could not be cut. Move a vertex nearby and try again.";
    }
}

impl ShapingProblem {
    /// Where to look.
    pub fn at(&self) -> Option<Point> {
        match self {
            Self::NotDivided { at } | Self::NotMetTwice { at } | Self::HoleOutside { at } => Some(*at),
            Self::Shape(problem) => Some(problem.at),
            _ => None,
        }
    }
}

impl Explain for ShapingProblem {
    fn message(&self) -> Message {
        let place = |at: &Point| [format!("{:.3}", at[0]).into(), format!("{:.3}", at[1]).into()];
        match self {
            Self::LineTooShort => ShapingText::LineTooShort.plain(),
            Self::NotDivided { at } => ShapingText::NotDivided.with(place(at)),
            Self::NotMetTwice { at } => ShapingText::NotMetTwice.with(place(at)),
            Self::AreaOutOfRange { whole_m2 } => {
                ShapingText::AreaOutOfRange.with([fixed(crate::units::mu_from_m2(*whole_m2), 2).into()])
            }
            Self::HoleOutside { at } => ShapingText::HoleOutside.with(place(at)),
            Self::NoNeighbour => ShapingText::NoNeighbour.plain(),
            Self::NoHole => ShapingText::NoHole.plain(),
            Self::BadFigure => ShapingText::BadFigure.plain(),
            Self::NothingLeft => ShapingText::NothingLeft.plain(),
            Self::Failed => ShapingText::Failed.plain(),
            Self::Shape(problem) => problem.message(),
        }
    }
}
