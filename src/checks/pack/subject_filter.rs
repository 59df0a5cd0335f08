//! Which parts of a scheme a rule looks at.

use serde::{Deserialize, Serialize};

use super::Condition;
use crate::base::Role;
use crate::design::MeasureKind;
use crate::land::ClassGroup;

/// What a rule is about. Lists that are empty leave nothing out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum SubjectFilter {
    /// Every zone, regions and units alike.
    Zones,
    /// Measures of these kinds, with all their land.
    Measures(Vec<MeasureKind>),
    /// The land of measures that leaves one of the groups `from` and joins one of the groups `to`; without `to`, also that of
    /// measures that leave its class as it is.
    Changes {
        #[serde(default)]
        kinds: Vec<MeasureKind>,
        #[serde(default)]
        from: Vec<ClassGroup>,
        #[serde(default)]
        to: Vec<ClassGroup>,
        /// First digits of the classes that the land joins.
        #[serde(default)]
        to_classes: Vec<String>,
    },
    /// The scheme as a whole: its figures.
    Scheme,
    /// What is there before anybody proposes anything: the features of a base layer.
    Layer {
        role: Role,
        #[serde(rename = "where", default)]
        conditions: Vec<Condition>,
        /// Only features up to this size, mu.
        #[serde(default)]
        up_to_mu: Option<f64>,
        /// Only features narrower than this on average (twice the area over the perimeter), metres.
        #[serde(default)]
        narrower_than_m: Option<f64>,
    },
}
