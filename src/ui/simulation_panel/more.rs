//! What is folded away: everything a run may be told beside kind, target and budget, each with one sentence and a good default.

use std::ops::RangeInclusive;

use egui::{Checkbox, ComboBox, DragValue, Label, RichText, Ui};

use crate::command::{DialogKind, ViewCommand};
use crate::design::SimulationRequest;
use crate::i18n::{Message, texts};
use crate::theme;
use crate::ui::Desk;
use crate::ui::widgets::{quiet_button, section_ui, small};

texts! {
    MoreText {
        Where: "在哪里", "Where";
        Township: "整个乡镇", "The whole township";
        ZonesSays: "只有完全在所选片区内的图斑可以调整；连片仍按全部耕地统计。", "Only parcels wholly inside the chosen zones may change; blocks count all farmland.";
        Slope: "坡度", "Slope";
        Gained: "新增耕地不陡于", "New farmland no steeper than";
        GainedSays: "更陡的、坡度不明的图斑不会变成耕地。", "Steeper land, and land of unknown slope, never becomes farmland.";
        Left: "可退出的耕地不缓于", "Farmland may leave from";
        LeftSays: "比这平缓的耕地只有零星孤立时才可退出。", "Gentler farmland leaves only where it is scattered.";
        Isolated: "零星耕地小于", "Scattered means below";
        IsolatedSays: "孤立在这个面积以下的耕地，不论坡度都可退出；永久基本农田除外。", "Farmland in pieces below this may leave on any slope; never permanent basic farmland.";
        Balances: "平衡", "Balances";
        Farmland: "耕地面积不减少", "Farmland not less";
        FarmlandSays: "新增的不少于退出的。", "What is new is at least what leaves.";
        ByVillage: "各村都不减少", "Not less in any village";
        ByVillageSays: "每个村各自算账，连片会少一些。", "Each village keeps its own balance; blocks will be fewer.";
        Forest: "林地面积不减少", "Forest not less";
        ForestSays: "林耕置换不论勾选与否都守住。", "A swap keeps it whatever is ticked.";
        Tolerance: "林地允许差额", "Forest tolerance";
        ToleranceSays: "林地可以少这么多；置换时也至多多这么多。", "Forest may lose this much, and in a swap gain no more.";
        Quality: "耕地质量不降低", "Quality not lower";
        QualitySays: "按面积加权的平均等别不低于现状。", "The mean grade, weighted by area, is no worse than today.";
        Distance: "限制离现有耕地的距离", "Limit the distance from farmland";
        DistanceSays: "更远的图斑不会变成耕地。", "Land further away never becomes farmland.";
        Search: "搜索", "Search";
        Seed: "种子", "Seed";
        SeedSays: "同样的设置和种子得到同样的结果；换一个可能找到别的方案。", "The same settings and seed give the same result; another may find another plan.";
        Iterations: "限定搜索步数", "Set the steps of the search";
        IterationsSays: "不限定时随图斑多少而定；越多越慢，可能更好。", "Follows from the number of parcels unless set; more is slower and may be better.";
        Contiguity: "怎样算连片", "What lies together";
        ContiguitySays: "这个距离比优化更能决定结果：先看它的曲线。", "This distance decides more than the search does: look at its curve first.";
        Change: "修改与曲线…", "Change, and its curve…";
        Mu: " 亩", " mu";
        Metres: " m", " m";
        Steps: " 步", " steps";
        Level1: "2°（1 级）", "2° (level 1)";
        Level2: "6°（2 级）", "6° (level 2)";
        Level3: "15°（3 级）", "15° (level 3)";
        Level4: "25°（4 级）", "25° (level 4)";
        Above2: "2°（2 级起）", "2° (from level 2)";
        Above6: "6°（3 级起）", "6° (from level 3)";
        Above15: "15°（4 级起）", "15° (from level 4)";
        Above25: "25°（5 级）", "25° (level 5)";
        Usual: "全部恢复默认", "Back to the defaults";
    }
}

/// Steps of the search that are proposed where a person sets them.
const STEPS: u64 = 40_000;
/// Metres that are proposed where a person limits the distance.
const DISTANCE_M: f64 = 200.0;

pub(super) fn more_ui(ui: &mut Ui, desk: &mut Desk, request: &mut SimulationRequest) {
    use MoreText as T;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        section_ui(ui, desk.say(T::Where));
        zones_ui(ui, desk, request);
        section_ui(ui, desk.say(T::Slope));
        let limits = &mut request.limits;
        let gained = [(1, T::Level1), (2, T::Level2), (3, T::Level3), (4, T::Level4)];
        level_ui(ui, desk, [T::Gained, T::GainedSays], &gained, &mut limits.gained_slope_at_most);
        let left = [(2, T::Above2), (3, T::Above6), (4, T::Above15), (5, T::Above25)];
        level_ui(ui, desk, [T::Left, T::LeftSays], &left, &mut limits.left_slope_at_least);
        figure_ui(ui, desk, [T::Isolated, T::IsolatedSays], T::Mu, 0.0..=1000.0, &mut limits.isolated_mu);
        section_ui(ui, desk.say(T::Balances));
        check_ui(ui, desk, [T::Farmland, T::FarmlandSays], &mut limits.farmland_not_less);
        check_ui(ui, desk, [T::ByVillage, T::ByVillageSays], &mut limits.farmland_not_less_by_village);
        check_ui(ui, desk, [T::Forest, T::ForestSays], &mut limits.forest_not_less);
        figure_ui(ui, desk, [T::Tolerance, T::ToleranceSays], T::Mu, 0.0..=1e6, &mut limits.forest_tolerance_mu);
        check_ui(ui, desk, [T::Quality, T::QualitySays], &mut limits.quality_not_lower);
        let mut limited = limits.max_distance_m.is_some();
        if check_ui(ui, desk, [T::Distance, T::DistanceSays], &mut limited) {
            limits.max_distance_m = limited.then_some(DISTANCE_M);
        }
        if let Some(distance_m) = &mut limits.max_distance_m {
            let field = DragValue::new(distance_m).range(0.0..=10_000.0).max_decimals(1).suffix(desk.say(T::Metres));
            named_ui(ui, desk.say(T::Distance), field);
        }
        section_ui(ui, desk.say(T::Search));
        search_ui(ui, desk, request);
        section_ui(ui, desk.say(T::Contiguity));
        contiguity_ui(ui, desk);
        if quiet_button(ui, desk.say(T::Usual)).clicked() {
            let (kind, threshold_mu) = (request.kind, request.threshold_mu);
            *request = SimulationRequest { threshold_mu, ..SimulationRequest::new(kind) };
        }
    });
}

fn zones_ui(ui: &mut Ui, desk: &Desk, request: &mut SimulationRequest) {
    let Some(project) = desk.project() else { return };
    let zones = &project.document().current_scheme().zones;
    let mut everywhere = request.zones.is_empty();
    if ui.radio(everywhere, desk.say(MoreText::Township)).clicked() {
        request.zones.clear();
        everywhere = true;
    }
    for zone in zones {
        let mut chosen = request.zones.contains(&zone.id);
        if ui.add(Checkbox::new(&mut chosen, zone.name.as_str())).changed() {
            if chosen {
                request.zones.push(zone.id);
                request.zones.sort_unstable();
            } else {
                request.zones.retain(|id| *id != zone.id);
            }
            everywhere = request.zones.is_empty();
        }
    }
    if !everywhere {
        ui.add(Label::new(small(ui, desk.say(MoreText::ZonesSays))).wrap());
    }
}

fn level_ui(ui: &mut Ui, desk: &Desk, words: [MoreText; 2], levels: &[(u8, MoreText)], level: &mut u8) {
    let now = levels.iter().find(|(number, _)| number == level);
    let now = now.map_or_else(|| level.to_string(), |(_, text)| desk.say(*text).to_owned());
    row_ui(ui, desk, words, |ui, label| {
        let combo = ComboBox::from_id_salt(words[0]).selected_text(RichText::new(now).size(theme::TYPE_SMALL));
        let response = combo
            .show_ui(ui, |ui| {
                for &(number, text) in levels {
                    ui.selectable_value(level, number, desk.say(text));
                }
            })
            .response;
        response.labelled_by(label);
    });
}

fn figure_ui(
    ui: &mut Ui,
    desk: &Desk,
    words: [MoreText; 2],
    unit: MoreText,
    range: RangeInclusive<f64>,
    figure: &mut f64,
) {
    row_ui(ui, desk, words, |ui, label| {
        let field = DragValue::new(figure).range(range).speed(0.5).max_decimals(2).suffix(desk.say(unit));
        ui.add(field).labelled_by(label);
    });
}

/// A label with its control on the right and its sentence beneath.
fn row_ui(ui: &mut Ui, desk: &Desk, [name, says]: [MoreText; 2], control: impl FnOnce(&mut Ui, egui::Id)) {
    ui.horizontal(|ui| {
        let label = ui.label(RichText::new(desk.say(name)).size(theme::TYPE_SMALL));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| control(ui, label.id));
    });
    sentence_ui(ui, desk, says);
}

fn sentence_ui(ui: &mut Ui, desk: &Desk, says: MoreText) {
    ui.add(Label::new(small(ui, desk.say(says))).wrap());
    ui.add_space(theme::SPACE_1);
}

/// A box to tick with its sentence beneath; whether it was changed.
fn check_ui(ui: &mut Ui, desk: &Desk, [name, says]: [MoreText; 2], ticked: &mut bool) -> bool {
    let text = RichText::new(desk.say(name)).size(theme::TYPE_SMALL);
    let changed = ui.add(Checkbox::new(ticked, text)).changed();
    sentence_ui(ui, desk, says);
    changed
}

fn search_ui(ui: &mut Ui, desk: &Desk, request: &mut SimulationRequest) {
    row_ui(ui, desk, [MoreText::Seed, MoreText::SeedSays], |ui, label| {
        ui.add(DragValue::new(&mut request.seed).speed(0.1)).labelled_by(label);
    });
    let mut is_set = request.iterations.is_some();
    if check_ui(ui, desk, [MoreText::Iterations, MoreText::IterationsSays], &mut is_set) {
        request.iterations = is_set.then_some(STEPS);
    }
    if let Some(iterations) = &mut request.iterations {
        let field = DragValue::new(iterations).range(1..=100_000_000).speed(500.0);
        named_ui(ui, desk.say(MoreText::Iterations), field.suffix(desk.say(MoreText::Steps)));
    }
}

/// A field under the box that opens it; its name is for the ear.
fn named_ui(ui: &mut Ui, name: &str, field: DragValue<'_>) {
    let response = ui.add(field);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
}

fn contiguity_ui(ui: &mut Ui, desk: &mut Desk) {
    let Some(project) = desk.project() else { return };
    let setting: Message = project.document().settings().contiguity.message();
    ui.add(Label::new(RichText::new(desk.tell(&setting)).size(theme::TYPE_SMALL)).wrap());
    sentence_ui(ui, desk, MoreText::ContiguitySays);
    if quiet_button(ui, desk.say(MoreText::Change)).clicked() {
        desk.view_command(ViewCommand::Dialog(DialogKind::Contiguity));
    }
}
