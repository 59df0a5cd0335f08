//! The tab: settings on top, then what runs or what was found, and at the bottom what to do with it.

use egui::{Button, Panel, Rect, RichText, ScrollArea, Ui, vec2};

use super::actions::actions_ui;
use super::asked::{Answer, asked_ui};
use super::blocks::blocks_ui;
use super::budget::RegionSize;
use super::changes::ChangeList;
use super::chart::chart_ui;
use super::figure_cards::figure_cards_ui;
use super::headline::headline_ui;
use super::locks::locks_ui;
use super::pairs::PairList;
use super::partners::Partners;
use super::rows::{Excluded, rows_ui};
use super::running::running_ui;
use super::settings::settings_ui;
use super::stored::stored_ui;
use super::trade_off::trade_off_ui;
use super::trouble::{infeasible_ui, no_land_ui, nothing_better_ui, of_another_ui, problem_ui, stale_ui, teach_ui};
use crate::design::{SimulationKind, SimulationRequest};
use crate::i18n::texts;
use crate::session::SimulationResult;
use crate::theme;
use crate::ui::Desk;
use crate::ui::drawer::STALE_OPACITY;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::divider_ui;

texts! {
    /// What explains a result further.
    DetailText {
        Sizes: "大小分布", "Sizes";
        TradeOff: "预算权衡", "Trade-off";
        Pairs: "配对", "Pairs";
        Rows: "约束与说明", "Limits and notes";
    }
}

/// What the tab remembers between frames.
pub struct SimulationPanel {
    pub(super) request: SimulationRequest,
    pub(super) more: bool,
    pub(super) locks: bool,
    pub(super) region: RegionSize,
    changes: ChangeList,
    answer: Answer,
    partners: Partners,
    pairs: PairList,
    excluded: Excluded,
    /// What is unfolded.
    detail: Option<DetailText>,
    /// The result that the marks are of.
    marks_of: Option<u64>,
    /// A run was going on in the last frame.
    was_running: bool,
    /// The parcel that was asked about last: another one comes into view.
    asked: Option<usize>,
}

impl Default for SimulationPanel {
    fn default() -> Self {
        Self {
            request: SimulationRequest::new(SimulationKind::Concentration),
            more: false,
            locks: false,
            region: RegionSize::default(),
            changes: ChangeList::default(),
            answer: Answer::default(),
            partners: Partners::default(),
            pairs: PairList::default(),
            excluded: Excluded::default(),
            detail: None,
            marks_of: None,
            was_running: false,
            asked: None,
        }
    }
}

impl SimulationPanel {
    /// What would be run now: zones that the scheme in view lacks are left out.
    pub fn request(&self, desk: &Desk) -> SimulationRequest {
        let mut request = self.request.clone();
        if let Some(project) = desk.project() {
            request.zones.retain(|&zone| project.document().zone(zone).is_some());
        }
        request
    }

    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        desk.view.simulation.shown = true;
        desk.view.simulation.pointed.clear();
        if no_land_ui(ui, desk) {
            return;
        }
        self.request = self.request(desk);
        // A run that was asked for elsewhere, by a stored scheme or a point of the band, says what "again" means.
        let running = desk.project().and_then(|project| project.simulation_run()).map(|running| &running.request);
        if let Some(request) = running.filter(|_| !self.was_running) {
            self.request = request.clone();
        }
        self.was_running = running.is_some();
        let result = desk.project().and_then(|project| project.simulation());
        self.follow(desk, result);
        let accepts = result.is_some_and(SimulationResult::has_plan)
            && desk.project().is_some_and(|project| project.simulation_run().is_none());
        if accepts {
            foot(ui, "what to do with a simulation").show(ui, |ui| {
                divider_ui(ui);
                actions_ui(ui, desk);
            });
        }
        // Below the list, so that nothing in it moves from under the pointer.
        if let Some(result) = result.filter(|_| desk.view.simulation.asked.is_some()) {
            foot(ui, "answer of a simulation").show(ui, |ui| {
                divider_ui(ui);
                ui.add_space(theme::SPACE_2);
                asked_ui(ui, desk, &mut self.answer, &mut self.partners, result);
            });
        }
        ScrollArea::vertical().auto_shrink([false; 2]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            settings_ui(ui, desk, self);
            if self.locks {
                locks_ui(ui, desk);
            }
            self.state_ui(ui, desk);
        });
    }

    /// Another result, or none: what was marked and asked was of the last one.
    fn follow(&mut self, desk: &mut Desk, result: Option<&SimulationResult>) {
        let number = result.map(|result| result.number);
        if number != self.marks_of {
            self.marks_of = number;
            let view = &mut desk.view.simulation;
            view.marked.clear();
            view.before = false;
            (view.hovered_in_list, view.hovered_on_map) = (None, None);
        }
        if desk.view.simulation.asked != self.asked {
            self.asked = desk.view.simulation.asked;
            let change = self
                .asked
                .zip(result)
                .and_then(|(parcel, result)| result.proposal.changes.iter().position(|change| change.parcel == parcel));
            self.changes.reveal = change;
        }
    }

    fn state_ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let Some(project) = desk.project() else { return };
        if project.simulation_run().is_some() || project.simulation().is_none() {
            desk.view.simulation.hovered_in_list = None;
        }
        if let Some(running) = project.simulation_run() {
            return running_ui(ui, desk, running);
        }
        if let Some((_, message)) = project.simulation_problem() {
            problem_ui(ui, desk, message);
        }
        if let Some(result) = project.simulation() {
            return self.result_ui(ui, desk, result);
        }
        match &project.document().current_scheme().simulation {
            Some(run) if stored_ui(ui, desk, run) => self.request = run.request.clone(),
            None if project.simulation_problem().is_none() => {
                divider_ui(ui);
                teach_ui(ui, desk);
            }
            _ => {}
        }
    }

    fn result_ui(&mut self, ui: &mut Ui, desk: &mut Desk, result: &SimulationResult) {
        let reasons = desk.project().map(|project| project.simulation_is_stale()).unwrap_or_default();
        divider_ui(ui);
        ui.add_space(theme::SPACE_2);
        if result.request.kind != self.request.kind {
            of_another_ui(ui, desk, result.request.kind);
        }
        if !reasons.is_empty() {
            stale_ui(ui, desk, &reasons);
        }
        if !result.proposal.is_feasible {
            return infeasible_ui(ui, desk, result);
        }
        ui.scope(|ui| {
            if !reasons.is_empty() {
                ui.multiply_opacity(STALE_OPACITY);
            }
            headline_ui(ui, desk, result);
            ui.add_space(theme::SPACE_1);
            chart_ui(ui, desk, &result.trace, result.seconds);
            ui.add_space(theme::SPACE_2);
            figure_cards_ui(ui, desk, result);
            ui.add_space(theme::SPACE_1);
            if !result.has_plan() {
                nothing_better_ui(ui, desk, result);
                self.excluded.ui(ui, desk, result);
            }
        });
        self.details_ui(ui, desk, result);
        if result.has_plan() {
            divider_ui(ui);
            ui.add_space(theme::SPACE_1);
            self.changes.heading_ui(ui, desk, result);
            let visible: Rect = ui.clip_rect();
            self.changes.rows_ui(ui, desk, result, visible);
        }
        ui.add_space(theme::SPACE_4);
    }

    /// What explains the result further, one at a time, above the list.
    fn details_ui(&mut self, ui: &mut Ui, desk: &mut Desk, result: &SimulationResult) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_1;
            for detail in details_of(result.request.kind) {
                let text = RichText::new(desk.say(detail)).size(theme::TYPE_SMALL);
                let button = Button::selectable(self.detail == Some(detail), text).min_size(vec2(0.0, theme::SPACE_5));
                if ui.add(button).clicked() {
                    self.detail = (self.detail != Some(detail)).then_some(detail);
                }
            }
        });
        match self.detail.filter(|detail| details_of(result.request.kind).contains(detail)) {
            Some(DetailText::Sizes) => blocks_ui(ui, desk, result),
            Some(DetailText::TradeOff) => trade_off_ui(ui, desk, result),
            Some(DetailText::Pairs) => self.pairs.ui(ui, desk, result),
            Some(DetailText::Rows) => rows_ui(ui, desk, &mut self.excluded, result),
            None => {}
        }
        ui.add_space(theme::SPACE_1);
    }
}

/// A band below the list, which a divider of its own parts from it.
fn foot(ui: &Ui, name: &'static str) -> Panel {
    let frame = egui::Frame::new().fill(color32(palette(ui).panel));
    Panel::bottom(name).resizable(false).show_separator_line(false).frame(frame)
}

/// What there is to unfold: pairs belong to a swap, and only where a budget counts can it be weighed.
fn details_of(kind: SimulationKind) -> Vec<DetailText> {
    let all = [DetailText::Sizes, DetailText::TradeOff, DetailText::Pairs, DetailText::Rows];
    let has = |detail: &DetailText| match detail {
        DetailText::Pairs => kind == SimulationKind::Swap,
        DetailText::TradeOff => matches!(kind, SimulationKind::Concentration | SimulationKind::Swap),
        DetailText::Sizes | DetailText::Rows => true,
    };
    all.into_iter().filter(has).collect()
}
