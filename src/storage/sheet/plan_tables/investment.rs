//! 投资估算表 (T11): the cost of every kind of measure by year, under the heading of cost that it belongs to.

use std::collections::BTreeMap;

use super::words::{UNVERIFIED, table, ten_thousand_yuan, total};
use crate::assessment::Assessment;
use crate::design::MeasureKind;
use crate::i18n::Language;
use crate::storage::sheet::{CellValue, Column, Paper, TableSheet};

/// Where the headings that kinds of measures fill stand, and how many there are.
const FIRST_HEADING: usize = 3;
const HEADINGS: usize = 5;
/// Sum of a row, and its share.
const SUM: usize = 15;
const COLUMNS: usize = 18;

/// Headings of cost that a measure can fill.
#[derive(Clone, Copy)]
enum Heading {
    Works,
    Resettlement,
    Reclamation,
    Ecology,
    Other,
}

impl Heading {
    fn of(kind: MeasureKind) -> Self {
        use MeasureKind as K;
        match kind {
            K::NewFarmland
            | K::RestoredFarmland
            | K::DryToPaddy
            | K::QualityUpgrade
            | K::HighStandardFarmland
            | K::PlotMerging
            | K::ForestToFarmland
            | K::Infrastructure => Self::Works,
            K::Resettlement => Self::Resettlement,
            K::Reclaim => Self::Reclamation,
            K::EcologicalRestoration | K::FarmlandToForest => Self::Ecology,
            K::NewConstruction
            | K::Redevelopment
            | K::MarketEntry
            | K::StandardLand
            | K::BasicFarmlandOut
            | K::BasicFarmlandIn
            | K::BoundaryExtension
            | K::BoundaryRelease => Self::Other,
        }
    }
}

pub(super) fn investment(assessment: &Assessment) -> TableSheet {
    let mut sums = BTreeMap::new();
    for measure in assessment.land.measures() {
        if let Some(cost_fen) = measure.cost_fen {
            *sums.entry((measure.kind, measure.year)).or_insert(0i64) += cost_fen;
        }
    }
    let whole_fen: i64 = sums.values().sum();
    let mut by_heading = [0i64; HEADINGS];
    let rows: Vec<Vec<CellValue>> = sums
        .into_iter()
        .enumerate()
        .map(|(number, ((kind, year), cost_fen))| {
            let heading = Heading::of(kind) as usize;
            by_heading[heading] += cost_fen;
            let mut row = vec![CellValue::Empty; COLUMNS];
            row[0] = (number + 1).into();
            row[1] = kind.title(Language::Chinese).into();
            row[2] = year.map_or_else(|| "未定".to_owned(), |year| year.to_string()).into();
            row[FIRST_HEADING + heading] = ten_thousand_yuan(cost_fen);
            row[SUM] = ten_thousand_yuan(cost_fen);
            row[SUM + 1] = CellValue::share((whole_fen > 0).then(|| cost_fen as f64 / whole_fen as f64), 2);
            row
        })
        .collect();
    let headings = (FIRST_HEADING..).zip(by_heading.map(ten_thousand_yuan));
    let filled: Vec<(usize, CellValue)> = headings.chain([(SUM, ten_thousand_yuan(whole_fen))]).collect();
    TableSheet {
        total: total(COLUMNS, filled),
        paper: Paper::A3Landscape,
        remarks: vec![
            "措施只填总投资，按措施类型归入工程施工、拆迁安置、复垦、生态修复和其他；工程施工的四个分项、前期、监理、不可预见费和资金来源由编制单位按概算填写。".to_owned(),
            UNVERIFIED.to_owned(),
        ],
        ..table("投资估算表", "投资估算表", columns(), rows)
    }
}

fn columns() -> Vec<Column> {
    let empty_headings = [
        Column::new("土地平整（万元）", 10.0),
        Column::new("灌溉排水（万元）", 10.0),
        Column::new("田间道路（万元）", 10.0),
        Column::new("农田防护（万元）", 10.0),
        Column::new("前期工作（万元）", 10.0),
        Column::new("工程监理（万元）", 10.0),
        Column::new("不可预见（万元）", 10.0),
    ];
    let mut columns = vec![
        Column::new("序号", 6.0),
        Column::new("工程类型", 18.0),
        Column::new("年度", 8.0),
        Column::new("工程施工（万元）", 11.0),
        Column::new("拆迁安置（万元）", 11.0),
        Column::new("复垦（万元）", 11.0),
        Column::new("生态修复（万元）", 11.0),
        Column::new("其他（万元）", 11.0),
    ];
    columns.extend(empty_headings);
    columns.extend([Column::new("合计（万元）", 12.0), Column::new("占比", 9.0), Column::new("资金来源", 14.0)]);
    columns
}
