//! What several verbs ask for: a project to look at, a scheme of it, a layer of a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::CliProblem;
use super::progress::{ProgressLine, ProgressText};
use super::words::CliText;
use crate::assessment::{AssessmentBase, Assessor};
use crate::base::BaseLayer;
use crate::checks::ConflictBase;
use crate::design::{Document, Scheme, SchemeId};
use crate::i18n::{Explain, Text};
use crate::storage::WriteProblem;
use crate::storage::formats::ReadProblem;
use crate::storage::project::{Loaded, Project, ProjectProblem};

/// Opens a project to look at: no lock is taken, nothing is written.
pub(super) fn project_to_read(path: &Path, progress: &ProgressLine) -> Result<Loaded, CliProblem> {
    progress.stage(ProgressText::Opening.plain());
    Ok(Project::open_read_only(path, &|done| progress.share(done))?)
}

impl From<ProjectProblem> for CliProblem {
    fn from(problem: ProjectProblem) -> Self {
        Self { message: problem.message(), status: problem.exit_status() }
    }
}

impl From<ReadProblem> for CliProblem {
    fn from(problem: ReadProblem) -> Self {
        let status = if problem.is_of_the_disk() { 3 } else { 2 };
        Self { message: problem.message(), status }
    }
}

impl From<WriteProblem> for CliProblem {
    fn from(problem: WriteProblem) -> Self {
        Self { message: problem.message(), status: problem.exit_status() }
    }
}

/// The scheme that was named by number or name; the current one where none was.
pub(super) fn scheme_of<'a>(document: &'a Document, named: Option<&str>) -> Result<&'a Scheme, CliProblem> {
    let Some(named) = named else { return Ok(document.current_scheme()) };
    let by_number = named.parse().ok().and_then(|number| document.scheme(SchemeId(number)));
    by_number
        .or_else(|| document.schemes().iter().find(|scheme| scheme.name == named))
        .ok_or_else(|| CliProblem::input(CliText::NoScheme.with([named.into(), names(document).into()])))
}

fn names(document: &Document) -> String {
    document.schemes().iter().map(|scheme| format!("{} {}", scheme.id.0, scheme.name)).collect::<Vec<_>>().join("; ")
}

/// The layers that take part in a loaded project.
pub(super) fn present_layers(loaded: &Loaded) -> Vec<Arc<BaseLayer>> {
    let entries = loaded.document.layers().iter().filter(|entry| !entry.removed);
    entries.filter_map(|entry| loaded.layers.iter().find(|layer| layer.id == entry.layer)).cloned().collect()
}

/// The prepared conflict checks of a loaded project.
pub(super) fn conflicts_of(loaded: &Loaded) -> ConflictBase {
    ConflictBase::new(loaded.project.plane(), &present_layers(loaded))
}

/// What assesses the schemes of a loaded project.
pub(super) fn assessor_of(loaded: &Loaded, progress: &ProgressLine) -> Assessor {
    progress.stage(ProgressText::Assessing.plain());
    let (plane, layers) = (loaded.project.plane(), present_layers(loaded));
    let conflicts = conflicts_of(loaded);
    let setting = &loaded.document.settings().contiguity;
    Assessor::new(Arc::new(AssessmentBase::new(plane, &layers, conflicts, setting)))
}

/// `path` or `path:layer`. A file whose own name holds a colon is taken whole.
pub(super) fn file_and_layer(word: &Path) -> (PathBuf, Option<String>) {
    if word.exists() {
        return (word.to_owned(), None);
    }
    match word.to_str().and_then(|word| word.rsplit_once(':')) {
        // A single letter before the colon is a drive of Windows, not a file.
        Some((file, layer)) if file.chars().count() > 1 && !layer.contains(['/', '\\']) => {
            (PathBuf::from(file), Some(layer.to_owned()))
        }
        _ => (word.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_stands_behind_a_colon_and_a_drive_letter_does_not() {
        assert_eq!(file_and_layer(Path::new("a/b.gpkg:DLTB")), (PathBuf::from("a/b.gpkg"), Some("DLTB".into())));
        assert_eq!(file_and_layer(Path::new("a/b.gpkg")), (PathBuf::from("a/b.gpkg"), None));
        assert_eq!(file_and_layer(Path::new(r"D:\整治 2025\b.gpkg")), (PathBuf::from(r"D:\整治 2025\b.gpkg"), None));
        assert_eq!(file_and_layer(Path::new(r"D:\b.gpkg:图斑")), (PathBuf::from(r"D:\b.gpkg"), Some("图斑".into())));
    }
}
