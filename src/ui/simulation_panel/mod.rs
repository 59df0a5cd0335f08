//! Simulations of the scheme in view: what to ask, how it goes, what was found and why, and what to do with it.
//!
//! One idea a file: [`settings`] and [`more`] ask, [`running`] and [`chart`] show it go, [`headline`], [`figure_cards`], [`blocks`]
//! and [`changes`] say what came of it, [`asked`] answers for one parcel, [`actions`] take it over, [`locks`] list what every run
//! obeys. The rest say what is in the way.

mod actions;
mod asked;
mod blocks;
mod budget;
mod changes;
mod chart;
mod figure_cards;
mod filter;
mod headline;
mod locks;
mod map_switch;
mod more;
mod order;
mod pairs;
mod panel;
mod partners;
mod rows;
mod running;
mod settings;
mod stored;
mod trade_off;
mod trouble;

pub use map_switch::map_switch_ui;
pub use panel::SimulationPanel;
