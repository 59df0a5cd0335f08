//! One base layer as a row: eye, swatch, name, count; under the pointer the menu with opacity, order, zoom and removal.

use std::sync::Arc;

use egui::{Align, Button, Label, Layout, Popup, PopupCloseBehavior, Response, RichText, Sense, Slider, Ui, UiBuilder};

use crate::base::{BaseLayer, LayerId};
use crate::command::{EditCommand, ViewCommand};
use crate::design::LayerEntry;
use crate::edit::actions::LayerEdit;
use crate::i18n::{Text, count, texts};
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{IconButton, role_swatch_ui, small};
use crate::ui::{Desk, icons};

texts! {
    LayerText {
        Show: "显示“{0}”", "Show \"{0}\"";
        Hide: "隐藏“{0}”", "Hide \"{0}\"";
        Menu: "“{0}”的更多操作", "More for \"{0}\"";
        Opacity: "不透明度", "Opacity";
        Zoom: "缩放到图层", "Zoom to layer";
        Up: "上移一层", "Move up";
        Down: "下移一层", "Move down";
        Remove: "从项目移除", "Remove from project";
        RemoveSays: "可以撤销；源文件不受影响。", "Can be undone; the source file is not touched.";
        Source: "{0} • {1} 个要素 • 来源 {2}", "{0} • {1} features • from {2}";
        Dated: "数据时点 {0}", "Data of {0}";
        Edited: "图层只在这里被引用，不会被改动。", "The layer is only referred to; it is never changed.";
    }
}

/// An opacity on its way: one step of the history when the slider is let go.
pub type OpacityDraft = Option<(LayerId, f32)>;

pub fn layer_row_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    entry: &LayerEntry,
    layer: &Arc<BaseLayer>,
    draft: &mut OpacityDraft,
) {
    let menu_id = ui.make_persistent_id(("layer menu", layer.id.0));
    let menu_open = Popup::is_id_open(ui.ctx(), menu_id);
    let row = ui.scope_builder(UiBuilder::new().id_salt(layer.id.0).sense(Sense::click()), |ui| {
        let hovered = ui.response().contains_pointer() || menu_open;
        if hovered {
            let ground =
                ui.max_rect().intersect(egui::Rect::everything_above(ui.max_rect().top() + theme::CONTROL_HEIGHT));
            ui.painter().rect_filled(ground.expand2(egui::vec2(4.0, 0.0)), theme::RADIUS, color32(palette(ui).raised));
        }
        ui.horizontal(|ui| {
            ui.set_height(theme::CONTROL_HEIGHT);
            eye_ui(ui, desk, entry, layer);
            role_swatch_ui(ui, layer.role, if entry.visible { entry.opacity } else { 0.3 });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let more = if hovered {
                    let label = desk.tell(&LayerText::Menu.with([layer.title_in(desk.language()).into()]));
                    Some(ui.add(IconButton::new(icons::MORE, &label).small()))
                } else {
                    ui.label(small(ui, count(layer.len())));
                    None
                };
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| name_ui(ui, desk, entry, layer));
                more
            })
            .inner
        })
        .inner
    });
    let response = row.response;
    if response.double_clicked() {
        desk.view_command(ViewCommand::ZoomToLayer(layer.id));
    }
    if response.secondary_clicked() || row.inner.is_some_and(|more| more.clicked()) {
        Popup::toggle_id(ui.ctx(), menu_id);
    }
    menu_ui(desk, entry, layer, draft, &response, menu_id);
}

fn eye_ui(ui: &mut Ui, desk: &mut Desk, entry: &LayerEntry, layer: &BaseLayer) {
    let (icon, text) = if entry.visible { (icons::EYE, LayerText::Hide) } else { (icons::EYE_CLOSED, LayerText::Show) };
    let label = desk.tell(&text.with([layer.title_in(desk.language()).into()]));
    if ui.add(IconButton::new(icon, &label).small()).clicked() {
        desk.edit(EditCommand::Layer { layer: layer.id, edit: LayerEdit::Visible(!entry.visible) });
    }
}

fn name_ui(ui: &mut Ui, desk: &Desk, entry: &LayerEntry, layer: &BaseLayer) {
    let mut name = RichText::new(layer.title_in(desk.language()));
    if !entry.visible {
        name = name.color(color32(palette(ui).secondary));
    }
    let provenance = &layer.provenance;
    let file = if provenance.file.is_empty() { "—" } else { provenance.file.as_str() };
    let source = LayerText::Source.with([layer.name.as_str().into(), count(layer.len()).into(), file.into()]);
    let mut says = desk.tell(&source);
    if let Some(date) = &provenance.data_date {
        says = format!("{says}\n{}", desk.tell(&LayerText::Dated.with([date.as_str().into()])));
    }
    ui.add(Label::new(name).truncate()).on_hover_text(format!("{says}\n{}", desk.say(LayerText::Edited)));
}

fn menu_ui(
    desk: &mut Desk,
    entry: &LayerEntry,
    layer: &BaseLayer,
    draft: &mut OpacityDraft,
    row: &Response,
    menu_id: egui::Id,
) {
    let popup = Popup::menu(row).id(menu_id).open_memory(None);
    popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(200.0);
        ui.label(small(ui, desk.say(LayerText::Opacity)));
        opacity_ui(ui, desk, entry, layer.id, draft);
        ui.separator();
        let item = |ui: &mut Ui, text: &str, enabled: bool| {
            let response = ui.add_enabled(enabled, Button::new(text).frame_when_inactive(false));
            if response.clicked() {
                ui.close();
            }
            response
        };
        if item(ui, desk.say(LayerText::Zoom), true).clicked() {
            desk.view_command(ViewCommand::ZoomToLayer(layer.id));
        }
        let (above, below) = neighbours(desk, layer.id);
        for (text, position) in [(LayerText::Up, above), (LayerText::Down, below)] {
            if item(ui, desk.say(text), position.is_some()).clicked()
                && let Some(position) = position
            {
                desk.edit(EditCommand::Layer { layer: layer.id, edit: LayerEdit::Position(position) });
            }
        }
        ui.separator();
        let says = desk.say(LayerText::RemoveSays);
        if item(ui, desk.say(LayerText::Remove), true).on_hover_text(says).clicked() {
            desk.edit(EditCommand::Layer { layer: layer.id, edit: LayerEdit::Remove });
        }
    });
}

fn opacity_ui(ui: &mut Ui, desk: &mut Desk, entry: &LayerEntry, layer: LayerId, draft: &mut OpacityDraft) {
    let mut percent = match draft {
        Some((of, value)) if *of == layer => *value,
        _ => entry.opacity * 100.0,
    };
    ui.spacing_mut().slider_width = 120.0;
    let slider = ui.add(Slider::new(&mut percent, 0.0..=100.0).fixed_decimals(0).suffix(" %"));
    slider.widget_info(|| egui::WidgetInfo::slider(true, f64::from(percent), desk.say(LayerText::Opacity)));
    if slider.changed() {
        *draft = Some((layer, percent));
    }
    // One step when the slider is let go, or a number was typed.
    if !slider.dragged() && !slider.has_focus() && draft.take_if(|(of, _)| *of == layer).is_some() {
        desk.edit(EditCommand::Layer { layer, edit: LayerEdit::Opacity(percent / 100.0) });
    }
}

/// Positions in the drawing order of the present layers directly above and below.
fn neighbours(desk: &Desk, layer: LayerId) -> (Option<usize>, Option<usize>) {
    let Some(project) = desk.project() else { return (None, None) };
    let entries = project.document().layers();
    let present: Vec<usize> = (0..entries.len()).filter(|&index| !entries[index].removed).collect();
    let Some(place) = present.iter().position(|&index| entries[index].layer == layer) else { return (None, None) };
    (place.checked_sub(1).map(|above| present[above]), present.get(place + 1).copied())
}
