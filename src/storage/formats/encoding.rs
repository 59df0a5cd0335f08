//! Encodings of texts: what a file declares, and what its bytes say. Chinese shapefiles without a `.cpg` are mostly GBK,
//! recent ones UTF-8; the bytes tell them apart almost always, because Chinese text in GBK is hardly ever valid UTF-8.

use std::fs;
use std::path::Path;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};

use super::ReadProblem;

/// The encoding of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextEncoding(&'static Encoding);

/// The first texts of a file in one encoding, for a person to choose by.
#[derive(Clone, Debug, PartialEq)]
pub struct EncodingPreview {
    pub encoding: TextEncoding,
    /// Up to five distinct texts with Chinese (or broken) characters.
    pub texts: Vec<String>,
    /// Texts that this encoding cannot read.
    pub broken: usize,
}

/// No list that a person keeps is longer, bytes.
const MOST_BYTES: u64 = 64 << 20;

/// A text file as its bytes say: UTF-8, with or without its mark, else GBK.
pub fn text_of(path: &Path) -> Result<String, ReadProblem> {
    let of_io = |source| ReadProblem::from_io(path, source);
    if path.is_dir() {
        return Err(ReadProblem::IsFolder { path: path.to_owned() });
    }
    if fs::metadata(path).map_err(of_io)?.len() > MOST_BYTES {
        return Err(ReadProblem::UnknownFormat { path: path.to_owned() });
    }
    let bytes = fs::read(path).map_err(of_io)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let encoding = TextEncoding::from_evidence([bytes]).unwrap_or(TextEncoding::UTF_8);
    match encoding.decode(bytes) {
        (text, true) => Ok(text),
        (_, false) => Err(ReadProblem::UnknownFormat { path: path.to_owned() }),
    }
}

impl TextEncoding {
    pub const UTF_8: Self = Self(UTF_8);
    pub const GBK: Self = Self(GBK);

    /// The encoding of a label: `GBK`, `UTF-8`, `gb18030`, and what `.cpg` files hold (`936`, `CP936`, `65001`, `ANSI 936`).
    pub fn from_label(label: &str) -> Option<Self> {
        let label = label.trim().trim_start_matches('\u{feff}').to_ascii_uppercase();
        let number = label.trim_start_matches(|c: char| !c.is_ascii_digit());
        match (label.as_str(), number) {
            ("GB18030", _) => Some(Self(GB18030)),
            ("UTF8", _) | (_, "65001") => Some(Self::UTF_8),
            (_, "936") | ("GB2312", _) => Some(Self::GBK),
            (_, "950") => Some(Self(BIG5)),
            _ => Encoding::for_label(label.as_bytes()).map(Self),
        }
    }

    /// The encoding that the language byte of a DBF names; `None` where it says nothing reliable.
    pub(super) fn from_language_byte(byte: u8) -> Option<Self> {
        match byte {
            0x4d | 0x7a => Some(Self::GBK),
            0x4f | 0x78 => Some(Self(BIG5)),
            _ => None,
        }
    }

    /// What the bytes say: valid UTF-8 with characters beyond ASCII is UTF-8, anything else beyond ASCII is GBK. A text cut in
    /// the middle of a character, as the fixed fields of a DBF do, still counts as valid. `None`: ASCII alone.
    pub fn from_evidence<'a>(texts: impl IntoIterator<Item = &'a [u8]>) -> Option<Self> {
        let mut beyond_ascii = false;
        for text in texts.into_iter().filter(|text| !text.is_ascii()) {
            beyond_ascii = true;
            if std::str::from_utf8(text).is_err_and(|error| error.error_len().is_some()) {
                return Some(Self::GBK);
            }
        }
        beyond_ascii.then_some(Self::UTF_8)
    }

    /// `UTF-8`, `GBK`, `gb18030` …
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The text, and whether every byte was understood. A character cut off at the end is dropped and is no fault.
    pub fn decode(self, bytes: &[u8]) -> (String, bool) {
        if self == Self::UTF_8
            && let Err(error) = std::str::from_utf8(bytes)
            && error.error_len().is_none()
        {
            return (String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned(), true);
        }
        match self.0.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => (text.into_owned(), true),
            None => {
                let cut = bytes.split_last().and_then(|(_, head)| {
                    self.0.decode_without_bom_handling_and_without_replacement(head).map(|text| text.into_owned())
                });
                match cut {
                    Some(text) => (text, true),
                    None => (self.0.decode_without_bom_handling(bytes).0.into_owned(), false),
                }
            }
        }
    }

    /// How the texts look in UTF-8 and in GBK.
    pub(super) fn previews(texts: &[&[u8]]) -> Vec<EncodingPreview> {
        const SHOWN: usize = 5;
        [Self::GBK, Self::UTF_8]
            .map(|encoding| {
                let mut preview = EncodingPreview { encoding, texts: Vec::new(), broken: 0 };
                for bytes in texts.iter().filter(|bytes| !bytes.is_ascii()) {
                    let (text, whole) = encoding.decode(bytes);
                    preview.broken += usize::from(!whole);
                    if preview.texts.len() < SHOWN && !preview.texts.contains(&text) {
                        preview.texts.push(text);
                    }
                }
                preview
            })
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_utf_8_from_gbk() {
        let gbk = GBK.encode("大溪村").0.into_owned();
        assert_eq!(TextEncoding::from_evidence([&gbk[..]]), Some(TextEncoding::GBK));
        assert_eq!(TextEncoding::from_evidence(["大溪村".as_bytes()]), Some(TextEncoding::UTF_8));
        assert_eq!(TextEncoding::from_evidence(["DLTB".as_bytes()]), None);
        let cut = &"大溪村".as_bytes()[..8];
        assert_eq!(TextEncoding::from_evidence([cut]), Some(TextEncoding::UTF_8));
        assert_eq!(TextEncoding::UTF_8.decode(cut), ("大溪".to_owned(), true));
        assert_eq!(TextEncoding::GBK.decode(&gbk[..5]), ("大溪".to_owned(), true));
    }

    #[test]
    fn labels_of_cpg_files_are_understood() {
        for (label, name) in [
            ("GBK", "GBK"),
            ("936\n", "GBK"),
            ("ANSI 936", "GBK"),
            ("utf-8", "UTF-8"),
            ("65001", "UTF-8"),
            ("UTF8", "UTF-8"),
        ] {
            assert_eq!(TextEncoding::from_label(label).map(TextEncoding::name), Some(name), "{label}");
        }
        assert_eq!(TextEncoding::from_label("no such thing"), None);
    }

    #[test]
    fn both_readings_are_shown_to_choose_from() {
        let gbk = GBK.encode("坑塘水面").0.into_owned();
        let previews = TextEncoding::previews(&[&gbk, &gbk, b"1104"]);
        assert_eq!((previews[0].texts.clone(), previews[0].broken), (vec!["坑塘水面".to_owned()], 0));
        assert_eq!(previews[1].broken, 2);
    }
}
