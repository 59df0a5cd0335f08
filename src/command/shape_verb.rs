//! Edits of a zone's shape that take a figure or a name, said in words.

/// An edit of the selected zone whose first words open the command line, for the rest to be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeVerb {
    SplitArea,
    Merge,
    Offset,
    Rotate,
    Align,
    Simplify,
    Copy,
}

impl ShapeVerb {
    pub const ALL: [Self; 7] =
        [Self::SplitArea, Self::Merge, Self::Offset, Self::Rotate, Self::Align, Self::Simplify, Self::Copy];

    /// As the command line and scripts read it.
    pub fn word(self) -> &'static str {
        match self {
            Self::SplitArea => "split-area",
            Self::Merge => "merge",
            Self::Offset => "offset",
            Self::Rotate => "rotate",
            Self::Align => "align",
            Self::Simplify => "simplify",
            Self::Copy => "copy",
        }
    }

    /// The line as far as it is known: the word and the zone.
    pub fn begun(self, zone: &str) -> String {
        format!("{} {} ", self.word(), quoted_name(zone))
    }
}

/// A name as the command line reads it.
pub fn quoted_name(name: &str) -> String {
    if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_space_stays_one_name() {
        assert_eq!(ShapeVerb::Rotate.begun("甲片区"), "rotate 甲片区 ");
        assert_eq!(ShapeVerb::Merge.begun("North field"), "merge \"North field\" ");
    }
}
