//! Why a parcel is no part of a problem: decided before the model, by a rule with its clause or by a limit of the request, never by a
//! penalty.

use std::sync::Arc;

use crate::checks::{Rule, Unknown, basis_message};
use crate::design::{LockId, MeasureId};
use crate::i18n::{Explain, Message, Text, fixed, texts};
use crate::land::SlopeLevel;

/// Why a parcel can't change.
#[derive(Clone, Debug, PartialEq)]
pub enum Exclusion {
    /// Its class has no conversion in the table of costs.
    Class(Arc<str>),
    /// Farmland neither steep nor isolated enough to leave.
    FarmlandStays {
        slope: Option<SlopeLevel>,
        at_least: u8,
        block_mu: f64,
        isolated_mu: f64,
    },
    /// A measure of the scheme lies on it.
    Touched(MeasureId),
    /// The request protects its class.
    Protected(Arc<str>),
    OutsideZones,
    SlopeUnknown,
    TooSteep {
        slope: SlopeLevel,
        at_most: u8,
    },
    TooFar {
        at_most_m: f64,
    },
    /// It breaks fields itself: part of a village core, or of a class that is a barrier.
    Barrier,
    DevelopmentBoundary,
    /// Permanent basic farmland never leaves the farmland.
    BasicFarmland,
    /// No graded farmland lies near: the grade of new farmland can't be told.
    QualityUnknown,
    /// Its outline is faulty, or it has no area.
    Outline,
    /// A rule forbids the change: figure in the rule's unit.
    Rule {
        rule: Arc<Rule>,
        figure: f64,
    },
    /// A rule that forbids could not be asked.
    Unjudged {
        rule: Arc<Rule>,
        reason: Unknown,
    },
    /// A lock says that it must not change.
    Locked(LockId),
    /// It would change together with a parcel that can't.
    TogetherWith {
        lock: LockId,
        parcel: usize,
    },
    /// Some of it is basic farmland and some is not: whole parcels move.
    PartlyBasicFarmland,
    /// Part of a village core, or of settlement that is no hamlet of homesteads.
    StaysBuilt,
    /// Not within so many rings of parcels round a village core.
    FarFromCore {
        rings: u32,
    },
    /// It is not one of the parcels that this kind of simulation is about.
    NotAsked,
}

texts! {
    ExclusionText {
        Class: "地类 {0} 没有转换单价，不参与", "class {0} has no conversion in the table of costs";
        NoClass: "没有地类编码", "it has no class";
        StaysUnknown: "现状耕地，坡度不明，所在地块 {0} 亩（不小于 {1} 亩），不转出", "farmland of unknown slope in a block of {0} mu (not below {1} mu) stays";
        Stays: "现状耕地，坡度 {0} 级（低于 {1} 级），所在地块 {2} 亩（不小于 {3} 亩），不转出", "farmland of slope level {0} (below {1}) in a block of {2} mu (not below {3} mu) stays";
        Touched: "本方案的措施 {0} 已安排这块地", "measure {0} of the scheme lies on it";
        Protected: "地类 {0} 在限制条件中受保护", "class {0} is protected by the limits of the request";
        OutsideZones: "不完全在选定的片区内", "it does not lie in the chosen zones as a whole";
        SlopeUnknown: "坡度不明：没有坡度图，图斑也没有坡度级别", "its slope is unknown: no slope layer grades it, and its parcel states no level";
        TooSteep: "坡度 {0} 级，高于限制的 {1} 级", "slope level {0} is above the limit of {1}";
        TooFar: "离现状耕地超过 {0} 米", "it is further than {0} m from farmland";
        Barrier: "属于村庄核心或连片隔断地类：整村拆旧在增减挂钩中模拟", "it is part of a village core or of a class that breaks fields: whole hamlets belong to the linkage";
        DevelopmentBoundary: "在城镇开发边界内", "it lies in the urban development boundary";
        BasicFarmland: "永久基本农田，只在永农布局调整中变动", "permanent basic farmland moves in its own simulation alone";
        QualityUnknown: "附近没有带等别的耕地，新增耕地等别无法推算，而限制条件要求质量不降低", "no graded farmland lies near it, so the grade of new farmland is unknown while quality may not fall";
        Outline: "图形有误或面积为零，先修复", "its outline is faulty or has no area; repair it first";
        Rule: "规则 {0}“{1}”禁止（{2}）；依据 {3}", "rule {0} \"{1}\" forbids it ({2}); basis: {3}";
        Unjudged: "规则 {0}“{1}”判断不了：{2}；依据 {3}", "rule {0} \"{1}\" could not be asked: {2}; basis: {3}";
        Locked: "锁定 {0}：不得调整", "lock {0}: it must not change";
        TogetherWith: "锁定 {0} 要求与图斑 {1} 一并调整，而后者不能调整", "lock {0} ties it to parcel {1}, which can't change";
        PartlyBasicFarmland: "只有一部分是永久基本农田：先按现状分割图斑", "only some of it is basic farmland: split the parcel first";
        StaysBuilt: "村庄核心，或不是宅基地组成的零散村落，不拆旧", "a village core, or settlement that is no hamlet of homesteads, stays";
        FarFromCore: "不在村庄核心外 {0} 圈图斑以内", "it is not within {0} rings of parcels round a village core";
        NotAsked: "不属于这类模拟的对象", "it is no part of this kind of simulation";
        ClassTitle: "地类没有转换单价", "class without a conversion";
        StaysTitle: "耕地保留", "farmland that stays";
        TouchedTitle: "方案措施已安排", "a measure of the scheme lies on it";
        ProtectedTitle: "受保护地类", "protected class";
        SteepTitle: "坡度超限", "too steep";
        FarTitle: "离耕地过远", "too far from farmland";
        BarrierTitle: "村庄核心或隔断地类", "village core or barrier";
        RuleTitle: "{0} {1}（{2}）", "{0} {1} ({2})";
        LockedTitle: "锁定不得调整", "locked";
        TiedTitle: "与不能调整的图斑捆绑", "tied to a parcel that can't change";
    }
}

impl Exclusion {
    /// The rule's id, or a word that stays the same: what reports count by.
    pub fn key(&self) -> &str {
        match self {
            Self::Class(_) => "class",
            Self::FarmlandStays { .. } => "farmland_stays",
            Self::Touched(_) => "touched_by_measure",
            Self::Protected(_) => "protected_class",
            Self::OutsideZones => "outside_zones",
            Self::SlopeUnknown => "slope_unknown",
            Self::TooSteep { .. } => "slope",
            Self::TooFar { .. } => "distance",
            Self::Barrier => "barrier",
            Self::DevelopmentBoundary => "development_boundary",
            Self::BasicFarmland => "basic_farmland",
            Self::QualityUnknown => "quality_unknown",
            Self::Outline => "outline",
            Self::Rule { rule, .. } | Self::Unjudged { rule, .. } => &rule.id,
            Self::Locked(_) => "locked",
            Self::TogetherWith { .. } => "tied",
            Self::PartlyBasicFarmland => "partly_basic_farmland",
            Self::StaysBuilt => "stays_built",
            Self::FarFromCore { .. } => "far_from_core",
            Self::NotAsked => "not_asked",
        }
    }

    /// What parcels that are kept out alike are called together.
    pub fn title(&self) -> Message {
        match self {
            Self::Class(_) => ExclusionText::ClassTitle.plain(),
            Self::FarmlandStays { .. } => ExclusionText::StaysTitle.plain(),
            Self::Touched(_) => ExclusionText::TouchedTitle.plain(),
            Self::Protected(_) => ExclusionText::ProtectedTitle.plain(),
            Self::TooSteep { .. } => ExclusionText::SteepTitle.plain(),
            Self::TooFar { .. } => ExclusionText::FarTitle.plain(),
            Self::Barrier => ExclusionText::BarrierTitle.plain(),
            Self::Rule { rule, .. } | Self::Unjudged { rule, .. } => ExclusionText::RuleTitle.with([
                rule.id.as_str().into(),
                rule.message().into(),
                basis_message(rule).into(),
            ]),
            Self::Locked(_) => ExclusionText::LockedTitle.plain(),
            Self::TogetherWith { .. } => ExclusionText::TiedTitle.plain(),
            other => other.message(),
        }
    }

    /// Whether a rule, a limit or a lock keeps out what could change otherwise, and not the class of the land alone.
    pub(super) fn keeps_out(&self) -> bool {
        !matches!(
            self,
            Self::Class(_) | Self::FarmlandStays { .. } | Self::NotAsked | Self::StaysBuilt | Self::FarFromCore { .. }
        )
    }
}

impl Explain for Exclusion {
    fn message(&self) -> Message {
        let mu = |value: f64| fixed(value, 2);
        match self {
            Self::Class(class) if class.is_empty() => ExclusionText::NoClass.plain(),
            Self::Class(class) => ExclusionText::Class.with([(&**class).into()]),
            Self::FarmlandStays { slope: None, block_mu, isolated_mu, .. } => {
                ExclusionText::StaysUnknown.with([mu(*block_mu).into(), mu(*isolated_mu).into()])
            }
            Self::FarmlandStays { slope: Some(slope), at_least, block_mu, isolated_mu } => ExclusionText::Stays.with([
                slope.level().into(),
                (*at_least).into(),
                mu(*block_mu).into(),
                mu(*isolated_mu).into(),
            ]),
            Self::Touched(measure) => ExclusionText::Touched.with([measure.0.into()]),
            Self::Protected(class) => ExclusionText::Protected.with([(&**class).into()]),
            Self::OutsideZones => ExclusionText::OutsideZones.plain(),
            Self::SlopeUnknown => ExclusionText::SlopeUnknown.plain(),
            Self::TooSteep { slope, at_most } => {
                ExclusionText::TooSteep.with([slope.level().into(), (*at_most).into()])
            }
            Self::TooFar { at_most_m } => ExclusionText::TooFar.with([fixed(*at_most_m, 1).into()]),
            Self::Barrier => ExclusionText::Barrier.plain(),
            Self::DevelopmentBoundary => ExclusionText::DevelopmentBoundary.plain(),
            Self::BasicFarmland => ExclusionText::BasicFarmland.plain(),
            Self::QualityUnknown => ExclusionText::QualityUnknown.plain(),
            Self::Outline => ExclusionText::Outline.plain(),
            Self::Rule { rule, figure } => {
                let unit = |language| rule.unit.say(*figure, language);
                let figure = Message::owned(unit(crate::i18n::Language::Chinese), unit(crate::i18n::Language::English));
                let words = [rule.id.as_str().into(), rule.message().into(), figure.into(), basis_message(rule).into()];
                ExclusionText::Rule.with(words)
            }
            Self::Unjudged { rule, reason } => {
                let words = [
                    rule.id.as_str().into(),
                    rule.message().into(),
                    reason.message().into(),
                    basis_message(rule).into(),
                ];
                ExclusionText::Unjudged.with(words)
            }
            Self::Locked(lock) => ExclusionText::Locked.with([lock.0.into()]),
            Self::TogetherWith { lock, parcel } => {
                ExclusionText::TogetherWith.with([lock.0.into(), (parcel + 1).into()])
            }
            Self::PartlyBasicFarmland => ExclusionText::PartlyBasicFarmland.plain(),
            Self::StaysBuilt => ExclusionText::StaysBuilt.plain(),
            Self::FarFromCore { rings } => ExclusionText::FarFromCore.with([(*rings).into()]),
            Self::NotAsked => ExclusionText::NotAsked.plain(),
        }
    }
}
