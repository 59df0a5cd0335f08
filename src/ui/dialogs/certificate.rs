//! Writes a simulation as files: the problem, the plan and the certificate of its bound, which anybody can check.

use std::path::Path;

use egui::Label;

use super::sheet::{Buttons, Outcome, sheet_ui};
use super::stack::DialogTools;
use crate::command::{Command, SimulationCommand};
use crate::i18n::{Text, texts};
use crate::storage::certificate_files::files_of;
use crate::theme;
use crate::ui::Desk;
use crate::ui::file_chooser::Purpose;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{PathField, small};

texts! {
    CertificateText {
        Title: "导出证书", "Export certificate";
        Says: "写出三个文件：问题（数据与约束的纯数字）、方案、证书（上界的乘子）。格式公开，任何人不用本程序也能逐行核验。",
            "Writes three files: the problem in plain numbers, the plan, and the certificate (multipliers of the bound). The format is public: anybody can check them line by line without this program.";
        NoCertificate: "这次运行没有上界，只写问题和方案。", "This run has no bound: only problem and plan are written.";
        File: "写到", "Write to";
        Hint: "粘贴或选择路径；三个文件同名，后缀各异", "Paste or choose a path; the three files share its name";
        Browse: "浏览…", "Browse…";
        Export: "导出", "Export";
        Replace: "替换并导出", "Replace and export";
        Exists: "将替换：{0}", "Will replace: {0}";
        NoPath: "先填写或选择文件。", "Name or choose a file first.";
        NoFolder: "这个文件夹不存在。", "This folder does not exist.";
        IsFolder: "这是一个文件夹，请写文件名。", "This is a folder; name a file.";
    }
}

pub struct CertificateDialog {
    path: PathField,
}

impl CertificateDialog {
    /// Proposes a file named after the town and the kind, where the last export went, else among the person's documents.
    pub fn new(desk: &Desk, tools: &DialogTools) -> Self {
        let path = desk.project().and_then(|project| {
            let result = project.simulation()?;
            let kind = result.request.kind.title(desk.language()).replace(char::is_whitespace, "");
            let name = format!("{}_{kind}.certificate.json", project.document().settings().name.trim());
            let name = name.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "_");
            let last = desk.view.export_folder.as_ref().filter(|folder| folder.is_dir());
            Some(last.unwrap_or(&tools.documents).join(name))
        });
        Self { path: PathField::new(path.as_deref()) }
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk, tools: &DialogTools) -> Outcome {
        let outcome = sheet_ui(context, desk, desk.say(CertificateText::Title), 560.0, |ui, desk| {
            let Some(result) = desk.project().and_then(|project| project.simulation()) else { return Buttons::Close };
            ui.add(Label::new(desk.say(CertificateText::Says)).wrap());
            if result.proposal.certificate_json.is_none() {
                ui.label(small(ui, desk.say(CertificateText::NoCertificate)));
            }
            ui.add_space(theme::SPACE_3);
            ui.label(small(ui, desk.say(CertificateText::File)));
            let purpose = Purpose::Certificate { suggested: self.path.path() };
            let (hint, browse) = (desk.say(CertificateText::Hint), desk.say(CertificateText::Browse));
            self.path.ui(ui, tools.chooser.as_ref(), purpose, hint, browse);
            let path = self.path.path();
            let replaced: Vec<String> = files_of(&path, &result.proposal)
                .into_iter()
                .filter(|file| file.is_file())
                .filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned()))
                .collect();
            if !replaced.is_empty() && !self.path.is_empty() {
                let colour = color32(palette(ui).procedure.mark);
                let says = desk.tell(&CertificateText::Exists.with([replaced.join(", ").into()]));
                ui.add(Label::new(egui::RichText::new(says).size(theme::TYPE_SMALL).color(colour)).wrap());
            }
            let why_not = if self.path.is_empty() {
                Some(CertificateText::NoPath)
            } else if path.is_dir() {
                Some(CertificateText::IsFolder)
            } else if !path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir()) {
                Some(CertificateText::NoFolder)
            } else {
                None
            };
            let verb = if replaced.is_empty() { CertificateText::Export } else { CertificateText::Replace };
            Buttons::Verb { text: desk.say(verb), why_not: why_not.map(|text| desk.say(text).to_owned()) }
        });
        if outcome == Outcome::Accepted {
            let path = self.path.path();
            desk.view.export_folder = path.parent().map(Path::to_owned);
            desk.ask(Command::Simulation(SimulationCommand::Export(path)));
        }
        outcome
    }
}
