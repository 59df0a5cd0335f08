//! Blocks against the gap, as a table with bars: found on a thread of its own, with progress and a way to stop it.

use std::sync::Arc;

use egui::{Align, Grid, Label, Layout, ProgressBar, RichText, Sense, Ui, vec2};

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
        Before: "整治前：块数", "Before: blocks";
        LargeBefore: "≥100 亩（亩）", "≥100 mu (mu)";
        After: "整治后：块数", "After: blocks";
        LargeAfter: "≥100 亩（亩）", "≥100 mu (mu)";
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
const BAR: f32 = 84.0;

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
    let mut taken = None;
    Grid::new("gap curve").num_columns(5).spacing([theme::SPACE_3, theme::SPACE_1]).show(ui, |ui| {
        for head in [T::Gap, T::Before, T::LargeBefore, T::After, T::LargeAfter] {
            ui.label(small(ui, desk.say(head)));
        }
        ui.end_row();
        for point in points {
            let chosen = (point.gap_m - gap_m).abs() < 1e-9;
            let gap = fixed(point.gap_m, 0);
            let row = ui.selectable_label(chosen, RichText::new(&gap).font(fonts::bold(theme::TYPE_BODY)));
            if row.on_hover_text(desk.tell(&T::Take.with([gap.into()]))).clicked() {
                taken = Some(point.gap_m);
            }
            for sizes in [&point.before, &point.after] {
                figure_ui(ui, &count(sizes.count), current);
                ui.horizontal(|ui| {
                    bar_ui(ui, (large_mu(sizes) / largest) as f32, chosen);
                    figure_ui(ui, &fixed(large_mu(sizes), 0), current);
                });
            }
            ui.end_row();
        }
    });
    taken
}

/// A figure to the right of its column; grey while it is of other figures than those above.
fn figure_ui(ui: &mut Ui, figure: &str, current: bool) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let text = if current { RichText::new(figure) } else { small(ui, figure) };
        ui.add(Label::new(text.size(theme::TYPE_SMALL)));
    });
}

fn bar_ui(ui: &mut Ui, share: f32, chosen: bool) {
    let (rect, _) = ui.allocate_exact_size(vec2(BAR, theme::SPACE_2), Sense::hover());
    let colours = palette(ui);
    let bar = egui::Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
    ui.painter().rect_filled(rect, 2.0, color32(colours.raised));
    ui.painter().rect_filled(bar, 2.0, color32(if chosen { colours.selection } else { colours.accent }));
}

fn large_mu(sizes: &BlockSizes) -> f64 {
    sizes.at_least.iter().find(|size| size.mu == LARGE_MU).map_or(0.0, |size| size.area_mu)
}
