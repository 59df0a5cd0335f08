//! Writes the current scheme as a GeoPackage, or its review form and tables as an Excel workbook. A file that would be replaced is named, with its date.

use std::path::Path;
use std::time::SystemTime;

use super::sheet::{Buttons, Outcome, sheet_ui};
use super::stack::DialogTools;
use crate::command::ProjectCommand;
use crate::design::Date;
use crate::i18n::{Text, texts};
use crate::storage::export::proposed_name;
use crate::storage::own_files;
use crate::theme;
use crate::ui::Desk;
use crate::ui::file_chooser::Purpose;
use crate::ui::style::{color32, palette};
use crate::ui::widgets::{PathField, small};

texts! {
    ExportText {
        Title: "导出 GeoPackage", "Export GeoPackage";
        TitleSheets: "导出表格", "Export sheets";
        WhatSheets: "方案“{0}”的审查情况汇总表、计算说明和各附表，Excel 工作簿。", "The review form of scheme \"{0}\", how it was calculated, and the plan tables, as an Excel workbook.";
        What: "方案“{0}”：{1} 个片区，以及片区内的现状与控制线。写完后自动回读核验。", "Scheme \"{0}\": {1:zone|zones}, with the land and the control lines inside them. It is read back and verified.";
        File: "写到", "Write to";
        Hint: "粘贴或选择路径；.gpkg 为成果数据，.xlsx 为审查汇总表和附表", "Paste or choose a path; .gpkg for the data, .xlsx for the review form and the tables";
        Browse: "浏览…", "Browse…";
        Export: "导出", "Export";
        Replace: "替换并导出", "Replace and export";
        Exists: "这个文件已经存在（{1} 写成，{0} 前），导出会替换它。", "This file is already there (written on {1}, {0} ago); the export will replace it.";
        Minutes: "{0} 分钟", "{0:minute|minutes}";
        Hours: "{0} 小时", "{0:hour|hours}";
        Days: "{0} 天", "{0:day|days}";
        NoPath: "先填写或选择文件。", "Name or choose a file first.";
        NoFolder: "这个文件夹不存在。", "This folder does not exist.";
        IsFolder: "这是一个文件夹，请写文件名。", "This is a folder; name a file.";
        NoZones: "当前方案还没有片区，没有可导出的内容。", "The scheme has no zones yet; there is nothing to export.";
    }
}

/// What is written unless the person names a file of the other kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Geopackage,
    Sheets,
}

impl Form {
    fn ending(self) -> &'static str {
        match self {
            Self::Geopackage => "gpkg",
            Self::Sheets => "xlsx",
        }
    }
}

pub struct ExportDialog {
    form: Form,
    path: PathField,
}

impl ExportDialog {
    /// Proposes a file named after town, zone, version and day, where the last export went, else among the person's documents.
    pub fn new(form: Form, desk: &Desk, tools: &DialogTools) -> Self {
        let path = desk.project().map(|project| {
            let name = proposed_name(project.document(), project.history().position() as u64, Date::today());
            let last = desk.view.export_folder.as_ref().filter(|folder| folder.is_dir());
            last.unwrap_or(&tools.documents).join(name).with_extension(form.ending())
        });
        Self { form, path: PathField::new(path.as_deref()) }
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk, tools: &DialogTools) -> Outcome {
        let title = desk.say(match self.form {
            Form::Geopackage => ExportText::Title,
            Form::Sheets => ExportText::TitleSheets,
        });
        let outcome = sheet_ui(context, desk, title, 560.0, |ui, desk| {
            let Some(project) = desk.project() else { return Buttons::Close };
            let scheme = project.document().current_scheme();
            let what = match self.form {
                Form::Geopackage => ExportText::What.with([scheme.name.as_str().into(), scheme.zones.len().into()]),
                Form::Sheets => ExportText::WhatSheets.with([scheme.name.as_str().into()]),
            };
            ui.label(desk.tell(&what));
            ui.add_space(theme::SPACE_3);
            ui.label(small(ui, desk.say(ExportText::File)));
            let purpose = Purpose::Geopackage { suggested: self.path.path() };
            let (hint, browse) = (desk.say(ExportText::Hint), desk.say(ExportText::Browse));
            if self.path.ui(ui, tools.chooser.as_ref(), purpose, hint, browse) {
                self.give_ending(ui);
            }
            let path = self.path.path();
            let replaces = path.is_file();
            if replaces {
                let colour = color32(palette(ui).procedure.mark);
                let changed = own_files::changed_at(&path).unwrap_or_else(SystemTime::now);
                let age = ExportText::Exists.with([age_message(changed).into(), Date::of(changed).to_string().into()]);
                ui.label(egui::RichText::new(desk.tell(&age)).size(theme::TYPE_SMALL).color(colour));
            }
            let why_not = if scheme.zones.is_empty() && scheme.measures.is_empty() {
                Some(ExportText::NoZones)
            } else if self.path.is_empty() {
                Some(ExportText::NoPath)
            } else if path.is_dir() {
                Some(ExportText::IsFolder)
            } else if !path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir()) {
                Some(ExportText::NoFolder)
            } else {
                None
            };
            let verb = if replaces { ExportText::Replace } else { ExportText::Export };
            Buttons::Verb { text: desk.say(verb), why_not: why_not.map(|text| desk.say(text).to_owned()) }
        });
        if outcome == Outcome::Accepted {
            let mut path = self.path.path();
            if path.extension().is_none() {
                path.set_extension(self.form.ending());
            }
            desk.view.export_folder = path.parent().map(Path::to_owned);
            let is_sheets = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
            desk.project_command(if is_sheets {
                ProjectCommand::ExportSheets(path)
            } else {
                ProjectCommand::ExportGeopackage(path)
            });
        }
        outcome
    }

    /// A dialog of the system may return a name without its ending; what is typed is left alone until it is exported.
    fn give_ending(&mut self, ui: &egui::Ui) {
        if !ui.ctx().text_edit_focused() && self.path.path().extension().is_none() && !self.path.is_empty() {
            let path = self.path.path().with_extension(self.form.ending());
            self.path.set(&path);
        }
    }
}

/// How long ago a file was changed, in the largest unit that fits.
fn age_message(changed: SystemTime) -> crate::i18n::Message {
    let minutes = SystemTime::now().duration_since(changed).map_or(0, |age| age.as_secs() / 60);
    match minutes {
        0..120 => ExportText::Minutes.with([minutes.into()]),
        120..2880 => ExportText::Hours.with([(minutes / 60).into()]),
        _ => ExportText::Days.with([(minutes / 1440).into()]),
    }
}
