//! What a tool sees in one frame, and what it wants said at the pointer.

use egui::Pos2;

use crate::canvas::input::Input;
use crate::canvas::space::Space;
use crate::design::Zone;
use crate::i18n::{Language, Message};
use crate::session::{OpenProject, Session};

/// The map, the session and the hands of the person, for one frame.
pub(in crate::canvas) struct Scene<'a> {
    pub space: Space,
    pub session: &'a Session,
    pub project: &'a OpenProject,
    pub input: &'a Input,
    pub language: Language,
}

impl<'a> Scene<'a> {
    pub fn selected(&self) -> Option<&'a Zone> {
        self.session.selection().and_then(|id| self.project.document().zone(id)).map(AsRef::as_ref)
    }

    pub fn read_only(&self) -> bool {
        self.project.read_only()
    }
}

/// A dark note beside the pointer.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::canvas) struct Tooltip {
    pub at: Pos2,
    pub lines: Vec<Message>,
}
