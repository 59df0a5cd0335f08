//! Locks 锁定: what every simulation has to obey, drawn once for the whole project.

use serde::{Deserialize, Serialize};

use super::terms::terms;
use super::{LockId, Shape, shape_bounds};
use crate::geometry::Bounds;

terms! {
    /// What a simulation may do with the parcels of a lock.
    LockKind {
        /// Each of them changes: land becomes farmland, farmland leaves.
        Must: "must", "必须调整", "Must change";
        /// None of them changes.
        MustNot: "must_not", "不得调整", "Must not change";
        /// All of them change, or none.
        Together: "together", "一并调整", "Change together";
    }
}

/// One lock. It means the parcels whose interior point lies in its shape, whichever scheme is simulated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lock {
    pub id: LockId,
    pub kind: LockKind,
    pub shape: Shape,
    /// Why it is locked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Lock {
    pub fn bounds(&self) -> Bounds {
        shape_bounds(&self.shape.0)
    }
}
