//! A threshold that was not checked against the text of its document says so wherever it shows.

use crate::checks::Rule;
use crate::i18n::{Message, Text, texts};

texts! {
    UnverifiedText {
        Unverified: "{0}（未核实）", "{0} (unverified)";
    }
}

/// What is said of a rule's threshold, marked unless the rule was verified.
pub fn unless_verified(rule: &Rule, said: Message) -> Message {
    if rule.verified { said } else { UnverifiedText::Unverified.with([said.into()]) }
}
