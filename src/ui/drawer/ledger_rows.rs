//! Lines of a ledger: entry by entry, or summed by village or by year.

use std::collections::BTreeMap;

use crate::assessment::Assessment;
use crate::design::MeasureId;
use crate::i18n::{Message, Text, texts};
use crate::indicators::{Ledger, LedgerSum};
use crate::session::LedgerLine;
use crate::ui::Desk;

texts! {
    RowText {
        NoVillage: "（未填村）", "(no village)";
        NoYear: "未定", "not set";
        All: "合计", "Total";
        Several: "{0} 项措施", "{0:measure|measures}";
        Reserve: "村内留用", "Kept by the village";
        Surplus: "稳定耕地净流入", "Stable farmland beyond what left";
    }
}

/// How lines are summed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    Entries,
    Villages,
    Years,
}

/// One line of a ledger.
#[derive(Default)]
pub(super) struct LedgerRow {
    pub village: String,
    pub year: String,
    pub what: String,
    pub sum: LedgerSum,
    /// The one measure of the line.
    pub measure: Option<MeasureId>,
    /// The entries it is made of; `None` where there are none.
    pub line: Option<LedgerLine>,
    /// Whether this is the sum of all.
    pub is_total: bool,
}

/// The lines, then what no entry holds, then the sum of all.
pub(super) fn ledger_rows(desk: &Desk, assessment: &Assessment, ledger: &Ledger, grouping: Grouping) -> Vec<LedgerRow> {
    let names = village_names(assessment, ledger);
    let village = |code: &str| match names.get(code) {
        Some(name) if !name.is_empty() => name.clone(),
        _ if code.is_empty() => desk.say(RowText::NoVillage).to_owned(),
        _ => code.to_owned(),
    };
    let year = |year: Option<i32>| year.map_or_else(|| desk.say(RowText::NoYear).to_owned(), |year| year.to_string());
    let several = |measures: usize| desk.tell(&RowText::Several.with([measures.into()]));
    let mut rows: Vec<LedgerRow> = match grouping {
        Grouping::Entries => ledger
            .entries
            .iter()
            .map(|entry| LedgerRow {
                village: village(&entry.village),
                year: year(entry.year),
                what: measure_name(desk, assessment, entry.measure),
                sum: LedgerSum { debit_m2: entry.debit_m2, credit_m2: entry.credit_m2 },
                measure: Some(entry.measure),
                line: Some(LedgerLine::Entry { village: entry.village.clone(), measure: entry.measure }),
                is_total: false,
            })
            .collect(),
        Grouping::Villages => ledger
            .by_village()
            .into_iter()
            .map(|(code, sum)| {
                let line = LedgerLine::Village(code.to_owned());
                let own = ledger.entries.iter().filter(|entry| line.takes(entry)).count();
                LedgerRow { village: village(code), what: several(own), sum, line: Some(line), ..LedgerRow::default() }
            })
            .collect(),
        Grouping::Years => ledger
            .by_year()
            .into_iter()
            .map(|(of, sum)| {
                let line = LedgerLine::Year(of);
                let own = ledger.entries.iter().filter(|entry| line.takes(entry)).count();
                LedgerRow { year: year(of), what: several(own), sum, line: Some(line), ..LedgerRow::default() }
            })
            .collect(),
    };
    rows.extend(carried_row(desk, ledger));
    rows.push(LedgerRow {
        village: desk.say(RowText::All).to_owned(),
        sum: ledger.total,
        is_total: true,
        ..LedgerRow::default()
    });
    rows
}

/// What the ledger holds beyond its entries.
fn carried_row(desk: &Desk, ledger: &Ledger) -> Option<LedgerRow> {
    use crate::indicators::LedgerKind;
    let carried = ledger.carried_m2;
    let (text, sum) = match ledger.kind {
        LedgerKind::Linkage => (RowText::Reserve, LedgerSum { debit_m2: carried, credit_m2: 0.0 }),
        _ => (RowText::Surplus, LedgerSum { debit_m2: 0.0, credit_m2: carried }),
    };
    (carried > 0.0).then(|| LedgerRow { what: desk.say(text).to_owned(), sum, ..LedgerRow::default() })
}

/// What people call a measure of the scheme.
pub(super) fn measure_name(desk: &Desk, assessment: &Assessment, measure: MeasureId) -> String {
    let known = assessment.land.measure(measure);
    known.map_or_else(
        || Message::verbatim(measure.0.to_string()).say(desk.language()),
        |measure| measure.title(desk.language()),
    )
}

fn village_names(assessment: &Assessment, ledger: &Ledger) -> BTreeMap<String, String> {
    let parcels = &assessment.land.base().parcels;
    let first = ledger.entries.iter().filter_map(|entry| entry.pieces.first());
    first
        .map(|piece| parcels.village(piece.parcel))
        .map(|village| (village.code.clone(), village.name.clone()))
        .collect()
}
