//! Schemes: which one is on the table, and making, copying, renaming and deleting them.

use egui::{Button, RichText, Ui};

use super::{Desk, icons};
use crate::command::{DialogKind, EditCommand, ViewCommand, WhyNot};
use crate::design::{Scheme, SchemeId};
use crate::i18n::{Text, texts};
use crate::session::OpenProject;
use crate::theme;
use crate::ui::fonts;

texts! {
    SchemeMenuText {
        New: "新建空白方案", "New empty scheme";
        Copy: "复制当前方案", "Copy this scheme";
        Rename: "重命名方案", "Rename scheme";
        Delete: "删除当前方案", "Delete this scheme";
        Compare: "对比方案…", "Compare schemes…";
        Name: "方案 {0}", "Scheme {0}";
        BaseIsFixed: "“现状”是各方案的起点，不能改名或删除。", "The present state is where all schemes begin; it can't be renamed or deleted.";
        Simulated: "{0} → 模拟", "{0} → simulation";
        Hint: "方案名称", "Name of the scheme";
    }
}

/// A name being typed.
#[derive(Default)]
pub struct SchemeMenu {
    renaming: Option<(SchemeId, String)>,
}

/// The current scheme as a button that opens its menu.
pub fn scheme_button_ui(ui: &mut Ui, desk: &mut Desk, state: &mut SchemeMenu) {
    let Some(project) = desk.project() else { return };
    let name = shown_name(desk, project);
    let caret = RichText::new(icons::CARET_DOWN).font(fonts::icon(theme::TYPE_SMALL));
    egui::containers::menu::MenuButton::from_button(Button::new((name, caret))).ui(ui, |ui| {
        ui.set_min_width(ui.spacing().menu_width);
        scheme_menu_ui(ui, desk, state);
    });
}

/// The scheme in view; while the map shows what a simulation makes of it, that is said.
pub fn shown_name(desk: &Desk, project: &OpenProject) -> String {
    let name = &project.document().current_scheme().name;
    if desk.view.simulation.shown && project.simulation().is_some() {
        desk.tell(&SchemeMenuText::Simulated.with([name.as_str().into()]))
    } else {
        name.clone()
    }
}

/// The list of schemes and what can be done with them.
pub fn scheme_menu_ui(ui: &mut Ui, desk: &mut Desk, state: &mut SchemeMenu) {
    let Some(project) = desk.project() else {
        ui.add_enabled(false, Button::new(desk.say(SchemeMenuText::New)).frame(false))
            .on_disabled_hover_text(desk.say(WhyNot::NoProject));
        return;
    };
    let document = project.document();
    let current = document.current_scheme();
    for (number, scheme) in document.schemes().iter().enumerate() {
        scheme_row_ui(ui, desk, number, scheme, scheme.id == current.id);
    }
    ui.separator();
    let free = free_scheme_name(desk);
    for (text, copy) in [(SchemeMenuText::New, false), (SchemeMenuText::Copy, true)] {
        if row_ui(ui, desk, text, project.read_only().then_some(WhyNot::ReadOnly)) {
            desk.edit(EditCommand::AddScheme { name: free.clone(), copy });
        }
    }
    if document.schemes().len() > 1 && row_ui(ui, desk, SchemeMenuText::Compare, None) {
        desk.view_command(ViewCommand::Dialog(DialogKind::CompareSchemes));
    }
    let base = current.id == SchemeId::BASE;
    if base {
        for text in [SchemeMenuText::Rename, SchemeMenuText::Delete] {
            ui.add_enabled(false, Button::new(desk.say(text)).frame_when_inactive(false))
                .on_disabled_hover_text(desk.say(SchemeMenuText::BaseIsFixed));
        }
        return;
    }
    rename_ui(ui, desk, state, current);
    if row_ui(ui, desk, SchemeMenuText::Delete, project.read_only().then_some(WhyNot::ReadOnly)) {
        desk.edit(EditCommand::DeleteScheme(current.id));
    }
}

fn scheme_row_ui(ui: &mut Ui, desk: &mut Desk, number: usize, scheme: &Scheme, selected: bool) {
    let mut button = Button::selectable(selected, scheme.name.as_str());
    if (1..=9).contains(&number) {
        button = button.shortcut_text(format!("Ctrl+{number}"));
    }
    if ui.add(button).clicked() {
        desk.edit(EditCommand::SwitchScheme(scheme.id));
        ui.close();
    }
}

fn rename_ui(ui: &mut Ui, desk: &mut Desk, state: &mut SchemeMenu, current: &Scheme) {
    match &mut state.renaming {
        Some((id, name)) if *id == current.id => {
            let hint = SchemeMenuText::Hint.get(desk.view.language);
            let field = ui.add(egui::TextEdit::singleline(name).hint_text(hint));
            if field.lost_focus() {
                let (id, name) = (*id, name.trim().to_owned());
                if ui.input(|input| input.key_pressed(egui::Key::Enter)) && !name.is_empty() {
                    desk.edit(EditCommand::RenameScheme { scheme: id, name });
                }
                state.renaming = None;
                ui.close();
            } else {
                field.request_focus();
            }
        }
        _ => {
            // The menu stays open: the row becomes a field.
            let button = Button::new(desk.say(SchemeMenuText::Rename)).frame_when_inactive(false);
            if ui.add(button).clicked() {
                state.renaming = Some((current.id, current.name.clone()));
            }
        }
    }
}

fn row_ui(ui: &mut Ui, desk: &Desk, text: SchemeMenuText, why_not: Option<WhyNot>) -> bool {
    let button = Button::new(desk.say(text)).frame_when_inactive(false);
    let response = ui.add_enabled(why_not.is_none(), button);
    if let Some(why) = why_not {
        response.on_disabled_hover_text(desk.say(why));
        return false;
    }
    if response.clicked() {
        ui.close();
    }
    response.clicked()
}

/// 方案 1, 方案 2 …: the first that no scheme has.
pub fn free_scheme_name(desk: &Desk) -> String {
    let schemes: &[Scheme] = desk.project().map(|project| project.document().schemes()).unwrap_or_default();
    (1usize..)
        .map(|number| desk.tell(&SchemeMenuText::Name.with([number.into()])))
        .find(|name| schemes.iter().all(|scheme| scheme.name != *name))
        .unwrap_or_default()
}
