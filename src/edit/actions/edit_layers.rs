//! Shows, hides, orders, adds and removes base layers.

use super::words::StepText;
use crate::base::{BaseLayer, LayerId, Role};
use crate::design::{Document, LayerEntry};
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

/// What happens to a layer's entry.
#[derive(Clone, Debug, PartialEq)]
pub enum LayerEdit {
    /// A layer that was just imported, at its place in the drawing order, 0 on top ([`EditLayers::adding`] finds it).
    Add {
        title: Message,
        position: usize,
    },
    Visible(bool),
    /// From 0 to 1.
    Opacity(f32),
    /// New position in the drawing order, 0 on top.
    Position(usize),
    Remove,
}

#[derive(Clone, Debug)]
pub struct EditLayers {
    pub layer: LayerId,
    pub edit: LayerEdit,
}

impl EditLayers {
    /// Adds a layer on top of those that are drawn no higher than its role: parcels that come last do not hide the control lines.
    /// `role_of` tells the roles of the layers that are there.
    pub fn adding(layer: &BaseLayer, document: &Document, role_of: impl Fn(LayerId) -> Option<Role>) -> Self {
        let height = layer.role.drawing_height();
        let is_under = |entry: &LayerEntry| role_of(entry.layer).is_some_and(|role| role.drawing_height() <= height);
        let position = document.layers().iter().position(is_under).unwrap_or(document.layers().len());
        Self { layer: layer.id, edit: LayerEdit::Add { title: layer.title_message(), position } }
    }
}

impl Action for EditLayers {
    fn name(&self) -> Message {
        match &self.edit {
            LayerEdit::Add { title, .. } => StepText::AddLayer.with([title.clone().into()]),
            LayerEdit::Visible(true) => StepText::ShowLayer.plain(),
            LayerEdit::Visible(false) => StepText::HideLayer.plain(),
            LayerEdit::Opacity(_) => StepText::LayerOpacity.plain(),
            LayerEdit::Position(_) => StepText::MoveLayer.plain(),
            LayerEdit::Remove => StepText::RemoveLayer.plain(),
        }
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let mut layers = document.layers().to_vec();
        if let LayerEdit::Add { position, .. } = self.edit {
            layers.insert(position.min(layers.len()), LayerEntry::new(self.layer));
            return Ok(Patch::one(Entry::Layers(layers)));
        }
        let position = layers.iter().position(|entry| entry.layer == self.layer).ok_or(Refusal::NoSuchLayer)?;
        match self.edit {
            LayerEdit::Add { .. } => {}
            LayerEdit::Visible(visible) => layers[position].visible = visible,
            LayerEdit::Opacity(opacity) => layers[position].opacity = opacity.clamp(0.0, 1.0),
            LayerEdit::Remove => layers[position].removed = true,
            LayerEdit::Position(to) => {
                let entry = layers.remove(position);
                layers.insert(to.min(layers.len()), entry);
            }
        }
        if layers == document.layers() {
            return Ok(Patch::default());
        }
        Ok(Patch::one(Entry::Layers(layers)))
    }
}
