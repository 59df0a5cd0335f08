//! Fields of a card or a form that are typed: edited in place, one step each, when the field is left.

use egui::{Frame, Key, Response, TextEdit, Ui};

use crate::theme;
use crate::ui::fonts;
use crate::ui::style::{color32, palette};

/// The field being written, if one is.
#[derive(Default)]
pub struct Writing {
    draft: Option<(egui::Id, String)>,
}

impl Writing {
    /// A field that shows what is stored; returns what was written when the keyboard leaves it, unless Escape took it back.
    /// What `fits` refuses is red while it is written, and not taken.
    pub fn field_ui(
        &mut self,
        ui: &mut Ui,
        id: egui::Id,
        look: FieldLook,
        stored: &str,
        hint: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Written {
        let mut text = match &self.draft {
            Some((of, text)) if *of == id => text.clone(),
            _ => stored.to_owned(),
        };
        let colour = if fits(&text) { palette(ui).text } else { palette(ui).forbidden.mark };
        let edit = TextEdit::singleline(&mut text)
            .id(id)
            .text_color(color32(colour))
            .hint_text(hint)
            .desired_width(ui.available_width());
        let response = ui.add(match look {
            FieldLook::Framed => edit.font(fonts::regular(theme::TYPE_BODY)),
            FieldLook::Bare => edit.font(fonts::regular(theme::TYPE_SMALL)).frame(Frame::NONE),
        });
        let mut written = None;
        if response.has_focus() {
            self.draft = Some((id, text));
        } else if response.lost_focus() {
            self.draft = None;
            let gave_up = ui.input(|input| input.key_pressed(Key::Escape));
            if !gave_up && text != stored && fits(&text) {
                written = Some(text);
            }
        }
        Written { text: written, response }
    }
}

/// How a field is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldLook {
    /// With a frame of its own.
    Framed,
    /// Small and without a frame: the cell that it stands in has one.
    Bare,
}

/// What a field says when it is left.
pub struct Written {
    pub text: Option<String>,
    pub response: Response,
}

/// A number typed by a person; thousands may be separated. `Ok(None)` for an empty field, `Err` for what is no number.
pub(in crate::ui) fn number_from_text(text: &str) -> Result<Option<f64>, ()> {
    let plain: String = text.chars().filter(|character| !matches!(character, ',' | ' ' | '，')).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    plain.parse::<f64>().ok().filter(|number| number.is_finite()).map(Some).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(number_from_text("1,234.5"), Ok(Some(1234.5)));
        assert_eq!(number_from_text(" "), Ok(None));
        assert_eq!(number_from_text("twelve"), Err(()));
    }
}
