//! Layers that were read, into the project as base layers.

use std::path::Path;

use super::words::ImportText;
use super::{ImportReport, ImportedLayer, commit};
use crate::cli::CliProblem;
use crate::edit::actions::{EditLayers, LayerEdit};
use crate::geometry::Bounds;
use crate::i18n::{Language, Text, fixed};
use crate::storage::formats::{ReadLayer, metres_away};
use crate::storage::project::{Clock, Loaded};

/// Beyond this a layer of one township is in the wrong place.
const FAR_M: f64 = 40_000.0;

/// Stores the layers; each joins the design as one step once all are stored.
pub(super) fn import(
    loaded: &mut Loaded,
    path: &Path,
    read: Vec<ReadLayer>,
    crs_given: bool,
) -> Result<ImportReport, CliProblem> {
    let mut whole = loaded.layers.iter().fold(Bounds::EMPTY, |whole, layer| whole.union(&layer.bounds()));
    for layer in &read {
        let bounds = layer.builder.shapes.shapes().total_bounds();
        let away_m = metres_away(&bounds, &whole);
        if away_m > FAR_M && !crs_given {
            let kilometres = fixed(away_m / 1000.0, 0);
            let words = [path.into(), layer.builder.name.as_str().into(), kilometres.into()];
            return Err(CliProblem::input(ImportText::FarAway.with(words)));
        }
        whole = whole.union(&bounds);
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
        commit(loaded, &EditLayers { layer: layer.id, edit: LayerEdit::Add { title: layer.title.clone() } })?;
        loaded.layers.push(layer);
    }
    Ok(report)
}
