//! How a base layer takes part in the project: its order, visibility and opacity belong to the design and can be undone.

use serde::{Deserialize, Serialize};

use crate::base::LayerId;

/// A base layer's place in the project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerEntry {
    pub layer: LayerId,
    pub visible: bool,
    /// From 0 (transparent) to 1.
    pub opacity: f32,
    /// Taken out of the project by the designer. The data stays on disk until the project is packed, so this can be undone.
    #[serde(default)]
    pub removed: bool,
}

impl LayerEntry {
    pub fn new(layer: LayerId) -> Self {
        Self { layer, visible: true, opacity: 1.0, removed: false }
    }
}
