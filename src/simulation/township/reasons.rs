//! Why a parcel changes and why another doesn't, in words with the rule and its clause, the row or the price.

use std::sync::Arc;

use crate::checks::{Rule, basis_message};
use crate::i18n::{Message, Text, fixed, texts};
use crate::units::{FEN_PER_10K_YUAN, mu_from_m2};

use super::super::{ChangeReason, StayReason};
use super::candidate::Candidate;
use super::problem::listed;
use super::row_title::RowTitle;
use super::site::Site;

texts! {
    ReasonText {
        Joins: "把 {0} 片耕地连成 {1} 亩（此前最大 {2} 亩）", "joins {0} pieces of farmland into {1} mu (the largest had {2} mu)";
        Adds: "使所在地块达到 {0} 亩（此前 {1} 亩）", "brings its block to {0} mu (from {1} mu)";
        Outside: "所在地块 {0} 亩，未达标，为满足其他约束而调整", "its block of {0} mu is below the threshold: it changes for the other rows";
        LeavesSteep: "坡度 {0} 级的耕地退出，腾出造林面积", "farmland of slope level {0} leaves and makes room for forest";
        LeavesIsolated: "零星耕地退出，腾出造林面积", "isolated farmland leaves and makes room for forest";
        Loss: "撤销则少 {0} 亩连片", "{0} mu less lie in blocks without it";
        Cost: "投资 {0} 万元（单价 {1} 万元/亩{2}）", "cost {0} × 10⁴ yuan ({1} × 10⁴ yuan a mu{2})";
        Unverified: "，未核实", ", not verified";
        Slope: "坡度 {0} 级", "slope level {0}";
        Grade: "新增耕地预计 {0} 等（{1} 米内耕地平均降一等）", "expected grade {0} (mean of farmland within {1} m, one worse)";
        Asked: "须办理或说明：{0}", "to be settled: {0}";
        Rule: "{0} {1}，{2}", "{0} {1}, {2}";
        Allowed: "已逐条判断 {0} 条规则，无一禁止", "none of the {0} rules asked forbids it";
        Forced: "锁定要求调整", "a lock wants it";
        StaysFarmland: "现状耕地，保留", "farmland that stays";
        Changes: "本方案已安排调整", "it changes in this proposal";
        LockedRow: "{0}", "{0}";
        NoBlock: "调整后所在地块只有 {0} 亩，达不到 {1} 亩，不增加连片面积", "its block would have {0} mu, below {1} mu: nothing is won";
        RowFull: "可多连片 {0} 亩，但“{1}”还差 {2} {3}", "it would win {0} mu, but \"{1}\" lacks {2} {3}";
        Price: "可多连片 {0} 亩，但占用的约束（主要是“{1}”）用在别处值 {2} 亩", "it would win {0} mu, but what it uses (\"{1}\" above all) is worth {2} mu elsewhere";
        PriceAlone: "可多连片 {0} 亩，但占用的约束用在别处值 {1} 亩", "it would win {0} mu, but what it uses is worth {1} mu elsewhere";
        Open: "可多连片 {0} 亩且不违反约束：搜索没有取到，可延长时间再求", "it would win {0} mu and break nothing: the search missed it; run longer";
        NoPlan: "没有可行的方案", "there is no feasible plan";
    }
}

fn mu(value: f64) -> String {
    fixed(value, 2)
}

/// Why a candidate changes.
pub(super) fn change_reason(site: &Site, candidate: &Candidate, why: &ChangeReason, threshold_mu: f64) -> Message {
    let mut parts = Vec::new();
    if why.is_forced {
        parts.push(ReasonText::Forced.plain());
    }
    if candidate.joins() {
        let (before, after) = (mu(why.block_before_mu), mu(why.block_after_mu));
        parts.push(if why.block_after_mu < threshold_mu {
            ReasonText::Outside.with([after.into()])
        } else if why.joins > 1 {
            ReasonText::Joins.with([why.joins.into(), after.into(), before.into()])
        } else {
            ReasonText::Adds.with([after.into(), before.into()])
        });
        if why.loss_mu > 0.0 {
            parts.push(ReasonText::Loss.with([mu(why.loss_mu).into()]));
        }
        if let Some(slope) = candidate.slope {
            parts.push(ReasonText::Slope.with([slope.level().into()]));
        }
        if let Some(grade) = candidate.grade {
            parts.push(ReasonText::Grade.with([fixed(grade, 1).into(), fixed(super::quality::NEAR_M, 0).into()]));
        }
    } else {
        parts.push(match candidate.slope {
            Some(slope) => ReasonText::LeavesSteep.with([slope.level().into()]),
            None => ReasonText::LeavesIsolated.plain(),
        });
    }
    parts.push(cost_reason(site, candidate));
    parts.push(rules_reason(site, candidate));
    listed(parts.into_iter())
}

fn cost_reason(site: &Site, candidate: &Candidate) -> Message {
    let Some(conversion) = candidate.conversion.map(|index| &site.costs.conversions[index]) else {
        return Message::verbatim("");
    };
    let doubt = if conversion.verified { Message::verbatim("") } else { ReasonText::Unverified.plain() };
    let cost = candidate.cost_fen as f64 / FEN_PER_10K_YUAN;
    let per_mu = cost / mu_from_m2(candidate.area_m2);
    ReasonText::Cost.with([fixed(cost, 2).into(), fixed(per_mu, 2).into(), doubt.into()])
}

/// The rules that ask for something, or that none forbids.
pub(super) fn rules_reason(site: &Site, candidate: &Candidate) -> Message {
    if candidate.asked.is_empty() {
        return ReasonText::Allowed.with([site.rules.len().into()]);
    }
    let asked = candidate.asked.iter().filter_map(|&rule| site.rules.get(rule as usize));
    ReasonText::Asked.with([listed(asked.map(rule_words)).into()])
}

fn rule_words(rule: &Arc<Rule>) -> Message {
    ReasonText::Rule.with([rule.id.as_str().into(), rule.message().into(), basis_message(rule).into()])
}

/// Why a node stays, with the titles of its rows.
pub(super) fn stay_words(why: &StayReason, names: &dyn Fn(&str) -> RowTitle) -> Message {
    let title = |name: &str| names(name).title();
    let unit = |name: &str| names(name).unit();
    match why {
        StayReason::FarmlandThatStays => ReasonText::StaysFarmland.plain(),
        StayReason::Changes => ReasonText::Changes.plain(),
        StayReason::Locked { row } => ReasonText::LockedRow.with([title(row).into()]),
        StayReason::NoBlock { piece_mu, threshold_mu } => {
            ReasonText::NoBlock.with([mu(*piece_mu).into(), mu(*threshold_mu).into()])
        }
        StayReason::RowFull { row, missing, gain_mu } => {
            ReasonText::RowFull.with([mu(*gain_mu).into(), title(row).into(), mu(*missing).into(), unit(row).into()])
        }
        StayReason::Price { cost_mu, gain_mu, dearest_row: Some(row) } => {
            ReasonText::Price.with([mu(*gain_mu).into(), title(row).into(), mu(*cost_mu).into()])
        }
        StayReason::Price { cost_mu, gain_mu, dearest_row: None } => {
            ReasonText::PriceAlone.with([mu(*gain_mu).into(), mu(*cost_mu).into()])
        }
        StayReason::Open { gain_mu } => ReasonText::Open.with([mu(*gain_mu).into()]),
    }
}

/// There is no plan that anything could be explained by.
pub(super) fn no_plan() -> Message {
    ReasonText::NoPlan.plain()
}
