//! Makes a new scheme, empty or as a copy of the current one, and makes it current.

use super::copied::Copied;
use super::words::StepText;
use crate::design::Document;
use crate::edit::constraints::checked_name;
use crate::edit::{Action, Entry, Patch, Placed, Refusal};
use crate::i18n::{Message, Text};

#[derive(Clone, Debug)]
pub struct AddScheme {
    pub name: String,
    /// Whether the zones and measures of the current scheme come along, with identities of their own, and the simulation they were
    /// accepted from. Answers and what was written in the review form do not: they were given for the other scheme.
    pub copy: bool,
}

impl Action for AddScheme {
    fn name(&self) -> Message {
        StepText::AddScheme.with([self.name.trim().into()])
    }

    fn apply(&self, document: &Document) -> Result<Patch, Refusal> {
        let name = checked_name(&self.name)?;
        let id = document.next_scheme_id();
        let mut entries =
            vec![Entry::Scheme { id, value: Some(Placed { position: document.schemes().len(), value: name }) }];
        if self.copy {
            let copied = Copied::of(document, document.current_scheme(), id);
            entries.extend(document.current_scheme().simulation.as_ref().map(|run| copied.run(id, run)));
            entries.extend(copied.entries);
        }
        entries.push(Entry::CurrentScheme(id));
        Ok(Patch { entries })
    }
}
