//! Consolidation zones: regions 整治区域 and units 整治单元（片区）.

use serde::{Deserialize, Serialize};

use super::{Shape, ZoneId, shape_bounds};
use crate::geometry::Bounds;

/// What a zone is in the proposal. A drawn zone is a unit until the designer makes it a region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ZoneKind {
    /// 整治单元（片区）, exported as ZZDY.
    #[default]
    Unit,
    /// 整治区域, exported as ZZQY.
    Region,
}

/// One zone of a scheme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Zone {
    pub id: ZoneId,
    pub name: String,
    pub kind: ZoneKind,
    pub shape: Shape,
    /// Goal of the zone 整治目标 (MB).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub goal: String,
    /// A remark of the designer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Zone {
    pub fn bounds(&self) -> Bounds {
        shape_bounds(&self.shape.0)
    }
}
