//! Everything that is known of one state of a scheme.

use std::sync::Arc;

use super::FieldFigures;
use crate::checks::{Judgement, Quantities};
use crate::contiguity::Setting;
use crate::design::{ReviewNotes, SchemeId};
use crate::indicators::{
    FarmlandStructure, FieldOverlay, Ledgers, LinkagePair, OutsideRegion, ReviewForm, Structure, Totals, Transition,
};
use crate::land::{Land, Region};

/// One state of a scheme, assessed. All figures belong to the same land.
#[derive(Clone, Debug)]
pub struct Assessment {
    pub scheme: SchemeId,
    pub land: Arc<Land>,
    pub region: Region,
    pub totals: Totals,
    pub transition: Transition,
    pub structure: Structure,
    /// Farmland by slope and by quality, before and after.
    pub farmland: FarmlandStructure,
    pub form: ReviewForm,
    pub outside: OutsideRegion,
    pub ledgers: Ledgers,
    pub pairs: Vec<LinkagePair>,
    /// What counts as lying together in the fields.
    pub contiguity: Setting,
    /// Fields of the region before and after.
    pub fields: (FieldFigures, FieldFigures),
    /// The overlay book after the measures.
    pub overlay: Option<Arc<FieldOverlay>>,
    /// While a vertex is dragged the overlay book, and what rules say of it, are those of the land before the drag.
    pub overlay_is_current: bool,
    /// What people wrote in the review form.
    pub review: ReviewNotes,
    /// The overlay book of the land as it is.
    pub overlay_before: Arc<FieldOverlay>,
    pub quantities: Quantities,
    pub judgement: Judgement,
}
