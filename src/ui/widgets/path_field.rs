//! A path: typed, pasted, or chosen in the system's dialog. The field works where that dialog does not.

use std::path::{Path, PathBuf};

use egui::{TextEdit, Ui};

use crate::ui::file_chooser::{Choosing, FileChooser, Purpose};

/// A text field for a path and a button beside it.
#[derive(Default)]
pub struct PathField {
    text: String,
    choosing: Option<Choosing>,
}

impl PathField {
    pub fn new(path: Option<&Path>) -> Self {
        Self { text: path.map(|path| path.display().to_string()).unwrap_or_default(), choosing: None }
    }

    /// What the field says, without the quotes that a file manager's "copy as path" puts round it.
    pub fn path(&self) -> PathBuf {
        PathBuf::from(self.text.trim().trim_matches('"'))
    }

    pub fn is_empty(&self) -> bool {
        self.path().as_os_str().is_empty()
    }

    pub fn set(&mut self, path: &Path) {
        self.text = path.display().to_string();
    }

    /// Shows the field; returns whether the path is another one now.
    pub fn ui(&mut self, ui: &mut Ui, chooser: &dyn FileChooser, purpose: Purpose, hint: &str, browse: &str) -> bool {
        let mut changed = false;
        if let Some(answer) = self.choosing.as_ref().and_then(Choosing::answer) {
            self.choosing = None;
            if let Some(path) = answer {
                self.set(&path);
                changed = true;
            }
        }
        ui.horizontal(|ui| {
            let button_width = 84.0;
            let width = ui.available_width() - button_width - ui.spacing().item_spacing.x;
            let edit = TextEdit::singleline(&mut self.text).hint_text(hint.to_owned()).desired_width(width);
            changed |= ui.add(edit).changed();
            let button = egui::Button::new(browse).min_size(egui::vec2(button_width, 0.0));
            if ui.add_enabled(self.choosing.is_none(), button).clicked() {
                self.choosing = Some(chooser.choose(purpose, ui.ctx()));
            }
        });
        changed
    }
}
