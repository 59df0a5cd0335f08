//! What may be spent: the usual figure with its formula, one's own, and what a plan uses of it.

use std::sync::Arc;

use egui::{Align, CornerRadius, DragValue, Layout, Rect, RichText, Sense, Ui, vec2};

use crate::assessment::AssessmentBase;
use crate::crs::AreaPlane;
use crate::design::SimulationRequest;
use crate::i18n::{Text, fixed, texts};
use crate::session::SimulationResult;
use crate::simulation::ProposedRow;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{quiet_button, small};
use crate::ui::{Desk, fonts};
use crate::units::mu_from_m2;

texts! {
    BudgetText {
        Budget: "预算", "Budget";
        Unit: " 万元", " × 10⁴ yuan";
        Usual: "默认：0.08 万元/亩 × {0} 亩", "Usual: 0.08 × 10⁴ yuan a mu × {0} mu";
        Own: "自定（默认 {0} 万元）", "Your own (usually {0} × 10⁴ yuan)";
        TakeUsual: "用默认", "Take the usual";
        Used: "方案用 {0} / {1} 万元", "The plan uses {0} of {1} × 10⁴ yuan";
        Net: "投资 {0} − 指标收入 {1} = 净用 {2} 万元", "Spent {0} − quota sold {1} = net {2} × 10⁴ yuan";
        UnitCosts: "单价表未核实：示意用，采纳前请换成本地单价。", "Unit costs are not verified: put local ones in before you rely on them.";
    }
}

/// Fen 分 in 10⁴ yuan 万元.
const FEN_IN_1E4_YUAN: f64 = 1_000_000.0;
const BAR: f32 = 6.0;
/// Less than this is rounding, 10⁴ yuan.
const EARNED_1E4_YUAN: f64 = 0.005;

/// How much land may change, kept as long as the base is the same.
#[derive(Default)]
pub(super) struct RegionSize {
    of: Option<Arc<AssessmentBase>>,
    township_mu: f64,
}

impl RegionSize {
    /// Mu of the zones that are chosen, or of all land-use parcels.
    pub fn mu(&mut self, desk: &Desk, request: &SimulationRequest) -> f64 {
        let Some(project) = desk.project() else { return 0.0 };
        let zones = request.zones.iter().filter_map(|&zone| project.document().zone(zone));
        let plane = AreaPlane::new(project.document_plane());
        let zones_m2: f64 = zones.map(|zone| zone.shape.area_m2(&plane)).sum();
        if zones_m2 > 0.0 {
            return mu_from_m2(zones_m2);
        }
        let Some(base) = project.assessment_base() else { return 0.0 };
        if self.of.as_ref().is_none_or(|known| !Arc::ptr_eq(known, base)) {
            let parcels = &base.land.parcels;
            self.township_mu = mu_from_m2((0..parcels.len()).map(|parcel| parcels.area_m2(parcel)).sum());
            self.of = Some(Arc::clone(base));
        }
        self.township_mu
    }
}

pub(super) fn budget_ui(
    ui: &mut Ui,
    desk: &Desk,
    request: &mut SimulationRequest,
    region_mu: f64,
    result: Option<&SimulationResult>,
) {
    let usual = SimulationRequest::usual_budget_1e4yuan(region_mu);
    let mut budget = request.budget_1e4yuan.unwrap_or(usual);
    ui.horizontal(|ui| {
        let label = ui.label(small(ui, desk.say(BudgetText::Budget)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let field = DragValue::new(&mut budget)
                .range(0.0..=1e7)
                .speed((usual / 200.0).max(0.1))
                .custom_formatter(|value, _| fixed(value, 2))
                .custom_parser(|text| text.replace([',', '，', ' '], "").parse().ok())
                .suffix(desk.say(BudgetText::Unit));
            let response = ui.add(field).labelled_by(label.id);
            let formula = BudgetText::Usual.with([fixed(region_mu, 0).into()]);
            if response.on_hover_text(desk.tell(&formula)).changed() {
                request.budget_1e4yuan = Some(budget);
            }
            if let Some(row) = result.and_then(budget_row) {
                let used = format!("{} /", fixed(row.used, 2));
                ui.label(RichText::new(used).font(fonts::bold(theme::TYPE_BODY)));
            }
        });
    });
    match result.and_then(|result| Some((result, budget_row(result)?))) {
        Some((result, row)) => used_ui(ui, desk, result, row),
        None => formula_ui(ui, desk, request, region_mu),
    }
}

/// Where the figure comes from.
fn formula_ui(ui: &mut Ui, desk: &Desk, request: &mut SimulationRequest, region_mu: f64) {
    let usual = SimulationRequest::usual_budget_1e4yuan(region_mu);
    ui.horizontal(|ui| {
        let says = match request.budget_1e4yuan {
            None => BudgetText::Usual.with([fixed(region_mu, 0).into()]),
            Some(_) => BudgetText::Own.with([fixed(usual, 2).into()]),
        };
        ui.label(small(ui, desk.tell(&says))).on_hover_text(desk.say(BudgetText::UnitCosts));
        if request.budget_1e4yuan.is_some() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if quiet_button(ui, desk.say(BudgetText::TakeUsual)).clicked() {
                    request.budget_1e4yuan = None;
                }
            });
        }
    });
}

/// What a plan uses of the budget, net of what it earns.
fn budget_row(result: &SimulationResult) -> Option<&ProposedRow> {
    let proposal = &result.proposal;
    proposal.rows.iter().find(|row| row.name == ProposedRow::BUDGET).filter(|_| proposal.is_feasible)
}

/// What the plan uses, as a bar; where it earns something, how that comes about.
fn used_ui(ui: &mut Ui, desk: &Desk, result: &SimulationResult, row: &ProposedRow) {
    let ProposedRow { used, limit, .. } = *row;
    let says = desk.tell(&BudgetText::Used.with([fixed(used, 2).into(), fixed(limit, 2).into()]));
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let share = if limit > 0.0 { (used / limit).clamp(0.0, 1.0) as f32 } else { 0.0 };
    let filled = Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
    let radius = CornerRadius::same(3);
    ui.painter().rect_filled(rect, radius, color32(colours.line));
    ui.painter().rect_filled(filled, radius, color32(colours.accent));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &says));
    response.on_hover_text(says);
    let spent = result.proposal.figures.cost_fen as f64 / FEN_IN_1E4_YUAN;
    if spent - used > EARNED_1E4_YUAN {
        let figures = [spent, spent - used, used].map(|value| fixed(value, 2).into());
        ui.add(egui::Label::new(small(ui, desk.tell(&BudgetText::Net.with(figures)))).wrap());
    }
}
