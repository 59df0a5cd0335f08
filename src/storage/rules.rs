//! Rule packs from where they are: built into the program, or files. A pack that a file includes is looked for among the
//! built-in ones, then beside that file.

use std::io;
use std::path::{Path, PathBuf};

use super::WriteProblem;
use super::atomic::write_file;
use crate::checks::{
    DEFAULT_PACK, PackProblem, PackShelf, PackSource, RulePack, built_in_pack, built_in_text, load_pack,
};
use crate::i18n::{Explain, Message, Text, texts};

/// Name of a project's own rule pack in its folder.
pub const RULES_FILE: &str = "rules.ron";
/// The built-in pack that a project's own one begins as.
const TEMPLATE: &str = "county_template";

/// A pack with the files that it was read from: those to watch.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedPack {
    pub pack: RulePack,
    pub files: Vec<PathBuf>,
}

/// Why a pack cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesProblem {
    #[error(transparent)]
    Pack(#[from] PackProblem),
    /// Neither a built-in pack nor a file.
    #[error("there is no rule pack {0:?}")]
    NotFound(PathBuf),
    #[error("{file:?} can't be read: {source}")]
    Read { file: PathBuf, source: io::Error },
}

texts! {
    RulesText {
        NotFound: "没有规则包“{0}”：既不是内置的（national、zhejiang、county_template），也不是文件。",
            "There is no rule pack \"{0}\": it is neither built in (national, zhejiang, county_template) nor a file.";
        Read: "规则包“{0}”读不出来：{1}", "The rule pack \"{0}\" can't be read: {1}";
        NotText: "规则包“{0}”不是 UTF-8 文字，请用 UTF-8 编码另存。", "The rule pack \"{0}\" is not UTF-8 text; save it as UTF-8.";
    }
}

impl RulesProblem {
    /// Whether disk or permission are at fault and not the words or the pack.
    pub fn is_of_the_disk(&self) -> bool {
        matches!(self, Self::Read { source, .. } if source.kind() != io::ErrorKind::InvalidData)
    }
}

impl Explain for RulesProblem {
    fn message(&self) -> Message {
        match self {
            Self::Pack(problem) => problem.message(),
            Self::NotFound(path) => RulesText::NotFound.with([path.as_path().into()]),
            Self::Read { file, source } if source.kind() == io::ErrorKind::InvalidData => {
                RulesText::NotText.with([file.as_path().into()])
            }
            Self::Read { file, source } => RulesText::Read.with([file.as_path().into(), source.to_string().into()]),
        }
    }
}

/// Loads a pack by the name of a built-in one, or by the path of its file.
pub fn load_rules(word: &str) -> Result<LoadedPack, RulesProblem> {
    if built_in_text(word).is_some() {
        return Ok(LoadedPack { pack: built_in_pack(word)?, files: Vec::new() });
    }
    let path = PathBuf::from(word);
    let source = source_from_file(&path)?;
    let mut files = vec![path];
    let pack = load_pack(source, &mut |word, by| resolve(word, by, &mut files))?;
    Ok(LoadedPack { pack, files })
}

/// The pack that a project is judged by: the one in its folder, else the default one.
pub fn load_project_rules(folder: &Path) -> Result<LoadedPack, RulesProblem> {
    let own = folder.join(RULES_FILE);
    if own.exists() { load_rules(&own.display().to_string()) } else { load_rules(DEFAULT_PACK) }
}

/// The project's own rule pack; where it has none yet, the county template is put there, which changes no verdict.
pub fn make_project_rules(folder: &Path) -> Result<PathBuf, WriteProblem> {
    let own = folder.join(RULES_FILE);
    if !own.exists() {
        write_file(&own, built_in_text(TEMPLATE).unwrap_or_default().as_bytes())?;
    }
    Ok(own)
}

/// Reads a watched pack's file again. Returns whether the rules changed; a broken file leaves the last good pack and says why
/// on the shelf.
pub fn reload_rules(shelf: &mut PackShelf, path: &Path) -> Result<bool, RulesProblem> {
    let source = source_from_file(path)?;
    let mut files = Vec::new();
    Ok(shelf.reload(source, &mut |word, by| resolve(word, by, &mut files)))
}

fn resolve(word: &str, by: &str, files: &mut Vec<PathBuf>) -> Result<PackSource, Message> {
    if let Some(text) = built_in_text(word) {
        return Ok(PackSource { name: word.to_owned(), text: text.to_owned() });
    }
    let mut path = Path::new(by).parent().unwrap_or(Path::new("")).join(word);
    if path.extension().is_none() {
        path.set_extension("ron");
    }
    let source = source_from_file(&path).map_err(|problem| problem.message())?;
    files.push(path);
    Ok(source)
}

fn source_from_file(path: &Path) -> Result<PackSource, RulesProblem> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(PackSource { name: path.display().to_string(), text }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(RulesProblem::NotFound(path.to_owned())),
        Err(source) => Err(RulesProblem::Read { file: path.to_owned(), source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = r#"(id: "X-1", title: (zh: "甲", en: "A"), severity: Review, subject: Scheme,
        relation: Whenever(of: {new_build_m2: 1}), unit: mu, basis: (document: "待核对"), verified: false,
        remedies: [(zh: "办理", en: "do")],
        tests: [Figures(name: "有", quantities: {new_build_m2: 10000}, holds: false)])"#;

    fn pack(id: &str, include: &str, rules: &str) -> String {
        format!(r#"(id: "{id}", title: (zh: "县", en: "county"), include: [{include}], rules: [{rules}])"#)
    }

    #[test]
    fn a_file_includes_what_is_built_in_and_what_lies_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (county, town) = (folder.path().join("county.ron"), folder.path().join("town.ron"));
        std::fs::write(&county, pack("county", "\"national\"", RULE)).unwrap();
        std::fs::write(&town, pack("town", "\"county\"", "")).unwrap();
        let loaded = load_rules(town.to_str().unwrap()).unwrap();
        assert!(loaded.pack.rule("X-1").is_some() && loaded.pack.rule("PBF-04").is_some());
        assert_eq!(loaded.files, [town, county]);
    }

    #[test]
    fn packs_that_include_each_other_are_refused_where_they_do() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one.ron"), folder.path().join("two.ron"));
        std::fs::write(&one, pack("one", "\"two\"", "")).unwrap();
        std::fs::write(&two, pack("two", "\"one.ron\"", "")).unwrap();
        let RulesProblem::Pack(problem) = load_rules(one.to_str().unwrap()).unwrap_err() else { panic!() };
        assert!(problem.file.ends_with("two.ron") && problem.line == 1, "{problem}");
    }

    #[test]
    fn a_broken_edit_leaves_the_last_good_pack() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("county.ron");
        std::fs::write(&path, pack("county", "", RULE)).unwrap();
        let mut shelf = PackShelf::new(load_rules(path.to_str().unwrap()).unwrap().pack);
        assert!(!reload_rules(&mut shelf, &path).unwrap(), "nothing changed");
        std::fs::write(&path, pack("county", "", &RULE.replace("severity: Review", "severity: Forbiden"))).unwrap();
        assert!(!reload_rules(&mut shelf, &path).unwrap());
        let problem = shelf.problem().unwrap();
        assert!(problem.to_string().contains("Forbidden"), "{problem}");
        assert_eq!(shelf.pack().rules.len(), 1);
        std::fs::write(&path, pack("county", "", &RULE.replace("severity: Review", "severity: Forbidden"))).unwrap();
        assert!(reload_rules(&mut shelf, &path).unwrap() && shelf.problem().is_none());
    }

    #[test]
    fn a_project_begins_with_the_template_which_changes_no_verdict_and_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let before = load_project_rules(folder.path()).unwrap().pack;
        let path = make_project_rules(folder.path()).unwrap();
        let own = load_project_rules(folder.path()).unwrap();
        assert_eq!((own.files, own.pack.rules), (vec![path.clone()], before.rules));
        std::fs::write(&path, pack("county", "", RULE)).unwrap();
        make_project_rules(folder.path()).unwrap();
        assert_eq!(load_project_rules(folder.path()).unwrap().pack.rules.len(), 1);
    }

    #[test]
    fn a_pack_that_is_nowhere_is_said_to_be_so() {
        let problem = load_rules("nowhere").unwrap_err();
        assert!(matches!(problem, RulesProblem::NotFound(_)) && !problem.is_of_the_disk());
    }
}
