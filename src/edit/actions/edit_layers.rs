//! Shows, hides, orders, adds and removes base layers.

use super::words::StepText;
use crate::base::LayerId;
use crate::design::{Document, LayerEntry};
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

/// What happens to a layer's entry.
#[derive(Clone, Debug, PartialEq)]
pub enum LayerEdit {
    /// A layer that was just imported, on top of the others.
    Add {
        title: String,
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

impl Action for EditLayers {
    fn name(&self) -> Message {
        match &self.edit {
            LayerEdit::Add { title } => StepText::AddLayer.with([title.as_str().into()]),
            LayerEdit::Visible(true) => StepText::ShowLayer.plain(),
            LayerEdit::Visible(false) => StepText::HideLayer.plain(),
            LayerEdit::Opacity(_) => StepText::LayerOpacity.plain(),
            LayerEdit::Position(_) => StepText::MoveLayer.plain(),
            LayerEdit::Remove => StepText::RemoveLayer.plain(),
        }
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let mut layers = document.layers().to_vec();
        if let LayerEdit::Add { .. } = self.edit {
            layers.insert(0, LayerEntry::new(self.layer));
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
