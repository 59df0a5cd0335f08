//! Opening, making, closing projects; importing and exporting: jobs that hand their result back to the session.

use crate::command::ProjectCommand;
use crate::i18n::{Message, Text};
use crate::session::Session;
use crate::session::words::SessionText;

impl Session {
    pub(super) fn run_project(&mut self, command: ProjectCommand) -> Result<(), Message> {
        match command {
            ProjectCommand::CancelJob => {
                if let Some(running) = &self.job {
                    running.job.cancel();
                }
                Ok(())
            }
            _ => Err(SessionText::Busy.plain()),
        }
    }

    /// Whether the conflict checks were prepared over other layers than are present now.
    pub(super) fn layers_differ_from_prepared(&self) -> bool {
        false
    }
}
