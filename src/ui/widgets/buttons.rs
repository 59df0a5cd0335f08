//! Buttons: with an icon only (and a name for the ear), the one that Enter presses, and quiet ones.

use egui::{Align2, Button, CornerRadius, Response, RichText, Role, Sense, Stroke, Ui, Widget, WidgetInfo, vec2};

use crate::theme;
use crate::ui::fonts;
use crate::ui::style::{color32, palette};

/// A square button with one icon. Its name is spoken by screen readers and shown on hover.
pub struct IconButton<'a> {
    icon: &'a str,
    label: &'a str,
    detail: &'a str,
    why_disabled: Option<&'a str>,
    selected: bool,
    side: f32,
}

impl<'a> IconButton<'a> {
    pub fn new(icon: &'a str, label: &'a str) -> Self {
        Self { icon, label, detail: "", why_disabled: None, selected: false, side: theme::ICON_BUTTON }
    }

    /// A second line on hover: the key and one sentence.
    pub fn detail(mut self, detail: &'a str) -> Self {
        self.detail = detail;
        self
    }

    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Greys the button and says why on hover.
    pub fn why_disabled(mut self, why: Option<&'a str>) -> Self {
        self.why_disabled = why;
        self
    }

    /// For rows: as high as a control.
    pub fn small(mut self) -> Self {
        self.side = theme::SPACE_5;
        self
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let enabled = self.why_disabled.is_none() && ui.is_enabled();
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(self.side, self.side), sense);
        response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, self.selected, self.label));
        if ui.is_rect_visible(rect) {
            let palette = palette(ui);
            let ground = if self.selected {
                Some(palette.selection_ground)
            } else if enabled && (response.hovered() || response.has_focus()) {
                Some(palette.raised)
            } else {
                None
            };
            if let Some(ground) = ground {
                ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS as u8), color32(ground));
            }
            if response.has_focus() {
                let ring = Stroke::new(2.0, color32(palette.selection));
                let radius = CornerRadius::same(theme::RADIUS as u8);
                ui.painter().rect_stroke(rect, radius, ring, egui::StrokeKind::Inside);
            }
            let colour = match (self.selected, enabled) {
                (true, _) => color32(palette.selection),
                (false, true) => color32(palette.text),
                (false, false) => color32(palette.secondary.with_opacity(0.5)),
            };
            let size = if self.side < theme::ICON_BUTTON { theme::TYPE_HEADING } else { theme::ICON };
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, self.icon, fonts::icon(size), colour);
        }
        response.on_hover_ui(|ui| {
            ui.label(RichText::new(self.label).font(fonts::bold(theme::TYPE_BODY)));
            let below = self.why_disabled.unwrap_or(self.detail);
            if !below.is_empty() {
                ui.label(RichText::new(below).small().color(color32(palette(ui).secondary)));
            }
        })
    }
}

/// The button that Enter presses: filled with the accent.
pub fn primary_button(ui: &mut Ui, enabled: bool, text: &str) -> Response {
    let palette = palette(ui);
    let text = RichText::new(text).color(color32(palette.on_accent)).font(fonts::bold(theme::TYPE_BODY));
    let button = Button::new(text)
        .fill(color32(palette.accent))
        .stroke(Stroke::NONE)
        .min_size(vec2(72.0, theme::CONTROL_HEIGHT + theme::SPACE_1));
    ui.add_enabled(enabled, button)
}

/// The same with a sign before the text.
pub fn primary_icon_button(ui: &mut Ui, enabled: bool, icon: &str, text: &str) -> Response {
    let colour = color32(palette(ui).on_accent);
    let sign = RichText::new(icon).font(fonts::icon(theme::TYPE_HEADING)).color(colour);
    let button = Button::new((sign, RichText::new(text).color(colour).font(fonts::bold(theme::TYPE_BODY))))
        .fill(color32(palette(ui).accent))
        .stroke(Stroke::NONE)
        .min_size(vec2(72.0, theme::CONTROL_HEIGHT + theme::SPACE_1));
    let response = ui.add_enabled(enabled, button);
    // The sign is for the eye only.
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, text));
    response
}

/// A button with a sign before its text.
pub fn icon_text_button(ui: &mut Ui, icon: &str, text: &str, selected: bool, height: f32) -> Response {
    let sign = RichText::new(icon).font(fonts::icon(theme::TYPE_BODY));
    let button = Button::selectable(selected, (sign, text)).frame_when_inactive(true).min_size(vec2(0.0, height));
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, text));
    response
}

/// A button that only shows itself under the pointer.
pub fn quiet_button(ui: &mut Ui, text: &str) -> Response {
    let text = RichText::new(text).size(theme::TYPE_SMALL).color(color32(palette(ui).secondary));
    ui.add(Button::new(text).frame_when_inactive(false).min_size(vec2(0.0, theme::SPACE_5)))
}
