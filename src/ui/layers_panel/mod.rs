//! The layers, in groups: design, control lines, present state, reference; each with eye, swatch, name, count and its menu.

mod groups;
mod layer_row;
mod legend;
mod measure_legend;
mod order;
mod panel;

pub use panel::{LayersPanel, layers_panel_ui};
