//! Everything that is known of one state of a scheme.

use std::sync::Arc;

use super::FieldFigures;
use crate::checks::{Judgement, Quantities};
use crate::contiguity::Setting;
use crate::design::{ReviewNotes, SchemeId};
use crate::indicators::{FieldOverlay, Ledgers, LinkagePair, ReviewForm, Structure, Totals, Transition};
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
    pub form: ReviewForm,
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
    pub quantities: Quantities,
    pub judgement: Judgement,
}
