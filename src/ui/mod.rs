//! Panels and dialogs: everything of the window except the map.
//!
//! Every function takes a [`Desk`] (what there is to read, and a list for what is asked for) and its own state; nothing here
//! changes the session. Colours and sizes come from `theme`, words from the small catalogue in each file, actions from
//! `command`. `app` puts the panels round the map.

pub mod command_line;
pub mod dialogs;
pub mod drawer;
mod feature_list;
pub mod file_chooser;
pub mod fonts;
pub mod history_tab;
pub mod icons;
pub mod identify_tab;
pub mod issues_panel;
pub mod layers_panel;
pub mod measure_panel;
pub mod menu_bar;
pub mod notice_card;
pub mod palette;
pub mod scheme_menu;
pub mod shortcuts;
pub mod simulation_panel;
pub mod status_bar;
pub mod style;
pub mod tool_options;
pub mod tool_rail;
pub mod top_bar;
pub mod welcome;
pub mod widgets;
pub mod zone_panel;

mod desk;

pub use desk::Desk;
