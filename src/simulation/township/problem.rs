//! Why a simulation over a project can't begin: what is missing or contradictory, by its name, and what to do.

use crate::design::{LockId, ZoneId};
use crate::i18n::{Explain, Message, Text, fixed, texts};

/// A refusal.
#[derive(Clone, Debug, PartialEq)]
pub enum TownshipProblem {
    /// There is no parcel at all.
    NoLand,
    NoFarmland,
    /// Nothing may change: how many parcels each reason keeps out, most first.
    NothingEligible {
        reasons: Vec<(Message, usize)>,
    },
    /// A conversion or a figure that is needed has no value in the table.
    CostMissing {
        key: String,
    },
    /// A request replaces a cost that the table lacks.
    UnknownCost {
        key: String,
        known: String,
    },
    /// A figure of the request is none to calculate with.
    BadFigure {
        name: &'static str,
        value: String,
    },
    UnknownZone {
        zone: ZoneId,
    },
    /// One lock says that a parcel must change, another that it must not.
    ContradictingLocks {
        must: LockId,
        must_not: LockId,
        parcel: usize,
    },
    /// A lock says that a parcel must change that can't.
    LockAgainstRule {
        lock: LockId,
        parcel: usize,
        reason: Box<Message>,
    },
    /// A lock says what must change, and none of its land can.
    EmptyLock {
        lock: LockId,
        reason: Option<Box<Message>>,
    },
    /// No layer of this role.
    NoLayer {
        role: crate::base::Role,
    },
    /// No settlement reaches the size of a village core: there is nowhere to move to.
    NoVillageCore {
        least_mu: f64,
    },
    /// A lock of a kind that this simulation can't obey.
    LockUnknown {
        lock: LockId,
    },
    /// The problem would not fit into memory.
    TooLarge {
        nodes: usize,
        rows: usize,
        bytes: u64,
        most: u64,
    },
    /// Somebody stopped it.
    Stopped,
}

texts! {
    TownshipText {
        NoLand: "项目里没有地类图斑，先导入地类图斑层。", "The project has no land-use parcels; import the land-use layer first.";
        NoFarmland: "现有土地上没有耕地（地类 01），无从连片。请检查地类图斑的 DLBM。", "There is no farmland (class 01) on this land, so nothing can lie together. Check DLBM of the parcels.";
        NothingEligible: "没有一个图斑可以调整：{0}。请放宽限制条件、扩大片区或检查数据。", "No parcel may change: {0}. Loosen the limits, choose more land, or check the data.";
        Reason: "{0}（{1} 个图斑）", "{0} ({1} parcels)";
        CostMissing: "单价表里“{0}”没有数值，程序不猜：在项目的 simulation_costs.ron 或请求的 unit_costs 里填写。",
            "The table of costs has no value for \"{0}\", and none is guessed: write it in the project's simulation_costs.ron or under unit_costs of the request.";
        UnknownCost: "单价表里没有“{0}”；可用：{1}。", "The table of costs has no \"{0}\"; it has: {1}.";
        BadFigure: "请求的 {0} = {1} 不能用于计算。", "{0} = {1} of the request is no figure to calculate with.";
        UnknownZone: "方案里没有编号为 {0} 的片区。", "The scheme has no zone {0}.";
        ContradictingLocks: "锁定 {0}（必须调整）与锁定 {1}（不得调整）都指定了图斑 {2}。请删掉其中一个。",
            "Lock {0} (must change) and lock {1} (must not change) both mean parcel {2}. Delete one of them.";
        LockAgainstRule: "锁定 {0} 要求图斑 {1} 调整，但{2}。请改锁定，或先解决这个问题。",
            "Lock {0} wants parcel {1} to change, but {2}. Change the lock, or settle that first.";
        EmptyLock: "锁定 {0} 要求调整的范围里没有可调整的图斑{1}。", "Lock {0} wants land to change, and none of its land can{1}.";
        Because: "：{0}", ": {0}";
        NoLayer: "没有“{0}”图层，先导入。", "There is no layer of \"{0}\"; import it first.";
        NoVillageCore: "没有达到 {0} 亩的村庄核心，拆旧后无处安置。请在项目设置里调整村庄核心面积，或检查地类 0702。",
            "No settlement reaches the {0} mu of a village core, so there is nowhere to move to. Change the size of a core in the settings of the project, or check class 0702.";
        LockUnknown: "增减挂钩整村拆旧、逐圈建新，还不能按锁定 {0} 的“必须”或“一并”求解；“不得调整”可以。请删掉这个锁定再求。",
            "Hamlets go whole and villages grow ring by ring: lock {0} (must, together) can't be obeyed here; \"must not\" can. Delete it and run again.";
        TooLarge: "问题太大：{0} 个节点、{1} 行约束，估计需要 {2} GB 内存，上限 {3} GB。请选择片区，或取消按村约束和大范围锁定。",
            "The problem is too large: {0} nodes and {1} rows take about {2} GB of memory, and {3} GB is the most. Choose zones, or give up rows by village and large locks.";
        Stopped: "已停止。", "Stopped.";
    }
}

/// How many reasons are named.
const NAMED: usize = 5;

impl Explain for TownshipProblem {
    fn message(&self) -> Message {
        let giga = |bytes: u64| fixed(bytes as f64 / 1e9, 1);
        match self {
            Self::NoLand => TownshipText::NoLand.plain(),
            Self::NoFarmland => TownshipText::NoFarmland.plain(),
            Self::NothingEligible { reasons } => {
                let named = reasons.iter().take(NAMED);
                let said = named.map(|(why, count)| TownshipText::Reason.with([why.clone().into(), (*count).into()]));
                TownshipText::NothingEligible.with([listed(said).into()])
            }
            Self::CostMissing { key } => TownshipText::CostMissing.with([key.as_str().into()]),
            Self::UnknownCost { key, known } => {
                TownshipText::UnknownCost.with([key.as_str().into(), known.as_str().into()])
            }
            Self::BadFigure { name, value } => TownshipText::BadFigure.with([(*name).into(), value.as_str().into()]),
            Self::UnknownZone { zone } => TownshipText::UnknownZone.with([zone.0.into()]),
            Self::ContradictingLocks { must, must_not, parcel } => {
                TownshipText::ContradictingLocks.with([must.0.into(), must_not.0.into(), (parcel + 1).into()])
            }
            Self::LockAgainstRule { lock, parcel, reason } => {
                TownshipText::LockAgainstRule.with([lock.0.into(), (parcel + 1).into(), Message::clone(reason).into()])
            }
            Self::EmptyLock { lock, reason } => {
                let because = reason.as_ref().map(|why| TownshipText::Because.with([Message::clone(why).into()]));
                let because = because.unwrap_or_else(|| Message::verbatim(""));
                TownshipText::EmptyLock.with([lock.0.into(), because.into()])
            }
            Self::NoLayer { role } => TownshipText::NoLayer.with([role.message().into()]),
            Self::NoVillageCore { least_mu } => TownshipText::NoVillageCore.with([fixed(*least_mu, 1).into()]),
            Self::LockUnknown { lock } => TownshipText::LockUnknown.with([lock.0.into()]),
            Self::TooLarge { nodes, rows, bytes, most } => {
                TownshipText::TooLarge.with([(*nodes).into(), (*rows).into(), giga(*bytes).into(), giga(*most).into()])
            }
            Self::Stopped => TownshipText::Stopped.plain(),
        }
    }
}

/// Messages one after the other.
pub(super) fn listed(messages: impl Iterator<Item = Message>) -> Message {
    let both = |all: Message, next: Message| Message::new("{0}；{1}", "{0}; {1}", vec![all.into(), next.into()]);
    messages.reduce(both).unwrap_or_else(|| Message::verbatim(""))
}
