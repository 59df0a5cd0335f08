//! The macro that makes one enum of texts, and what every such enum can do.

use super::{Argument, Language, Message};

/// One entry of a catalogue: its Chinese and its English words, with `{0}`, `{1}` … where arguments go.
pub trait Text: Copy {
    fn zh(self) -> &'static str;
    fn en(self) -> &'static str;

    fn get(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh(),
            Language::English => self.en(),
        }
    }

    /// The text with its arguments, in the order of its `{0}`, `{1}` ….
    fn with<const N: usize>(self, arguments: [Argument; N]) -> Message {
        Message::new(self.zh(), self.en(), arguments.to_vec())
    }

    /// The text as a message without arguments.
    fn plain(self) -> Message {
        Message::new(self.zh(), self.en(), Vec::new())
    }
}

/// Declares an enum of texts: `Name { Variant: "中文", "English"; … }`.
macro_rules! texts {
    ($(#[$attribute:meta])* $name:ident { $($variant:ident: $zh:literal, $en:literal;)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($variant),* }

        impl $name {
            /// Every text of this catalogue, in the order written: the tests read them all.
            #[cfg(test)]
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        impl $crate::i18n::Text for $name {
            fn zh(self) -> &'static str { match self { $(Self::$variant => $zh),* } }
            fn en(self) -> &'static str { match self { $(Self::$variant => $en),* } }
        }

        #[cfg(test)]
        mod catalogue_test {
            use super::$name;
            use $crate::i18n::Text;

            #[test]
            fn both_languages_ask_for_the_same_arguments() {
                for &text in $name::ALL {
                    for index in 0..10 {
                        let marks = [format!("{{{index}}}"), format!("{{{index}:")];
                        let asks = |says: &str| marks.iter().any(|mark| says.contains(mark));
                        assert_eq!(asks(text.zh()), asks(text.en()), "{text:?} and argument {index}");
                    }
                    assert!(!text.zh().is_empty() && !text.en().is_empty(), "{text:?} is empty");
                }
            }
        }
    };
}
pub(crate) use texts;
