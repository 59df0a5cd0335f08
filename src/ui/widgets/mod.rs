//! Small parts that panels share: buttons with icons, figures with units, swatches, fields for paths.

mod buttons;
mod choice;
mod figure;
mod layout;
mod measure_swatch;
mod path_field;
mod seat_line;
mod severity;
mod swatch;
mod tab;
mod unverified;
mod writing;

pub use buttons::{IconButton, icon_text_button, primary_button, primary_icon_button, quiet_button};
pub use choice::choice_ui;
pub use figure::{figure_ui, figure_width};
pub use layout::{divider_ui, elided, empty_state_ui, section_ui, small, strong, text_width};
pub use measure_swatch::{MeasureSign, measure_sign_swatch_ui, measure_swatch_ui};
pub use path_field::PathField;
pub use seat_line::seat_line_ui;
pub use severity::{SeverityText, satisfied_mark_ui, severity_colours, severity_mark_ui};
pub use swatch::{land_class_colour, land_class_swatch_ui, role_swatch_ui, zone_swatch_ui};
pub use tab::{fitting_tabs, tab_ui};
pub use unverified::unless_verified;
pub(in crate::ui) use writing::number_from_text;
pub use writing::{FieldLook, Writing};
