//! Blocks against the gap, as a table with bars: found on a thread of its own, with progress and a way to stop it.

use std::sync::Arc;

use egui::{Align2, Color32, ProgressBar, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::assessment::{GapPoint, gap_curve};
use crate::contiguity::Setting;
use crate::i18n::{Text, count, fixed, texts};
use crate::indicators::BlockSizes;
use crate::jobs::{Job, Outcome};
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{quiet_button, section_ui, small};
use crate::ui::{Desk, fonts};

texts! {
    CurveText {
        Title: "连片规模随间隔变化（全部耕地图层，毛面积）", "Blocks against the gap (all farmland of the layers, gross)";
        Gap: "间隔 m", "Gap m";
        Before: "整治前（块）", "Before (blocks)";
        LargeBefore: "其中 ≥100 亩的（亩）", "in blocks ≥100 mu (mu)";
        After: "整治后（块）", "After (blocks)";
        LargeAfter: "其中 ≥100 亩的（亩）", "in blocks ≥100 mu (mu)";
        Take: "点击取间隔 {0} m", "Click to take a gap of {0} m";
        Working: "正在按 6 种间隔连片…", "Joining fields at six gaps…";
        Stop: "停止", "Stop";
        Again: "按上面的数字计算", "Compute with the figures above";
        NotReady: "数据还在准备，请稍候。", "The data are still being prepared; wait a moment.";
        Stopped: "已停止。", "Stopped.";
        Failed: "没有算成：{0}", "Not computed: {0}";
    }
}

/// Size of the blocks whose area is drawn, mu.
const LARGE_MU: f64 = 100.0;
/// Widths of bars and of the columns before them, and the height of a row, points.
const BAR: f32 = 84.0;
const GAP_COLUMN: f32 = 64.0;
const NUMBER_COLUMN: f32 = 92.0;
const ROW: f32 = theme::SPACE_5 + 2.0;

/// The curve, while it is found and afterwards.
#[derive(Default)]
pub(super) struct GapCurveTable {
    working: Option<(Setting, Job<Option<Vec<GapPoint>>>)>,
    found: Option<(Setting, Vec<GapPoint>)>,
    /// Why there is none.
    said: Option<String>,
}

impl GapCurveTable {
    /// Draws it; returns the gap of a row that was clicked.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, draft: &Setting) -> Option<f64> {
        self.collect(desk);
        section_ui(ui, desk.say(CurveText::Title));
        let started = self.working.is_some() || self.found.is_some() || self.said.is_some();
        if !started && !self.start(ui.ctx(), desk, draft) {
            ui.label(small(ui, desk.say(CurveText::NotReady)));
            return None;
        }
        if let Some((_, job)) = &self.working {
            ui.horizontal(|ui| {
                ui.label(small(ui, desk.say(CurveText::Working)));
                if quiet_button(ui, desk.say(CurveText::Stop)).clicked() {
                    job.cancel();
                }
            });
            ui.add(ProgressBar::new(job.done()).desired_height(theme::SPACE_1));
            return None;
        }
        let current = self.found.as_ref().is_some_and(|(of, _)| of.with_gap_m(0.0) == draft.with_gap_m(0.0));
        if let Some(said) = &self.said {
            ui.label(small(ui, said));
        }
        if !current && quiet_button(ui, desk.say(CurveText::Again)).clicked() {
            self.start(ui.ctx(), desk, draft);
        }
        let (_, points) = self.found.as_ref()?;
        table_ui(ui, desk, points, draft.gap_m, current)
    }

    /// Ends the work that is running, if any is.
    pub fn give_up(&self) {
        if let Some((_, job)) = &self.working {
            job.cancel();
        }
    }

    fn start(&mut self, context: &egui::Context, desk: &Desk, draft: &Setting) -> bool {
        let known = desk.project().and_then(|project| Some((project.assessment_base()?, project.assessment()?)));
        let Some((base, assessment)) = known else { return false };
        let (base, land, setting) = (Arc::clone(base), Arc::clone(&assessment.land), draft.clone());
        let context = context.clone();
        let job = Job::start(Arc::new(move || context.request_repaint()), move |progress| {
            let told = |done: f32| {
                progress.set(done);
                !progress.is_cancelled()
            };
            gap_curve(&base, &land, &setting, &told)
        });
        self.working = Some((draft.clone(), job));
        self.said = None;
        true
    }

    fn collect(&mut self, desk: &Desk) {
        let Some(outcome) = self.working.as_ref().and_then(|(_, job)| job.try_finish()) else { return };
        let of = self.working.take().map(|(of, _)| of);
        match (outcome, of) {
            (Outcome::Done(Some(points)), Some(of)) => self.found = Some((of, points)),
            (Outcome::Panicked(text), _) => self.said = Some(desk.tell(&CurveText::Failed.with([text.into()]))),
            _ => self.said = Some(desk.say(CurveText::Stopped).to_owned()),
        }
    }
}

fn table_ui(ui: &mut Ui, desk: &Desk, points: &[GapPoint], gap_m: f64, current: bool) -> Option<f64> {
    use CurveText as T;
    let largest = points.iter().map(|point| large_mu(&point.before).max(large_mu(&point.after))).fold(1.0, f64::max);
    let quiet = color32(palette(ui).secondary);
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let ends = column_ends(head);
    for (end, text) in ends.iter().zip([T::Gap, T::Before, T::LargeBefore, T::After, T::LargeAfter]) {
        cell_ui(ui, head, *end, desk.say(text), quiet);
    }
    let mut taken = None;
    for point in points {
        let chosen = (point.gap_m - gap_m).abs() < 1e-9;
        let gap = fixed(point.gap_m, 0);
        let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, format!("{gap} m")));
        let colours = palette(ui);
        let ground =
            if chosen { Some(colours.selection_ground) } else { response.has_focus().then_some(colours.raised) };
        if let Some(ground) = ground.or(response.hovered().then_some(colours.raised)) {
            ui.painter().rect_filled(row, theme::RADIUS, color32(ground));
        }
        // Grey while the figures are of another setting than the one above.
        let ink = if current { color32(colours.text) } else { quiet };
        cell_ui(ui, row, ends[0], &gap, color32(colours.text));
        for (sizes, (number, area)) in [(&point.before, (ends[1], ends[2])), (&point.after, (ends[3], ends[4]))] {
            cell_ui(ui, row, number, &count(sizes.count), ink);
            let bar =
                Rect::from_min_size(pos2(number + theme::SPACE_3, row.center().y - 4.0), vec2(BAR, theme::SPACE_2));
            let share = (large_mu(sizes) / largest) as f32;
            let filled = Rect::from_min_size(bar.min, vec2(bar.width() * share, bar.height()));
            ui.painter().rect_filled(bar, 2.0, color32(colours.line));
            ui.painter().rect_filled(filled, 2.0, color32(if chosen { colours.selection } else { colours.accent }));
            cell_ui(ui, row, area, &fixed(large_mu(sizes), 0), ink);
        }
        if response.on_hover_text(desk.tell(&T::Take.with([gap.into()]))).clicked() {
            taken = Some(point.gap_m);
        }
    }
    taken
}

/// Right ends of the columns: the gap, and twice the number of blocks and their area behind a bar.
fn column_ends(row: Rect) -> [f32; 5] {
    let half = (row.width() - GAP_COLUMN) / 2.0;
    let number = row.left() + GAP_COLUMN + NUMBER_COLUMN;
    let last = row.left() + GAP_COLUMN + half - theme::SPACE_3;
    [row.left() + GAP_COLUMN - theme::SPACE_3, number, last, number + half, last + half]
}

fn cell_ui(ui: &Ui, row: Rect, right: f32, text: &str, ink: Color32) {
    let font = fonts::regular(theme::TYPE_SMALL);
    ui.painter().text(pos2(right, row.center().y), Align2::RIGHT_CENTER, text, font, ink);
}

fn large_mu(sizes: &BlockSizes) -> f64 {
    sizes.at_least.iter().find(|size| size.mu == LARGE_MU).map_or(0.0, |size| size.area_mu)
}
