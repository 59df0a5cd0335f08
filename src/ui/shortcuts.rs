//! Keys of the keyboard to commands, by the table of `command`.

use crate::command::{Command, EditCommand, Key, Shortcut};

/// Commands whose keys were pressed this frame. Nothing while a text field or an open menu has the keyboard: its keys are
/// its own, and Escape closes the menu.
pub fn pressed(context: &egui::Context) -> Vec<Command> {
    if context.text_edit_focused() || egui::Popup::is_any_open(context) {
        return Vec::new();
    }
    let mut all = Shortcut::all();
    // egui's match ignores a Shift too many: what asks for Shift must be looked for first.
    all.sort_by_key(|(shortcut, _)| !shortcut.shift);
    context.input_mut(|input| {
        all.into_iter()
            .filter(|(shortcut, _)| keys(shortcut.key).iter().any(|&key| input.consume_key(modifiers(*shortcut), key)))
            .map(|(_, command)| command)
            .collect()
    })
}

/// Text that was pasted while no text field had the keyboard: a list of points.
pub fn pasted(context: &egui::Context) -> Option<Command> {
    if context.text_edit_focused() {
        return None;
    }
    context.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Paste(text) => Some(Command::Edit(EditCommand::PastePoints(text.clone()))),
            _ => None,
        })
    })
}

fn modifiers(shortcut: Shortcut) -> egui::Modifiers {
    let control = if shortcut.control { egui::Modifiers::COMMAND } else { egui::Modifiers::NONE };
    if shortcut.shift { control | egui::Modifiers::SHIFT } else { control }
}

/// The keys that stand for one key of the table: `+` is on the `=` key of many keyboards.
fn keys(key: Key) -> Vec<egui::Key> {
    let named = |name: String| egui::Key::from_name(&name).into_iter().collect();
    match key {
        Key::Letter(letter) => named(letter.to_string()),
        Key::Digit(digit) => named(digit.to_string()),
        Key::Function(number) => named(format!("F{number}")),
        Key::Delete => vec![egui::Key::Delete],
        Key::Escape => vec![egui::Key::Escape],
        Key::Enter => vec![egui::Key::Enter],
        Key::Home => vec![egui::Key::Home],
        Key::Plus => vec![egui::Key::Plus, egui::Key::Equals],
        Key::Minus => vec![egui::Key::Minus],
        Key::Semicolon => vec![egui::Key::Semicolon],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_exists_on_the_keyboard() {
        for (shortcut, _) in Shortcut::all() {
            assert!(!keys(shortcut.key).is_empty(), "{}", shortcut.label());
        }
    }
}
