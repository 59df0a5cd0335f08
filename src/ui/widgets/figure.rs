//! A figure and its unit: the figure bold, the unit smaller and quieter after a thin space, baselines together.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Response, Ui};

use crate::theme;
use crate::ui::fonts;
use crate::ui::style::{color32, palette};

/// Draws `figure unit` at a size of type, in the colour given or the text's.
pub fn figure_ui(ui: &mut Ui, figure: &str, unit: &str, size: f32, colour: Option<Color32>) -> Response {
    let job = figure_job(ui, figure, unit, size, colour);
    ui.label(job)
}

/// How wide [`figure_ui`] draws, points.
pub fn figure_width(ui: &Ui, figure: &str, unit: &str, size: f32) -> f32 {
    let job = figure_job(ui, figure, unit, size, None);
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job).size().x)
}

fn figure_job(ui: &Ui, figure: &str, unit: &str, size: f32, colour: Option<Color32>) -> LayoutJob {
    let palette = palette(ui);
    let colour = colour.unwrap_or_else(|| color32(palette.text));
    let unit_size = if size > theme::TYPE_HEADING { theme::TYPE_BODY } else { theme::TYPE_SMALL };
    let format = |font_id, color| TextFormat { font_id, color, valign: Align::BOTTOM, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    job.wrap.max_width = f32::INFINITY;
    job.append(figure, 0.0, format(fonts::bold(size), colour));
    job.append(unit, 3.0, format(fonts::regular(unit_size), color32(palette.secondary)));
    job
}
