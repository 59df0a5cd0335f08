//! Drags: previewed every frame, committed as one step, cancelled without a trace.

use std::collections::BTreeMap;

use crate::command::GestureCommand;
use crate::design::FeatureId;
use crate::i18n::{Explain, Message, Text};
use crate::session::contested::contests;
use crate::session::words::SessionText;
use crate::session::{Gesture, Session};

impl Session {
    pub(super) fn run_gesture(&mut self, command: GestureCommand) -> Result<(), Message> {
        match command {
            GestureCommand::Begin(feature) => {
                let open = self.open.as_ref().ok_or_else(|| SessionText::NoProject.plain())?;
                if let Some(shape) = open.document.current_scheme().shape(feature) {
                    self.gesture = Some(Gesture::begin(feature, shape, open.conflicts.as_ref()));
                    self.selection = Some(feature);
                    self.find_gesture_pieces();
                }
                Ok(())
            }
            GestureCommand::Preview(reshape) => match (&mut self.gesture, &self.open) {
                (Some(gesture), Some(open)) => {
                    gesture.preview(reshape, &open.document).map_err(|refusal| refusal.message())?;
                    self.assess_gesture();
                    self.find_gesture_pieces();
                    Ok(())
                }
                _ => Ok(()),
            },
            GestureCommand::Commit => match self.end_gesture().map(Gesture::into_reshape) {
                Some((feature, Some(reshape))) => self.reshape(feature, reshape),
                _ => Ok(()),
            },
            GestureCommand::Cancel => {
                self.cancel_gesture();
                Ok(())
            }
        }
    }

    /// Land in conflict follows the drag: a measure's as its verdicts say now.
    fn find_gesture_pieces(&mut self) {
        let (Some(open), Some(gesture)) = (&self.open, &mut self.gesture) else { return };
        let contests = match gesture.feature() {
            FeatureId::Zone(_) => None,
            FeatureId::Measure(id) => Some(
                open.assessment()
                    .map_or_else(BTreeMap::new, |assessment| contests(assessment, id, open.assessment_is_current())),
            ),
        };
        gesture.find_pieces(contests.as_ref());
    }

    pub(super) fn cancel_gesture(&mut self) {
        if self.end_gesture().is_some() {
            self.assess();
        }
    }

    fn end_gesture(&mut self) -> Option<Gesture> {
        self.end_live_assessment();
        self.gesture.take()
    }
}
