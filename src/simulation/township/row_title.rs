//! What a row of a problem is called, and what it is counted in.

use crate::design::LockId;
use crate::i18n::common::CommonText;
use crate::i18n::{Message, Text, texts};

/// A row of a problem.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RowTitle {
    Budget,
    /// Farmland that leaves less farmland that joins.
    Farmland,
    FarmlandOfVillage(String),
    /// Forest that goes less forest that comes.
    ForestLoss,
    ForestGain,
    /// What the mean grade loses, times area.
    Quality,
    Must {
        lock: LockId,
        parcel: usize,
    },
    Together {
        lock: LockId,
        parcels: [usize; 2],
    },
    BasicFarmlandInAtLeast,
    BasicFarmlandInAtMost,
    BasicFarmlandOut,
    LinkageArea,
    LinkageFarmland,
    LinkageQuality,
    /// Another row of the linkage, by its name in the problem.
    Named(String),
}

texts! {
    RowText {
        Budget: "投资预算", "Budget";
        Farmland: "耕地净减少", "Net loss of farmland";
        FarmlandOfVillage: "{0}耕地净减少", "Net loss of farmland, {0}";
        ForestLoss: "林地净减少", "Net loss of forest";
        ForestGain: "林地净增加", "Net gain of forest";
        Quality: "耕地质量等别下降（面积加权）", "Loss of farmland quality, by area";
        Must: "锁定 {0}：图斑 {1} 必须调整", "Lock {0}: parcel {1} must change";
        Together: "锁定 {0}：图斑 {1} 与 {2} 一并调整", "Lock {0}: parcels {1} and {2} change together";
        InAtLeast: "按调出应调入的永农减实际调入", "Basic farmland due for what moves out, less what moves in";
        InAtMost: "永农调入减按调出允许的上限", "Basic farmland moved in, less the most that what moves out allows";
        Out: "永农调出面积", "Basic farmland moved out";
        LinkageArea: "建新面积减拆旧面积", "Built less demolished";
        LinkageFarmland: "建新占用耕地减复垦耕地", "Farmland built on less farmland reclaimed";
        LinkageQuality: "建新占用耕地质量减复垦耕地质量", "Quality of farmland built on less that reclaimed";
        TenThousandYuan: "万元", "10⁴ yuan";
        GradeMu: "等·亩", "grade · mu";
        Parcels: "个图斑", "parcels";
        Unitless: "行值", "as in the problem";
    }
}

impl RowTitle {
    pub fn title(&self) -> Message {
        match self {
            Self::Budget => RowText::Budget.plain(),
            Self::Farmland => RowText::Farmland.plain(),
            Self::FarmlandOfVillage(village) => RowText::FarmlandOfVillage.with([village.as_str().into()]),
            Self::ForestLoss => RowText::ForestLoss.plain(),
            Self::ForestGain => RowText::ForestGain.plain(),
            Self::Quality => RowText::Quality.plain(),
            Self::Must { lock, parcel } => RowText::Must.with([lock.0.into(), (parcel + 1).into()]),
            Self::Together { lock, parcels: [first, second] } => {
                RowText::Together.with([lock.0.into(), (first + 1).into(), (second + 1).into()])
            }
            Self::BasicFarmlandInAtLeast => RowText::InAtLeast.plain(),
            Self::BasicFarmlandInAtMost => RowText::InAtMost.plain(),
            Self::BasicFarmlandOut => RowText::Out.plain(),
            Self::LinkageArea => RowText::LinkageArea.plain(),
            Self::LinkageFarmland => RowText::LinkageFarmland.plain(),
            Self::LinkageQuality => RowText::LinkageQuality.plain(),
            Self::Named(name) => Message::verbatim(name.as_str()),
        }
    }

    pub fn unit(&self) -> Message {
        match self {
            Self::Budget => RowText::TenThousandYuan.plain(),
            Self::Quality => RowText::GradeMu.plain(),
            Self::Must { .. } | Self::Together { .. } => RowText::Parcels.plain(),
            Self::Named(_) => RowText::Unitless.plain(),
            _ => CommonText::Mu.plain(),
        }
    }
}
