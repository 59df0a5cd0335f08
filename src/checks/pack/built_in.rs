//! The packs that come with the program.

use std::sync::OnceLock;

use super::nearest::nearest;
use super::{PackProblem, PackSource, RulePack, load_pack};
use crate::i18n::{Message, Text, texts};

/// The packs by name. `county_template` is an empty one to copy.
pub const BUILT_IN_PACKS: [(&str, &str); 3] = [
    ("national", include_str!("../../../assets/rules/national.ron")),
    ("zhejiang", include_str!("../../../assets/rules/zhejiang.ron")),
    ("county_template", include_str!("../../../assets/rules/county_template.ron")),
];

/// What a project is judged by that names no pack: the province's, which includes the national one.
pub const DEFAULT_PACK: &str = "zhejiang";

texts! {
    BuiltInText {
        Unknown: "没有内置规则包“{0}”{1}。", "There is no built-in pack \"{0}\"{1}.";
        Near: "，是否要写 {0}", "; did you mean {0}";
        OneOf: "，内置的有：{0}", "; the built-in ones are: {0}";
    }
}

/// Text of a built-in pack.
pub fn built_in_text(name: &str) -> Option<&'static str> {
    BUILT_IN_PACKS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// A built-in pack as a source for the loader; says what there is where there is no such pack.
pub(super) fn built_in_source(name: &str) -> Result<PackSource, Message> {
    if let Some(text) = built_in_text(name) {
        return Ok(PackSource { name: name.to_owned(), text: text.to_owned() });
    }
    let names = BUILT_IN_PACKS.map(|(known, _)| known);
    let hint = match nearest(name, names) {
        Some(near) => BuiltInText::Near.with([near.into()]),
        None => BuiltInText::OneOf.with([names.join(" ").into()]),
    };
    Err(BuiltInText::Unknown.with([name.into(), hint.into()]))
}

/// Loads a built-in pack, which includes built-in packs only.
pub fn built_in_pack(name: &str) -> Result<RulePack, PackProblem> {
    let source =
        built_in_source(name).map_err(|reason| PackProblem { file: name.to_owned(), line: 1, column: 1, reason })?;
    load_pack(source, &mut |word, _| built_in_source(word))
}

/// The national pack, loaded once: the zone rules of the live card and of exports.
pub fn standard_pack() -> &'static RulePack {
    static PACK: OnceLock<RulePack> = OnceLock::new();
    // The tests of this file hold the packs to be sound; a pack that is not would judge nothing rather than end the program.
    PACK.get_or_init(|| built_in_pack("national").unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Explain;

    #[test]
    fn every_built_in_pack_loads_and_its_tests_pass() {
        for (name, _) in BUILT_IN_PACKS {
            let pack = built_in_pack(name).unwrap_or_else(|problem| panic!("{}", problem.message()));
            assert_eq!(pack.id, name);
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let problem = built_in_pack("zhejang").unwrap_err();
        assert!(problem.to_string().contains("zhejiang"), "{problem}");
    }
}
