//! Polygons that were read, into a scheme as zones.

use std::path::Path;

use super::words::ImportText;
use super::{ImportReport, ImportedZones, commit};
use crate::base::{FieldBuilder, Value};
use crate::cli::CliProblem;
use crate::design::{Document, SchemeId, Shape, ZoneKind};
use crate::edit::actions::{AddZones, NewZone, SwitchScheme};
use crate::geometry::GeometryKind;
use crate::geometry::validity::shape_problem;
use crate::i18n::{Explain, Text};
use crate::storage::formats::ReadLayer;
use crate::storage::project::Loaded;

/// Fields that name a zone, first choice first.
const NAME_FIELDS: [&str; 3] = ["QYMC", "DYMC", "name"];
/// The field of its goal.
const GOAL_FIELD: &str = "MB";
/// Layers of this name hold regions, any other units.
const REGIONS: &str = "ZZQY";

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
        zones.extend(zones_of_layer(path, &layer)?);
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

fn zones_of_layer(path: &Path, layer: &ReadLayer) -> Result<Vec<NewZone>, CliProblem> {
    let builder = &layer.builder;
    let shapes = builder.shapes.shapes();
    if shapes.kind() != GeometryKind::Polygons {
        let words = [path.into(), builder.name.as_str().into()];
        return Err(CliProblem::input(ImportText::NotPolygons.with(words)));
    }
    let kind = if builder.name.eq_ignore_ascii_case(REGIONS) { ZoneKind::Region } else { ZoneKind::Unit };
    let mut zones = Vec::new();
    for feature in 0..shapes.len() {
        let shape = shapes.multi_polygon(feature);
        // Features without geometry are in the notes of the reading.
        if shape.0.is_empty() {
            continue;
        }
        let name = NAME_FIELDS.iter().find_map(|field| text_of(&builder.fields, field, feature)).unwrap_or_default();
        if let Some(problem) = shape_problem(&shape) {
            let id = builder.source_ids.get(feature).copied().unwrap_or(feature as i64 + 1);
            let words = [path.into(), name.into(), id.into(), problem.message().into()];
            return Err(CliProblem::input(ImportText::BadZone.with(words)));
        }
        let goal = text_of(&builder.fields, GOAL_FIELD, feature).unwrap_or_default();
        zones.push(NewZone { name, kind, shape: Shape(shape), goal });
    }
    Ok(zones)
}

/// A value that is not empty, as text.
fn text_of(fields: &[FieldBuilder], name: &str, feature: usize) -> Option<String> {
    let field = fields.iter().find(|field| field.name.eq_ignore_ascii_case(name))?;
    let text = match field.values.get(feature)? {
        Value::Text(text) => text.trim().to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Null | Value::Blob(_) => String::new(),
    };
    (!text.is_empty()).then_some(text)
}
