//! The practice township on disk: found where it is installed, copied for the person, so that the original never changes.

use std::fs;
use std::path::{Path, PathBuf};

use super::WriteProblem;
use super::project::ProjectProblem;

/// Folder of the samples, beside the program or in the working folder.
const SAMPLES: &str = "sample_projects";
/// The project inside it, and the name of the private copy.
const TOWNSHIP: &str = "township.tianfang";

/// The committed sample: beside the executable, then in the working folder.
pub fn bundled() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
    let working = std::env::current_dir().ok();
    [beside, working]
        .into_iter()
        .flatten()
        .map(|folder| folder.join(SAMPLES).join(TOWNSHIP))
        .find(|project| project.join("project.ron").is_file())
}

/// The person's own copy of the practice township below `home`: made the first time, the same one afterwards.
pub fn private_copy(home: &Path) -> Result<PathBuf, ProjectProblem> {
    let copy = home.join(TOWNSHIP);
    if copy.join("project.ron").is_file() {
        return Ok(copy);
    }
    let Some(original) = bundled() else {
        return Err(ProjectProblem::NotFound { path: PathBuf::from(SAMPLES).join(TOWNSHIP) });
    };
    let unfinished = home.join(format!("{TOWNSHIP}.tmp"));
    copy_project(&original, &unfinished)
        .and_then(|()| fs::rename(&unfinished, &copy))
        .map_err(|source| ProjectProblem::Write(WriteProblem::from_io(&copy, source)))?;
    Ok(copy)
}

/// Copies the files of a project; the marker last, so that an unfinished copy is not taken for a project.
fn copy_project(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for name in ["data.gpkg", "journal.log", "lock", "project.ron"] {
        let source = from.join(name);
        if source.is_file() {
            // Read and written rather than copied: the copy must be writable even where the original is not.
            fs::write(to.join(name), fs::read(source)?)?;
        }
    }
    Ok(())
}
