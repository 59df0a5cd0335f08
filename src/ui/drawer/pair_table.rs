//! Pairs of demolition and new construction 拆旧建新: what is built on credit 预支 stands out.

use egui::Ui;

use super::ledger_rows::measure_name;
use super::table::{Cell, Column, Tone, table_ui};
use crate::assessment::Assessment;
use crate::command::EditCommand;
use crate::design::{FeatureId, MeasureId};
use crate::i18n::{Text, fixed, signed, texts};
use crate::indicators::LinkagePair;
use crate::session::Highlight;
use crate::ui::widgets::empty_state_ui;
use crate::ui::{Desk, icons};
use crate::units::mu_from_m2;

/// What is built beyond what is given back by less than this is rounding, m².
const ADVANCE_FROM_M2: f64 = 1.0;

texts! {
    PairText {
        Pair: "配对", "Pair";
        NoNumber: "未编号", "no number";
        Demolition: "拆旧复垦", "Demolition";
        Construction: "建新", "Construction";
        Reclaimed: "复垦（亩）", "Reclaimed (mu)";
        Built: "建新（亩）", "Built (mu)";
        Balance: "结余（亩）", "Balance (mu)";
        State: "状态", "State";
        Unpaired: "无拆旧，预支", "no demolition: on credit";
        Advance: "预支", "on credit";
        Open: "已拆未建", "nothing built yet";
        Closed: "平衡", "balanced";
        UnpairedSays: "这些建新没有拆旧地块配对，占用的指标是预支的。给它们配上拆旧措施。", "What is built here has no demolition to back it: its quota is on credit. Pair it with a demolition.";
        AdvanceSays: "建新比复垦多 {0} 亩，多出的部分是预支指标。", "Built {0} mu more than is given back: that part is on credit.";
        Nothing: "还没有拆旧或建新地块", "Nothing is demolished or built under linkage yet";
        NothingSays: "画“拆旧复垦”和“建新”措施，政策工具选增减挂钩，再配成一对。", "Draw measures that reclaim and build, choose linkage as their policy tool, and pair them.";
    }
}

pub(super) fn pair_table_ui(ui: &mut Ui, desk: &mut Desk, assessment: &Assessment) {
    let pairs = &assessment.pairs;
    if pairs.is_empty() {
        let (title, next) = (desk.say(PairText::Nothing), desk.say(PairText::NothingSays));
        return empty_state_ui(ui, icons::LINK_BROKEN, title, next);
    }
    let say = |text: PairText| desk.say(text);
    let columns = [
        Column::text(say(PairText::Pair), 64.0),
        Column::text(say(PairText::Demolition), 152.0),
        Column::text(say(PairText::Construction), 152.0),
        Column::figure(say(PairText::Reclaimed), 92.0),
        Column::figure(say(PairText::Built), 92.0),
        Column::figure(say(PairText::Balance), 92.0),
        Column::text(say(PairText::State), 128.0),
    ];
    let clicked =
        table_ui(ui, "pairs", &columns, pairs.len(), |row, column| cell(desk, assessment, &pairs[row], column));
    let Some((row, column)) = clicked else { return };
    let pair = &pairs[row];
    let measures = match column {
        1 => pair.demolition.clone(),
        2 => pair.construction.clone(),
        _ => [pair.construction.clone(), pair.demolition.clone()].concat(),
    };
    if let Some(&first) = measures.first() {
        desk.edit(EditCommand::Select(Some(FeatureId::Measure(first))));
    }
    desk.show(Highlight::Measures(measures));
}

fn cell(desk: &Desk, assessment: &Assessment, pair: &LinkagePair, column: usize) -> Cell {
    let names = |measures: &[MeasureId]| {
        let names: Vec<String> = measures.iter().map(|&id| measure_name(desk, assessment, id)).collect();
        if names.is_empty() { "—".to_owned() } else { names.join("、") }
    };
    let balance_mu = mu_from_m2(pair.reclaimed_m2 - pair.built_m2);
    let is_advance = pair.advance_m2() >= ADVANCE_FROM_M2;
    let text = match column {
        0 => pair.pair.map_or_else(|| desk.say(PairText::NoNumber).to_owned(), |number| number.to_string()),
        1 => names(&pair.demolition),
        2 => names(&pair.construction),
        3 => fixed(mu_from_m2(pair.reclaimed_m2), 2),
        4 => fixed(mu_from_m2(pair.built_m2), 2),
        5 => signed(balance_mu, 2),
        _ => desk.say(state(pair, is_advance)).to_owned(),
    };
    let says = match () {
        () if pair.is_unpaired() => desk.say(PairText::UnpairedSays).to_owned(),
        () if is_advance => desk.tell(&PairText::AdvanceSays.with([fixed(mu_from_m2(pair.advance_m2()), 2).into()])),
        () => String::new(),
    };
    let is_alarming = is_advance && (column == 0 || column >= 5);
    let tone = if is_alarming { Tone::Alarm } else { Tone::Plain };
    Cell::new(text).toned(tone).saying(says).opening(true)
}

fn state(pair: &LinkagePair, is_advance: bool) -> PairText {
    if pair.is_unpaired() {
        PairText::Unpaired
    } else if is_advance {
        PairText::Advance
    } else if pair.construction.is_empty() {
        PairText::Open
    } else {
        PairText::Closed
    }
}
