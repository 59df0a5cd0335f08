//! Names of the files of a project folder.

use std::path::{Path, PathBuf};

/// The marker's name: it makes a folder a project.
pub(super) const MARKER: &str = "project.ron";

/// Where the files of one project lie.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    pub folder: PathBuf,
    pub marker: PathBuf,
    pub lock: PathBuf,
    pub data: PathBuf,
    pub journal: PathBuf,
    /// What could not be replayed from the journal.
    pub bad_journal: PathBuf,
}

impl Paths {
    /// The files of a project named by its folder or by its marker.
    pub fn of(project: &Path) -> Self {
        let is_marker = project.file_name().is_some_and(|name| name == MARKER) && !project.is_dir();
        let folder = match project.parent() {
            Some(parent) if is_marker && parent.as_os_str().is_empty() => Path::new("."),
            Some(parent) if is_marker => parent,
            _ => project,
        };
        Self {
            folder: folder.to_owned(),
            marker: folder.join(MARKER),
            lock: folder.join("lock"),
            data: folder.join("data.gpkg"),
            journal: folder.join("journal.log"),
            bad_journal: folder.join("journal.bad"),
        }
    }
}
