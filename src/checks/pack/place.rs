//! Where something stands in a pack's text, so that a mistake found after reading can still be pointed at.

/// A place in a text: line and column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextPlace {
    pub line: usize,
    pub column: usize,
}

impl TextPlace {
    pub const START: Self = Self { line: 1, column: 1 };
}

/// The place of `"value"` where it stands behind `field:`, comments left out; the `nth` such place at or after `from`.
pub(super) fn place_of_field(text: &str, field: &str, value: &str, nth: usize, from: TextPlace) -> Option<TextPlace> {
    let quoted = format!("\"{value}\"");
    let stands_behind = |before: &str| {
        before.trim_end().strip_suffix(':').is_some_and(|before| {
            let before = before.trim_end();
            before.ends_with(field)
                && !before[..before.len() - field.len()].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    };
    places_of(text, &quoted)
        .filter(|(place, before)| is_at_or_after(*place, from) && stands_behind(before))
        .nth(nth)
        .map(|(place, _)| place)
}

/// The place of `"value"` in a list, comments left out.
pub(super) fn place_of_item(text: &str, value: &str) -> Option<TextPlace> {
    places_of(text, &format!("\"{value}\"")).map(|(place, _)| place).next()
}

/// The first place of a word, comments left out.
pub(super) fn place_of_word(text: &str, word: &str) -> Option<TextPlace> {
    places_of(text, word).map(|(place, _)| place).next()
}

/// Every place of a word outside comments, with its line up to there.
fn places_of<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = (TextPlace, &'a str)> {
    text.lines().enumerate().flat_map(move |(index, line)| {
        let code = &line[..comment_start(line)];
        code.match_indices(word).map(move |(at, _)| {
            let before = &code[..at];
            (TextPlace { line: index + 1, column: before.chars().count() + 1 }, before)
        })
    })
}

/// Where `//` begins a comment; the line's length where none does.
fn comment_start(line: &str) -> usize {
    let mut quoted = false;
    let mut previous = ' ';
    for (at, character) in line.char_indices() {
        match character {
            '"' if previous != '\\' => quoted = !quoted,
            '/' if previous == '/' && !quoted => return at - 1,
            _ => {}
        }
        previous = character;
    }
    line.len()
}

fn is_at_or_after(place: TextPlace, from: TextPlace) -> bool {
    (place.line, place.column) >= (from.line, from.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_outside_comments_and_behind_their_own_name() {
        let text = "// id: \"A\"\n(id: \"B\", rule_id: \"A\"),\n(片区: \"x//y\", id :  \"A\")\nid: \"A\"";
        let found = |nth| place_of_field(text, "id", "A", nth, TextPlace::START);
        assert_eq!(found(0), Some(TextPlace { line: 3, column: 20 }));
        assert_eq!(found(1), Some(TextPlace { line: 4, column: 5 }));
        assert_eq!(found(2), None);
        assert_eq!(place_of_item(text, "B"), Some(TextPlace { line: 2, column: 6 }));
    }
}
