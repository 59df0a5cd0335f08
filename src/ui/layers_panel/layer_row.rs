//! One base layer as a row: eye, swatch, name, count; under the pointer or with the keyboard the menu with visibility, opacity,
//! order, zoom and removal. A row is dragged to another place of the drawing order, or goes there by Alt and an arrow key.

use std::sync::Arc;

use egui::{
    Align, Button, Key, Label, Layout, Modifiers, Popup, PopupCloseBehavior, Rect, Response, RichText, Sense, Slider,
    Stroke, Ui, UiBuilder,
};

use super::groups::group_of;
use super::order::{OrderStep, beside, stepped};
use crate::base::{BaseLayer, LayerId, Role};
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
        Row: "图层“{0}”", "Layer \"{0}\"";
        ShowIt: "显示", "Show";
        HideIt: "隐藏", "Hide";
        Opacity: "不透明度", "Opacity";
        Zoom: "缩放到图层", "Zoom to layer";
        Up: "上移一层（Alt+↑）", "Move up (Alt+↑)";
        Down: "下移一层（Alt+↓）", "Move down (Alt+↓)";
        ToTop: "置于最上", "Move to the top";
        ToBottom: "置于最下", "Move to the bottom";
        Remove: "从项目移除", "Remove from project";
        RemoveSays: "可以撤销；源文件不受影响。", "Can be undone; the source file is not touched.";
        Source: "{0} • {1} 个要素 • 来源 {2}", "{0} • {1:feature|features} • from {2}";
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
    // Its own identity, wherever it stands: a row that moves keeps the keyboard.
    let row_id = ui.make_persistent_id(("layer row", layer.id.0));
    let row = ui.scope_builder(UiBuilder::new().scope_id(row_id).sense(Sense::click_and_drag()), |ui| {
        let hovered = ui.response().contains_pointer() || ui.response().has_focus() || menu_open;
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
    let name = desk.tell(&LayerText::Row.with([layer.title_in(desk.language()).into()]));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.double_clicked() {
        desk.view_command(ViewCommand::ZoomToLayer(layer.id));
    }
    // A click of the pointer gives the row the keyboard; Enter and Space open the menu.
    let by_key = response.clicked() && ui.input(|input| input.key_down(Key::Enter) || input.key_down(Key::Space));
    if response.clicked() && !by_key {
        response.request_focus();
    }
    if by_key || response.secondary_clicked() || row.inner.is_some_and(|more| more.clicked()) {
        Popup::toggle_id(ui.ctx(), menu_id);
    }
    keys_ui(ui, desk, layer, &response);
    drag_ui(ui, desk, layer, &response);
    menu_ui(desk, entry, layer, draft, &response, menu_id);
}

/// Alt and an arrow key move the layer whose row has the keyboard.
fn keys_ui(ui: &Ui, desk: &mut Desk, layer: &BaseLayer, row: &Response) {
    if !row.has_focus() {
        return;
    }
    for (key, step) in [(Key::ArrowUp, OrderStep::Up), (Key::ArrowDown, OrderStep::Down)] {
        if ui.input_mut(|input| input.consume_key(Modifiers::ALT, key)) {
            move_layer(desk, layer.id, step);
        }
    }
}

/// A row that is dragged onto another one of its group is drawn directly above or below that one from then on.
fn drag_ui(ui: &Ui, desk: &mut Desk, layer: &BaseLayer, row: &Response) {
    row.dnd_set_drag_payload(Dragged { layer: layer.id, role: layer.role });
    let Some(dragged) = row.dnd_hover_payload::<Dragged>() else { return };
    let (Some(project), Some(pointer)) = (desk.project(), ui.ctx().pointer_interact_pos()) else { return };
    if group_of(dragged.role) != group_of(layer.role) {
        return;
    }
    let head = Rect::from_min_size(row.rect.min, egui::vec2(row.rect.width(), theme::CONTROL_HEIGHT));
    let below = pointer.y > head.center().y;
    let Some(to) = beside(project.document().layers(), dragged.layer, layer.id, below) else { return };
    let y = if below { head.bottom() } else { head.top() };
    ui.painter().hline(head.x_range(), y, Stroke::new(theme::RED_LINE, color32(palette(ui).selection)));
    if row.dnd_release_payload::<Dragged>().is_some() {
        desk.edit(EditCommand::Layer { layer: dragged.layer, edit: LayerEdit::Position(to) });
    }
}

/// A row on its way.
struct Dragged {
    layer: LayerId,
    role: Role,
}

fn move_layer(desk: &mut Desk, layer: LayerId, step: OrderStep) {
    let to = desk.project().and_then(|project| stepped(project.document().layers(), layer, step));
    if let Some(to) = to {
        desk.edit(EditCommand::Layer { layer, edit: LayerEdit::Position(to) });
    }
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
        let toggle = if entry.visible { LayerText::HideIt } else { LayerText::ShowIt };
        if item(ui, desk.say(toggle), true).clicked() {
            desk.edit(EditCommand::Layer { layer: layer.id, edit: LayerEdit::Visible(!entry.visible) });
        }
        if item(ui, desk.say(LayerText::Zoom), true).clicked() {
            desk.view_command(ViewCommand::ZoomToLayer(layer.id));
        }
        let Some(project) = desk.project() else { return };
        for (text, step) in [
            (LayerText::Up, OrderStep::Up),
            (LayerText::Down, OrderStep::Down),
            (LayerText::ToTop, OrderStep::ToTop),
            (LayerText::ToBottom, OrderStep::ToBottom),
        ] {
            let can = stepped(project.document().layers(), layer.id, step).is_some();
            if item(ui, desk.say(text), can).clicked() {
                move_layer(desk, layer.id, step);
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
