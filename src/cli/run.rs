//! From words to a verb, from its report to the standard streams and the exit status.

use std::ffi::OsString;
use std::io::Write;

use super::CliProblem;
use super::arguments::Arguments;
use super::progress::ProgressLine;
use super::report::Report;
use super::verbs::{LATER_VERBS, VERBS, Verb};
use super::words::CliText;
use crate::i18n::{Language, Text};

/// Whether a first word is a verb, so that anything else can be a project to open in the window.
pub fn is_verb(word: &str) -> bool {
    VERBS.iter().any(|verb| verb.form.name == word)
        || LATER_VERBS.contains(&word)
        || matches!(word, "help" | "--help" | "--version")
}

/// Runs a verb with the words after it; returns the exit status. `preferred` is the language where `--lang` is not given.
pub fn run(verb: &str, rest: &[OsString], preferred: Language) -> u8 {
    let language = language_of(rest).unwrap_or(preferred);
    match report(verb, rest, language) {
        Ok((report, json)) => {
            for note in &report.notes {
                eprintln!("{}", note.say(language));
            }
            let body = if json { report.json.to_string() } else { report.text };
            let mut out = std::io::stdout().lock();
            // A reader that has gone away (`| head`) is not our problem.
            let _ = writeln!(out, "{}", body.trim_end());
            report.status
        }
        Err(problem) => {
            eprintln!("{}", problem.message.say(language));
            problem.status
        }
    }
}

fn report(name: &str, rest: &[OsString], language: Language) -> Result<(Report, bool), CliProblem> {
    if LATER_VERBS.contains(&name) {
        return Err(CliProblem::not_yet(name));
    }
    let Some(verb) = VERBS.iter().find(|verb| verb.form.name == name) else {
        return Ok((help(language, name == "--version"), false));
    };
    let arguments = Arguments::parse(&verb.form, rest)?;
    let json = arguments.json()?;
    arguments.language()?;
    let progress = ProgressLine::on_stderr(language);
    Ok(((verb.run)(&arguments, language, &progress)?, json))
}

/// Says that a word is neither a verb nor a project; returns the exit status.
pub fn neither_verb_nor_project(word: &std::ffi::OsStr, language: Language) -> u8 {
    eprintln!("{}", CliText::Neither.with([word.to_string_lossy().into_owned().into()]).say(language));
    2
}

/// The value of `--lang`, before the verb is known to be well written: even a refusal is said in it.
fn language_of(rest: &[OsString]) -> Option<Language> {
    let position = rest.iter().position(|word| word == "--lang");
    let value = match position {
        Some(position) => rest.get(position + 1)?.to_str()?,
        None => rest.iter().find_map(|word| word.to_str()?.strip_prefix("--lang="))?,
    };
    match value {
        "zh" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    }
}

fn help(language: Language, version_only: bool) -> Report {
    let version = format!("tianfang {}", env!("CARGO_PKG_VERSION"));
    if version_only {
        return Report { text: version, ..Report::default() };
    }
    let head = match language {
        Language::Chinese => "田方：全域土地综合整治设计软件。不带参数，或只带一个项目文件夹，即打开窗口。",
        Language::English => {
            "Tianfang: design of comprehensive land consolidation. Without a verb, or with a project folder, the window opens."
        }
    };
    let mut text = format!("{version}\n{head}\n\n");
    for Verb { form, zh, en, .. } in VERBS {
        let says = if language == Language::Chinese { zh } else { en };
        text.push_str(&format!("  {}\n      {says}\n", form.usage));
    }
    Report { text, ..Report::default() }
}
