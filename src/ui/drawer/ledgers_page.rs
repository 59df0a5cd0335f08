//! The ledgers 指标台账: what is taken, what is given, what is left, by measure, village or year.

use std::sync::Arc;

use egui::{Align, Layout, RichText, Ui};

use super::ledger_rows::{Grouping, LedgerRow, ledger_rows};
use super::money_table::money_table_ui;
use super::pair_table::pair_table_ui;
use super::segments::segments_ui;
use super::table::{Cell, Column, Tone, table_ui};
use crate::assessment::Assessment;
use crate::command::EditCommand;
use crate::design::FeatureId;
use crate::i18n::common::CommonText;
use crate::i18n::{Text, fixed, signed, texts};
use crate::indicators::{Ledger, LedgerKind};
use crate::session::Highlight;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{divider_ui, empty_state_ui, figure_ui, small};
use crate::ui::{Desk, fonts, icons};
use crate::units::{hectares_from_m2, mu_from_m2, round_half_away};

texts! {
    LedgersText {
        Linkage: "增减挂钩", "Linkage";
        Compensation: "占补平衡", "Compensation";
        InOut: "进出平衡", "In–out";
        Forest: "林地平衡", "Forest";
        Pairs: "拆旧建新", "Pairs";
        Money: "资金", "Money";
        Entries: "明细", "Entries";
        Villages: "按村", "By village";
        Years: "按年", "By year";
        Village: "村", "Village";
        Year: "年度", "Year";
        Measure: "措施", "Measure";
        Debit: "占用 / 减少（亩）", "Taken (mu)";
        Credit: "补充 / 增加（亩）", "Given (mu)";
        Balance: "结余（亩）", "Balance (mu)";
        Left: "结余", "Balance";
        Residual: "账实残差 {0} m²", "stock and flows close within {0} m²";
        LinkageSays: "毛面积；结余 = 复垦 − 建新 − 留用", "gross; balance = reclaimed − newly built − reserve";
        NetSays: "净面积（扣除田坎）", "net of ridges";
        ForestSays: "毛面积", "gross";
        Nothing: "这本账还没有条目", "Nothing is booked here yet";
        LinkageNext: "画“拆旧复垦”和“建新”措施，政策工具选增减挂钩。", "Draw measures that reclaim and build, and choose linkage as their policy tool.";
        CompensationNext: "新增耕地或占用耕地的措施会记在这里。", "Measures that make farmland or build on it are booked here.";
        InOutNext: "耕地与园地、林地、坑塘之间互转的措施会记在这里。", "Measures that turn farmland into other agricultural land, or back, are booked here.";
        ForestNext: "林地增减的措施会记在这里。", "Measures that make or take forest are booked here.";
    }
}

/// The page of ledgers.
pub(super) struct LedgersPage {
    view: LedgersText,
    grouping: LedgersText,
}

impl Default for LedgersPage {
    fn default() -> Self {
        Self { view: LedgersText::Linkage, grouping: LedgersText::Entries }
    }
}

impl LedgersPage {
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, assessment: &Arc<Assessment>) {
        let ledger = kind(self.view).and_then(|kind| assessment.ledgers.ledger(kind));
        ui.horizontal(|ui| {
            use LedgersText as T;
            ui.set_height(theme::ICON_BUTTON);
            segments_ui(
                ui,
                desk,
                &[T::Linkage, T::Compensation, T::InOut, T::Forest, T::Pairs, T::Money],
                &mut self.view,
            );
            if ledger.is_some() {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    // Drawn from the right: the last comes first.
                    segments_ui(ui, desk, &[T::Years, T::Villages, T::Entries], &mut self.grouping);
                });
            }
        });
        divider_ui(ui);
        match ledger {
            Some(ledger) => self.ledger_ui(ui, desk, assessment, ledger),
            None if self.view == LedgersText::Money => money_table_ui(ui, desk, assessment),
            None => pair_table_ui(ui, desk, assessment),
        }
    }

    fn ledger_ui(&mut self, ui: &mut Ui, desk: &mut Desk, assessment: &Assessment, ledger: &Ledger) {
        if ledger.entries.is_empty() && ledger.carried_m2 == 0.0 {
            let next = match ledger.kind {
                LedgerKind::Linkage => LedgersText::LinkageNext,
                LedgerKind::Compensation => LedgersText::CompensationNext,
                LedgerKind::InOut => LedgersText::InOutNext,
                LedgerKind::Forest => LedgersText::ForestNext,
            };
            return empty_state_ui(ui, icons::SCALES, desk.say(LedgersText::Nothing), desk.say(next));
        }
        summary_ui(ui, desk, ledger);
        let grouping = match self.grouping {
            LedgersText::Villages => Grouping::Villages,
            LedgersText::Years => Grouping::Years,
            _ => Grouping::Entries,
        };
        let rows = ledger_rows(desk, assessment, ledger, grouping);
        let kind = ledger.kind;
        let highlight = |row: &LedgerRow| Some(Highlight::Ledger { kind, line: row.line.clone()? });
        let clicked = table_ui(ui, ("ledger", self.view), &columns(desk), rows.len(), |row, column| {
            let row = &rows[row];
            let chosen = row.line.is_some() && desk.view.highlight == highlight(row);
            cell(desk, row, column).chosen(chosen)
        });
        let Some(row) = clicked.map(|(row, _)| row) else { return };
        if let Some(measure) = rows[row].measure {
            desk.edit(EditCommand::Select(Some(FeatureId::Measure(measure))));
        }
        if let Some(highlight) = highlight(&rows[row]) {
            desk.show(highlight);
        }
    }
}

fn kind(view: LedgersText) -> Option<LedgerKind> {
    match view {
        LedgersText::Linkage => Some(LedgerKind::Linkage),
        LedgersText::Compensation => Some(LedgerKind::Compensation),
        LedgersText::InOut => Some(LedgerKind::InOut),
        LedgersText::Forest => Some(LedgerKind::Forest),
        _ => None,
    }
}

/// By how much the last step, or the drag that is under way, changed the balance, mu; `None` where it did not.
fn changed_by(desk: &Desk, ledger: &Ledger) -> Option<String> {
    let before = desk.session.assessment_before()?.ledgers.ledger(ledger.kind)?;
    let change_mu = ledger.balance_mu() - before.balance_mu();
    (round_half_away(change_mu, 2) != 0.0).then(|| format!("Δ {}", signed(change_mu, 2)))
}

/// The balance in large type, what changed it last, the basis, the residual.
fn summary_ui(ui: &mut Ui, desk: &Desk, ledger: &Ledger) {
    ui.horizontal(|ui| {
        ui.set_height(theme::ICON_BUTTON);
        let palette = palette(ui);
        let balance_mu = ledger.balance_mu();
        let colour = if balance_mu < 0.0 { palette.forbidden.mark } else { palette.satisfied.mark };
        ui.label(small(ui, desk.say(LedgersText::Left)));
        let figure = signed(balance_mu, 2);
        figure_ui(ui, &figure, desk.say(CommonText::Mu), theme::TYPE_HEADING, Some(color32(colour)));
        if let Some(change) = changed_by(desk, ledger) {
            ui.label(RichText::new(change).font(fonts::bold(theme::TYPE_SMALL)).color(color32(palette.accent)));
        }
        let hectares = signed(hectares_from_m2(ledger.balance_m2()), 4);
        ui.label(small(ui, format!("{hectares} {}", desk.say(CommonText::Hectares))));
        let basis = match ledger.kind {
            LedgerKind::Linkage => LedgersText::LinkageSays,
            LedgerKind::Compensation | LedgerKind::InOut => LedgersText::NetSays,
            LedgerKind::Forest => LedgersText::ForestSays,
        };
        let residual = LedgersText::Residual.with([fixed(ledger.residual_m2.abs(), 3).into()]);
        let note = format!("{}  •  {}", desk.say(basis), desk.tell(&residual));
        ui.add(egui::Label::new(small(ui, note)).truncate());
    });
}

fn columns(desk: &Desk) -> [Column; 6] {
    let say = |text: LedgersText| desk.say(text);
    [
        Column::text(say(LedgersText::Village), 120.0),
        Column::text(say(LedgersText::Year), 64.0),
        Column::text(say(LedgersText::Measure), 176.0),
        Column::figure(say(LedgersText::Debit), 120.0),
        Column::figure(say(LedgersText::Credit), 120.0),
        Column::figure(say(LedgersText::Balance), 100.0),
    ]
}

fn cell(desk: &Desk, row: &LedgerRow, column: usize) -> Cell {
    let mu = |area_m2: f64| if area_m2 == 0.0 { String::new() } else { fixed(mu_from_m2(area_m2), 2) };
    let balance_m2 = row.sum.balance_m2();
    let area_m2 = [row.sum.debit_m2, row.sum.credit_m2, balance_m2];
    let text = match column {
        0 => row.village.clone(),
        1 => row.year.clone(),
        2 => row.what.clone(),
        3 => mu(row.sum.debit_m2),
        4 => mu(row.sum.credit_m2),
        _ => signed(mu_from_m2(balance_m2), 2),
    };
    let tone = match column {
        5 if row.is_total && balance_m2 < 0.0 => Tone::Alarm,
        _ if row.is_total => Tone::Strong,
        _ => Tone::Plain,
    };
    let hectares = column.checked_sub(3).map(|place| hectares_from_m2(area_m2[place]));
    let says = hectares.map_or_else(String::new, |ha| format!("{} {}", fixed(ha, 4), desk.say(CommonText::Hectares)));
    Cell::new(text).toned(tone).saying(says).opening(row.line.is_some())
}
