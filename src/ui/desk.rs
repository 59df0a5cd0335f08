//! What every panel reads, and where it puts what it asks for. Panels change nothing themselves.

use std::sync::Arc;

use geo::MultiPolygon;

use crate::command::{Availability, Command, EditCommand, ProjectCommand, ViewCommand};
use crate::design::shape_bounds;
use crate::geometry::Bounds;
use crate::i18n::{Language, Message, Text};
use crate::session::{OpenProject, Session, ViewState};

/// The planning table of one frame.
pub struct Desk<'a> {
    pub session: &'a Session,
    pub view: &'a mut ViewState,
    /// Carried out at the start of the next frame.
    pub commands: &'a mut Vec<Command>,
}

impl<'a> Desk<'a> {
    pub fn language(&self) -> Language {
        self.view.language
    }

    /// A text in the language of the window.
    pub fn say(&self, text: impl Text) -> &'static str {
        text.get(self.view.language)
    }

    /// A message in the language of the window.
    pub fn tell(&self, message: &Message) -> String {
        message.say(self.view.language)
    }

    pub fn project(&self) -> Option<&'a OpenProject> {
        self.session.project()
    }

    pub fn availability(&self, command: &Command) -> Availability {
        command.availability(&self.session.situation())
    }

    pub fn ask(&mut self, command: Command) {
        self.commands.push(command);
    }

    pub fn edit(&mut self, edit: EditCommand) {
        self.commands.push(Command::Edit(edit));
    }

    /// Outlines patches on the map and goes there: what a figure stands for. None clears what is outlined.
    pub fn show_patches(&mut self, patches: Vec<Arc<MultiPolygon<f64>>>) {
        let boxes = patches.iter().map(|patch| shape_bounds(patch));
        let bounds = boxes.fold(Bounds::EMPTY, |whole, bounds| whole.union(&bounds));
        self.view.highlighted = patches;
        if !bounds.is_empty() {
            self.view_command(ViewCommand::ZoomTo(bounds));
        }
    }

    pub fn view_command(&mut self, view: ViewCommand) {
        self.commands.push(Command::View(view));
    }

    pub fn project_command(&mut self, project: ProjectCommand) {
        self.commands.push(Command::Project(project));
    }
}
