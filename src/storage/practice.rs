//! The practice township on disk: written as a project, found where it is installed, copied for the person, so that the
//! original never changes.

use std::fs;
use std::path::{Path, PathBuf};

use super::WriteProblem;
use super::project::{Clock, Loaded, Project, ProjectProblem};
use crate::design::{Shape, ZoneKind};
use crate::edit::actions::{AddMeasures, AddZones, EditLayers, LayerEdit, NewZone};
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
        let add = EditLayers { layer: layer.id, edit: LayerEdit::Add { title: layer.title.clone() } };
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
