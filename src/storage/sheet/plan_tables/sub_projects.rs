//! 子项目汇总表 (T10).

use std::collections::{BTreeMap, BTreeSet};

use super::words::{UNVERIFIED, table, ten_thousand_yuan};
use crate::assessment::Assessment;
use crate::design::{Measure, MeasureKind};
use crate::i18n::Language;
use crate::storage::sheet::area_cells::mu;
use crate::storage::sheet::{CellValue, Column, Paper, TableSheet};

pub(super) fn sub_projects(assessment: &Assessment) -> TableSheet {
    let mut projects: BTreeMap<&str, Vec<&Measure>> = BTreeMap::new();
    for measure in assessment.land.measures() {
        projects.entry(measure.sub_project.as_str()).or_default().push(measure);
    }
    let rows = projects.into_iter().enumerate().map(|(number, (name, measures))| {
        let kinds = distinct(measures.iter().map(|measure| measure.kind.title(Language::Chinese)));
        let types = distinct(measures.iter().filter_map(|measure| type_of(measure.kind)));
        let years: BTreeSet<i32> = measures.iter().filter_map(|measure| measure.year).collect();
        let period = match (years.first(), years.last()) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (Some(year), _) => year.to_string(),
            _ => String::new(),
        };
        let area_m2 = measures.iter().map(|measure| measure.shape.area_m2(&assessment.land.base().plane)).sum();
        vec![
            (number + 1).into(),
            if name.is_empty() { "未归入子项目" } else { name }.into(),
            types.into(),
            villages(assessment, &measures).into(),
            mu(area_m2),
            kinds.into(),
            measures.len().into(),
            ten_thousand_yuan(measures.iter().filter_map(|measure| measure.cost_fen).sum()),
            CellValue::Empty,
            period.into(),
            CellValue::Empty,
        ]
    });
    let columns = vec![
        Column::new("编号", 6.0),
        Column::new("名称", 20.0),
        Column::new("类型", 22.0),
        Column::new("位置（村）", 20.0),
        Column::new("面积（亩）", 12.0),
        Column::new("工程内容", 36.0),
        Column::new("措施数", 8.0),
        Column::new("投资（万元）", 13.0),
        Column::new("资金来源", 14.0),
        Column::new("工期（年）", 12.0),
        Column::new("责任单位", 16.0),
    ];
    TableSheet {
        paper: Paper::A3Landscape,
        remarks: vec![
            "面积为各措施图形面积之和，措施相互重叠处重复计算；类型由措施类型归并。资金来源、责任单位由申报单位填写。"
                .to_owned(),
            UNVERIFIED.to_owned(),
        ],
        ..table("子项目汇总表", "子项目汇总表", columns, rows.collect())
    }
}

/// Words without repetition, in the order of their first appearance.
fn distinct<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = Vec::new();
    for word in words {
        if !known.contains(&word) {
            known.push(word);
        }
    }
    known.join("、")
}

/// Villages whose land the measures touch, by code.
fn villages(assessment: &Assessment, measures: &[&Measure]) -> String {
    let land = &assessment.land;
    let pieces = land.pieces().filter(|piece| measures.iter().any(|measure| piece.measures.contains(&measure.id)));
    let found: BTreeSet<_> = pieces.map(|piece| land.base().parcels.village(piece.id.parcel)).collect();
    distinct(found.into_iter().map(|village| village.name.as_str()))
}

/// Type of sub-project that a kind of measure belongs to; the moves of a line belong to none.
fn type_of(kind: MeasureKind) -> Option<&'static str> {
    use MeasureKind as K;
    Some(match kind {
        K::HighStandardFarmland => "高标准农田",
        K::DryToPaddy => "旱改水",
        K::QualityUpgrade => "提质改造",
        K::PlotMerging => "田块合并",
        K::NewFarmland | K::RestoredFarmland => "垦造、恢复耕地",
        K::ForestToFarmland | K::FarmlandToForest => "林耕置换",
        K::Reclaim => "建设用地复垦",
        K::Resettlement => "安置",
        K::Redevelopment => "低效再开发",
        K::MarketEntry => "集建入市",
        K::StandardLand => "标准地供应",
        K::EcologicalRestoration => "生态修复",
        K::Infrastructure => "基础设施",
        K::NewConstruction => "建新",
        K::BasicFarmlandOut | K::BasicFarmlandIn | K::BoundaryExtension | K::BoundaryRelease => return None,
    })
}
