//! The figures of the review form, as plain numbers: what its rows are made of.

use std::collections::BTreeMap;

use crate::design::ReviewNotes;
use crate::indicators::FormCell;
use crate::land::GradeSystem;

/// Figures of the form; areas in m², on the basis of the basic-farmland layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewFigures {
    pub project: String,
    pub townships: String,
    /// Basic farmland of the region before; `None` without its layer.
    pub region_basic_farmland_m2: Option<f64>,
    /// What counted as lying together, in words.
    pub contiguity: String,
    /// Areas are net of field ridges (YJJBNTMJ), else gross.
    pub is_net: bool,
    /// Which way the grades count.
    pub grades: GradeSystem,
    pub out: ReviewSide,
    pub taken_in: ReviewSide,
    /// Of what is taken in: farmland that is improved, and farmland that the scheme makes.
    pub upgraded_m2: f64,
    pub new_farmland_m2: f64,
    /// What people wrote.
    pub notes: ReviewNotes,
    /// Patches that each cell is made of, for people to find: numbers of the layer.
    pub sources: BTreeMap<FormCell, Vec<String>>,
    pub outside: OutsideFigures,
}

/// What the scheme does outside the region: it counts in the form, but for the share moved out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OutsideFigures {
    pub measures: usize,
    /// Land whose class changes, gross, m².
    pub changed_m2: f64,
    /// On the form's basis, m².
    pub out_m2: f64,
    pub taken_in_m2: f64,
}

/// One side of the form: 调出 or 调入.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewSide {
    pub area_m2: f64,
    /// Part of it inside the region.
    pub inside_m2: f64,
    pub patches: usize,
    /// Area-weighted grade; `None` where no patch has one.
    pub grade: Option<f64>,
    pub classes: SideClasses,
    /// ≤ 15°, (15°, 25°], above 25°.
    pub slope_m2: [f64; 3],
    pub slope_unknown_m2: f64,
    /// By the block that a patch lies in: (0, 5], (5, 10], (10, 20], above 20 mu.
    pub bands_m2: [f64; 4],
    pub high_standard_m2: f64,
}

/// Land by class, m².
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SideClasses {
    pub paddy_m2: f64,
    pub irrigated_m2: f64,
    pub dry_m2: f64,
    pub other_agricultural_m2: f64,
    pub construction_m2: f64,
    pub unused_m2: f64,
}

impl SideClasses {
    pub(super) fn farmland_m2(&self) -> f64 {
        self.paddy_m2 + self.irrigated_m2 + self.dry_m2
    }

    pub(super) fn other_m2(&self) -> f64 {
        self.other_agricultural_m2 + self.construction_m2 + self.unused_m2
    }
}

impl ReviewSide {
    /// `None` without a patch.
    pub fn mean_patch_m2(&self) -> Option<f64> {
        (self.patches > 0).then(|| self.area_m2 / self.patches as f64)
    }
}
