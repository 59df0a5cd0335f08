//! The views of one page, side by side; one of them is in front.

use egui::{Button, RichText, Ui, vec2};

use crate::i18n::Text;
use crate::theme;
use crate::ui::Desk;

/// Draws the names of the views; a click brings one to the front.
pub(super) fn segments_ui<T: Text + PartialEq>(ui: &mut Ui, desk: &Desk, all: &[T], chosen: &mut T) {
    for &view in all {
        let text = RichText::new(desk.say(view)).size(theme::TYPE_SMALL);
        let button = Button::selectable(*chosen == view, text).min_size(vec2(0.0, theme::SPACE_5));
        if ui.add(button).clicked() {
            *chosen = view;
        }
    }
}
