//! What counts as lying together: figures of the project, so that its schemes stay comparable.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::contact::ONE_BOUNDARY_M;

/// When two faces lie together. The figures are this program's choice (no standard gives any), and every report prints them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Setting {
    /// Faces at most this far apart may be linked across what lies between them (ditches, field paths, ridges), metres.
    pub gap_m: f64,
    /// Length along which faces that do not touch must face each other, metres.
    pub facing_m: f64,
    /// Boundary that faces which touch must share, metres.
    pub shared_m: f64,
    /// Land classes (DLBM) that break a block: railway, rail transit, road, river.
    pub barriers: BTreeSet<String>,
    /// Touching parcels of settlement ([`is_settlement`]) that together reach this are a village core and a barrier, mu.
    pub village_core_mu: f64,
}

impl Default for Setting {
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

impl Setting {
    /// How far a face may be from another to which it may have a link, metres: the gap, and what passes for one boundary.
    pub(super) fn reach_m(&self) -> f64 {
        self.gap_m.max(ONE_BOUNDARY_M)
    }

    /// The same barriers with another gap: the curve of blocks over the gap is drawn from these.
    #[must_use]
    pub fn with_gap_m(&self, gap_m: f64) -> Self {
        Self { gap_m, ..self.clone() }
    }
}

/// Whether land of a class belongs to a village core where enough of it lies together: built-up land 05–09, streets 1004 and
/// vacant plots 1201.
pub fn is_settlement(code: &str) -> bool {
    matches!(code.get(..2), Some("05" | "06" | "07" | "08" | "09")) || matches!(code, "1004" | "1201")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_written_without_a_figure_takes_the_usual_one() {
        let setting: Setting = serde_json::from_str(r#"{"gap_m":3.0,"barriers":["1101","1001"]}"#).unwrap();
        assert_eq!((setting.gap_m, setting.facing_m, setting.village_core_mu), (3.0, 5.0, 20.0));
        assert_eq!(serde_json::to_value(&setting).unwrap()["barriers"], serde_json::json!(["1001", "1101"]));
    }

    #[test]
    fn houses_streets_and_vacant_plots_are_settlement_and_fields_are_not() {
        assert!(["05H1", "0601", "0702", "08H2", "0809", "09", "1004", "1201"].into_iter().all(is_settlement));
        assert!(["0101", "0404", "1003", "1006", "1202", "1101", ""].into_iter().all(|code| !is_settlement(code)));
    }
}
