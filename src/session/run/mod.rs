//! How commands are carried out, one subject a file.

mod edit;
mod export;
mod gesture;
mod import;
mod job_progress;
mod line;
mod locks;
mod many;
mod measures;
mod project;
mod simulation;

pub use line::LineAnswer;

pub use job_progress::ReadProgress;

use super::Session;
use crate::command::{Command, EditCommand};
use crate::i18n::{Message, Text};

impl Session {
    /// Carries out a command of the project or of the design. A refusal becomes a notice and is returned; nothing has changed
    /// then. View commands are the window's own and do nothing here.
    pub fn run(&mut self, command: Command) -> Result<(), Message> {
        if let Err(why) = command.availability(&self.situation()) {
            return self.refused(why.plain());
        }
        let result = match command {
            Command::Edit(EditCommand::Gesture(gesture)) => self.run_gesture(gesture),
            Command::Edit(edit) => self.run_edit(edit),
            Command::Project(project) => self.run_project(project),
            Command::Simulation(simulation) => self.run_simulation(simulation),
            Command::View(_) => Ok(()),
        };
        match result {
            Ok(()) => Ok(()),
            Err(message) => self.refused(message),
        }
    }

    fn refused(&mut self, message: Message) -> Result<(), Message> {
        self.notices.refuse(message.clone());
        Err(message)
    }
}
