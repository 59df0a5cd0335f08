//! Pieces of parcels: what the fold is made of.

use std::sync::Arc;

use geo::MultiPolygon;

use super::{ClassGroup, Regime, SlopeLevel};
use crate::design::MeasureId;

/// A piece of the fold: the parcel, and the piece's place among the pieces of the parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PieceId {
    /// Number of the parcel over all land-use layers; see [`super::Parcels`].
    pub parcel: usize,
    pub index: usize,
}

/// Where a piece lies.
#[derive(Clone, Debug, PartialEq)]
pub enum Extent {
    /// The parcel as a whole: its geometry is not copied.
    Whole,
    /// Valid rings, metres in the project's plane.
    Part(Arc<MultiPolygon<f64>>),
}

/// Land of one parcel under one list of measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub id: PieceId,
    pub extent: Extent,
    /// Gross ellipsoidal area, m².
    pub area_m2: f64,
    /// DLBM; empty where the layer has none.
    pub class_before: Arc<str>,
    pub class_after: Arc<str>,
    /// Groups of the two classes; `None` for codes that the standard lacks.
    pub group_before: Option<ClassGroup>,
    pub group_after: Option<ClassGroup>,
    /// Derived from the two classes.
    pub regime: Regime,
    /// Every measure on this land, in the order of the scheme; none on what is left of a parcel that is touched elsewhere.
    pub measures: Vec<MeasureId>,
    /// The measure that decides the class afterwards: the last one that has a class.
    pub deciding: Option<MeasureId>,
    /// Quality grade of the farmland afterwards: the last grade that a measure on this land states, else the parcel's where
    /// farmland stays farmland.
    pub grade_after: Option<f64>,
    /// Slope level: by the slope layer, else the survey's of the parcel.
    pub slope: Option<SlopeLevel>,
    /// Whether farmland here is in stable use 稳定利用耕地.
    pub is_stable: bool,
    /// What of it is newly built in the elastic zone 弹性发展区 of the development boundary, gross, m².
    pub built_in_elastic_m2: f64,
}

impl Piece {
    /// Whether the class of the land changes.
    pub fn changes_class(&self) -> bool {
        self.class_before != self.class_after
    }

    /// Whether the land is of a group before, and whether it is after.
    pub fn is_of(&self, group: ClassGroup) -> (bool, bool) {
        (self.group_before == Some(group), self.group_after == Some(group))
    }
}

/// Cultivated land 耕地 by its DLBM.
pub(crate) fn is_farmland(class: &str) -> bool {
    class.starts_with("01")
}
