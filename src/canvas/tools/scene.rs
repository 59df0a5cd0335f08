//! What a tool sees in one frame, and what it wants said at the pointer.

use std::sync::Arc;

use egui::Pos2;

use crate::base::BaseLayer;
use crate::canvas::input::Input;
use crate::canvas::space::Space;
use crate::checks::ConflictBase;
use crate::crs::GaussKruger;
use crate::design::{Document, FeatureId, Shape};
use crate::i18n::{Language, Message};
use crate::session::{Gesture, OpenProject, Session, SnapSetting, SplitBy, ViewState};

/// The map, the design and the hands of the person, for one frame.
#[derive(Clone)]
pub(in crate::canvas) struct Scene<'a> {
    pub space: Space,
    pub document: &'a Document,
    /// Base layers that are shown, top of the map first.
    pub layers: Vec<&'a Arc<BaseLayer>>,
    pub plane: GaussKruger,
    pub selection: Option<FeatureId>,
    pub gesture: Option<&'a Gesture>,
    pub zones_shown: bool,
    pub measures_shown: bool,
    pub read_only: bool,
    /// What the design is held against; `None` while it is being prepared.
    pub conflicts: Option<&'a ConflictBase>,
    /// Lines between two places on boundaries follow them.
    pub tracing: bool,
    pub snap: &'a SnapSetting,
    pub split_by: SplitBy,
    pub input: &'a Input,
    pub language: Language,
}

impl<'a> Scene<'a> {
    pub fn new(
        space: Space,
        session: &'a Session,
        project: &'a OpenProject,
        input: &'a Input,
        view: &ViewState,
        snap: &'a SnapSetting,
    ) -> Self {
        let shown = project.document().layers().iter().filter(|entry| entry.visible && !entry.removed);
        Self {
            space,
            document: project.document(),
            layers: shown.filter_map(|entry| project.layer(entry.layer)).collect(),
            plane: project.document_plane(),
            selection: session.selection(),
            gesture: session.gesture(),
            zones_shown: view.zones_shown,
            measures_shown: view.measures_shown,
            read_only: project.read_only(),
            conflicts: project.conflicts(),
            tracing: view.tracing,
            snap,
            split_by: view.split_by,
            input,
            language: view.language,
        }
    }

    /// Whether a zone or a measure is on the map: what is selected always is.
    pub fn shows(&self, feature: FeatureId) -> bool {
        let shown = match feature {
            FeatureId::Zone(_) => self.zones_shown,
            FeatureId::Measure(_) => self.measures_shown,
        };
        shown || self.selection == Some(feature)
    }

    /// What is selected, with its shape.
    pub fn selected(&self) -> Option<(FeatureId, &'a Shape)> {
        let id = self.selection?;
        Some((id, self.document.current_scheme().shape(id)?))
    }
}

/// A dark note beside the pointer.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::canvas) struct Tooltip {
    pub at: Pos2,
    pub lines: Vec<Message>,
}
