//! What can be wrong with a polygon, and its names.

use crate::i18n::{Message, Text, texts};

/// What is wrong at one place of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A ring with fewer than three distinct points.
    TooFewPoints,
    /// The same point twice in a row. Harmless to most programs, and a sign of careless work.
    RepeatedPoint,
    /// The outline goes out and comes back along the same line.
    Spike,
    /// Two edges cross.
    SelfCrossing,
    /// Two edges run along each other.
    OverlappingEdges,
    /// A ring touches itself at a point.
    SelfTouching,
    /// A hole lies outside its shell.
    HoleOutside,
    /// The same geometry as another feature before it.
    Duplicate,
}

texts! {
    FaultText {
        TooFewPoints: "环的点数不足三个", "ring with fewer than three points";
        RepeatedPoint: "重复点", "repeated point";
        Spike: "尖刺（折返边）", "spike";
        SelfCrossing: "自相交", "self-crossing";
        OverlappingEdges: "边重叠", "overlapping edges";
        SelfTouching: "环自接触", "ring touches itself";
        HoleOutside: "内环在外环之外", "hole outside its shell";
        Duplicate: "与另一要素图形重复", "duplicate of another feature";
    }
}

impl Fault {
    /// Every fault, in the order in which they are listed.
    pub const ALL: &'static [Self] = &[
        Self::TooFewPoints,
        Self::RepeatedPoint,
        Self::Spike,
        Self::SelfCrossing,
        Self::OverlappingEdges,
        Self::SelfTouching,
        Self::HoleOutside,
        Self::Duplicate,
    ];

    /// The fault of a [`Self::key`].
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fault| fault.key() == key)
    }

    /// Whether the feature is invalid by the standard; a repeated point and a duplicate are only worth knowing.
    pub fn is_invalid(self) -> bool {
        !matches!(self, Self::RepeatedPoint | Self::Duplicate)
    }

    /// Name in reports for scripts: `self_crossing`.
    pub fn key(self) -> &'static str {
        match self {
            Self::TooFewPoints => "too_few_points",
            Self::RepeatedPoint => "repeated_point",
            Self::Spike => "spike",
            Self::SelfCrossing => "self_crossing",
            Self::OverlappingEdges => "overlapping_edges",
            Self::SelfTouching => "self_touching",
            Self::HoleOutside => "hole_outside",
            Self::Duplicate => "duplicate",
        }
    }

    /// Name for people.
    pub fn message(self) -> Message {
        match self {
            Self::TooFewPoints => FaultText::TooFewPoints,
            Self::RepeatedPoint => FaultText::RepeatedPoint,
            Self::Spike => FaultText::Spike,
            Self::SelfCrossing => FaultText::SelfCrossing,
            Self::OverlappingEdges => FaultText::OverlappingEdges,
            Self::SelfTouching => FaultText::SelfTouching,
            Self::HoleOutside => FaultText::HoleOutside,
            Self::Duplicate => FaultText::Duplicate,
        }
        .plain()
    }
}
