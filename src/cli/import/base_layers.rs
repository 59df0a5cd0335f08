//! Layers that were read, into the project as base layers.

use super::{ImportReport, ImportedLayer, commit};
use crate::cli::CliProblem;
use crate::cli::progress::ProgressLine;
use crate::edit::actions::EditLayers;
use crate::i18n::Language;
use crate::storage::formats::ReadLayer;
use crate::storage::project::{Clock, Loaded};

/// Stores the layers, all or none; then each joins the design as one step.
pub(super) fn import(
    loaded: &mut Loaded,
    read: Vec<ReadLayer>,
    progress: &ProgressLine,
) -> Result<ImportReport, CliProblem> {
    let mut report = ImportReport::default();
    let mut builders = Vec::with_capacity(read.len());
    for ReadLayer { mut builder, notes, .. } in read {
        builder.provenance.imported_at = Some(Clock::Now.timestamp());
        builder.provenance.notes.extend(notes.iter().map(|note| note.say(Language::Chinese)));
        builders.push(builder);
        report.notes.extend(notes);
    }
    for layer in loaded.project.add_layers(builders, &|done| progress.share(done))? {
        report.layers.push(ImportedLayer {
            id: layer.id.0,
            name: layer.name.clone(),
            role: layer.role,
            features: layer.len(),
            source_crs: layer.provenance.source_epsg,
            encoding: layer.provenance.encoding.clone(),
            area_m2: layer.total_area_m2(),
        });
        let role_of = |id| loaded.layers.iter().find(|known| known.id == id).map(|known| known.role);
        let add = EditLayers::adding(&layer, &loaded.document, role_of);
        commit(loaded, &add)?;
        loaded.layers.push(layer);
    }
    Ok(report)
}
