//! A name becomes a field in its own place; Enter takes it, Esc leaves the old one.

use egui::{Key, TextEdit, Ui};

use crate::command::EditCommand;
use crate::design::{Zone, ZoneId};
use crate::i18n::texts;
use crate::theme;
use crate::ui::{Desk, fonts};

texts! {
    RenameText {
        Hint: "片区名称", "Name of the zone";
    }
}

/// The name being typed, if one is.
#[derive(Default)]
pub struct Renaming {
    draft: Option<Draft>,
}

struct Draft {
    zone: ZoneId,
    name: String,
    fresh: bool,
}

impl Renaming {
    pub fn begin(&mut self, zone: ZoneId, name: &str) {
        self.draft = Some(Draft { zone, name: name.to_owned(), fresh: true });
    }

    /// Shows the field while the zone is being renamed; returns whether it is.
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, zone: &Zone) -> bool {
        let Some(draft) = self.draft.as_mut().filter(|draft| draft.zone == zone.id) else {
            self.draft = None;
            return false;
        };
        let edit = TextEdit::singleline(&mut draft.name)
            .hint_text(desk.say(RenameText::Hint))
            .font(fonts::bold(theme::TYPE_HEADING))
            .desired_width(ui.available_width() - theme::SPACE_3);
        let field = ui.add(edit);
        if draft.fresh {
            draft.fresh = false;
            field.request_focus();
            select_all(ui, &field, draft.name.chars().count());
        } else if field.lost_focus() {
            let name = draft.name.trim().to_owned();
            let kept = ui.input(|input| input.key_pressed(Key::Escape)) || name.is_empty() || name == zone.name;
            if !kept {
                desk.edit(EditCommand::RenameZone { zone: zone.id, name });
            }
            self.draft = None;
        }
        true
    }
}

/// What is typed first replaces the old name.
fn select_all(ui: &Ui, field: &egui::Response, characters: usize) {
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), field.id) {
        let all = egui::text::CCursorRange::two(egui::text::CCursor::new(0), egui::text::CCursor::new(characters));
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), field.id);
    }
}
