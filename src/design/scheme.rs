//! A scheme 方案: an ordered list of zones over the base.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Answer, FeatureId, Measure, MeasureId, ReviewNotes, SchemeId, Shape, SimulationRun, Zone, ZoneId};

/// One alternative. Zones and measures share structure with the history: an edit replaces one `Arc`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scheme {
    pub id: SchemeId,
    /// `方案 1`, or what the designer calls it.
    pub name: String,
    pub zones: Vec<Arc<Zone>>,
    /// In the order in which they take effect: of two on the same land, the later one decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Arc<Measure>>,
    /// Answers to verdicts, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// What people write in the review form.
    #[serde(default, skip_serializing_if = "ReviewNotes::is_empty")]
    pub review: ReviewNotes,
    /// The simulation that the scheme was accepted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub simulation: Option<SimulationRun>,
}

impl Scheme {
    /// A scheme without anything in it.
    pub fn empty(id: SchemeId, name: String) -> Self {
        Self {
            id,
            name,
            zones: Vec::new(),
            measures: Vec::new(),
            answers: Vec::new(),
            review: ReviewNotes::default(),
            simulation: None,
        }
    }

    pub fn measure(&self, id: MeasureId) -> Option<&Arc<Measure>> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// Shape of a zone or a measure.
    pub fn shape(&self, id: FeatureId) -> Option<&Shape> {
        match id {
            FeatureId::Zone(id) => self.zone(id).map(|zone| &zone.shape),
            FeatureId::Measure(id) => self.measure(id).map(|measure| &measure.shape),
        }
    }

    /// The latest answer to a verdict, whether it still counts or not.
    pub fn answer(&self, verdict: &str) -> Option<&Answer> {
        self.answers.iter().rev().find(|answer| answer.verdict == verdict)
    }

    /// A pair number that no measure has yet.
    pub fn free_pair(&self) -> u32 {
        self.measures.iter().filter_map(|measure| measure.pair).max().unwrap_or(0) + 1
    }

    pub fn zone(&self, id: ZoneId) -> Option<&Arc<Zone>> {
        self.zones.iter().find(|zone| zone.id == id)
    }

    /// A zone by the name that people gave it.
    pub fn zone_named(&self, name: &str) -> Option<&Arc<Zone>> {
        self.zones.iter().find(|zone| zone.name == name)
    }
}
