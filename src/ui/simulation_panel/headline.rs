//! The figure that matters: farmland in blocks, how near to the best it is proven to be, and what is gained.

use std::sync::Arc;

use egui::{Label, Sense, Ui, vec2};

use crate::design::{SimulationKind, SimulationRun};
use crate::i18n::common::CommonText;
use crate::i18n::{Message, Text, count, fixed, texts};
use crate::session::{LockPrice, SimulationResult};
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{figure_ui, figure_width, small};
use crate::ui::{Desk, fonts};

texts! {
    HeadlineText {
        InBlocks: "亩连片", "mu in blocks";
        Value: "亩目标值", "mu, objective";
        Gap: "距最优 ≤ {0} %", "gap ≤ {0} %";
        Proven: "已证明最优", "Proven best";
        ProvenSays: "逐一分支后证明没有更好的方案；证书里的上界可能略宽。", "Branching proved that no plan is better; the bound of the certificate may be a little wider.";
        GapSays: "上界 {0} 亩：任何方案都超不过它，证书可以脱离本程序核验。", "Bound {0} mu: no plan can exceed it, and the certificate can be checked without this program.";
        GainGap: "可争取的增量里，至多还差 {0} %", "of what can be gained, at most {0} % is missing";
        NoBound: "没有上界：运行被提前停下", "No bound: the run was stopped early";
        LockPrice: "锁定 {0} → {1} 处：方案{2} {3} 亩", "Locks {0} → {1}: the plan is {3} mu {2}";
        Less: "少", "less";
        More: "多", "more";
        LockProven: "锁定的代价：两次运行的方案和上界合起来证明，最优值因此减少 {0} 至 {1} 亩。", "What the locks cost: plans and bounds of both runs prove that the best value falls by {0} to {1} mu.";
        Stopped: "提前停下：这是当时最好的方案", "Stopped early: this is the best plan by then";
    }
}

/// Plan and bound that are this near are one: rounding of their sums, mu.
const PROVEN_MU: f64 = 1e-4;

/// How far a plan may be from the best; doubts are rounded up.
pub(super) fn gap_text(value_mu: f64, bound_mu: f64) -> Message {
    if bound_mu - value_mu <= PROVEN_MU || bound_mu <= 0.0 {
        return HeadlineText::Proven.plain();
    }
    HeadlineText::Gap.with([rounded_up(100.0 * (bound_mu - value_mu) / bound_mu).into()])
}

/// The same of a run; branching may have proven more than its certificate does.
pub(super) fn gap_of_run(run: &SimulationRun) -> Option<Message> {
    if run.stopped_by == "optimal" {
        return Some(HeadlineText::Proven.plain());
    }
    run.bound_mu.map(|bound_mu| gap_text(run.value_mu, bound_mu))
}

/// Two decimals below 10, one above.
fn rounded_up(percent: f64) -> String {
    if percent < 10.0 { fixed((percent * 100.0).ceil() / 100.0, 2) } else { fixed((percent * 10.0).ceil() / 10.0, 1) }
}

pub(super) fn headline_ui(ui: &mut Ui, desk: &Desk, result: &SimulationResult) {
    let run = &result.proposal.run;
    ui.horizontal(|ui| {
        let is_area = matches!(run.request.kind, SimulationKind::Concentration | SimulationKind::Swap);
        let unit = desk.say(if is_area { HeadlineText::InBlocks } else { HeadlineText::Value });
        let value = fixed(run.value_mu, 2);
        let gap = run.bound_mu.zip(gap_of_run(run)).map(|(bound_mu, gap)| (bound_mu, chip_of(ui, &desk.tell(&gap))));
        let room = ui.available_width() - gap.as_ref().map_or(0.0, |(_, chip)| chip_size(chip).x + theme::SPACE_2);
        // Where the chip leaves no room for what kind of mu these are, the pointer is told.
        let is_short = figure_width(ui, &value, unit, theme::TYPE_HERO) > room;
        let shown = if is_short { desk.say(CommonText::Mu) } else { unit };
        let figure = figure_ui(ui, &value, shown, theme::TYPE_HERO, None);
        if is_short {
            figure.on_hover_text(unit);
        }
        if let Some((bound_mu, chip)) = gap {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let chip = chip_ui(ui, chip);
                let mut says = desk.tell(&HeadlineText::GapSays.with([fixed(bound_mu, 2).into()]));
                if run.stopped_by == "optimal" {
                    says = format!("{says}\n{}", desk.say(HeadlineText::ProvenSays));
                } else if let Some(gap) = gap_of_gain(run.value_mu, run.do_nothing_mu, bound_mu) {
                    says = format!("{says}\n{}", desk.tell(&gap));
                }
                chip.on_hover_text(says);
            });
        }
    });
    let mut lines = Vec::new();
    if run.bound_mu.is_none() {
        lines.push(HeadlineText::NoBound.plain());
    }
    if run.stopped_by == "request" {
        lines.push(HeadlineText::Stopped.plain());
    }
    for line in lines {
        ui.add(Label::new(small(ui, desk.tell(&line))).wrap());
    }
    if let Some(price) = &result.lock_price {
        lock_price_ui(ui, desk, price);
    }
}

/// What other locks than those of the run before cost.
fn lock_price_ui(ui: &mut Ui, desk: &Desk, price: &LockPrice) {
    let less_mu = price.values_mu[0] - price.values_mu[1];
    let way = if less_mu < 0.0 { HeadlineText::More } else { HeadlineText::Less };
    let [was, is] = price.locks.map(|locks| count(locks).into());
    let says = HeadlineText::LockPrice.with([was, is, way.plain().into(), fixed(less_mu.abs(), 2).into()]);
    let label = ui.add(Label::new(small(ui, desk.tell(&says))).wrap());
    if let Some(proven) = price.proven_mu() {
        // Rounded outward: what is said must hold.
        let [least, most] = [(proven[0] * 100.0).floor() / 100.0, (proven[1] * 100.0).ceil() / 100.0];
        let proven = HeadlineText::LockProven.with([fixed(least, 2).into(), fixed(most, 2).into()]);
        label.on_hover_text(desk.tell(&proven));
    }
}

/// How much of what can be gained may be missing; nothing where that is proven to be nothing.
fn gap_of_gain(value_mu: f64, do_nothing_mu: f64, bound_mu: f64) -> Option<Message> {
    let most = bound_mu - do_nothing_mu;
    let percent = 100.0 * ((bound_mu - value_mu) / most).clamp(0.0, 1.0);
    (most > 1e-9 && bound_mu - value_mu > PROVEN_MU).then(|| HeadlineText::GainGap.with([rounded_up(percent).into()]))
}

/// Good news in a green pill.
fn chip_ui(ui: &mut Ui, galley: Arc<egui::Galley>) -> egui::Response {
    let colours = palette(ui).satisfied;
    let mark = color32(colours.mark);
    let (size, text) = (chip_size(&galley), galley.text().to_owned());
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect_filled(rect, size.y / 2.0, color32(colours.ground));
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, mark);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &text));
    response
}

fn chip_of(ui: &Ui, text: &str) -> Arc<egui::Galley> {
    let mark = color32(palette(ui).satisfied.mark);
    ui.painter().layout_no_wrap(text.to_owned(), fonts::bold(theme::TYPE_SMALL), mark)
}

fn chip_size(galley: &egui::Galley) -> egui::Vec2 {
    vec2(galley.size().x + 2.0 * theme::SPACE_2, theme::SPACE_5 - 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn a_doubt_is_rounded_up_and_what_is_proven_says_so() {
        assert_eq!(gap_text(2_085.48, 2_090.89).say(Language::Chinese), "距最优 ≤ 0.26 %");
        assert_eq!(gap_text(99.999, 100.0).say(Language::English), "gap ≤ 0.01 %", "nothing is proven by being near");
        assert_eq!(gap_text(99.999_99, 100.0).say(Language::English), "Proven best");
        assert_eq!(gap_text(100.0, 99.0).say(Language::English), "Proven best", "rounding of the bound is no doubt");
        assert_eq!(gap_text(50.0, 80.0).say(Language::English), "gap ≤ 37.5 %");
        let gain = gap_of_gain(2_085.48, 1_652.28, 2_090.89).unwrap();
        assert_eq!(gain.say(Language::English), "of what can be gained, at most 1.24 % is missing");
        assert_eq!(gap_of_gain(100.0, 100.0, 100.0), None);
        assert_eq!(gap_text(0.0, 0.0).say(Language::English), "Proven best");
    }
}
