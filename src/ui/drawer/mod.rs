//! The drawer below the map: the review form, land-use structure, ledgers, indicators and charts of the scheme in view, and the
//! strip of figures that is always to be seen.
//!
//! Every page reads the one assessment and only puts it into words; a click on a figure outlines on the map what it is made of.

mod attribute_rows;
mod attributes_page;
mod bars;
mod block_tables;
mod charts_page;
mod form_cell;
mod form_page;
mod formula;
mod indicators_page;
mod ledger_rows;
mod ledgers_page;
mod money_table;
mod note_cells;
mod overlay_advice;
mod overlay_tables;
mod pair_table;
mod panel;
mod segments;
mod strip;
mod strip_figures;
mod structure_page;
mod table;
mod transition_table;

pub(in crate::ui) use bars::{Bars, Group, bars_ui};
pub use panel::Drawer;
pub(in crate::ui) use panel::STALE_OPACITY;
pub(in crate::ui) use strip_figures::{Change, Figure, figures};
