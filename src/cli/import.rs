//! `tianfang import PROJECT FILE[:LAYER]`: base layers into a project, or polygons as zones or measures of a
//! scheme.

mod base_layers;
mod measures;
mod report;
mod select;
mod words;
mod zones;

pub use report::{ImportReport, ImportedLayer, ImportedMeasures, ImportedZones};

use std::path::Path;

use self::select::{Source, Wanted};
use super::CliProblem;
use super::input::file_and_layer;
use super::progress::{ProgressLine, ProgressText};
use crate::crs::{SourceCrs, crs_from_text};
use crate::design::MeasureKind;
use crate::edit::Action;
use crate::geometry::Bounds;
use crate::i18n::{Explain, Message, Text};
use crate::storage::formats::{self, ReadOptions, TextEncoding};
use crate::storage::import::check_place;
use crate::storage::project::{Clock, Loaded, Project, ProjectProblem, Record};

use self::words::ImportText;

/// What is asked for, in the words of the command line.
#[derive(Clone, Copy, Debug)]
pub struct ImportRequest<'a> {
    pub project: &'a Path,
    /// `path` or `path:layer`.
    pub file: &'a Path,
    /// A role, `zone` or `measure`; guessed from names and fields where it is not given.
    pub role: Option<&'a str>,
    pub encoding: Option<&'a str>,
    pub crs: Option<&'a str>,
    pub repair: bool,
    /// Number or name, for zones and measures.
    pub scheme: Option<&'a str>,
    /// Kind of measures that do not say theirs.
    pub kind: Option<&'a str>,
}

/// Carries out an import. Everything is read before anything is written.
pub fn run(request: &ImportRequest<'_>) -> Result<ImportReport, CliProblem> {
    run_watched(request, &ProgressLine::silent())
}

/// As [`run`], and says how far it is.
pub fn run_watched(request: &ImportRequest<'_>, progress: &ProgressLine) -> Result<ImportReport, CliProblem> {
    let wanted = Wanted::from_word(request.role)?;
    if request.scheme.is_some() && matches!(wanted, Wanted::Base(_)) {
        return Err(CliProblem::input(ImportText::SchemeWithoutDesign.plain()));
    }
    if request.kind.is_some() && wanted != Wanted::Measures {
        return Err(CliProblem::input(ImportText::KindWithoutMeasures.plain()));
    }
    let kind = request.kind.map(kind_from_word).transpose()?;
    let encoding = request.encoding.map(encoding_from_word).transpose()?;
    let crs = request.crs.map(crs_from_word).transpose()?;
    let (path, layer) = file_and_layer(request.file);
    let file = formats::open(&path)?;
    progress.stage(ProgressText::Opening.plain());
    let mut loaded = Project::open(request.project, &|done| progress.share(done))?;
    let selection = select::sources(&file, layer.as_deref(), wanted)?;
    let plane = loaded.project.plane();
    let mut whole = loaded.layers.iter().fold(Bounds::EMPTY, |whole, layer| whole.union(&layer.bounds()));
    let mut read = Vec::with_capacity(selection.sources.len());
    for Source { layer, role } in selection.sources {
        progress.stage(ProgressText::Reading.with([layer.as_str().into()]));
        let options = ReadOptions { plane, role, crs, encoding, repair: request.repair, progress };
        let layer = file.read(&layer, &options)?;
        check_place(&path, &layer, &whole, crs.is_some()).map_err(CliProblem::input)?;
        whole = whole.union(&layer.builder.shapes.shapes().total_bounds());
        read.push(layer);
    }
    progress.stage(ProgressText::Storing.plain());
    let mut report = match wanted {
        Wanted::Zones => zones::import(&mut loaded, &path, read, request.scheme)?,
        Wanted::Measures => measures::import(&mut loaded, &path, read, request.scheme, kind)?,
        Wanted::Base(_) => base_layers::import(&mut loaded, read, progress)?,
    };
    report.project = loaded.project.path().display().to_string();
    report.notes.extend(selection.skipped);
    report.notes.extend(compact(&mut loaded)?);
    Ok(report)
}

/// Stores what was recorded; a note where another program keeps that from being done now.
pub(super) fn compact(loaded: &mut Loaded) -> Result<Option<Message>, CliProblem> {
    match loaded.project.compact(&loaded.document, &loaded.history) {
        Ok(()) => Ok(None),
        // The journal holds the step; the next opening has it.
        Err(problem @ (ProjectProblem::DataBusy { .. } | ProjectProblem::ChangedOutside { .. })) => {
            Ok(Some(problem.message()))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Carries out an action as one recorded step.
pub(super) fn commit(loaded: &mut Loaded, action: &dyn Action) -> Result<(), CliProblem> {
    let change = loaded.history.commit(&mut loaded.document, action);
    if change.map_err(|refusal| CliProblem::input(refusal.message()))?.is_empty() {
        return Ok(());
    }
    loaded.history.stamp(Clock::Now.timestamp());
    if let Some(step) = loaded.history.last_done().cloned() {
        loaded.project.record(&Record::Commit(step))?;
    }
    Ok(())
}

pub(super) fn encoding_from_word(word: &str) -> Result<TextEncoding, CliProblem> {
    TextEncoding::from_label(word).ok_or_else(|| CliProblem::input(ImportText::UnknownEncoding.with([word.into()])))
}

fn kind_from_word(word: &str) -> Result<MeasureKind, CliProblem> {
    MeasureKind::find(word).ok_or_else(|| {
        let known: Vec<&str> = MeasureKind::ALL.iter().map(|kind| kind.key()).collect();
        CliProblem::input(ImportText::UnknownKind.with([word.into(), known.join(" ").into()]))
    })
}

fn crs_from_word(word: &str) -> Result<SourceCrs, CliProblem> {
    crs_from_text(word).map_err(|problem| CliProblem::input(problem.message()))
}
