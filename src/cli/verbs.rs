use super::CliProblem;
use super::arguments::{Arguments, VerbForm};
use super::run::Report;
use crate::i18n::Language;
pub struct Verb {
    pub form: VerbForm,
    pub zh: &'static str,
    pub en: &'static str,
    pub run: fn(&Arguments, Language) -> Result<Report, CliProblem>,
}
pub const VERBS: &[Verb] = &[];
pub const LATER_VERBS: &[&str] = &[];
