//! What the strip shows of a scheme, and by how much each figure differs from what it was.

use crate::assessment::{Assessment, FieldFigures};
use crate::checks::Verdict;
use crate::command::DrawerTab;
use crate::i18n::common::CommonText;
use crate::i18n::{Text, fixed, signed, texts};
use crate::indicators::{Investment, LedgerKind};
use crate::ui::Desk;
use crate::units::{FEN_PER_10K_YUAN, mu_from_m2, round_half_away};

texts! {
    FigureText {
        Issues: "待处理", "Issues";
        IssuesSays: "规则判断未满足、还没有处理的问题数；点击逐条查看", "Rules that are not satisfied and not settled; click to see them one by one";
        Pieces: "项", "open";
        Linkage: "挂钩节余", "Linkage";
        LinkageSays: "增减挂钩节余 = 复垦 − 建新 − 留用", "Linkage surplus = reclaimed − newly built − reserve";
        Money: "投资", "Cost";
        MoneySays: "各项措施投资之和；未填投资的措施不计", "What the measures cost in all; those that state no cost are left out";
        Yuan: "万元", "10⁴ yuan";
        Basic: "永农调出→调入", "Farmland out→in";
        BasicSays: "永久基本农田调出、调入面积，整治审查表口径", "Permanent basic farmland moved out and in, as the review form counts it";
        NewShare: "新增比例", "Gain";
        NewShareSays: "新增永基比例 =（调入 − 调出）÷ 调出；没有调出时无此数", "Gain of basic farmland = (in − out) ÷ out; none where nothing moves out";
        Concentration: "连片度", "Contiguity";
        ConcentrationSays: "集中连片度 =（调入平均图斑 − 调出平均图斑）÷ 调出平均图斑", "Concentration = (mean patch in − mean patch out) ÷ mean patch out";
        Farmland: "耕地", "Farmland";
        FarmlandSays: "耕地净面积（扣除田坎）整治后与整治前之差", "Farmland net of ridges, after less before";
        Hundred: "百亩方", "≥100 mu";
        HundredSays: "整治区域内 100 亩以上连片耕地的面积，整治前→整治后", "Farmland of the region in blocks of 100 mu or more, before → after";
        Was: "（原 {0}）", "(was {0})";
    }
}

/// Size from which a block counts as one of a hundred mu.
const HUNDRED_MU: f64 = 100.0;

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Source {
    Issues,
    Page(DrawerTab),
}

/// How a figure differs from what it was.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Change {
    pub text: String,
    /// Above 0 for better, below for worse, 0 where neither can be said.
    pub better: f64,
}

/// A figure of the strip.
pub(in crate::ui) struct Figure {
    pub caption: FigureText,
    pub says: FigureText,
    pub text: String,
    pub unit: &'static str,
    pub change: Option<Change>,
    pub source: Source,
}

/// The figures of a scheme, what matters most first; `before` is what they are held against.
pub(in crate::ui) fn figures(desk: &Desk, now: &Assessment, before: Option<&Assessment>) -> [Figure; 8] {
    use FigureText as T;
    let mu = desk.say(CommonText::Mu);
    let figure = |caption, says, (text, change): (String, Option<Change>), unit, source| Figure {
        caption,
        says,
        text,
        unit,
        change,
        source,
    };
    let number = |of: fn(&Assessment) -> f64, say: fn(f64, u32) -> String, decimals, better: f64| {
        let (is, was) = (of(now), before.map(of));
        (say(is, decimals), was.and_then(|was| Change::of(is - was, decimals, better)))
    };
    let percent = |of: fn(&Assessment) -> Option<f64>| percent(desk, of(now), before.map(of));
    let from_to = |of: fn(&Assessment) -> [f64; 2], decimals| {
        let (is, was) = (of(now), before.map(of));
        let change = was.and_then(|was| {
            let parts = [0, 1].map(|part| is[part] - was[part]);
            let differs = parts.iter().any(|part| round_half_away(*part, decimals) != 0.0);
            let text = || format!("{}→{}", signed(parts[0], decimals), signed(parts[1], decimals));
            differs.then(|| Change { text: text(), better: 0.0 })
        });
        (format!("{}→{}", fixed(is[0], decimals), fixed(is[1], decimals)), change)
    };
    let form = Source::Page(DrawerTab::Form);
    let ledgers = Source::Page(DrawerTab::Ledgers);
    [
        figure(T::Issues, T::IssuesSays, number(issues, fixed, 0, -1.0), desk.say(T::Pieces), Source::Issues),
        figure(T::Linkage, T::LinkageSays, number(linkage_mu, signed, 1, 1.0), mu, ledgers),
        figure(T::Money, T::MoneySays, number(cost, fixed, 2, 0.0), desk.say(T::Yuan), ledgers),
        figure(T::Basic, T::BasicSays, from_to(moved_mu, 1), mu, form),
        figure(T::NewShare, T::NewShareSays, percent(|of| of.form.new_share()), "%", form),
        figure(T::Concentration, T::ConcentrationSays, percent(|of| of.form.concentration()), "%", form),
        figure(
            T::Farmland,
            T::FarmlandSays,
            number(farmland_mu, signed, 1, 1.0),
            mu,
            Source::Page(DrawerTab::Structure),
        ),
        figure(T::Hundred, T::HundredSays, from_to(hundred_mu, 0), mu, Source::Page(DrawerTab::Indicators)),
    ]
}

impl Change {
    /// A difference as it is shown; `None` where it rounds to nothing. `better` is the sign of what is better, or 0.
    pub fn of(change: f64, decimals: u32, better: f64) -> Option<Self> {
        (round_half_away(change, decimals) != 0.0)
            .then(|| Self { text: signed(change, decimals), better: change * better })
    }
}

/// A share that may be unknown, in per cent; what it was where a difference can't be taken.
fn percent(desk: &Desk, is: Option<f64>, was: Option<Option<f64>>) -> (String, Option<Change>) {
    let say = |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |share| signed(share * 100.0, 1));
    let change = was.and_then(|was| match (is, was) {
        (Some(is), Some(was)) => Change::of((is - was) * 100.0, 1, 1.0),
        (None, None) => None,
        _ => Some(Change { text: desk.tell(&FigureText::Was.with([say(was).into()])), better: 0.0 }),
    });
    (say(is), change)
}

fn issues(of: &Assessment) -> f64 {
    of.judgement.verdicts.iter().filter(|verdict| Verdict::is_open(verdict)).count() as f64
}

fn linkage_mu(of: &Assessment) -> f64 {
    of.ledgers.ledger(LedgerKind::Linkage).map_or(0.0, |ledger| ledger.balance_mu())
}

/// In 10⁴ yuan.
fn cost(of: &Assessment) -> f64 {
    Investment::of(of.land.measures()).total().cost_fen as f64 / FEN_PER_10K_YUAN
}

fn moved_mu(of: &Assessment) -> [f64; 2] {
    [of.form.out.area_m2, of.form.moved_in.area_m2].map(mu_from_m2)
}

fn farmland_mu(of: &Assessment) -> f64 {
    mu_from_m2(of.totals.farmland.after - of.totals.farmland.before)
}

/// Farmland in large blocks before and after.
fn hundred_mu(of: &Assessment) -> [f64; 2] {
    let in_large = |fields: &FieldFigures| {
        let large = fields.sizes.at_least.iter().find(|blocks| blocks.mu == HUNDRED_MU);
        large.map_or(0.0, |blocks| blocks.area_mu)
    };
    [in_large(&of.fields.0), in_large(&of.fields.1)]
}
