//! The overlay book 多田套合: rates by village before and after, and the patches where schemes disagree.

use std::collections::BTreeMap;

use egui::Ui;

use super::overlay_advice::advice;
use super::table::{Cell, Column, Tone, table_ui};
use crate::assessment::Assessment;
use crate::i18n::{Message, Text, fixed, signed, texts};
use crate::indicators::{FieldOverlay, FieldPatch, VillageRate};
use crate::session::Highlight;
use crate::ui::widgets::empty_state_ui;
use crate::ui::{Desk, icons};
use crate::units::mu_from_m2;

texts! {
    OverlayText {
        Village: "村", "Village";
        NoVillage: "（未填村）", "(no village)";
        Basic: "永久基本农田（亩）", "Basic farmland (mu)";
        Covered: "全部套合（亩）", "Under every scheme (mu)";
        Before: "整治前（%）", "Before (%)";
        After: "整治后（%）", "After (%)";
        Change: "增减（百分点）", "Change (points)";
        All: "合计", "Total";
        Parcel: "图斑", "Parcel";
        Area: "面积（亩）", "Area (mu)";
        Fault: "问题", "What is wrong";
        NoScheme: "至少要两类保护田才能套合", "An overlay needs two protective schemes";
        NoSchemeSays: "导入永久基本农田，以及高标准农田或粮食生产功能区图层。", "Import basic farmland, and high-standard farmland or grain production zones.";
        NoFault: "各类保护田处处一致", "All schemes agree everywhere";
        NoFaultSays: "没有一块地只在一类里、不在另一类里。", "No land is in one of them and not in another.";
        Updating: "套合台账在松手后更新，这里是拖动前的数字", "The overlay book follows when the drag ends; these are the figures from before it";
        Advice: "建议", "What to do";
        Layers: "套合类别", "Schemes on the land";
        OfAll: "{1} 类中的 {0} 类", "{0} of {1}";
        NoneOfAll: "不在任何一类", "none";
        LandBefore: "整治前（亩）", "Before (mu)";
        LandAfter: "整治后（亩）", "After (mu)";
        LandChange: "增减（亩）", "Change (mu)";
        AllLand: "全部土地", "All land";
        Loaded: "已载入 {0} 类：{1}", "{0} schemes are loaded: {1}";
        Zoom: "点击在地图上看这一块", "Click to see it on the map";
    }
}

pub(super) fn rates_ui(ui: &mut Ui, desk: &Desk, assessment: &Assessment) {
    let Some(after) = book_ui(ui, desk, assessment) else { return };
    let before = desk.project().and_then(|project| project.assessment_base()).map(|base| base.field_overlay());
    let before_by_village: BTreeMap<&str, &VillageRate> =
        before.iter().flat_map(|book| &book.villages).map(|rate| (rate.village.code.as_str(), rate)).collect();
    let villages: Vec<&VillageRate> = after.villages.iter().filter(|rate| rate.basic_farmland_m2 > 0.0).collect();
    let columns = [
        Column::text(desk.say(OverlayText::Village), 150.0),
        Column::figure(desk.say(OverlayText::Basic), 136.0),
        Column::figure(desk.say(OverlayText::Covered), 128.0),
        Column::figure(desk.say(OverlayText::Before), 88.0),
        Column::figure(desk.say(OverlayText::After), 88.0),
        Column::figure(desk.say(OverlayText::Change), 112.0),
    ];
    let sum = |of: fn(&VillageRate) -> f64| villages.iter().map(|rate| of(rate)).sum::<f64>();
    let all = [sum(|rate| rate.basic_farmland_m2), sum(|rate| rate.all_m2)];
    table_ui(ui, "overlay rates", &columns, villages.len() + 1, |row, column| {
        let village = villages.get(row);
        let name = match village {
            Some(rate) if rate.village.name.is_empty() && rate.village.code.is_empty() => {
                desk.say(OverlayText::NoVillage).to_owned()
            }
            Some(rate) if rate.village.name.is_empty() => rate.village.code.clone(),
            Some(rate) => rate.village.name.clone(),
            None => desk.say(OverlayText::All).to_owned(),
        };
        let areas = village.map_or(all, |rate| [rate.basic_farmland_m2, rate.all_m2]);
        let was = match village {
            Some(rate) => before_by_village.get(rate.village.code.as_str()).and_then(|rate| rate.rate()),
            None => before.and_then(FieldOverlay::rate),
        };
        let is = village.map_or_else(|| after.rate(), |rate| rate.rate());
        let percent = |rate: Option<f64>| rate.map_or_else(|| "—".to_owned(), |rate| fixed(rate * 100.0, 2));
        let text = match column {
            0 => name,
            1 => fixed(mu_from_m2(areas[0]), 2),
            2 => fixed(mu_from_m2(areas[1]), 2),
            3 => percent(was),
            4 => percent(is),
            _ => was.zip(is).map_or_else(|| "—".to_owned(), |(was, is)| signed((is - was) * 100.0, 2)),
        };
        Cell::new(text).toned(if village.is_none() { Tone::Strong } else { Tone::Plain })
    });
}

/// Land by how many of the schemes that are loaded cover it.
pub(super) fn layers_ui(ui: &mut Ui, desk: &Desk, assessment: &Assessment) {
    let Some(after) = book_ui(ui, desk, assessment) else { return };
    let Some(base) = desk.project().and_then(|project| project.assessment_base()) else { return };
    let before = base.field_overlay();
    let loaded = after.loaded.len();
    let names: Vec<String> = after.loaded.iter().map(|kind| desk.tell(&kind.message())).collect();
    let loaded_says = desk.tell(&OverlayText::Loaded.with([loaded.into(), names.join("、").into()]));
    let columns = [
        Column::text(desk.say(OverlayText::Layers), 180.0).saying(loaded_says),
        Column::figure(desk.say(OverlayText::LandBefore), 120.0),
        Column::figure(desk.say(OverlayText::LandAfter), 120.0),
        Column::figure(desk.say(OverlayText::LandChange), 112.0),
    ];
    let sum = |book: &FieldOverlay| book.by_count_m2.iter().sum::<f64>();
    // Most schemes first, the land outside of all of them last, then all land.
    table_ui(ui, "overlay layers", &columns, loaded + 2, |row, column| {
        let count = loaded.checked_sub(row);
        let of = |book: &FieldOverlay| {
            let land_m2 = count.map(|count| book.by_count_m2.get(count).copied().unwrap_or(0.0));
            mu_from_m2(land_m2.unwrap_or_else(|| sum(book)))
        };
        let (was, is) = (of(before), of(after));
        let text = match column {
            0 => match count {
                None => desk.say(OverlayText::AllLand).to_owned(),
                Some(0) => desk.say(OverlayText::NoneOfAll).to_owned(),
                Some(count) => desk.tell(&OverlayText::OfAll.with([count.into(), loaded.into()])),
            },
            1 => fixed(was, 2),
            2 => fixed(is, 2),
            _ => signed(is - was, 2),
        };
        Cell::new(text).toned(if count.is_none() { Tone::Strong } else { Tone::Plain })
    });
}

/// The patch as what is outlined on the map.
fn highlight(patch: &FieldPatch) -> Highlight {
    Highlight::FieldPatch { parcel: patch.parcel, under: patch.kinds() }
}

pub(super) fn faults_ui(ui: &mut Ui, desk: &mut Desk, assessment: &Assessment) {
    let Some(book) = book_ui(ui, desk, assessment) else { return };
    let patches = &book.inconsistent;
    if patches.is_empty() {
        let (title, says) = (desk.say(OverlayText::NoFault), desk.say(OverlayText::NoFaultSays));
        return empty_state_ui(ui, icons::CHECK_CIRCLE, title, says);
    }
    let columns = [
        Column::text(desk.say(OverlayText::Parcel), 76.0),
        Column::text(desk.say(OverlayText::Village), 108.0),
        Column::figure(desk.say(OverlayText::Area), 88.0),
        Column::text(desk.say(OverlayText::Fault), 288.0),
        Column::text(desk.say(OverlayText::Advice), 264.0),
    ];
    let joined = |words: Vec<Message>| words.iter().map(|word| desk.tell(word)).collect::<Vec<String>>().join("；");
    let parcels = &assessment.land.base().parcels;
    let clicked = table_ui(ui, "overlay faults", &columns, patches.len(), |row, column| {
        let patch = &patches[row];
        let text = match column {
            0 => parcel_number(assessment, patch.parcel),
            1 => parcels.village(patch.parcel).name.clone(),
            2 => fixed(mu_from_m2(patch.area_m2), 2),
            3 => joined(book.faults(patch)),
            _ => joined(advice(book, patch)),
        };
        let says = if column == 0 { desk.say(OverlayText::Zoom) } else { "" };
        let chosen = desk.view.highlight == Some(highlight(patch));
        Cell::new(text).saying(says).opening(true).chosen(chosen)
    });
    if let Some((row, _)) = clicked {
        desk.show(highlight(&patches[row]));
    }
}

/// The book after the measures, or why there is none.
fn book_ui<'a>(ui: &mut Ui, desk: &Desk, assessment: &'a Assessment) -> Option<&'a FieldOverlay> {
    let book = assessment.overlay.as_deref()?;
    // The survey itself is always there.
    if book.loaded.len() < 3 {
        let (title, says) = (desk.say(OverlayText::NoScheme), desk.say(OverlayText::NoSchemeSays));
        empty_state_ui(ui, icons::LAYERS, title, says);
        return None;
    }
    Some(book)
}

/// The number that the layer itself gives a parcel.
fn parcel_number(assessment: &Assessment, parcel: usize) -> String {
    let (layer, feature) = assessment.land.base().parcels.layer_of(parcel);
    let stated = layer.value(feature, "TBBH").display();
    if stated.is_empty() { layer.source_ids.get(feature).copied().unwrap_or_default().to_string() } else { stated }
}
