//! The window's command line: one line of words, carried out as `tianfang script` does it.

use std::sync::Arc;

use crate::base::BaseLayer;
use crate::design::FeatureId;
use crate::i18n::{Explain, Message, Text};
use crate::script::{
    Ground, ScriptCommand, ScriptProblem, Step, area_words, conflict_words, read_line, step_of, told, zone_figures,
};
use crate::session::Session;
use crate::session::words::SessionText;

/// What became of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineAnswer {
    pub line: String,
    /// Nothing has changed.
    pub is_refused: bool,
    pub says: Vec<Message>,
    /// Counts up.
    pub number: u64,
}

impl Session {
    /// What became of the last line.
    pub fn line_answer(&self) -> Option<&LineAnswer> {
        self.line_answer.as_ref()
    }

    /// Carries a line out; what comes of it is said where the line was typed.
    pub(super) fn run_line(&mut self, line: &str) {
        let (is_refused, says) = match self.carried_out(line) {
            Ok(says) => (false, says),
            Err(why) => (true, vec![why]),
        };
        let number = self.line_answer.as_ref().map_or(0, |answer| answer.number) + 1;
        self.line_answer = Some(LineAnswer { line: line.trim().to_owned(), is_refused, says, number });
    }

    fn carried_out(&mut self, line: &str) -> Result<Vec<Message>, Message> {
        let refused = |problem: ScriptProblem| problem.message();
        let Some(command) = read_line(line).map_err(refused)? else { return Ok(Vec::new()) };
        let Some(open) = &self.open else { return Err(SessionText::NoProject.plain()) };
        let layers: Vec<Arc<BaseLayer>> = open.present_layers().cloned().collect();
        let ground = Ground { document: &open.document, layers: &layers, plane: open.document_plane() };
        match step_of(&command, &ground).map_err(refused)? {
            Step::Act(action) => {
                let done = action.name();
                self.commit(action.as_ref())?;
                self.select_named(&command);
                Ok(vec![done])
            }
            Step::Undo(steps) => self.again(steps, true),
            Step::Redo(steps) => self.again(steps, false),
            Step::Area(name) => {
                let figures = zone_figures(&ground, &name).unwrap_or_default();
                Ok(vec![area_words(&name, &figures)])
            }
            Step::Conflicts(name) => {
                let conflicts = open.conflicts.as_ref().ok_or_else(|| SessionText::Preparing.plain())?;
                let figures = told(&ground, conflicts, &name).map_err(refused)?;
                Ok(std::iter::once(area_words(&name, &figures)).chain(conflict_words(&figures)).collect())
            }
        }
    }

    /// Shows what a command made or changed.
    fn select_named(&mut self, command: &ScriptCommand) {
        let Some(name) = command.zone() else { return };
        let found = self.open.as_ref().and_then(|open| open.document.current_scheme().zone_named(name));
        if let Some(zone) = found.map(|zone| zone.id) {
            self.select(Some(FeatureId::Zone(zone)));
        }
    }

    /// Steps back or forth, as many as there are.
    fn again(&mut self, steps: usize, back: bool) -> Result<Vec<Message>, Message> {
        let mut said = Vec::new();
        for _ in 0..steps {
            let name = self.open.as_ref().and_then(|open| {
                let history = &open.history;
                if back { history.undo_name() } else { history.redo_name() }.cloned()
            });
            let Some(name) = name else { break };
            let text = if back { SessionText::TakenBack } else { SessionText::CarriedOutAgain };
            said.push(text.with([name.into()]));
            if back { self.undo()? } else { self.redo()? }
        }
        if said.is_empty() { Err(ScriptProblem::NoSteps.message()) } else { Ok(said) }
    }
}
