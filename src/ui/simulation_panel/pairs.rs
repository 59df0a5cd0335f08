//! The pairs of a swap: what comes down, what goes up, how steep, how good and how far apart; and the means of all of it.

use egui::{Label, RichText, Sense, Ui, UiBuilder};

use crate::command::ViewCommand;
use crate::geometry::Bounds;
use crate::i18n::{Message, Text, count, fixed, signed, texts};
use crate::session::SimulationResult;
use crate::simulation::{PairSide, SwapPair};
use crate::theme;
use crate::ui::Desk;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::small;
use crate::units::mu_from_m2;

texts! {
    PairsText {
        Means: "平均坡度 {0} 换 {1}，平均距离 {2} 米，{3} 对", "mean slope {0} for {1}, {2} m apart on average, {3:pair|pairs}";
        Altitude: "海拔：项目没有高程数据，不作比较。坡度按级别的中值。先补后退：先实施新增耕地，再退耕。",
            "Altitude: no layer has it, so it is not compared. Slopes are the middle of their levels. Farmland is made first, then given up.";
        Degrees: "{0}°", "{0}°";
        Pair: "配对 {0} • 耕地 {1} 亩 • 相距 {2} 米", "Pair {0} • farmland {1} mu • {2} m apart";
        Sides: "退 {0}；补 {1}", "out {0}; in {1}";
        Side: "{0} 亩 {1} {2}", "{0} mu {1} {2}";
        Several: "{0} 块 {1}", "{0:parcel|parcels} {1}";
        Grade: "{0} 等", "grade {0}";
        NoGrade: "等别不详", "grade not known";
        NoSlope: "坡度不详", "slope not known";
        None: "这次置换没有成对：只有一边有变化。", "This swap has no pairs: only one side changes.";
    }
}

/// Pairs in view at once; the rest is reached by scrolling.
const HEIGHT: f32 = 260.0;
const ROW: f32 = 40.0;

/// The pairs of a result, found once.
#[derive(Default)]
pub(super) struct PairList {
    of: Option<u64>,
    pairs: Vec<SwapPair>,
}

impl PairList {
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, result: &SimulationResult) {
        if self.of != Some(result.number) {
            self.of = Some(result.number);
            self.pairs = result.proposal.swap_pairs();
        }
        if self.pairs.is_empty() {
            ui.label(small(ui, desk.say(PairsText::None)));
            return;
        }
        ui.add(Label::new(RichText::new(desk.tell(&means_of(&self.pairs))).size(theme::TYPE_SMALL)).wrap());
        ui.add(Label::new(small(ui, desk.say(PairsText::Altitude))).wrap());
        ui.add_space(theme::SPACE_1);
        let pairs = &self.pairs;
        egui::ScrollArea::vertical().id_salt("pairs").max_height(HEIGHT).show_rows(ui, ROW, pairs.len(), |ui, rows| {
            ui.set_width(ui.available_width());
            for pair in &pairs[rows] {
                row_ui(ui, desk, result, pair);
            }
        });
    }
}

/// Means over all pairs, weighted by area; the distance by what leaves.
fn means_of(pairs: &[SwapPair]) -> Message {
    let mean = |side: fn(&SwapPair) -> &PairSide| {
        let known = pairs.iter().map(side).filter_map(|side| Some((side.slope_degrees?, side.area_m2)));
        let (sum, area_m2) = known.fold((0.0, 0.0), |(sum, all), (degrees, m2)| (sum + degrees * m2, all + m2));
        degrees_of((area_m2 > 0.0).then(|| sum / area_m2))
    };
    let left_m2: f64 = pairs.iter().map(|pair| pair.left.area_m2).sum();
    let distance_m = pairs.iter().map(|pair| pair.distance_m * pair.left.area_m2).sum::<f64>() / left_m2.max(1e-9);
    PairsText::Means.with([
        mean(|pair| &pair.left).into(),
        mean(|pair| &pair.gained).into(),
        fixed(distance_m, 0).into(),
        count(pairs.len()).into(),
    ])
}

fn degrees_of(degrees: Option<f64>) -> Message {
    degrees.map_or_else(|| PairsText::NoSlope.plain(), |degrees| PairsText::Degrees.with([fixed(degrees, 1).into()]))
}

fn side_of(side: &PairSide) -> Message {
    let grade =
        side.grade.map_or_else(|| PairsText::NoGrade.plain(), |grade| PairsText::Grade.with([fixed(grade, 1).into()]));
    let area = fixed(mu_from_m2(side.area_m2), 2);
    let words = PairsText::Side.with([area.into(), degrees_of(side.slope_degrees).into(), grade.into()]);
    match side.changes.len() {
        1 => words,
        several => PairsText::Several.with([several.into(), words.into()]),
    }
}

fn row_ui(ui: &mut Ui, desk: &mut Desk, result: &SimulationResult, pair: &SwapPair) {
    let change_mu = mu_from_m2(pair.gained.area_m2 - pair.left.area_m2);
    let title =
        PairsText::Pair.with([pair.number.into(), signed(change_mu, 2).into(), fixed(pair.distance_m, 0).into()]);
    let sides = PairsText::Sides.with([side_of(&pair.left).into(), side_of(&pair.gained).into()]);
    let (title, sides) = (desk.tell(&title), desk.tell(&sides));
    let ground = ui.painter().add(egui::Shape::Noop);
    let scope = UiBuilder::new().id_salt(("pair", pair.number)).sense(Sense::click());
    let response = ui
        .scope_builder(scope, |ui| {
            ui.set_height(ROW - ui.spacing().item_spacing.y);
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add(Label::new(RichText::new(&title).size(theme::TYPE_SMALL)).truncate().selectable(false));
            ui.add(Label::new(small(ui, &sides)).truncate().selectable(false));
        })
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{title}, {sides}")));
    let changes = &result.proposal.changes;
    let parcels = || {
        let places = pair.gained.changes.iter().chain(&pair.left.changes);
        places.filter_map(|&place| changes.get(place)).map(|change| change.parcel)
    };
    if response.contains_pointer() || response.has_focus() {
        desk.view.simulation.pointed = parcels().collect();
        ui.painter().set(ground, egui::Shape::rect_filled(response.rect, 4.0, color32(palette(ui).window)));
    }
    if response.clicked() {
        let land = &result.base.land.parcels;
        let bounds = parcels().fold(Bounds::EMPTY, |all, parcel| all.union(&land.bounds_of(parcel)));
        desk.view_command(ViewCommand::ZoomTo(bounds.with_margin(0.3)));
    }
    response.on_hover_text(sides);
}
