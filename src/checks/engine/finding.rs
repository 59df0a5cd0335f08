//! What a rule found of one subject.

use crate::base::LayerId;
use crate::checks::sliver::Sliver;
use crate::design::MeasureId;

/// A figure held against a threshold, and the land behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finding {
    /// In the rule's unit.
    pub figure: f64,
    /// In the rule's unit.
    pub threshold: f64,
    /// How far the figure lies on the good side of the threshold, in the rule's unit; negative: so much is short, or too much.
    pub slack: f64,
    /// For a ratio of areas: how much land of its numerator that is, m².
    pub slack_m2: Option<f64>,
    /// The rule is satisfied.
    pub holds: bool,
    /// Features whose overlap exceeds 0.001 m²; where the rule is broken, those that `patches` names; holes, where those are counted.
    pub features: usize,
    /// Land found, ellipsoidal, counted once.
    pub area_m2: f64,
    /// Land found, feature by feature.
    pub sum_m2: f64,
    /// Land found, planar, counted once.
    pub planar_m2: f64,
    /// What the land belongs to, each once, in order: what it lies on, what is too near or runs through it, for land of the subject
    /// itself the parcels beneath. None where the rule holds, and for figures of the scheme.
    pub patches: Vec<Patch>,
    /// Pieces too thin to be meant; they count like all others.
    pub slivers: Vec<Sliver>,
}

/// Something that a person can select behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Patch {
    /// A base feature, by its row.
    Feature(LayerId, usize),
    Measure(MeasureId),
}
