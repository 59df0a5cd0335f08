//! Opens a project folder.

use super::sheet::{Buttons, Outcome, sheet_ui};
use super::stack::DialogTools;
use crate::command::ProjectCommand;
use crate::i18n::texts;
use crate::ui::Desk;
use crate::ui::file_chooser::Purpose;
use crate::ui::widgets::{PathField, small};

texts! {
    OpenText {
        Title: "打开项目", "Open project";
        Folder: "项目文件夹（名称以 .tianfang 结尾）", "Project folder (its name ends in .tianfang)";
        Hint: "粘贴或选择路径", "Paste or choose a path";
        Browse: "浏览…", "Browse…";
        Open: "打开", "Open";
        NoPath: "先填写或选择文件夹。", "Name or choose a folder first.";
        NotAFolder: "这个位置没有文件夹。", "There is no folder at this place.";
    }
}

#[derive(Default)]
pub struct OpenProjectDialog {
    path: PathField,
}

impl OpenProjectDialog {
    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk, tools: &DialogTools) -> Outcome {
        let title = desk.say(OpenText::Title);
        let outcome = sheet_ui(context, desk, title, 520.0, |ui, desk| {
            ui.label(small(ui, desk.say(OpenText::Folder)));
            let (hint, browse) = (desk.say(OpenText::Hint), desk.say(OpenText::Browse));
            self.path.ui(ui, tools.chooser.as_ref(), Purpose::Folder, hint, browse);
            let why_not = if self.path.is_empty() {
                Some(OpenText::NoPath)
            } else if !self.path.path().is_dir() {
                Some(OpenText::NotAFolder)
            } else {
                None
            };
            let why_not = why_not.map(|text| desk.say(text).to_owned());
            Buttons::Verb { text: desk.say(OpenText::Open), why_not }
        });
        if outcome == Outcome::Accepted {
            desk.project_command(ProjectCommand::Open(self.path.path()));
        }
        outcome
    }
}
