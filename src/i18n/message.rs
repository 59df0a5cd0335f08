//! A text with its arguments, and the language it is said in.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The language of the window, the reports and the messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

/// What fills a `{0}`: words that are the same in both languages (a name, a number) or words that are not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Argument {
    Plain(String),
    Words(Box<Message>),
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Words(Box::new(message))
    }
}

impl From<&std::path::Path> for Argument {
    fn from(path: &std::path::Path) -> Self {
        Self::Plain(path.display().to_string())
    }
}

macro_rules! argument_from_number {
    ($($number:ty),*) => { $(impl From<$number> for Argument {
        fn from(number: $number) -> Self { Self::Plain(number.to_string()) }
    })* };
}
argument_from_number!(u8, u32, u64, usize, i32, i64);

/// A text and its arguments, ready to be said in either language. Owns both wordings, so that a stored message (the name
/// of a step of the history) still reads the same in a later version. `{0}` is an argument, `{0:zone|zones}` a count with the
/// word that goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    zh: Cow<'static, str>,
    en: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<Argument>,
}

impl Message {
    pub fn new(zh: &'static str, en: &'static str, arguments: Vec<Argument>) -> Self {
        Self { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en), arguments }
    }

    /// The same words in both languages: a name, or a message that another program wrote.
    pub fn verbatim(text: impl Into<String>) -> Self {
        let text: String = text.into();
        Self { zh: Cow::Borrowed("{0}"), en: Cow::Borrowed("{0}"), arguments: vec![Argument::Plain(text)] }
    }

    /// Words of both languages that are not known before the program runs: those of a rule pack.
    pub fn owned(zh: impl Into<String>, en: impl Into<String>) -> Self {
        let arguments = vec![Argument::Plain(zh.into()), Argument::Plain(en.into())];
        Self { zh: Cow::Borrowed("{0}"), en: Cow::Borrowed("{1}"), arguments }
    }

    pub fn say(&self, language: Language) -> String {
        let pattern = match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        };
        let mut said = String::with_capacity(pattern.len() + 16);
        let mut rest: &str = pattern;
        while let Some(start) = rest.find('{') {
            let (before, from_mark) = rest.split_at(start);
            said.push_str(before);
            match Mark::parse(from_mark) {
                Some(mark) => {
                    let argument = match self.arguments.get(mark.index) {
                        Some(Argument::Plain(text)) => text.clone(),
                        Some(Argument::Words(message)) => message.say(language),
                        None => String::new(),
                    };
                    said.push_str(&argument);
                    if let Some([one, many]) = mark.words {
                        said.push(' ');
                        said.push_str(if argument == "1" { one } else { many });
                    }
                    rest = &from_mark[mark.length..];
                }
                None => {
                    said.push('{');
                    rest = &from_mark[1..];
                }
            }
        }
        said.push_str(rest);
        said
    }
}

/// A place for an argument.
struct Mark<'a> {
    index: usize,
    /// What is said after a count of one, and after any other.
    words: Option<[&'a str; 2]>,
    /// Of the mark with its braces, bytes.
    length: usize,
}

impl<'a> Mark<'a> {
    /// The mark that a text begins with.
    fn parse(text: &'a str) -> Option<Self> {
        let end = text.find('}')?;
        let (index, words) = match text[1..end].split_once(':') {
            Some((index, words)) => (index, Some(words.split_once('|')?)),
            None => (&text[1..end], None),
        };
        Some(Self { index: index.parse().ok()?, words: words.map(|(one, many)| [one, many]), length: end + 1 })
    }
}

/// English: for logs and for `Display` of errors that never reach a person untranslated.
impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.say(Language::English))
    }
}

/// What every error of the program can do: say what happened, where, and what to do, in both languages.
pub trait Explain {
    fn message(&self) -> Message;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_take_their_places_in_both_languages() {
        let role = Message::new("生态保护红线", "ecological red line", Vec::new());
        let message = Message::new("{1} 里有 {0} 处", "{0} places in {1}", vec![3usize.into(), role.into()]);
        assert_eq!(message.say(Language::Chinese), "生态保护红线 里有 3 处");
        assert_eq!(message.say(Language::English), "3 places in ecological red line");
    }

    #[test]
    fn a_count_takes_the_word_that_goes_with_it() {
        let message =
            |count: usize| Message::new("{0} 处", "{0:place|places} of {1}", vec![count.into(), "land".into()]);
        assert_eq!(message(1).say(Language::English), "1 place of land");
        assert_eq!(message(0).say(Language::English), "0 places of land");
        assert_eq!(message(1).say(Language::Chinese), "1 处");
    }

    #[test]
    fn a_brace_that_marks_nothing_stays() {
        assert_eq!(Message::verbatim("a {x} b").say(Language::English), "a {x} b");
    }
}
