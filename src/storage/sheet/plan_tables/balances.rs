//! 占补平衡、进出平衡、增减挂钩、林地平衡 (T8), year by year, straight from the ledgers.

use super::words::table;
use crate::assessment::Assessment;
use crate::i18n::Language;
use crate::indicators::{Ledger, LedgerKind, LedgerSide, LedgerSum};
use crate::storage::sheet::area_cells::{hectares, mu};
use crate::storage::sheet::{CellValue, Column, Paper, TableSheet};

pub(super) fn balances(assessment: &Assessment) -> TableSheet {
    let mut rows: Vec<Vec<CellValue>> = Vec::new();
    for ledger in &assessment.ledgers.ledgers {
        if ledger.entries.is_empty() {
            continue;
        }
        for (year, sum) in ledger.by_year() {
            let name = year.map_or_else(|| "未定".to_owned(), |year| year.to_string());
            rows.push(line(assessment, ledger, name, sum, ledger.sides(|entry| entry.year == year)));
        }
        let carried = ledger.kind == LedgerKind::Compensation && ledger.carried_m2 + ledger.carried_paddy_m2 > 0.0;
        if carried {
            let sum = LedgerSum { debit_m2: 0.0, credit_m2: ledger.carried_m2 };
            let won = LedgerSide { paddy_m2: ledger.carried_paddy_m2, ..LedgerSide::default() };
            rows.push(line(assessment, ledger, "进出结余".to_owned(), sum, [LedgerSide::default(), won]));
        }
        let mut sides = ledger.sides(|_| true);
        sides[1].paddy_m2 += ledger.carried_paddy_m2;
        rows.push(line(assessment, ledger, "合计".to_owned(), ledger.total, sides));
    }
    let columns = vec![
        Column::new("台账", 12.0),
        Column::new("年度", 10.0),
        Column::new("占用、转出（亩）", 14.0),
        Column::new("其中水田（亩）", 12.0),
        Column::new("补充、转入（亩）", 14.0),
        Column::new("其中水田（亩）", 12.0),
        Column::new("差额（亩）", 13.0),
        Column::new("差额（公顷）", 13.0),
        Column::new("占用、转出等别", 10.0),
        Column::new("补充、转入等别", 10.0),
        Column::new("质量差（提升为正）", 10.0),
    ];
    TableSheet {
        paper: Paper::A3Landscape,
        remarks: vec![
            "占补、进出为净面积（毛面积 × (1 − 扣除系数)），增减挂钩、林地为毛面积；等别为面积加权平均，不计等别未知的耕地。".to_owned(),
            "增减挂钩合计含本地留用；占补合计含进出结余（稳定利用耕地转入多于转出的部分，旱改水计入水田）。".to_owned(),
        ],
        ..table("平衡表", "指标平衡表", columns, rows)
    }
}

fn line(
    assessment: &Assessment,
    ledger: &Ledger,
    year: String,
    sum: LedgerSum,
    [taken, won]: [LedgerSide; 2],
) -> Vec<CellValue> {
    // Forest has neither paddy nor grades.
    let of_farmland = |value: CellValue| if ledger.kind == LedgerKind::Forest { CellValue::Empty } else { value };
    let (before, after) = (taken.grade.mean(), won.grade.mean());
    let gain = before.zip(after).map(|(before, after)| assessment.land.base().grade_system().gain(before, after));
    vec![
        ledger.kind.message().say(Language::Chinese).into(),
        year.into(),
        mu(sum.debit_m2),
        of_farmland(mu(taken.paddy_m2)),
        mu(sum.credit_m2),
        of_farmland(mu(won.paddy_m2)),
        mu(sum.balance_m2()),
        hectares(sum.balance_m2()),
        of_farmland(CellValue::number(before, 2)),
        of_farmland(CellValue::number(after, 2)),
        of_farmland(CellValue::number(gain, 2)),
    ]
}
