//! What people call the subject of a rule.

use super::engine::SubjectId;
use crate::design::Scheme;
use crate::i18n::{Language, Message, Text, texts};

texts! {
    SubjectText {
        Zone: "片区 {0}", "Zone {0}";
        Measure: "措施 {0}", "Measure {0}";
    }
}

impl SubjectId {
    /// Its own name, else what it is and its number. `name` is the one that the verdict carries.
    pub fn message(self, name: &str, scheme: &Scheme) -> Message {
        if !name.is_empty() {
            return Message::verbatim(name);
        }
        match self {
            Self::Scheme => Message::verbatim(scheme.name.clone()),
            Self::Layer(role) => role.message(),
            Self::Zone(id) => SubjectText::Zone.with([id.0.into()]),
            Self::Measure(id) => scheme.measure(id).map_or_else(
                || SubjectText::Measure.with([id.0.into()]),
                |measure| Message::owned(measure.title(Language::Chinese), measure.title(Language::English)),
            ),
        }
    }
}
