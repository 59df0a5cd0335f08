//! The menu of what is under the cursor.

use egui::{Pos2, Ui};

use super::tools::{Handle, Scene, features_at, handle_at};
use super::words::CanvasText;
use crate::command::{Command, EditCommand, Menu, ToolKind, ViewCommand};
use crate::design::FeatureId;
use crate::edit::actions::Reshape;
use crate::i18n::Text;

/// Fills the menu for a place of the map when no draft is in progress.
pub(super) fn menu_ui(ui: &mut Ui, scene: &Scene<'_>, at: Pos2, commands: &mut Vec<Command>) {
    let mut item = |ui: &mut Ui, label: String, entries: Vec<Command>| {
        if ui.button(label).clicked() {
            commands.extend(entries);
            ui.close();
        }
    };
    let say = |text: CanvasText| text.get(scene.language).to_owned();
    if let Some((feature, shape)) = scene.selected().filter(|_| !scene.read_only) {
        let reshape = |reshape| vec![Command::Edit(EditCommand::Reshape { feature, reshape })];
        match handle_at(&scene.space, shape, at) {
            Some(Handle::Vertex(vertex)) => {
                item(ui, say(CanvasText::MenuDeleteVertex), reshape(Reshape::DeleteVertex { vertex }));
                ui.separator();
            }
            Some(Handle::Midpoint(after)) => {
                let insert = Reshape::InsertVertex { after, at: scene.space.plane(at) };
                item(ui, say(CanvasText::MenuInsertVertex), reshape(insert));
                ui.separator();
            }
            _ => {}
        }
    }
    for (feature, name) in features_at(scene, at) {
        if scene.selection == Some(feature) {
            selected_ui(ui, scene, feature, &mut item);
        } else {
            let select = CanvasText::MenuSelect.with([name.into()]).say(scene.language);
            item(ui, select, vec![Command::Edit(EditCommand::Select(Some(feature)))]);
        }
    }
    ui.separator();
    if !scene.read_only {
        item(ui, say(CanvasText::MenuDrawZone), vec![Command::View(ViewCommand::Tool(ToolKind::DrawZone))]);
        item(ui, say(CanvasText::MenuDrawMeasure), vec![Command::View(ViewCommand::Tool(ToolKind::DrawMeasure))]);
    }
    item(ui, say(CanvasText::MenuIdentify), vec![Command::View(ViewCommand::Tool(ToolKind::Identify))]);
    item(ui, say(CanvasText::MenuFitAll), vec![Command::View(ViewCommand::FitAll)]);
}

fn selected_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    feature: FeatureId,
    item: &mut dyn FnMut(&mut Ui, String, Vec<Command>),
) {
    let say = |text: CanvasText| text.get(scene.language).to_owned();
    item(ui, say(CanvasText::MenuFit), vec![Command::View(ViewCommand::FitSelection)]);
    if scene.read_only {
        return;
    }
    match feature {
        FeatureId::Zone(zone) => {
            item(ui, say(CanvasText::MenuRename), vec![Command::View(ViewCommand::RenameSelected)]);
            for command in Menu::Shape.commands() {
                item(ui, command.describe().name.get(scene.language).to_owned(), vec![command]);
            }
            item(ui, say(CanvasText::MenuDeleteZone), vec![Command::Edit(EditCommand::DeleteZone(zone))]);
        }
        FeatureId::Measure(measure) => {
            item(ui, say(CanvasText::MenuDeleteMeasure), vec![Command::Edit(EditCommand::DeleteMeasure(measure))]);
        }
    }
}
