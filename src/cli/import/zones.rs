//! Polygons that were read, into a scheme as zones.

use std::path::Path;

use super::words::ImportText;
use super::{ImportReport, ImportedZones, commit};
use crate::cli::CliProblem;
use crate::cli::input::scheme_of;
use crate::edit::actions::{AddZones, InScheme};
use crate::i18n::Text;
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
    let target = scheme_of(&loaded.document, scheme)?.id;
    let mut report = ImportReport::default();
    let mut zones = Vec::new();
    for layer in read {
        zones.extend(zones_from_layer(path, &layer).map_err(CliProblem::input)?);
        report.notes.extend(layer.notes);
    }
    if zones.is_empty() {
        return Err(CliProblem::input(ImportText::NoZones.with([path.into()])));
    }
    let count = zones.len();
    commit(loaded, &InScheme { scheme: target, action: AddZones { zones } })?;
    let scheme = loaded.document.current_scheme();
    let added = &scheme.zones[scheme.zones.len().saturating_sub(count)..];
    let names = added.iter().map(|zone| zone.name.clone()).collect();
    report.zones = Some(ImportedZones { scheme: scheme.id.0, names });
    Ok(report)
}
