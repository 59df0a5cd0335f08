//! Named steps, unlimited, there and back. The history is part of the project: it survives a save and a crash.

use serde::{Deserialize, Serialize};

use super::partition::held;
use super::{Action, Change, Patch, Refusal};
use crate::design::Document;
use crate::i18n::Message;

/// One committed edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub name: Message,
    pub forward: Patch,
    pub reverse: Patch,
    /// When it was committed, `2026-11-23T08:00:00.000Z`; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

/// All steps; those before `position` are done, the others can be redone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    steps: Vec<Step>,
    position: usize,
}

impl History {
    /// Carries out an action as one step. An action that changes nothing leaves no step.
    pub fn commit(&mut self, document: &mut Document, action: &dyn Action) -> Result<Change, Refusal> {
        let patch = held(document, action.apply(document)?)?;
        Ok(self.commit_patch(document, action.name(), patch))
    }

    /// Carries out a patch as one step; what was undone before can no longer be redone.
    pub fn commit_patch(&mut self, document: &mut Document, name: Message, patch: Patch) -> Change {
        if patch.is_empty() {
            return Change::default();
        }
        let forward = patch.clone();
        let applied = document.apply(patch);
        self.steps.truncate(self.position);
        self.steps.push(Step { name, forward, reverse: applied.reverse, at: String::new() });
        self.position = self.steps.len();
        applied.change
    }

    /// Takes the last step back; `None` when there is none.
    pub fn undo(&mut self, document: &mut Document) -> Option<Change> {
        let step = self.steps.get(self.position.checked_sub(1)?)?;
        let change = document.apply(step.reverse.clone()).change;
        self.position -= 1;
        Some(change)
    }

    /// Carries the next undone step out again; `None` when there is none.
    pub fn redo(&mut self, document: &mut Document) -> Option<Change> {
        let step = self.steps.get(self.position)?;
        let change = document.apply(step.forward.clone()).change;
        self.position += 1;
        Some(change)
    }

    /// All steps, oldest first; those from [`Self::position`] on are undone.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Number of steps that are done.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Name of the step that undo would take back.
    pub fn undo_name(&self) -> Option<&Message> {
        self.steps.get(self.position.checked_sub(1)?).map(|step| &step.name)
    }

    /// Name of the step that redo would carry out.
    pub fn redo_name(&self) -> Option<&Message> {
        self.steps.get(self.position).map(|step| &step.name)
    }

    /// Notes when the last step was committed.
    pub fn stamp(&mut self, at: String) {
        if let Some(step) = self.position.checked_sub(1).and_then(|last| self.steps.get_mut(last)) {
            step.at = at;
        }
    }

    /// The last step done, for the journal.
    pub fn last_done(&self) -> Option<&Step> {
        self.steps.get(self.position.checked_sub(1)?)
    }
}
