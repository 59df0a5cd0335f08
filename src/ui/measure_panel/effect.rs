//! What a measure does to the land beneath it: class before, class after, regime, area; read from the fold, never typed.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Align, Layout, Sense, Ui, UiBuilder};

use crate::base::land_class;
use crate::design::MeasureId;
use crate::i18n::common::CommonText;
use crate::i18n::{Language, fixed, texts};
use crate::land::{Land, Piece, Regime};
use crate::session::Highlight;
use crate::theme;
use crate::ui::Desk;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{divider_ui, figure_ui, land_class_swatch_ui, section_ui, small};
use crate::units::mu_from_m2;

texts! {
    EffectText {
        Title: "改变的土地", "Land changed";
        Waiting: "正在准备图斑折算…", "Preparing the fold of the parcels…";
        Nothing: "这项措施下面没有地类图斑。", "There are no land-use parcels under this measure.";
        Hint: "由下方的地类图斑读出；点击一行在地图上查看", "Read from the parcels beneath; click a row to see it on the map";
        NoClass: "（无地类）", "(no class)";
    }
}

pub fn effect_ui(ui: &mut Ui, desk: &mut Desk, measure: MeasureId) {
    section_ui(ui, desk.say(EffectText::Title));
    let Some(project) = desk.project() else { return };
    let Some(assessment) = project.assessment().cloned() else {
        ui.label(small(ui, desk.say(EffectText::Waiting)));
        return;
    };
    let rows = rows_of(&assessment.land, measure);
    if rows.is_empty() {
        ui.label(small(ui, desk.say(EffectText::Nothing)));
        return;
    }
    for (key, row) in &rows {
        divider_ui(ui);
        if row_ui(ui, desk, key, row, project.assessment_is_current()) {
            desk.show(Highlight::Effect { measure, before: key.before.clone(), after: key.after.clone() });
        }
    }
    divider_ui(ui);
    ui.add_space(theme::SPACE_1);
    ui.label(small(ui, desk.say(EffectText::Hint)));
    ui.add_space(theme::SPACE_2);
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    before: Arc<str>,
    after: Arc<str>,
}

impl Key {
    fn of(piece: &Piece) -> Self {
        Self { before: piece.class_before.clone(), after: piece.class_after.clone() }
    }
}

struct Row {
    area_m2: f64,
    regime: Regime,
}

fn rows_of(land: &Land, measure: MeasureId) -> BTreeMap<Key, Row> {
    let mut rows: BTreeMap<Key, Row> = BTreeMap::new();
    for piece in land.pieces().filter(|piece| piece.measures.contains(&measure)) {
        let row = rows.entry(Key::of(piece)).or_insert(Row { area_m2: 0.0, regime: piece.regime });
        row.area_m2 += piece.area_m2;
    }
    rows
}

fn row_ui(ui: &mut Ui, desk: &Desk, key: &Key, row: &Row, current: bool) -> bool {
    let language = desk.language();
    let name = |code: &str| match land_class(code) {
        Some(class) if language == Language::Chinese => class.name_zh.clone(),
        Some(class) => class.name_en.clone(),
        None if code.is_empty() => desk.say(EffectText::NoClass).to_owned(),
        None => code.to_owned(),
    };
    let says = if key.before == key.after {
        name(&key.before)
    } else {
        format!("{} → {}", name(&key.before), name(&key.after))
    };
    let ground = ui.painter().add(egui::Shape::Noop);
    let scope = UiBuilder::new().id_salt(("effect", &key.before, &key.after)).sense(Sense::click());
    let response = ui
        .scope_builder(scope, |ui| {
            ui.horizontal(|ui| {
                ui.set_height(theme::ICON_BUTTON);
                land_class_swatch_ui(ui, &key.after, desk.view.full_colours);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let grey = (!current).then(|| color32(palette(ui).secondary));
                    let mu = fixed(mu_from_m2(row.area_m2), 2);
                    figure_ui(ui, &mu, desk.say(CommonText::Mu), theme::TYPE_BODY, grey);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(egui::Label::new(&says).truncate());
                    });
                });
            });
        })
        .response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &says));
    if response.contains_pointer() || response.has_focus() {
        let row = egui::Rect::from_x_y_ranges(ui.clip_rect().x_range(), response.rect.y_range());
        ui.painter().set(ground, egui::Shape::rect_filled(row, 0.0, color32(palette(ui).window)));
    }
    response.on_hover_text(row.regime.title(language)).clicked()
}
