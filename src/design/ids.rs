//! Identities of design records: given once, never reused, the same on every machine that replays the same journal.

use serde::{Deserialize, Serialize};

/// A zone 整治区域 / 整治单元, unique over all schemes of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ZoneId(pub u64);

/// A scheme 方案. Number 0 is the untouched base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SchemeId(pub u32);

impl SchemeId {
    /// The untouched base: it cannot be edited; the first edit forks it.
    pub const BASE: Self = Self(0);
}

/// A measure 整治措施, unique over all schemes of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MeasureId(pub u64);

/// A lock, the project's and no scheme's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LockId(pub u64);

/// Anything drawn: what the map selects and edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FeatureId {
    Zone(ZoneId),
    Measure(MeasureId),
}
