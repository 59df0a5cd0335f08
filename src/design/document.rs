//! The document: everything that undo, journal and export know of a project's design.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{ContiguitySetting, LayerEntry, Lock, LockId, Measure, MeasureId, Scheme, SchemeId, Zone, ZoneId};
use crate::base::LayerId;

/// What is set once for the whole project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Name of the project for people.
    pub name: String,
    /// What counts as lying together.
    #[serde(default)]
    pub contiguity: ContiguitySetting,
    /// Zones of a scheme do not overlap, and what moves of a common boundary moves in all zones that have it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub zones_share_boundaries: bool,
}

/// Whether no lock was ever drawn: such a design is stored as it was before there were locks.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_none_yet(last: &u64) -> bool {
    *last == 0
}

/// The design of a project. Fields are read by everyone and written only by a patch (`edit`), which keeps the revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub(crate) settings: Settings,
    /// Scheme 0 comes first and has neither zones nor measures.
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) current: SchemeId,
    /// Base layers, top of the map first.
    pub(crate) layers: Vec<LayerEntry>,
    /// Locks that every simulation obeys, in the order drawn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) locks: Vec<Arc<Lock>>,
    /// Largest identities ever given.
    pub(crate) last_zone: u64,
    #[serde(default)]
    pub(crate) last_measure: u64,
    pub(crate) last_scheme: u32,
    #[serde(default, skip_serializing_if = "is_none_yet")]
    pub(crate) last_lock: u64,
    /// Grows with every patch; every figure says which revision it belongs to.
    #[serde(skip)]
    pub(crate) revision: u64,
}

impl Document {
    /// A design without proposals: scheme 0 only.
    pub fn new(name: &str) -> Self {
        Self {
            settings: Settings { name: name.to_owned(), ..Settings::default() },
            schemes: vec![Scheme::empty(SchemeId::BASE, "现状".to_owned())],
            current: SchemeId::BASE,
            layers: Vec::new(),
            locks: Vec::new(),
            last_zone: 0,
            last_measure: 0,
            last_scheme: 0,
            last_lock: 0,
            revision: 0,
        }
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// All schemes, scheme 0 first.
    pub fn schemes(&self) -> &[Scheme] {
        &self.schemes
    }

    pub fn scheme(&self, id: SchemeId) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }

    /// The scheme that the window shows and edits.
    pub fn current_scheme(&self) -> &Scheme {
        self.scheme(self.current).unwrap_or(&self.schemes[0])
    }

    /// Base layers in drawing order, top first, removed ones included.
    pub fn layers(&self) -> &[LayerEntry] {
        &self.layers
    }

    pub fn layer(&self, id: LayerId) -> Option<&LayerEntry> {
        self.layers.iter().find(|entry| entry.layer == id)
    }

    /// Locks of the project, in the order drawn.
    pub fn locks(&self) -> &[Arc<Lock>] {
        &self.locks
    }

    pub fn lock(&self, id: LockId) -> Option<&Arc<Lock>> {
        self.locks.iter().find(|lock| lock.id == id)
    }

    /// A zone of the current scheme.
    pub fn zone(&self, id: ZoneId) -> Option<&Arc<Zone>> {
        self.current_scheme().zone(id)
    }

    /// A measure of the current scheme.
    pub fn measure(&self, id: MeasureId) -> Option<&Arc<Measure>> {
        self.current_scheme().measure(id)
    }

    /// The identity that the next measure will have.
    pub fn next_measure_id(&self) -> MeasureId {
        MeasureId(self.last_measure + 1)
    }

    /// The identity that the next zone will have.
    pub fn next_zone_id(&self) -> ZoneId {
        ZoneId(self.last_zone + 1)
    }

    /// The identity that the next scheme will have.
    pub fn next_scheme_id(&self) -> SchemeId {
        SchemeId(self.last_scheme + 1)
    }

    /// The identity that the next lock will have.
    pub fn next_lock_id(&self) -> LockId {
        LockId(self.last_lock + 1)
    }

    /// A name for the next zone that no zone of the scheme has: 片区 1, 片区 2 …, or 麦屿村片区, 麦屿村片区 2 … where it lies in one
    /// village.
    pub fn free_zone_name(&self, village: Option<&str>) -> String {
        let scheme = self.current_scheme();
        let name = |number: usize| match village {
            Some(village) if number == 1 => format!("{village}片区"),
            _ => format!("{}片区 {number}", village.unwrap_or_default()),
        };
        (1..).map(name).find(|name| scheme.zone_named(name).is_none()).unwrap_or_default()
    }
}
