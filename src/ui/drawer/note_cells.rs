//! Cells of the review form that people fill in: words written in place, and questions answered from a menu.

use egui::{Id, Popup, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::form_cell::{frame_ui, words_ui};
use crate::i18n::texts;
use crate::theme;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{FieldLook, Writing, elided};
use crate::ui::{Desk, fonts, icons};

texts! {
    NoteText {
        Yes: "是", "yes";
        No: "否", "no";
        NotSaid: "未填", "not said";
    }
}

/// Height of the words above a field, points.
const CAPTION: f32 = 16.0;

/// The word for an answer.
pub(super) fn answer_text(answer: Option<bool>) -> NoteText {
    match answer {
        Some(true) => NoteText::Yes,
        Some(false) => NoteText::No,
        None => NoteText::NotSaid,
    }
}

/// A question of the form with its answer; returns another answer that was chosen.
#[expect(clippy::option_option, reason = "no choice, and the choice to say nothing, are two answers")]
pub(super) fn choice_cell_ui(
    ui: &Ui,
    desk: &Desk,
    place: Rect,
    caption: &str,
    stored: Option<bool>,
) -> Option<Option<bool>> {
    let can_edit = desk.project().is_some_and(|project| !project.read_only());
    let sense = if can_edit { Sense::click() } else { Sense::hover() };
    let response = ui.interact(place, Id::unique(("form choice", caption)), sense);
    let text = desk.say(answer_text(stored));
    let name = format!("{caption} {text}");
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, can_edit, &name));
    let palette = palette(ui);
    if can_edit && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(place, 0.0, color32(palette.raised));
    }
    let colour = if stored.is_some() { palette.text } else { palette.secondary };
    words_ui(ui, place, caption, text, color32(colour));
    if can_edit {
        let corner = place.right_top() + vec2(-theme::SPACE_1, theme::SPACE_1);
        let (font, quiet) = (fonts::icon(theme::TYPE_SMALL), color32(palette.secondary));
        ui.painter().text(corner, egui::Align2::RIGHT_TOP, icons::CARET_DOWN, font, quiet);
    }
    let mut chosen = None;
    Popup::menu(&response).show(|ui| {
        for answer in [Some(true), Some(false), None] {
            if ui.selectable_label(answer == stored, desk.say(answer_text(answer))).clicked() {
                chosen = Some(answer).filter(|answer| *answer != stored);
                ui.close();
            }
        }
    });
    chosen
}

/// What a cell that is written in shows.
pub(super) struct Field<'a> {
    pub caption: &'a str,
    pub stored: &'a str,
    /// What the form says while nothing is written.
    pub hint: &'a str,
}

/// A cell that is written in; returns what was written when it is left. What `fits` refuses is red and not taken.
pub(super) fn field_cell_ui(
    ui: &mut Ui,
    desk: &Desk,
    writing: &mut Writing,
    place: Rect,
    field: &Field,
    fits: impl Fn(&str) -> bool,
) -> Option<String> {
    frame_ui(ui, place);
    let inside = place.shrink2(vec2(theme::SPACE_2, 3.0));
    let quiet = color32(palette(ui).secondary);
    let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
    let words = elided(&painter, field.caption, fonts::regular(theme::TYPE_SMALL), quiet, inside.width());
    let above = Rect::from_min_size(inside.min, vec2(inside.width(), CAPTION));
    painter.galley(inside.min, words, quiet);
    let caption = ui.interact(above, Id::unique(("form caption", field.caption)), Sense::hover());
    caption.widget_info(|| WidgetInfo::labeled(Role::Label, true, field.caption));
    let below = Rect::from_min_max(pos2(inside.left(), inside.top() + CAPTION), inside.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(below));
    if desk.project().is_none_or(|project| project.read_only()) {
        child.disable();
    }
    let id = Id::unique(("form field", field.caption));
    let written = writing.field_ui(&mut child, id, FieldLook::Bare, field.stored, field.hint, fits);
    let response = written.response.labelled_by(caption.id);
    if !field.stored.is_empty() && !response.has_focus() {
        response.on_hover_text(field.stored);
    }
    written.text
}
