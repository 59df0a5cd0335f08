//! The fonts that the program carries with it: a machine without a Chinese font shows no boxes. Rarer characters of place
//! names come from the system's fonts. `scripts/make_fonts.py` makes the files.

use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::{FontData, FontFamily, FontId};

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/tianfang_sans_regular.otf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/tianfang_sans_bold.otf");
const ICONS: &[u8] = include_bytes!("../../assets/icons/tianfang_icons.ttf");

const BOLD_FAMILY: &str = "tianfang_bold";
const ICON_FAMILY: &str = "tianfang_icons";

/// Gives the fonts to a window. Digits of the sans are of one width, so figures stand still while they change.
pub fn install(context: &egui::Context) {
    let into = |family, priority| InsertFontFamily { family, priority };
    let bold = FontFamily::Name(BOLD_FAMILY.into());
    context.add_font(FontInsert::new(
        "tianfang_sans",
        FontData::from_static(REGULAR),
        vec![
            into(FontFamily::Proportional, FontPriority::Highest),
            into(FontFamily::Monospace, FontPriority::Lowest),
            into(bold.clone(), FontPriority::Lowest),
        ],
    ));
    context.add_font(FontInsert::new(
        "tianfang_sans_bold",
        FontData::from_static(BOLD),
        vec![into(bold, FontPriority::Highest)],
    ));
    context.add_font(FontInsert::new(
        ICON_FAMILY,
        FontData::from_static(ICONS),
        vec![into(FontFamily::Name(ICON_FAMILY.into()), FontPriority::Highest)],
    ));
}

/// Headings and figures.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(BOLD_FAMILY.into()))
}

/// Running text.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Signs of [`super::icons`].
pub fn icon(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(ICON_FAMILY.into()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::design::MeasureKind;
    use crate::i18n::Language;
    use crate::ui::icons;

    #[test]
    fn every_icon_and_rare_place_name_is_in_the_fonts() {
        let context = egui::Context::default();
        install(&context);
        let mut output = context.run_ui(egui::RawInput::default(), |_| {});
        // Nobody draws here: the textures are dropped on purpose.
        output.textures_delta.clear();
        context.fonts_mut(|fonts| {
            for sign in "垟漈磡溇塅 ²′″✓−·•…—〔〕ΔABC中文".chars() {
                assert!(fonts.has_glyph(&regular(14.0), sign), "{sign:?}");
            }
            assert!(fonts.has_glyphs(&bold(14.0), "永久基本农田 1,243.18"));
            for kind in MeasureKind::ALL {
                let mark = kind.mark(Language::Chinese);
                assert!(fonts.has_glyphs(&regular(14.0), mark) && fonts.has_glyphs(&bold(14.0), mark), "{mark}");
            }
            assert!(fonts.has_glyphs(&regular(14.0), "↑↓!"));
            for sign in icons::ALL {
                assert!(fonts.has_glyphs(&icon(20.0), sign), "{sign:?}");
            }
            for (file, sign) in signs_in_texts(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
                assert!(fonts.has_glyph(&regular(14.0), sign), "{sign:?} of {} is not in the font", file.display());
            }
        });
    }

    /// What the sources say to people: every sign in a line of code that holds a string.
    fn signs_in_texts(folder: &Path) -> BTreeSet<(PathBuf, char)> {
        let mut signs = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                signs.extend(signs_in_texts(&entry));
            } else {
                let text = std::fs::read_to_string(&entry).unwrap();
                let lines = text.lines().filter(|line| line.contains('"') && !line.trim_start().starts_with("//"));
                // Not shown here: the mark of a character that could not be read, and a sign in the legends of other programs.
                let elsewhere = ['\u{fffd}', '\u{2b23}'];
                let shown = lines.flat_map(str::chars).filter(|sign| !sign.is_ascii() && !elsewhere.contains(sign));
                signs.extend(shown.map(|sign| (entry.clone(), sign)));
            }
        }
        signs
    }
}
