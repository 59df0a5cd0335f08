//! The panel as a whole.

use std::sync::Arc;

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use super::groups::{BASE_GROUPS, GroupText, group_of};
use super::layer_row::{OpacityDraft, layer_row_ui};
use super::legend::Legends;
use super::measure_legend::measure_legend_ui;
use crate::base::{BaseLayer, Role};
use crate::command::{Command, DialogKind, ViewCommand};
use crate::design::LayerEntry;
use crate::i18n::{Text, count, texts};
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{
    IconButton, divider_ui, empty_state_ui, quiet_button, section_ui, small, strong, zone_swatch_ui,
};
use crate::ui::{Desk, icons};

texts! {
    LayersText {
        Title: "图层", "Layers";
        Import: "导入…", "Import…";
        Zones: "整治片区", "Consolidation zones";
        Show: "在地图上显示“{0}”", "Show \"{0}\" on the map";
        Hide: "在地图上隐藏“{0}”", "Hide \"{0}\" on the map";
        Empty: "还没有图层", "No layers yet";
        EmptySays: "导入地类图斑和三条控制线；\n也可以把文件拖进窗口。", "Import land-use parcels and control lines, or drop a file on the window.";
    }
}

/// What the panel remembers between frames.
#[derive(Default)]
pub struct LayersPanel {
    legends: Legends,
    opacity: OpacityDraft,
    all_kinds: bool,
}

pub fn layers_panel_ui(ui: &mut Ui, desk: &mut Desk, state: &mut LayersPanel) {
    title_ui(ui, desk);
    divider_ui(ui);
    let Some(project) = desk.project() else { return };
    ScrollArea::vertical().auto_shrink([false; 2]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        section_ui(ui, desk.say(GroupText::Design));
        let zones = project.document().current_scheme().zones.len();
        let mut shown = desk.view.zones_shown;
        design_row_ui(ui, desk, &mut shown, desk.say(LayersText::Zones), zones, |ui| drop(zone_swatch_ui(ui)));
        desk.view.zones_shown = shown;
        let mut shown = desk.view.measures_shown;
        measure_legend_ui(ui, desk, &mut shown, &mut state.all_kinds);
        desk.view.measures_shown = shown;
        let document = project.document();
        let present: Vec<(&LayerEntry, &Arc<BaseLayer>)> = document
            .layers()
            .iter()
            .filter(|entry| !entry.removed)
            .filter_map(|entry| Some((entry, project.layer(entry.layer)?)))
            .collect();
        for group in BASE_GROUPS {
            let mut layers = present.iter().filter(|(_, layer)| group_of(layer.role) == group).peekable();
            if layers.peek().is_none() {
                continue;
            }
            section_ui(ui, desk.say(group));
            for (entry, layer) in layers {
                layer_row_ui(ui, desk, entry, layer, &mut state.opacity);
                if layer.role == Role::LandUse && entry.visible {
                    state.legends.ui(ui, desk, layer);
                }
            }
        }
        if present.is_empty() {
            empty_state_ui(ui, icons::LAYERS, desk.say(LayersText::Empty), desk.say(LayersText::EmptySays));
        }
        ui.add_space(theme::SPACE_4);
    });
}

fn title_ui(ui: &mut Ui, desk: &mut Desk) {
    ui.horizontal(|ui| {
        ui.set_height(theme::CONTROL_HEIGHT + theme::SPACE_2);
        ui.label(strong(desk.say(LayersText::Title)));
        let command = Command::View(ViewCommand::Dialog(DialogKind::Import));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| match desk.availability(&command) {
            Ok(()) => {
                if quiet_button(ui, desk.say(LayersText::Import)).clicked() {
                    desk.ask(command);
                }
            }
            Err(why) => {
                let quiet = ui.add_enabled_ui(false, |ui| quiet_button(ui, desk.say(LayersText::Import))).inner;
                quiet.on_disabled_hover_text(desk.say(why));
            }
        });
    });
}

/// A row of the design: its eye, how it is drawn, its name, how many there are.
pub(super) fn design_row_ui(
    ui: &mut Ui,
    desk: &Desk,
    shown: &mut bool,
    name: &str,
    many: usize,
    swatch: impl FnOnce(&mut Ui),
) {
    ui.horizontal(|ui| {
        ui.set_height(theme::CONTROL_HEIGHT);
        let (icon, text) = if *shown { (icons::EYE, LayersText::Hide) } else { (icons::EYE_CLOSED, LayersText::Show) };
        let label = desk.tell(&text.with([name.into()]));
        *shown ^= ui.add(IconButton::new(icon, &label).small()).clicked();
        swatch(ui);
        let colour = if *shown { ui.visuals().text_color() } else { color32(palette(ui).secondary) };
        ui.label(RichText::new(name).color(colour));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(small(ui, count(many))));
    });
}
