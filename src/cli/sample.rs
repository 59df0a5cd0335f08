//! `tianfang sample DIR`: a practice township as a project, and the raw layers of one of its villages beside it.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::CliProblem;
use crate::design::{Shape, ZoneKind};
use crate::edit::Action;
use crate::edit::actions::{AddZones, EditLayers, LayerEdit, NewZone};
use crate::i18n::{Explain, Message, Text, texts};
use crate::sample::{SampleParameters, raw_village, township};
use crate::storage::WriteProblem;
use crate::storage::project::{Clock, Loaded, Project, ProjectProblem, Record};
use crate::storage::raw_sample::write_raw;

/// The time that every file of a sample bears: the same seed gives the same bytes.
const TIMESTAMP: &str = "2026-01-01T00:00:00.000Z";

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
    let parameters = SampleParameters { parcels: parcels.unwrap_or(default.parcels), seed: seed.unwrap_or(default.seed) };
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
    let clock = Clock::Fixed(TIMESTAMP.to_owned());
    let mut loaded = Project::create_at(&path, township.plane, &township.name_zh, clock)?;
    let mut made = 0;
    for (position, mut builder) in township.layers.into_iter().enumerate() {
        builder.provenance.imported_at = Some(TIMESTAMP.to_owned());
        let layer = loaded.project.add_layer(builder)?;
        if position == 0 {
            made = layer.len();
        }
        commit(&mut loaded, &EditLayers { layer: layer.id, edit: LayerEdit::Add { title: layer.title.clone() } })?;
    }
    let zones = township.zones.into_iter().map(|zone| NewZone {
        name: zone.name,
        kind: ZoneKind::Unit,
        shape: Shape(zone.shape),
        goal: String::new(),
    });
    let zones: Vec<NewZone> = zones.collect();
    if !zones.is_empty() {
        commit(&mut loaded, &AddZones { zones })?;
    }
    loaded.project.compact(&loaded.document, &loaded.history)?;
    Ok(SampleReport {
        project: path.display().to_string(),
        raw: raw.display().to_string(),
        name: township.name_zh,
        parcels: made,
        seed: parameters.seed,
        metadata: township.metadata,
    })
}

fn commit(loaded: &mut Loaded, action: &dyn Action) -> Result<(), CliProblem> {
    let change = loaded.history.commit(&mut loaded.document, action);
    change.map_err(|refusal| CliProblem::input(refusal.message()))?;
    if let Some(step) = loaded.history.last_done().cloned() {
        loaded.project.record(&Record::Commit(step))?;
    }
    Ok(())
}
