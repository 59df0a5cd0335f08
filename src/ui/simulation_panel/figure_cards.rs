//! Three figures of the result beside the area in blocks and the money, each with what it was before.

use egui::{Frame, Label, Margin, Sense, Stroke, Ui, UiBuilder, vec2};

use crate::i18n::common::CommonText;
use crate::i18n::{Message, Text, count, fixed, signed, texts};
use crate::session::SimulationResult;
use crate::theme;
use crate::ui::Desk;
use crate::ui::style::{HAIRLINE, color32, palette};
use crate::ui::widgets::{figure_ui, small};

texts! {
    CardText {
        Share: "占耕地", "Of farmland";
        ShareSays: "连片面积占全部耕地的比例；耕地 {0} 亩，前 {1} 亩。", "Share of all farmland in blocks; farmland {0} mu, before {1} mu.";
        Blocks: "≥{0} 亩", "≥{0} mu";
        BlocksUnit: "块", "blocks";
        BlocksSays: "达到目标的连片有几块。", "How many blocks reach the target.";
        Gain: "连片增加", "Joined";
        GainSays: "落在 {0} 亩以上连片里的耕地比现在多多少；新增耕地 {1} 亩，退出 {2} 亩。", "How much more farmland lies in blocks of {0} mu and more; {1} mu of it new, {2} mu leave.";
        Before: "前 {0}", "before {0}";
    }
}

const HEIGHT: f32 = 66.0;

struct Card {
    title: String,
    figure: String,
    unit: &'static str,
    below: Message,
    says: Message,
}

pub(super) fn figure_cards_ui(ui: &mut Ui, desk: &Desk, result: &SimulationResult) {
    let figures = &result.proposal.figures;
    let target = fixed(result.request.threshold_mu, 0);
    let mu = desk.say(CommonText::Mu);
    let percent = |share: f64| fixed(100.0 * share, 1);
    let gain_mu = figures.in_blocks_mu.after - figures.in_blocks_mu.before;
    // Four digits and a unit fill the card.
    let decimals = if gain_mu.abs() < 1000.0 { 1 } else { 0 };
    let below_decimals = if figures.in_blocks_mu.before < 1000.0 { 2 } else { 0 };
    let cards = [
        Card {
            title: desk.say(CardText::Gain).to_owned(),
            figure: signed(gain_mu, decimals),
            unit: mu,
            below: CardText::Before.with([fixed(figures.in_blocks_mu.before, below_decimals).into()]),
            says: CardText::GainSays.with([
                target.clone().into(),
                fixed(figures.new_farmland_mu, 2).into(),
                fixed(figures.left_farmland_mu, 2).into(),
            ]),
        },
        Card {
            title: desk.say(CardText::Share).to_owned(),
            figure: percent(figures.in_blocks_share.after),
            unit: "%",
            below: CardText::Before.with([format!("{} %", percent(figures.in_blocks_share.before)).into()]),
            says: CardText::ShareSays
                .with([fixed(figures.farmland_mu.after, 2).into(), fixed(figures.farmland_mu.before, 2).into()]),
        },
        Card {
            title: desk.tell(&CardText::Blocks.with([target.into()])),
            figure: count(figures.blocks.after as usize),
            unit: desk.say(CardText::BlocksUnit),
            below: CardText::Before.with([count(figures.blocks.before as usize).into()]),
            says: CardText::BlocksSays.plain(),
        },
    ];
    let width = (ui.available_width() - 2.0 * theme::SPACE_2) / 3.0;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    for (place, card) in cards.iter().enumerate() {
        let corner = row.min + vec2((width + theme::SPACE_2) * place as f32, 0.0);
        card_ui(ui, desk, card, egui::Rect::from_min_size(corner, vec2(width, HEIGHT)));
    }
}

fn card_ui(ui: &mut Ui, desk: &Desk, card: &Card, place: egui::Rect) {
    let mut inside = ui.new_child(UiBuilder::new().max_rect(place));
    let frame = Frame::new()
        .stroke(Stroke::new(HAIRLINE, color32(palette(ui).line)))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(Margin::symmetric(theme::SPACE_2 as i8, theme::SPACE_1 as i8));
    let below = desk.tell(&card.below);
    frame.show(&mut inside, |ui| {
        ui.set_min_size(place.size() - vec2(2.0 * theme::SPACE_2 + 2.0, 2.0 * theme::SPACE_1 + 2.0));
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add(Label::new(small(ui, &card.title)).truncate());
        figure_ui(ui, &card.figure, card.unit, theme::TYPE_HEADING, None);
        ui.add(Label::new(small(ui, &below)).truncate());
    });
    let response = ui.interact(place, ui.scope_id().with(("figure card", &card.title)), Sense::hover());
    let spoken = format!("{} {} {}, {below}", card.title, card.figure, card.unit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    response.on_hover_text(desk.tell(&card.says));
}
