//! 多田套合: land by the number of schemes that cover it, and the rate by village. Empty with fewer than two protective schemes.

use std::collections::BTreeMap;

use super::words::{table, total};
use crate::assessment::Assessment;
use crate::i18n::Language;
use crate::indicators::{FieldKind, FieldOverlay, VillageRate};
use crate::storage::sheet::area_cells::{hectares, mu};
use crate::storage::sheet::{CellValue, Column, TableSheet};

/// Both books; `None` where there is nothing to overlay.
fn books(assessment: &Assessment) -> Option<(&FieldOverlay, &FieldOverlay)> {
    let (before, after) = (&*assessment.overlay_before, assessment.overlay.as_deref()?);
    let protective = before.loaded.iter().filter(|kind| **kind != FieldKind::SurveyFarmland).count();
    (protective > 1).then_some((before, after))
}

/// 套合分级表: n of the k schemes.
pub(super) fn overlay_classes(assessment: &Assessment) -> TableSheet {
    let mut rows = Vec::new();
    let mut remarks = Vec::new();
    if let Some((before, after)) = books(assessment) {
        let k = before.loaded.len();
        rows.extend(before.by_count_m2.iter().zip(&after.by_count_m2).enumerate().map(|(n, (&before, &after))| {
            let change = after - before;
            vec![format!("{k} 类中的 {n} 类").into(), hectares(before), hectares(after), hectares(change), mu(change)]
        }));
        let names: Vec<String> = before.loaded.iter().map(|kind| kind.message().say(Language::Chinese)).collect();
        remarks.push(format!("参与套合的有：{}。面积为毛面积，各行合计为全部土地。", names.join("、")));
        let patches = |book: &FieldOverlay| {
            let area_m2 = book.inconsistent.iter().fold(0.0, |sum, patch| sum + patch.area_m2);
            format!("{} 块、{:.2} 公顷", book.inconsistent.len(), crate::units::hectares_from_m2(area_m2))
        };
        remarks.push(format!("各类不一致的图斑：整治前 {}，整治后 {}。", patches(before), patches(after)));
    }
    let columns = vec![
        Column::new("套合层数", 20.0),
        Column::new("整治前（公顷）", 16.0),
        Column::new("整治后（公顷）", 16.0),
        Column::new("增减（公顷）", 16.0),
        Column::new("增减（亩）", 16.0),
    ];
    TableSheet { remarks, ..table("多田套合分级", "多田套合分级表", columns, rows) }
}

/// 分村套合率.
pub(super) fn overlay_villages(assessment: &Assessment) -> TableSheet {
    let columns = vec![
        Column::new("村", 16.0),
        Column::new("整治前永农（公顷）", 15.0),
        Column::new("整治前套合（公顷）", 15.0),
        Column::new("整治前套合率", 11.0),
        Column::new("整治后永农（公顷）", 15.0),
        Column::new("整治后套合（公顷）", 15.0),
        Column::new("整治后套合率", 11.0),
    ];
    let mut rows = Vec::new();
    let mut sums = Vec::new();
    if let Some((before, after)) = books(assessment) {
        let mut villages: BTreeMap<&str, [Option<&VillageRate>; 2]> = BTreeMap::new();
        for (place, book) in [before, after].into_iter().enumerate() {
            for village in book.villages.iter().filter(|village| village.basic_farmland_m2 > 0.0) {
                villages.entry(&village.village.code).or_default()[place] = Some(village);
            }
        }
        rows.extend(villages.into_iter().map(|(code, states)| {
            let name = states.into_iter().flatten().map(|village| village.village.name.as_str()).next();
            let mut row = vec![name.filter(|name| !name.is_empty()).unwrap_or(code).into()];
            for state in states {
                let area = |of: fn(&VillageRate) -> f64| hectares(state.map_or(0.0, of));
                row.extend([area(|village| village.basic_farmland_m2), area(|village| village.all_m2)]);
                row.push(CellValue::share(state.and_then(VillageRate::rate), 2));
            }
            row
        }));
        for (place, book) in [before, after].into_iter().enumerate() {
            let sum = |of: fn(&VillageRate) -> f64| book.villages.iter().map(of).fold(0.0, |sum, part| sum + part);
            let first = 1 + place * 3;
            sums.extend([
                (first, hectares(sum(|village| village.basic_farmland_m2))),
                (first + 1, hectares(sum(|village| village.all_m2))),
                (first + 2, CellValue::share(book.rate(), 2)),
            ]);
        }
    }
    TableSheet {
        total: total(columns.len(), sums),
        remarks: vec!["套合率 = 同时在全部已导入的保护田内的永久基本农田 ÷ 永久基本农田，毛面积；省里有此名称而无公式，口径待核对。".to_owned()],
        ..table("多田套合分村", "多田套合率分村表", columns, rows)
    }
}
