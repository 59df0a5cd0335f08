//! Colours of the theme as egui takes them.

use egui::Color32;

use crate::checks::Severity;
use crate::session::Theme;
use crate::theme::{DARK, LIGHT, Palette, Rgba};

pub(super) fn palette(theme: Theme) -> &'static Palette {
    match theme {
        Theme::Light => &LIGHT,
        Theme::Dark => &DARK,
    }
}

pub(super) fn colour(rgba: Rgba) -> Color32 {
    Color32::from_rgba_unmultiplied(rgba.0, rgba.1, rgba.2, rgba.3)
}

/// The colour of marks of a severity.
pub(super) fn severity_mark(palette: &Palette, severity: Severity) -> Rgba {
    match severity {
        Severity::Forbidden => palette.forbidden.mark,
        Severity::Procedure => palette.procedure.mark,
        Severity::Review => palette.review.mark,
        Severity::Information => palette.information.mark,
    }
}
