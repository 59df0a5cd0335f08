//! The macro that makes one enum of terms of the field.

/// Declares an enum of terms of the field: variant, stable key, Chinese term, English term. Files hold the key.
macro_rules! terms {
    ($(#[$attribute:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident: $key:literal, $zh:literal, $en:literal;)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $key)] $variant),* }

        impl $name {
            /// Every term, in the order in which they are listed to people.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Name in files and on the command line.
            pub fn key(self) -> &'static str { match self { $(Self::$variant => $key),* } }

            /// The term with that key, or with that Chinese title.
            pub fn find(word: &str) -> Option<Self> {
                let is_it = |term: &Self| term.key() == word || term.title($crate::i18n::Language::Chinese) == word;
                Self::ALL.iter().copied().find(is_it)
            }

            pub fn title(self, language: $crate::i18n::Language) -> &'static str {
                match (self, language) {
                    $(
                        (Self::$variant, $crate::i18n::Language::Chinese) => $zh,
                        (Self::$variant, $crate::i18n::Language::English) => $en,
                    )*
                }
            }

            pub fn message(self) -> $crate::i18n::Message {
                match self { $(Self::$variant => $crate::i18n::Message::new($zh, $en, Vec::new())),* }
            }
        }
    };
}

pub(super) use terms;
