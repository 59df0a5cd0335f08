//! The practice township on disk: written as a project, found where it is installed, copied for the person, so that the
//! original never changes.

use std::fs;
use std::path::{Path, PathBuf};

use super::WriteProblem;
use super::project::{Clock, Loaded, Project, ProjectProblem};
use crate::design::{Shape, ZoneKind};
use crate::edit::actions::{AddMeasures, AddZones, EditLayers, NewZone};
use crate::edit::{Action, History, Refusal};
use crate::sample::{SampleParameters, SampleTownship, township};

/// The time that every file of a sample bears: the same seed gives the same bytes.
pub const TIMESTAMP: &str = "2026-01-01T00:00:00.000Z";

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

/// Writes a township as a project with its layers and, in scheme 1, its zones and measures. The history is empty: the first step that can
/// be undone is the person's own.
///
/// # Errors
/// As [`Project::create`]; a zone or a measure that the design refuses stands as `DataDamaged`.
pub fn write_township(township: SampleTownship, path: &Path) -> Result<Loaded, ProjectProblem> {
    let mut loaded = Project::create_at(path, township.plane, &township.name_zh, Clock::Fixed(TIMESTAMP.to_owned()))?;
    let refused = |refusal: Refusal| ProjectProblem::DataDamaged { path: path.to_owned(), reason: refusal.to_string() };
    for mut builder in township.layers {
        builder.provenance.imported_at = Some(TIMESTAMP.to_owned());
        let layer = loaded.project.add_layer(builder)?;
        let role_of = |id| loaded.layers.iter().find(|layer| layer.id == id).map(|layer| layer.role);
        let add = EditLayers::adding(&layer, &loaded.document, role_of);
        let patch = add.apply(&loaded.document).map_err(refused)?;
        loaded.document.apply(patch);
        loaded.layers.push(layer);
    }
    let zones: Vec<NewZone> = township
        .zones
        .into_iter()
        .map(|zone| NewZone { name: zone.name, kind: ZoneKind::Unit, shape: Shape(zone.shape), goal: String::new() })
        .collect();
    if !zones.is_empty() {
        let patch = AddZones { zones }.apply(&loaded.document).map_err(refused)?;
        loaded.document.apply(patch);
    }
    if !township.measures.is_empty() {
        let patch = AddMeasures { measures: township.measures }.apply(&loaded.document).map_err(refused)?;
        loaded.document.apply(patch);
    }
    loaded.project.compact(&loaded.document, &History::default())?;
    Ok(loaded)
}

/// The person's own copy of the practice township below `home`: made the first time (generated where none is installed), the
/// same one afterwards.
pub fn private_copy(home: &Path) -> Result<PathBuf, ProjectProblem> {
    let copy = home.join(TOWNSHIP);
    if copy.join("project.ron").is_file() {
        return Ok(copy);
    }
    let problem = |source| ProjectProblem::Write(WriteProblem::from_io(&copy, source));
    let unfinished = home.join(format!("{TOWNSHIP}.tmp"));
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).map_err(problem)?;
    }
    match bundled() {
        Some(original) => copy_project(&original, &unfinished).map_err(problem)?,
        None => drop(write_township(township(&SampleParameters::default()), &unfinished)?),
    }
    fs::rename(&unfinished, &copy).map_err(problem)?;
    Ok(copy)
}

/// A new copy of the practice township below `home`, as it was at first. The one that was there is kept under the first free name.
pub fn fresh_copy(home: &Path) -> Result<PathBuf, ProjectProblem> {
    let copy = home.join(TOWNSHIP);
    if copy.exists() {
        let kept = (1u32..).map(|number| home.join(format!("township-{number}.tianfang"))).find(|path| !path.exists());
        if let Some(kept) = kept {
            let problem = |source| ProjectProblem::Write(WriteProblem::from_io(&copy, source));
            fs::rename(&copy, kept).map_err(problem)?;
        }
    }
    private_copy(home)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_copy_keeps_the_one_that_was_practised_on() {
        let home = tempfile::tempdir().unwrap();
        let first = private_copy(home.path()).unwrap();
        fs::write(first.join("mine.txt"), "kept").unwrap();
        let fresh = fresh_copy(home.path()).unwrap();
        assert_eq!(fresh, first);
        assert!(!fresh.join("mine.txt").exists() && fresh.join("project.ron").is_file());
        assert_eq!(fs::read_to_string(home.path().join("township-1.tianfang/mine.txt")).unwrap(), "kept");
    }
}
