//! Words of a command line, sorted into what a verb asks for.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use super::CliProblem;
use super::words::CliText;
use crate::i18n::{Language, Message, Text};

/// How a verb is written, and which options it takes.
#[derive(Clone, Copy, Debug)]
pub struct VerbForm {
    pub name: &'static str,
    pub usage: &'static str,
    /// Least and most words.
    pub positional: (usize, usize),
    pub valued: &'static [&'static str],
    pub flags: &'static [&'static str],
}

/// Words and options of one call.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    pub words: Vec<PathBuf>,
    options: BTreeMap<String, Vec<String>>,
    flags: Vec<String>,
}

impl Arguments {
    /// Sorts the words after the verb. `--format` and `--lang` are known to every verb.
    pub fn parse(form: &VerbForm, rest: &[OsString]) -> Result<Self, CliProblem> {
        let mut arguments = Self::default();
        let mut parser = Parser::from_args(rest.iter().cloned());
        loop {
            match parser.next().map_err(|error| malformed(&error))? {
                None => break,
                Some(Arg::Value(word)) => arguments.words.push(PathBuf::from(word)),
                Some(Arg::Long(name)) => {
                    let name = name.to_owned();
                    if form.flags.contains(&name.as_str()) {
                        arguments.flags.push(name);
                    } else if form.valued.contains(&name.as_str()) || name == "format" || name == "lang" {
                        let option = format!("--{name}");
                        let value = parser
                            .value()
                            .map_err(|_| CliProblem::input(CliText::MissingValue.with([option.as_str().into()])))?;
                        let value = value
                            .string()
                            .map_err(|_| CliProblem::input(CliText::NotUnicode.with([option.as_str().into()])))?;
                        arguments.options.entry(name).or_default().push(value);
                    } else {
                        return Err(unknown(form, &format!("--{name}")));
                    }
                }
                Some(Arg::Short(letter)) => return Err(unknown(form, &format!("-{letter}"))),
            }
        }
        let (least, most) = form.positional;
        if let Some(extra) = arguments.words.get(most) {
            let words = [form.name.into(), extra.as_path().into(), form.usage.into()];
            return Err(CliProblem::input(CliText::TooMany.with(words)));
        }
        if arguments.words.len() < least {
            return Err(CliProblem::input(CliText::TooFew.with([form.name.into(), form.usage.into()])));
        }
        Ok(arguments)
    }

    /// The last value given for an option.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name).and_then(|values| values.last()).map(String::as_str)
    }

    /// Every value given for an option, in order.
    pub fn options(&self, name: &str) -> &[String] {
        self.options.get(name).map_or(&[], Vec::as_slice)
    }

    pub fn flag(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag == name)
    }

    /// A number given for an option.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, CliProblem> {
        self.option(name)
            .map(|value| value.parse().map_err(|_| CliProblem::bad_number(&format!("--{name}"), value)))
            .transpose()
    }

    /// Whether the report is one JSON object.
    pub fn json(&self) -> Result<bool, CliProblem> {
        match self.option("format") {
            None | Some("text") => Ok(false),
            Some("json") => Ok(true),
            Some(other) => Err(CliProblem::input(CliText::BadFormat.with([other.into()]))),
        }
    }

    pub fn language(&self) -> Result<Option<Language>, CliProblem> {
        language_from_code(self.option("lang"))
    }
}

/// The language of `--lang`.
pub fn language_from_code(code: Option<&str>) -> Result<Option<Language>, CliProblem> {
    match code {
        None => Ok(None),
        Some("zh") => Ok(Some(Language::Chinese)),
        Some("en") => Ok(Some(Language::English)),
        Some(other) => Err(CliProblem::input(CliText::BadLanguage.with([other.into()]))),
    }
}

/// What the parser of words refuses: a value glued to an option that takes none, or words that are no text.
fn malformed(error: &lexopt::Error) -> CliProblem {
    CliProblem::input(match error {
        lexopt::Error::UnexpectedValue { option, value } => {
            CliText::UnwantedValue.with([option.as_str().into(), value.to_string_lossy().into_owned().into()])
        }
        lexopt::Error::MissingValue { option: Some(option) } => CliText::MissingValue.with([option.as_str().into()]),
        lexopt::Error::NonUnicodeValue(word) => CliText::NotUnicode.with([word.to_string_lossy().into_owned().into()]),
        _ => CliText::Malformed.plain(),
    })
}

fn unknown(form: &VerbForm, option: &str) -> CliProblem {
    let known: Vec<String> = form.valued.iter().chain(form.flags).map(|name| format!("--{name}")).collect();
    let known = if known.is_empty() { CliText::NoOptions.plain() } else { Message::verbatim(known.join(" ")) };
    CliProblem::input(CliText::UnknownOption.with([form.name.into(), option.into(), known.into()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: VerbForm = VerbForm {
        name: "conflicts",
        usage: "tianfang conflicts --zones FILE --against ROLE=FILE",
        positional: (0, 1),
        valued: &["zones", "against"],
        flags: &["gate"],
    };

    fn parse(words: &[&str]) -> Result<Arguments, CliProblem> {
        let words: Vec<OsString> = words.iter().map(OsString::from).collect();
        Arguments::parse(&FORM, &words)
    }

    #[test]
    fn words_options_and_flags_are_told_apart() {
        let arguments = parse(&["--against", "a=1", "word", "--gate", "--against=b=2", "--format", "json"]).unwrap();
        assert_eq!(arguments.words, vec![PathBuf::from("word")]);
        assert_eq!(arguments.options("against"), ["a=1", "b=2"]);
        assert!(arguments.flag("gate") && arguments.json().unwrap());
    }

    #[test]
    fn what_is_wrong_is_said_with_status_2() {
        for words in [&["--nope"][..], &["--zones"], &["a", "b"], &["-x"]] {
            assert_eq!(parse(words).unwrap_err().status, 2);
        }
        assert!(parse(&["--format", "xml"]).unwrap().json().is_err());
        let glued = parse(&["--gate=yes", "--zones", "a"]).unwrap_err().message;
        assert!(glued.say(Language::Chinese).starts_with("选项 --gate 不带值"), "{}", glued.say(Language::Chinese));
        assert!(glued.say(Language::English).contains("yes"), "{glued}");
    }
}
