//! `project.ron`: written once, last of all when a project is made; it makes a folder a project.

use std::fs;
use std::io;

use serde::{Deserialize, Serialize};

use super::ProjectProblem;
use super::migrate::FORMAT;
use super::paths::Paths;
use crate::crs::GaussKruger;
use crate::storage::atomic;

/// What the marker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Marker {
    pub format: u32,
    /// EPSG code of the project's plane.
    pub crs: GaussKruger,
    /// The name given at the beginning; the design may rename the project later.
    pub name: String,
}

/// Just the number, which every format has, so that a newer one can be told from a broken one.
#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

impl Marker {
    pub fn write(&self, paths: &Paths) -> Result<(), ProjectProblem> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default());
        let text = text.map_err(|error| bad(paths, error))?;
        atomic::write_file(&paths.marker, format!("// 田方项目 A Tianfang project\n{text}\n").as_bytes())?;
        Ok(())
    }

    pub fn read(paths: &Paths) -> Result<Self, ProjectProblem> {
        let text = fs::read_to_string(&paths.marker).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory if paths.folder.exists() => {
                ProjectProblem::NotAProject { path: paths.folder.clone() }
            }
            io::ErrorKind::NotFound => ProjectProblem::NotFound { path: paths.folder.clone() },
            io::ErrorKind::InvalidData => bad(paths, error),
            _ => ProjectProblem::Unreadable { path: paths.marker.clone(), source: error },
        })?;
        match ron::from_str::<FormatOnly>(&text) {
            Ok(FormatOnly { format }) if format > FORMAT => {
                Err(ProjectProblem::TooNew { path: paths.marker.clone(), found: format, known: FORMAT })
            }
            Ok(FormatOnly { format: 0 }) => Err(ProjectProblem::UnknownFormat { path: paths.marker.clone(), found: 0 }),
            _ => ron::from_str(&text).map_err(|error| bad(paths, error)),
        }
    }
}

fn bad(paths: &Paths, reason: impl ToString) -> ProjectProblem {
    ProjectProblem::BadMarker { path: paths.marker.clone(), reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_comes_back_and_a_newer_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::of(folder.path());
        assert!(matches!(Marker::read(&paths), Err(ProjectProblem::NotAProject { .. })));
        let marker = Marker { format: FORMAT, crs: GaussKruger::from_epsg(4549).unwrap(), name: "示例镇".into() };
        marker.write(&paths).unwrap();
        assert_eq!(Marker::read(&paths).unwrap(), marker);
        fs::write(&paths.marker, "(format: 999, shape: \"round\")").unwrap();
        assert!(matches!(Marker::read(&paths), Err(ProjectProblem::TooNew { found: 999, .. })));
        fs::write(&paths.marker, "(format: 1, crs: 4326, name: \"\")").unwrap();
        let problem = Marker::read(&paths).unwrap_err();
        assert!(matches!(&problem, ProjectProblem::BadMarker { reason, .. } if reason.contains("4326")), "{problem}");
    }
}
