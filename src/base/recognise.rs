//! Which role a layer has, by its name and its fields. The guess is always shown and can be overridden; a tie is asked about.

use std::fmt;

use super::Role;
use crate::i18n::{Message, Text, texts};

/// Score of a name that is, or begins with, a known layer name.
const NAME_SCORE: u32 = 100;
/// A guess below this is no guess.
const LEAST_SCORE: u32 = 40;

/// A guessed role and why.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleGuess {
    pub role: Role,
    /// From 0 to 1: the share of the best possible score (name and every field).
    pub score: f64,
    /// What spoke for it.
    pub reasons: Vec<RoleReason>,
    /// Another role scored as much: the person must choose.
    pub tied: bool,
}

/// One thing that speaks for a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleReason {
    LayerName(&'static str),
    Field(&'static str),
}

texts! {
    ReasonText {
        LayerName: "图层名 {0}", "layer name {0}";
        Field: "字段 {0}", "field {0}";
    }
}

impl RoleReason {
    pub fn message(self) -> Message {
        match self {
            Self::LayerName(name) => ReasonText::LayerName.with([name.into()]),
            Self::Field(name) => ReasonText::Field.with([name.into()]),
        }
    }
}

/// As reports for scripts say it: `layer name DLTB`.
impl fmt::Display for RoleReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.message(), formatter)
    }
}

/// The role that a layer's name and field names speak for; `None` when nothing does.
pub fn guess_role(layer_name: &str, field_names: &[&str]) -> Option<RoleGuess> {
    let mut best: Option<(u32, RoleGuess)> = None;
    for &role in Role::ALL {
        let mut score = 0;
        let mut reasons = Vec::new();
        if let Some(name) = role.layer_names().iter().find(|name| name_matches(layer_name, name)) {
            score += NAME_SCORE;
            reasons.push(RoleReason::LayerName(name));
        }
        let mut possible = NAME_SCORE;
        for (field, weight) in role.field_scores() {
            possible += weight;
            if field_names.iter().any(|name| name.eq_ignore_ascii_case(field)) {
                score += weight;
                reasons.push(RoleReason::Field(field));
            }
        }
        if score < LEAST_SCORE {
            continue;
        }
        let guess = RoleGuess { role, score: f64::from(score) / f64::from(possible), reasons, tied: false };
        match &mut best {
            Some((top, kept)) if *top == score => kept.tied = true,
            Some((top, _)) if *top > score => {}
            _ => best = Some((score, guess)),
        }
    }
    best.map(|(_, guess)| guess)
}

/// Whether a layer name is the known name, alone or followed by something that is not a letter (`DLTB_2025`, `DLTB(1)`).
fn name_matches(layer_name: &str, known: &str) -> bool {
    let layer_name = layer_name.trim();
    let Some(head) = layer_name.get(..known.len()) else { return false };
    head.eq_ignore_ascii_case(known) && !layer_name[known.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(name: &str, fields: &[&str]) -> Option<Role> {
        guess_role(name, fields).filter(|guess| !guess.tied).map(|guess| guess.role)
    }

    #[test]
    fn names_and_fields_are_recognised() {
        assert_eq!(role("DLTB_2025", &[]), Some(Role::LandUse));
        assert_eq!(role("地类图斑", &["BSM"]), Some(Role::LandUse));
        assert_eq!(role("layer1", &["BSM", "DLBM", "QSDWDM", "TBMJ"]), Some(Role::LandUse));
        assert_eq!(role("yjjbnttb", &["YJJBNTTBBH", "DLBM", "BSM"]), Some(Role::PermanentBasicFarmland));
        assert_eq!(role("STBHHX", &["HXLX"]), Some(Role::EcologicalRedLine));
        assert_eq!(role("XZQ", &["XZQDM", "XZQMC"]), Some(Role::Township));
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        assert_eq!(role("buildings", &["id", "height"]), None);
        assert_eq!(role("XZQJXABC", &[]), None);
    }
}
