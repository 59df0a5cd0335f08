//! The practice township on disk: written as a project, found where it is installed, copied for the person, so that the
//! original never changes.

use std::fs;
use std::path::{Path, PathBuf};

use super::project::{Clock, Loaded, Project, ProjectProblem};
use super::raw_sample::{RawProblem, write_raw};
use super::{WriteProblem, atomic};
use crate::base::Role;
use crate::design::{Shape, ZoneKind};
use crate::edit::actions::{AddMeasures, AddZones, EditLayers, LayerEdit, NewZone};
use crate::edit::{Action, History};
use crate::i18n::{Explain, Message};
use crate::sample::{SampleParameters, SampleTownship, raw_village, township};

/// The time that every file of a sample bears: the same seed gives the same bytes.
pub const TIMESTAMP: &str = "2026-01-01T00:00:00.000Z";

/// Folder of the samples, beside the program or in the working folder.
const SAMPLES: &str = "sample_projects";
/// The project inside it, and the name of the private copy.
const TOWNSHIP: &str = "township.tianfang";
/// The folder of raw layers beside it.
const RAW: &str = "raw";

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

/// Why a practice township is not on the disk. What there is of it was taken away again.
#[derive(Debug, thiserror::Error)]
pub enum PracticeProblem {
    #[error(transparent)]
    Project(#[from] ProjectProblem),
    #[error(transparent)]
    Raw(#[from] RawProblem),
}

impl PracticeProblem {
    /// Exit status of the command line: 2 where the folder is not free, 3 for disk and permission.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::Project(problem) => problem.exit_status(),
            Self::Raw(RawProblem::Write { .. }) => 3,
        }
    }
}

impl Explain for PracticeProblem {
    fn message(&self) -> Message {
        match self {
            Self::Project(problem) => problem.message(),
            Self::Raw(problem) => problem.message(),
        }
    }
}

/// Where a practice township was written, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenSample {
    pub project: PathBuf,
    /// Folder of the raw layers of one of its villages.
    pub raw: PathBuf,
    pub parcels: usize,
}

/// A folder that a practice township is written into: empty, or made for it.
#[derive(Debug)]
pub struct SampleFolder {
    directory: PathBuf,
    is_new: bool,
}

impl SampleFolder {
    /// Takes a folder that is empty, or makes one. What a killed program left unfinished there is taken away.
    ///
    /// # Errors
    /// `NotEmpty` for a folder that is not free; else what the disk refused.
    pub fn at(directory: &Path) -> Result<Self, PracticeProblem> {
        let folder = Self { directory: directory.to_owned(), is_new: !directory.exists() };
        let unfinished = folder.unfinished();
        let is_foreign =
            |entry: std::io::Result<fs::DirEntry>| !entry.is_ok_and(|entry| unfinished.contains(&entry.path()));
        if directory.is_file() || fs::read_dir(directory).is_ok_and(|mut entries| entries.any(is_foreign)) {
            return Err(ProjectProblem::NotEmpty { path: directory.to_owned() }.into());
        }
        folder.clear();
        fs::create_dir_all(directory).map_err(|source| folder.refused(source))?;
        Ok(folder)
    }

    /// Writes a township: `township.tianfang`, and `raw` with the layers of one of its villages. Either both stand there in the
    /// end, whole, or the folder is as it was. `progress` is called with the share of the project that is stored, 0 to 1.
    pub fn write(self, township: SampleTownship, progress: &dyn Fn(f32)) -> Result<WrittenSample, PracticeProblem> {
        self.write_whole(township, progress).inspect_err(|_| {
            self.clear();
            if self.is_new {
                let _ = fs::remove_dir(&self.directory);
            }
        })
    }

    fn write_whole(&self, township: SampleTownship, progress: &dyn Fn(f32)) -> Result<WrittenSample, PracticeProblem> {
        let [raw, project] = [RAW, TOWNSHIP].map(|name| self.directory.join(name));
        let [unfinished_raw, unfinished_project] = self.unfinished();
        write_raw(&raw_village(&township), &unfinished_raw)?;
        let loaded = write_township(township, &unfinished_project, progress)?;
        let parcels = loaded.layers.iter().filter(|layer| layer.role == Role::LandUse).map(|layer| layer.len()).sum();
        // Windows renames no folder with an open file in it.
        drop(loaded);
        fs::rename(&unfinished_raw, &raw).map_err(|source| self.refused(source))?;
        fs::rename(&unfinished_project, &project).map_err(|source| {
            let _ = fs::remove_dir_all(&raw);
            self.refused(source)
        })?;
        Ok(WrittenSample { project, raw, parcels })
    }

    /// Where raw layers and project stand until they are whole.
    fn unfinished(&self) -> [PathBuf; 2] {
        [RAW, TOWNSHIP].map(|name| atomic::temporary_beside(&self.directory.join(name)))
    }

    /// Takes away what is unfinished.
    fn clear(&self) {
        for path in self.unfinished() {
            // What can't be removed is on a disk that refuses the writing too, and that is said.
            let _ = fs::remove_dir_all(path);
        }
    }

    fn refused(&self, source: std::io::Error) -> PracticeProblem {
        ProjectProblem::Write(WriteProblem::from_io(&self.directory, source)).into()
    }
}

/// Writes a township as a project with its layers and, in scheme 1, its zones and measures. The history is empty: the first step
/// that can be undone is the person's own. `progress` is called with the share of the features that are stored, 0 to 1.
///
/// # Errors
/// As [`Project::create`]; a zone or a measure that the design refuses stands as `DataDamaged`.
fn write_township(township: SampleTownship, path: &Path, progress: &dyn Fn(f32)) -> Result<Loaded, ProjectProblem> {
    let mut loaded = Project::create_at(path, township.plane, &township.name_zh, Clock::Fixed(TIMESTAMP.to_owned()))?;
    let mut builders = township.layers;
    for builder in &mut builders {
        builder.provenance.imported_at = Some(TIMESTAMP.to_owned());
    }
    let carry_out = |loaded: &mut Loaded, action: &dyn Action| {
        let patch = action
            .apply(&loaded.document)
            .map_err(|refusal| ProjectProblem::DataDamaged { path: path.to_owned(), reason: refusal.to_string() })?;
        loaded.document.apply(patch);
        Ok::<(), ProjectProblem>(())
    };
    for layer in loaded.project.add_layers(builders, progress)? {
        let role_of = |id| loaded.layers.iter().find(|known| known.id == id).map(|known| known.role);
        let add = EditLayers::adding(&layer, &loaded.document, role_of);
        carry_out(&mut loaded, &add)?;
        if layer.role == Role::Slope {
            // It is there to be asked, and would cover the land.
            carry_out(&mut loaded, &EditLayers { layer: layer.id, edit: LayerEdit::Visible(false) })?;
        }
        loaded.layers.push(layer);
    }
    let zones: Vec<NewZone> = township
        .zones
        .into_iter()
        .map(|zone| NewZone { name: zone.name, kind: ZoneKind::Unit, shape: Shape(zone.shape), goal: String::new() })
        .collect();
    if !zones.is_empty() {
        carry_out(&mut loaded, &AddZones { zones })?;
    }
    if !township.measures.is_empty() {
        carry_out(&mut loaded, &AddMeasures { measures: township.measures })?;
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
        None => drop(write_township(township(&SampleParameters::default()), &unfinished, &|_| ())?),
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
