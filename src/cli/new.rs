//! `tianfang new DIR --crs EPSG:4549 [--name N]`: an empty project.

use std::path::Path;

use serde::Serialize;

use super::CliProblem;
use crate::crs::{GaussKruger, SourceCrs, crs_from_text};
use crate::i18n::{Explain, Message, Text, texts};
use crate::storage::project::{Project, ProjectProblem};

texts! {
    NewText {
        NotAPlane: "项目的坐标系必须是 CGCS2000 高斯–克吕格投影（EPSG:4491–4554，浙江多为 EPSG:4549），“{0}”不是。",
            "A project's system must be a CGCS2000 Gauss-Kruger plane (EPSG:4491-4554; EPSG:4549 in most of Zhejiang); \"{0}\" is not.";
        Made: "已新建项目“{0}”（{1}）。", "Made the project \"{0}\" ({1}).";
    }
}

/// The project that was made.
#[derive(Clone, Debug, Serialize)]
pub struct NewReport {
    pub project: String,
    pub name: String,
    pub crs: u32,
}

impl NewReport {
    pub fn message(&self) -> Message {
        NewText::Made.with([self.project.as_str().into(), format!("EPSG:{}", self.crs).into()])
    }
}

impl From<ProjectProblem> for CliProblem {
    fn from(problem: ProjectProblem) -> Self {
        Self { message: problem.message(), status: problem.exit_status() }
    }
}

/// Makes a project; without a name it is called as its folder is.
pub fn run(directory: &Path, crs: &str, name: Option<&str>) -> Result<NewReport, CliProblem> {
    let plane = plane_from_text(crs)?;
    let stem = directory.file_stem().unwrap_or_default().to_string_lossy();
    let name = name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(&stem);
    let loaded = Project::create(directory, plane, name)?;
    Ok(NewReport { project: loaded.project.path().display().to_string(), name: name.to_owned(), crs: plane.epsg() })
}

fn plane_from_text(crs: &str) -> Result<GaussKruger, CliProblem> {
    match crs_from_text(crs).map_err(|problem| CliProblem::input(problem.message()))? {
        SourceCrs::Plane(plane) => Ok(plane),
        _ => Err(CliProblem::input(NewText::NotAPlane.with([crs.into()]))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_made_in_a_plane_and_only_once() {
        let folder = tempfile::tempdir().unwrap();
        let directory = folder.path().join("新塍镇.tianfang");
        assert_eq!(run(&directory, "EPSG:4490", None).unwrap_err().status, 2);
        assert_eq!(run(&directory, "EPSG:32650", None).unwrap_err().status, 2);
        assert!(!directory.exists());
        let report = run(&directory, "EPSG:4549", None).unwrap();
        assert_eq!((report.name.as_str(), report.crs), ("新塍镇", 4549));
        assert_eq!(run(&directory, "EPSG:4549", None).unwrap_err().status, 2);
    }
}
