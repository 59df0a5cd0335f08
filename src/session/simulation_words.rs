//! What the map and the list say of a proposed change, in the same words.

use crate::base::land_class;
use crate::design::MeasureKind;
use crate::i18n::{Argument, Message, Text, fixed, texts};
use crate::simulation::{Proposal, ProposedChange};
use crate::units::mu_from_m2;

texts! {
    ChangeText {
        Becomes: "{0} → {1}", "{0} → {1}";
        TakenIn: "调入永农 • {0}", "In: {0}";
        TakenOut: "调出永农 • {0}", "Out: {0}";
        Title: "{0} • {1} 亩 • {2} 万元", "{0} • {1} mu • {2} × 10⁴ yuan";
        Joins: "连通 {0} 块：{1} → {2} 亩", "Joins {0:block|blocks}: {1} → {2} mu";
        Grows: "扩大所在块：{0} → {1} 亩", "Widens its block: {0} → {1} mu";
        Leaves: "退出；所在块 {0} → {1} 亩", "Leaves; its block {0} → {1} mu";
        Loss: "不做：连片少 {0} 亩", "Undone: {0} mu less in blocks";
        LossOfValue: "不做：目标值少 {0} 亩", "Undone: {0} mu less of the objective";
        NoLoss: "不做：连片面积不减，但约束要靠它满足", "Undone: no less in blocks, but a limit rests on it";
        Gain: "不做：连片多 {0} 亩，约束要靠它满足", "Undone: {0} mu more in blocks, but a limit rests on it";
        Slope: "坡度 {0} 级", "Slope level {0}";
        Forced: "锁定要求它调整", "A lock asks for it";
    }
}

/// A change of a proposal with what carries it out.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    pub of: &'a ProposedChange,
    pub kind: MeasureKind,
}

impl<'a> Change<'a> {
    /// All changes of a proposal, in the order of the works.
    pub fn all(proposal: &'a Proposal) -> impl Iterator<Item = Self> {
        proposal.changes.iter().zip(&proposal.measures).map(|(of, measure)| Self { of, kind: measure.kind })
    }

    /// The change at a place of the proposal.
    pub fn at(proposal: &'a Proposal, place: usize) -> Option<Self> {
        Some(Self { of: proposal.changes.get(place)?, kind: proposal.measures.get(place)?.kind })
    }

    /// Whether it brings farmland, or basic farmland, rather than taking it.
    pub fn gains(&self) -> bool {
        self.of.is_gain
    }

    /// Whether what counts is farmland in blocks, and not an objective of several parts.
    fn counts_blocks(&self) -> bool {
        !matches!(
            self.kind,
            MeasureKind::BasicFarmlandIn
                | MeasureKind::BasicFarmlandOut
                | MeasureKind::Reclaim
                | MeasureKind::NewConstruction
                | MeasureKind::Resettlement
        )
    }

    /// `果园 → 水田`; of basic farmland, whose class stays, `调入 • 水田`.
    pub fn classes(&self) -> Message {
        let from = class_name(&self.of.from_class).into();
        match self.kind {
            MeasureKind::BasicFarmlandIn => ChangeText::TakenIn.with([from]),
            MeasureKind::BasicFarmlandOut => ChangeText::TakenOut.with([from]),
            _ => ChangeText::Becomes.with([from, class_name(&self.of.to_class).into()]),
        }
    }

    /// The same in short, by codes: `0201 → 0101`; of basic farmland, whose class stays, its name.
    pub fn codes(&self) -> Message {
        match self.kind {
            MeasureKind::BasicFarmlandIn | MeasureKind::BasicFarmlandOut => self.classes(),
            _ => ChangeText::Becomes.with([(&*self.of.from_class).into(), (&*self.of.to_class).into()]),
        }
    }

    /// `果园 → 水田 • 3.12 亩 • 4.46 万元`.
    pub fn title(&self) -> Message {
        let cost = fixed(self.of.cost_fen as f64 / FEN_IN_1E4_YUAN, 2);
        ChangeText::Title.with([self.classes().into(), fixed(mu_from_m2(self.of.area_m2), 2).into(), cost.into()])
    }

    /// In short: what it joins, what is lost without it, how steep it is. The reason says all of it.
    pub fn lines(&self) -> Vec<Message> {
        let change = self.of;
        let [before, after] = [change.block_before_mu, change.block_after_mu].map(|mu| Argument::from(fixed(mu, 2)));
        let mut lines = vec![
            if !self.gains() {
                ChangeText::Leaves.with([before, after])
            } else if change.joins > 1 {
                ChangeText::Joins.with([change.joins.into(), before, after])
            } else {
                ChangeText::Grows.with([before, after])
            },
            if change.loss_mu > NOTHING_MU {
                let text = if self.counts_blocks() { ChangeText::Loss } else { ChangeText::LossOfValue };
                text.with([fixed(change.loss_mu, 2).into()])
            } else if change.loss_mu < -NOTHING_MU {
                ChangeText::Gain.with([fixed(-change.loss_mu, 2).into()])
            } else {
                ChangeText::NoLoss.plain()
            },
        ];
        if change.is_forced {
            lines.push(ChangeText::Forced.plain());
        }
        lines.extend(change.slope.map(|slope| ChangeText::Slope.with([slope.level().into()])));
        lines
    }
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
