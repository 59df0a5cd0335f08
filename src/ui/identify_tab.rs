//! What every layer says at a place: layer by layer, field by field, with the fields' Chinese titles.

use egui::{Align, Grid, Layout, ScrollArea, Ui};

use super::style::{color32, palette};
use super::widgets::{IconButton, divider_ui, empty_state_ui, small, strong};
use super::{Desk, icons};
use crate::base::{BaseLayer, land_class};
use crate::i18n::{Language, area_ha, area_mu, texts};
use crate::session::IdentifyHit;
use crate::theme;

texts! {
    IdentifyText {
        Nothing: "这里没有图层要素", "No layer has a feature here";
        NothingSays: "换个位置单击，或先显示图层。", "Click elsewhere, or show a layer first.";
        Close: "关闭属性", "Close attributes";
        Area: "椭球面积", "Ellipsoidal area";
        Empty: "（空）", "(empty)";
    }
}

pub fn identify_tab_ui(ui: &mut Ui, desk: &mut Desk) {
    let Some(([east, north], hits)) = desk.view.identified.clone() else { return };
    ui.horizontal(|ui| {
        ui.set_height(theme::ICON_BUTTON + theme::SPACE_1);
        ui.label(small(ui, format!("N {north:.3}   E {east:.3}")));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.add(IconButton::new(icons::CLOSE, desk.say(IdentifyText::Close)).small()).clicked() {
                desk.view.identified = None;
            }
        });
    });
    divider_ui(ui);
    if hits.is_empty() {
        empty_state_ui(ui, icons::INFORMATION, desk.say(IdentifyText::Nothing), desk.say(IdentifyText::NothingSays));
        return;
    }
    ScrollArea::vertical().auto_shrink([false; 2]).show(ui, |ui| {
        for (number, hit) in hits.iter().enumerate() {
            if number > 0 {
                divider_ui(ui);
            }
            hit_ui(ui, desk, number, *hit);
        }
    });
}

fn hit_ui(ui: &mut Ui, desk: &Desk, number: usize, hit: IdentifyHit) {
    let Some(layer) = desk.project().and_then(|project| project.layer(hit.layer)) else { return };
    ui.add_space(theme::SPACE_2);
    ui.horizontal(|ui| {
        ui.label(strong(layer.title_in(desk.language())));
        ui.label(small(ui, format!("fid {}", layer.source_ids.get(hit.feature).copied().unwrap_or_default())));
    });
    Grid::new(("identified", number)).num_columns(2).spacing([theme::SPACE_3, 2.0]).show(ui, |ui| {
        ui.set_max_width(theme::RIGHT_PANEL_WIDTH);
        if let Some(area_m2) = layer.areas_m2.get(hit.feature).copied().filter(|area_m2| *area_m2 > 0.0) {
            let both = format!("{}   {}", area_mu(area_m2, desk.language()), area_ha(area_m2, desk.language()));
            field_ui(ui, desk.say(IdentifyText::Area), "", &both);
        }
        for column in layer.columns.iter() {
            let title = column.title.as_deref().unwrap_or(&column.name);
            let value = shown_value(desk, layer, &column.name, hit.feature);
            let value = if value.is_empty() { desk.say(IdentifyText::Empty).to_owned() } else { value };
            field_ui(ui, title, &column.name, &value);
        }
    });
    ui.add_space(theme::SPACE_2);
}

/// A class code is followed by its name; everything else is shown as it is stored.
fn shown_value(desk: &Desk, layer: &BaseLayer, field: &str, feature: usize) -> String {
    let value = layer.value(feature, field).display();
    if !field.eq_ignore_ascii_case("DLBM") {
        return value;
    }
    match (land_class(&value), desk.language()) {
        (Some(class), Language::English) => format!("{value}  {}", class.name_en),
        (Some(class), Language::Chinese) if layer.columns.find("DLMC").is_none() => {
            format!("{value}  {}", class.name_zh)
        }
        _ => value,
    }
}

fn field_ui(ui: &mut Ui, title: &str, name: &str, value: &str) {
    let title = ui.add(egui::Label::new(small(ui, title)).extend());
    if !name.is_empty() {
        title.on_hover_text(name);
    }
    let colour = color32(palette(ui).text);
    let value = egui::RichText::new(value).size(theme::TYPE_SMALL).color(colour);
    ui.add(egui::Label::new(value).wrap().selectable(true));
    ui.end_row();
}
