//! Files of simulations in a project folder: the project's own unit costs, and what a run leaves behind so that anyone can check it.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::WriteProblem;
use super::atomic::write_file;
use super::own_files::changed_at;
use crate::design::SchemeId;
use crate::i18n::{Explain, Message, Text, texts};
use crate::simulation::{CostProblem, CostTable};

/// Name of a project's own table of costs in its folder.
pub const COSTS_FILE: &str = "simulation_costs.ron";
/// Folder of the runs in a project's folder.
pub const RUNS_FOLDER: &str = "simulation";

/// Why a table of costs can't be used.
#[derive(Debug, thiserror::Error)]
pub enum CostsProblem {
    #[error(transparent)]
    Table(#[from] CostProblem),
    #[error("{file:?} can't be read: {source}")]
    Read { file: PathBuf, source: io::Error },
}

texts! {
    CostsText {
        Read: "单价表“{0}”读不出来：{1}", "The table of costs \"{0}\" can't be read: {1}";
    }
}

impl Explain for CostsProblem {
    fn message(&self) -> Message {
        match self {
            Self::Table(problem) => problem.message(),
            Self::Read { file, source } => CostsText::Read.with([file.as_path().into(), source.to_string().into()]),
        }
    }
}

/// The costs of a project: the table in its folder, else the one that comes with the program.
pub fn load_project_costs(folder: &Path) -> Result<CostTable, CostsProblem> {
    let file = folder.join(COSTS_FILE);
    match std::fs::read_to_string(&file) {
        Ok(text) => Ok(CostTable::from_text(&file.display().to_string(), &text)?),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(CostTable::built_in()?),
        Err(source) => Err(CostsProblem::Read { file, source }),
    }
}

/// When the project's own table was written last; `None` where it has none.
pub fn costs_written_at(folder: &Path) -> Option<SystemTime> {
    changed_at(&folder.join(COSTS_FILE))
}

/// Writes the files of a run, each whole or not at all: `simulation/scheme-3.problem.json`. Gives them with their paths inside
/// the project.
pub fn write_run(folder: &Path, scheme: SchemeId, texts: &[(&str, String)]) -> Result<Vec<PathBuf>, WriteProblem> {
    let runs = folder.join(RUNS_FOLDER);
    std::fs::create_dir_all(&runs).map_err(|source| WriteProblem::from_io(&runs, source))?;
    let mut written = Vec::with_capacity(texts.len());
    for (name, text) in texts {
        let file = format!("scheme-{}.{name}.json", scheme.0);
        write_file(&runs.join(&file), text.as_bytes())?;
        written.push(Path::new(RUNS_FOLDER).join(file));
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn a_projects_own_costs_come_before_those_of_the_program_and_a_broken_table_is_told() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(load_project_costs(folder.path()).unwrap(), CostTable::built_in().unwrap());
        let file = folder.path().join(COSTS_FILE);
        std::fs::write(&file, CostTable::built_in_text().replace("cost: 0.8", "cost: 0.9")).unwrap();
        assert_eq!(load_project_costs(folder.path()).unwrap().conversions[0].cost, Some(0.9));
        std::fs::write(&file, "(conversions: [\n(key: 1)])").unwrap();
        let told = load_project_costs(folder.path()).unwrap_err().message().say(Language::Chinese);
        assert!(told.contains(&format!("{COSTS_FILE}:2:")), "{told}");
    }

    #[test]
    fn a_run_leaves_whole_files_that_name_its_scheme() {
        let folder = tempfile::tempdir().unwrap();
        let texts = [("plan", "{}".to_owned()), ("problem", "[]".to_owned())];
        let written = write_run(folder.path(), SchemeId(7), &texts).unwrap();
        assert_eq!(written[0], Path::new("simulation").join("scheme-7.plan.json"));
        assert_eq!(std::fs::read_to_string(folder.path().join(&written[1])).unwrap(), "[]");
    }
}
