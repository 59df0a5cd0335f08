//! Says for the whole project what counts as lying together.

use super::words::StepText;
use crate::design::{ContiguitySetting, Document, Settings};
use crate::edit::{Action, Entry, Patch, Refusal};
use crate::i18n::{Message, Text, fixed};

#[derive(Clone, Debug)]
pub struct SetContiguity {
    pub setting: ContiguitySetting,
}

impl Action for SetContiguity {
    fn name(&self) -> Message {
        StepText::SetContiguity.with([fixed(self.setting.gap_m, 1).into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        if !self.setting.is_sound() {
            return Err(Refusal::NotASetting);
        }
        let settings = Settings { contiguity: self.setting.clone(), ..document.settings().clone() };
        if settings == *document.settings() {
            return Ok(Patch::default());
        }
        Ok(Patch::one(Entry::Settings(settings)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::History;

    #[test]
    fn the_setting_is_one_step_and_undo_brings_the_old_one_back() {
        let (mut document, mut history) = (Document::new("township"), History::default());
        let setting = ContiguitySetting { gap_m: 3.0, ..ContiguitySetting::default() };
        let change = history.commit(&mut document, &SetContiguity { setting: setting.clone() }).unwrap();
        assert!(change.settings && document.settings().contiguity == setting && document.settings().name == "township");
        assert!(history.commit(&mut document, &SetContiguity { setting }).unwrap().is_empty(), "nothing new, no step");
        history.undo(&mut document);
        assert_eq!(document.settings().contiguity, ContiguitySetting::default());
    }

    #[test]
    fn a_gap_below_nothing_or_without_end_is_refused() {
        for gap_m in [-1.0, 101.0, f64::NAN] {
            let setting = ContiguitySetting { gap_m, ..ContiguitySetting::default() };
            assert_eq!(SetContiguity { setting }.apply(&Document::new("")), Err(Refusal::NotASetting));
        }
    }
}
