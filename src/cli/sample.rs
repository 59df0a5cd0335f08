//! `tianfang sample DIR`: a practice township as a project, and the raw layers of one of its villages beside it.

use std::path::Path;

use serde::Serialize;

use super::CliProblem;
use super::progress::{ProgressLine, ProgressText};
use crate::i18n::{Explain, Message, Text, texts};
use crate::sample::{SampleParameters, township};
use crate::storage::practice::{PracticeProblem, SampleFolder};

texts! {
    SampleText {
        Made: "已生成示例乡镇“{0}”（{1} 个图斑，虚构数据）：{2}", "Made the practice township \"{0}\" ({1} parcels, synthetic): {2}";
        TooFew: "图斑数至少为 1。", "A township has at least one parcel.";
        TooMany: "--parcels 最多为 {1}（约需两分钟、6 GB 内存和 2 GB 磁盘空间），不能是 {0}。没有生成任何文件。",
            "--parcels is {1} at most (which takes about two minutes, 6 GB of memory and 2 GB of disk), not {0}. Nothing was made.";
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

/// Parcels of the largest township that is made.
const MOST_PARCELS: usize = 2_000_000;

/// Makes `DIR/township.tianfang` and `DIR/raw`. The folder must be empty or not be there yet.
pub fn run(directory: &Path, parcels: Option<usize>, seed: Option<u64>) -> Result<SampleReport, CliProblem> {
    run_watched(directory, parcels, seed, &ProgressLine::silent())
}

/// As [`run`], and says how far it is.
pub fn run_watched(
    directory: &Path,
    parcels: Option<usize>,
    seed: Option<u64>,
    progress: &ProgressLine,
) -> Result<SampleReport, CliProblem> {
    let default = SampleParameters::default();
    let parameters =
        SampleParameters { parcels: parcels.unwrap_or(default.parcels), seed: seed.unwrap_or(default.seed) };
    match parameters.parcels {
        0 => return Err(CliProblem::input(SampleText::TooFew.plain())),
        1..=MOST_PARCELS => {}
        wish => return Err(CliProblem::input(SampleText::TooMany.with([wish.into(), MOST_PARCELS.into()]))),
    }
    let of_disk = |problem: PracticeProblem| CliProblem { message: problem.message(), status: problem.exit_status() };
    let folder = SampleFolder::at(directory).map_err(of_disk)?;
    progress.stage(ProgressText::Making.plain());
    let township = township(&parameters);
    let (name, metadata) = (township.name_zh.clone(), township.metadata.clone());
    progress.stage(ProgressText::Writing.with([directory.into()]));
    let written = folder.write(township, &|done| progress.share(done)).map_err(of_disk)?;
    Ok(SampleReport {
        project: written.project.display().to_string(),
        raw: written.raw.display().to_string(),
        name,
        parcels: written.parcels,
        seed: parameters.seed,
        metadata,
    })
}
