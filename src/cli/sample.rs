//! `tianfang sample DIR`: a practice township as a project, and the raw layers of one of its villages beside it.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::CliProblem;
use crate::base::Role;
use crate::i18n::{Explain, Message, Text, texts};
use crate::sample::{SampleParameters, raw_village, township};
use crate::storage::WriteProblem;
use crate::storage::practice::write_township;
use crate::storage::project::ProjectProblem;
use crate::storage::raw_sample::write_raw;

texts! {
    SampleText {
        Made: "已生成示例乡镇“{0}”（{1} 个图斑，虚构数据）：{2}", "Made the practice township \"{0}\" ({1} parcels, synthetic): {2}";
        TooFew: "图斑数至少为 1。", "A township has at least one parcel.";
    }
}

/// The township that was made.
#[derive(Clone, Debug, Serialize)]
pub struct SampleReport {
    pub project: String,
    pub raw: String,
    pub name: String,
    pub parcels: usize,
    pub seed: u64,
    /// Says that everything is invented.
    pub metadata: String,
}

impl SampleReport {
    pub fn message(&self) -> Message {
        SampleText::Made.with([self.name.as_str().into(), self.parcels.into(), self.project.as_str().into()])
    }
}

/// Makes `DIR/township.tianfang` and `DIR/raw`. The folder must be empty or not be there yet.
pub fn run(directory: &Path, parcels: Option<usize>, seed: Option<u64>) -> Result<SampleReport, CliProblem> {
    let default = SampleParameters::default();
    let parameters =
        SampleParameters { parcels: parcels.unwrap_or(default.parcels), seed: seed.unwrap_or(default.seed) };
    if parameters.parcels == 0 {
        return Err(CliProblem::input(SampleText::TooFew.plain()));
    }
    if fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(ProjectProblem::NotEmpty { path: directory.to_owned() }.into());
    }
    if let Err(error) = fs::create_dir_all(directory) {
        let problem = WriteProblem::from_io(directory, error);
        return Err(CliProblem::disk(problem.message()));
    }
    let township = township(&parameters);
    let raw = directory.join("raw");
    write_raw(&raw_village(&township), &raw).map_err(|problem| CliProblem::disk(problem.message()))?;

    let path = directory.join("township.tianfang");
    let (name, metadata) = (township.name_zh.clone(), township.metadata.clone());
    let loaded = write_township(township, &path)?;
    let land_use = loaded.layers.iter().find(|layer| layer.role == Role::LandUse);
    Ok(SampleReport {
        project: path.display().to_string(),
        raw: raw.display().to_string(),
        name,
        parcels: land_use.map_or(0, |layer| layer.len()),
        seed: parameters.seed,
        metadata,
    })
}
