//! Money 资金: what the measures cost, by kind and year, and what states no cost yet.

use std::collections::BTreeSet;

use egui::{RichText, Ui};

use super::table::{Cell, Column, Tone, table_ui};
use crate::assessment::Assessment;
use crate::design::MeasureKind;
use crate::i18n::{Text, count, fixed, signed, texts};
use crate::indicators::{Investment, Spending};
use crate::session::Highlight;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{empty_state_ui, figure_ui, small};
use crate::ui::{Desk, fonts, icons};
use crate::units::FEN_PER_10K_YUAN;

/// Columns before the years: kind, measures, all years.
const BEFORE_YEARS: usize = 3;

texts! {
    MoneyText {
        Kind: "措施类型", "Kind";
        Measures: "措施（项）", "Measures";
        All: "合计（万元）", "All (10⁴ yuan)";
        Year: "{0} 年", "{0}";
        NoYear: "年度未定", "No year";
        Total: "合计", "Total";
        Investment: "投资合计", "Investment";
        Unit: "万元", "10⁴ yuan";
        Unstated: "{0} 项措施中有 {1} 项未填投资，未计入", "{1} of {0} measures state no cost and are not in the sum";
        Stated: "{0} 项措施都已填投资", "all of {0} measures state their cost";
        CellSays: "{0} 项措施，{1} 项未填投资", "{0:measure|measures}, {1} without a cost";
        Nothing: "还没有措施", "No measures yet";
        NothingNext: "画措施，在右侧的卡片里填投资和年份。", "Draw measures and give each its cost and year on the card at the right.";
    }
}

/// A row: a kind, or all of them.
type Row = Option<MeasureKind>;

pub(super) fn money_table_ui(ui: &mut Ui, desk: &mut Desk, assessment: &Assessment) {
    let investment = Investment::of(assessment.land.measures());
    if investment.lines.is_empty() {
        return empty_state_ui(ui, icons::SCALES, desk.say(MoneyText::Nothing), desk.say(MoneyText::NothingNext));
    }
    summary_ui(ui, desk, &investment.total());
    let years: Vec<Option<i32>> = investment.years().into_iter().collect();
    let kinds: BTreeSet<MeasureKind> = investment.kinds();
    let rows: Vec<Row> = kinds.into_iter().map(Some).chain([None]).collect();
    let mut columns = vec![
        Column::text(desk.say(MoneyText::Kind), 184.0),
        Column::figure(desk.say(MoneyText::Measures), 88.0),
        Column::figure(desk.say(MoneyText::All), 124.0),
    ];
    columns.extend(years.iter().map(|year| {
        let title = match year {
            Some(year) => desk.tell(&MoneyText::Year.with([(*year).into()])),
            None => desk.say(MoneyText::NoYear).to_owned(),
        };
        Column::figure(title, 96.0)
    }));
    let spending = |row: usize, column: usize| {
        let year = column.checked_sub(BEFORE_YEARS).map(|place| years[place]);
        investment.sum(|kind, of| rows[row].is_none_or(|row| row == kind) && year.is_none_or(|year| year == of))
    };
    let clicked = table_ui(ui, "money", &columns, rows.len(), |row, column| {
        let spent = spending(row, column);
        let chosen = column > 0 && desk.view.highlight == Some(Highlight::Measures(spent.measures.clone()));
        cell(desk, rows[row], column, &spent).chosen(chosen)
    });
    if let Some((row, column)) = clicked {
        desk.show(Highlight::Measures(spending(row, column).measures));
    }
}

fn cell(desk: &Desk, row: Row, column: usize, spent: &Spending) -> Cell {
    if spent.measures.is_empty() {
        return Cell::default();
    }
    let text = match column {
        0 => row.map_or(desk.say(MoneyText::Total), |kind| kind.title(desk.language())).to_owned(),
        1 => count(spent.measures.len()),
        _ => ten_thousand_yuan(spent.cost_fen),
    };
    let says = MoneyText::CellSays.with([spent.measures.len().into(), spent.unstated.into()]);
    let tone = if row.is_none() { Tone::Strong } else { Tone::Plain };
    Cell::new(text).toned(tone).saying(desk.tell(&says)).opening(true)
}

/// The sum in large type, what changed it last, and what is not in it.
fn summary_ui(ui: &mut Ui, desk: &Desk, total: &Spending) {
    let before = desk.session.assessment_before();
    let before = before.map(|before| Investment::of(before.land.measures()).total().cost_fen);
    let change_fen = before.map_or(0, |before| total.cost_fen - before);
    ui.horizontal(|ui| {
        ui.set_height(theme::ICON_BUTTON);
        ui.label(small(ui, desk.say(MoneyText::Investment)));
        let figure = ten_thousand_yuan(total.cost_fen);
        figure_ui(ui, &figure, desk.say(MoneyText::Unit), theme::TYPE_HEADING, None);
        if change_fen != 0 {
            let change = format!("Δ {}", signed(change_fen as f64 / FEN_PER_10K_YUAN, 2));
            let colour = color32(palette(ui).accent);
            ui.label(RichText::new(change).font(fonts::bold(theme::TYPE_SMALL)).color(colour));
        }
        let measures = total.measures.len().into();
        let note = match total.unstated {
            0 => MoneyText::Stated.with([measures]),
            unstated => MoneyText::Unstated.with([measures, unstated.into()]),
        };
        ui.add(egui::Label::new(small(ui, desk.tell(&note))).truncate());
    });
}

fn ten_thousand_yuan(fen: i64) -> String {
    fixed(fen as f64 / FEN_PER_10K_YUAN, 2)
}
