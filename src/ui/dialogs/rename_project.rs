//! Gives the project another name.

use egui::TextEdit;

use super::sheet::{Buttons, Outcome, sheet_ui};
use crate::command::EditCommand;
use crate::i18n::texts;
use crate::ui::Desk;
use crate::ui::widgets::small;

texts! {
    RenameText {
        Title: "项目改名", "Rename project";
        Name: "项目名称（导出的文件和审查表用它）", "Name of the project (exports and the review form bear it)";
        Hint: "例如：新塍镇全域土地综合整治", "For example: Land consolidation of Xincheng";
        Rename: "改名", "Rename";
        NoName: "先填写名称。", "Give a name first.";
    }
}

pub struct RenameProjectDialog {
    name: String,
    /// The field has been given the keyboard.
    focused: bool,
}

impl RenameProjectDialog {
    pub fn new(desk: &Desk) -> Self {
        let name = desk.project().map(|project| project.document().settings().name.clone()).unwrap_or_default();
        Self { name, focused: false }
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk) -> Outcome {
        let title = desk.say(RenameText::Title);
        let outcome = sheet_ui(context, desk, title, 440.0, |ui, desk| {
            let label = ui.label(small(ui, desk.say(RenameText::Name)));
            let hint = desk.say(RenameText::Hint);
            let field = TextEdit::singleline(&mut self.name).hint_text(hint).desired_width(f32::INFINITY);
            let field = ui.add(field).labelled_by(label.id);
            if !std::mem::replace(&mut self.focused, true) {
                field.request_focus();
            }
            let why_not = self.name.trim().is_empty().then(|| desk.say(RenameText::NoName).to_owned());
            Buttons::Verb { text: desk.say(RenameText::Rename), why_not }
        });
        if outcome == Outcome::Accepted {
            desk.edit(EditCommand::RenameProject(self.name.trim().to_owned()));
        }
        outcome
    }
}
