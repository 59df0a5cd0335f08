//! What the map and the list say of a proposed change, in the same words.

use crate::base::land_class;
use crate::i18n::{Message, Text, fixed, texts};
use crate::simulation::ProposedChange;
use crate::units::mu_from_m2;

texts! {
    ChangeText {
        Becomes: "{0} → {1}", "{0} → {1}";
        Title: "{0} • {1} 亩 • {2} 万元", "{0} • {1} mu • {2} × 10⁴ yuan";
        Joins: "连通 {0} 块：{1} → {2} 亩", "Joins {0} blocks: {1} → {2} mu";
        Grows: "扩大所在块：{0} → {1} 亩", "Widens its block: {0} → {1} mu";
        Leaves: "退出耕地；所在块 {0} → {1} 亩", "Leaves farmland; its block {0} → {1} mu";
        Loss: "不做：连片少 {0} 亩", "Undone: {0} mu less in blocks";
        NoLoss: "不做：连片面积不减，但约束要靠它满足", "Undone: no less in blocks, but a limit rests on it";
        Gain: "不做：连片多 {0} 亩，约束要靠它满足", "Undone: {0} mu more in blocks, but a limit rests on it";
        Forced: "锁定要求它调整", "A lock asks for it";
    }
}

/// `果园 → 水田`.
pub fn change_classes(change: &ProposedChange) -> Message {
    ChangeText::Becomes.with([class_name(&change.from_class).into(), class_name(&change.to_class).into()])
}

/// `果园 → 水田 • 3.12 亩 • 4.46 万元`.
pub fn change_title(change: &ProposedChange) -> Message {
    let cost = fixed(change.cost_fen as f64 / FEN_IN_1E4_YUAN, 2);
    ChangeText::Title.with([change_classes(change).into(), fixed(mu_from_m2(change.area_m2), 2).into(), cost.into()])
}

/// What it joins, what is lost without it, and by which rule it may be.
pub fn change_lines(change: &ProposedChange) -> Vec<Message> {
    let blocks = [change.block_before_mu, change.block_after_mu].map(|mu| fixed(mu, 2));
    let [before, after] = blocks.map(crate::i18n::Argument::from);
    let mut lines = vec![
        if !gains_farmland(change) {
            ChangeText::Leaves.with([before, after])
        } else if change.joins > 1 {
            ChangeText::Joins.with([change.joins.into(), before, after])
        } else {
            ChangeText::Grows.with([before, after])
        },
        if change.loss_mu > NOTHING_MU {
            ChangeText::Loss.with([fixed(change.loss_mu, 2).into()])
        } else if change.loss_mu < -NOTHING_MU {
            ChangeText::Gain.with([fixed(-change.loss_mu, 2).into()])
        } else {
            ChangeText::NoLoss.plain()
        },
    ];
    if change.is_forced {
        lines.push(ChangeText::Forced.plain());
    }
    lines.push(change.reason.clone());
    lines
}

/// Whether a change makes farmland of what is none.
pub fn gains_farmland(change: &ProposedChange) -> bool {
    let is_cultivated = |code: &str| land_class(code).is_some_and(crate::base::LandClass::is_cultivated);
    is_cultivated(&change.to_class) && !is_cultivated(&change.from_class)
}

/// The name of a class; its code where the standard has none.
pub fn class_name(code: &str) -> Message {
    land_class(code)
        .map_or_else(|| Message::verbatim(code), |class| Message::owned(class.name_zh.as_str(), class.name_en.as_str()))
}

/// Fen 分 in 10⁴ yuan 万元.
const FEN_IN_1E4_YUAN: f64 = 1_000_000.0;
/// Less than this is rounding, mu.
const NOTHING_MU: f64 = 0.005;
