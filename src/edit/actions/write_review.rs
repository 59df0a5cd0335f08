//! Writes one field of the review form that no figure fills. The base is reviewed by nobody: it forks on the first word.

use super::words::StepText;
use crate::design::{Document, ReviewNotes};
use crate::edit::constraints::scheme_for_new;
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text};

/// What is written where.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewEdit {
    Townships(String),
    PlanPrepared(Option<bool>),
    /// In grades.
    PlannedGradeGain(Option<f64>),
    EcologyImproves(Option<bool>),
    EcologyReason(String),
    Opinion(String),
    Reviewer(String),
}

#[derive(Clone, Debug)]
pub struct WriteReview {
    pub edit: ReviewEdit,
}

impl ReviewEdit {
    fn write(&self, notes: &mut ReviewNotes) {
        let text = |text: &str| text.trim().to_owned();
        match self {
            Self::Townships(townships) => notes.townships = text(townships),
            Self::PlanPrepared(prepared) => notes.plan_prepared = *prepared,
            Self::PlannedGradeGain(gain) => notes.planned_grade_gain = *gain,
            Self::EcologyImproves(improves) => notes.ecology_improves = *improves,
            Self::EcologyReason(reason) => notes.ecology_reason = text(reason),
            Self::Opinion(opinion) => notes.opinion = text(opinion),
            Self::Reviewer(reviewer) => notes.reviewer = text(reviewer),
        }
    }
}

impl Action for WriteReview {
    fn name(&self) -> Message {
        match self.edit {
            ReviewEdit::Townships(_) => StepText::WriteTownships,
            ReviewEdit::PlanPrepared(_) => StepText::WritePlan,
            ReviewEdit::PlannedGradeGain(_) => StepText::WriteGradeGain,
            ReviewEdit::EcologyImproves(_) | ReviewEdit::EcologyReason(_) => StepText::WriteEcology,
            ReviewEdit::Opinion(_) => StepText::WriteOpinion,
            ReviewEdit::Reviewer(_) => StepText::WriteReviewer,
        }
        .plain()
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        if matches!(self.edit, ReviewEdit::PlannedGradeGain(Some(gain)) if !gain.is_finite()) {
            return Err(Refusal::NotAnAmount);
        }
        let stood = &document.current_scheme().review;
        let mut notes = stood.clone();
        self.edit.write(&mut notes);
        if notes == *stood {
            return Ok(Patch::default());
        }
        let (scheme, mut entries) = scheme_for_new(document);
        entries.push(Entry::Review { scheme, notes });
        Ok(Patch { entries })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::SchemeId;
    use crate::edit::History;

    #[test]
    fn what_is_written_in_the_form_is_one_step_there_and_back_and_goes_with_its_scheme() {
        let mut document = Document::new("a");
        let mut history = History::default();
        let start = document.clone();
        let mut write = |document: &mut Document, edit| history.commit(document, &WriteReview { edit }).unwrap();
        assert!(write(&mut document, ReviewEdit::Opinion(" 同意 ".into())).review);
        assert_eq!(document.current_scheme().review.opinion, "同意");
        assert_ne!(document.current_scheme().id, SchemeId::BASE, "the base was written on");
        assert!(write(&mut document, ReviewEdit::Opinion("同意".into())).is_empty(), "the same words are no step");
        write(&mut document, ReviewEdit::EcologyImproves(Some(true)));
        assert!(!document.current_scheme().review.states_ecology(), "without a reason");
        write(&mut document, ReviewEdit::EcologyReason("退出坡耕地".into()));
        assert!(document.current_scheme().review.states_ecology());

        let written = document.clone();
        let scheme = document.current_scheme().id;
        history.commit(&mut document, &super::super::DeleteScheme { scheme }).unwrap();
        history.undo(&mut document).unwrap();
        assert_eq!(document.schemes(), written.schemes(), "undo brings the notes back with their scheme");
        while history.undo(&mut document).is_some() {}
        assert_eq!(document.schemes(), start.schemes());
    }

    #[test]
    fn a_planned_gain_that_is_no_number_is_refused() {
        let edit = ReviewEdit::PlannedGradeGain(Some(f64::NAN));
        assert_eq!(WriteReview { edit }.apply(&Document::new("a")), Err(Refusal::NotAnAmount));
    }
}
