//! Measures of the scheme in the right panel: the list, the card of the one that is selected, and the choice of a kind for the
//! next one.

mod card;
mod effect;
mod kind_menu;
mod list;
mod panel;

pub use panel::MeasurePanel;
