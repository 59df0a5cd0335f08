//! Charts where people would rather look: blocks by size before and after, and the balances of the ledgers.

use egui::{Rect, Ui, vec2};

use super::bars::{Bars, Group, bars_ui};
use crate::assessment::Assessment;
use crate::i18n::{Message, Text, fixed, texts};
use crate::indicators::LedgerKind;
use crate::theme;
use crate::ui::Desk;
use crate::units::mu_from_m2;

texts! {
    ChartText {
        Bands: "连片程度：耕地面积（亩）", "Farmland by block size (mu)";
        Large: "百千万亩方：耕地面积（亩）", "Farmland in large blocks (mu)";
        Ledgers: "台账结余（亩）", "Balances of the ledgers (mu)";
        Before: "整治前", "before";
        After: "整治后", "after";
        Debit: "占用", "taken";
        Credit: "补充", "given";
        AtLeast: "≥{0}", "≥{0}";
        AtLeastThousands: "≥{0} 千", "≥{0}k";
        AtLeastTenThousands: "≥{0} 万", "≥{0}0k";
        UpTo: "≤{0}", "≤{0}";
        Between: "{0}–{1}", "{0}–{1}";
        Above: ">{0}", ">{0}";
        Linkage: "挂钩", "Linkage";
        Compensation: "占补", "Offset";
        InOut: "进出", "In–out";
        Forest: "林地", "Forest";
    }
}

pub(super) fn charts_page_ui(ui: &mut Ui, desk: &Desk, assessment: &Assessment) {
    let room = ui.available_rect_before_wrap();
    let charts = [bands(desk, assessment), large(desk, assessment), ledgers(desk, assessment)];
    let gap = theme::SPACE_4;
    let width = (room.width() - gap * (charts.len() - 1) as f32) / charts.len() as f32;
    for (place, chart) in charts.iter().enumerate() {
        let left = room.left() + (width + gap) * place as f32;
        let rect = Rect::from_min_size(egui::pos2(left, room.top()), vec2(width, room.height()));
        bars_ui(ui, desk, chart, rect.shrink2(vec2(0.0, theme::SPACE_1)));
    }
}

fn bands(desk: &Desk, assessment: &Assessment) -> Bars {
    let (before, after) = (&assessment.fields.0.sizes, &assessment.fields.1.sizes);
    let groups = before.bands.iter().zip(&after.bands).map(|(before, after)| Group {
        name: band_name(desk, before.above_mu, before.up_to_mu),
        values: [before.area_mu, after.area_mu],
    });
    before_after(desk, ChartText::Bands, groups.collect())
}

/// A band under its bars; the unit stands in the title.
fn band_name(desk: &Desk, above_mu: f64, up_to_mu: Option<f64>) -> String {
    let mu = |mu: f64| fixed(mu, 0).into();
    desk.tell(&match up_to_mu {
        None => ChartText::Above.with([mu(above_mu)]),
        Some(up_to) if above_mu == 0.0 => ChartText::UpTo.with([mu(up_to)]),
        Some(up_to) => ChartText::Between.with([mu(above_mu), mu(up_to)]),
    })
}

fn large(desk: &Desk, assessment: &Assessment) -> Bars {
    let (before, after) = (&assessment.fields.0.sizes, &assessment.fields.1.sizes);
    let groups = before.at_least.iter().zip(&after.at_least).map(|(before, after)| Group {
        name: desk.tell(&at_least(before.mu)),
        values: [before.area_mu, after.area_mu],
    });
    before_after(desk, ChartText::Large, groups.collect())
}

/// Short enough to stand under its bars.
fn at_least(mu: f64) -> Message {
    match mu {
        10_000.0.. => ChartText::AtLeastTenThousands.with([fixed(mu / 10_000.0, 0).into()]),
        1_000.0.. => ChartText::AtLeastThousands.with([fixed(mu / 1_000.0, 0).into()]),
        _ => ChartText::AtLeast.with([fixed(mu, 0).into()]),
    }
}

fn before_after(desk: &Desk, title: ChartText, groups: Vec<Group>) -> Bars {
    let series = [desk.say(ChartText::Before), desk.say(ChartText::After)];
    Bars { title: desk.say(title), series, groups, with_balance: false }
}

fn ledgers(desk: &Desk, assessment: &Assessment) -> Bars {
    let groups = assessment.ledgers.ledgers.iter().map(|ledger| {
        let name = match ledger.kind {
            LedgerKind::Linkage => ChartText::Linkage,
            LedgerKind::Compensation => ChartText::Compensation,
            LedgerKind::InOut => ChartText::InOut,
            LedgerKind::Forest => ChartText::Forest,
        };
        let values = [mu_from_m2(ledger.total.debit_m2), mu_from_m2(ledger.total.credit_m2)];
        Group { name: desk.say(name).to_owned(), values }
    });
    let series = [desk.say(ChartText::Debit), desk.say(ChartText::Credit)];
    Bars { title: desk.say(ChartText::Ledgers), series, groups: groups.collect(), with_balance: true }
}
