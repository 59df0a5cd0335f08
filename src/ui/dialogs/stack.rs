//! Which dialog is open.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::about::about_ui;
use super::answer::AnswerDialog;
use super::certificate::CertificateDialog;
use super::compare_rules::CompareRulesDialog;
use super::compare_schemes::CompareSchemesDialog;
use super::contiguity::ContiguityDialog;
use super::export::{ExportDialog, Form};
use super::import::ImportDialog;
use super::keys::keys_ui;
use super::messages::messages_ui;
use super::new_project::NewProjectDialog;
use super::open_project::OpenProjectDialog;
use super::pick_by_class::PickByClassDialog;
use super::rename_project::RenameProjectDialog;
use super::sheet::Outcome;
use super::source::SourceReader;
use crate::command::DialogKind;
use crate::ui::Desk;
use crate::ui::file_chooser::FileChooser;

/// What dialogs need from outside.
pub struct DialogTools {
    pub chooser: Box<dyn FileChooser>,
    pub sources: Arc<dyn SourceReader>,
    /// Where new projects and exports go unless the person says otherwise.
    pub documents: PathBuf,
    /// Name of the graphics adapter, for About.
    pub renderer: String,
}

/// At most one dialog.
#[derive(Default)]
pub struct Dialogs {
    open: Option<Dialog>,
}

enum Dialog {
    New(NewProjectDialog),
    Open(OpenProjectDialog),
    Import(Box<ImportDialog>),
    Export(ExportDialog),
    RenameProject(RenameProjectDialog),
    Answer(AnswerDialog),
    CompareRules(CompareRulesDialog),
    CompareSchemes(Box<CompareSchemesDialog>),
    Contiguity(Box<ContiguityDialog>),
    PickByClass(PickByClassDialog),
    Certificate(CertificateDialog),
    Keys,
    About,
    Messages,
}

impl Dialogs {
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub fn open(&mut self, kind: DialogKind, desk: &Desk, tools: &DialogTools) {
        self.open = Some(match kind {
            DialogKind::AnswerIssue => match AnswerDialog::new(desk) {
                Some(dialog) => Dialog::Answer(dialog),
                None => return,
            },
            DialogKind::CompareRules => Dialog::CompareRules(CompareRulesDialog::default()),
            DialogKind::CompareSchemes => match CompareSchemesDialog::new(desk) {
                Some(dialog) => Dialog::CompareSchemes(Box::new(dialog)),
                None => return,
            },
            DialogKind::Contiguity => match ContiguityDialog::new(desk) {
                Some(dialog) => Dialog::Contiguity(Box::new(dialog)),
                None => return,
            },
            DialogKind::PickByClass => Dialog::PickByClass(PickByClassDialog::new(desk)),
            DialogKind::Certificate => Dialog::Certificate(CertificateDialog::new(desk, tools)),
            DialogKind::New => Dialog::New(NewProjectDialog::new(&tools.documents)),
            DialogKind::Open => Dialog::Open(OpenProjectDialog::default()),
            DialogKind::Import => Dialog::Import(Box::default()),
            DialogKind::Export => Dialog::Export(ExportDialog::new(Form::Geopackage, desk, tools)),
            DialogKind::ExportSheets => Dialog::Export(ExportDialog::new(Form::Sheets, desk, tools)),
            DialogKind::RenameProject => Dialog::RenameProject(RenameProjectDialog::new(desk)),
            DialogKind::Keys => Dialog::Keys,
            DialogKind::About => Dialog::About,
            DialogKind::Messages => Dialog::Messages,
        });
    }

    /// Opens the import dialog on a file that was dropped on the window.
    pub fn import(&mut self, file: &Path, context: &egui::Context, tools: &DialogTools) {
        let mut dialog = ImportDialog::default();
        dialog.look_into(file, context, tools);
        self.open = Some(Dialog::Import(Box::new(dialog)));
    }

    pub fn ui(&mut self, context: &egui::Context, desk: &mut Desk, tools: &DialogTools) {
        let outcome = match &mut self.open {
            None => return,
            Some(Dialog::New(dialog)) => dialog.ui(context, desk, tools),
            Some(Dialog::Open(dialog)) => dialog.ui(context, desk, tools),
            Some(Dialog::Import(dialog)) => dialog.ui(context, desk, tools),
            Some(Dialog::Export(dialog)) => dialog.ui(context, desk, tools),
            Some(Dialog::RenameProject(dialog)) => dialog.ui(context, desk),
            Some(Dialog::Answer(dialog)) => dialog.ui(context, desk),
            Some(Dialog::CompareRules(dialog)) => dialog.ui(context, desk, tools),
            Some(Dialog::CompareSchemes(dialog)) => dialog.ui(context, desk),
            Some(Dialog::Contiguity(dialog)) => dialog.ui(context, desk),
            Some(Dialog::PickByClass(dialog)) => dialog.ui(context, desk),
            Some(Dialog::Certificate(dialog)) => dialog.ui(context, desk, tools),
            Some(Dialog::Keys) => keys_ui(context, desk),
            Some(Dialog::About) => about_ui(context, desk, tools),
            Some(Dialog::Messages) => messages_ui(context, desk),
        };
        if outcome != Outcome::Open {
            self.open = None;
        }
    }
}
