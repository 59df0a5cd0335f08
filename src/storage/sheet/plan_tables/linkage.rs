//! 增减挂钩平衡表 (T7), pair by pair; its sums are those of the linkage ledger.

use super::words::{table, total};
use crate::assessment::Assessment;
use crate::design::{MeasureId, QuotaUse};
use crate::indicators::{LedgerKind, LinkagePair};
use crate::land::ClassGroup;
use crate::storage::sheet::area_cells::{hectares, mu};
use crate::storage::sheet::{CellValue, Column, Paper, TableSheet};

/// Figures of a row that are summed.
const FIGURES: usize = 7;

pub(super) fn linkage(assessment: &Assessment) -> TableSheet {
    let ledger = assessment.ledgers.ledger(LedgerKind::Linkage);
    let credit_m2 = ledger.map_or(0.0, |ledger| ledger.total.credit_m2);
    let reserve_share = ledger.filter(|_| credit_m2 > 0.0).map_or(0.0, |ledger| ledger.carried_m2 / credit_m2);
    let mut sums = [0.0; FIGURES];
    let rows = assessment.pairs.iter().map(|pair| {
        let reserve_m2 = pair.reclaimed_m2 * reserve_share;
        let figures = [
            demolished_m2(assessment, pair),
            pair.reclaimed_m2,
            pair.built_m2,
            reserve_m2,
            pair.reclaimed_m2 - pair.built_m2 - reserve_m2,
            transferred_m2(assessment, pair),
            pair.advance_m2(),
        ];
        for (sum, part) in sums.iter_mut().zip(figures) {
            *sum += part;
        }
        let mut row: Vec<CellValue> = vec![
            pair.pair.map_or_else(|| "未配对".into(), |pair| (pair as usize).into()),
            pair.demolition.len().into(),
            pair.construction.len().into(),
        ];
        row.extend(figures.map(hectares));
        row.extend([mu(figures[4]), if pair.is_unpaired() { "缺拆旧" } else { "" }.into()]);
        row
    });
    let rows: Vec<Vec<CellValue>> = rows.collect();
    let columns = vec![
        Column::new("配对号", 9.0),
        Column::new("拆旧措施", 9.0),
        Column::new("建新措施", 9.0),
        Column::new("拆旧总面积（公顷）", 14.0),
        Column::new("复垦面积（公顷）", 14.0),
        Column::new("建新面积（公顷）", 14.0),
        Column::new("本地留用（公顷）", 14.0),
        Column::new("结余面积（公顷）", 14.0),
        Column::new("其中拟流转（公顷）", 14.0),
        Column::new("预支面积（公顷）", 14.0),
        Column::new("结余面积（亩）", 13.0),
        Column::new("说明", 12.0),
    ];
    let filled = (3..).zip(sums.map(hectares)).chain([(10, mu(sums[4]))]);
    TableSheet {
        total: total(columns.len(), filled),
        paper: Paper::A3Landscape,
        remarks: vec![
            "结余 = 复垦 − 建新 − 留用；留用比例取规则包 ledger 的 local_reserve。拟流转为指标用途填“节余流转”的复垦面积。".to_owned(),
            "拆旧总面积为拆旧措施范围内的现状建设用地，仍为建设用地的部分不计入复垦面积。".to_owned(),
        ],
        ..table("增减挂钩平衡表", "城乡建设用地增减挂钩平衡表", columns, rows)
    }
}

/// Construction land under the demolition measures of a pair, m².
fn demolished_m2(assessment: &Assessment, pair: &LinkagePair) -> f64 {
    let is_under = |measures: &[MeasureId]| measures.iter().any(|id| pair.demolition.contains(id));
    let pieces = assessment.land.pieces().filter(|piece| piece.is_of(ClassGroup::Construction).0);
    pieces.filter(|piece| is_under(&piece.measures)).fold(0.0, |sum, piece| sum + piece.area_m2)
}

/// Land of a pair whose quota is to be transferred, m².
fn transferred_m2(assessment: &Assessment, pair: &LinkagePair) -> f64 {
    let entries = assessment.ledgers.ledger(LedgerKind::Linkage).map_or(&[][..], |ledger| &ledger.entries);
    let is_transferred = |id: MeasureId| {
        let quota_use = assessment.land.measure(id).and_then(|measure| measure.quota_use);
        pair.demolition.contains(&id) && quota_use == Some(QuotaUse::Surplus)
    };
    entries.iter().filter(|entry| is_transferred(entry.measure)).fold(0.0, |sum, entry| sum + entry.credit_m2)
}
