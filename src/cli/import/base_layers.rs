//! Layers that were read, into the project as base layers.

use std::path::Path;

use super::{ImportReport, ImportedLayer, commit};
use crate::cli::CliProblem;
use crate::edit::actions::EditLayers;
use crate::geometry::Bounds;
use crate::i18n::Language;
use crate::storage::formats::ReadLayer;
use crate::storage::import::check_place;
use crate::storage::project::{Clock, Loaded};

/// Stores the layers; each joins the design as one step once all are stored.
pub(super) fn import(
    loaded: &mut Loaded,
    path: &Path,
    read: Vec<ReadLayer>,
    crs_given: bool,
) -> Result<ImportReport, CliProblem> {
    let mut whole = loaded.layers.iter().fold(Bounds::EMPTY, |whole, layer| whole.union(&layer.bounds()));
    for layer in &read {
        check_place(path, layer, &whole, crs_given).map_err(CliProblem::input)?;
        whole = whole.union(&layer.builder.shapes.shapes().total_bounds());
    }
    let mut report = ImportReport::default();
    let mut stored = Vec::with_capacity(read.len());
    for ReadLayer { mut builder, notes, encoding, crs, .. } in read {
        builder.provenance.imported_at = Some(Clock::Now.timestamp());
        builder.provenance.notes.extend(notes.iter().map(|note| note.say(Language::Chinese)));
        let layer = loaded.project.add_layer(builder)?;
        report.notes.extend(notes);
        report.layers.push(ImportedLayer {
            id: layer.id.0,
            name: layer.name.clone(),
            role: layer.role,
            features: layer.len(),
            source_crs: crs.crs.epsg(),
            encoding: encoding.name().to_owned(),
            area_m2: layer.total_area_m2(),
        });
        stored.push(layer);
    }
    for layer in stored {
        let role_of = |id| loaded.layers.iter().find(|known| known.id == id).map(|known| known.role);
        let add = EditLayers::adding(&layer, &loaded.document, role_of);
        commit(loaded, &add)?;
        loaded.layers.push(layer);
    }
    Ok(report)
}
