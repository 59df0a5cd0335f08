//! A scheme 方案: an ordered list of zones over the base.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{SchemeId, Zone, ZoneId};

/// One alternative. Zones share structure with the history: an edit replaces one `Arc`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scheme {
    pub id: SchemeId,
    /// `方案 1`, or what the designer calls it.
    pub name: String,
    pub zones: Vec<Arc<Zone>>,
}

impl Scheme {
    pub fn zone(&self, id: ZoneId) -> Option<&Arc<Zone>> {
        self.zones.iter().find(|zone| zone.id == id)
    }

    /// A zone by the name that people gave it.
    pub fn zone_named(&self, name: &str) -> Option<&Arc<Zone>> {
        self.zones.iter().find(|zone| zone.name == name)
    }
}
