//! What every panel reads, and where it puts what it asks for. Panels change nothing themselves.

use crate::command::{Availability, Command, EditCommand, ProjectCommand, ViewCommand};
use crate::design::shape_bounds;
use crate::geometry::Bounds;
use crate::i18n::{Language, Message, Text};
use crate::session::{Highlight, OpenProject, Session, ViewState};

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

    /// Outlines on the map what a figure stands for, as long as it stands, and goes there.
    pub fn show(&mut self, highlight: Highlight) {
        let bounds = self.outline(highlight);
        if !bounds.is_empty() {
            self.view_command(ViewCommand::ZoomTo(bounds));
        }
    }

    /// Nothing is outlined any more.
    pub fn show_nothing(&mut self) {
        self.view.highlight = None;
        self.view.highlighted.clear();
    }

    /// Outlines what a figure stands for; returns the box of it, empty where there is nothing.
    pub fn outline(&mut self, highlight: Highlight) -> Bounds {
        self.view.highlighted = self.project().map(|project| highlight.outlines(project)).unwrap_or_default();
        self.view.highlight = Some(highlight);
        let boxes = self.view.highlighted.iter().map(|patch| shape_bounds(patch));
        boxes.fold(Bounds::EMPTY, |whole, bounds| whole.union(&bounds))
    }

    pub fn view_command(&mut self, view: ViewCommand) {
        self.commands.push(Command::View(view));
    }

    pub fn project_command(&mut self, project: ProjectCommand) {
        self.commands.push(Command::Project(project));
    }
}
