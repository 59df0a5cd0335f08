//! What counts as lying together: figures of the project, so that its schemes stay comparable.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// When two faces lie together. The figures are this program's choice (no standard gives any), and every report prints them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContiguitySetting {
    /// Faces at most this far apart may be linked across what lies between them (ditches, field paths, ridges), metres.
    pub gap_m: f64,
    /// Length along which faces that do not touch must face each other, metres.
    pub facing_m: f64,
    /// Boundary that faces which touch must share, metres.
    pub shared_m: f64,
    /// Land classes (DLBM) that break a block: railway, rail transit, road, river.
    pub barriers: BTreeSet<String>,
    /// Touching parcels of settlement (05–09, 1004, 1201) that together reach this are a village core and a barrier, mu.
    pub village_core_mu: f64,
}

impl Default for ContiguitySetting {
    fn default() -> Self {
        Self {
            gap_m: 8.0,
            facing_m: 5.0,
            shared_m: 1.0,
            barriers: ["1001", "1002", "1003", "1101"].map(str::to_owned).into(),
            village_core_mu: 20.0,
        }
    }
}

impl ContiguitySetting {
    /// Largest distance that passes for lying together, metres: beyond it the word has no meaning any more.
    pub const MOST_GAP_M: f64 = 100.0;

    /// The same barriers with another gap: the curve of blocks over the gap is drawn from these.
    #[must_use]
    pub fn with_gap_m(&self, gap_m: f64) -> Self {
        Self { gap_m, ..self.clone() }
    }

    /// Whether every figure is one that can be measured with.
    pub fn is_sound(&self) -> bool {
        let lengths = [self.facing_m, self.shared_m, self.village_core_mu];
        (0.0..=Self::MOST_GAP_M).contains(&self.gap_m)
            && lengths.iter().all(|length| length.is_finite() && *length > 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_written_without_a_figure_takes_the_usual_one() {
        let setting: ContiguitySetting = serde_json::from_str(r#"{"gap_m":3.0,"barriers":["1101","1001"]}"#).unwrap();
        assert_eq!((setting.gap_m, setting.facing_m, setting.village_core_mu), (3.0, 5.0, 20.0));
        assert_eq!(serde_json::to_value(&setting).unwrap()["barriers"], serde_json::json!(["1001", "1101"]));
    }
}
