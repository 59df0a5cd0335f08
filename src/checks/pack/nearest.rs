//! The known name that a mistyped one was probably meant to be.

/// The name nearest to `word` by letters inserted, left out or changed; `None` where nothing is near.
pub(super) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let reach = 1 + word.chars().count() / 3;
    let distances = names.into_iter().map(|name| (distance(&word, &name.to_lowercase()), name));
    // The first of equals: the same names give the same suggestion.
    distances.min_by_key(|(distance, _)| *distance).filter(|(distance, _)| *distance <= reach).map(|(_, name)| name)
}

/// Levenshtein's distance in characters.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, character) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(character != *other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_understood_and_another_word_is_not() {
        let roles = ["land_use", "ecological_red_line", "permanent_basic_farmland"];
        assert_eq!(nearest("permanent_basic_farmlnd", roles), Some("permanent_basic_farmland"));
        assert_eq!(nearest("Ecological_Redline", roles), Some("ecological_red_line"));
        assert_eq!(nearest("mountain", roles), None);
    }
}
