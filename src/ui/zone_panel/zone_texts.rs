//! Goal and note of a zone: there when they say something or were asked for, edited in place, one step each.

use egui::{Key, TextEdit, Ui};

use crate::command::EditCommand;
use crate::design::{Zone, ZoneId};
use crate::edit::actions::ZoneText;
use crate::i18n::{Language, Text, texts};
use crate::theme;
use crate::ui::{Desk, fonts};

texts! {
    WritingText {
        Goal: "整治目标", "Goal";
        Note: "备注", "Note";
    }
}

/// What a text of a zone is called.
pub fn title(which: ZoneText, language: Language) -> &'static str {
    match which {
        ZoneText::Goal => WritingText::Goal.get(language),
        ZoneText::Note => WritingText::Note.get(language),
    }
}

/// The text being written, if one is.
#[derive(Default)]
pub struct Writing {
    draft: Option<Draft>,
}

struct Draft {
    zone: ZoneId,
    which: ZoneText,
    /// Until the first keystroke the stored text is shown.
    text: Option<String>,
    /// Asked for by the menu: takes the keyboard when first drawn.
    fresh: bool,
}

impl Writing {
    /// Shows the field of a text, filled or not, and gives it the keyboard.
    pub fn begin(&mut self, zone: ZoneId, which: ZoneText) {
        self.draft = Some(Draft { zone, which, text: None, fresh: true });
    }

    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, zone: &Zone) {
        self.draft.take_if(|draft| draft.zone != zone.id);
        for (which, stored) in [(ZoneText::Goal, &zone.goal), (ZoneText::Note, &zone.note)] {
            let writing = self.draft.as_ref().is_some_and(|draft| draft.which == which);
            if writing || !stored.is_empty() {
                self.field_ui(ui, desk, zone.id, which, stored);
            }
        }
    }

    fn field_ui(&mut self, ui: &mut Ui, desk: &mut Desk, zone: ZoneId, which: ZoneText, stored: &str) {
        let of_this = self.draft.as_mut().filter(|draft| draft.which == which);
        let fresh = of_this.as_ref().is_some_and(|draft| draft.fresh);
        let mut text = of_this.and_then(|draft| draft.text.clone()).unwrap_or_else(|| stored.to_owned());
        let title = title(which, desk.language());
        ui.add_space(theme::SPACE_1);
        let edit = TextEdit::singleline(&mut text)
            .id(egui::Id::unique(("zone text", zone.0, title)))
            .hint_text(title)
            .font(fonts::regular(theme::TYPE_SMALL))
            .interactive(desk.project().is_some_and(|project| !project.read_only()))
            .desired_width(ui.available_width());
        let field = ui.add(edit).on_hover_text(title);
        if fresh {
            field.request_focus();
            self.draft = Some(Draft { zone, which, text: None, fresh: false });
        } else if field.has_focus() {
            self.draft = Some(Draft { zone, which, text: Some(text), fresh: false });
        } else if field.lost_focus() {
            self.draft = None;
            let gave_up = ui.input(|input| input.key_pressed(Key::Escape));
            if !gave_up && text != stored {
                desk.edit(EditCommand::SetZoneText { zone, which, text });
            }
        }
    }
}
