//! Bars in pairs: the first hatched, the second solid, so that they are told apart without their colour; every bar carries its
//! figure, the axis its unit in the title.

use egui::{Color32, Painter, Rangef, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};
use egui_plot::{AxisHints, HPlacement, Plot, PlotBounds, PlotTransform};

use crate::i18n::{fixed, signed};
use crate::theme::{self, Palette};
use crate::ui::style::{HAIRLINE, color32, palette};
use crate::ui::widgets::elided;
use crate::ui::{Desk, fonts};

/// A chart of pairs.
pub(in crate::ui) struct Bars {
    /// With the unit.
    pub title: &'static str,
    pub series: [&'static str; 2],
    pub groups: Vec<Group>,
    /// Whether the second less the first is written under the name of each pair.
    pub with_balance: bool,
}

/// A pair of bars.
pub(in crate::ui) struct Group {
    pub name: String,
    /// Not negative.
    pub values: [f64; 2],
}

const TITLE: f32 = 22.0;
const KEY: f32 = 18.0;
const NAME: f32 = 18.0;
const WIDEST: f32 = 30.0;
const HATCH: f32 = 5.0;
/// The axis goes so far beyond the largest bar: its figure stands above it.
const HEADROOM: f64 = 1.18;
/// Lines of the grid come in between these distances, points.
const TICKS_FADE: Rangef = Rangef { min: 14.0, max: 22.0 };

pub(in crate::ui) fn bars_ui(ui: &mut Ui, desk: &Desk, bars: &Bars, place: Rect) {
    let palette = palette(ui);
    let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
    let (text, quiet) = (color32(palette.text), color32(palette.secondary));
    let title = elided(&painter, bars.title, fonts::bold(theme::TYPE_SMALL), text, place.width());
    painter.galley(place.min + vec2(0.0, 3.0), title, text);
    key(&painter, palette, bars, pos2(place.left(), place.top() + TITLE));
    let names = if bars.with_balance { 2.0 * NAME } else { NAME };
    let room =
        Rect::from_min_max(pos2(place.left(), place.top() + TITLE + KEY), pos2(place.right(), place.bottom() - names));
    if room.height() < 2.0 * NAME || bars.groups.is_empty() {
        return;
    }
    let mut inside = ui.new_child(UiBuilder::new().max_rect(room));
    let transform = axes_ui(&mut inside, bars, quiet, color32(palette.line));
    let width = room.right() - transform.frame().left();
    for (number, group) in bars.groups.iter().enumerate() {
        let share = width / bars.groups.len() as f32;
        let left = transform.frame().left() + share * number as f32;
        let column = Rect::from_x_y_ranges(left..=left + share, transform.frame().top()..=place.bottom());
        group_ui(ui, desk, &painter, bars, group, column, &|value| transform.position_from_point_y(value));
    }
}

/// The axis of values with its grid, from 0 to a little above the largest bar; still under the pointer, for it lies in a table.
fn axes_ui(ui: &mut Ui, bars: &Bars, figures: Color32, grid: Color32) -> PlotTransform {
    let largest = bars.groups.iter().flat_map(|group| group.values).fold(0.0, f64::max);
    let top = if largest > 0.0 { largest * HEADROOM } else { 1.0 };
    let axis = AxisHints::new_y()
        .formatter(|mark, _| fixed(mark.value, if mark.step_size < 1.0 { 1 } else { 0 }))
        .label_spacing(TICKS_FADE)
        .tick_label_font(fonts::regular(theme::TYPE_SMALL))
        .tick_label_color(figures)
        .placement(HPlacement::Left);
    let plot = Plot::new(bars.title)
        .custom_y_axes(vec![axis])
        .show_axes([false, true])
        .show_grid([false, true])
        .show_background(false)
        .grid_color(grid)
        .grid_fade(0.0)
        .grid_spacing(TICKS_FADE)
        .set_margin_fraction(egui::Vec2::ZERO)
        .default_x_bounds(0.0, 1.0)
        .default_y_bounds(0.0, top)
        .auto_bounds(false)
        .show_x(false)
        .show_y(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .sense(Sense::hover());
    let mut response = plot.show(ui, |plot| plot.set_plot_bounds_y(0.0..=top));
    response.transform.set_bounds(PlotBounds::from_min_max([0.0, 0.0], [1.0, top]));
    response.transform
}

fn group_ui(
    ui: &Ui,
    desk: &Desk,
    painter: &Painter,
    bars: &Bars,
    group: &Group,
    column: Rect,
    y_of: &impl Fn(f64) -> f32,
) {
    let palette = palette(ui);
    let (text, quiet) = (color32(palette.text), color32(palette.secondary));
    let width = (column.width() * 0.36).min(WIDEST);
    let middle = column.center().x;
    let small = || fonts::regular(theme::TYPE_SMALL);
    let labels = group.values.map(|value| elided(painter, &short(value), small(), text, f32::INFINITY));
    // Figures stand over their bars where they fit beside each other, else only that of the bar that matters.
    let both = labels.iter().map(|label| label.size().x).sum::<f32>() / 2.0 + theme::SPACE_1 <= width;
    for (series, (value, label)) in group.values.into_iter().zip(labels).enumerate() {
        let left = if series == 0 { middle - width } else { middle };
        let bar = Rect::from_x_y_ranges(left + 1.0..=left + width - 1.0, y_of(value)..=y_of(0.0));
        bar_ui(painter, palette, series, bar);
        if both || series == 1 {
            let center = if both { bar.center().x } else { middle };
            let at = pos2(center - label.size().x / 2.0, bar.top() - label.size().y);
            painter.galley(at, label, text);
        }
    }
    let name = elided(painter, &group.name, small(), quiet, column.width() - 2.0);
    let top = y_of(0.0) + 2.0;
    painter.galley(pos2(middle - name.size().x / 2.0, top), name, quiet);
    let [first, second] = group.values;
    let balance = second - first;
    if bars.with_balance {
        let colour = if balance < 0.0 { palette.forbidden.mark } else { palette.satisfied.mark };
        let words = signed(balance, 1);
        let words = elided(painter, &words, fonts::bold(theme::TYPE_SMALL), color32(colour), column.width());
        painter.galley(pos2(middle - words.size().x / 2.0, top + NAME), words, color32(colour));
    }
    let response = ui.interact(column, ui.scope_id().with((bars.title, &group.name)), Sense::hover());
    let mu = desk.say(crate::i18n::common::CommonText::Mu);
    let says = format!(
        "{}\n{} {} {mu}\n{} {} {mu}\n{} {mu}",
        group.name,
        bars.series[0],
        fixed(first, 2),
        bars.series[1],
        fixed(second, 2),
        signed(balance, 2)
    );
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, says.replace('\n', " ")));
    response.on_hover_text(says);
}

/// The first of a pair is hatched, the second solid.
fn bar_ui(painter: &Painter, palette: &Palette, series: usize, bar: Rect) {
    if bar.height() <= 0.0 {
        return;
    }
    if series == 1 {
        painter.rect_filled(bar, 0.0, color32(palette.accent));
        return;
    }
    let stroke = Stroke::new(HAIRLINE, color32(palette.secondary));
    let inside = painter.with_clip_rect(bar.intersect(painter.clip_rect()));
    let mut x = bar.left() - bar.height();
    while x < bar.right() {
        inside.line_segment([pos2(x, bar.bottom()), pos2(x + bar.height(), bar.top())], stroke);
        x += HATCH;
    }
    painter.rect_stroke(bar, 0.0, stroke, StrokeKind::Inside);
}

fn key(painter: &Painter, palette: &Palette, bars: &Bars, at: egui::Pos2) {
    let mut x = at.x;
    let quiet = color32(palette.secondary);
    for (series, name) in bars.series.into_iter().enumerate() {
        let swatch = Rect::from_min_size(pos2(x, at.y + 4.0), vec2(14.0, 10.0));
        bar_ui(painter, palette, series, swatch);
        let words = elided(painter, name, fonts::regular(theme::TYPE_SMALL), quiet, f32::INFINITY);
        x = swatch.right() + theme::SPACE_1 + words.size().x + theme::SPACE_3;
        painter.galley(pos2(swatch.right() + theme::SPACE_1, at.y + 1.0), words, quiet);
    }
}

/// A figure on a bar: decimals only where the figure is small.
fn short(value: f64) -> String {
    fixed(value, if value != 0.0 && value < 10.0 { 1 } else { 0 })
}
