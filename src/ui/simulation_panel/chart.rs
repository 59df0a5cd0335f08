//! The plan rising and the bound falling while a run goes on, and after it: between them lies what is not known.

use egui::{Align2, Color32, Mesh, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use crate::i18n::{Text, fixed, texts};
use crate::session::TracePoint;
use crate::theme;
use crate::ui::style::{HAIRLINE, color32, palette};
use crate::ui::{Desk, fonts};

texts! {
    ChartText {
        Bound: "上界（可核验）", "Bound (can be checked)";
        Plan: "方案", "Plan";
        Seconds: "{0} s", "{0} s";
        Spoken: "{0} 秒：方案 {1} 亩，上界 {2} 亩", "{0} s: plan {1} mu, bound {2} mu";
        Says: "实线是目前最好的方案，虚线是任何方案都超不过的上界；两线合拢，方案就是最优。",
            "Solid: the best plan so far. Dashed: what no plan can exceed. Where they meet, the plan is the best there is.";
    }
}

const HEIGHT: f32 = 84.0;
/// Room for the figures of the axes, points.
const LEFT: f32 = 44.0;
const BELOW: f32 = 18.0;
/// Room for the name of the bound, points.
const ABOVE: f32 = 16.0;

/// Draws the curves over `seconds`; nothing while there is no plan.
pub(super) fn chart_ui(ui: &mut Ui, desk: &Desk, trace: &[TracePoint], seconds: f32) {
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let plot = Rect::from_min_max(whole.min + vec2(LEFT, ABOVE), whole.max - vec2(theme::SPACE_1, BELOW));
    let colours = palette(ui);
    let painter = ui.painter().with_clip_rect(whole.intersect(ui.clip_rect()));
    let quiet = color32(colours.secondary);
    let line = Stroke::new(HAIRLINE, color32(colours.line));
    painter.hline(plot.x_range(), plot.bottom(), line);
    painter.vline(plot.left(), plot.y_range(), line);
    let small = || fonts::regular(theme::TYPE_SMALL);
    let say_seconds = |seconds: f32| desk.tell(&ChartText::Seconds.with([fixed(f64::from(seconds), 1).into()]));
    let below = plot.bottom() + 3.0;
    painter.text(pos2(plot.left(), below), Align2::LEFT_TOP, say_seconds(0.0), small(), quiet);
    painter.text(pos2(plot.right(), below), Align2::RIGHT_TOP, say_seconds(seconds), small(), quiet);
    let figure = |value: Option<f64>| value.map_or("—".to_owned(), |value| fixed(value, 2));
    let last = trace.last().copied().unwrap_or(TracePoint { seconds: 0.0, value_mu: None, bound_mu: None });
    let words = [fixed(f64::from(seconds), 1), figure(last.value_mu), figure(last.bound_mu)];
    let spoken = desk.tell(&ChartText::Spoken.with(words.map(Into::into)));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &spoken));
    response.on_hover_text(format!("{spoken}\n{}", desk.say(ChartText::Says)));
    let Some(scale) = Scale::of(trace, seconds, plot) else { return };
    for mu in [scale.low_mu, scale.high_mu] {
        let at = pos2(plot.left() - theme::SPACE_1, scale.y(mu));
        let anchor = if mu == scale.low_mu { Align2::RIGHT_BOTTOM } else { Align2::RIGHT_TOP };
        painter.text(at, anchor, fixed(mu, 0), small(), quiet);
    }
    let plan = steps(trace, seconds, &scale, |point| point.value_mu);
    let bound = steps(trace, seconds, &scale, |point| point.bound_mu);
    between(&painter, &plan, &bound, color32(colours.accent.with_opacity(0.10)));
    painter.extend(Shape::dashed_line(&bound, Stroke::new(1.6, color32(colours.text)), 4.0, 3.0));
    painter.add(Shape::line(plan.clone(), Stroke::new(2.2, color32(colours.accent))));
    if let Some(last) = bound.last() {
        let colour = color32(colours.text);
        let words = painter.layout_no_wrap(desk.say(ChartText::Bound).to_owned(), small(), colour);
        // The bound falls to the right: above its highest step over the words, they cross no line.
        let left = plot.right() - words.size().x;
        let top = bound.iter().filter(|at| at.x >= left).fold(last.y, |top, at| top.min(at.y));
        let at = pos2(left, (top - 1.0 - words.size().y).max(plot.top() - theme::SPACE_2));
        painter.galley(at, words, colour);
    }
    if let Some(at) = plan.last() {
        let at = pos2(plot.right(), (at.y + 3.0).min(plot.bottom() - 14.0));
        painter.text(at, Align2::RIGHT_TOP, desk.say(ChartText::Plan), small(), color32(colours.accent));
    }
}

/// From seconds and mu to the screen.
struct Scale {
    plot: Rect,
    seconds: f32,
    low_mu: f64,
    high_mu: f64,
}

impl Scale {
    fn of(trace: &[TracePoint], seconds: f32, plot: Rect) -> Option<Self> {
        let plans = || trace.iter().filter_map(|point| point.value_mu);
        // The first bounds may be far off and would flatten the rest: the last one and what is near it count.
        let last_bound = trace.iter().rev().find_map(|point| point.bound_mu);
        let (low, best) = (plans().reduce(f64::min)?, plans().reduce(f64::max)?);
        let near = best + 4.0 * (best - low).max(last_bound.map_or(0.0, |bound| bound - best)).max(1.0);
        let bounds = trace.iter().filter_map(|point| point.bound_mu).filter(|bound| *bound <= near);
        let high = bounds.fold(last_bound.unwrap_or(best).max(best), f64::max);
        let (low_mu, high_mu) = (low.floor(), high.ceil().max(low.floor() + 1.0));
        Some(Self { plot, seconds: seconds.max(0.1), low_mu, high_mu })
    }

    fn x(&self, seconds: f32) -> f32 {
        self.plot.left() + self.plot.width() * (seconds / self.seconds).clamp(0.0, 1.0)
    }

    fn y(&self, mu: f64) -> f32 {
        let share = ((mu - self.low_mu) / (self.high_mu - self.low_mu)).clamp(0.0, 1.0);
        self.plot.bottom() - self.plot.height() * share as f32
    }
}

/// A figure holds until the next one is known.
fn steps(trace: &[TracePoint], seconds: f32, scale: &Scale, figure: impl Fn(&TracePoint) -> Option<f64>) -> Vec<Pos2> {
    let mut line: Vec<Pos2> = Vec::new();
    for point in trace {
        let Some(mu) = figure(point) else { continue };
        let at = pos2(scale.x(point.seconds), scale.y(mu));
        if let Some(before) = line.last().copied() {
            line.push(pos2(at.x, before.y));
        }
        line.push(at);
    }
    if let Some(last) = line.last().copied() {
        line.push(pos2(scale.x(seconds), last.y));
    }
    line
}

/// The land between plan and bound, where both are known.
fn between(painter: &Painter, plan: &[Pos2], bound: &[Pos2], colour: Color32) {
    let (Some(plan_from), Some(bound_from)) = (plan.first(), bound.first()) else { return };
    let from = plan_from.x.max(bound_from.x);
    let mut places: Vec<f32> = plan.iter().chain(bound).map(|at| at.x).filter(|x| *x >= from).collect();
    places.sort_by(f32::total_cmp);
    places.dedup();
    let at = |line: &[Pos2], x: f32| line.iter().rev().find(|point| point.x <= x).map_or(0.0, |point| point.y);
    let mut mesh = Mesh::default();
    for ends in places.windows(2) {
        let (top, bottom) = (at(bound, ends[0]), at(plan, ends[0]));
        mesh.add_colored_rect(Rect::from_x_y_ranges(ends[0]..=ends[1], top.min(bottom)..=bottom.max(top)), colour);
    }
    painter.add(Shape::mesh(mesh));
}
