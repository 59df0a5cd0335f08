//! Polygons that were read, into a scheme as zones.

use std::path::Path;

use super::words::ImportText;
use super::{ImportReport, ImportedZones, commit};
use crate::base::{LayerBuilder, LayerId};
use crate::cli::CliProblem;
use crate::crs::GaussKruger;
use crate::design::{Document, SchemeId};
use crate::edit::actions::{AddZones, NewZone, SwitchScheme};
use crate::geometry::GeometryKind;
use crate::geometry::validity::shape_problem;
use crate::i18n::{Explain, Text};
use crate::storage::formats::ReadLayer;
use crate::storage::import::zones_from_layer;
use crate::storage::project::Loaded;

/// Adds the polygons to the scheme asked for, or to the current one, as one step; scheme 0 forks.
pub(super) fn import(
    loaded: &mut Loaded,
    path: &Path,
    read: Vec<ReadLayer>,
    scheme: Option<&str>,
) -> Result<ImportReport, CliProblem> {
    let scheme = scheme.map(|word| scheme_from_word(&loaded.document, word)).transpose()?;
    let mut report = ImportReport::default();
    let mut zones = Vec::new();
    for layer in read {
        zones.extend(zones_of_layer(path, layer.builder, loaded.project.plane())?);
        report.notes.extend(layer.notes);
    }
    if zones.is_empty() {
        return Err(CliProblem::input(ImportText::NoZones.with([path.into()])));
    }
    if let Some(scheme) = scheme {
        commit(loaded, &SwitchScheme { scheme })?;
    }
    let count = zones.len();
    commit(loaded, &AddZones { zones })?;
    let scheme = loaded.document.current_scheme();
    let added = &scheme.zones[scheme.zones.len().saturating_sub(count)..];
    let names = added.iter().map(|zone| zone.name.clone()).collect();
    report.zones = Some(ImportedZones { scheme: scheme.id.0, names });
    Ok(report)
}

/// A scheme by its number, else by its name.
fn scheme_from_word(document: &Document, word: &str) -> Result<SchemeId, CliProblem> {
    let by_number = word.parse().ok().map(SchemeId).filter(|id| document.scheme(*id).is_some());
    let by_name = || document.schemes().iter().find(|scheme| scheme.name == word).map(|scheme| scheme.id);
    by_number.or_else(by_name).ok_or_else(|| {
        let known = document.schemes().iter().map(|scheme| format!("{} {}", scheme.id.0, scheme.name));
        CliProblem::input(ImportText::NoScheme.with([word.into(), known.collect::<Vec<_>>().join(", ").into()]))
    })
}

fn zones_of_layer(path: &Path, layer: LayerBuilder, plane: GaussKruger) -> Result<Vec<NewZone>, CliProblem> {
    if layer.shapes.shapes().kind() != GeometryKind::Polygons {
        let words = [path.into(), layer.name.as_str().into()];
        return Err(CliProblem::input(ImportText::NotPolygons.with(words)));
    }
    // Features without geometry are left out, and stand in the notes of the reading.
    let zones = zones_from_layer(&layer.build(LayerId(0), plane));
    for (position, zone) in zones.iter().enumerate() {
        if let Some(problem) = shape_problem(&zone.shape.0) {
            let words = [path.into(), zone.name.as_str().into(), (position + 1).into(), problem.message().into()];
            return Err(CliProblem::input(ImportText::BadZone.with(words)));
        }
    }
    Ok(zones)
}
