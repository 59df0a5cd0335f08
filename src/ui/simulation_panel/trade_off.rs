//! What more money would bring: the area in blocks against the budget, as a band between plan and bound. A point is a budget to run
//! with.

use egui::{Align2, Mesh, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::command::{Command, SimulationCommand};
use crate::i18n::{Text, fixed, texts};
use crate::session::SimulationResult;
use crate::simulation::TradeOffPoint;
use crate::theme;
use crate::ui::style::{HAIRLINE, color32, palette};
use crate::ui::widgets::{quiet_button, small};
use crate::ui::{Desk, fonts};

texts! {
    TradeOffText {
        Heading: "预算与连片的权衡", "Area in blocks against the budget";
        Find: "算出权衡带", "Find the band";
        FindSays: "从零到两倍预算，各算一个方案和上界。", "A plan and a bound for budgets from nothing to twice the one set.";
        None: "这类模拟没有预算约束。", "This kind has no limit of money.";
        Finding: "正在计算…", "Computing…";
        Mu: "亩", "mu";
        Money: "万元", "10⁴ yuan";
        Says: "预算 {0} 万元：方案 {1} 亩，上界 {2} 亩；此处每多 1 万元约多 {3} 亩", "Budget {0} × 10⁴ yuan: plan {1} mu, bound {2} mu; 10⁴ yuan more bring about {3} mu here";
        Take: "点击：用这个预算运行", "Click to run with this budget";
    }
}

const HEIGHT: f32 = 130.0;
const LEFT: f32 = 44.0;
const BELOW: f32 = 18.0;
const REACH: f32 = 7.0;

pub(super) fn trade_off_ui(ui: &mut Ui, desk: &mut Desk, result: &SimulationResult) {
    ui.label(small(ui, desk.say(TradeOffText::Heading)));
    let found = desk.project().and_then(|project| project.trade_off());
    match found {
        Some((true, _)) => {
            ui.label(small(ui, desk.say(TradeOffText::Finding)));
        }
        Some((false, [])) => {
            ui.label(small(ui, desk.say(TradeOffText::None)));
        }
        Some((false, points)) => band_ui(ui, desk, result, points),
        None => {
            let find = Command::Simulation(SimulationCommand::TradeOff);
            let available = desk.availability(&find);
            ui.add_enabled_ui(available.is_ok(), |ui| {
                let button =
                    quiet_button(ui, desk.say(TradeOffText::Find)).on_hover_text(desk.say(TradeOffText::FindSays));
                if button.clicked() {
                    desk.ask(find);
                }
            });
        }
    }
    ui.add_space(theme::SPACE_2);
}

fn band_ui(ui: &mut Ui, desk: &mut Desk, result: &SimulationResult, points: &[TradeOffPoint]) {
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let plot = Rect::from_min_max(whole.min + vec2(LEFT, theme::SPACE_3), whole.max - vec2(theme::SPACE_3, BELOW));
    let most = points.iter().map(|point| point.budget_1e4yuan).fold(0.0, f64::max).max(1e-9);
    let mut low = f64::INFINITY;
    let mut high = f64::NEG_INFINITY;
    for point in points {
        low = low.min(point.value_mu.unwrap_or(point.bound_mu));
        high = high.max(point.bound_mu);
    }
    let (low, high) = (low.floor(), high.ceil().max(low.floor() + 1.0));
    let x = |budget: f64| plot.left() + plot.width() * (budget / most) as f32;
    let y = |mu: f64| plot.bottom() - plot.height() * ((mu - low) / (high - low)).clamp(0.0, 1.0) as f32;
    let colours = palette(ui);
    let (quiet, line) = (color32(colours.secondary), Stroke::new(HAIRLINE, color32(colours.line)));
    let font = || fonts::regular(theme::TYPE_SMALL);
    let painter = ui.painter().with_clip_rect(whole.intersect(ui.clip_rect()));
    painter.hline(plot.x_range(), plot.bottom(), line);
    painter.vline(plot.left(), plot.y_range(), line);
    painter.text(pos2(plot.left() - theme::SPACE_1, plot.top()), Align2::RIGHT_CENTER, fixed(high, 0), font(), quiet);
    painter.text(pos2(plot.left() - theme::SPACE_1, plot.bottom()), Align2::RIGHT_BOTTOM, fixed(low, 0), font(), quiet);
    painter.text(whole.left_top(), Align2::LEFT_TOP, desk.say(TradeOffText::Mu), font(), quiet);
    let below = plot.bottom() + 3.0;
    painter.text(pos2(plot.left(), below), Align2::LEFT_TOP, "0", font(), quiet);
    let end = format!("{} {}", fixed(most, 0), desk.say(TradeOffText::Money));
    painter.text(pos2(plot.right(), below), Align2::RIGHT_TOP, end, font(), quiet);
    let bound: Vec<Pos2> = points.iter().map(|point| pos2(x(point.budget_1e4yuan), y(point.bound_mu))).collect();
    let mut mesh = Mesh::default();
    let accent = color32(colours.accent.with_opacity(0.14));
    for ends in points.windows(2) {
        let (Some(a), Some(b)) = (ends[0].value_mu, ends[1].value_mu) else { continue };
        let first = mesh.vertices.len() as u32;
        for (point, mu) in [(&ends[0], ends[0].bound_mu), (&ends[1], ends[1].bound_mu), (&ends[0], a), (&ends[1], b)] {
            mesh.colored_vertex(pos2(x(point.budget_1e4yuan), y(mu)), accent);
        }
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first + 1, first + 2, first + 3);
    }
    painter.add(Shape::mesh(mesh));
    painter.extend(Shape::dashed_line(&bound, Stroke::new(1.4, color32(colours.text)), 4.0, 3.0));
    let plan: Vec<Pos2> =
        points.iter().filter_map(|point| Some(pos2(x(point.budget_1e4yuan), y(point.value_mu?)))).collect();
    painter.add(Shape::line(plan, Stroke::new(2.0, color32(colours.accent))));
    for (place, point) in points.iter().enumerate() {
        let Some(value_mu) = point.value_mu else { continue };
        let at = pos2(x(point.budget_1e4yuan), y(value_mu));
        let reach = Rect::from_center_size(at, vec2(2.0 * REACH, 2.0 * REACH));
        let response = ui.interact(reach, ui.scope_id().with(("trade-off", result.number, place)), Sense::click());
        let figures = [point.budget_1e4yuan, value_mu, point.bound_mu, point.price].map(|value| fixed(value, 2).into());
        let says = desk.tell(&TradeOffText::Says.with(figures));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &says));
        let grown = response.hovered() || response.has_focus();
        painter.circle(
            at,
            if grown { 5.0 } else { 3.5 },
            color32(colours.panel),
            Stroke::new(2.0, color32(colours.accent)),
        );
        let response = response.on_hover_text(format!("{says}\n{}", desk.say(TradeOffText::Take)));
        if response.clicked() {
            let mut request = result.request.clone();
            request.budget_1e4yuan = Some(point.budget_1e4yuan);
            desk.ask(Command::Simulation(SimulationCommand::Start(Box::new(request))));
        }
    }
}
